/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "store/bytes.h"
#include "store/ids.h"
#include "store/journal.h"
#include "store/scope.h"

/* Rules: articles that came, and marks that nobody made by hand. */

enum { SLACK = 3600 /* seconds that a clock may have been set back meanwhile */ };

/* Of a journal entry, those that came. */
static void add_entry(struct ids *marked, struct str ids, int64_t after, int64_t last)
{
	int64_t id = 0;

	while (ids.len) {
		id += bytes_take_signed(&ids);
		if (id > after && id <= last)
			ids_add(marked, id);
	}
}

/* The journal has it; entries from before the articles came cannot. */
static bool find_marked(struct store *store, int64_t after, int64_t last, struct ids *marked,
			struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT ids FROM journal WHERE count > 0 AND at >= "
		"(SELECT seen - ?1 FROM items WHERE id > ?2 ORDER BY id LIMIT 1)");

	db_int(stmt, 1, SLACK);
	db_int(stmt, 2, after);
	while (db_row(stmt))
		add_entry(marked, db_get_str(stmt, 0), after, last);
	ids_sort(marked);
	return db_done(store, stmt, err);
}

static void keep_ids(const struct ids *ids, struct arena *arena, int64_t **out, size_t *count)
{
	*count = ids->count;
	*out = arena_array(arena, ids->count + 1, sizeof(**out));
	if (ids->count)
		memcpy(*out, ids->items, ids->count * sizeof(**out));
}

bool store_new_open(struct store *store, int64_t after, int64_t last, struct arena *arena,
		    struct store_new *out, struct error *err)
{
	struct ids marked = { 0 };
	bool is_well = find_marked(store, after, last, &marked, err);

	*out = (struct store_new){ .after = after, .last = last };
	keep_ids(&marked, arena, &out->marked, &out->marked_count);
	ids_free(&marked);
	return is_well;
}

/* By number and by no index: nothing but what came is looked at. */
static sqlite3_stmt *select_new(struct sql *sql, const struct query *query,
				const struct store_new *news)
{
	struct store_scope scope = { .kind = STORE_QUERY, .query = query };

	sql_add(sql, "SELECT i.id FROM items i NOT INDEXED WHERE i.id > ");
	sql_int(sql, news->after);
	sql_add(sql, " AND i.id <= ");
	sql_int(sql, news->last);
	sql_add(sql, " AND ");
	scope_add_where(sql, &scope, "i");
	sql_add(sql, " ORDER BY i.id");
	return sql_use(sql);
}

static void leave_out(struct ids *ids, const struct ids *those)
{
	size_t kept = 0;

	for (size_t i = 0; i < ids->count; i++)
		if (!ids_has(those, ids->items[i]))
			ids->items[kept++] = ids->items[i];
	ids->count = kept;
}

bool store_new_find(struct store *store, const struct store_new *news, const struct query *query,
		    struct arena *arena, int64_t **ids, size_t *count, struct error *err)
{
	const struct ids marked = { news->marked, news->marked_count, 0 };
	struct sql sql = { .store = store };
	struct ids found = { 0 };
	bool is_well = ids_take(&found, store, select_new(&sql, query, news), SIZE_MAX, err);

	leave_out(&found, &marked);
	if (!is_well)
		found.count = 0;
	keep_ids(&found, arena, ids, count);
	ids_free(&found);
	sql_free(&sql);
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
	return db_ask(store, "SELECT max(id) FROM items");
}
