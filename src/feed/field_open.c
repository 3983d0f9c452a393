/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "base/utf8.h"
#include "feed/field.h"
#include "feed/text.h"

int field_rank(struct parse *p)
{
	const struct open_element *top = parse_top(p);

	if (top->space == SPACE_CORE || (p->is_atom && top->space == SPACE_ATOM))
		return RANK_OWN;
	if (top->space == SPACE_ATOM || top->space == SPACE_DC || top->space == SPACE_TERMS)
		return RANK_OTHER;
	return top->space == SPACE_ITUNES ? RANK_MODULE : RANK_GUESS;
}

int64_t field_number(struct str text)
{
	int64_t value = 0;

	return str_to_int64(str_trim(text), &value) && value > 0 ? value : 0;
}

void field_add_category(struct parse *p, struct str value)
{
	draft_add(&p->feed->arena, &parse_draft(p)->categories, value);
}

static struct str version_of(struct parse *p, enum news_format format)
{
	struct str version = parse_attribute(p, "version");

	if (format == NEWS_RDF)
		return p->is_netscape ? STR("0.90") : STR("1.0");
	if (format == NEWS_RSS && str_has_prefix(version, STR("2.")))
		return STR("2.0");
	if (format == NEWS_ATOM && version.len == 0) {
		for (size_t i = 0; i < p->xml.attribute_count; i++)
			if (str_find(p->xml.attributes[i].value, STR("purl.org/atom")) != SIZE_MAX)
				return STR("0.3");
		return parse_top(p)->space == SPACE_ATOM ? STR("1.0") : STR("");
	}
	return utf8_clip(version, 16);
}

static void open_root(struct parse *p)
{
	enum element id = parse_top(p)->id;

	if (p->feed->format == NEWS_UNKNOWN) {
		p->feed->format = id == ELEMENT_FEED ? NEWS_ATOM
				  : id == ELEMENT_RDF ? NEWS_RDF : NEWS_RSS;
		p->feed->version = arena_str(&p->feed->arena, version_of(p, p->feed->format));
		p->is_atom = id == ELEMENT_FEED;
	}
	p->has_channel |= id == ELEMENT_CHANNEL;
	p->channel.base = parse_top(p)->base;
	slot_set(&p->channel.language, RANK_GUESS, parse_attribute(p, "xml:lang"), p->channel.base);
}

static void open_item(struct parse *p)
{
	struct str about = parse_attribute(p, "about");

	if (p->item_count == DRAFT_READ) {
		parse_top(p)->id = ELEMENT_IGNORED;
		return;
	}
	p->items = mem_grow(p->items, p->item_count, &p->item_cap, sizeof(*p->items));
	p->item = &p->items[p->item_count++];
	*p->item = (struct draft){ .base = parse_top(p)->base };
	slot_set(&p->item->id, RANK_GUESS, about, p->item->base);
	slot_set(&p->item->link, RANK_GUESS, about, p->item->base);
	slot_set(&p->item->language, RANK_GUESS, parse_attribute(p, "xml:lang"), p->item->base);
}

static struct news_enclosure *add_enclosure(struct parse *p, struct str url)
{
	struct news_enclosure *e = draft_enclosure(&p->feed->arena, parse_draft(p), url);

	if (e && !e->type.len)
		e->type = utf8_clip(parse_attribute(p, "type"), 128);
	return e;
}

static void open_enclosure(struct parse *p)
{
	struct str url = parse_attribute(p, "url");
	struct news_enclosure *e = add_enclosure(p, url.len ? url : parse_attribute(p, "href"));

	if (e && !e->length)
		e->length = field_number(parse_attribute(p, "length"));
}

static bool is_page_type(struct str type)
{
	return type.len == 0 || str_find_nocase(type, STR("html")) != SIZE_MAX;
}

/* <link rel type href>; of equal ones the first counts. */
static void open_link(struct parse *p)
{
	struct draft *d = parse_draft(p);
	struct str href = parse_attribute(p, "href"), rel = parse_attribute(p, "rel");
	struct str type = parse_attribute(p, "type"), base = parse_top(p)->base;
	bool is_page = is_page_type(type);
	int rank = is_page ? field_rank(p) : RANK_GUESS;

	if (href.len == 0)
		return;
	if (rel.len == 0 || str_eq_nocase(rel, STR("alternate"))) {
		if (rank > d->link.rank || (rank == RANK_OWN && !p->is_atom))
			slot_set(&d->link, rank, href, base);
	} else if (str_eq_nocase(rel, STR("enclosure"))) {
		struct news_enclosure *e = add_enclosure(p, href);
		if (!e)
			return;
		e->length = field_number(parse_attribute(p, "length"));
		e->title = utf8_clip(parse_attribute(p, "title"), DRAFT_TITLE);
	} else if (str_eq_nocase(rel, STR("replies")) && type.len && is_page) {
		slot_set(&d->comments, RANK_OTHER, href, base);
	} else if (str_eq_nocase(rel, STR("self"))) {
		slot_set(&d->self, RANK_OWN, href, base);
	} else if (str_eq_nocase(rel, STR("hub"))) {
		slot_set(&d->hub, RANK_OWN, href, base);
	} else if (str_eq_nocase(rel, STR("image"))) {
		slot_set(&d->image, RANK_MODULE, href, base);
	}
}

static void open_id(struct parse *p)
{
	struct str flag = xml_find(&p->xml, "isPermaLink");

	parse_draft(p)->id_is_link = !p->is_atom && !str_eq_nocase(flag, STR("false"));
}

static void open_content(struct parse *p)
{
	struct str source = parse_attribute(p, "src");

	if (source.len && p->is_atom)
		slot_set(&parse_draft(p)->link, RANK_GUESS, source, parse_top(p)->base);
}

static void open_category(struct parse *p)
{
	field_add_category(p, parse_attribute(p, "term"));
	field_add_category(p, parse_attribute(p, "label"));
	if (parse_top(p)->space == SPACE_ITUNES)
		field_add_category(p, parse_attribute(p, "text"));
}

static void open_image(struct parse *p)
{
	static const char *const names[] = { "href", "url", "resource" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		slot_set(&parse_draft(p)->image, i == 2 ? RANK_GUESS : RANK_MODULE,
			 parse_attribute(p, names[i]), parse_top(p)->base);
}

/* What media:content is, by what it says or what its address ends in. */
static bool is_picture(struct parse *p, struct str url)
{
	static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif" };
	struct str medium = parse_attribute(p, "medium"), type = parse_attribute(p, "type");

	if (medium.len || type.len)
		return str_eq_nocase(medium, STR("image")) ||
		       str_has_prefix_nocase(type, STR("image/"));
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (str_find_nocase(url, str_from(ends[i])) != SIZE_MAX)
			return true;
	return false;
}

static void open_media(struct parse *p)
{
	struct str url = parse_attribute(p, "url");

	if (url.len == 0)
		return;
	if (is_picture(p, url)) {
		struct slot *image = &parse_draft(p)->image;
		if (image->rank <= RANK_GUESS)
			slot_set(image, RANK_OTHER, url, parse_top(p)->base);
		return;
	}
	struct news_enclosure *e = p->item ? add_enclosure(p, url) : NULL;
	if (!e)
		return;
	if (!e->length)
		e->length = field_number(parse_attribute(p, "fileSize"));
	if (!e->duration)
		e->duration = draft_seconds(parse_attribute(p, "duration"));
}

static void open_thumbnail(struct parse *p)
{
	struct slot *image = &parse_draft(p)->image;

	if (image->rank < RANK_OTHER)
		slot_set(image, RANK_OTHER, parse_attribute(p, "url"), parse_top(p)->base);
}

static void (*const openers[ELEMENT_COUNT])(struct parse *p) = {
	[ELEMENT_RSS] = open_root, [ELEMENT_RDF] = open_root, [ELEMENT_FEED] = open_root,
	[ELEMENT_CHANNEL] = open_root, [ELEMENT_ITEM] = open_item,
	[ELEMENT_ENCLOSURE] = open_enclosure, [ELEMENT_LINK] = open_link,
	[ELEMENT_ID] = open_id, [ELEMENT_CONTENT] = open_content,
	[ELEMENT_CATEGORY] = open_category, [ELEMENT_IMAGE] = open_image,
	[ELEMENT_MEDIA_CONTENT] = open_media, [ELEMENT_THUMBNAIL] = open_thumbnail,
};

void field_open(struct parse *p)
{
	enum element id = parse_top(p)->id;

	if (openers[id])
		openers[id](p);
	if (element_kind(id).reading != READ_NONE)
		gather_start(p);
}
