/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/date_scan.h"

enum { TEXT_MAX = 256, LINE_MAX_BYTES = 4096, PREFIX_WORDS = 4 };

static const struct date_hint no_hint;

static bool has_role(const struct date_token *t, unsigned roles)
{
	return t->kind == TOKEN_WORD && (t->word.roles & roles);
}

static bool is_start(const struct date_token *t)
{
	return t->kind == TOKEN_NUMBER || has_role(t, ROLE_MONTH | ROLE_WEEKDAY | ROLE_HALF) ||
	       (has_role(t, ROLE_MARK) && t->word.mark == MARK_MONTH_AHEAD);
}

/* Whether a date may follow tokens [0, count): a label, or a source with a
 * divider behind it, and not the beginning of a sentence. */
static bool is_prefix(const struct date_token *t, size_t count)
{
	int words = 0;

	for (size_t i = 0; i < count; i++) {
		if (t[i].kind == TOKEN_NUMBER || (t[i].kind == TOKEN_SIGN && t[i].sign == '('))
			return false;
		words += t[i].kind == TOKEN_WORD && !has_role(&t[i], ROLE_LABEL | ROLE_FILL |
							      ROLE_WEEKDAY);
	}
	if (words == 0)
		return true;
	const struct date_token *last = &t[count - 1];
	if (last->kind != TOKEN_SIGN || words > PREFIX_WORDS)
		return false;
	return strchr("-|:>", last->sign) || (last->sign == ',' && words <= 2);
}

/* Whether nothing follows a date that would make it part of something else. */
static bool is_suffix(const struct date_token *t, bool may_be_zone)
{
	if (may_be_zone && t->kind == TOKEN_WORD && t[1].kind == TOKEN_END &&
	    t->word.roles == 0 && t->to - t->from <= 5)
		return true;
	for (; t->kind != TOKEN_END; t++)
		if (t->kind != TOKEN_SIGN && !has_role(t, ROLE_FILL | ROLE_WEEKDAY))
			return false;
	return true;
}

/* "-0312", "-03-12": a year without its century, and a month. */
static bool read_short_iso(const struct date_token *t, const struct date_hint *hint,
			   struct date *out)
{
	int year, month;

	if (t->kind != TOKEN_SIGN || t->sign != '-' || t[1].kind != TOKEN_NUMBER)
		return false;
	if (t[1].digits == 4 && t[2].kind == TOKEN_END) {
		year = (int)t[1].number / 100;
		month = (int)t[1].number % 100;
	} else if (t[1].digits == 2 && t[2].kind == TOKEN_SIGN && t[2].sign == '-' &&
		   t[3].kind == TOKEN_NUMBER && t[3].digits == 2 && t[4].kind == TOKEN_END) {
		year = (int)t[1].number;
		month = (int)t[3].number;
	} else {
		return false;
	}
	out->offset = hint->offset;
	out->precision = DATE_DAY;
	return date_make(year + (year < 70 ? 2000 : 1900), month, 1, 0, 0, 0, hint->offset,
			 &out->utc);
}

static bool read_whole(const struct date_token *tokens, size_t count,
		       const struct date_hint *hint, struct date *out)
{
	for (size_t i = 0; i < count; i++) {
		struct date_scan scan = { .next = tokens + i, .hint = hint, .is_whole = true };
		const struct date_token *end;
		if (!is_prefix(tokens, i))
			continue;
		if (is_start(&tokens[i]) && date_scan_read(&scan, out) &&
		    is_suffix(scan.end, scan.has_time && !scan.has_zone))
			return true;
		if (date_relative_read(tokens + i, hint, out, &end) && is_suffix(end, false))
			return true;
		if (tokens[i].kind == TOKEN_NUMBER)
			break;
	}
	return false;
}

bool date_parse(struct str s, const struct date_hint *hint, struct date *out)
{
	struct date_token tokens[DATE_TOKENS];
	size_t stop;

	*out = (struct date){ 0 };
	s = str_trim(s);
	if (date_quick_read(s, out))
		return true;
	*out = (struct date){ 0 };
	if (s.len == 0 || s.len > TEXT_MAX)
		return false;
	size_t count = date_tokens_read(s, tokens, &stop);
	hint = hint ? hint : &no_hint;
	if (stop == s.len &&
	    (read_short_iso(tokens, hint, out) || read_whole(tokens, count, hint, out)))
		return true;
	*out = (struct date){ 0 };
	return false;
}

/* A number inside an address or an identifier starts no date. */
static bool is_free(const struct date_token *tokens, size_t i)
{
	if (i == 0 || !tokens[i].is_glued)
		return true;
	const struct date_token *before = &tokens[i - 1];
	if (before->sign == '-' && tokens[i].digits >= 8)
		return false;
	if (before->kind == TOKEN_SIGN)
		return !strchr("/=_#%&?", before->sign) && !(before->sign == '.' && i > 1 &&
		       tokens[i - 2].kind == TOKEN_NUMBER);
	return before->kind == TOKEN_WORD && has_role(before, ROLE_FILL | ROLE_LABEL);
}

static bool find_at(const struct date_token *tokens, size_t i, const struct date_hint *hint,
		    struct date *out, const struct date_token **end)
{
	struct date_scan scan = { .next = tokens + i, .hint = hint };

	if (!is_free(tokens, i))
		return false;
	if (is_start(&tokens[i]) && date_scan_read(&scan, out)) {
		*end = scan.end;
		return true;
	}
	return date_relative_read(tokens + i, hint, out, end);
}

bool date_find(struct str line, const struct date_hint *hint, struct date *out, size_t *from,
	       size_t *to)
{
	struct date_token tokens[DATE_TOKENS];
	size_t at = 0, stop, count;

	line = str_slice(line, 0, LINE_MAX_BYTES);
	hint = hint ? hint : &no_hint;
	do {
		count = date_tokens_read(str_slice(line, at, line.len), tokens, &stop);
		bool is_last = at + stop >= line.len;
		size_t starts = is_last ? count : DATE_TOKENS / 2;
		for (size_t i = 0; i < starts; i++) {
			const struct date_token *end;
			*out = (struct date){ 0 };
			if (!find_at(tokens, i, hint, out, &end))
				continue;
			*from = at + tokens[i].from;
			*to = at + end[-1].to;
			return true;
		}
		at = is_last ? line.len : at + tokens[starts].from;
	} while (at < line.len);
	*out = (struct date){ 0 };
	return false;
}
