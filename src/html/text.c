/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "html/entity.h"
#include "html/sanitize.h"
#include "html/token.h"

/* White space is folded while adding: what is owed is written before the next
 * word, and never at the ends. */
enum owed { OWES_NOTHING, OWES_SPACE, OWES_LINE };

struct folder {
	struct buf *out;
	size_t from;     /* where our text begins in out */
	enum owed owed;
};

/* Bytes that are not simply copied: white space, and what may begin a
 * no-break space. */
static const bool stops[256] = {
	[' '] = true, ['\t'] = true, ['\n'] = true, ['\v'] = true, ['\f'] = true, ['\r'] = true,
	[0xc2] = true,
};

static bool is_stop(char c)
{
	return stops[(unsigned char)c];
}

/* Whether eight bytes are to be copied as they are: no white space but single
 * blanks, nothing that may begin a no-break space. */
static bool is_flat(uint64_t bytes)
{
	const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
	uint64_t blank = bytes ^ ones * ' ', mark = bytes ^ ones * 0xc2;

	/* 0x80 in each byte that is a blank. */
	blank = ~(((blank & ~tops) + ~tops) | blank | ~tops);
	return !(((bytes - ones * ' ') & ~bytes & tops) | ((mark - ones) & ~mark & tops) |
		 (blank & blank >> 8));
}

/* Copies from *p on what is flat; the last byte put there is no blank. */
static char *put_flat(struct folder *f, char *to, const char **p, const char *end)
{
	uint64_t bytes;

	while (!f->owed && end - *p >= (ptrdiff_t)sizeof(bytes)) {
		memcpy(&bytes, *p, sizeof(bytes));
		if (!is_flat(bytes))
			break;
		memcpy(to, &bytes, sizeof(bytes));
		*p += sizeof(bytes);
		to += sizeof(bytes);
		if (to[-1] == ' ') {
			to--;
			f->owed = OWES_SPACE;
		}
		if (f->owed && *p < end && !is_stop(**p)) {
			*to++ = ' ';
			f->owed = OWES_NOTHING;
		}
	}
	return to;
}

/* Room for the text and the break before it is there. */
static void put(struct folder *f, struct str s)
{
	char *to = f->out->ptr + f->out->len;
	const char *p = s.ptr, *end = s.ptr + s.len;

	while (p < end) {
		bool is_no_break = *p == '\xc2' && p + 1 < end && p[1] == '\xa0';

		if (is_no_break || (is_stop(*p) && *p != '\xc2')) {
			p += is_no_break ? 2 : 1;
			f->owed = f->owed == OWES_LINE ? OWES_LINE : OWES_SPACE;
			continue;
		}
		if (f->owed && to > f->out->ptr + f->from)
			*to++ = f->owed == OWES_LINE ? '\n' : ' ';
		f->owed = OWES_NOTHING;
		*to++ = *p++;
		to = put_flat(f, to, &p, end);
		while (!f->owed && p < end && !is_stop(*p))
			*to++ = *p++;
	}
	*to = '\0';
	f->out->len = (size_t)(to - f->out->ptr);
}

static bool fold(struct folder *f, struct str s)
{
	if (!buf_reserve(f->out, s.len + 1))
		return false;
	put(f, s);
	return true;
}

static bool fold_text(struct folder *f, struct str text)
{
	while (text.len) {
		size_t amp = str_find_char(text, '&');
		char room[8];
		struct str found;

		if (amp == SIZE_MAX)
			return fold(f, text);
		if (amp && !fold(f, str_slice(text, 0, amp)))
			return false;
		text = str_slice(text, amp, text.len);
		size_t used = entity_read(text, false, room, &found);
		if (!fold(f, used ? found : STR("&")))
			return false;
		text = str_slice(text, used ? used : 1, text.len);
	}
	return true;
}

static bool is_break(const struct sanitize_tag *tag, struct str name)
{
	return tag->traits & SANITIZE_BLOCK || str_eq_nocase(name, STR("br"));
}

bool html_text(struct str html, struct buf *out)
{
	struct folder f = { .out = out, .from = out->len };
	struct tokens tokens = { .rest = html };
	struct token token;
	struct str ignored;

	while (token_next(&tokens, &token)) {
		if (token.kind == TOKEN_TEXT) {
			if (!fold_text(&f, token.text))
				return false;
			continue;
		}
		const struct sanitize_tag *tag = sanitize_tag_find(token.text);
		if (!tag)
			continue;
		if (is_break(tag, token.text))
			f.owed = OWES_LINE;
		else if (tag->traits & SANITIZE_RAW && token.kind == TOKEN_START &&
			 !token.is_closed && !token_raw(&tokens, token.text, &ignored))
			break;
	}
	return true;
}
