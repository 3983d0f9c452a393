/* SPDX-License-Identifier: MIT */
#include "base/date_scan.h"

static bool is_sign(const struct date_token *t, char sign)
{
	return t->kind == TOKEN_SIGN && t->sign == sign;
}

static bool is_number(const struct date_token *t, int least, int most)
{
	return t->kind == TOKEN_NUMBER && t->digits >= least && t->digits <= most;
}

static bool is_mark(const struct date_token *t, int mark)
{
	return t->kind == TOKEN_WORD && (t->word.roles & ROLE_MARK) && t->word.mark == mark;
}

static bool is_half(const struct date_token *t)
{
	return t->kind == TOKEN_WORD && (t->word.roles & ROLE_HALF);
}

static bool is_zone(const struct date_token *t)
{
	return t->kind == TOKEN_WORD && (t->word.roles & ROLE_ZONE);
}

/* "0700", "07:00", "7", "730" behind a sign; minutes, or -1. */
static int read_offset(const struct date_token *t, int *used)
{
	int number = (int)t->number, hours = number, minutes = 0;

	*used = 1;
	if (!is_number(t, 1, 6) || !t->is_glued)
		return -1;
	if (t->digits == 6)
		number /= 100;
	if (t->digits > 2) {
		hours = number / 100;
		minutes = number % 100;
	} else if (is_sign(t + 1, ':') && is_number(t + 2, 2, 2)) {
		minutes = (int)t[2].number;
		*used = 3;
	}
	const struct date_token *after = t + *used;
	if (after->is_glued && (is_sign(after, '/') || is_sign(after, '-')))
		return -1;
	return hours > 15 || minutes > 59 ? -1 : hours * 60 + minutes;
}

static bool take_offset(struct date_scan *s)
{
	const struct date_token *t = s->next;
	int used;

	if (!is_sign(t, '+') && !is_sign(t, '-'))
		return false;
	int minutes = read_offset(t + 1, &used);
	if (minutes < 0 || (!s->has_time && used == 1 && t[1].digits < 4))
		return false;
	s->offset += t->sign == '-' ? -minutes : minutes;
	s->next += 1 + used;
	return true;
}

/* "WIB", "GMT+7", "Etc/GMT", "Asia/Jakarta". */
static bool take_name(struct date_scan *s)
{
	const struct date_token *t = s->next;

	while (t->kind == TOKEN_WORD && t[1].is_glued && is_sign(t + 1, '/') &&
	       t[2].kind == TOKEN_WORD && t[2].is_glued)
		t += 2;
	if (!is_zone(t) || is_mark(t, MARK_HOUR))
		return false;
	bool is_sure = !(t->word.roles & ROLE_FILL) && t->to - t->from > 1;
	if (!is_sure && !t->is_glued && t[1].kind != TOKEN_END && t[1].kind != TOKEN_SIGN)
		return false;
	s->offset = t->word.zone;
	s->next = t + 1;
	take_offset(s);
	return true;
}

/* "(CET)" or "(Western Indonesia Time)" behind an offset. */
static void skip_comment(struct date_scan *s)
{
	if (!is_sign(s->next, '('))
		return;
	for (int i = 1; i <= 7 && s->next[i].kind != TOKEN_END; i++)
		if (is_sign(&s->next[i], ')')) {
			s->next += i + 1;
			return;
		}
}

bool date_scan_zone(struct date_scan *s)
{
	const struct date_token *start = s->next;
	int offset = s->offset;

	s->offset = 0;
	if (take_offset(s) || take_name(s)) {
		s->has_zone = true;
		if (is_zone(s->next) && !(s->next->word.roles & ROLE_FILL))
			s->next++;
		skip_comment(s);
		return true;
	}
	s->next = start;
	if (is_sign(start, '(') && is_zone(start + 1) && is_sign(start + 2, ')')) {
		s->offset = start[1].word.zone;
		s->next += 3;
		return s->has_zone = true;
	}
	s->offset = offset;
	return false;
}

static void apply_half(struct date_scan *s)
{
	if (is_half(s->next)) {
		s->half = s->next->word.half;
		s->next++;
	}
	if (s->half == 1 && s->hour < 12)
		s->hour += 12;
	else if (s->half == 0 && s->hour == 12)
		s->hour = 0;
}

/* ":55.123" */
static void take_second(struct date_scan *s, char sign)
{
	const struct date_token *t = s->next;

	if (!is_sign(t, sign) || !t->is_glued || !is_number(t + 1, 1, 2) || !t[1].is_glued)
		return;
	s->second = (int)t[1].number;
	s->has_second = true;
	s->next += 2;
	t = s->next;
	if (t->is_glued && (is_sign(t, '.') || is_sign(t, ',') || is_sign(t, ':')) &&
	    t[1].is_glued && is_number(t + 1, 1, 100))
		s->next += 2;
}

/* Whether a dot between two numbers makes a time of them: behind a date, and
 * not where the number is a count ("5.30 persen"). */
static bool is_dot_time(const struct date_scan *s)
{
	const struct date_token *t = s->next;

	if (!is_sign(t + 1, '.') || !t[1].is_glued || !is_number(t + 2, 2, 2) || !t[2].is_glued)
		return false;
	if (t[3].is_glued && (is_sign(t + 3, '.') || is_sign(t + 3, ',')) &&
	    is_number(t + 4, 3, 15) && t[4].is_glued)
		return false;
	/* "24.7.2026 klo 9.04": a word that leads to times. */
	bool is_led = s->has_date && t[-1].kind == TOKEN_WORD && (t[-1].word.roles & ROLE_FILL);
	return is_led || (s->has_date && t->digits == 2) || is_zone(t + 3) || is_half(t + 3);
}

static bool is_clock(const struct date_scan *s, char *sign)
{
	const struct date_token *t = s->next;

	if (is_sign(t + 1, ':') && is_number(t + 2, 1, 2))
		*sign = ':';
	else if (is_dot_time(s))
		*sign = '.';
	else if (s->is_after_t && is_sign(t + 1, '-') && is_number(t + 2, 2, 2))
		*sign = '-';
	else
		return false;
	return true;
}

/* "14h05", "11시 23분 17초" */
static void take_marked(struct date_scan *s)
{
	s->hour = (int)s->next->number;
	s->is_hangul |= s->next[1].is_hangul;
	s->next += 2;
	if (!is_number(s->next, 1, 2) || s->next->number > 59)
		return;
	s->minute = (int)s->next->number;
	s->next += 1 + is_mark(s->next + 1, MARK_MINUTE);
	if (!is_number(s->next, 1, 2) || !is_mark(s->next + 1, MARK_SECOND))
		return;
	s->second = (int)s->next->number;
	s->has_second = true;
	s->next += 2;
}

/* "T101455" */
static void take_compact(struct date_scan *s)
{
	int number = (int)s->next->number, digits = s->next->digits;

	s->has_second = digits == 6;
	if (s->has_second) {
		s->second = number % 100;
		number /= 100;
	}
	s->minute = digits == 2 ? 0 : number % 100;
	s->hour = digits == 2 ? number : number / 100;
	s->next++;
	if (is_sign(s->next, '.') && s->next->is_glued && is_number(s->next + 1, 1, 100))
		s->next += 2;
}

bool date_scan_time(struct date_scan *s)
{
	const struct date_token *t = s->next;
	char sign;

	if (s->has_time || t->digits > 6)
		return false;
	if (t->digits <= 2 && is_clock(s, &sign)) {
		s->hour = (int)t->number;
		s->minute = (int)t[2].number;
		s->is_false_zone = sign == '-';
		s->next += 3;
		take_second(s, sign);
	} else if (t->digits <= 2 && is_mark(t + 1, MARK_HOUR)) {
		take_marked(s);
	} else if (t->digits <= 2 && s->has_date && is_half(t + 1)) {
		s->hour = (int)t->number;
		s->next++;
	} else if (s->is_after_t && t->digits % 2 == 0) {
		take_compact(s);
	} else {
		return false;
	}
	s->has_time = true;
	apply_half(s);
	if (s->next->kind == TOKEN_WORD && (s->next->word.roles & (ROLE_FILL | ROLE_ZONE)) ==
	    ROLE_FILL && is_zone(s->next + 1))
		s->next++;
	date_scan_zone(s);
	return true;
}
