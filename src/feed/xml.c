/* SPDX-License-Identifier: MIT */
#include "feed/xml.h"

#include <string.h>

#include "feed/xml_strict.h"

enum { NAME_MAX_BYTES = 200 };

static bool is_name_start(char c)
{
	return (str_lower(c) >= 'a' && str_lower(c) <= 'z') || c == '_' || c == ':' ||
	       (unsigned char)c >= 0x80;
}

static bool is_name_char(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

static void skip(struct xml_reader *xml, size_t len)
{
	xml->rest = str_slice(xml->rest, len, xml->rest.len);
}

static void skip_space(struct xml_reader *xml)
{
	size_t at = 0;

	while (at < xml->rest.len && str_is_space(xml->rest.ptr[at]))
		at++;
	skip(xml, at);
}

static char first(const struct xml_reader *xml)
{
	return xml->rest.len ? xml->rest.ptr[0] : '\0';
}

/* As str_find, for marks whose first byte is rare in text. */
static size_t find_mark(struct str hay, struct str mark)
{
	for (size_t at = 0; at + mark.len <= hay.len; at++) {
		const char *hit = memchr(hay.ptr + at, mark.ptr[0], hay.len - at);
		if (!hit)
			break;
		at = (size_t)(hit - hay.ptr);
		if (str_has_prefix(str_slice(hay, at, hay.len), mark))
			return at;
	}
	return SIZE_MAX;
}

/* The bytes before mark; they and the mark are skipped. Without the mark it is
 * all there is, and the input was cut. */
static struct str take_until(struct xml_reader *xml, struct str mark)
{
	size_t at = find_mark(xml->rest, mark);

	xml->is_cut |= at == SIZE_MAX;
	if (at == SIZE_MAX)
		at = xml->rest.len;
	struct str taken = str_slice(xml->rest, 0, at);
	skip(xml, at + mark.len);
	return taken;
}

static struct str take_name(struct xml_reader *xml)
{
	size_t len = 0;

	while (len < xml->rest.len && is_name_char(xml->rest.ptr[len]))
		len++;
	struct str name = str_slice(xml->rest, 0, len);
	skip(xml, len);
	return name;
}

static struct str take_value(struct xml_reader *xml)
{
	char quote = first(xml);
	size_t len = 0;

	if (quote == '"' || quote == '\'') {
		char mark[] = { quote };
		skip(xml, 1);
		return take_until(xml, (struct str){ mark, 1 });
	}
	xml->is_odd = true;
	while (len < xml->rest.len && !str_is_space(xml->rest.ptr[len]) &&
	       xml->rest.ptr[len] != '>')
		len++;
	struct str value = str_slice(xml->rest, 0, len);
	skip(xml, len);
	return value;
}

static void take_attribute(struct xml_reader *xml)
{
	struct xml_attribute attribute = { .name = take_name(xml) };

	if (attribute.name.len == 0) {
		xml->is_odd = true;
		skip(xml, 1);
		return;
	}
	skip_space(xml);
	if (first(xml) == '=') {
		skip(xml, 1);
		skip_space(xml);
		attribute.value = take_value(xml);
	}
	if (xml->attribute_count < XML_ATTRIBUTES && attribute.name.len <= NAME_MAX_BYTES)
		xml->attributes[xml->attribute_count++] = attribute;
}

/* Behind the name of a start tag. A '<' ends a tag that nobody closed. */
static enum xml_kind take_tag(struct xml_reader *xml)
{
	xml->attribute_count = 0;
	xml->is_empty = false;
	for (;;) {
		skip_space(xml);
		if (xml->rest.len == 0) {
			xml->is_cut = true;
			return XML_EOF;
		}
		if (first(xml) == '>') {
			skip(xml, 1);
			return XML_START;
		}
		if (first(xml) == '<') {
			xml->is_odd = true;
			return XML_START;
		}
		xml->is_empty = first(xml) == '/';
		if (xml->is_empty)
			skip(xml, 1);
		else
			take_attribute(xml);
	}
}

static enum xml_kind take_close(struct xml_reader *xml)
{
	skip(xml, 2);
	xml->name = take_name(xml);
	size_t next = str_find_char(xml->rest, '<');
	if (next == SIZE_MAX)
		next = xml->rest.len;
	size_t end = str_find_char(str_slice(xml->rest, 0, next), '>');
	xml->is_odd |= end == SIZE_MAX;
	skip(xml, end == SIZE_MAX ? next : end + 1);
	return XML_CLOSE;
}

/* <!ENTITY name "value">, where the value refers to nothing. */
static void read_entity(struct xml_reader *xml, struct str text)
{
	enum { VALUE_MAX = 512 };
	struct xml_reader inner = { .rest = text };
	struct xml_entity entity;

	skip_space(&inner);
	entity.name = take_name(&inner);
	skip_space(&inner);
	if (entity.name.len == 0 || (first(&inner) != '"' && first(&inner) != '\''))
		return;
	entity.value = take_value(&inner);
	if (inner.is_cut || entity.value.len > VALUE_MAX ||
	    str_find_char(entity.value, '&') != SIZE_MAX ||
	    str_find_char(entity.value, '<') != SIZE_MAX)
		return;
	if (xml->entity_count < XML_ENTITIES)
		xml->entities[xml->entity_count++] = entity;
}

static enum xml_kind take_doctype(struct xml_reader *xml)
{
	struct str all = xml->rest;
	size_t end = str_find_char(all, '>');
	size_t bracket = str_find_char(str_slice(all, 0, end), '[');

	if (bracket != SIZE_MAX) {
		size_t close = str_find(all, STR("]>"));
		if (close == SIZE_MAX)
			close = str_find(all, STR("] >"));
		struct str subset = str_slice(all, bracket, close);
		for (size_t at; (at = str_find(subset, STR("<!ENTITY"))) != SIZE_MAX;) {
			subset = str_slice(subset, at + 8, subset.len);
			read_entity(xml, subset);
			if (xml->entity_count == XML_ENTITIES)
				break;
		}
		end = close == SIZE_MAX ? SIZE_MAX : close + 1 + (all.ptr[close + 1] != '>');
	}
	if (end == SIZE_MAX) {
		xml->is_cut = true;
		end = all.len;
	}
	xml->text = str_slice(all, 0, end);
	skip(xml, end + 1);
	return XML_DOCTYPE;
}

/* <?...?>. Where no end is to be found any more, that of a tag will do. */
static void take_instruction(struct xml_reader *xml)
{
	size_t end = xml->has_no_instruction ? SIZE_MAX : str_find(xml->rest, STR("?>"));

	if (end != SIZE_MAX) {
		skip(xml, end + 2);
		return;
	}
	xml->has_no_instruction = true;
	xml->is_odd = true;
	take_until(xml, STR(">"));
}

/* Markup that begins with "<!" or "<?". XML_EOF stands for nothing to tell. */
static enum xml_kind take_special(struct xml_reader *xml)
{
	if (str_has_prefix(xml->rest, STR("<!--"))) {
		skip(xml, 4);
		take_until(xml, STR("-->"));
	} else if (str_has_prefix(xml->rest, STR("<![CDATA["))) {
		skip(xml, 9);
		xml->text = take_until(xml, STR("]]>"));
		return XML_CDATA;
	} else if (str_has_prefix_nocase(xml->rest, STR("<!doctype"))) {
		return take_doctype(xml);
	} else if (str_has_prefix(xml->rest, STR("<?"))) {
		take_instruction(xml);
	} else {
		xml->is_odd = true;
		take_until(xml, STR(">"));
	}
	return XML_EOF;
}

/* Whether rest, which begins with '<', is a tag; else the '<' is text. */
static bool is_markup(struct str rest)
{
	size_t at = 1;

	if (rest.len < 2)
		return false;
	if (rest.ptr[1] == '!' || rest.ptr[1] == '?')
		return true;
	at += rest.ptr[1] == '/';
	if (at >= rest.len || !is_name_start(rest.ptr[at]))
		return false;
	while (at < rest.len && is_name_char(rest.ptr[at]))
		at++;
	return at == rest.len || str_is_space(rest.ptr[at]) || rest.ptr[at] == '>' ||
	       rest.ptr[at] == '/' || rest.ptr[at] == '<';
}

static enum xml_kind take_text(struct xml_reader *xml)
{
	size_t at = 0;

	for (;;) {
		const char *hit = memchr(xml->rest.ptr + at, '<', xml->rest.len - at);
		at = hit ? (size_t)(hit - xml->rest.ptr) : xml->rest.len;
		if (!hit || is_markup(str_slice(xml->rest, at, xml->rest.len)))
			break;
		xml->is_odd = true;
		at++;
	}
	xml->text = str_slice(xml->rest, 0, at);
	skip(xml, at);
	return XML_TEXT;
}

enum xml_kind xml_next(struct xml_reader *xml)
{
	if (xml->record)
		return xml_strict_next(xml);
	while (xml->rest.len) {
		if (first(xml) != '<' || !is_markup(xml->rest))
			return take_text(xml);
		if (xml->rest.ptr[1] == '/')
			return take_close(xml);
		if (xml->rest.ptr[1] != '!' && xml->rest.ptr[1] != '?') {
			skip(xml, 1);
			xml->name = take_name(xml);
			return take_tag(xml);
		}
		enum xml_kind kind = take_special(xml);
		if (kind != XML_EOF)
			return kind;
	}
	return XML_EOF;
}

struct str xml_local(struct str name)
{
	size_t at = str_find_char(name, ':');

	return at == SIZE_MAX ? name : str_slice(name, at + 1, name.len);
}

static struct str find_attribute(const struct xml_reader *xml, struct str name, bool is_local)
{
	for (size_t i = 0; i < xml->attribute_count; i++) {
		struct str found = xml->attributes[i].name;
		if (str_eq_nocase(is_local ? xml_local(found) : found, name))
			return xml->attributes[i].value;
	}
	return (struct str){ NULL, 0 };
}

struct str xml_find(const struct xml_reader *xml, const char *name)
{
	struct str wanted = str_from(name);
	struct str value = find_attribute(xml, wanted, false);

	if (value.ptr || str_find_char(wanted, ':') != SIZE_MAX)
		return value;
	return find_attribute(xml, wanted, true);
}

void xml_skip_raw(struct xml_reader *xml, struct str name)
{
	while (xml->rest.len) {
		size_t at = str_find(xml->rest, STR("</"));
		if (at == SIZE_MAX)
			at = xml->rest.len;
		skip(xml, at + 2);
		if (str_has_prefix_nocase(xml->rest, name)) {
			take_until(xml, STR(">"));
			return;
		}
	}
}
