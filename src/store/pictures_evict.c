/* SPDX-License-Identifier: MIT */
#include "store/pictures.h"

#include "store/db.h"
#include "store/picture_file.h"

enum { AT_ONCE = 200 };

struct victim {
	int64_t id, bytes;
	struct str name;
};

/* Whether no other row needs the file. Rows first, files after: a row without
 * its file is no harm. */
static void remove_file(struct store *store, const char *folder, struct str name)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM pictures WHERE name = ? LIMIT 1");

	db_str(stmt, 1, name);
	if (name.len && db_number(store, stmt, 0) == 0)
		picture_file_remove(folder, name);
}

/* Runs sql for each of them, and lets their files go. */
static bool let_go(struct store *store, const char *folder, const char *sql,
		   const struct victim *victims, size_t count, struct error *err)
{
	bool is_mine, is_well = true;

	if (!db_begin(store, &is_mine, err))
		return false;
	for (size_t i = 0; is_well && i < count; i++) {
		sqlite3_stmt *stmt = db_use(store, sql);

		db_int(stmt, 1, victims[i].id);
		is_well = db_run(store, stmt, err);
	}
	if (!db_end(store, is_mine, is_well, err))
		return false;
	for (size_t i = 0; i < count; i++)
		remove_file(store, folder, victims[i].name);
	return true;
}

/* By a statement whose one parameter says how many. */
static size_t collect(struct store *store, sqlite3_stmt *stmt, struct arena *arena,
		      struct victim *out)
{
	size_t count = 0;

	db_int(stmt, 1, AT_ONCE);
	while (count < AT_ONCE && db_row(stmt))
		out[count++] = (struct victim){ db_get_int(stmt, 0), db_get_int(stmt, 2),
						db_copy_str(stmt, 1, arena) };
	db_done(store, stmt, NULL);
	return count;
}

/* Pictures of nothing that is stored. */
static bool evict_orphans(struct store *store, const char *folder, int64_t *evicted,
			  struct error *err)
{
	struct victim victims[AT_ONCE];
	struct arena arena = { 0 };
	bool is_well = true;
	size_t count = AT_ONCE;

	while (is_well && count == AT_ONCE) {
		count = collect(store, db_use(store,
			"SELECT id, name, bytes FROM pictures p WHERE NOT EXISTS "
			"(SELECT 1 FROM picture_uses u WHERE u.picture = p.id) LIMIT ?1"),
			&arena, victims);
		is_well = let_go(store, folder, "DELETE FROM pictures WHERE id = ?", victims,
				 count, err);
		*evicted += is_well ? (int64_t)count : 0;
		arena_free(&arena);
	}
	return is_well;
}

static int64_t kept_bytes(struct store *store)
{
	struct store_picture_counts counts;

	store_picture_count(store, &counts);
	return counts.bytes;
}

/* Of those that nobody starred or tagged: read ones first, old ones before new
 * ones. */
static bool evict_for_size(struct store *store, const char *folder, int64_t size, int64_t *evicted,
			   struct error *err)
{
	struct victim victims[AT_ONCE];
	struct arena arena = { 0 };
	int64_t left = kept_bytes(store) - size;
	size_t count = AT_ONCE, chosen;
	bool is_well = true;

	while (is_well && left > 0 && count == AT_ONCE) {
		count = collect(store, db_use(store,
			"WITH owned AS (SELECT u.picture, iif(u.owner > 0, u.owner, p.article) "
			"  AS article, p.read_at, p.fetched FROM picture_uses u "
			"  LEFT JOIN pages p ON p.id = -u.owner WHERE u.picture > 0) "
			"SELECT c.id, c.name, c.bytes FROM pictures c "
			"JOIN owned o ON o.picture = c.id LEFT JOIN items i ON i.id = o.article "
			"WHERE c.name <> '' GROUP BY c.id HAVING sum(ifnull(i.starred, 0)) = 0 "
			"AND sum(EXISTS (SELECT 1 FROM item_tags g WHERE g.id = i.id)) = 0 "
			"ORDER BY max(ifnull(i.unread AND NOT i.hidden, o.read_at = 0)), "
			"max(ifnull(i.date, o.fetched)), c.id LIMIT ?1"), &arena, victims);
		for (chosen = 0; chosen < count && left > 0; chosen++)
			left -= victims[chosen].bytes;
		/* It is not fetched again, or two would take turns for ever. */
		is_well = let_go(store, folder, "UPDATE pictures SET name = '', bytes = 0, "
			"fetched = 0, failure = '', failures = 99 WHERE id = ?", victims, chosen,
			err);
		*evicted += is_well ? (int64_t)chosen : 0;
		arena_free(&arena);
	}
	return is_well;
}

static bool is_known(void *ctx, struct str name)
{
	struct store *store = ctx;
	sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM pictures WHERE name = ? LIMIT 1");

	db_str(stmt, 1, name);
	return db_number(store, stmt, 0) == 1;
}

bool store_pictures_evict(struct store *store, const char *folder, int64_t size,
			  int64_t *evicted, struct error *err)
{
	int64_t local;

	evicted = evicted ? evicted : &local;
	*evicted = 0;
	if (!evict_orphans(store, folder, evicted, err))
		return false;
	if (size > 0 && !evict_for_size(store, folder, size, evicted, err))
		return false;
	picture_file_sweep(folder, is_known, store);
	return true;
}
