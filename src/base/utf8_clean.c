/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <unictype.h>
#include <uniwidth.h>

typedef unsigned char byte;

enum { MARKS_MAX = 4, TAB_STOP = 8, ZWNJ = 0x200c, ZWJ = 0x200d };

struct range {
	uint32_t from, to;
};

static bool is_in(uint32_t code, const struct range *ranges, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (code >= ranges[i].from && code <= ranges[i].to)
			return true;
	return false;
}
#define IS_IN(code, ranges) is_in(code, ranges, sizeof(ranges) / sizeof(*(ranges)))

/* What no screen shall get, apart from controls and format characters: it is
 * invisible, means nothing outside of its font, or makes terminals disagree
 * about the width. */
static const struct range unwanted[] = {
	{ 0x034f, 0x034f },   { 0x115f, 0x1160 },   { 0x17b4, 0x17b5 },
	{ 0x180b, 0x180f },   { 0x3164, 0x3164 },   { 0xe000, 0xf8ff },
	{ 0xfdd0, 0xfdef },   { 0xfe00, 0xfe0f },   { 0xffa0, 0xffa0 },
	{ 0xfff0, 0xfffb },   { 0x1f3fb, 0x1f3ff }, { 0xe0000, 0x10ffff },
};

/* Scripts whose words are spelt with joiners: Arabic to Mongolian, the later
 * blocks of India and Java, presentation forms. */
static const struct range joined[] = {
	{ 0x0600, 0x109f }, { 0x1780, 0x1aff }, { 0x1b00, 0x1cff },
	{ 0xa800, 0xabff }, { 0xfb50, 0xfdcf }, { 0xfe70, 0xfefc },
};

static bool is_dropped(uint32_t code)
{
	if (code < 0xa0)
		return code < 0x20 || code >= 0x7f;
	if (code < 0x300)
		return code == 0xad;
	if ((code & 0xfffe) == 0xfffe || IS_IN(code, unwanted))
		return true;
	return uc_is_general_category(code, UC_FORMAT);
}

static bool is_line_end(uint32_t code)
{
	return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

struct cleaner {
	struct buf *out;
	bool is_text;    /* newlines stay */
	bool is_space;   /* a space was the last */
	uint32_t before; /* the last code point that stayed; 0: none on this line */
	int marks;       /* on the last base */
	int column;      /* of the line, for tabs */
};

static bool put_break(struct cleaner *c)
{
	c->before = 0;
	c->column = 0;
	return buf_add_char(c->out, '\n');
}

static bool put_space(struct cleaner *c, bool is_tab)
{
	int count = 1;

	if (!c->is_text && c->is_space)
		return true;
	if (c->is_text && is_tab)
		count = TAB_STOP - c->column % TAB_STOP;
	c->is_space = true;
	c->before = ' ';
	c->marks = 0;
	c->column += count;
	while (count--)
		if (!buf_add_char(c->out, ' '))
			return false;
	return true;
}

/* A joiner between two letters of a script that has use for it. Where a mark
 * follows, that has to find room as well: the joiner would else stay alone. */
static bool is_joiner_kept(const struct cleaner *c, struct str rest)
{
	if (!rest.len || !IS_IN(c->before, joined))
		return false;
	uint32_t after = utf8_next(&rest);
	if (uc_width(after, "UTF-8") <= 0 && c->marks + 2 > MARKS_MAX)
		return false;
	return IS_IN(after, joined) && !is_dropped(after);
}

static bool put_code(struct cleaner *c, struct str rest, uint32_t code, struct str bytes)
{
	bool is_joiner = code == ZWNJ || code == ZWJ;
	if (is_joiner ? !is_joiner_kept(c, rest) : is_dropped(code))
		return true;
	int width = code < 0x300 ? 1 : uc_width(code, "UTF-8");
	if (width <= 0) {
		if (!c->before || ++c->marks > MARKS_MAX)
			return true;
	} else {
		c->marks = 0;
		c->column += width;
	}
	c->is_space = false;
	c->before = code;
	return code == UTF8_REPLACEMENT ? utf8_put(c->out, code) : buf_add(c->out, bytes);
}

/* The next bytes that stay as they are: printable ASCII, single spaces. */
static size_t plain_run(const struct cleaner *c, struct str s)
{
	size_t at = 0;
	bool is_space = c->is_space;

	for (; at < s.len; at++) {
		byte b = (byte)s.ptr[at];
		if (b < 0x20 || b >= 0x7f || (b == ' ' && is_space && !c->is_text))
			break;
		is_space = b == ' ';
	}
	return at;
}

static bool clean(struct cleaner *c, struct str s)
{
	while (s.len) {
		size_t run = plain_run(c, s);
		if (run) {
			if (!buf_add(c->out, str_slice(s, 0, run)))
				return false;
			c->before = (byte)s.ptr[run - 1];
			c->is_space = c->before == ' ';
			c->marks = 0;
			c->column += (int)(run & 0xffffff);
			s = str_slice(s, run, s.len);
			continue;
		}
		struct str bytes = s;
		uint32_t code = utf8_next(&s);
		bytes.len -= s.len;
		bool done;
		if (c->is_text && is_line_end(code)) {
			if (code == '\r' && s.len && s.ptr[0] == '\n')
				continue;
			done = put_break(c);
		} else if (code == ' ' || (code >= '\t' && code <= '\r') || is_line_end(code)) {
			done = put_space(c, code == '\t');
		} else {
			done = put_code(c, s, code, bytes);
		}
		if (!done)
			return false;
	}
	return true;
}

bool utf8_clean_line(struct buf *out, struct str s)
{
	return clean(&(struct cleaner){ .out = out }, s);
}

bool utf8_clean_text(struct buf *out, struct str s)
{
	return clean(&(struct cleaner){ .out = out, .is_text = true }, s);
}

static bool is_space(uint32_t code)
{
	static const struct range spaces[] = {
		{ 0x09, 0x0d },     { 0x20, 0x20 },     { 0x85, 0x85 },
		{ 0xa0, 0xa0 },     { 0x1680, 0x1680 }, { 0x2000, 0x200a },
		{ 0x2028, 0x2029 }, { 0x202f, 0x202f }, { 0x205f, 0x205f },
		{ 0x3000, 0x3000 },
	};
	return IS_IN(code, spaces);
}

/* How many bytes at the front stay as they are: ASCII words with single blanks
 * between them. */
static size_t plain_len(struct str s)
{
	size_t i = 0;

	for (; i < s.len && (byte)s.ptr[i] < 0x80; i++) {
		if (!str_is_space(s.ptr[i]))
			continue;
		bool goes_on = i && s.ptr[i] == ' ' && i + 1 < s.len &&
			       (byte)s.ptr[i + 1] < 0x80 && !str_is_space(s.ptr[i + 1]);
		if (!goes_on)
			break;
	}
	return i;
}

bool utf8_squeeze(struct buf *out, struct str s)
{
	bool is_pending = false, is_begun = false;

	while (s.len) {
		struct str bytes = s;
		size_t plain = plain_len(s);
		bool is_white = false;
		if (plain)
			s = str_slice(s, plain, s.len);
		else
			is_white = is_space(utf8_next(&s));
		bytes.len -= s.len;
		if (is_white) {
			is_pending = is_begun;
			continue;
		}
		if (is_pending && !buf_add_char(out, ' '))
			return false;
		if (!buf_add(out, bytes))
			return false;
		is_pending = false;
		is_begun = true;
	}
	return true;
}
