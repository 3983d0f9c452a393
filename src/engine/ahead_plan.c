/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/ahead.h"

enum {
	MOST_LEVELS = 3,
	ROUNDS = 2 + MOST_LEVELS, /* plans in one refresh: each level finds the next */
	ORDERED_PAGES = 5000,     /* for a trip */
	FOLLOW_MOST = 50,         /* related pages of one page */
};

/* What the settings say of one feed. */
struct policy {
	int64_t feed;
	enum conf_choice fulltext;
	int related;
	struct str url;
};

static enum conf_choice default_fulltext(const struct work *work)
{
	return CONF_AUTO + (enum conf_choice)conf_number(&work->engine->conf, SETTING_FULLTEXT);
}

static struct policy policy_of(const struct work *work, const struct store_feed *feed)
{
	const struct conf_source *source = sources_find(work, feed->url);
	struct policy policy = {
		.feed = feed->id,
		.fulltext = default_fulltext(work),
		.related = (int)conf_number(&work->engine->conf, SETTING_RELATED),
		.url = feed->url,
	};

	if (source && source->fulltext != CONF_UNSET)
		policy.fulltext = source->fulltext;
	if (source && source->related >= 0)
		policy.related = source->related;
	if (work->refresh.is_offline_fill) {
		policy.fulltext = CONF_ALWAYS;
		policy.related = policy.related > 0 ? policy.related : 1;
	}
	return policy;
}

static void write_day(char day[16])
{
	time_t now = time(NULL);
	struct tm utc;

	if (!gmtime_r(&now, &utc) || !strftime(day, 16, "%Y-%m-%d", &utc))
		day[0] = '\0';
}

/* Bytes fetched ahead today, by any process: "2026-11-22 12345". */
static int64_t spent_today(struct work *work)
{
	struct arena arena = { 0 };
	struct str value, word;
	int64_t spent = 0;
	char day[16];

	write_day(day);
	if (store_get(work->store, STR("ahead"), &arena, &value) &&
	    str_cut(&value, ' ', &word) && str_eq(word, str_from(day)))
		str_to_int64(value, &spent);
	arena_free(&arena);
	return spent;
}

void ahead_note_bytes(struct work *work, int64_t bytes)
{
	struct buf value = { 0 };
	char day[16];

	work->ahead.bytes_new += bytes;
	/* Written now and then: every page would be a transaction more. */
	if (work->ahead.bytes_new < 1 << 20 && work->ahead.jobs_left > 1)
		return;
	write_day(day);
	buf_addf(&value, "%s %" PRId64, day, spent_today(work) + work->ahead.bytes_new);
	store_put(work->store, STR("ahead"), buf_str(&value));
	buf_free(&value);
	work->ahead.bytes_new = 0;
}

void ahead_reset(struct work *work)
{
	struct work_ahead *ahead = &work->ahead;
	const struct conf *conf = &work->engine->conf;
	int64_t per_day = conf_number(conf, SETTING_PER_DAY_SIZE);

	arena_free(&ahead->arena);
	free(ahead->hosts);
	*ahead = (struct work_ahead){ .jobs_left = ahead->jobs_left };
	ahead->budget = conf_number(conf, SETTING_PER_POLL);
	ahead->bytes_left = per_day - spent_today(work);
}

static int64_t per_host(const struct work *work)
{
	int64_t most = conf_number(&work->engine->conf, SETTING_PER_HOST_POLL);

	return work->refresh.is_offline_fill || work->ahead.is_order ? most * 10 : most;
}

/* Whether the caps allow one more page of this host; counts it. */
static bool take_budget(struct work *work, struct str url)
{
	struct work_ahead *ahead = &work->ahead;
	struct str host = url_host(url);
	struct ahead_host *found = NULL;

	if (!host.len)
		return false;
	ahead->is_capped |= ahead->budget <= 0 || ahead->bytes_left <= 0;
	if (ahead->budget <= 0 || ahead->bytes_left <= 0)
		return false;
	for (size_t i = 0; i < ahead->host_count && !found; i++)
		if (str_eq(ahead->hosts[i].host, host))
			found = &ahead->hosts[i];
	if (!found) {
		ahead->hosts = mem_grow(ahead->hosts, ahead->host_count, &ahead->host_cap,
					sizeof(*ahead->hosts));
		found = &ahead->hosts[ahead->host_count++];
		*found = (struct ahead_host){ .host = arena_str(&ahead->arena, host) };
	}
	if (found->count >= per_host(work)) {
		ahead->is_capped = true;
		return false;
	}
	found->count++;
	ahead->budget--;
	return true;
}

static bool is_same_site(struct str a, struct str b)
{
	return str_eq(url_site(url_host(a)), url_site(url_host(b)));
}

/* The feeds of a plan with what the settings say of each. */
struct policies {
	struct policy *items;
	size_t count;
};

static bool is_default(const struct work *work, const struct policy *policy)
{
	return work->refresh.is_offline_fill ||
	       (policy->fulltext == default_fulltext(work) &&
		policy->related == conf_number(&work->engine->conf, SETTING_RELATED));
}

static const struct policy *find_policy(const struct policies *policies, int64_t feed)
{
	for (size_t i = 0; i < policies->count; i++)
		if (policies->items[i].feed == feed)
			return &policies->items[i];
	return NULL;
}

/* Asks the store for the pages that are wanted under one policy, of one feed
 * or (feed 0) of all that have no wish of their own, and starts those that the
 * caps allow: the feed's own site first. */
static size_t plan_feeds(struct work *work, const struct policies *policies, int64_t feed,
			 const struct policy *policy)
{
	struct arena arena = { 0 };
	struct store_wanted *wanted;
	size_t count = 0, started = 0;

	if (policy->fulltext == CONF_NEVER ||
	    !store_wanted(work->store, feed, policy->related, policy->fulltext == CONF_AUTO,
			  (size_t)work->ahead.budget + 1, &arena, &wanted, &count))
		count = 0;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < count; i++) {
			const struct policy *own = find_policy(policies, wanted[i].feed);
			if (!own || (!feed && !is_default(work, own)) ||
			    is_same_site(wanted[i].url, own->url) != (pass == 0) ||
			    !url_is_web(wanted[i].url) || !take_budget(work, wanted[i].url))
				continue;
			started++;
			ahead_start(work, &(struct ahead_wish){
				.url = wanted[i].url,
				.article = wanted[i].article,
				.feed = wanted[i].feed,
				.is_trusted = inside_is_same_place(wanted[i].url, own->url),
			});
		}
	arena_free(&arena);
	return started;
}

/* One question for all feeds that go by the settings, one for each other. */
static size_t plan_all(struct work *work, const struct policies *policies)
{
	const struct policy *usual = NULL;
	size_t started = 0;

	for (size_t i = 0; i < policies->count; i++) {
		const struct policy *policy = &policies->items[i];
		if (is_default(work, policy))
			usual = policy;
		else if (work->ahead.budget > 0)
			started += plan_feeds(work, policies, policy->feed, policy);
	}
	if (usual && work->ahead.budget > 0)
		started += plan_feeds(work, policies, 0, usual);
	return started;
}

void ahead_set_due(struct work *work, bool is_due)
{
	if (work->ahead_due == (is_due ? 2 : 1))
		return;
	work->ahead_due = is_due ? 2 : 1;
	store_put(work->store, STR("ahead due"), is_due ? STR("1") : STR("0"));
}

/* Whether articles may want a page: something came since all were served. */
static bool is_due(struct work *work)
{
	struct arena arena = { 0 };
	struct str value;

	if (!work->ahead_due) {
		bool is_set = store_get(work->store, STR("ahead due"), &arena, &value) &&
			      str_eq(value, STR("1"));
		work->ahead_due = is_set ? 2 : 1;
		arena_free(&arena);
	}
	return work->refresh.added > 0 || work->refresh.is_offline_fill || work->ahead_due == 2;
}

void ahead_plan(struct work *work)
{
	struct arena arena = { 0 };
	struct policies policies = { 0 };
	struct store_feed *feeds;
	size_t count, started;

	if (work->refresh.is_offline_fill && !work->ahead.rounds)
		work->ahead.budget = ORDERED_PAGES;
	if (!work->net || !is_due(work) || ++work->ahead.rounds > ROUNDS ||
	    work->ahead.budget <= 0) {
		work->ahead.is_planned = true;
		return;
	}
	if (!store_feeds(work->store, &arena, &feeds, &count, NULL))
		count = 0;
	policies.items = arena_array(&arena, count + 1, sizeof(*policies.items));
	for (size_t i = 0; i < count; i++)
		if (!feeds[i].is_retired && feeds[i].total > 0)
			policies.items[policies.count++] = policy_of(work, &feeds[i]);
	started = plan_all(work, &policies);
	arena_free(&arena);
	work->ahead.is_planned = started == 0;
	/* Where a cap was met, the next refresh goes on. */
	ahead_set_due(work, started || work->ahead.is_capped);
}

void ahead_follow(struct work *work, const struct page *page, int64_t feed, int level)
{
	struct store_link_state state;
	int followed = 0;

	for (size_t i = 0; i < page->link_count && followed < FOLLOW_MOST; i++) {
		const struct page_link *link = &page->links[i];
		if (link->kind != PAGE_LINK_RELATED || !url_is_web(link->url))
			continue;
		store_link_states(work->store, &link->url, 1, &state);
		if (state.is_cached || !take_budget(work, link->url))
			continue;
		followed++;
		ahead_start(work, &(struct ahead_wish){
			.url = link->url,
			.feed = feed,
			.level = level,
			.is_trusted = inside_is_same_place(link->url, page->meta.url),
			.is_order = true,
		});
	}
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

void ahead_order(struct work *work, const struct order *order)
{
	struct arena arena = { 0 };
	struct page page = { 0 };
	struct str url;
	int64_t feed;

	if (!work->net) {
		event_send_notice(work->engine, _("warta is offline; nothing is fetched"));
		return;
	}
	if (!work->refresh.is_running && !work->ahead.jobs_left)
		ahead_reset(work);
	work->ahead.is_order = true;
	if (stored_page(work, order, &url, &feed, &arena, &page)) {
		if (order->levels > 0)
			ahead_follow(work, &page, feed, order->levels - 1);
	} else if (url_is_web(url) && take_budget(work, url)) {
		ahead_start(work, &(struct ahead_wish){
			.url = url,
			.article = order->article,
			.feed = feed,
			.level = order->levels,
			.is_trusted = inside_is_beside_feed(work->store, url),
			.is_order = true,
		});
	}
	if (!work->ahead.jobs_left)
		event_send_notice(work->engine, _("everything that is related is here already"));
	page_free(&page);
	arena_free(&arena);
}
