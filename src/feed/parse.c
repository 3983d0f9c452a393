/* SPDX-License-Identifier: MIT */
#include "feed/parse.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "base/url.h"

/* What keeps documents of nothing but oddities from taking long. */
enum { BASES_MAX = 20000, BASE_LONGEST = 2000, STRAYS_MAX = 10000 };

struct str parse_attribute(struct parse *p, const char *name)
{
	struct str raw = xml_find(&p->xml, name);
	struct buf value = { 0 };

	if (raw.len == 0 || raw.len > DRAFT_ADDRESS)
		return (struct str){ NULL, 0 };
	xml_add_decoded(&p->xml, &value, raw, XML_PLAIN);
	struct str kept = arena_str(&p->feed->arena, str_trim(buf_str(&value)));
	buf_free(&value);
	return kept;
}

static void bind(struct parse *p, const struct xml_attribute *attribute)
{
	struct binding binding = { .prefix = { NULL, 0 } };
	struct str name = attribute->name;

	if (str_has_prefix(name, STR("xmlns:")))
		binding.prefix = str_slice(name, 6, name.len);
	else if (!str_eq(name, STR("xmlns")))
		return;
	binding.space = space_of_uri(attribute->value);
	p->is_netscape |= str_find(attribute->value, STR("netscape.com/")) != SIZE_MAX;
	if (binding.space == SPACE_OTHER)
		binding.space = binding.prefix.len ? space_of_prefix(binding.prefix) : SPACE_CORE;
	/* A document may be XHTML by its namespace and a feed by its root. */
	if (p->depth == 0 && binding.space == SPACE_XHTML && !binding.prefix.len &&
	    !str_eq_nocase(p->xml.name, STR("html")))
		binding.space = SPACE_CORE;
	if (p->binding_count < PARSE_BINDINGS)
		p->bindings[p->binding_count++] = binding;
}

static enum space space_of(const struct parse *p, struct str prefix)
{
	for (size_t i = p->binding_count; i-- > 0;)
		if (str_eq(p->bindings[i].prefix, prefix))
			return p->bindings[i].space;
	return prefix.len ? space_of_prefix(prefix) : SPACE_CORE;
}

static enum element identify(const struct parse *p, enum space *space)
{
	struct str name = p->xml.name, local = xml_local(name);
	struct str prefix = { NULL, 0 };

	if (local.len < name.len)
		prefix = str_slice(name, 0, name.len - local.len - 1);
	*space = space_of(p, prefix);
	enum element id = element_find(*space, local);
	if (p->depth == 0 && id == ELEMENT_UNKNOWN && str_eq_nocase(local, STR("rdf")))
		id = ELEMENT_RDF;
	return id;
}

static bool is_root(enum element id)
{
	return id == ELEMENT_RSS || id == ELEMENT_RDF || id == ELEMENT_FEED ||
	       id == ELEMENT_CHANNEL;
}

/* Which fields an element may hold beside the boxes' own. */
static bool may_hold(enum element outer, enum element inner)
{
	switch (outer) {
	case ELEMENT_AUTHOR:
	case ELEMENT_OWNER: return inner == ELEMENT_NAME || inner == ELEMENT_EMAIL;
	case ELEMENT_IMAGE: return inner == ELEMENT_URL;
	case ELEMENT_CATEGORY: return inner == ELEMENT_CATEGORY;
	case ELEMENT_SKIP_HOURS: return inner == ELEMENT_HOUR;
	case ELEMENT_SKIP_DAYS: return inner == ELEMENT_DAY;
	case ELEMENT_MEDIA_CONTENT: return inner == ELEMENT_THUMBNAIL;
	case ELEMENT_UNKNOWN: return inner == ELEMENT_ITEM || inner == ELEMENT_CHANNEL;
	default: return (element_kind(outer).flags & FLAG_BOX) != 0;
	}
}

static struct str base_of(struct parse *p)
{
	struct str outer = p->depth ? parse_top(p)->base : (struct str){ NULL, 0 };
	struct str given = parse_attribute(p, "xml:base");

	if (given.len == 0 || p->base_count == BASES_MAX)
		return outer;
	p->base_count++;
	given = draft_web_address(&p->feed->arena, outer.len ? outer : p->address, given);
	return given.len && given.len <= BASE_LONGEST ? given : outer;
}

static void pop(struct parse *p)
{
	if (p->gathering == p->depth) {
		struct str text = gather_take(p);
		field_text(p, text);
	} else if (p->gathering) {
		gather_end_tag(p, parse_top(p)->name);
	}
	field_close(p);
	p->binding_count = parse_top(p)->bindings;
	p->depth--;
	p->is_over = p->depth == 0;
}

static void pop_to(struct parse *p, int depth)
{
	while (p->depth > depth)
		pop(p);
}

static int find_open(const struct parse *p, enum element id)
{
	for (int i = p->depth; i-- > 0;)
		if (p->stack[i].id == id)
			return i;
	return -1;
}

/* Whether a field cannot hold an element of that name, not even as markup. */
static bool is_left_open(enum element field, enum element id)
{
	if (id == ELEMENT_UNKNOWN || may_hold(field, id))
		return false;
	if (field == ELEMENT_IMAGE || field == ELEMENT_AUTHOR)
		return id == ELEMENT_ITEM || id == ELEMENT_CHANNEL;
	return (element_kind(id).flags & FLAG_CLOSES) ||
	       element_kind(field).reading == READ_PLAIN ||
	       (field == ELEMENT_TITLE && id == ELEMENT_LINK);
}

/* Ends what was left open where an element begins that cannot be part of it. */
static void close_left_open(struct parse *p, enum element id, enum space space)
{
	bool is_native = space == SPACE_CORE || space == SPACE_ATOM;

	if (p->gathering && is_native && is_left_open(p->stack[p->gathering - 1].id, id)) {
		p->xml.is_odd = true;
		pop_to(p, p->gathering - 1);
	}
	if (id == ELEMENT_ITEM && p->item && !p->gathering) {
		p->xml.is_odd = true;
		pop_to(p, find_open(p, ELEMENT_ITEM));
	}
}

static void push(struct parse *p, enum element id, enum space space, struct str base,
		 size_t bindings)
{
	p->stack[p->depth++] =
		(struct open_element){ p->xml.name, base, id, space, bindings };
}

static void start(struct parse *p)
{
	size_t bindings = p->binding_count;
	enum space space;

	for (size_t i = 0; i < p->xml.attribute_count; i++)
		bind(p, &p->xml.attributes[i]);
	enum element id = identify(p, &space);
	if (p->depth == 0 && !is_root(id)) {
		p->is_html |= str_eq_nocase(xml_local(p->xml.name), STR("html")) ||
			      str_eq_nocase(p->xml.name, STR("body"));
		p->binding_count = bindings;
		return;
	}
	close_left_open(p, id, space);
	if (p->depth == PARSE_DEPTH) {
		p->is_deep = !p->gathering;
		if (p->gathering)
			gather_tag(p);
		return;
	}
	bool is_field = p->depth == 0 || may_hold(parse_top(p)->id, id);
	bool is_empty = p->xml.is_empty;
	struct str base = base_of(p);
	if (p->gathering && !(is_field && may_hold(p->stack[p->gathering - 1].id, id))) {
		push(p, ELEMENT_UNKNOWN, space, base, bindings);
		gather_tag(p);
		if (is_empty || name_is_void(xml_local(p->xml.name))) {
			p->binding_count = bindings;
			p->depth--;
		}
		return;
	}
	push(p, is_field ? id : ELEMENT_UNKNOWN, space, base, bindings);
	if (is_field)
		field_open(p);
	if (is_empty)
		pop(p);
}

static void close(struct parse *p)
{
	int lowest = p->stray_count < STRAYS_MAX ? 0 : p->depth - 1;

	for (int i = p->depth; i-- > lowest;)
		if (str_eq_nocase(p->stack[i].name, p->xml.name)) {
			p->xml.is_odd |= i != p->depth - 1 && !p->gathering;
			pop_to(p, i);
			return;
		}
	p->stray_count++;
	p->xml.is_odd = true;
}

/* libxml2 knows; where it was not asked, it is what the reader stumbled over. */
static void complain_of_xml(struct parse *p)
{
	struct buf kept = { 0 };

	if (p->xml.fault.len) {
		sentence_keep(&kept, N_("the XML is not well-formed and was mended (%s)"),
			      buf_cstr(&p->xml.fault));
		draft_complain(p->feed, buf_cstr(&kept));
	} else if (p->xml.is_odd && !p->xml.record) {
		draft_complain(p->feed, N_("the XML is not well-formed and was mended"));
	}
	buf_free(&kept);
}

static void finish(struct parse *p)
{
	struct news_feed *feed = p->feed;
	int frequency = p->frequency > 0 ? p->frequency : 1;

	if (!p->is_over) {
		feed->is_truncated = true;
		draft_complain(feed, N_("the document ends early"));
		p->item_count -= p->item != NULL; /* never half an item */
	}
	feed->is_hollow = feed->format == NEWS_RSS && !p->has_channel && p->item_count == 0;
	if (feed->is_hollow)
		draft_complain(feed, N_("the feed has no channel in it"));
	complain_of_xml(p);
	if (p->period_minutes && !feed->ttl_minutes)
		feed->ttl_minutes = p->period_minutes / frequency;
	size_t kept = draft_keep_newest(p->items, p->item_count);
	if (kept < p->item_count)
		draft_complain(feed, N_("only the newest of very many articles were kept"));
	p->item_count = kept;
	draft_finish_feed(&p->channel, p->address, feed);
	feed->items = arena_array(&feed->arena, p->item_count + 1, sizeof(*feed->items));
	feed->item_count = p->item_count;
	for (size_t i = 0; i < p->item_count; i++)
		draft_finish_item(&p->items[i], &p->channel, p->address, feed, &feed->items[i]);
}

static void read_all(struct parse *p)
{
	while (!p->is_over && !p->is_html && !p->is_deep) {
		switch (xml_next(&p->xml)) {
		case XML_START: start(p); break;
		case XML_CLOSE: close(p); break;
		case XML_TEXT: gather_text(p, p->xml.text, false); break;
		case XML_CDATA: gather_text(p, p->xml.text, true); break;
		case XML_DOCTYPE:
			p->is_html = p->depth == 0 &&
				     str_has_prefix_nocase(p->xml.text, STR("<!doctype html"));
			break;
		case XML_EOF: return;
		}
	}
}

bool parse_xml(struct str bytes, struct str address, struct news_feed *feed, bool *is_html,
	       struct error *err)
{
	struct parse *p = mem_new(1, sizeof(*p));

	xml_open(&p->xml, bytes);
	p->feed = feed;
	p->address = address;
	read_all(p);
	*is_html = p->is_html;
	bool is_good = feed->format != NEWS_UNKNOWN && !p->is_deep;
	if (is_good)
		finish(p);
	else if (p->is_deep)
		error_say(err, N_("elements are nested deeper than in any feed"));
	xml_close(&p->xml);
	buf_free(&p->text);
	free(p->items);
	free(p);
	return is_good;
}
