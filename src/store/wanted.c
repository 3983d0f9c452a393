/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "store/identity.h"
#include "store/pages.h"
#include "store/pictures.h"
#include "store/scope.h"

enum { WALK_MAX = 5000 /* unread articles that are looked at */ };

struct plan {
	struct store *store;
	struct arena *arena;
	struct store_wanted *items;
	uint64_t *hashes; /* of all that was looked at: open addressing */
	size_t hash_mask, hash_count;
	size_t count, max;
	int levels;
	int64_t now;
	bool wants_pictures; /* of what is stored, rather than pages */
	bool has_pages;      /* some page is known, fetched or not */
};

/* True the first time that an address is asked for. */
static bool is_new(struct plan *plan, struct str url)
{
	uint64_t hash = identity_of_url(url);
	size_t at = (size_t)hash & plan->hash_mask;

	if (hash == 0 || plan->hash_count * 2 > plan->hash_mask)
		return false;
	while (plan->hashes[at] && plan->hashes[at] != hash)
		at = (at + 1) & plan->hash_mask;
	if (plan->hashes[at])
		return false;
	plan->hashes[at] = hash;
	plan->hash_count++;
	return true;
}

/* Whether it is stored, and whether it failed too recently to be tried. */
static int64_t state_of(struct plan *plan, struct str url, bool *is_stored, bool *is_resting)
{
	int64_t page = plan->has_pages ? pages_find(plan->store, url) : 0;
	sqlite3_stmt *stmt;

	*is_stored = *is_resting = false;
	if (page == 0)
		return 0;
	stmt = db_use(plan->store, "SELECT fetched <> 0, failures, failed_at FROM pages "
				   "WHERE id = ?");
	db_int(stmt, 1, page);
	if (db_row(stmt)) {
		*is_stored = db_get_int(stmt, 0);
		*is_resting = pages_is_resting(db_get_int(stmt, 1), db_get_int(stmt, 2),
					       plan->now);
	}
	db_done(plan->store, stmt, NULL);
	return page;
}

static void want(struct plan *plan, int64_t article, int64_t feed, struct str url, int level)
{
	if (plan->count < plan->max)
		plan->items[plan->count++] = (struct store_wanted){
			.article = article, .feed = feed, .url = arena_str(plan->arena, url),
			.level = level };
}

/* The pictures of an article (page 0), or of a page that is related to one. */
static void want_pictures(struct plan *plan, int64_t article, int64_t page, int64_t feed,
			  struct str url, int level)
{
	sqlite3_stmt *stmt = db_use(plan->store, "SELECT 1 FROM picture_uses WHERE owner = ? "
						 "AND picture = 0");

	db_int(stmt, 1, page ? -page : article);
	if (db_number(plan->store, stmt, 0) == 1)
		return;
	want(plan, article, feed, url, level);
	plan->items[plan->count - 1].page = page;
}

/* Related pages of a stored one, as many levels down as there are. */
static void follow(struct plan *plan, int64_t article, int64_t feed, int64_t page, int level)
{
	enum { FANOUT = 40 };
	struct str urls[FANOUT];
	size_t count = 0;
	sqlite3_stmt *stmt;

	if (level > plan->levels || level > 3 || plan->count == plan->max)
		return;
	stmt = db_use(plan->store, "SELECT url FROM edges WHERE page = ? ORDER BY position");
	db_int(stmt, 1, page);
	while (count < FANOUT && db_row(stmt))
		urls[count++] = db_copy_str(stmt, 0, plan->arena);
	db_done(plan->store, stmt, NULL);
	for (size_t i = 0; i < count; i++) {
		bool is_stored, is_resting;
		int64_t next;

		if (!is_new(plan, urls[i]))
			continue;
		next = state_of(plan, urls[i], &is_stored, &is_resting);
		if (is_stored && plan->wants_pictures && plan->count < plan->max)
			want_pictures(plan, article, next, feed, urls[i], level);
		if (is_stored)
			follow(plan, article, feed, next, level + 1);
		else if (!is_resting && !plan->wants_pictures)
			want(plan, article, feed, urls[i], level);
	}
}

static void look_at(struct plan *plan, const struct store_row *row, bool teaser_only)
{
	bool is_stored, is_resting, is_wanted = !teaser_only || (row->flags & STORE_PARTIAL);
	int64_t page;

	/* It is whole, and no page that it may lead to is known. */
	if (!is_wanted && !plan->has_pages && !plan->wants_pictures)
		return;
	if (plan->wants_pictures && (!row->url.len || is_new(plan, row->url)))
		want_pictures(plan, row->id, 0, row->feed, row->url, 0);
	else if (!row->url.len || !is_new(plan, row->url))
		return;
	page = state_of(plan, row->url, &is_stored, &is_resting);
	is_wanted = is_wanted && !is_resting && !plan->wants_pictures;
	if (is_stored && is_wanted && row->flags & STORE_STALE && plan->count < plan->max) {
		want(plan, row->id, row->feed, row->url, 0);
		plan->items[plan->count - 1].is_stale = true;
	}
	if (is_stored)
		follow(plan, row->id, row->feed, page, 1);
	else if (is_wanted)
		want(plan, row->id, row->feed, row->url, 0);
	else if (page) /* its own text is all of it, and names others */
		follow(plan, row->id, row->feed, page, 1);
}

static bool walk(struct plan *plan, int64_t feed, bool teaser_only)
{
	enum { WINDOW = 200, SLOTS = 1 << 15 };
	struct store_scope scope = { .kind = feed ? STORE_FEED : STORE_ALL, .feed = feed,
				     .unread_only = true };
	struct store_row *rows, last, *after = NULL;
	size_t found = WINDOW;
	bool is_well = true, is_mine = db_view_begin(plan->store);

	plan->has_pages = db_number(plan->store, db_use(plan->store,
		"SELECT 1 FROM aliases LIMIT 1"), 0);
	plan->now = (int64_t)time(NULL);
	plan->hash_mask = SLOTS - 1;
	plan->items = arena_array(plan->arena, plan->max + 1, sizeof(*plan->items));
	plan->hashes = arena_array(plan->arena, SLOTS, sizeof(*plan->hashes));
	for (size_t seen = 0; is_well && found == WINDOW && seen < WALK_MAX &&
	     plan->count < plan->max; seen += found) {
		struct arena window = { 0 };

		is_well = store_list(plan->store, &scope, after, WINDOW, &window, &rows, &found,
				     NULL);
		for (size_t i = 0; is_well && i < found && plan->count < plan->max; i++)
			look_at(plan, &rows[i], teaser_only);
		if (is_well && found) {
			last = rows[found - 1];
			after = &last;
		}
		arena_free(&window);
	}
	db_view_end(plan->store, is_mine);
	return is_well;
}

bool store_wanted(struct store *store, int64_t feed, int levels, bool teaser_only, size_t max,
		  struct arena *arena, struct store_wanted **out, size_t *count)
{
	struct plan plan = { .store = store, .arena = arena, .max = max, .levels = levels };
	bool is_well = walk(&plan, feed, teaser_only);

	*out = plan.items;
	*count = plan.count;
	return is_well;
}

bool store_pictures_wanted(struct store *store, int64_t feed, int levels, size_t max,
			   struct arena *arena, struct store_wanted **out, size_t *count)
{
	struct plan plan = { .store = store, .arena = arena, .max = max, .levels = levels,
			     .wants_pictures = true };
	bool is_well = walk(&plan, feed, false);

	*out = plan.items;
	*count = plan.count;
	return is_well;
}
