/* SPDX-License-Identifier: MIT */
#include "store/pages.h"

/* Pages that could not be had: how long they rest, and what is told of them. */

enum {
	TRIES_MAX = 5,
	FIRST_WAIT = 3600, /* seconds after a failure; doubled by each */
};

int64_t pages_rest_end(int64_t failures, int64_t failed_at)
{
	return failed_at > 0 ? failed_at + ((int64_t)FIRST_WAIT << failures) : 0;
}

bool pages_is_resting(int64_t failures, int64_t failed_at, int64_t now)
{
	return failures >= TRIES_MAX || pages_rest_end(failures, failed_at) > now;
}

/* Notes a fetch that brought nothing; step is how much it counts. */
static bool note_failure(struct store *store, struct str url, int64_t now, struct str sentence,
			 int step)
{
	bool is_mine, is_well;
	sqlite3_stmt *stmt;
	int64_t page;

	if (!db_begin(store, &is_mine, NULL))
		return false;
	is_well = pages_find_or_add(store, url, &page, NULL);
	stmt = db_use(store, "UPDATE pages SET failed_at = ?, failures = failures + ?, "
			     "failure = ? WHERE id = ?");
	db_int(stmt, 1, now);
	db_int(stmt, 2, step);
	db_str(stmt, 3, sentence);
	db_int(stmt, 4, page);
	is_well = is_well && db_run(store, stmt, NULL);
	return db_end(store, is_mine, is_well, NULL);
}

bool store_page_failed(struct store *store, struct str url, int64_t now, struct str sentence)
{
	return note_failure(store, url, now, sentence, 1);
}

bool store_page_put_off(struct store *store, struct str url, int64_t now, struct str sentence)
{
	return note_failure(store, url, now, sentence, 0);
}

bool pages_read_failures(struct store *store, sqlite3_stmt *stmt, int64_t since, size_t max,
			 struct arena *arena, struct store_failure **out, size_t *count)
{
	*out = arena_array(arena, max + 1, sizeof(**out));
	*count = 0;
	db_int(stmt, 1, since);
	db_int(stmt, 2, (int64_t)max);
	while (*count < max && db_row(stmt)) {
		(*out)[*count].url = db_copy_str(stmt, 0, arena);
		(*out)[(*count)++].sentence = db_tell_str(stmt, 1, arena);
	}
	return db_done(store, stmt, NULL);
}

bool store_failures(struct store *store, int64_t since, size_t max, struct arena *arena,
		    struct store_failure **out, size_t *count)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT url, failure FROM pages WHERE fetched = 0 AND "
					   "failed_at >= ? AND failure <> '' "
					   "ORDER BY failed_at DESC, id DESC LIMIT ?");

	return pages_read_failures(store, stmt, since, max, arena, out, count);
}
