/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "feed/parse.h"
#include "feed/text.h"

static bool has(struct str type, const char *part)
{
	return str_find_nocase(type, str_from(part)) != SIZE_MAX;
}

/* How an Atom text construct is written (RFC 4287, 3.1 and 4.1.3.3, and the
 * mode of Atom 0.3). */
static enum gather atom_gather(const struct parse *p)
{
	struct str type = str_trim(xml_find(&p->xml, "type"));
	struct str mode = str_trim(xml_find(&p->xml, "mode"));

	if (str_eq_nocase(mode, STR("base64")))
		return GATHER_BASE64;
	if (str_eq_nocase(mode, STR("xml")) && type.len)
		return GATHER_MARKUP;
	if (type.len == 0)
		return GATHER_GUESS;
	if (has(type, "xhtml") || has(type, "+xml") || has(type, "/xml"))
		return GATHER_MARKUP;
	if (has(type, "html"))
		return GATHER_HTML;
	if (str_eq_nocase(type, STR("text")) || str_has_prefix_nocase(type, STR("text/")) ||
	    str_find_char(type, '/') == SIZE_MAX)
		return str_eq_nocase(mode, STR("escaped")) ? GATHER_GUESS : GATHER_TEXT;
	return GATHER_BASE64;
}

void gather_start(struct parse *p)
{
	const struct open_element *top = parse_top(p);
	bool is_atom = top->space == SPACE_ATOM || (p->is_atom && top->space == SPACE_CORE);

	p->gathering = p->depth;
	buf_clear(&p->text);
	if (element_kind(top->id).reading == READ_PLAIN)
		p->gather = GATHER_PLAIN;
	else if (is_atom)
		p->gather = atom_gather(p);
	else if (top->space == SPACE_XHTML)
		p->gather = GATHER_MARKUP;
	else if (top->space == SPACE_MEDIA && !has(xml_find(&p->xml, "type"), "html"))
		p->gather = GATHER_GUESS;
	else
		p->gather = GATHER_HTML;
}

void gather_text(struct parse *p, struct str text, bool is_raw)
{
	enum xml_escape escape = p->gather == GATHER_MARKUP ? XML_ESCAPED : XML_PLAIN;

	if (!p->gathering)
		return;
	if (is_raw)
		xml_add_raw(&p->text, text, escape);
	else
		xml_add_decoded(&p->xml, &p->text, text, escape);
}

/* What was taken for text has a tag in it, so it is markup. */
static void settle(struct parse *p)
{
	struct buf escaped = { 0 };

	if (p->gather != GATHER_GUESS && p->gather != GATHER_TEXT && p->gather != GATHER_BASE64)
		return;
	text_add_escaped(&escaped, buf_str(&p->text));
	buf_free(&p->text);
	p->text = escaped;
	p->gather = GATHER_MARKUP;
}

static void add_attribute(struct parse *p, const struct xml_attribute *attribute)
{
	const struct open_element *top = parse_top(p);
	struct str outer = p->stack[p->gathering - 1].base;
	struct buf value = { 0 }, whole = { 0 };
	bool is_address = str_eq_nocase(attribute->name, STR("href")) ||
			  str_eq_nocase(attribute->name, STR("src"));

	xml_add_decoded(&p->xml, &value, attribute->value, XML_PLAIN);
	if (is_address && !str_eq(top->base, outer))
		url_resolve(&whole, top->base, buf_str(&value));
	buf_add_char(&p->text, ' ');
	buf_add(&p->text, attribute->name);
	buf_add(&p->text, STR("=\""));
	struct str shown = whole.len ? buf_str(&whole) : buf_str(&value);
	for (size_t quote; (quote = str_find_char(shown, '"')) != SIZE_MAX;) {
		text_add_escaped(&p->text, str_slice(shown, 0, quote));
		buf_add(&p->text, STR("&quot;"));
		shown = str_slice(shown, quote + 1, shown.len);
	}
	text_add_escaped(&p->text, shown);
	buf_add_char(&p->text, '"');
	buf_free(&value);
	buf_free(&whole);
}

static bool keeps_tags(const struct parse *p)
{
	return p->gather == GATHER_HTML || p->gather == GATHER_MARKUP;
}

void gather_tag(struct parse *p)
{
	struct str local = xml_local(p->xml.name);

	settle(p);
	if (!keeps_tags(p))
		return;
	buf_add_char(&p->text, '<');
	buf_add(&p->text, local);
	for (size_t i = 0; i < p->xml.attribute_count; i++)
		if (!str_has_prefix(p->xml.attributes[i].name, STR("xmlns")) &&
		    !str_has_prefix(p->xml.attributes[i].name, STR("xml:")))
			add_attribute(p, &p->xml.attributes[i]);
	buf_add_char(&p->text, '>');
	if (p->xml.is_empty && !name_is_void(local))
		gather_end_tag(p, p->xml.name);
}

void gather_end_tag(struct parse *p, struct str name)
{
	if (!keeps_tags(p) || name_is_void(xml_local(name)))
		return;
	buf_add(&p->text, STR("</"));
	buf_add(&p->text, xml_local(name));
	buf_add_char(&p->text, '>');
}

/* What was gathered, as the mode says. */
static void add_made(struct parse *p, struct buf *out, struct str text)
{
	if (p->gather == GATHER_BASE64) {
		if (!text_add_base64(out, text) && !text_is_base64(text))
			text_add_escaped(out, text);
	} else if (p->gather == GATHER_GUESS && !text_is_html(text)) {
		text_add_escaped(out, text);
	} else if (p->gather == GATHER_TEXT && !text_is_page(text)) {
		text_add_escaped(out, text);
	} else if (p->gather == GATHER_HTML && str_find(text, STR("<!")) != SIZE_MAX) {
		text_add_declared(out, text);
	}
}

struct str gather_take(struct parse *p)
{
	struct buf made = { 0 }, lined = { 0 };
	struct str text = str_trim(buf_str(&p->text));

	p->gathering = 0;
	add_made(p, &made, text);
	if (made.len || p->gather == GATHER_BASE64)
		text = str_trim(buf_str(&made));
	if (p->gather != GATHER_PLAIN && parse_top(p)->id != ELEMENT_TITLE &&
	    str_find_char(text, '<') == SIZE_MAX) {
		text_add_lines(&lined, text);
		text = buf_str(&lined);
	}
	text = text.len ? arena_str(&p->feed->arena, text) : (struct str){ NULL, 0 };
	buf_free(&made);
	buf_free(&lined);
	return text;
}
