/* SPDX-License-Identifier: MIT */
#include "store/versions.h"

#include "store/body.h"
#include "store/pages.h"
#include "store/scope.h"

enum {
	PACK_MAX = 256 << 10,  /* bytes of a version, as stored */
	KEPT_MOST = 4000,      /* versions of all articles */
	PAGES_MOST = 1000,     /* of all pages */
	KEPT_FOR = 60 * 86400, /* seconds */
};

/* The body stays where it is, in its frame or as it was squeezed: nothing is
 * unpacked for it. What nobody has looked at yet stays the one to compare with. */
bool version_keep(struct store *store, int64_t id, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM versions WHERE id = ?1 AND NOT EXISTS "
					   "(SELECT 1 FROM items WHERE id = ?1 AND flags & ?2)");

	db_int(stmt, 1, id);
	db_int(stmt, 2, STORE_UPDATED);
	if (!db_run(store, stmt, err))
		return false;
	stmt = db_use(store,
		"INSERT OR IGNORE INTO versions(id, at, title, body, pack)"
		" SELECT i.id, ?2, i.title, i.body, b.pack FROM items i"
		" LEFT JOIN bodies b ON b.id = i.id AND i.body = 0"
		" WHERE i.id = ?1 AND (i.body <> 0 OR length(b.pack) <= ?3)");
	db_int(stmt, 1, id);
	db_int(stmt, 2, now);
	db_int(stmt, 3, PACK_MAX);
	return db_run(store, stmt, err);
}

bool version_keep_page(struct store *store, int64_t page, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store,
		"INSERT OR REPLACE INTO page_versions(page, at, title, pack)"
		" SELECT p.id, ?2, p.title, b.pack FROM pages p"
		" JOIN page_bodies b ON b.id = p.id JOIN versions v ON v.id = p.article"
		" JOIN items i ON i.id = p.article"
		" WHERE p.id = ?1 AND p.article > 0 AND p.fetched > 0 AND i.flags & ?4"
		" AND length(b.pack) <= ?3 AND NOT EXISTS"
		" (SELECT 1 FROM page_versions o WHERE o.page = p.id AND o.at >= v.at)");

	db_int(stmt, 1, page);
	db_int(stmt, 2, now);
	db_int(stmt, 3, PACK_MAX);
	db_int(stmt, 4, STORE_STALE);
	return db_run(store, stmt, err);
}

bool version_evict(struct store *store, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store,
		"DELETE FROM versions WHERE at < ?1 OR (at, id) <= (SELECT at, id FROM versions "
		"ORDER BY at DESC, id DESC LIMIT 1 OFFSET ?2)");

	db_int(stmt, 1, now - KEPT_FOR);
	db_int(stmt, 2, KEPT_MOST);
	if (!db_run(store, stmt, err))
		return false;
	stmt = db_use(store, "DELETE FROM page_versions WHERE at < ?1 OR (at, page) <= "
			     "(SELECT at, page FROM page_versions "
			     "ORDER BY at DESC, page DESC LIMIT 1 OFFSET ?2)");
	db_int(stmt, 1, now - KEPT_FOR);
	db_int(stmt, 2, PAGES_MOST);
	return db_run(store, stmt, err);
}

/* What its page was and is: more than the feed tells. The page has changed since
 * the feed has, and in words. */
static bool load_page_change(struct store *store, int64_t id, struct arena *arena,
			     struct store_change *out)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT p.id, o.title, o.pack, p.title FROM pages p INDEXED BY pages_article"
		" JOIN page_versions o ON o.page = p.id JOIN versions v ON v.id = p.article"
		" WHERE p.article = ?1 AND p.article > 0 AND o.at >= v.at LIMIT 1");
	int64_t page = 0;
	bool is_there;

	db_int(stmt, 1, id);
	is_there = db_row(stmt);
	if (is_there) {
		page = db_get_int(stmt, 0);
		out->old_title = db_copy_str(stmt, 1, arena);
		is_there = pages_text_of(store, db_get_str(stmt, 2), arena, &out->old_text);
		out->title = db_copy_str(stmt, 3, arena);
	}
	return db_done(store, stmt, NULL) && is_there &&
	       pages_load_own_text(store, page, arena, &out->text) &&
	       !(str_eq(out->old_text, out->text) && str_eq(out->old_title, out->title));
}

bool store_change(struct store *store, int64_t id, struct arena *arena, struct store_change *out)
{
	struct store_change of_page = { 0 };
	sqlite3_stmt *stmt = db_use(store, "SELECT v.at, v.title, v.body, v.pack, i.title "
					   "FROM versions v JOIN items i ON i.id = v.id "
					   "WHERE v.id = ?");
	struct str bytes = { 0 };
	int64_t name = 0;
	bool is_there;

	*out = (struct store_change){ 0 };
	db_int(stmt, 1, id);
	is_there = db_row(stmt);
	if (is_there) {
		out->at = db_get_int(stmt, 0);
		out->old_title = db_copy_str(stmt, 1, arena);
		name = db_get_int(stmt, 2);
		out->title = db_copy_str(stmt, 4, arena);
		if (name == 0)
			is_there = body_expand(store, db_get_str(stmt, 3), arena, &bytes);
	}
	if (!db_done(store, stmt, NULL) || !is_there ||
	    (name != 0 && !body_load_part(store, name, arena, &bytes)))
		return false;
	if (load_page_change(store, id, arena, &of_page)) {
		of_page.at = out->at;
		*out = of_page;
		return true;
	}
	return body_text_of(bytes, arena, &out->old_text) &&
	       body_load_text(store, id, arena, &out->text);
}
