/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "feed/draft.h"
#include "feed/text.h"

/* What relative addresses resolve against when the document does not say: the
 * document's own address in Atom; the site's in RSS, since such feeds are
 * often served from somewhere else. */
static struct str default_base(const struct news_feed *feed, struct str feed_base)
{
	if (feed->format == NEWS_ATOM && feed_base.len)
		return feed_base;
	return url_is_web(feed->link) ? feed->link : feed_base;
}

static struct str or_else(struct str wanted, struct str other)
{
	return wanted.len ? wanted : other;
}

static struct str plain_title(struct arena *arena, struct str html)
{
	struct buf title = { 0 };

	text_add_plain(&title, utf8_clip(html, (size_t)DRAFT_TITLE * 4));
	struct str kept = utf8_clip(buf_str(&title), DRAFT_TITLE);
	kept = kept.len ? arena_str(arena, str_trim(kept)) : (struct str){ NULL, 0 };
	buf_free(&title);
	return kept;
}

/* "en_US" -> "en-US" */
static struct str language(struct arena *arena, struct str tag)
{
	enum { TAG_MAX = 35 };

	tag = str_trim(tag);
	if (tag.len == 0 || tag.len > TAG_MAX)
		return (struct str){ NULL, 0 };
	char *copy = arena_cstr(arena, tag);
	for (size_t i = 0; i < tag.len; i++) {
		if (copy[i] == '_')
			copy[i] = '-';
		char c = str_lower(copy[i]);
		if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-')
			return (struct str){ NULL, 0 };
	}
	return (struct str){ copy, tag.len };
}

static struct str based(struct arena *arena, struct str html, struct str base)
{
	struct buf out = { .max = html.len * 4 + 4096 };

	if (html.len == 0 || base.len == 0)
		return html;
	text_add_based(&out, html, base);
	struct str kept = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return kept;
}

static struct str slot_web(struct arena *arena, const struct slot *slot, struct str base)
{
	return draft_web_address(arena, or_else(slot->base, base), slot->value);
}

void draft_finish_feed(const struct draft *d, struct str address, struct news_feed *feed)
{
	struct arena *arena = &feed->arena;

	feed->title = plain_title(arena, d->title.value);
	feed->link = slot_web(arena, &d->link, address);
	feed->self = slot_web(arena, &d->self, address);
	feed->hub = slot_web(arena, &d->hub, address);
	struct str base = default_base(feed, address);
	const struct slot *about = d->summary.rank ? &d->summary : &d->extra;
	feed->description = based(arena, about->value, or_else(about->base, base));
	feed->language = language(arena, d->language.value);
	feed->image = slot_web(arena, &d->image, base);
	feed->updated = d->updated.rank ? d->updated.value : d->published.value;
	feed->authors = d->authors;
	feed->categories = d->categories;
	if (feed->authors.count == 0)
		feed->authors = d->others;
}

static void finish_texts(const struct draft *d, struct str base, struct arena *arena,
			 struct news_item *item)
{
	struct slot summary = d->summary, content = d->content;

	if (!summary.rank)
		summary = d->extra;
	else if (!content.rank && !str_eq(d->extra.value, summary.value))
		content = d->extra;
	item->base = or_else(or_else(content.rank ? content.base : summary.base, d->base), base);
	item->content = content.value;
	item->summary = summary.value;
	struct str own = or_else(summary.base, item->base);
	if (content.rank && !str_eq(own, item->base))
		item->summary = based(arena, summary.value, own);
}

static void finish_enclosures(const struct draft *d, struct str base, struct arena *arena,
			      struct news_item *item)
{
	size_t count = 0;

	for (size_t i = 0; i < d->enclosure_count; i++) {
		struct news_enclosure e = d->enclosures[i];
		bool is_new = true;
		e.url = draft_web_address(arena, or_else(d->base, base), e.url);
		for (size_t j = 0; j < count && is_new; j++)
			is_new = !str_eq(d->enclosures[j].url, e.url);
		if (e.url.len && is_new)
			d->enclosures[count++] = e;
	}
	item->enclosures = d->enclosures;
	item->enclosure_count = count;
}

static struct str find_image(const struct news_item *item)
{
	for (size_t i = 0; i < item->enclosure_count; i++)
		if (str_has_prefix_nocase(item->enclosures[i].type, STR("image/")))
			return item->enclosures[i].url;
	return (struct str){ NULL, 0 };
}

static bool has_space(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (str_is_space(s.ptr[i]))
			return true;
	return false;
}

static bool has_web_scheme(struct str s)
{
	return str_has_prefix_nocase(s, STR("http://")) ||
	       str_has_prefix_nocase(s, STR("https://"));
}

void draft_finish_item(const struct draft *d, const struct draft *channel, struct str address,
		       struct news_feed *feed, struct news_item *item)
{
	struct arena *arena = &feed->arena;
	struct str base = default_base(feed, address);
	struct str own = or_else(d->base, base);

	*item = (struct news_item){ .id_is_link = d->id_is_link };
	item->title = plain_title(arena, d->title.value);
	bool is_address = d->id_is_link || feed->format == NEWS_ATOM;
	item->id = str_trim(d->id.value);
	if (is_address && str_has_prefix(item->id, STR("/")))
		item->id = draft_address(arena, own, item->id);
	item->link = slot_web(arena, &d->link, base);
	if (!item->link.len && is_address && has_web_scheme(item->id))
		item->link = draft_web_address(arena, own, item->id);
	if (!has_space(str_trim(d->comments.value)))
		item->comments = slot_web(arena, &d->comments, own);
	finish_texts(d, base, arena, item);
	finish_enclosures(d, base, arena, item);
	if (!item->id.len && !item->link.len && item->enclosure_count)
		item->id = item->enclosures[0].url;
	item->image = or_else(slot_web(arena, &d->image, own), find_image(item));
	item->language = or_else(language(arena, d->language.value), feed->language);
	item->published = d->published.value;
	item->updated = d->updated.value;
	item->authors = d->authors.count ? d->authors : channel->authors;
	item->categories = d->categories;
}

static int64_t time_of(const struct draft *d)
{
	return d->published.rank ? d->published.value.utc
	       : d->updated.rank ? d->updated.value.utc : INT64_MIN;
}

static int compare_times(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

size_t draft_keep_newest(struct draft *drafts, size_t count)
{
	size_t kept = 0, at_limit = 0;

	if (count <= DRAFT_ITEMS)
		return count;
	int64_t *times = mem_new(count, sizeof(*times));
	for (size_t i = 0; i < count; i++)
		times[i] = time_of(&drafts[i]);
	qsort(times, count, sizeof(*times), compare_times);
	int64_t limit = times[DRAFT_ITEMS - 1];
	for (size_t i = 0; i < DRAFT_ITEMS; i++)
		at_limit += times[i] == limit;
	free(times);
	for (size_t i = 0; i < count; i++) {
		int64_t time = time_of(&drafts[i]);
		if (time < limit || (time == limit && !at_limit))
			continue;
		at_limit -= time == limit;
		drafts[kept++] = drafts[i];
	}
	return kept;
}
