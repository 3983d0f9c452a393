/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/url.h"
#include "html/meta.h"

static const int64_t OLDEST = -2208988800; /* 1900 */

enum {
	DATE_LINE_MAX = 220, /* bytes of a line that is looked at */
	LOOSE_LINE_MAX = 80,
	LOOSE_LINES = 8,
	ZONE_REACH = 14 * 3600, /* seconds that a wrong zone can shift */
	ZONE_STEP = 15 * 60,
	SUMMER_HOUR = 3600,
};

static const char published_tags[] =
	"article:published_time og:article:published_time article:published:time "
	"article:published datepublished pubdate publishdate publish-date publish_date "
	"dc.date.issued dcterms.issued dc.date.created dcterms.created parsely-pub-date "
	"sailthru.date citation_publication_date citation_online_date publication_date "
	"originalpublicationdate cxenseparse:recs:publishtime cxenseparse:publishtime "
	"rnews:datepublished date.created date.available article.published "
	"article_date_original ptime dc.date dcterms.date date created "
	"last-publication-date content_publish_date content-publishdate bt:pubdate "
	"article:post_time shareaholic:article_published_time datecreated uploaddate";

static const char modified_tags[] =
	"article:modified_time og:updated_time article:modified:time og:article:modified_time "
	"datemodified dc.date.modified dcterms.modified last-modified lastmod updated_time "
	"article:updated_time rnews:datemodified date.modified date.updated modified";

static const char published_keys[] =
	"published_at publishedAt datePublished detail_published_date published_date publishDate "
	"publish_date publishedDate articleDate firstPublished first_published_at pubDate "
	"publicationDate created_at createdAt dateCreated";

/* Words that make a date one of a change. */
static const char *const update_words[] = {
	"diperbarui", "update", "aktualisiert", "stand:", "modifié", "mis à jour",
	"actualizado", "atualizado", "aggiornato", "bijgewerkt", "uppdaterad", "oppdatert",
	"opdateret", "päivitetty", "aktualizacja", "aktualizováno", "обновлено", "оновлено",
	"güncelle", "modified", "revised", "actualizada", "atualizada", "更新", "수정", "ενημ",
};

static bool parse(const struct meta_reader *m, struct str text, struct date *out)
{
	text = str_trim(text);
	if (!text.len || text.len > 120 || !date_parse(text, &m->hint, out))
		return false;
	/* Zeros of programs are no dates. */
	return out->utc > OLDEST && out->utc != 0;
}

/* The better known of two dates of one day. */
static bool is_finer(const struct date *old, const struct date *new)
{
	int64_t apart = llabs(old->utc - new->utc);

	return old->precision == DATE_DAY && new->precision > DATE_DAY &&
	       apart <= 86400 + ZONE_REACH;
}

struct machine {
	struct date zoned, naive;
};

static void machine_add(const struct meta_reader *m, struct machine *found, struct str text)
{
	struct date date;

	if (!parse(m, text, &date))
		return;
	struct date *slot = date.has_zone && date.precision > DATE_DAY ? &found->zoned
								      : &found->naive;

	if (slot->precision == DATE_NONE || is_finer(slot, &date))
		*slot = date;
}

static void machine_add_tags(const struct meta_reader *m, struct machine *found, const char *names)
{
	struct str rest = str_from(names), name;

	while (str_next_word(&rest, &name))
		for (size_t i = 0; i < m->tag_count; i++)
			if (str_eq_nocase(m->tags[i].name, name))
				machine_add(m, found, m->tags[i].content);
}

/* Elements that carry the date for machines: time, itemprop, RDFa. */
static void machine_add_elements(const struct meta_reader *m, struct machine *found,
				 const char *itemprop)
{
	for (size_t i = 0; i < m->date_node_count; i++) {
		const struct dom_node *n = m->date_nodes[i];
		bool is_named = dom_has_word(n, "itemprop", itemprop) ||
				dom_has_word(n, "property", itemprop);

		if (!is_named && !dom_has_attr(n, "pubdate"))
			continue;
		struct str value = dom_attr(n, "datetime");
		if (!value.len)
			value = dom_attr(n, "content");
		machine_add(m, found, value.len ? value : meta_node_text(m->dom, n, 120));
	}
}

static bool is_update(struct str before)
{
	for (size_t i = 0; i < sizeof(update_words) / sizeof(update_words[0]); i++)
		if (str_find_nocase(before, str_from(update_words[i])) != SIZE_MAX)
			return true;
	return false;
}

struct visible {
	struct date published, modified;
};

static void visible_add(struct date *slot, const struct date *date)
{
	bool is_finer_now = slot->precision == DATE_DAY && date->precision > DATE_DAY;

	if (slot->precision == DATE_NONE || is_finer_now)
		*slot = *date;
}

/* The dates of a text; what stands before a date tells what it is one of. */
static void visible_add_text(const struct meta_reader *m, struct str rest, struct visible *found)
{
	for (int i = 0; i < 3 && rest.len; i++) {
		size_t from = 0, to = 0;
		struct date date;

		if (!date_find(rest, &m->hint, &date, &from, &to) || to == 0)
			return;
		visible_add(is_update(str_slice(rest, 0, from)) ? &found->modified
								: &found->published, &date);
		rest = str_slice(rest, to, rest.len);
	}
}

static void visible_add_line(const struct meta_reader *m, const struct line *line,
			     struct visible *found)
{
	struct visible before = *found;

	if (line->text.len > DATE_LINE_MAX || line->is_hidden)
		return;
	visible_add_text(m, line->text, found);
	if (found->published.precision != before.published.precision ||
	    found->modified.precision != before.modified.precision || line->span_count > 8)
		return;
	/* Parts that the page sets apart without a blank. */
	for (size_t i = 0; i < line->span_count && line->span_count > 1; i++)
		visible_add_text(m, str_slice(line->text, line->spans[i].from, line->spans[i].to),
				 found);
}

/* Elsewhere only a line that is little but a date counts: at the beginning of
 * the text or behind it. */
static void loose_read(const struct meta_reader *m, size_t from, size_t to, struct visible *found)
{
	for (size_t i = from; i < to && i < m->lines.count; i++) {
		const struct line *line = &m->lines.items[i];
		size_t begin = 0, end = 0;
		struct date date;

		if (line->text.len > LOOSE_LINE_MAX || line->is_hidden || line->link_len)
			continue;
		if (date_find(line->text, &m->hint, &date, &begin, &end) &&
		    (end - begin) * 5 > line->text.len * 2)
			visible_add(is_update(line->text) ? &found->modified : &found->published,
				    &date);
	}
}

static void visible_read(const struct meta_reader *m, struct visible *found)
{
	size_t middle = m->head_from;

	while (m->headline && middle < m->head_to &&
	       !dom_is_inside(m->lines.items[middle].spans[0].node, m->headline))
		middle++;
	if (middle == m->head_to)
		middle = m->head_from;
	for (size_t i = middle; i < m->head_to; i++)
		visible_add_line(m, &m->lines.items[i], found);
	for (size_t i = middle; i-- > m->head_from && found->published.precision <= DATE_DAY;)
		visible_add_line(m, &m->lines.items[i], found);
	if (found->published.precision == DATE_NONE && found->modified.precision == DATE_NONE)
		loose_read(m, m->head_to, m->head_to + LOOSE_LINES, found);
	if (found->published.precision == DATE_NONE && found->modified.precision == DATE_NONE)
		loose_read(m, m->tail_from, m->tail_to, found);
	if (found->published.precision == DATE_NONE)
		found->published = found->modified;
}

/* The first time element near the headline, as machines read it. */
static void time_elements_read(const struct meta_reader *m, struct machine *found)
{
	for (size_t i = m->head_from; i < m->head_to; i++) {
		const struct dom_node *time = dom_above(m->lines.items[i].spans[0].node, DOM_TIME);

		if (time && !is_update(m->lines.items[i].text))
			machine_add(m, found, dom_attr(time, "datetime"));
	}
}

static int64_t wall(const struct date *d)
{
	return (d->utc + d->offset * 60) / 60;
}

/* Machines lie about zones, the page's own line does not. */
static struct date settle(const struct date *machine, const struct date *visible, int16_t local)
{
	struct date date = *machine;
	int64_t apart = llabs(machine->utc - visible->utc);
	bool knows_zone = visible->has_zone || (local && visible->offset == local);

	if (visible->precision < DATE_MINUTE)
		return date;
	if (machine->precision == DATE_DAY)
		return apart <= 86400 + ZONE_REACH ? *visible : date;
	if (apart < 60) {
		if (knows_zone)
			date.offset = visible->offset;
		return date;
	}
	if (!knows_zone)
		return date;
	int64_t minutes = llabs(machine->utc / 60 - visible->utc / 60) * 60;
	/* "CET" written in summer: the clock is right, its name is not. */
	if (minutes == SUMMER_HOUR && wall(machine) != wall(visible)) {
		date.offset = (int16_t)(wall(visible) - machine->utc / 60);
		return date;
	}
	bool is_zone_apart = apart <= ZONE_REACH && minutes % ZONE_STEP == 0 && visible->has_zone;
	if (wall(machine) != wall(visible) && !is_zone_apart)
		return date;
	date = *visible;
	if (machine->precision == DATE_SECOND && visible->precision == DATE_MINUTE) {
		date.utc += ((machine->utc % 60) + 60) % 60;
		date.precision = DATE_SECOND;
	}
	return date;
}

/* "/2021/03/09/121200078/": a day, and perhaps a time, in the address. */
static bool address_date(const struct meta_reader *m, struct date *out)
{
	struct str path = m->page->meta.url.len ? m->page->meta.url : m->page->meta.canonical;
	int64_t year, month, day, time = 0;
	struct url url;

	if (!url_split(path, &url))
		return false;
	for (struct str rest = url.path; rest.len > 11; rest = str_slice(rest, 1, rest.len)) {
		if (rest.ptr[0] != '/' || rest.ptr[5] != '/' || rest.ptr[8] != '/' ||
		    rest.ptr[11] != '/')
			continue;
		if (!str_to_int64(str_slice(rest, 1, 5), &year) || year < 1995 || year > 2100 ||
		    !str_to_int64(str_slice(rest, 6, 8), &month) ||
		    !str_to_int64(str_slice(rest, 9, 11), &day))
			continue;
		struct str clock = str_slice(rest, 12, 18);
		bool has_time = clock.len == 6 && str_to_int64(clock, &time) && time >= 0 &&
				time < 240000 && time / 100 % 100 < 60 && time % 100 < 60;

		out->offset = m->hint.offset;
		out->precision = has_time ? DATE_MINUTE : DATE_DAY;
		if (!has_time)
			time = 0;
		return date_make((int)year, (int)month, (int)day, (int)(time / 10000),
				 (int)(time / 100 % 100), 0, m->hint.offset, &out->utc);
	}
	return false;
}

static struct date best_of(const struct meta_reader *m, const struct machine *machine,
			   const struct date *visible)
{
	if (machine->zoned.precision)
		return settle(&machine->zoned, visible, m->hint.offset);
	if (visible->precision >= DATE_MINUTE && machine->naive.precision >= DATE_MINUTE)
		return settle(&machine->naive, visible, m->hint.offset);
	if (visible->precision >= DATE_MINUTE)
		return *visible;
	if (machine->naive.precision)
		return machine->naive;
	return *visible;
}

/* The offset that the page's own machine dates are written with. */
static void learn_offset(struct meta_reader *m, const struct machine *a, const struct machine *b)
{
	const struct date *known = a->zoned.precision ? &a->zoned : &b->zoned;

	if (known->precision && !m->hint.offset)
		m->hint.offset = known->offset;
}

static void machine_read(const struct meta_reader *m, struct machine *found, const char *ld_key,
			 const char *tags, const char *itemprop)
{
	struct arena *arena = &m->dom->arena;

	machine_add(m, found, value_member_text(arena, m->ld->article, ld_key));
	machine_add_tags(m, found, tags);
	machine_add_elements(m, found, itemprop);
	machine_add(m, found, value_member_text(arena, m->ld->page, ld_key));
}

void meta_read_dates(struct meta_reader *m)
{
	struct machine published = { 0 }, modified = { 0 };
	struct visible visible = { 0 };
	struct page_meta *meta = &m->page->meta;

	machine_read(m, &modified, "dateModified", modified_tags, "dateModified");
	learn_offset(m, &modified, &modified);
	machine_read(m, &published, "datePublished", published_tags, "datePublished");
	if (!published.zoned.precision) {
		time_elements_read(m, &published);
		const struct value *told = meta_state(m, published_keys);
		machine_add(m, &published, value_text(&m->dom->arena, told));
	}
	visible_read(m, &visible);
	meta->published = best_of(m, &published, &visible.published);
	meta->modified = best_of(m, &modified, &visible.modified);
	if (!meta->published.precision && !address_date(m, &meta->published))
		meta->published = meta->modified;
	meta_place_date(m, &meta->published);
	meta_place_date(m, &meta->modified);
	if (meta->modified.utc <= meta->published.utc)
		meta->modified = (struct date){ 0 };
}
