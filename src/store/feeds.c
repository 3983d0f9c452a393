/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/ids.h"
#include "store/lease.h"
#include "store/schema.h"
#include "store/scope.h"

enum { LEASE_MAX = 3600 /* a longer one comes from a clock that was wrong */ };

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

static const char feed_columns[] =
	"SELECT f.id, f.url, f.title, f.own_title, f.site, f.error, f.etag, f.last_modified,"
	" f.moved_to, f.complaint, f.icon, f.last_visit, f.last_success, f.next_visit, f.last_new,"
	" f.bytes, f.status, f.failures, f.pace, f.moved_visits, f.position, f.flags, f.keep,"
	" f.language, t.unread, t.total FROM feeds f JOIN tallies t ON t.feed = f.id";

static void read_feed(sqlite3_stmt *stmt, struct arena *arena, struct store_feed *out)
{
	int64_t flags = db_get_int(stmt, 21);

	*out = (struct store_feed){
		.id = db_get_int(stmt, 0),
		.url = db_copy_str(stmt, 1, arena),
		.given_title = db_copy_str(stmt, 2, arena),
		.title = db_copy_str(stmt, db_get_str(stmt, 2).len ? 2 : 3, arena),
		.site = db_copy_str(stmt, 4, arena),
		.error = db_tell_str(stmt, 5, arena),
		.etag = db_copy_str(stmt, 6, arena),
		.last_modified = db_copy_str(stmt, 7, arena),
		.moved_to = db_copy_str(stmt, 8, arena),
		.complaint = db_tell_str(stmt, 9, arena),
		.icon = db_copy_str(stmt, 10, arena),
		.last_visit = db_get_int(stmt, 11),
		.last_success = db_get_int(stmt, 12),
		.next_visit = db_get_int(stmt, 13),
		.last_new = db_get_int(stmt, 14),
		.bytes = db_get_int(stmt, 15),
		.status = (int32_t)db_get_int(stmt, 16),
		.failures = (int32_t)db_get_int(stmt, 17),
		.interval = (int32_t)db_get_int(stmt, 18),
		.moved_visits = (int32_t)db_get_int(stmt, 19),
		.position = (int32_t)db_get_int(stmt, 20),
		.is_hidden = flags & SCHEMA_FEED_HIDDEN,
		.is_gone = flags & SCHEMA_FEED_GONE,
		.is_retired = flags & SCHEMA_FEED_RETIRED,
		.keep = db_get_int(stmt, 22),
		.language = db_copy_str(stmt, 23, arena),
		.unread = db_get_int(stmt, 24),
		.total = db_get_int(stmt, 25),
	};
	if (str_is_empty(out->title))
		out->title = scope_name_of_url(out->url, arena);
}

_Static_assert(SCHEMA_FEED_GONE == 2 && SCHEMA_FEED_RETIRED == 4, "as in the statements here");

/* All rows of a statement over feed_columns, of which there are about so many:
 * room that is outgrown stays in the arena. */
static bool read_feeds(struct store *store, sqlite3_stmt *stmt, size_t about,
		       struct arena *arena, struct store_feed **out, size_t *count,
		       struct error *err)
{
	size_t cap = about ? about : 1;

	*count = 0;
	*out = arena_array(arena, cap, sizeof(**out));
	for (; db_row(stmt); ++*count) {
		if (*count == cap) {
			struct store_feed *more = arena_array(arena, cap * 2, sizeof(*more));

			memcpy(more, *out, cap * sizeof(*more));
			*out = more;
			cap *= 2;
		}
		read_feed(stmt, arena, &(*out)[*count]);
	}
	return db_done(store, stmt, err);
}

struct tagged {
	int64_t feed, position;
	struct str tag;
};

static int by_feed(const void *a, const void *b)
{
	const struct tagged *x = a, *y = b;

	if (x->feed != y->feed)
		return x->feed < y->feed ? -1 : 1;
	return x->position < y->position ? -1 : x->position > y->position;
}

/* All tags, in the order of feed ids. They are read as they stand, by tag, and
 * sorted here: the index by feed would look for each of them. */
static bool read_tags(struct store *store, struct arena *arena, struct arena *scratch,
		      struct tagged **out, size_t *count, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT feed, position, tag FROM feed_tags "
					   "ORDER BY tag, feed");
	struct str tag = { 0 };
	size_t cap = 64;

	*count = 0;
	*out = arena_array(scratch, cap, sizeof(**out));
	for (; db_row(stmt); ++*count) {
		if (*count == cap) {
			struct tagged *more = arena_array(scratch, cap * 2, sizeof(*more));

			memcpy(more, *out, cap * sizeof(*more));
			*out = more;
			cap *= 2;
		}
		if (!tag.ptr || !str_eq(tag, db_get_str(stmt, 2)))
			tag = db_copy_str(stmt, 2, arena);
		(*out)[*count] = (struct tagged){ db_get_int(stmt, 0), db_get_int(stmt, 1), tag };
	}
	qsort(*out, *count, sizeof(**out), by_feed);
	return db_done(store, stmt, err);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = (*(struct store_feed *const *)a)->id, y = (*(struct store_feed *const *)b)->id;

	return x < y ? -1 : x > y;
}

static bool add_tags(struct store *store, struct arena *arena, struct store_feed *feeds,
		     size_t count, struct error *err)
{
	struct store_feed **sorted = arena_array(arena, count + 1, sizeof(*sorted));
	struct arena scratch = { 0 };
	struct tagged *tags;
	size_t tag_count, at = 0;
	bool is_well = read_tags(store, arena, &scratch, &tags, &tag_count, err);

	for (size_t i = 0; i < count; i++)
		sorted[i] = &feeds[i];
	qsort(sorted, count, sizeof(*sorted), by_id);
	for (size_t i = 0; i < count; i++) {
		struct store_feed *feed = sorted[i];
		size_t from;

		while (at < tag_count && tags[at].feed < feed->id)
			at++;
		for (from = at; at < tag_count && tags[at].feed == feed->id;)
			at++;
		feed->tag_count = at - from;
		feed->tags = arena_array(arena, feed->tag_count + 1, sizeof(*feed->tags));
		for (size_t k = 0; k < feed->tag_count; k++)
			feed->tags[k] = tags[from + k].tag;
	}
	arena_free(&scratch);
	return is_well;
}

static int by_position(const void *a, const void *b)
{
	const struct store_feed *x = a, *y = b;

	if (x->position != y->position)
		return x->position < y->position ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static bool is_in_order(const struct store_feed *feeds, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (by_position(&feeds[i - 1], &feeds[i]) > 0)
			return false;
	return true;
}

/* Sorted here: in the database all that is known of a feed would be carried
 * through the sorting. */
bool store_feeds(struct store *store, struct arena *arena, struct store_feed **out, size_t *count,
		 struct error *err)
{
	int64_t about = db_number(store, db_use(store, "SELECT count(*) FROM tallies"), 0);

	if (!read_feeds(store, db_use(store, feed_columns), (size_t)about, arena, out, count,
			err) ||
	    !add_tags(store, arena, *out, *count, err))
		return false;
	if (!is_in_order(*out, *count))
		qsort(*out, *count, sizeof(**out), by_position);
	return true;
}

/* Leases what was found; false when a statement failed. */
static bool lease(struct store *store, const struct store_feed *feeds, size_t count,
		  int64_t until, struct error *err)
{
	int64_t holder = lease_holder();

	for (size_t i = 0; i < count; i++) {
		sqlite3_stmt *stmt = db_use(store, "UPDATE feeds SET leased_until = ?, "
						   "leased_by = ? WHERE id = ?");

		db_int(stmt, 1, until);
		db_int(stmt, 2, holder);
		db_int(stmt, 3, feeds[i].id);
		if (!db_run(store, stmt, err))
			return false;
	}
	return true;
}

/* Keeps those of the feeds that are among the ids. */
static void keep_asked(struct store_feed *feeds, size_t *count, const int64_t *ids,
		       size_t id_count)
{
	struct ids asked = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < id_count; i++)
		ids_add(&asked, ids[i]);
	ids_sort(&asked);
	for (size_t i = 0; i < *count; i++)
		if (ids_has(&asked, feeds[i].id))
			feeds[kept++] = feeds[i];
	*count = kept;
	ids_free(&asked);
}

/* A clock that ran ahead leaves visits and dues in the future: those count as
 * due. */
bool store_claim(struct store *store, int64_t now, bool all, const int64_t *ids, size_t id_count,
		 int64_t seconds, struct arena *arena, struct store_feed **out, size_t *count,
		 struct error *err)
{
	bool is_mine, is_well;
	char sql[1280];
	sqlite3_stmt *stmt;

	*out = NULL;
	*count = 0;
	if (!db_begin(store, &is_mine, err))
		return false;
	snprintf(sql, sizeof(sql), "%s WHERE (f.flags & 4) = 0 "
		 "AND (f.leased_until <= ?1 OR f.leased_until > ?1 + %d) "
		 "AND (?2 OR f.next_visit <= ?1 OR f.last_visit > ?1 + 60) "
		 "AND (?3 OR (f.flags & 2) = 0) ORDER BY f.next_visit, f.position",
		 feed_columns, LEASE_MAX);
	stmt = db_use(store, sql);
	db_int(stmt, 1, now);
	db_int(stmt, 2, all || ids);
	db_int(stmt, 3, ids != NULL);
	is_well = lease_end_stale(store, now, err) &&
		  read_feeds(store, stmt, 64, arena, out, count, err);
	if (is_well && ids)
		keep_asked(*out, count, ids, id_count);
	is_well = is_well && add_tags(store, arena, *out, *count, err) &&
		  lease(store, *out, *count,
			now + (seconds < LEASE_MAX ? seconds : LEASE_MAX), err);
	return db_end(store, is_mine, is_well, err);
}

/* Runs a statement for each feed: its id is ?1, `when` ?2. */
static bool for_each(struct store *store, const char *sql, const int64_t *ids, size_t count,
		     int64_t when)
{
	bool is_mine, is_well = true;

	if (!db_begin(store, &is_mine, NULL))
		return false;
	for (size_t i = 0; is_well && i < count; i++) {
		sqlite3_stmt *stmt = db_use(store, sql);

		db_int(stmt, 1, ids[i]);
		db_int(stmt, 2, when);
		is_well = db_run(store, stmt, NULL);
	}
	return db_end(store, is_mine, is_well, NULL);
}

bool store_release(struct store *store, const int64_t *ids, size_t count)
{
	return for_each(store, "UPDATE feeds SET leased_until = 0 WHERE id = ?1", ids, count, 0);
}

bool store_forgive(struct store *store, const int64_t *ids, size_t count, int64_t when)
{
	return for_each(store, "UPDATE feeds SET failures = max(failures - 1, 0),"
			       " next_visit = min(next_visit, ?2 + id * 7 % 120) WHERE id = ?1",
			ids, count, when);
}

bool store_feed_move(struct store *store, int64_t feed, struct str url, struct error *err)
{
	/* Validators are those of the place that visits were led to. */
	sqlite3_stmt *stmt = db_use(store, "UPDATE OR IGNORE feeds SET url = ?1, moved_to = '', "
					   "moved_visits = 0, complaint = '', "
					   "etag = iif(moved_to = ?1, etag, ''), "
					   "last_modified = iif(moved_to = ?1, last_modified, '') "
					   "WHERE id = ?2");

	db_str(stmt, 1, url);
	db_int(stmt, 2, feed);
	return db_run(store, stmt, err);
}
