/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "store/body.h"
#include "store/db.h"
#include "store/files.h"
#include "store/index.h"
#include "store/similar.h"

enum {
	DAY = 86400,
	BACKUPS = 7, BACKUPS_OF_BIG = 2, BIG = 256 << 20, /* bytes */
	AT_ONCE = 200,    /* articles in one transaction */
	TOMBS_KEPT = 730 * DAY,
	LOOK_MAX = 20000, /* candidates of one run */
};

static int64_t pragma(struct store *store, const char *sql)
{
	return db_number(store, db_use(store, sql), 0);
}

/* Bytes in use, free pages left out. */
static int64_t used_bytes(struct store *store)
{
	return (pragma(store, "PRAGMA page_count") - pragma(store, "PRAGMA freelist_count")) *
	       pragma(store, "PRAGMA page_size");
}

static bool evict_one(struct store *store, int64_t id, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt;

	if (!index_forget(store, id, true, err))
		return false;
	stmt = db_use(store, "INSERT OR REPLACE INTO evicted(feed, key_hash, at) "
			     "SELECT feed, key_hash, ?2 FROM items WHERE id = ?1");
	db_int(stmt, 1, id);
	db_int(stmt, 2, now);
	if (!db_run(store, stmt, err))
		return false;
	stmt = db_use(store, "UPDATE pages SET article = 0 WHERE article = ?1 AND article > 0");
	db_int(stmt, 1, id);
	if (!db_run(store, stmt, err))
		return false;
	stmt = db_use(store, "DELETE FROM items WHERE id = ?");
	db_int(stmt, 1, id);
	return db_run(store, stmt, err);
}

static bool evict_page(struct store *store, int64_t page, struct error *err)
{
	sqlite3_stmt *stmt;

	if (!index_forget(store, -page, true, err))
		return false;
	stmt = db_use(store, "DELETE FROM pages WHERE id = ?");
	db_int(stmt, 1, page);
	return db_run(store, stmt, err);
}

/* Ids by a statement; at most max. Caller frees. */
static size_t collect(struct store *store, sqlite3_stmt *stmt, size_t max, int64_t **out)
{
	size_t count = 0;

	*out = mem_new(max + 1, sizeof(**out));
	while (count < max && db_row(stmt))
		(*out)[count++] = db_get_int(stmt, 0);
	db_done(store, stmt, NULL);
	return count;
}

/* Article ids are positive, pages negative; in short transactions. until > 0:
 * no further than to so many bytes. */
static bool evict_all(struct store *store, const int64_t *ids, size_t count, int64_t now,
		      int64_t until, int64_t *evicted, struct error *err)
{
	for (size_t from = 0; from < count; from += AT_ONCE) {
		bool is_mine, is_well = true;
		size_t to = from + AT_ONCE < count ? from + AT_ONCE : count;

		if (until > 0 && used_bytes(store) <= until)
			return true;
		if (!db_begin(store, &is_mine, err))
			return false;
		for (size_t i = from; is_well && i < to; i++)
			is_well = ids[i] > 0 ? evict_one(store, ids[i], now, err)
					     : evict_page(store, -ids[i], err);
		if (!db_end(store, is_mine, is_well, err))
			return false;
		*evicted += (int64_t)(to - from);
	}
	return true;
}

/* What may go at all: read (or deleted, or of a feed that is no longer
 * subscribed to), not starred, not tagged, not read just now. */
#define MAY_GO "(i.unread = 0 OR i.hidden <> 0) AND i.starred = 0 AND " \
	"NOT EXISTS (SELECT 1 FROM item_tags g WHERE g.id = i.id) AND " \
	"NOT EXISTS (SELECT 1 FROM just_read r WHERE r.id = i.id AND r.at > ?1 - 86400) "

static bool evict_old(struct store *store, int64_t now, int64_t keep, size_t max,
		      int64_t *evicted, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT i.id FROM items i CROSS JOIN feeds f ON f.id = i.feed WHERE " MAY_GO
		"AND iif(f.keep >= 0, f.keep, ?2) > 0 "
		"AND max(i.seen, i.date) < ?1 - iif(f.keep >= 0, f.keep, ?2) "
		"ORDER BY i.id LIMIT ?3");
	int64_t *ids;
	size_t count;
	bool is_well;

	db_int(stmt, 1, now);
	db_int(stmt, 2, keep);
	db_int(stmt, 3, (int64_t)max);
	count = collect(store, stmt, max, &ids);
	is_well = evict_all(store, ids, count, now, 0, evicted, err);
	free(ids);
	if (!is_well || keep <= 0)
		return is_well;
	stmt = db_use(store, "SELECT -id FROM pages WHERE article = 0 AND fetched > 0 "
			     "AND fetched < ?1 - ?2 AND read_at > 0 LIMIT ?3");
	db_int(stmt, 1, now);
	db_int(stmt, 2, keep);
	db_int(stmt, 3, (int64_t)max);
	count = collect(store, stmt, max, &ids);
	is_well = evict_all(store, ids, count, now, 0, evicted, err);
	free(ids);
	return is_well;
}

static bool evict_for_size(struct store *store, int64_t now, int64_t size, size_t max,
			   int64_t *evicted, struct error *err)
{
	sqlite3_stmt *stmt;
	int64_t *ids;
	size_t count;
	bool is_well;

	if (size <= 0 || used_bytes(store) <= size)
		return true;
	/* What can be made again goes first. */
	if (!db_exec(store, "DELETE FROM rendered", err))
		return false;
	if (used_bytes(store) <= size)
		return true;
	stmt = db_use(store, "SELECT -id FROM pages WHERE article = 0 AND fetched > 0 "
			     "AND read_at > 0 ORDER BY fetched LIMIT ?");
	db_int(stmt, 1, (int64_t)max);
	count = collect(store, stmt, max, &ids);
	is_well = evict_all(store, ids, count, now, size, evicted, err);
	free(ids);
	if (!is_well || used_bytes(store) <= size)
		return is_well;
	stmt = db_use(store, "SELECT i.id FROM items i WHERE " MAY_GO "ORDER BY i.id LIMIT ?2");
	db_int(stmt, 1, now);
	db_int(stmt, 2, (int64_t)max);
	count = collect(store, stmt, max, &ids);
	is_well = evict_all(store, ids, count, now, size, evicted, err);
	free(ids);
	return is_well;
}

bool store_evict(struct store *store, int64_t now, int64_t keep_seconds, int64_t cache_size,
		 int64_t *evicted, struct error *err)
{
	int64_t total = pragma(store, "SELECT sum(total) FROM tallies"), local, before;
	size_t tenth = (size_t)(total / 10 + 1);

	evicted = evicted ? evicted : &local;
	*evicted = 0;
	if (tenth > LOOK_MAX)
		tenth = LOOK_MAX;
	if (!evict_old(store, now, keep_seconds, tenth, evicted, err))
		return false;
	before = *evicted;
	if (before >= (int64_t)tenth)
		return true;
	return evict_for_size(store, now, cache_size, tenth - (size_t)before, evicted, err);
}

/* The first backup comes on the second day: what a new database holds can be
 * fetched again. */
static bool back_up(struct store *store, int64_t now, struct error *err)
{
	int64_t born = pragma(store, "SELECT value FROM facts WHERE name = 'born'");
	int64_t last = files_last_backup(store->path);
	sqlite3_stmt *stmt;

	if (born == 0) {
		stmt = db_use(store, "INSERT OR REPLACE INTO facts(name, value) VALUES('born', ?)");
		db_int(stmt, 1, now);
		return db_run(store, stmt, err);
	}
	if (now < born + DAY || (last <= now && now < last + DAY))
		return true;
	return files_backup(store, now, used_bytes(store) > BIG ? BACKUPS_OF_BIG : BACKUPS, err);
}

static bool forget_tombs(struct store *store, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM evicted WHERE at < ?");

	db_int(stmt, 1, now - TOMBS_KEPT);
	return db_run(store, stmt, err);
}

/* A database that was too big to be checked when it was opened. */
static bool check_late(struct store *store, struct error *err)
{
	if (pragma(store, "SELECT 1 FROM facts WHERE name = 'user:check'") == 0)
		return true;
	return store_check(store, err) &&
	       db_exec(store, "DELETE FROM facts WHERE name = 'user:check'", err);
}

bool store_tend(struct store *store, int64_t now, struct error *err)
{
	bool is_mine, is_well;

	if (store->depth > 0)
		return true;
	if (!check_late(store, err) || !db_begin(store, &is_mine, err))
		return false;
	is_well = similar_tidy(store, now, err) && forget_tombs(store, now, err) &&
		  body_train_again(store, err);
	if (!db_end(store, is_mine, is_well, err) || !back_up(store, now, err))
		return false;
	/* A reader in the middle of something is not waited for. */
	is_well = db_exec(store, "PRAGMA analysis_limit = 400; PRAGMA optimize;"
				 "PRAGMA busy_timeout = 50; PRAGMA wal_checkpoint(TRUNCATE);"
				 "PRAGMA busy_timeout = 5000;", err);
	/* Nothing is going on: what a poll needed is given back. */
	db_forget_caches(store);
	sqlite3_db_release_memory(store->db);
	return is_well;
}
