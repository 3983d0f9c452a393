/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "base/utf8.h"
#include "store/schema.h"
#include "store/visit.h"

static bool exists(struct store *store, const char *sql)
{
	return db_number(store, db_use(store, sql), 0) != 0;
}

static bool save_news(struct visit *v)
{
	const struct news_feed *news = v->given->news;
	sqlite3_stmt *stmt;
	bool is_unstable;

	v->all = identity_of_feed(news, news->link, v->flags & SCHEMA_FEED_UNSTABLE, v->arena);
	v->count = news->item_count;
	v->result->added_ids = arena_array(v->arena, v->count + 1, sizeof(int64_t));
	v->bodies = arena_array(v->arena, BODY_GROUP_MOST, sizeof(*v->bodies));
	v->has_evicted = exists(v->store, "SELECT 1 FROM evicted LIMIT 1");
	v->has_pages = exists(v->store, "SELECT 1 FROM pages LIMIT 1");
	if (!identity_match(v->store, v->given->feed, v->all, v->count, &is_unstable, v->err) ||
	    !visit_save_items(v))
		return false;
	if (is_unstable)
		v->flags |= SCHEMA_FEED_UNSTABLE;
	if (v->total == 0)
		return true;
	stmt = db_use(v->store, "UPDATE tallies SET unread = unread + ?, total = total + ? "
				"WHERE feed = ?");
	db_int(stmt, 1, v->unread);
	db_int(stmt, 2, v->total);
	db_int(stmt, 3, v->given->feed);
	return db_run(v->store, stmt, v->err);
}

/* What every visit leaves on its feed, good or bad. */
static bool save_health(struct visit *v)
{
	const struct store_visit *g = v->given;
	bool is_good = g->error.len == 0;
	sqlite3_stmt *stmt = db_use(v->store,
		"UPDATE feeds SET last_visit = ?2, status = ?3, next_visit = ?4, bytes = ?5,"
		" pace = ?6, error = ?7, flags = ?8, leased_until = 0,"
		" failures = iif(?9, 0, failures + 1),"
		" last_success = iif(?9, ?2, last_success),"
		" last_new = iif(?10, ?2, last_new),"
		" moved_visits = iif(?11 = '', 0, iif(moved_to = ?11, moved_visits + 1, 1)),"
		" moved_to = ?11 WHERE id = ?1");

	db_int(stmt, 1, g->feed);
	db_int(stmt, 2, g->now);
	db_int(stmt, 3, g->status);
	db_int(stmt, 4, g->next_visit);
	db_int(stmt, 5, g->bytes);
	db_int(stmt, 6, g->interval);
	db_str(stmt, 7, g->error);
	db_int(stmt, 8, v->flags | (g->is_gone ? SCHEMA_FEED_GONE : 0));
	db_int(stmt, 9, is_good);
	db_int(stmt, 10, v->result->added > 0);
	db_str(stmt, 11, g->moved_to);
	return db_run(v->store, stmt, v->err);
}

/* Validators and facts of a good answer: all of them, or for "not modified"
 * what it brought. */
static bool save_answer(struct visit *v)
{
	const struct store_visit *g = v->given;
	static const struct news_feed nothing;
	const struct news_feed *news = g->news ? g->news : &nothing;
	sqlite3_stmt *stmt = db_use(v->store,
		"UPDATE feeds SET etag = iif(?2 AND ?3 = '', etag, ?3),"
		" last_modified = iif(?2 AND ?4 = '', last_modified, ?4),"
		" complaint = iif(?2 AND ?5 = '', complaint, ?5),"
		" own_title = iif(?6 = '', own_title, ?6),"
		" site = iif(?7 = '', site, ?7), language = iif(?8 = '', language, ?8),"
		" icon = iif(?9 = '', icon, ?9), flags = flags & ~2 WHERE id = ?1");

	if (g->error.len || g->is_gone)
		return true;
	db_int(stmt, 1, g->feed);
	db_int(stmt, 2, g->is_not_modified);
	db_str(stmt, 3, g->etag);
	db_str(stmt, 4, g->last_modified);
	db_str(stmt, 5, g->complaint.len ? g->complaint : news->complaint);
	db_str(stmt, 6, utf8_clip(str_trim(news->title), VISIT_TITLE_MAX));
	db_str(stmt, 7, utf8_clip(news->link, VISIT_URL_MAX));
	db_str(stmt, 8, news->language);
	db_str(stmt, 9, utf8_clip(news->image, VISIT_URL_MAX));
	return db_run(v->store, stmt, v->err);
}

static bool load_feed(struct visit *v)
{
	const struct store_visit *g = v->given;
	sqlite3_stmt *stmt = db_use(v->store, "SELECT flags, url FROM feeds WHERE id = ?");

	db_int(stmt, 1, g->feed);
	v->flags = SCHEMA_FEED_RETIRED;
	if (db_row(stmt)) {
		v->flags = db_get_int(stmt, 0);
		if (url_is_web(db_get_str(stmt, 1)))
			v->site = arena_str(v->arena, url_site(url_host(db_get_str(stmt, 1))));
	}
	return db_done(v->store, stmt, v->err);
}

static bool save_all(struct visit *v)
{
	const struct store_visit *g = v->given;

	if (!load_feed(v))
		return false;
	/* Unsubscribed while it was being fetched. */
	if (v->flags & SCHEMA_FEED_RETIRED)
		return true;
	if (g->news && !g->news->is_truncated && !g->error.len && !save_news(v))
		return false;
	return save_health(v) && save_answer(v);
}

bool store_visit_save(struct store *store, const struct store_visit *visit, struct arena *arena,
		      struct store_visit_result *result, struct error *err)
{
	struct visit v = { .store = store, .given = visit, .arena = arena, .err = err };
	struct store_visit_result local;
	bool is_mine, is_well;

	v.result = result ? result : &local;
	*v.result = (struct store_visit_result){ 0 };
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = db_save_point(store, err);
	if (is_well) {
		is_well = save_all(&v);
		db_release_point(store, is_well);
	}
	if (!is_well)
		*v.result = (struct store_visit_result){ 0 };
	return db_end(store, is_mine, is_well, err);
}

/* What another program kept of an article may be less than the feed says: when
 * that comes it is no update. */
static bool note_imported(struct visit *v)
{
	for (int64_t i = 0; i < v->result->added; i++) {
		sqlite3_stmt *stmt = db_use(v->store,
					    "UPDATE items SET content_hash = ? WHERE id = ?");

		db_int(stmt, 1, SCHEMA_CONTENT_IMPORTED);
		db_int(stmt, 2, v->result->added_ids[i]);
		if (!db_run(v->store, stmt, v->err))
			return false;
	}
	return true;
}

bool store_add_articles(struct store *store, int64_t feed, const struct news_feed *news,
			int64_t now, struct arena *arena, int64_t *added, struct error *err)
{
	const struct store_visit given = { .feed = feed, .now = now, .news = news };
	struct store_visit_result result = { 0 };
	struct visit v = { .store = store, .given = &given, .arena = arena, .err = err,
			   .result = &result };
	bool is_mine, is_well;

	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = db_save_point(store, err);
	if (is_well) {
		is_well = load_feed(&v) && (v.flags & SCHEMA_FEED_RETIRED ||
					    (save_news(&v) && note_imported(&v)));
		db_release_point(store, is_well);
	}
	*added = is_well ? result.added : 0;
	return db_end(store, is_mine, is_well, err);
}
