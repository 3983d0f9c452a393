/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/ahead.h"
#include "engine/article.h"
#include "store/pictures.h"

enum {
	LOOKS_MOST = 5000,  /* articles looked through in one refresh */
	WISHES_MOST = 8000, /* pictures wanted in one refresh */
	SEEN_SLOTS = 1 << 14,
	WISHES_AHEAD = 200, /* enough to go on with: looking waits */
	LOOK_MS = 10,       /* of one round */
	LOOK_JOBS = 8,      /* texts in the jail at once */
	EACH = 30,          /* pictures of one article */
};

/* ---- what is to be looked at ---- */

void pictures_look(struct work *work, int64_t owner)
{
	struct work_pictures *p = &work->pictures;

	if (p->look_count >= LOOKS_MOST)
		return;
	p->looks = mem_grow(p->looks, p->look_count, &p->look_cap, sizeof(*p->looks));
	p->looks[p->look_count++] = owner;
}

void pictures_look_url(struct work *work, struct str url)
{
	struct arena arena = { 0 };
	struct str packed;
	int64_t id;

	if (store_article_by_url(work->store, url, &id))
		pictures_look(work, id);
	else if (store_page_find(work->store, url, &arena, &packed, &id, NULL))
		pictures_look(work, -id);
	arena_free(&arena);
}

static void plan_feeds(struct work *work, const struct ahead_policies *policies, int64_t feed,
		       const struct ahead_policy *policy)
{
	struct arena arena = { 0 };
	struct store_wanted *wanted;
	size_t count = 0;

	if (!policy->pictures ||
	    !store_pictures_wanted(work->store, feed, policy->related, LOOKS_MOST, &arena,
				   &wanted, &count))
		count = 0;
	for (size_t i = 0; i < count; i++) {
		const struct ahead_policy *own = ahead_policy_find(policies, wanted[i].feed);
		if (own && (feed || ahead_policy_is_usual(work, own)))
			pictures_look(work, wanted[i].page ? -wanted[i].page : wanted[i].article);
	}
	arena_free(&arena);
}

void pictures_plan(struct work *work)
{
	struct ahead_policies policies;
	struct arena arena = { 0 };

	work->pictures.is_planned = true;
	if (!work->ahead.was_due || !work->net)
		return;
	ahead_policies(work, &arena, &policies);
	ahead_policies_ask(work, &policies, plan_feeds);
	arena_free(&arena);
}

/* ---- what an article shows ---- */

/* True the first time that an address is wanted. */
static bool is_new(struct work_pictures *p, struct str url)
{
	uint64_t hash = str_hash(url) | 1;
	size_t at = (size_t)(hash >> 20) % SEEN_SLOTS;

	if (!p->seen)
		p->seen = mem_new(SEEN_SLOTS, sizeof(*p->seen));
	for (; p->seen[at]; at = (at + 1) % SEEN_SLOTS)
		if (p->seen[at] == hash)
			return false;
	p->seen[at] = hash;
	return true;
}

/* Where a feed comes from; asked for article after article of one feed. */
static struct str feed_address(struct work *work, int64_t feed)
{
	struct work_pictures *p = &work->pictures;
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count;

	if (p->feed == feed && p->feed_url.len)
		return p->feed_url;
	if (!store_feeds(work->store, &arena, &feeds, &count, NULL))
		count = 0;
	p->feed = feed;
	p->feed_url = STR("");
	for (size_t i = 0; i < count; i++)
		if (feeds[i].id == feed && !feeds[i].is_retired)
			p->feed_url = arena_str(&p->arena, feeds[i].url);
	arena_free(&arena);
	return p->feed_url;
}

static void wish(struct work *work, struct str url, bool is_trusted)
{
	struct work_pictures *p = &work->pictures;

	if (p->wish_count >= WISHES_MOST) {
		p->left++;
		p->is_capped = true;
		return;
	}
	if (!is_new(p, url))
		return;
	p->wishes = mem_grow(p->wishes, p->wish_count, &p->wish_cap, sizeof(*p->wishes));
	p->wishes[p->wish_count++] = (struct picture_wish){
		.url = arena_str(&p->arena, url),
		.is_trusted = is_trusted,
	};
}

static size_t collect(const struct page *page, struct str urls[EACH])
{
	size_t count = 0;

	for (size_t i = 0; i < page->link_count && count < EACH; i++)
		if (page->links[i].kind == PAGE_LINK_IMAGE && url_is_web(page->links[i].url))
			urls[count++] = page->links[i].url;
	return count;
}

/* Wants the pictures that are not here; when all are, or will never be, the
 * article is not looked at again. Into a private network nobody is led but by
 * what came from that very place: the feed, or the page that was fetched. */
static void look_at_page(struct work *work, int64_t owner, const struct page *page,
			 struct str home)
{
	enum store_picture_state states[EACH];
	struct str urls[EACH];
	size_t count = collect(page, urls), open = 0;
	struct error err = { 0 };

	if (!batch_open(work))
		return;
	if (!store_pictures_note(work->store, work->engine->paths->pictures, owner, urls, count,
				 time(NULL), states, &err)) {
		log_write(LOG_WARNING, "%s", err.text);
		return;
	}
	for (size_t i = 0; i < count; i++) {
		open += states[i] == STORE_PICTURE_WANTED || states[i] == STORE_PICTURE_RESTING;
		if (states[i] == STORE_PICTURE_WANTED)
			wish(work, urls[i], inside_is_same_place(urls[i], home));
	}
	if (!open)
		store_pictures_settle(work->store, owner, NULL);
}

/* Whom a picture belongs to that stands in an article or at an address. */
static int64_t find_owner(struct work *work, int64_t article, struct str page)
{
	struct arena arena = { 0 };
	struct str packed;
	int64_t id = article;

	if (!id && !store_article_by_url(work->store, page, &id) &&
	    store_page_find(work->store, page, &arena, &packed, &id, NULL))
		id = -id;
	arena_free(&arena);
	return id;
}

void pictures_order(struct work *work, const struct order *order)
{
	int64_t owner = find_owner(work, order->article, order->title);
	enum store_picture_state state;
	struct error err = { 0 };

	if (!ahead_begin_order(work))
		return;
	if (!owner || !url_is_web(order->url))
		error_set(&err, _("this picture belongs to nothing that is stored"));
	else if (store_pictures_note(work->store, work->engine->paths->pictures, owner,
				     &order->url, 1, time(NULL), &state, &err) &&
		 state == STORE_PICTURE_KEPT)
		error_set(&err, _("this picture is stored already"));
	if (err.text[0]) {
		event_send_notice(work->engine, err.text);
		return;
	}
	wish(work, order->url, inside_is_beside_feed(work->store, order->url));
}

/* Whether it is worth the jail's time. */
static bool may_show_pictures(struct str html)
{
	return str_find_nocase(html, STR("img")) != SIZE_MAX ||
	       str_find_nocase(html, STR("image")) != SIZE_MAX;
}

static void make_page(struct work *work, int64_t owner)
{
	struct job *job = job_new(&work->jobs, JOB_LOOK, 0);
	struct store_article *article = &job->look.article;

	work->pictures.jobs_left++;
	work->pictures.look_jobs++;
	if (!store_article(work->store, owner, &job->arena, article, NULL)) {
		pictures_drop(work, job);
		return;
	}
	work_parse(work, job, &(struct jail_task){
		.kind = JAIL_FRAGMENT,
		.bytes = article->html,
		.base = article->base,
		.language = article->language,
		.now = time(NULL),
	});
}

void pictures_parsed(struct work *work, struct job *job, struct jail_result *result)
{
	struct store_article *article = &job->look.article;

	if (result->is_ok) {
		article_complete(&result->page, article, false);
		look_at_page(work, article->row.id, &result->page,
			     feed_address(work, article->row.feed));
	} else {
		/* It will not look better next time. */
		store_pictures_settle(work->store, article->row.id, NULL);
	}
	pictures_drop(work, job);
}

static void look(struct work *work, int64_t owner)
{
	struct store_article article;
	struct arena arena = { 0 };
	struct page page = { 0 };

	if (!store_article(work->store, owner, &arena, &article, NULL)) {
		arena_free(&arena);
		return;
	}
	bool is_full = article.full.len && page_unpack(article.full, &page, NULL);
	bool has_page = is_full ||
			(article.packed.len && page_unpack(article.packed, &page, NULL));
	if (has_page || !may_show_pictures(article.html)) {
		if (owner > 0)
			article_complete(&page, &article, is_full);
		look_at_page(work, owner, &page, is_full ? page.meta.url :
						 feed_address(work, article.row.feed));
	} else {
		make_page(work, owner);
	}
	page_free(&page);
	arena_free(&arena);
}

bool pictures_have_looks(const struct work *work)
{
	const struct work_pictures *p = &work->pictures;

	return p->look_at < p->look_count && p->look_jobs < LOOK_JOBS &&
	       p->wish_count - p->wish_at < WISHES_AHEAD;
}

void pictures_look_on(struct work *work)
{
	int64_t until = clock_ms() + LOOK_MS;

	while (pictures_have_looks(work) && clock_ms() < until)
		look(work, work->pictures.looks[work->pictures.look_at++]);
}
