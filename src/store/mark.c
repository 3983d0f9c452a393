/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "store/ids.h"
#include "store/journal.h"
#include "store/list.h"
#include "store/schema.h"
#include "store/scope.h"

const struct mark_kind mark_kinds[] = {
	[STORE_MARK_READ] = {
		"read", "i.unread = 1",
		"UPDATE items SET unread = 0, flags = flags & ~8 WHERE id = ?1 AND unread = 1",
		"INSERT OR REPLACE INTO just_read(id, at) VALUES(?1, ?3)", STORE_MARK_UNREAD,
		"UPDATE pages SET read_at = ?3 WHERE id = ?1 AND read_at = 0" },
	[STORE_MARK_UNREAD] = {
		"unread", "i.unread = 0",
		"UPDATE items SET unread = 1 WHERE id = ?1 AND unread = 0",
		"DELETE FROM just_read WHERE id = ?1", STORE_MARK_READ,
		"UPDATE pages SET read_at = 0 WHERE id = ?1 AND read_at > 0" },
	[STORE_MARK_STAR] = {
		"star", "i.starred = 0",
		"UPDATE items SET starred = 1 WHERE id = ?1 AND starred = 0", NULL,
		STORE_MARK_UNSTAR, NULL },
	[STORE_MARK_UNSTAR] = {
		"unstar", "i.starred = 1",
		"UPDATE items SET starred = 0 WHERE id = ?1 AND starred = 1", NULL,
		STORE_MARK_STAR, NULL },
	[STORE_MARK_DELETE] = {
		"delete", "(i.hidden & 1) = 0",
		"UPDATE items SET hidden = hidden | 1 WHERE id = ?1 AND (hidden & 1) = 0", NULL,
		STORE_MARK_UNDELETE,
		"UPDATE pages SET fetched = -fetched WHERE id = ?1 AND fetched > 0" },
	[STORE_MARK_UNDELETE] = {
		"undelete", "(i.hidden & 1) = 1",
		"UPDATE items SET hidden = hidden & ~1 WHERE id = ?1 AND (hidden & 1) = 1", NULL,
		STORE_MARK_DELETE,
		"UPDATE pages SET fetched = -fetched WHERE id = ?1 AND fetched < 0" },
	[STORE_MARK_PLAYED] = {
		"played", "(i.flags & 64) = 0",
		"UPDATE items SET flags = flags | 64 WHERE id = ?1 AND (flags & 64) = 0", NULL,
		STORE_MARK_UNPLAYED, NULL },
	[STORE_MARK_UNPLAYED] = {
		"unplayed", "(i.flags & 64) <> 0",
		"UPDATE items SET flags = flags & ~64 WHERE id = ?1 AND (flags & 64) <> 0", NULL,
		STORE_MARK_PLAYED, NULL },
	[STORE_MARK_TAG] = {
		"tag", "1",
		"INSERT OR IGNORE INTO item_tags(tag, date, feed, id) "
		"SELECT ?2, date, feed, id FROM items WHERE id = ?1", NULL,
		STORE_MARK_UNTAG, NULL },
	[STORE_MARK_UNTAG] = {
		"untag", "1",
		"DELETE FROM item_tags WHERE id = ?1 AND tag = ?2", NULL,
		STORE_MARK_TAG, NULL },
	[STORE_MARK_MUTE] = {
		"mute", "(i.unread = 1 OR (i.flags & 131072) = 0)",
		"UPDATE items SET unread = 0, flags = (flags & ~8) | 131072 "
		"WHERE id = ?1 AND (unread = 1 OR (flags & 131072) = 0)", NULL,
		STORE_MARK_UNREAD, NULL },
};
_Static_assert(STORE_UPDATED == 8 && STORE_PLAYED == 64 && SCOPE_MUTED == 131072 &&
	       SCHEMA_DELETED == 1, "as in the statements above");

/* Whether a row stands below another one; only orders of date can tell. */
static bool is_below(const struct store_scope *scope, const struct store_row *row,
		     const struct store_row *other)
{
	if (scope->kind == STORE_PAGES && row->date == other->date)
		return false;
	if (scope->order == STORE_NEWEST)
		return list_compare(row, other) < 0;
	return scope->order == STORE_OLDEST && list_compare(row, other) > 0;
}

/* A part between two rows, or a list that is no set of articles: window by
 * window, as the reader sees it. */
static bool gather_rows(struct store *store, const struct store_selection *s, struct ids *ids,
			struct error *err)
{
	enum { WINDOW = 1000 };
	struct store_row last;
	const struct store_row *after = NULL;
	struct arena strings = { 0 }; /* what `last` points to */
	bool has_to = false; /* the end is reached */
	bool has_dates = s->scope->order == STORE_NEWEST || s->scope->order == STORE_OLDEST;

	if (s->from) {
		ids_add(ids, s->from->id);
		last = *s->from;
		after = &last;
		if (s->to && s->to->id == s->from->id)
			return true;
	}
	for (;;) {
		struct arena arena = { 0 }, kept = { 0 };
		struct store_row *rows;
		size_t found;
		bool is_end, is_well;

		is_well = store_list(store, s->scope, after, WINDOW, &arena, &rows, &found, err);
		is_end = !is_well || found < WINDOW;
		for (size_t i = 0; is_well && i < found && !has_to; i++) {
			/* The last row may have left the list meanwhile. */
			has_to = s->to && is_below(s->scope, &rows[i], s->to);
			if (has_to)
				break;
			if (!s->until || (rows[i].date >= s->since && rows[i].date < s->until))
				ids_add(ids, rows[i].id);
			has_to = s->to && rows[i].id == s->to->id;
		}
		if (is_well && is_end && s->to && !has_to && !has_dates)
			is_well = error_set(err, _("The list has changed; nothing was marked"));
		is_end |= has_to;
		if (!is_end) {
			last = store_row_copy(&rows[found - 1], &kept);
			after = &last;
		}
		arena_free(&arena);
		arena_free(&strings);
		strings = kept;
		if (is_end) {
			arena_free(&strings);
			return is_well;
		}
	}
}

/* All of a scope that the mark changes, in one statement. */
static bool gather_scope(struct store *store, const struct store_selection *s,
			 enum store_mark mark, struct ids *ids, struct error *err)
{
	struct sql sql = { .store = store };
	bool is_well;

	sql_add(&sql, "SELECT i.id FROM items i WHERE ");
	scope_add_where(&sql, s->scope, "i");
	if (s->until) {
		sql_add(&sql, " AND i.date >= ");
		sql_int(&sql, s->since);
		sql_add(&sql, " AND i.date < ");
		sql_int(&sql, s->until);
	}
	if (s->feed) {
		sql_add(&sql, " AND i.feed = ");
		sql_int(&sql, s->feed);
	}
	if (s->group)
		list_add_group(&sql, s->scope->order, *s->group);
	sql_add(&sql, " AND ");
	sql_add(&sql, mark_kinds[mark].condition);
	is_well = ids_take(ids, store, sql_use(&sql), SIZE_MAX, err);
	sql_free(&sql);
	return is_well;
}

/* The articles that are folded behind those. */
static bool add_folded(struct store *store, struct ids *ids, struct error *err)
{
	size_t count = ids->count;

	for (size_t i = 0; i < count; i++) {
		sqlite3_stmt *stmt = db_use(store, "SELECT o.id FROM items i CROSS JOIN items o "
			"INDEXED BY items_story ON o.story = i.story "
			"WHERE i.id = ? AND i.story IS NOT NULL AND o.hidden = 0 AND o.id <> i.id");

		db_int(stmt, 1, ids->items[i]);
		if (!ids_take(ids, store, stmt, SIZE_MAX, err))
			return false;
	}
	return true;
}

static bool gather(struct store *store, const struct store_selection *s, enum store_mark mark,
		   struct ids *ids, struct error *err)
{
	bool is_well = true;

	if (s->ids)
		for (size_t i = 0; i < s->count; i++)
			ids_add(ids, s->ids[i]);
	else if (s->scope && (s->from || s->to || s->scope->kind == STORE_PAGES))
		is_well = gather_rows(store, s, ids, err);
	else if (s->scope)
		is_well = gather_scope(store, s, mark, ids, err);
	if (is_well && s->scope && s->scope->fold_stories)
		is_well = add_folded(store, ids, err);
	ids_sort(ids);
	return is_well;
}

bool mark_one(struct store *store, enum store_mark mark, int64_t id, struct str tag, int64_t now,
	      int64_t *changed, struct error *err)
{
	const struct mark_kind *kind = &mark_kinds[mark];
	const char *text = id < 0 ? kind->page : kind->change;
	sqlite3_stmt *stmt;

	if (!text)
		return true;
	stmt = db_use(store, text);
	db_int(stmt, 1, id < 0 ? -id : id);
	db_str(stmt, 2, tag);
	db_int(stmt, 3, now);
	if (!db_run(store, stmt, err))
		return false;
	if (sqlite3_changes(store->db) == 0)
		return true;
	++*changed;
	if (!kind->after || id < 0)
		return true;
	stmt = db_use(store, kind->after);
	db_int(stmt, 1, id);
	db_int(stmt, 3, now);
	return db_run(store, stmt, err);
}

/* Marks those that change and keeps only them. */
static bool mark_all(struct store *store, struct ids *ids, enum store_mark mark, struct str tag,
		     int64_t now, struct error *err)
{
	size_t kept = 0;

	for (size_t i = 0; i < ids->count; i++) {
		int64_t changed = 0;

		if (!mark_one(store, mark, ids->items[i], tag, now, &changed, err))
			return false;
		if (changed)
			ids->items[kept++] = ids->items[i];
	}
	ids->count = kept;
	return true;
}

/* Looking at an updated article settles that it was updated. */
static bool settle_updates(struct store *store, const struct store_selection *s, struct error *err)
{
	for (size_t i = 0; s->ids && i < s->count; i++) {
		sqlite3_stmt *stmt = db_use(store, "UPDATE items SET flags = flags & ~8 "
						   "WHERE id = ? AND (flags & 8) <> 0");

		db_int(stmt, 1, s->ids[i]);
		if (!db_run(store, stmt, err))
			return false;
	}
	return true;
}

bool store_mark(struct store *store, const struct store_selection *selection, enum store_mark mark,
		struct str tag, int64_t now, int64_t *changed, struct error *err)
{
	struct ids ids = { 0 };
	bool is_mine, is_well;

	if (changed)
		*changed = 0;
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = gather(store, selection, mark, &ids, err) &&
		  mark_all(store, &ids, mark, tag, now, err) &&
		  (mark != STORE_MARK_READ || settle_updates(store, selection, err));
	if (is_well && ids.count)
		is_well = journal_add(store, mark_kinds[mark].name, tag, now, ids.items, ids.count,
				      err);
	if (is_well && mark == STORE_MARK_READ)
		is_well = db_exec(store, "DELETE FROM just_read WHERE at < "
					 "(SELECT max(at) FROM just_read) - 172800", err);
	is_well = db_end(store, is_mine, is_well, err);
	if (is_well && changed)
		*changed = (int64_t)ids.count;
	ids_free(&ids);
	return is_well;
}
