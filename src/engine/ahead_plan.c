/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/url.h"
#include "engine/ahead.h"

enum {
	MOST_LEVELS = 3,
	ROUNDS = 2 + MOST_LEVELS, /* plans in one refresh: each level finds the next */
	ORDERED_PAGES = 5000,     /* for a trip */
	WANTED_MOST = 5000,       /* of one question to the store, */
	WANTED_MORE = 200,        /* and beyond what may be fetched */
	FOLLOW_MOST = 50,         /* related pages of one page */
};

/* Asks the store for the pages that are wanted under one policy, of one feed
 * or (feed 0) of all that have no wish of their own, and starts those that the
 * limits allow: the feed's own site first. */
static void plan_pages(struct work *work, const struct ahead_policies *policies, int64_t feed,
		       const struct ahead_policy *policy)
{
	struct arena arena = { 0 };
	struct store_wanted *wanted;
	size_t count = 0, most = WANTED_MOST;

	/* Who fills up for a trip is told exactly how many are left. */
	if (!work->refresh.is_offline_fill)
		most = (size_t)work->ahead.budget + WANTED_MORE;
	if (policy->fulltext == CONF_NEVER ||
	    !store_wanted(work->store, feed, policy->related, policy->fulltext == CONF_AUTO,
			  most, &arena, &wanted, &count))
		count = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++) {
			const struct ahead_policy *own = ahead_policy_find(policies,
									   wanted[i].feed);
			if (!own || (!feed && !ahead_policy_is_usual(work, own)) ||
			    url_is_same_site(wanted[i].url, own->url) != (pass == 0) ||
			    !url_is_web(wanted[i].url))
				continue;
			if (!ahead_take_page(work, wanted[i].url)) {
				work->ahead.left++;
				continue;
			}
			ahead_start(work, &(struct ahead_wish){
				.url = wanted[i].url,
				.article = wanted[i].article,
				.feed = wanted[i].feed,
				.is_trusted = inside_is_same_place(wanted[i].url, own->url),
				.is_stale = wanted[i].is_stale,
			});
		}
	arena_free(&arena);
}

void ahead_plan(struct work *work)
{
	struct work_ahead *ahead = &work->ahead;
	struct ahead_policies policies;
	struct arena arena = { 0 };
	int64_t before = ahead->total;

	if (!ahead->rounds)
		ahead->was_due = work->net && ahead_is_due(work);
	if (work->refresh.is_offline_fill && !ahead->rounds)
		ahead->budget = ORDERED_PAGES;
	if (!ahead->was_due || ++ahead->rounds > ROUNDS) {
		ahead->is_planned = true;
		return;
	}
	ahead->left = 0;
	ahead_policies(work, &arena, &policies);
	ahead_policies_ask(work, &policies, plan_pages);
	arena_free(&arena);
	ahead->is_planned = ahead->total == before;
	/* Where a limit was met, the next refresh goes on. */
	ahead_set_due(work, !ahead->is_planned || ahead->is_capped);
}

/* Of a line without one: that of the article with its title, where one is
 * known. */
static struct str address_of(struct work *work, const struct page_link *link, int64_t feed,
			     struct arena *arena)
{
	struct str url = link->url;
	int64_t id;

	if (link->kind == PAGE_LINK_RELATED && !url.len && link->title.len &&
	    !store_article_by_title(work->store, link->title, feed, &id, arena, &url))
		store_article_by_title(work->store, link->title, 0, &id, arena, &url);
	return url;
}

void ahead_follow(struct work *work, const struct page *page, int64_t feed, int level)
{
	bool has_pictures = ahead_wants_pictures(work, feed);
	struct store_link_state state;
	struct arena arena = { 0 };
	int followed = 0;

	for (size_t i = 0; i < page->link_count && followed < FOLLOW_MOST; i++) {
		struct str url = address_of(work, &page->links[i], feed, &arena);
		if (page->links[i].kind != PAGE_LINK_RELATED || !url_is_web(url))
			continue;
		store_link_states(work->store, &url, 1, &state);
		if (state.is_cached && has_pictures)
			pictures_look_url(work, url);
		if (state.is_cached || !ahead_take_page(work, url))
			continue;
		followed++;
		ahead_start(work, &(struct ahead_wish){
			.url = url,
			.feed = feed,
			.level = level,
			.is_trusted = inside_is_same_place(url, page->meta.url),
			.is_order = true,
		});
	}
	arena_free(&arena);
}

/* The page behind an article or address, wherever it comes from. */
static bool stored_page(struct work *work, const struct order *order, struct str *url,
			int64_t *feed, struct arena *arena, struct page *page)
{
	struct store_article article;
	struct str packed = STR("");
	int64_t id, fetched;

	*url = order->url;
	*feed = 0;
	if (order->article && store_article(work->store, order->article, arena, &article, NULL)) {
		*feed = article.row.feed;
		if (!url->len)
			*url = article.row.url;
		packed = article.full;
	}
	if (!packed.len && url->len)
		store_page_find(work->store, *url, arena, &packed, &id, &fetched);
	return packed.len && page_unpack(packed, page, NULL);
}

bool ahead_begin_order(struct work *work)
{
	if (!work->net) {
		event_send_notice(work->engine, _("warta is offline; nothing is fetched"));
		return false;
	}
	if (!work->refresh.is_running && !work->ahead.jobs_left && pictures_are_done(work)) {
		ahead_reset(work);
		pictures_reset(work);
	}
	work->ahead.is_order = true;
	return true;
}

void ahead_order(struct work *work, const struct order *order)
{
	struct arena arena = { 0 };
	struct page page = { 0 };
	struct str url;
	int64_t feed;

	if (!ahead_begin_order(work))
		return;
	if (stored_page(work, order, &url, &feed, &arena, &page)) {
		if (order->article && ahead_wants_pictures(work, feed))
			pictures_look(work, order->article);
		else if (ahead_wants_pictures(work, feed))
			pictures_look_url(work, url);
		if (order->levels > 0)
			ahead_follow(work, &page, feed, order->levels - 1);
	} else if (url_is_web(url) && ahead_take_page(work, url)) {
		ahead_start(work, &(struct ahead_wish){
			.url = url,
			.article = order->article,
			.feed = feed,
			.level = order->levels,
			.is_trusted = inside_is_beside_feed(work->store, url),
			.is_order = true,
		});
	}
	ahead_tell_end(work);
	page_free(&page);
	arena_free(&arena);
}
