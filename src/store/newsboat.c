/* SPDX-License-Identifier: MIT */
#include "store/newsboat.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "store/identity.h"

void newsboat_wait(struct newsboat *cache)
{
	cache->deadline = clock_ms() + NEWSBOAT_SECONDS_MAX * 1000;
}

static int is_late(void *ctx)
{
	const struct newsboat *cache = ctx;

	return clock_ms() > cache->deadline;
}

bool newsboat_is_none(const char *path, struct error *err)
{
	return error_set_code(err, EX_DATAERR, _("%s is no cache of newsboat"), path);
}

/* Reading is all that may be done with it. */
static int only_reading(void *ctx, int action, const char *a, const char *b, const char *c,
			const char *d)
{
	(void)ctx, (void)a, (void)b, (void)c, (void)d;
	return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ?
	       SQLITE_OK : SQLITE_DENY;
}

static bool open_other(struct newsboat *cache, const char *path, struct error *err)
{
	struct stat info;

	if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
		return error_set_code(err, EX_NOINPUT, _("%s cannot be opened"), path);
	if (sqlite3_open_v2(path, &cache->other, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		return error_set_code(err, EX_NOINPUT, _("%s cannot be opened"), path);
	sqlite3_busy_timeout(cache->other, 2000);
	sqlite3_limit(cache->other, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_db_config(cache->other, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(cache->other, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(cache->other, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(cache->other, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_exec(cache->other, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;", NULL,
		     NULL, NULL);
	newsboat_wait(cache);
	sqlite3_progress_handler(cache->other, 10000, is_late, cache);
	sqlite3_set_authorizer(cache->other, only_reading, NULL);
	return true;
}

/* A table that is one: no view, nothing virtual, nothing computed. */
static bool has_plain_table(sqlite3 *db)
{
	static const char ask[] = "SELECT 1 FROM sqlite_master WHERE name = 'rss_item' "
		"AND type = 'table' AND sql LIKE 'CREATE TABLE%' "
		"AND sql NOT LIKE '%GENERATED%' AND sql NOT LIKE '% AS (%'";
	sqlite3_stmt *stmt = NULL;
	bool is_there = sqlite3_prepare_v2(db, ask, -1, &stmt, NULL) == SQLITE_OK && db_row(stmt);

	sqlite3_finalize(stmt);
	return is_there;
}

static int by_hash(const void *a, const void *b)
{
	const struct newsboat_feed *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static bool load_feeds(struct newsboat *cache, struct error *err)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count;
	bool is_well = store_feeds(cache->store, &arena, &feeds, &count, err);

	if (is_well) {
		cache->feeds = mem_new(count + 1, sizeof(*cache->feeds));
		for (size_t i = 0; i < count; i++)
			cache->feeds[i] = (struct newsboat_feed){ identity_of_url(feeds[i].url),
								 feeds[i].id };
		qsort(cache->feeds, count, sizeof(*cache->feeds), by_hash);
		cache->feed_count = count;
	}
	arena_free(&arena);
	return is_well;
}

void newsboat_close(struct newsboat *cache)
{
	sqlite3_close(cache->other);
	free(cache->feeds);
	*cache = (struct newsboat){ 0 };
}

bool newsboat_open(struct newsboat *cache, struct store *store, const char *path,
		   struct error *err)
{
	*cache = (struct newsboat){ .store = store };
	if (!open_other(cache, path, err) || !load_feeds(cache, err) ||
	    (!has_plain_table(cache->other) && !newsboat_is_none(path, err))) {
		newsboat_close(cache);
		return false;
	}
	return true;
}

int64_t newsboat_find_feed(const struct newsboat *cache, struct str url)
{
	struct newsboat_feed key = { identity_of_url(url), 0 };
	const struct newsboat_feed *found = key.hash == 0 ? NULL :
		bsearch(&key, cache->feeds, cache->feed_count, sizeof(key), by_hash);

	return found ? found->id : 0;
}

int64_t newsboat_find_guid(const struct newsboat *cache, int64_t feed, struct str guid)
{
	sqlite3_stmt *stmt;

	if (!feed || !guid.len)
		return 0;
	stmt = db_use(cache->store, "SELECT id FROM items WHERE feed = ? AND key_hash = ?");
	db_int(stmt, 1, feed);
	db_int(stmt, 2, (int64_t)identity_of_guid(guid));
	return db_number(cache->store, stmt, 0);
}

/* The one of the same feed, else any. */
int64_t newsboat_find_url(const struct newsboat *cache, int64_t feed, struct str url)
{
	sqlite3_stmt *stmt = db_use(cache->store, "SELECT id, feed, url FROM items "
						   "WHERE link_hash = ? ORDER BY id DESC LIMIT 64");
	int64_t hash = (int64_t)identity_of_url(url), found = 0;

	if (hash == 0)
		return 0;
	db_int(stmt, 1, hash);
	while (db_row(stmt)) {
		if (!identity_is_same_url(url, db_get_str(stmt, 2)))
			continue;
		if (!found || db_get_int(stmt, 1) == feed)
			found = db_get_int(stmt, 0);
		if (db_get_int(stmt, 1) == feed)
			break;
	}
	db_done(cache->store, stmt, NULL);
	return found;
}
