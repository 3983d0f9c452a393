/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/url.h"
#include "engine/desk.h"

enum {
	SITE_FEEDS = 8,      /* of one site, at most */
	RESOLVED = 8,        /* lines of one page that are looked up when it opens */
	VISITED_LATELY = 900, /* seconds: a feed is not asked again so soon */
};

static struct str site_of(const struct store_feed *feed)
{
	return url_site(url_host(feed->site.len ? feed->site : feed->url));
}

/* The feeds of the site that `feed` belongs to, itself first. */
static size_t find_feeds(struct desk *desk, int64_t feed, struct arena *arena,
			 const struct store_feed *out[SITE_FEEDS])
{
	const struct store_feed *own = NULL;
	struct store_feed *feeds;
	size_t count = 0, found = 0;

	if (!feed || !store_feeds(desk->store, arena, &feeds, &count, NULL))
		return 0;
	for (size_t i = 0; i < count && !own; i++)
		if (feeds[i].id == feed)
			own = &feeds[i];
	if (!own)
		return 0;
	out[found++] = own;
	for (size_t i = 0; i < count && found < SITE_FEEDS; i++)
		if (&feeds[i] != own && !feeds[i].is_retired && site_of(own).len &&
		    str_eq_nocase(site_of(&feeds[i]), site_of(own)))
			out[found++] = &feeds[i];
	return found;
}

bool desk_find_title(struct desk *desk, const struct order *order, struct arena *arena,
		     int64_t *id, struct str *url)
{
	const struct store_feed *feeds[SITE_FEEDS];
	struct arena scratch = { 0 };
	size_t count = find_feeds(desk, order->feed, &scratch, feeds);
	bool is_found = false;

	for (size_t i = 0; i < count && !is_found; i++)
		is_found = store_article_by_title(desk->store, order->title, feeds[i]->id, id,
						  arena, url);
	arena_free(&scratch);
	return is_found || store_article_by_title(desk->store, order->title, 0, id, arena, url);
}

void desk_resolve(struct desk *desk, struct page *page, int64_t feed)
{
	struct arena arena = { 0 };
	struct order ask = { .feed = feed };
	int looked = 0;
	int64_t id;

	for (size_t i = 0; i < page->link_count && looked < RESOLVED; i++) {
		struct page_link *link = &page->links[i];
		struct str url = STR("");
		if (link->kind != PAGE_LINK_RELATED || link->url.len || !link->title.len)
			continue;
		looked++;
		ask.title = link->title;
		if (desk_find_title(desk, &ask, &arena, &id, &url) && url_is_web(url) &&
		    !str_eq(url, page->meta.url))
			link->url = arena_str(&page->arena, url);
	}
	arena_free(&arena);
}

bool desk_refresh_site(struct desk *desk, const struct order *order)
{
	const struct store_feed *feeds[SITE_FEEDS];
	struct arena arena = { 0 };
	int64_t ids[SITE_FEEDS], now = time(NULL);
	size_t count, id_count = 0;

	if (!desk->engine->net || order->is_last_try)
		return false;
	count = find_feeds(desk, order->feed, &arena, feeds);
	for (size_t i = 0; i < count; i++)
		if (!feeds[i]->is_retired && !feeds[i]->is_gone &&
		    feeds[i]->last_visit + VISITED_LATELY <= now)
			ids[id_count++] = feeds[i]->id;
	if (id_count) {
		struct order *ask = order_new(ORDER_FIND_TITLE, order->ticket);
		struct engine_event *event = event_new(ENGINE_FETCHING, order->ticket);
		ask->title = order_str(ask, order->title);
		ask->feed = order->feed;
		order_set_ids(ask, ids, id_count);
		event->text = arena_str(&event->arena, url_host(feeds[0]->url));
		event_send(desk->engine, event);
		mailbox_send(desk->engine->work_box, MAILBOX_PERSON, ask);
	}
	arena_free(&arena);
	return id_count > 0;
}
