/* SPDX-License-Identifier: MIT */
#include "feed/xml.h"

#include <string.h>

#include "base/charset.h"
#include "base/utf8.h"

enum { REFERENCE_MAX = 40, EXPANDED_MAX = 1 << 20 };

static const struct { const char *name; uint16_t code; } named[] = {
#define ENTITY(name, code) { name, code },
#include "feed/entities.def"
#undef ENTITY
};

/* Code point of a named reference without & and ;, 0 when unknown. */
static uint32_t entity_code(struct str name)
{
	size_t from = 0, to = sizeof(named) / sizeof(named[0]);

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(str_from(named[middle].name), name);
		if (order == 0)
			return named[middle].code;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}

static int digit_of(char c, int base)
{
	int digit = c >= '0' && c <= '9' ? c - '0'
		    : str_lower(c) >= 'a' && str_lower(c) <= 'f' ? str_lower(c) - 'a' + 10 : 99;

	return digit < base ? digit : -1;
}

/* Numbers from 128 to 159 are meant as windows-1252; controls mean nothing. */
static uint32_t allowed(uint32_t code)
{
	if (code >= 0x80 && code < 0xa0)
		return charset_latin((unsigned char)code);
	if ((code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
	    (code >= 0xd800 && code < 0xe000) || code > 0x10ffff || (code & 0xfffe) == 0xfffe)
		return UTF8_REPLACEMENT;
	return code;
}

static uint32_t number_code(struct str s, size_t *len)
{
	int base = s.len > 2 && str_lower(s.ptr[2]) == 'x' ? 16 : 10;
	size_t at = base == 16 ? 3 : 2, start = at;
	uint32_t code = 0;

	for (; at < s.len && digit_of(s.ptr[at], base) >= 0; at++)
		if (code < 0x200000)
			code = code * (uint32_t)base + (uint32_t)digit_of(s.ptr[at], base);
	if (at == start)
		return 0;
	*len = at + (at < s.len && s.ptr[at] == ';');
	return allowed(code);
}

static struct str name_of(struct str s)
{
	size_t at = 1;

	while (at < s.len && at < REFERENCE_MAX && s.ptr[at] != ';' && s.ptr[at] != '&' &&
	       !str_is_space(s.ptr[at]))
		at++;
	if (at >= s.len || s.ptr[at] != ';')
		return (struct str){ NULL, 0 };
	return str_slice(s, 1, at);
}

/* The five that XML knows; nearly all references are one of these. */
static uint32_t common_code(struct str s, size_t *len)
{
	static const struct { const char *text; size_t len; char code; } common[] = {
		{ "&lt;", 4, '<' }, { "&gt;", 4, '>' }, { "&amp;", 5, '&' },
		{ "&quot;", 6, '"' }, { "&apos;", 6, '\'' },
	};

	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		if (s.len >= common[i].len && s.ptr[1] == common[i].text[1] &&
		    memcmp(s.ptr, common[i].text, common[i].len) == 0) {
			*len = common[i].len;
			return (unsigned char)common[i].code;
		}
	return 0;
}

uint32_t xml_reference(struct str s, size_t *len)
{
	uint32_t code = common_code(s, len);

	if (code)
		return code;
	if (s.len > 2 && s.ptr[1] == '#')
		return number_code(s, len);
	struct str name = name_of(s);
	*len = name.len + 2;
	return name.len ? entity_code(name) : 0;
}

static struct str declared(struct xml_reader *xml, struct str s)
{
	struct str name = name_of(s);

	for (size_t i = 0; xml && name.len && i < xml->entity_count; i++)
		if (str_eq(xml->entities[i].name, name)) {
			xml->expanded += xml->entities[i].value.len;
			if (xml->expanded > EXPANDED_MAX)
				break;
			return xml->entities[i].value;
		}
	return (struct str){ NULL, 0 };
}

/* What is not copied as it is: 1 controls, 2 tags where text is escaped, 3
 * references, and where text is escaped. */
static const uint8_t looks[256] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1,
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
	['&'] = 3, ['<'] = 2, ['>'] = 2, [0x7f] = 1,
};

static bool has_byte(uint64_t bytes, unsigned char c)
{
	const uint64_t ones = UINT64_MAX / 255, found = bytes ^ ones * c;

	return (found - ones) & ~found & ones << 7;
}

/* Whether none of eight bytes is looked at; line feeds and tabs may be taken
 * for one that is. */
static bool is_copied(const char *at, const bool counts[4])
{
	const uint64_t ones = UINT64_MAX / 255;
	uint64_t bytes;

	memcpy(&bytes, at, sizeof(bytes));
	if ((bytes - ones * ' ') & ~bytes & ones << 7 || has_byte(bytes, 0x7f))
		return false;
	if (counts[2] && (has_byte(bytes, '<') || has_byte(bytes, '>')))
		return false;
	return !counts[3] || !has_byte(bytes, '&');
}

/* The first byte from `at` on that is not copied. */
static size_t next_look(struct str text, size_t at, const bool counts[4])
{
	while (at < text.len) {
		if (at + sizeof(uint64_t) <= text.len && is_copied(text.ptr + at, counts))
			at += sizeof(uint64_t);
		else if (counts[looks[(unsigned char)text.ptr[at]]])
			break;
		else
			at++;
	}
	return at;
}

static void add_escaped(struct buf *out, char c, enum xml_escape escape)
{
	if (escape == XML_PLAIN)
		buf_add_char(out, c);
	else
		buf_add(out, c == '&' ? STR("&amp;") : c == '<' ? STR("&lt;") : STR("&gt;"));
}

static void add_code(struct buf *out, uint32_t code, enum xml_escape escape)
{
	if (code == '&' || code == '<' || code == '>')
		add_escaped(out, (char)code, escape);
	else if (code != UTF8_REPLACEMENT)
		utf8_put(out, code);
}

static size_t add_reference(struct xml_reader *xml, struct buf *out, struct str s,
			    enum xml_escape escape)
{
	size_t len;
	uint32_t code = xml_reference(s, &len);

	if (code) {
		add_code(out, code, escape);
		return len;
	}
	struct str own = declared(xml, s);
	if (own.ptr) {
		xml_add_raw(out, own, escape);
		return name_of(s).len + 2;
	}
	if (xml)
		xml->is_odd = true;
	add_escaped(out, '&', escape);
	return 1;
}

/* Text of which a reader of XML has to make something yet, and text of which
 * libxml2 has: a \r in it was a reference. */
enum state { UNRESOLVED, RAW, RESOLVED };

static void add_text(struct xml_reader *xml, struct buf *out, struct str text,
		     enum xml_escape escape, enum state state)
{
	bool has_references = state == UNRESOLVED, is_escaped = escape == XML_ESCAPED;
	const bool counts[] = { false, true, is_escaped, is_escaped || has_references };
	size_t from = 0, at = 0;

	while ((at = next_look(text, at, counts)) < text.len) {
		int look = looks[(unsigned char)text.ptr[at]];
		buf_add(out, str_slice(text, from, at));
		char c = text.ptr[at];
		if (look == 3 && has_references)
			at += add_reference(xml, out, str_slice(text, at, text.len), escape);
		else if (look >= 2)
			add_escaped(out, text.ptr[at++], escape);
		else if (text.ptr[at++] == '\r' && state == RESOLVED)
			buf_add_char(out, '\r');
		else if (c == '\r' && (at == text.len || text.ptr[at] != '\n'))
			buf_add_char(out, '\n');
		if (xml && look == 1 && c != '\r')
			xml->is_odd = true;
		from = at;
	}
	buf_add(out, str_slice(text, from, at));
}

void xml_add_decoded(struct xml_reader *xml, struct buf *out, struct str text,
		     enum xml_escape escape)
{
	add_text(xml, out, text, escape, xml && xml->record ? RESOLVED : UNRESOLVED);
}

void xml_add_raw(struct buf *out, struct str text, enum xml_escape escape)
{
	add_text(NULL, out, text, escape, RAW);
}
