/* SPDX-License-Identifier: MIT */
#include "store/body.h"
#include "store/identity.h"
#include "store/list.h"
#include "store/pages.h"

static const char row_columns[] =
	"SELECT p.id, iif(p.date, p.date, p.fetched), p.read_at, p.title, p.site, p.url, p.fetched "
	"FROM pages p ";

static void read_row(sqlite3_stmt *stmt, struct arena *arena, struct store_row *out)
{
	*out = (struct store_row){
		.id = -db_get_int(stmt, 0),
		.date = db_get_int(stmt, 1),
		.flags = STORE_CACHED | (db_get_int(stmt, 2) ? 0 : STORE_UNREAD),
		.story_size = 1,
		.title = db_copy_str(stmt, 3, arena),
		.source = db_copy_str(stmt, 4, arena),
		.url = db_copy_str(stmt, 5, arena),
	};
}

bool pages_row_by_id(struct store *store, int64_t page, struct arena *arena,
		     struct store_row *out)
{
	struct sql sql = { .store = store };
	sqlite3_stmt *stmt;
	bool is_there;

	sql_add(&sql, row_columns);
	sql_add(&sql, "WHERE p.fetched > 0 AND p.id = ");
	sql_int(&sql, page);
	stmt = sql_use(&sql);
	is_there = db_row(stmt);
	if (is_there)
		read_row(stmt, arena, out);
	is_there = db_done(store, stmt, NULL) && is_there;
	sql_free(&sql);
	return is_there;
}

/* In order of when they were fetched. */
bool list_pages(struct list *list)
{
	struct sql sql = { .store = list->store };
	sqlite3_stmt *stmt;
	bool is_well;

	sql_add(&sql, row_columns);
	sql_add(&sql, "INDEXED BY pages_alone WHERE p.article = 0 AND p.fetched > 0");
	if (list->scope->unread_only)
		sql_add(&sql, " AND p.read_at = 0");
	if (list->after) {
		sql_add(&sql, list->is_newest_first ? " AND (p.fetched, p.id) < ("
						    : " AND (p.fetched, p.id) > (");
		sql_add(&sql, "(SELECT fetched FROM pages WHERE id = ");
		sql_int(&sql, -list->after->id);
		sql_add(&sql, "), ");
		sql_int(&sql, -list->after->id);
		sql_add(&sql, ")");
	}
	sql_add(&sql, list->is_newest_first ? " ORDER BY p.fetched DESC, p.id DESC LIMIT "
					    : " ORDER BY p.fetched, p.id LIMIT ");
	sql_int(&sql, (int64_t)list->limit);
	stmt = sql_use(&sql);
	while (list->count < list->limit && db_row(stmt))
		read_row(stmt, list->arena, &list->rows[list->count++]);
	is_well = db_done(list->store, stmt, list->err);
	sql_free(&sql);
	return is_well;
}

bool pages_load_own_text(struct store *store, int64_t page_id, struct arena *arena,
			 struct str *out)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT pack FROM page_bodies WHERE id = ?");
	struct buf text = { .max = 1 << 20 };
	struct str packed;
	struct page page;
	bool is_there;

	*out = (struct str){ 0 };
	db_int(stmt, 1, page_id);
	is_there = db_row(stmt) && body_expand(store, db_get_str(stmt, 0), arena, &packed) &&
		   page_unpack(packed, &page, NULL);
	if (is_there) {
		page_add_text(&page, &text);
		*out = arena_str(arena, buf_str(&text));
		page_free(&page);
	}
	buf_free(&text);
	return db_done(store, stmt, NULL) && is_there;
}

bool pages_load_text(struct store *store, int64_t article, struct arena *arena, struct str *out)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM pages INDEXED BY pages_article "
					   "WHERE article = ?1 AND article > 0 LIMIT 1");
	int64_t page;

	db_int(stmt, 1, article);
	page = db_number(store, stmt, 0);
	*out = (struct str){ 0 };
	return page && pages_load_own_text(store, page, arena, out);
}

static void page_state(struct store *store, struct str url, struct store_link_state *out)
{
	int64_t page = pages_find(store, url);
	sqlite3_stmt *stmt;

	if (page == 0)
		return;
	stmt = db_use(store, "SELECT fetched > 0, read_at > 0 FROM pages WHERE id = ?");
	db_int(stmt, 1, page);
	if (db_row(stmt)) {
		out->is_cached = db_get_int(stmt, 0);
		out->is_read = db_get_int(stmt, 1);
	}
	db_done(store, stmt, NULL);
}

/* An article of a feed can be read without its page, unless it is a teaser. */
static void article_state(struct store *store, struct str url, struct store_link_state *out)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT flags, unread, url FROM items "
					   "WHERE link_hash = ? AND hidden = 0 LIMIT 8");
	int64_t hash = (int64_t)identity_of_url(url);

	if (hash == 0)
		return;
	db_int(stmt, 1, hash);
	while (db_row(stmt)) {
		if (!identity_is_same_url(url, db_get_str(stmt, 2)))
			continue;
		if ((db_get_int(stmt, 0) & (STORE_CACHED | STORE_PARTIAL)) != STORE_PARTIAL)
			out->is_cached = true;
		if (!db_get_int(stmt, 1))
			out->is_read = true;
	}
	db_done(store, stmt, NULL);
}

void store_link_states(struct store *store, const struct str *urls, size_t count,
		       struct store_link_state *out)
{
	bool is_mine = db_view_begin(store);

	for (size_t i = 0; i < count; i++) {
		out[i] = (struct store_link_state){ 0 };
		page_state(store, urls[i], &out[i]);
		article_state(store, urls[i], &out[i]);
	}
	db_view_end(store, is_mine);
}
