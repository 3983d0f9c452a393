/* SPDX-License-Identifier: MIT */
#include "store/ids.h"
#include "store/schema.h"

/* The feeds table as the subscriptions file has it. */

_Static_assert(SCHEMA_FEED_RETIRED == 4 && SCHEMA_RETIRED == 2, "as in the statements here");

static bool set_tags(struct store *store, int64_t feed, const struct store_source *source,
		     struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM feed_tags WHERE feed = ?");

	db_int(stmt, 1, feed);
	if (!db_run(store, stmt, err))
		return false;
	for (size_t i = 0; i < source->tag_count; i++) {
		stmt = db_use(store, "INSERT OR IGNORE INTO feed_tags(tag, feed, position) "
				     "VALUES(?, ?, ?)");
		db_str(stmt, 1, source->tags[i]);
		db_int(stmt, 2, feed);
		db_int(stmt, 3, (int64_t)i);
		if (!db_run(store, stmt, err))
			return false;
	}
	return true;
}

/* Hides the articles of a feed that left the file, or shows them again. */
static bool set_retired(struct store *store, int64_t feed, bool is_retired, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "UPDATE items SET hidden = (hidden & ~2) | ? "
					   "WHERE feed = ?");

	db_int(stmt, 1, is_retired ? SCHEMA_RETIRED : 0);
	db_int(stmt, 2, feed);
	return db_run(store, stmt, err);
}

static bool insert_feed(struct store *store, struct str url, int64_t *id, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT INTO feeds(url) VALUES(?)");

	db_str(stmt, 1, url);
	if (!db_run(store, stmt, err))
		return false;
	*id = sqlite3_last_insert_rowid(store->db);
	stmt = db_use(store, "INSERT INTO tallies(feed) VALUES(?)");
	db_int(stmt, 1, *id);
	return db_run(store, stmt, err);
}

static bool set_source(struct store *store, const struct store_source *source, int64_t position,
		       struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id, flags FROM feeds WHERE url = ?");
	int64_t id = 0, flags = 0;

	db_str(stmt, 1, source->url);
	if (db_row(stmt)) {
		id = db_get_int(stmt, 0);
		flags = db_get_int(stmt, 1);
	}
	if (!db_done(store, stmt, err) || (id == 0 && !insert_feed(store, source->url, &id, err)))
		return false;
	if ((flags & SCHEMA_FEED_RETIRED) && !set_retired(store, id, false, err))
		return false;
	flags &= ~(int64_t)(SCHEMA_FEED_RETIRED | SCHEMA_FEED_HIDDEN);
	stmt = db_use(store, "UPDATE feeds SET title = ?2, flags = ?3, position = ?4, keep = ?5 "
			     "WHERE id = ?1 AND (title <> ?2 OR flags <> ?3 OR position <> ?4 "
			     "OR keep <> ?5)");
	db_int(stmt, 1, id);
	db_str(stmt, 2, source->title);
	db_int(stmt, 3, flags | (source->is_hidden ? SCHEMA_FEED_HIDDEN : 0));
	db_int(stmt, 4, position);
	db_int(stmt, 5, source->keep);
	return db_run(store, stmt, err) && set_tags(store, id, source, err);
}

static bool retire(struct store *store, int64_t feed, int64_t position, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "UPDATE feeds SET flags = flags | 4, position = ?, "
					   "leased_until = 0 WHERE id = ?");

	db_int(stmt, 1, position);
	db_int(stmt, 2, feed);
	if (!db_run(store, stmt, err) || !set_retired(store, feed, true, err))
		return false;
	stmt = db_use(store, "DELETE FROM feed_tags WHERE feed = ?");
	db_int(stmt, 1, feed);
	return db_run(store, stmt, err);
}

/* Retires what the file no longer names. Positions were just written, so a
 * feed that was not touched still has the mark of before. */
static bool retire_others(struct store *store, size_t count, struct error *err)
{
	struct ids gone = { 0 };
	bool is_well = ids_take(&gone, store,
				db_use(store, "SELECT id FROM feeds WHERE position < 0 "
					      "AND (flags & 4) = 0"), SIZE_MAX, err);

	for (size_t i = 0; is_well && i < gone.count; i++)
		is_well = retire(store, gone.items[i], (int64_t)(count + i), err);
	ids_free(&gone);
	return is_well;
}

/* Whether the table already says what the file says: the usual case, which
 * then writes nothing. */
static bool is_as_before(struct store *store, const struct store_source *sources, size_t count)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t found, live = 0;
	bool is_same = store_feeds(store, &arena, &feeds, &found, NULL);

	for (size_t i = 0; is_same && i < found; i++) {
		const struct store_feed *f = &feeds[i];
		const struct store_source *s = live < count ? &sources[live] : NULL;

		if (f->is_retired)
			continue;
		live++;
		is_same = s && f->position == (int32_t)(live - 1) && str_eq(f->url, s->url) &&
			  f->is_hidden == s->is_hidden && f->keep == s->keep &&
			  str_eq(f->given_title, s->title) && f->tag_count == s->tag_count;
		for (size_t t = 0; is_same && t < s->tag_count; t++)
			is_same = str_eq(f->tags[t], s->tags[t]);
	}
	arena_free(&arena);
	return is_same && live == count;
}

bool store_set_sources(struct store *store, const struct store_source *sources, size_t count,
		       struct error *err)
{
	bool is_mine, is_well;

	if (is_as_before(store, sources, count))
		return true;
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = db_exec(store, "UPDATE feeds SET position = -1", err);
	for (size_t i = 0; is_well && i < count; i++)
		is_well = set_source(store, &sources[i], (int64_t)i, err);
	is_well = is_well && retire_others(store, count, err);
	return db_end(store, is_mine, is_well, err);
}
