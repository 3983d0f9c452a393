/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "store/body.h"
#include "store/db.h"
#include "store/evict.h"
#include "store/files.h"
#include "store/similar.h"

enum {
	DAY = 86400,
	BACKUPS = 7, BACKUPS_OF_BIG = 2, BIG = 256 << 20, /* bytes */
	TOMBS_KEPT = 730 * DAY,
};

/* The first backup comes on the second day: what a new database holds can be
 * fetched again. */
static bool back_up(struct store *store, int64_t now, struct error *err)
{
	int64_t born = db_ask(store, "SELECT value FROM facts WHERE name = 'born'");
	int64_t last = files_last_backup(store->path);
	sqlite3_stmt *stmt;

	if (born == 0) {
		stmt = db_use(store, "INSERT OR REPLACE INTO facts(name, value) VALUES('born', ?)");
		db_int(stmt, 1, now);
		return db_run(store, stmt, err);
	}
	if (now < born + DAY || (last <= now && now < last + DAY))
		return true;
	bool is_big = evict_used_bytes(store) > BIG;

	return files_backup(store, now, is_big ? BACKUPS_OF_BIG : BACKUPS, err);
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
	if (db_ask(store, "SELECT 1 FROM facts WHERE name = 'user:check'") == 0)
		return true;
	return store_check(store, err) &&
	       db_exec(store, "DELETE FROM facts WHERE name = 'user:check'", err);
}

void store_rest(struct store *store)
{
	db_forget_caches(store);
	sqlite3_db_release_memory(store->db);
#ifdef __GLIBC__
	malloc_trim(0);
#endif
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
	is_well = db_exec(store, "PRAGMA analysis_limit = 400; PRAGMA optimize;", err);
	store->patience_ms = 50;
	is_well = is_well && db_exec(store, "PRAGMA wal_checkpoint(TRUNCATE)", err);
	store->patience_ms = DB_PATIENCE_MS;
	store_rest(store);
	return is_well;
}
