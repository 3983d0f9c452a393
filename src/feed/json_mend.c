/* SPDX-License-Identifier: MIT */
#include "feed/json_mend.h"

/* One pass that copies what it reads and changes what no reader of JSON would
 * take: in strings raw control characters, halves of surrogate pairs, escapes
 * that there are none; between them commas before a bracket; at the end, where
 * the document was cut, what is still open. */

enum { DEPTH_MAX = 1024 };

enum place { AT_VALUE, AT_KEY, AFTER_KEY, AFTER_VALUE };

struct mend {
	struct str rest;
	struct buf *out;
	char stack[DEPTH_MAX]; /* the brackets that close what is open */
	size_t depth;
	enum place place;
	bool has_comma; /* read, but not written yet */
};

static int hex4(struct str s)
{
	int value = 0;

	if (s.len < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = str_lower(s.ptr[i]);
		if (c >= '0' && c <= '9')
			value = value * 16 + c - '0';
		else if (c >= 'a' && c <= 'f')
			value = value * 16 + c - 'a' + 10;
		else
			return -1;
	}
	return value;
}

static void copy(struct mend *m, size_t len)
{
	buf_add(m->out, str_slice(m->rest, 0, len));
	m->rest = str_slice(m->rest, len, m->rest.len);
}

/* "\uXXXX" at the front; a half of a pair stands for no character. */
static void copy_unicode(struct mend *m)
{
	int code = hex4(str_slice(m->rest, 2, m->rest.len));
	bool is_pair = code >= 0xd800 && code < 0xdc00 && m->rest.len >= 12 &&
		       m->rest.ptr[6] == '\\' && m->rest.ptr[7] == 'u';
	int low = is_pair ? hex4(str_slice(m->rest, 8, m->rest.len)) : -1;

	if (code < 0) {
		buf_add(m->out, STR("\\\\"));
		m->rest = str_slice(m->rest, 1, m->rest.len);
	} else if (low >= 0xdc00 && low < 0xe000) {
		copy(m, 12);
	} else if (code >= 0xd800 && code < 0xe000) {
		buf_add(m->out, STR("\\ufffd"));
		m->rest = str_slice(m->rest, 6, m->rest.len);
	} else {
		copy(m, 6);
	}
}

static void copy_escape(struct mend *m)
{
	if (m->rest.len < 2)
		m->rest.len = 0;
	else if (m->rest.ptr[1] == 'u')
		copy_unicode(m);
	else if (str_find_char(STR("\"\\/bfnrt"), m->rest.ptr[1]) != SIZE_MAX)
		copy(m, 2);
	else /* of what needs none: the character is meant */
		m->rest = str_slice(m->rest, 1, m->rest.len);
}

/* A string, from its first quote; one that is cut is closed. */
static void copy_string(struct mend *m)
{
	copy(m, 1);
	while (m->rest.len && m->rest.ptr[0] != '"') {
		unsigned char c = (unsigned char)m->rest.ptr[0];
		if (c == '\\') {
			copy_escape(m);
		} else if (c < 0x20) {
			buf_addf(m->out, "\\u%04x", c);
			m->rest = str_slice(m->rest, 1, m->rest.len);
		} else {
			copy(m, 1);
		}
	}
	buf_add_char(m->out, '"');
	m->rest = str_slice(m->rest, 1, m->rest.len);
	m->place = m->place == AT_KEY ? AFTER_KEY : AFTER_VALUE;
}

/* A number or a word; one that is cut may have meant anything. */
static void copy_word(struct mend *m)
{
	size_t len = 0;

	while (len < m->rest.len && str_find_char(STR(",:{}[]\""), m->rest.ptr[len]) == SIZE_MAX &&
	       (unsigned char)m->rest.ptr[len] > ' ')
		len++;
	if (len == m->rest.len && m->depth) {
		buf_add(m->out, STR("null"));
		m->rest.len = 0;
	} else {
		copy(m, len);
	}
	m->place = AFTER_VALUE;
}

static bool open_bracket(struct mend *m)
{
	bool is_object = m->rest.ptr[0] == '{';

	if (m->depth == DEPTH_MAX)
		return false;
	m->stack[m->depth++] = is_object ? '}' : ']';
	m->place = is_object ? AT_KEY : AT_VALUE;
	copy(m, 1);
	return true;
}

static void close_bracket(struct mend *m)
{
	buf_add_char(m->out, m->stack[--m->depth]);
	m->rest = str_slice(m->rest, 1, m->rest.len);
	m->place = AFTER_VALUE;
}

/* What stands between the brackets and values. False where nothing helps. */
static bool step(struct mend *m)
{
	char c = m->rest.ptr[0];

	if ((unsigned char)c <= ' ') {
		copy(m, 1);
		return true;
	}
	if (c == ',' || c == ':') {
		m->has_comma |= c == ',';
		if (c == ':')
			buf_add_char(m->out, ':');
		m->rest = str_slice(m->rest, 1, m->rest.len);
		m->place = c == ':' || m->stack[m->depth - 1] == ']' ? AT_VALUE : AT_KEY;
		return true;
	}
	if (c == '}' || c == ']') {
		m->has_comma = false;
		if (m->stack[m->depth - 1] != c)
			return false;
		close_bracket(m);
		return true;
	}
	if (m->has_comma)
		buf_add_char(m->out, ',');
	m->has_comma = false;
	if (c == '{' || c == '[')
		return open_bracket(m);
	if (c == '"')
		copy_string(m);
	else
		copy_word(m);
	return true;
}

/* The document was cut: what is open is closed. */
static void close_all(struct mend *m)
{
	if (!m->has_comma && m->place == AFTER_KEY)
		buf_add(m->out, STR(":null"));
	else if (!m->has_comma && m->place == AT_VALUE && m->out->len &&
		 m->stack[m->depth - 1] == '}')
		buf_add(m->out, STR("null"));
	while (m->depth)
		buf_add_char(m->out, m->stack[--m->depth]);
}

bool json_mend(struct str text, struct buf *out, size_t *open)
{
	struct mend m = { .rest = text, .out = out };

	*open = 0;
	if (!text.len || (text.ptr[0] != '{' && text.ptr[0] != '[') || !open_bracket(&m))
		return false;
	while (m.depth && m.rest.len)
		if (!step(&m))
			return false;
	*open = m.depth;
	close_all(&m);
	return !out->is_full;
}
