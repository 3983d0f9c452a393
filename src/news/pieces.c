/* SPDX-License-Identifier: MIT */
#include "news/pieces.h"

#include <string.h>

/* Pieces are triples until the text ends: bytes to copy from where we stand in
 * html, bytes of html to leave out behind them, and a string of our own. */

enum {
	LEAST = 96,       /* bytes of text that are worth it */
	ENTITY_MAX = 12,  /* bytes of "&...;" */
	TAG_MAX = 4096,   /* bytes of a tag */
	ANCHOR = 12,      /* bytes by which the place is found again, ... */
	FAR = 8192,       /* ... within so many, */
	SEARCHES = 16,    /* so often */
	STEPS = 64,       /* tags, blanks and entities between two pieces */
};

/* Where we stand in both. */
struct places {
	struct str html, text;
	size_t at, done; /* in html, in text */
	int searches;    /* left */
};

static void put_number(struct buf *out, size_t value)
{
	char coded[10];
	size_t len = 0;

	for (; value >= 0x80; value >>= 7)
		coded[len++] = (char)(0x80 | (value & 0x7f));
	coded[len++] = (char)value;
	buf_add_bytes(out, coded, len);
}

/* False when there is no number. */
static bool take_number(struct str *in, size_t *value)
{
	*value = 0;
	for (size_t i = 0; i < in->len && i < 5; i++) {
		unsigned char c = (unsigned char)in->ptr[i];

		*value |= (size_t)(c & 0x7f) << (7 * i);
		if (c < 0x80) {
			*in = str_slice(*in, i + 1, in->len);
			return true;
		}
	}
	return false;
}

static size_t common_length(struct str a, struct str b)
{
	size_t most = a.len < b.len ? a.len : b.len, len = 0;
	uint64_t x, y;

	while (most - len >= sizeof(x)) {
		memcpy(&x, a.ptr + len, sizeof(x));
		memcpy(&y, b.ptr + len, sizeof(y));
		if (x != y)
			break;
		len += sizeof(x);
	}
	while (len < most && a.ptr[len] == b.ptr[len])
		len++;
	return len;
}

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static size_t character_length(struct str s)
{
	size_t len = 1;

	while (len < s.len && ((unsigned char)s.ptr[len] & 0xc0) == 0x80)
		len++;
	return len;
}

/* Bytes of the tag, the blanks, the no-break space, or the rest of an "&" that
 * html begins with; 0: there is none. */
static size_t gap_length(struct str html)
{
	size_t end, len = 0;

	if (str_has_prefix(html, STR("amp;")))
		return 4;
	if (html.ptr[0] == '<') {
		end = str_find_char(str_slice(html, 0, TAG_MAX), '>');
		return end == SIZE_MAX ? 0 : end + 1;
	}
	if (str_has_prefix(html, STR("\xc2\xa0")))
		return 2;
	while (len < html.len && is_white(html.ptr[len]))
		len++;
	return len;
}

/* Bytes of the entity that html begins with, else 0. */
static size_t entity_length(struct str html)
{
	size_t end = html.ptr[0] == '&' ? str_find_char(str_slice(html, 0, ENTITY_MAX), ';')
					: SIZE_MAX;

	return end == SIZE_MAX ? 0 : end + 1;
}

/* Past a line that the text has not: to where its next bytes stand. */
static bool search_on(struct places *p)
{
	struct str anchor = str_slice(p->text, p->done, p->done + ANCHOR);
	size_t found = str_find(str_slice(p->html, p->at, p->at + FAR), anchor);

	if (found == SIZE_MAX || p->searches-- <= 0)
		return false;
	p->at += found;
	return true;
}

/* Steps over what html and text do not have in common. False when the text's
 * next bytes are nowhere to be found. */
static bool step_over(struct places *p)
{
	for (int i = 0; i < STEPS && p->done < p->text.len; i++) {
		struct str html = str_slice(p->html, p->at, p->html.len);
		struct str text = str_slice(p->text, p->done, p->text.len);
		size_t gap, entity;

		if (html.len == 0) {
			p->done = p->text.len;
			return text.len <= ANCHOR;
		}
		if (html.ptr[0] == text.ptr[0] && !is_white(text.ptr[0]))
			return true;
		gap = gap_length(html);
		entity = gap ? 0 : entity_length(html);
		if (is_white(text.ptr[0]))
			p->done++;
		else if (entity)
			p->done += character_length(text);
		else if (!gap)
			return search_on(p);
		p->at += gap + entity;
	}
	return p->done == p->text.len || search_on(p);
}

static bool add_all(struct buf *out, struct places *p, size_t most)
{
	while (p->done < p->text.len) {
		size_t same = common_length(str_slice(p->html, p->at, p->html.len),
					    str_slice(p->text, p->done, p->text.len));
		size_t at = p->at += same, done = p->done += same;

		if (done < p->text.len && !step_over(p))
			return false;
		put_number(out, same);
		put_number(out, p->at - at);
		put_number(out, p->done - done);
		buf_add(out, str_slice(p->text, done, p->done));
		if (out->len > most)
			return false;
	}
	return !out->is_full;
}

bool news_pieces_add(struct buf *out, struct str html, struct str text)
{
	struct places places = { .html = html, .text = text, .searches = SEARCHES };
	size_t before = out->len;

	if (text.len < LEAST || text.len > html.len)
		return false;
	if (add_all(out, &places, before + text.len / 2))
		return true;
	buf_remove(out, before, out->len - before);
	return false;
}

/* One triple; false when it does not fit. */
static bool next_piece(struct str *html, struct str *pieces, struct str *copied, struct str *own)
{
	size_t same, left_out, len;

	if (!take_number(pieces, &same) || !take_number(pieces, &left_out) ||
	    !take_number(pieces, &len) || same > html->len || left_out > html->len - same ||
	    len > pieces->len)
		return false;
	*copied = str_slice(*html, 0, same);
	*own = str_slice(*pieces, 0, len);
	*html = str_slice(*html, same + left_out, html->len);
	*pieces = str_slice(*pieces, len, pieces->len);
	return true;
}

static bool measure(struct str html, struct str pieces, size_t *len)
{
	struct str copied, own;

	*len = 0;
	while (pieces.len) {
		if (!next_piece(&html, &pieces, &copied, &own))
			return false;
		*len += copied.len + own.len;
	}
	return true;
}

bool news_pieces_text(struct str html, struct str pieces, struct arena *arena, struct str *text)
{
	struct str copied, own;
	size_t len;
	char *to;

	*text = (struct str){ 0 };
	if (!measure(html, pieces, &len))
		return false;
	to = arena_alloc(arena, len + 1);
	*text = (struct str){ to, len };
	while (pieces.len && next_piece(&html, &pieces, &copied, &own)) {
		if (copied.len)
			memcpy(to, copied.ptr, copied.len);
		if (own.len)
			memcpy(to + copied.len, own.ptr, own.len);
		to += copied.len + own.len;
	}
	return true;
}
