/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/bytes.h"
#include "store/journal.h"
#include "store/scope.h"

/* Rules: articles that came, and marks that nobody made by hand. */

enum { SLACK = 3600 /* seconds that a clock may have been set back meanwhile */ };

/* Articles that somebody has marked, in ascending order. */
struct touched {
	int64_t *ids;
	size_t count, cap;
};

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void add_entry(struct touched *touched, struct str ids, int64_t after, int64_t last)
{
	int64_t id = 0;

	while (ids.len) {
		id += bytes_take_signed(&ids);
		if (id <= after || id > last)
			continue;
		touched->ids = mem_grow(touched->ids, touched->count, &touched->cap,
					sizeof(*touched->ids));
		touched->ids[touched->count++] = id;
	}
}

/* The journal has it; entries from before the articles came cannot. */
static bool find_touched(struct store *store, int64_t after, int64_t last,
			 struct touched *touched, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT ids FROM journal WHERE count > 0 AND at >= "
		"(SELECT seen - ?1 FROM items WHERE id > ?2 ORDER BY id LIMIT 1)");

	db_int(stmt, 1, SLACK);
	db_int(stmt, 2, after);
	while (db_row(stmt))
		add_entry(touched, db_get_str(stmt, 0), after, last);
	if (touched->count)
		qsort(touched->ids, touched->count, sizeof(*touched->ids), by_number);
	return db_done(store, stmt, err);
}

static bool is_touched(const struct touched *touched, int64_t id)
{
	return touched->count && bsearch(&id, touched->ids, touched->count,
					 sizeof(*touched->ids), by_number);
}

/* By number and by no index: nothing but what came is looked at. */
static sqlite3_stmt *select_new(struct sql *sql, const struct query *query, int64_t after,
				int64_t last)
{
	struct store_scope scope = { .kind = STORE_QUERY, .query = query };

	sql_add(sql, "SELECT i.id FROM items i NOT INDEXED WHERE i.id > ");
	sql_int(sql, after);
	sql_add(sql, " AND i.id <= ");
	sql_int(sql, last);
	sql_add(sql, " AND ");
	scope_add_where(sql, &scope, "i");
	sql_add(sql, " ORDER BY i.id");
	return sql_use(sql);
}

bool store_find_new(struct store *store, const struct query *query, int64_t after, int64_t last,
		    struct arena *arena, int64_t **ids, size_t *count, struct error *err)
{
	struct sql sql = { .store = store };
	struct touched touched = { 0 };
	struct buf found = { 0 };
	sqlite3_stmt *stmt;
	bool is_well;

	is_well = find_touched(store, after, last, &touched, err);
	if (is_well) {
		stmt = select_new(&sql, query, after, last);
		while (db_row(stmt)) {
			int64_t id = db_get_int(stmt, 0);

			if (!is_touched(&touched, id))
				buf_add(&found, (struct str){ (const char *)&id, sizeof(id) });
		}
		is_well = db_done(store, stmt, err);
	}
	*count = is_well ? found.len / sizeof(**ids) : 0;
	*ids = arena_array(arena, *count + 1, sizeof(**ids));
	if (*count)
		memcpy(*ids, found.ptr, *count * sizeof(**ids));
	buf_free(&found);
	sql_free(&sql);
	free(touched.ids);
	return is_well;
}

static bool mark_one_quietly(struct store *store, int64_t id, enum store_mark mark, struct str tag,
			     int64_t *changed, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, mark_kinds[mark].change);

	db_int(stmt, 1, id);
	db_str(stmt, 2, tag);
	if (!db_run(store, stmt, err))
		return false;
	*changed += sqlite3_changes(store->db) > 0;
	return true;
}

bool store_mark_quietly(struct store *store, const int64_t *ids, size_t count,
			enum store_mark mark, struct str tag, int64_t *changed,
			struct error *err)
{
	bool is_mine, is_well = true;

	*changed = 0;
	if (!db_begin(store, &is_mine, err))
		return false;
	for (size_t i = 0; is_well && i < count; i++)
		is_well = mark_one_quietly(store, ids[i], mark, tag, changed, err);
	return db_end(store, is_mine, is_well, err);
}

int64_t store_last_article(struct store *store)
{
	return db_number(store, db_use(store, "SELECT max(id) FROM items"), 0);
}
