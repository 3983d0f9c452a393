/* SPDX-License-Identifier: MIT */
#include "store/list.h"

/* Below so many articles sorting them each time is quick. */
enum { FEW = 3000 };

static bool has_index(struct store *store)
{
	return db_number(store, db_use(store, "SELECT 1 FROM sqlite_master "
					      "WHERE name = 'items_title'"), 0) == 1;
}

bool store_is_order_ready(struct store *store, const struct store_scope *scope)
{
	if (scope->order != STORE_BY_TITLE && scope->order != STORE_BY_SECTION)
		return true;
	return scope->kind == STORE_FEED ||
	       (scope->order == STORE_BY_TITLE ? has_index(store) : list_has_sections(store)) ||
	       db_ask(store, "SELECT sum(total) FROM tallies") <= FEW;
}

static bool prepare_titles(struct store *store, struct error *err)
{
	return db_exec(store, "CREATE INDEX IF NOT EXISTS items_title "
			      "ON items(title COLLATE NOCASE) WHERE hidden = 0", err);
}

bool store_prepare_order(struct store *store, enum store_order order, struct error *err)
{
	bool is_well;

	if (store->depth > 0)
		return true;
	/* Sorting a million titles is not done in memory. */
	is_well = db_exec(store, "PRAGMA temp_store = FILE", err) &&
		  (order == STORE_BY_SECTION ? list_prepare_sections(store, err)
					     : prepare_titles(store, err));
	return db_exec(store, "PRAGMA temp_store = MEMORY", NULL) && is_well;
}

/* The place to go on from may be told by its number alone. */
static struct str title_of(struct list *list)
{
	struct str title = list->after->title;
	sqlite3_stmt *stmt;

	if (title.ptr)
		return title;
	stmt = db_use(list->store, "SELECT title FROM items WHERE id = ?");
	db_int(stmt, 1, list->after->id);
	if (db_row(stmt))
		title = db_copy_str(stmt, 0, list->arena);
	db_done(list->store, stmt, NULL);
	return title;
}

/* The title is compared twice: where it stands beside the id, the index is not
 * entered there but read from its beginning. */
static void add_place(struct list *list, struct sql *sql)
{
	bool is_up = !list->is_backwards;
	struct str title = title_of(list);

	sql_add(sql, is_up ? " AND i.title COLLATE NOCASE >= " : " AND i.title COLLATE NOCASE <= ");
	sql_str(sql, title);
	sql_add(sql, is_up ? " AND (i.title COLLATE NOCASE, i.id) > ("
			   : " AND (i.title COLLATE NOCASE, i.id) < (");
	sql_str(sql, title);
	sql_add(sql, ", ");
	sql_int(sql, list->after->id);
	sql_add(sql, ")");
}

bool list_by_title(struct list *list)
{
	bool is_up = !list->is_backwards;
	bool is_indexed = list->scope->kind != STORE_FEED && has_index(list->store);
	struct sql sql = { .store = list->store };
	bool is_well;

	scope_add_where(&sql, list->scope, "i");
	is_indexed &= !sql.has_short_list;
	if (is_indexed && list_is_looking(list))
		list_add_look(list, &sql);
	scope_put_select(&sql, is_indexed ? "items_title" : NULL);
	scope_add_fold(&sql, list->scope);
	if (list->after)
		add_place(list, &sql);
	sql_add(&sql, is_up ? " ORDER BY i.title COLLATE NOCASE, i.id LIMIT "
			    : " ORDER BY i.title COLLATE NOCASE DESC, i.id DESC LIMIT ");
	sql_int(&sql, (int64_t)list->limit);
	is_well = list_take(list, sql_use(&sql));
	sql_free(&sql);
	return is_well;
}
