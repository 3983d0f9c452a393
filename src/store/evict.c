/* SPDX-License-Identifier: MIT */
#include "store/evict.h"

#include "store/ids.h"
#include "store/index.h"
#include "store/versions.h"

enum {
	AT_ONCE = 200,    /* articles in one transaction */
	LOOK_MAX = 20000, /* candidates of one run */
	LED_TO = 100,     /* related pages that go with one page */
};

/* What is evicted, and how far. */
struct evict {
	struct store *store;
	int64_t now, keep;
	int64_t until; /* > 0: no further than to so many bytes */
	int64_t *evicted;
	struct error *err;
};

int64_t evict_used_bytes(struct store *store)
{
	return (db_ask(store, "PRAGMA page_count") - db_ask(store, "PRAGMA freelist_count")) *
	       db_ask(store, "PRAGMA page_size");
}

/* ---- one article, one page ------------------------------------------------- */

static bool run_for(struct store *store, const char *sql, int64_t id, int64_t other,
		    struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, sql);

	db_int(stmt, 1, id);
	db_int(stmt, 2, other);
	return db_run(store, stmt, err);
}

/* Pages that were fetched because this one names them, are old, were never
 * opened, and are named by no other. */
static bool add_led_to(const struct evict *evict, int64_t page, size_t most, struct ids *out)
{
	sqlite3_stmt *stmt = db_use(evict->store,
		"SELECT DISTINCT p.id FROM edges e CROSS JOIN aliases a ON a.url_hash = e.url_hash "
		"CROSS JOIN pages p ON p.id = a.page WHERE e.page = ?1 AND p.id <> ?1 "
		"AND p.article = 0 AND p.read_at = 0 AND p.fetched > 0 AND p.fetched < ?2 "
		"AND NOT EXISTS (SELECT 1 FROM aliases b CROSS JOIN edges o "
		"ON o.url_hash = b.url_hash WHERE b.page = p.id AND o.page NOT IN (?1, p.id))");

	db_int(stmt, 1, page);
	db_int(stmt, 2, evict->now - evict->keep);
	return ids_take(out, evict->store, stmt, most, evict->err);
}

static bool drop_page(struct store *store, int64_t page, struct error *err)
{
	return index_forget(store, -page, true, err) &&
	       run_for(store, "DELETE FROM pages WHERE id = ?", page, 0, err);
}

static bool evict_page(const struct evict *evict, int64_t page)
{
	struct ids pages = { 0 };
	bool is_well = true;

	ids_add(&pages, page);
	for (size_t i = 0; is_well && i < pages.count; i++) {
		if (evict->keep > 0 && pages.count < LED_TO)
			is_well = add_led_to(evict, pages.items[i], LED_TO - pages.count, &pages);
		is_well = is_well && drop_page(evict->store, pages.items[i], evict->err);
	}
	ids_free(&pages);
	return is_well;
}

/* Another article with the page's address, 0 when there is none. */
static int64_t heir_of(struct store *store, int64_t page, int64_t article)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT i.id FROM pages p CROSS JOIN aliases a ON a.page = p.id "
		"CROSS JOIN items i ON i.link_hash = a.url_hash WHERE p.id = ?1 AND i.id <> ?2 "
		"AND a.url_hash <> 0 ORDER BY i.hidden, i.id DESC LIMIT 1");

	db_int(stmt, 1, page);
	db_int(stmt, 2, article);
	return db_number(store, stmt, 0);
}

static bool give_page(const struct evict *evict, int64_t page, int64_t heir)
{
	return run_for(evict->store, "UPDATE pages SET article = ?2 WHERE id = ?1", page, heir,
		       evict->err);
}

/* Its page goes with it, unless another article needs that. */
static bool evict_pages_of(const struct evict *evict, int64_t id)
{
	struct ids pages = { 0 };
	sqlite3_stmt *stmt = db_use(evict->store, "SELECT id FROM pages WHERE article = ?1 "
						  "AND article > 0");
	bool is_well;

	db_int(stmt, 1, id);
	is_well = ids_take(&pages, evict->store, stmt, SIZE_MAX, evict->err);
	for (size_t i = 0; is_well && i < pages.count; i++) {
		int64_t heir = heir_of(evict->store, pages.items[i], id);

		is_well = heir ? give_page(evict, pages.items[i], heir)
			       : evict_page(evict, pages.items[i]);
	}
	ids_free(&pages);
	return is_well;
}

static bool evict_article(const struct evict *evict, int64_t id)
{
	struct store *store = evict->store;

	return index_forget(store, id, true, evict->err) &&
	       run_for(store, "INSERT OR REPLACE INTO evicted(feed, key_hash, at) "
			      "SELECT feed, key_hash, ?2 FROM items WHERE id = ?1", id,
		       evict->now, evict->err) &&
	       evict_pages_of(evict, id) &&
	       run_for(store, "DELETE FROM items WHERE id = ?", id, 0, evict->err);
}

/* ---- many ------------------------------------------------------------------- */

/* Article ids are positive, pages negative; in short transactions. */
static bool evict_all(const struct evict *evict, const int64_t *ids, size_t count)
{
	struct store *store = evict->store;

	for (size_t from = 0; from < count; from += AT_ONCE) {
		bool is_mine, is_well = true;
		size_t to = from + AT_ONCE < count ? from + AT_ONCE : count;

		if (evict->until > 0 && evict_used_bytes(store) <= evict->until)
			return true;
		if (!db_begin(store, &is_mine, evict->err))
			return false;
		for (size_t i = from; is_well && i < to; i++)
			is_well = ids[i] > 0 ? evict_article(evict, ids[i])
					     : evict_page(evict, -ids[i]);
		if (!db_end(store, is_mine, is_well, evict->err))
			return false;
		*evict->evicted += (int64_t)(to - from);
	}
	return true;
}

/* Those that a statement finds, which has its place for max filled already. */
static bool evict_found(const struct evict *evict, sqlite3_stmt *stmt, size_t max)
{
	struct ids ids = { 0 };
	bool is_well = ids_take(&ids, evict->store, stmt, max, evict->err) &&
		       evict_all(evict, ids.items, ids.count);

	ids_free(&ids);
	return is_well;
}

/* What may go at all: read (or deleted, or of a feed that is no longer
 * subscribed to), not starred, not tagged, not read just now. */
#define MAY_GO "(i.unread = 0 OR i.hidden <> 0) AND i.starred = 0 AND " \
	"NOT EXISTS (SELECT 1 FROM item_tags g WHERE g.id = i.id) AND " \
	"NOT EXISTS (SELECT 1 FROM just_read r WHERE r.id = i.id AND r.at > ?1 - 86400) "

static bool evict_old(const struct evict *evict, size_t max)
{
	sqlite3_stmt *stmt = db_use(evict->store,
		"SELECT i.id FROM items i CROSS JOIN feeds f ON f.id = i.feed WHERE " MAY_GO
		"AND iif(f.keep >= 0, f.keep, ?2) > 0 "
		"AND max(i.seen, i.date) < ?1 - iif(f.keep >= 0, f.keep, ?2) "
		"ORDER BY i.id LIMIT ?3");

	db_int(stmt, 1, evict->now);
	db_int(stmt, 2, evict->keep);
	db_int(stmt, 3, (int64_t)max);
	if (!evict_found(evict, stmt, max))
		return false;
	if (evict->keep <= 0)
		return true;
	stmt = db_use(evict->store, "SELECT -id FROM pages WHERE article = 0 AND fetched > 0 "
				    "AND max(fetched, read_at) < ?1 - ?2 AND read_at > 0 "
				    "UNION ALL SELECT -id FROM pages WHERE fetched < 0 "
				    "AND max(-fetched, read_at) < ?1 - ?2 LIMIT ?3");
	db_int(stmt, 1, evict->now);
	db_int(stmt, 2, evict->keep);
	db_int(stmt, 3, (int64_t)max);
	return evict_found(evict, stmt, max);
}

/* What can be made again goes first, then pages that stand alone. */
static bool evict_for_size(const struct evict *evict, size_t max)
{
	struct store *store = evict->store;
	sqlite3_stmt *stmt;

	if (evict->until <= 0 || evict_used_bytes(store) <= evict->until)
		return true;
	if (!db_exec(store, "DELETE FROM rendered", evict->err))
		return false;
	if (evict_used_bytes(store) <= evict->until)
		return true;
	stmt = db_use(store, "SELECT -id FROM pages WHERE article = 0 AND fetched > 0 "
			     "AND read_at > 0 AND read_at < ?1 - 86400 ORDER BY fetched LIMIT ?2");
	db_int(stmt, 1, evict->now);
	db_int(stmt, 2, (int64_t)max);
	if (!evict_found(evict, stmt, max))
		return false;
	if (evict_used_bytes(store) <= evict->until)
		return true;
	stmt = db_use(store, "SELECT i.id FROM items i WHERE " MAY_GO "ORDER BY i.id LIMIT ?2");
	db_int(stmt, 1, evict->now);
	db_int(stmt, 2, (int64_t)max);
	return evict_found(evict, stmt, max);
}

bool store_evict(struct store *store, int64_t now, int64_t keep_seconds, int64_t cache_size,
		 int64_t *evicted, struct error *err)
{
	int64_t total = db_ask(store, "SELECT sum(total) FROM tallies"), local, before;
	struct evict evict = { .store = store, .now = now, .keep = keep_seconds, .err = err };
	size_t tenth = (size_t)(total / 10 + 1);

	evict.evicted = evicted ? evicted : &local;
	*evict.evicted = 0;
	if (tenth > LOOK_MAX)
		tenth = LOOK_MAX;
	if (!version_evict(store, now, err) || !evict_old(&evict, tenth))
		return false;
	before = *evict.evicted;
	if (before >= (int64_t)tenth)
		return true;
	evict.until = cache_size;
	return evict_for_size(&evict, tenth - (size_t)before);
}
