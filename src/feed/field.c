/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/parse.h"
#include "feed/text.h"

/* What a feed's own element is worth against the same fact in a module. */
enum { RANK_GUESS = 1, RANK_MODULE, RANK_OTHER, RANK_OWN, RANK_BEST };

static int rank_of(const struct parse *p)
{
	const struct open_element *top = parse_top((struct parse *)(uintptr_t)p);

	if (top->space == SPACE_CORE || (p->is_atom && top->space == SPACE_ATOM))
		return RANK_OWN;
	if (top->space == SPACE_ATOM || top->space == SPACE_DC || top->space == SPACE_TERMS)
		return RANK_OTHER;
	return top->space == SPACE_ITUNES ? RANK_MODULE : RANK_GUESS;
}

static void set(struct parse *p, struct slot *slot, struct str value)
{
	slot_set(slot, rank_of(p), value, parse_top(p)->base);
}

static struct arena *arena_of(struct parse *p)
{
	return &p->feed->arena;
}

/* --- elements as they open --- */

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
	return text_clip(version, 16);
}

static void open_root(struct parse *p)
{
	enum element id = parse_top(p)->id;

	if (p->feed->format == NEWS_UNKNOWN) {
		p->feed->format = id == ELEMENT_FEED ? NEWS_ATOM
				  : id == ELEMENT_RDF ? NEWS_RDF : NEWS_RSS;
		p->feed->version = arena_str(arena_of(p), version_of(p, p->feed->format));
		p->is_atom = id == ELEMENT_FEED;
	}
	p->has_channel |= id == ELEMENT_CHANNEL;
	p->channel.base = parse_top(p)->base;
	slot_set(&p->channel.language, RANK_GUESS, parse_attribute(p, "xml:lang"), p->channel.base);
}

static void open_item(struct parse *p)
{
	struct str about = parse_attribute(p, "rdf:about");

	if (p->item_count == DRAFT_ITEMS) {
		draft_complain(p->feed, _("only the first articles of very many were read"));
		parse_top(p)->id = ELEMENT_UNKNOWN;
		return;
	}
	p->items = mem_grow(p->items, p->item_count, &p->item_cap, sizeof(*p->items));
	p->item = &p->items[p->item_count++];
	*p->item = (struct draft){ .base = parse_top(p)->base };
	slot_set(&p->item->id, RANK_GUESS, about, p->item->base);
	slot_set(&p->item->link, RANK_GUESS, about, p->item->base);
	slot_set(&p->item->language, RANK_GUESS, parse_attribute(p, "xml:lang"), p->item->base);
}

static int64_t number(struct str text)
{
	int64_t value = 0;

	return str_to_int64(str_trim(text), &value) && value > 0 ? value : 0;
}

static struct news_enclosure *add_enclosure(struct parse *p, struct str url)
{
	struct news_enclosure *e = draft_enclosure(arena_of(p), parse_draft(p), url);

	if (e && !e->type.len)
		e->type = text_clip(parse_attribute(p, "type"), 128);
	return e;
}

static void open_enclosure(struct parse *p)
{
	struct str url = parse_attribute(p, "url");
	struct news_enclosure *e = add_enclosure(p, url.len ? url : parse_attribute(p, "href"));

	if (e && !e->length)
		e->length = number(parse_attribute(p, "length"));
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
	int rank = is_page ? rank_of(p) : RANK_GUESS;

	if (href.len == 0)
		return;
	if (rel.len == 0 || str_eq_nocase(rel, STR("alternate"))) {
		if (rank > d->link.rank || (rank == RANK_OWN && !p->is_atom))
			slot_set(&d->link, rank, href, base);
	} else if (str_eq_nocase(rel, STR("enclosure"))) {
		struct news_enclosure *e = add_enclosure(p, href);
		if (!e)
			return;
		e->length = number(parse_attribute(p, "length"));
		e->title = text_clip(parse_attribute(p, "title"), DRAFT_TITLE);
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

static void add_category(struct parse *p, struct str value)
{
	draft_add(arena_of(p), &parse_draft(p)->categories, value);
}

static void open_category(struct parse *p)
{
	add_category(p, parse_attribute(p, "term"));
	add_category(p, parse_attribute(p, "label"));
	if (parse_top(p)->space == SPACE_ITUNES)
		add_category(p, parse_attribute(p, "text"));
}

static void open_image(struct parse *p)
{
	static const char *const names[] = { "href", "url", "rdf:resource" };

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
		e->length = number(parse_attribute(p, "fileSize"));
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

/* --- what was written in them --- */

static void text_title(struct parse *p, struct str text)
{
	set(p, &parse_draft(p)->title, text);
}

static void text_link(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	if (parse_top(p)->space == SPACE_CORE)
		slot_set(&d->link, p->is_atom ? RANK_GUESS : RANK_OWN, text, parse_top(p)->base);
}

static void text_description(struct parse *p, struct str text)
{
	set(p, &parse_draft(p)->summary, text);
}

/* Beside a description, a summary is the longer of the two. */
static void text_summary(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	set(p, p->is_atom && rank_of(p) == RANK_OWN ? &d->summary : &d->extra, text);
}

static void text_subtitle(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);
	bool is_own = rank_of(p) == RANK_OWN;

	slot_set(is_own ? &d->summary : &d->extra, is_own ? RANK_OWN : RANK_GUESS, text,
		 parse_top(p)->base);
}

static void text_content(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);
	bool is_encoded = parse_top(p)->space == SPACE_CONTENT;

	slot_set(&d->content, is_encoded ? RANK_BEST : rank_of(p), text, parse_top(p)->base);
}

static void text_id(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	slot_set(&d->id, RANK_OWN, text_clip(text, DRAFT_ADDRESS * 8), parse_top(p)->base);
}

static void text_published(struct parse *p, struct str text)
{
	slot_set_date(&parse_draft(p)->published, RANK_OWN, text);
}

static void text_updated(struct parse *p, struct str text)
{
	slot_set_date(&parse_draft(p)->updated, RANK_OWN, text);
}

static void text_date(struct parse *p, struct str text)
{
	slot_set_date(&parse_draft(p)->published, RANK_OTHER, text);
	slot_set_date(&parse_draft(p)->updated, RANK_MODULE, text);
}

static void text_created(struct parse *p, struct str text)
{
	slot_set_date(&parse_draft(p)->published, RANK_MODULE, text);
}

static void text_author(struct parse *p, struct str text)
{
	draft_add_byline(arena_of(p), &parse_draft(p)->authors, text);
}

static void text_webmaster(struct parse *p, struct str text)
{
	draft_add_byline(arena_of(p), &parse_draft(p)->others, text);
}

static void text_name(struct parse *p, struct str text)
{
	p->person_name = text;
}

static void text_email(struct parse *p, struct str text)
{
	p->person_email = text;
}

static void text_category(struct parse *p, struct str text)
{
	if (!p->is_atom || parse_top(p)->space != SPACE_ATOM)
		add_category(p, text);
}

static void text_tags(struct parse *p, struct str text)
{
	struct str tag;

	while (str_cut(&text, ',', &tag))
		add_category(p, tag);
}

static void text_comments(struct parse *p, struct str text)
{
	set(p, &parse_draft(p)->comments, text);
}

static void text_url(struct parse *p, struct str text)
{
	slot_set(&parse_draft(p)->image, RANK_OWN, text, parse_top(p)->base);
}

static void text_image(struct parse *p, struct str text)
{
	slot_set(&parse_draft(p)->image, RANK_GUESS, text, parse_top(p)->base);
}

static void text_icon(struct parse *p, struct str text)
{
	slot_set(&parse_draft(p)->image, RANK_MODULE, text, parse_top(p)->base);
}

static void text_language(struct parse *p, struct str text)
{
	set(p, &parse_draft(p)->language, text);
}

static void text_ttl(struct parse *p, struct str text)
{
	int64_t minutes = number(text);

	if (!p->item && minutes <= 60 * 24 * 366)
		p->feed->ttl_minutes = (int32_t)minutes;
}

static void text_hour(struct parse *p, struct str text)
{
	int64_t hour;

	if (str_to_int64(str_trim(text), &hour) && hour >= 0 && hour <= 24)
		p->feed->skip_hours |= 1u << (hour % 24);
}

static void text_day(struct parse *p, struct str text)
{
	static const char *const days[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat" };

	for (size_t i = 0; i < 7; i++)
		if (str_has_prefix_nocase(text, str_from(days[i])))
			p->feed->skip_days |= (uint8_t)(1u << i);
}

static void text_duration(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	for (size_t i = 0; i < d->enclosure_count; i++)
		if (!d->enclosures[i].duration)
			d->enclosures[i].duration = draft_seconds(text);
}

static void text_period(struct parse *p, struct str text)
{
	static const struct { const char *name; int minutes; } periods[] = {
		{ "hourly", 60 }, { "daily", 60 * 24 }, { "weekly", 60 * 24 * 7 },
		{ "monthly", 60 * 24 * 30 }, { "yearly", 60 * 24 * 365 },
	};

	for (size_t i = 0; i < sizeof(periods) / sizeof(periods[0]); i++)
		if (str_eq_nocase(text, str_from(periods[i].name)))
			p->period_minutes = periods[i].minutes;
}

static void text_frequency(struct parse *p, struct str text)
{
	int64_t frequency = number(text);

	p->frequency = frequency > 0 && frequency < 10000 ? (int)frequency : 1;
}

static void (*const readers[ELEMENT_COUNT])(struct parse *p, struct str text) = {
	[ELEMENT_TITLE] = text_title, [ELEMENT_LINK] = text_link,
	[ELEMENT_DESCRIPTION] = text_description, [ELEMENT_SUMMARY] = text_summary,
	[ELEMENT_SUBTITLE] = text_subtitle, [ELEMENT_CONTENT] = text_content,
	[ELEMENT_BODY] = text_content, [ELEMENT_ID] = text_id,
	[ELEMENT_PUBLISHED] = text_published, [ELEMENT_UPDATED] = text_updated,
	[ELEMENT_BUILT] = text_updated, [ELEMENT_DATE] = text_date,
	[ELEMENT_CREATED] = text_created, [ELEMENT_AUTHOR] = text_author,
	[ELEMENT_EDITOR] = text_author, [ELEMENT_WEBMASTER] = text_webmaster,
	[ELEMENT_NAME] = text_name, [ELEMENT_EMAIL] = text_email,
	[ELEMENT_CATEGORY] = text_category, [ELEMENT_TAGS] = text_tags,
	[ELEMENT_COMMENTS] = text_comments, [ELEMENT_IMAGE] = text_image,
	[ELEMENT_URL] = text_url, [ELEMENT_LOGO] = text_url, [ELEMENT_ICON] = text_icon,
	[ELEMENT_LANGUAGE] = text_language, [ELEMENT_TTL] = text_ttl,
	[ELEMENT_HOUR] = text_hour, [ELEMENT_DAY] = text_day,
	[ELEMENT_DURATION] = text_duration, [ELEMENT_PERIOD] = text_period,
	[ELEMENT_FREQUENCY] = text_frequency,
};

void field_text(struct parse *p, struct str text)
{
	enum element id = parse_top(p)->id;

	if (text.len && readers[id])
		readers[id](p, text);
}

void field_close(struct parse *p)
{
	enum element id = parse_top(p)->id;

	if (id == ELEMENT_ITEM)
		p->item = NULL;
	if (id != ELEMENT_AUTHOR && id != ELEMENT_OWNER)
		return;
	struct draft *d = parse_draft(p);
	draft_add_person(arena_of(p), id == ELEMENT_OWNER ? &d->others : &d->authors,
			 p->person_name, p->person_email);
	p->person_name = p->person_email = (struct str){ NULL, 0 };
}
