/* SPDX-License-Identifier: MIT */
#include <string.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "store/body.h"
#include "store/identity.h"
#include "store/pages.h"
#include "store/scope.h"

bool store_row_by_id(struct store *store, int64_t id, struct arena *arena, struct store_row *out)
{
	struct sql sql = { .store = store };
	sqlite3_stmt *stmt;
	bool is_there;

	if (id < 0)
		return pages_row_by_id(store, -id, arena, out);
	scope_add_select(&sql, NULL);
	sql_add(&sql, "i.id = ");
	sql_int(&sql, id);
	stmt = sql_use(&sql);
	is_there = db_row(stmt);
	if (is_there)
		scope_read_row(store, stmt, arena, out);
	is_there = db_done(store, stmt, NULL) && is_there;
	sql_free(&sql);
	return is_there;
}

/* Squeezed bytes of one row, by a statement with the id as ?1. */
static void load_squeezed(struct store *store, const char *text, int64_t id, struct arena *arena,
			  struct str *out)
{
	sqlite3_stmt *stmt = db_use(store, text);

	db_int(stmt, 1, id);
	if (!db_row(stmt) || !body_expand(store, db_get_str(stmt, 0), arena, out))
		*out = (struct str){ 0 };
	db_done(store, stmt, NULL);
}

static void load_tags(struct store *store, int64_t id, struct arena *arena,
		      struct news_strings *out)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT count(*) FROM item_tags WHERE id = ?");
	size_t count;

	db_int(stmt, 1, id);
	count = (size_t)db_number(store, stmt, 0);
	out->items = arena_array(arena, count + 1, sizeof(*out->items));
	stmt = db_use(store, "SELECT tag FROM item_tags WHERE id = ? ORDER BY tag");
	db_int(stmt, 1, id);
	for (out->count = 0; out->count < count && db_row(stmt); out->count++)
		out->items[out->count] = db_copy_str(stmt, 0, arena);
	db_done(store, stmt, NULL);
}

static void take_body(struct store_article *out, const struct body *body)
{
	out->key = body->key;
	out->html = body->html;
	out->base = body->base;
	out->language = body->language;
	out->comments = body->comments;
	out->image = body->image;
	out->authors = body->authors;
	out->categories = body->categories;
	out->enclosures = body->enclosures;
	out->enclosure_count = body->enclosure_count;
	if (body->published.precision != DATE_NONE)
		out->published = body->published.utc;
	if (body->updated.precision != DATE_NONE)
		out->updated = body->updated.utc;
}

bool store_article(struct store *store, int64_t id, struct arena *arena, struct store_article *out,
		   struct error *err)
{
	struct body body;
	sqlite3_stmt *stmt;

	*out = (struct store_article){ 0 };
	if (!store_row_by_id(store, id, arena, &out->row))
		return error_set_code(err, EX_NOINPUT, _("There is no such article (any more)"));
	if (id < 0) {
		load_squeezed(store, "SELECT pack FROM page_bodies WHERE id = -?", id, arena,
			      &out->full);
		return true;
	}
	/* One that is damaged still has its headline, and its page. */
	if (body_load(store, id, arena, &body, NULL))
		take_body(out, &body);
	load_squeezed(store, "SELECT pack FROM rendered WHERE id = ?", id, arena, &out->packed);
	if (out->row.flags & STORE_CACHED)
		store_page_find(store, out->row.url, arena, &out->full, NULL, NULL);
	load_tags(store, id, arena, &out->tags);
	stmt = db_use(store, "SELECT block, at FROM places WHERE id = ?");
	db_int(stmt, 1, id);
	if (db_row(stmt)) {
		out->place.block = (uint32_t)db_get_int(stmt, 0);
		out->place.offset = (uint32_t)db_get_int(stmt, 1);
	}
	db_done(store, stmt, NULL);
	stmt = db_use(store, "SELECT seen FROM items WHERE id = ?");
	db_int(stmt, 1, id);
	out->fetched = db_number(store, stmt, 0);
	return true;
}

bool store_article_by_url(struct store *store, struct str url, int64_t *id)
{
	uint64_t hash = identity_of_url(url);
	sqlite3_stmt *stmt;

	*id = 0;
	if (hash == 0)
		return false;
	stmt = db_use(store, "SELECT id, url FROM items WHERE link_hash = ? AND hidden = 0 "
			     "ORDER BY id DESC LIMIT 16");
	db_int(stmt, 1, (int64_t)hash);
	while (*id == 0 && db_row(stmt))
		if (identity_is_same_url(url, db_get_str(stmt, 1)))
			*id = db_get_int(stmt, 0);
	db_done(store, stmt, NULL);
	return *id != 0;
}

bool store_save_rendered(struct store *store, int64_t id, struct str packed, struct error *err)
{
	struct buf squeezed = { 0 };
	sqlite3_stmt *stmt;
	struct page page;
	struct arena arena = { 0 };
	struct store_row row;
	bool is_well, is_mine, has_related = false;

	if (!page_unpack(packed, &page, err))
		return false;
	for (size_t i = 0; i < page.link_count; i++)
		has_related |= page.links[i].kind == PAGE_LINK_RELATED;
	if (!db_begin(store, &is_mine, err)) {
		page_free(&page);
		return false;
	}
	is_well = body_squeeze(store, packed, &squeezed);
	stmt = db_use(store, "INSERT OR REPLACE INTO rendered(id, pack) "
			     "SELECT ?1, ?2 WHERE EXISTS (SELECT 1 FROM items WHERE id = ?1)");
	db_int(stmt, 1, id);
	db_blob(stmt, 2, buf_str(&squeezed));
	is_well = is_well && db_run(store, stmt, err);
	if (is_well && has_related) {
		stmt = db_use(store, "UPDATE items SET flags = flags | ?1 "
				     "WHERE id = ?2 AND (flags & ?1) = 0");
		db_int(stmt, 1, STORE_RELATED);
		db_int(stmt, 2, id);
		is_well = db_run(store, stmt, err);
	}
	if (is_well && has_related && store_row_by_id(store, id, &arena, &row))
		is_well = pages_keep_links(store, row.url, &page, err);
	arena_free(&arena);
	page_free(&page);
	buf_free(&squeezed);
	return db_end(store, is_mine, is_well, err);
}

bool store_save_place(struct store *store, int64_t id, uint32_t block, uint32_t offset)
{
	sqlite3_stmt *stmt = db_use(store,
		"INSERT OR REPLACE INTO places(id, block, at) "
		"SELECT ?1, ?2, ?3 WHERE EXISTS (SELECT 1 FROM items WHERE id = ?1)");

	db_int(stmt, 1, id);
	db_int(stmt, 2, block);
	db_int(stmt, 3, offset);
	return db_run(store, stmt, NULL);
}
