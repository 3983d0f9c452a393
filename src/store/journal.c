/* SPDX-License-Identifier: MIT */
#include "store/journal.h"

#include "store/bytes.h"

enum { ENTRIES_KEPT = 500 };

bool journal_add(struct store *store, const char *kind, struct str data, int64_t now,
		 const int64_t *ids, size_t count, struct error *err)
{
	struct buf coded = { 0 };
	sqlite3_stmt *stmt;
	int64_t last = 0;
	bool is_well;

	for (size_t i = 0; i < count; i++) {
		bytes_put_signed(&coded, ids[i] - last);
		last = ids[i];
	}
	if (coded.is_full) {
		/* Too many to be taken back: then none are half. */
		buf_free(&coded);
		return true;
	}
	stmt = db_use(store, "INSERT INTO journal(at, kind, data, count, ids) "
			     "VALUES(?, ?, ?, ?, ?)");
	db_int(stmt, 1, now);
	db_str(stmt, 2, str_from(kind));
	db_blob(stmt, 3, data);
	db_int(stmt, 4, (int64_t)count);
	db_blob(stmt, 5, buf_str(&coded));
	is_well = db_run(store, stmt, err);
	buf_free(&coded);
	stmt = db_use(store, "DELETE FROM journal WHERE id <= ?");
	db_int(stmt, 1, sqlite3_last_insert_rowid(store->db) - ENTRIES_KEPT);
	return is_well && db_run(store, stmt, err);
}

bool store_journal_note(struct store *store, struct str kind, struct str data, int64_t now,
			struct error *err)
{
	struct arena arena = { 0 };
	bool is_mine, is_well = false;

	if (db_begin(store, &is_mine, err)) {
		is_well = journal_add(store, arena_cstr(&arena, kind), data, now, NULL, 0, err);
		is_well = db_end(store, is_mine, is_well, err);
	}
	arena_free(&arena);
	return is_well;
}

static bool take_back(struct store *store, const struct mark_kind *kind, struct str tag,
		      struct str ids, int64_t at, int64_t *count, struct error *err)
{
	int64_t id = 0;

	while (ids.len) {
		id += bytes_take_signed(&ids);
		if (!mark_one(store, kind->back, id, tag, at, count, err))
			return false;
	}
	return true;
}

static bool undo_last(struct store *store, struct arena *arena, struct store_undone *out,
		      struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id, kind, data, count, ids, at FROM journal "
					   "ORDER BY id DESC LIMIT 1");
	struct str ids = { 0 };
	int64_t entry = 0, marked = 0, at = 0;
	bool is_well = true;

	if (db_row(stmt)) {
		entry = db_get_int(stmt, 0);
		out->what = db_copy_str(stmt, 1, arena);
		out->data = db_copy_str(stmt, 2, arena);
		marked = db_get_int(stmt, 3);
		ids = db_copy_str(stmt, 4, arena);
		at = db_get_int(stmt, 5);
	}
	if (!db_done(store, stmt, err) || entry == 0)
		return false;
	for (size_t i = 0; is_well && marked && i < MARK_KINDS; i++)
		if (str_eq(out->what, str_from(mark_kinds[i].name)))
			is_well = take_back(store, &mark_kinds[i], out->data, ids, at,
					    &out->count, err);
	stmt = db_use(store, "DELETE FROM journal WHERE id = ?");
	db_int(stmt, 1, entry);
	return is_well && db_run(store, stmt, err);
}

bool store_undo(struct store *store, struct arena *arena, struct store_undone *out,
		struct error *err)
{
	bool is_mine;

	*out = (struct store_undone){ 0 };
	if (err)
		*err = (struct error){ 0 };
	return db_begin(store, &is_mine, err) &&
	       db_end(store, is_mine, undo_last(store, arena, out, err), err);
}
