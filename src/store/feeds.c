/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>

#include "base/url.h"
#include "store/ids.h"
#include "store/lease.h"
#include "store/schema.h"

enum { LEASE_MAX = 3600 /* a longer one comes from a clock that was wrong */ };

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
	out->title = out->given_title.len ? out->given_title : db_copy_str(stmt, 3, arena);
	if (str_is_empty(out->title))
		out->title = url_shown(out->url, arena);
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
		*out = arena_grow(arena, *out, *count, &cap, sizeof(**out));
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
		*out = arena_grow(scratch, *out, *count, &cap, sizeof(**out));
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
	struct arena scratch = { 0 };
	struct store_feed **sorted = arena_array(&scratch, count + 1, sizeof(*sorted));
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
		feed->tags = arena_array(arena, feed->tag_count, sizeof(*feed->tags));
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
	int64_t about = db_ask(store, "SELECT count(*) FROM tallies");

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
