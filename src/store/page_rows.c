/* SPDX-License-Identifier: MIT */
#include "store/body.h"
#include "store/identity.h"
#include "store/list.h"
#include "store/pages.h"
#include "store/query_sql.h"

static const char row_columns[] =
	"SELECT -p.id, iif(p.date, p.date, p.fetched), p.read_at, p.title, p.site, p.url "
	"FROM pages p ";

static void read_row(sqlite3_stmt *stmt, struct arena *arena, struct store_row *out)
{
	*out = (struct store_row){
		.id = db_get_int(stmt, 0),
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

/* A page as an article would be, with the columns of one: where it is that of
 * an article, that of the article. Of several pages of an article the last one
 * stands for it. */
static const char kept_rows[] =
	"SELECT id, date, read_at, title, site, url FROM (SELECT ifnull(i.id, -p.id) AS id,"
	" iif(p.date, p.date, p.fetched) AS date, p.id AS page, ifnull(i.feed, 0) AS feed,"
	" ifnull(i.unread, p.read_at = 0) AS unread, ifnull(i.starred, 0) AS starred,"
	" ifnull(i.flags, 4) AS flags, ifnull(i.title, p.title) AS title,"
	" ifnull(i.author, '') AS author, ifnull(i.url, p.url) AS url,"
	" ifnull(i.section, p.section) AS section, p.read_at AS read_at, p.site AS site"
	" FROM pages p INDEXED BY pages_kept LEFT JOIN items i ON i.id = p.article"
	" AND i.hidden = 0 AND NOT EXISTS (SELECT 1 FROM pages o INDEXED BY pages_article"
	"  WHERE o.article = p.article AND o.article > 0 AND o.fetched > 0 AND o.id > p.id)"
	" WHERE p.fetched > 0 AND NOT EXISTS (SELECT 1 FROM items d WHERE d.id = p.article"
	"  AND d.hidden & 1)) r WHERE 1";

/* Where the reading goes on: behind a page, or a date. */
static void add_place(struct list *list, struct sql *sql)
{
	const struct store_row *after = list->after;

	if (!after)
		return;
	sql_add(sql, list->is_newest_first ? " AND (date, page) < (" : " AND (date, page) > (");
	if (after->id == 0) {
		sql_int(sql, after->date);
		sql_add(sql, ", 0)");
		return;
	}
	sql_add(sql, "SELECT iif(date, date, fetched), id FROM pages WHERE ");
	sql_add(sql, after->id < 0 ? "id = " : "article > 0 AND fetched > 0 AND article = ");
	sql_int(sql, after->id < 0 ? -after->id : after->id);
	sql_add(sql, " ORDER BY id DESC LIMIT 1)");
}

static void add_conditions(const struct store_scope *scope, struct sql *sql)
{
	if (scope->unread_only) {
		sql_add(sql, " AND (unread = 1 OR read_at > ");
		sql_int(sql, scope->read_since ? scope->read_since - 1 : INT64_MAX);
		sql_add(sql, " OR EXISTS (SELECT 1 FROM just_read j WHERE j.id = r.id AND j.at > ");
		sql_int(sql, scope->read_since ? scope->read_since - 1 : INT64_MAX);
		sql_add(sql, "))");
	}
	if (!scope->filter)
		return;
	sql_add(sql, " AND CASE WHEN warta_look(date, feed, id) THEN 1");
	query_add_tests(sql, scope->filter, "r");
	sql_add(sql, " ELSE 0 END");
}

static bool take_row(struct list *list, int64_t id, const struct store_row *page)
{
	struct store_row *row = &list->rows[list->count];

	*row = *page;
	if (id > 0) {
		if (!store_row_by_id(list->store, id, list->arena, row))
			return false;
		row->date = page->date; /* in whose order it stands */
	}
	list->count++;
	return true;
}

/* In order of their dates, those of feeds' articles and others. */
bool list_pages(struct list *list)
{
	struct sql sql = { .store = list->store };
	sqlite3_stmt *stmt;
	bool is_well;

	sql_add(&sql, kept_rows);
	add_conditions(list->scope, &sql);
	add_place(list, &sql);
	sql_add(&sql, list->is_newest_first ? " ORDER BY date DESC, page DESC LIMIT "
					    : " ORDER BY date, page LIMIT ");
	sql_int(&sql, (int64_t)list->limit);
	stmt = sql_use(&sql);
	while (list->count < list->limit && db_row(stmt)) {
		struct store_row page;

		read_row(stmt, list->arena, &page);
		take_row(list, db_get_int(stmt, 0), &page);
	}
	is_well = db_done(list->store, stmt, list->store->look.is_over ? NULL : list->err);
	is_well |= list->store->look.is_over; /* stopped by us */
	sql_free(&sql);
	return is_well;
}

bool pages_text_of(struct store *store, struct str squeezed, struct arena *arena, struct str *out)
{
	struct buf text = { .max = 1 << 20 };
	struct str packed;
	struct page page;

	*out = (struct str){ 0 };
	if (!body_expand(store, squeezed, arena, &packed) || !page_unpack(packed, &page, NULL))
		return false;
	page_add_text(&page, &text);
	*out = arena_str(arena, buf_str(&text));
	page_free(&page);
	buf_free(&text);
	return true;
}

bool pages_load_own_text(struct store *store, int64_t page_id, struct arena *arena,
			 struct str *out)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT pack FROM page_bodies WHERE id = ?");
	bool is_there;

	*out = (struct str){ 0 };
	db_int(stmt, 1, page_id);
	is_there = db_row(stmt) && pages_text_of(store, db_get_str(stmt, 0), arena, out);
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
