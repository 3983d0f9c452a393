/* SPDX-License-Identifier: MIT */
#include "feed/field.h"
#include "base/utf8.h"
#include "feed/text.h"

static void set(struct parse *p, struct slot *slot, struct str value)
{
	slot_set(slot, field_rank(p), value, parse_top(p)->base);
}

static void text_title(struct parse *p, struct str text)
{
	set(p, &parse_draft(p)->title, text);
}

static void text_link(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	if (parse_top(p)->space == SPACE_CORE || parse_top(p)->space == SPACE_ATOM)
		slot_set(&d->link, p->is_atom ? RANK_GUESS : field_rank(p), text,
			 parse_top(p)->base);
}

/* Behind a summary of RSS, the description is the longer of the two. */
static void text_description(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);
	bool is_second = !p->is_atom && field_rank(p) == RANK_OWN && d->extra.rank == RANK_OWN;

	if (is_second)
		slot_set(&d->content, RANK_GUESS, text, parse_top(p)->base);
	else
		set(p, &d->summary, text);
}

/* Beside a description, a summary is the longer of the two. */
static void text_summary(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	set(p, p->is_atom && field_rank(p) == RANK_OWN ? &d->summary : &d->extra, text);
}

static void text_subtitle(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);
	bool is_own = field_rank(p) == RANK_OWN;

	slot_set(is_own ? &d->summary : &d->extra, is_own ? RANK_OWN : RANK_GUESS, text,
		 parse_top(p)->base);
}

static void text_content(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);
	bool is_encoded = parse_top(p)->space == SPACE_CONTENT;

	slot_set(&d->content, is_encoded ? RANK_BEST : field_rank(p), text, parse_top(p)->base);
}

static void text_id(struct parse *p, struct str text)
{
	struct draft *d = parse_draft(p);

	slot_set(&d->id, RANK_OWN, utf8_clip(text, DRAFT_ADDRESS * 8), parse_top(p)->base);
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
	draft_add_byline(&p->feed->arena, &parse_draft(p)->authors, text);
}

static void text_webmaster(struct parse *p, struct str text)
{
	draft_add_byline(&p->feed->arena, &parse_draft(p)->others, text);
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
	field_add_category(p, text); /* in Atom it should be an attribute, and is not always */
}

static void text_tags(struct parse *p, struct str text)
{
	struct str tag;

	while (str_cut(&text, ',', &tag))
		field_add_category(p, tag);
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
	int64_t minutes = field_number(text);

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
	int64_t frequency = field_number(text);

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
	draft_add_person(&p->feed->arena, id == ELEMENT_OWNER ? &d->others : &d->authors,
			 p->person_name, p->person_email);
	p->person_name = p->person_email = (struct str){ NULL, 0 };
}
