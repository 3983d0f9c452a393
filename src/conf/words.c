/* SPDX-License-Identifier: MIT */
#include "conf/words.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static char unescape(char c)
{
	switch (c) {
	case 'n': return '\n';
	case 'r': return '\r';
	case 't': return '\t';
	default: return c;
	}
}

/* From the byte behind the opening quote; an unclosed quote runs to the end
 * of the line. */
static size_t read_quoted(struct str line, size_t at, struct buf *text)
{
	while (at < line.len && line.ptr[at] != '"') {
		char c = line.ptr[at++];
		if (c == '\\' && at < line.len)
			c = unescape(line.ptr[at++]);
		buf_add_char(text, c);
	}
	return at < line.len ? at + 1 : at;
}

/* A bare word; the value of an option may be quoted in it. */
static size_t read_bare(struct str line, size_t at, struct buf *text)
{
	while (at < line.len && !is_blank(line.ptr[at])) {
		bool is_value = line.ptr[at] == '"' && str_has_suffix(buf_str(text), STR("=")) &&
				urls_word_role(buf_str(text)) == WORD_OPTION;
		if (is_value)
			at = read_quoted(line, at + 1, text);
		else
			buf_add_char(text, line.ptr[at++]);
	}
	return at;
}

bool urls_next_word(struct str line, size_t *at, struct arena *arena, struct urls_word *out)
{
	struct buf text = { 0 };

	while (*at < line.len && is_blank(line.ptr[*at]))
		(*at)++;
	if (*at >= line.len || line.ptr[*at] == '#')
		return false;
	*out = (struct urls_word){ .from = *at, .is_quoted = line.ptr[*at] == '"' };
	*at = out->is_quoted ? read_quoted(line, *at + 1, &text) : read_bare(line, *at, &text);
	out->text = arena_str(arena, buf_str(&text));
	out->to = *at;
	buf_free(&text);
	return true;
}

static bool needs_quotes(struct str text)
{
	if (!text.len || text.ptr[0] == '"' || text.ptr[0] == '#')
		return true;
	for (size_t i = 0; i < text.len; i++)
		if (is_blank(text.ptr[i]))
			return true;
	return false;
}

void urls_add_word(struct buf *out, struct str text)
{
	static const char special[] = "\"\\\n\r\t", letters[] = "\"\\nrt";

	if (!needs_quotes(text)) {
		buf_add(out, text);
		return;
	}
	buf_add_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		const char *found = text.ptr[i] ? strchr(special, text.ptr[i]) : NULL;
		if (found)
			buf_add_char(out, '\\');
		buf_add_char(out, found ? letters[found - special] : text.ptr[i]);
	}
	buf_add_char(out, '"');
}
