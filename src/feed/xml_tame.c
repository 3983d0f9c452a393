/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "feed/xml_strict.h"

/* What is no tag, and what ends it. */
static const struct { struct str begin, end; } sections[] = {
	{ { "!--", 3 }, { "-->", 3 } },
	{ { "![CDATA[", 8 }, { "]]>", 3 } },
	{ { "?", 1 }, { "?>", 2 } },
};
enum { SECTIONS = sizeof(sections) / sizeof(sections[0]), SECTION_CDATA = 1 };

/* Whether the tag or DOCTYPE that begins in front of text, which reaches to
 * the next '<', has few attributes and declares nothing. */
static bool is_tame_tag(struct str text)
{
	bool is_doctype = str_has_prefix(text, STR("!D"));
	int values = 0;

	if (text.len == 0 || text.ptr[0] == '/' || text.ptr[0] == '?' ||
	    (text.ptr[0] == '!' && !is_doctype))
		return true;
	for (size_t at = 0; at < text.len && text.ptr[at] != '>'; at++) {
		if (text.ptr[at] == '[' && is_doctype)
			return false;
		if (text.ptr[at] != '"' && text.ptr[at] != '\'')
			continue;
		const char *end = memchr(text.ptr + at + 1, text.ptr[at], text.len - at - 1);
		if (++values > XML_ATTRIBUTES || (is_doctype && !end))
			return false;
		if (!end)
			break;
		at = (size_t)(end - text.ptr);
	}
	return true;
}

/* Line feeds and tabs are the only bytes below the blank; *is_ascii gets
 * whether there are none above 127 either. */
static bool is_without_controls(struct str text, bool *is_ascii)
{
	const uint64_t ones = UINT64_MAX / 255, tops = ones << 7;
	uint64_t high = 0, word;
	size_t at = 0;

	while (at < text.len) {
		if (at + sizeof(word) <= text.len) {
			memcpy(&word, text.ptr + at, sizeof(word));
			high |= word & tops;
			if (!((word - ones * ' ') & ~word & tops)) {
				at += sizeof(word);
				continue;
			}
		}
		unsigned char c = (unsigned char)text.ptr[at++];
		high |= c & 0x80;
		if (c < ' ' && c != '\n' && c != '\t')
			return false;
	}
	*is_ascii = !high;
	return true;
}

/* Whether every character is one that XML allows and leaves as it is. */
static bool is_plain(struct str text)
{
	bool is_ascii;

	if (!is_without_controls(text, &is_ascii))
		return false;
	return is_ascii || (utf8_is_valid(text) && !xml_has_high_controls(text) &&
			    str_find(text, STR("\xef\xbf\xbe")) == SIZE_MAX &&
			    str_find(text, STR("\xef\xbf\xbf")) == SIZE_MAX);
}

static void add_cut(struct xml_cuts *cuts, struct str content)
{
	cuts->items = mem_grow(cuts->items, cuts->count, &cuts->cap, sizeof(*cuts->items));
	cuts->items[cuts->count++] = content;
}

/* The kind of section that begins in front of text; SECTIONS for none. */
static size_t section_of(struct str text)
{
	size_t i = 0;

	if (text.len == 0 || (text.ptr[0] != '!' && text.ptr[0] != '?'))
		return SECTIONS;
	while (i < SECTIONS && !str_has_prefix(text, sections[i].begin))
		i++;
	return i;
}

bool xml_is_tame(struct str text, struct xml_cuts *cuts)
{
	struct str rest = text;
	bool is_cut = true;
	size_t at;

	while ((at = str_find_char(rest, '<')) != SIZE_MAX) {
		rest = str_slice(rest, at + 1, rest.len);
		size_t kind = section_of(rest);
		if (kind == SECTIONS) {
			if (!is_tame_tag(str_slice(rest, 0, str_find_char(rest, '<'))))
				return false;
			continue;
		}
		rest = str_slice(rest, sections[kind].begin.len, rest.len);
		size_t end = str_find(rest, sections[kind].end);
		if (end == SIZE_MAX)
			break;
		if (kind == SECTION_CDATA && is_cut) {
			struct str content = { rest.ptr, end }; /* a place, even if empty */
			add_cut(cuts, content);
			is_cut = is_plain(content);
		}
		rest = str_slice(rest, end + sections[kind].end.len, rest.len);
	}
	if (!is_cut)
		cuts->count = 0;
	return true;
}

bool xml_has_high_controls(struct str text)
{
	const char *end = text.ptr + text.len, *at = text.ptr;

	while (at && at < end && (at = memchr(at, '\xc2', (size_t)(end - at))) != NULL)
		if (++at < end && (unsigned char)*at < 0xa0)
			return true;
	return false;
}
