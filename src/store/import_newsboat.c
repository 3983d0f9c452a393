/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/identity.h"

/* The file may have been made by anybody: it is opened for reading only, with
 * nothing of its schema trusted, only plain tables are asked, and all of it
 * has an end. */
enum {
	ROWS_MAX = 4000000,
	TEXT_MAX = 64 << 10,
	SECONDS_MAX = 20,
	LETTERS = 52,
};

/* What one of its rows says about one of our articles. */
struct import_mark {
	int64_t id;
	uint64_t letters;
	bool is_read, is_deleted;
};

struct import_feed {
	uint64_t hash;
	int64_t id;
};

struct import {
	struct store *store;
	sqlite3 *other;
	int64_t after;
	struct timespec deadline;
	struct import_feed *feeds;
	size_t feed_count;
	struct import_mark *marks;
	size_t mark_count, mark_cap;
	struct store_imported *result;
};

static int is_late(void *ctx)
{
	const struct import *import = ctx;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec > import->deadline.tv_sec;
}

static bool is_no_cache(const char *path, struct error *err)
{
	return error_set_code(err, 65, _("%s is no cache of newsboat"), path);
}

/* Reading is all that may be done with it. */
static int only_reading(void *ctx, int action, const char *a, const char *b, const char *c,
			const char *d)
{
	(void)ctx, (void)a, (void)b, (void)c, (void)d;
	return action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION ?
	       SQLITE_OK : SQLITE_DENY;
}

static bool open_other(struct import *import, const char *path, struct error *err)
{
	struct stat info;

	if (stat(path, &info) != 0 || !S_ISREG(info.st_mode))
		return error_set_code(err, 66, _("%s cannot be opened"), path);
	if (sqlite3_open_v2(path, &import->other, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		return error_set_code(err, 66, _("%s cannot be opened"), path);
	sqlite3_busy_timeout(import->other, 2000);
	sqlite3_limit(import->other, SQLITE_LIMIT_ATTACHED, 0);
	sqlite3_db_config(import->other, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(import->other, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	sqlite3_db_config(import->other, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	sqlite3_db_config(import->other, SQLITE_DBCONFIG_ENABLE_VIEW, 0, NULL);
	sqlite3_exec(import->other, "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0;", NULL,
		     NULL, NULL);
	clock_gettime(CLOCK_MONOTONIC, &import->deadline);
	import->deadline.tv_sec += SECONDS_MAX;
	sqlite3_progress_handler(import->other, 10000, is_late, import);
	sqlite3_set_authorizer(import->other, only_reading, NULL);
	return true;
}

/* A table that is one: no view, nothing virtual, nothing computed. */
static bool has_plain_table(sqlite3 *db)
{
	static const char ask[] = "SELECT 1 FROM sqlite_master WHERE name = 'rss_item' "
		"AND type = 'table' AND sql LIKE 'CREATE TABLE%' "
		"AND sql NOT LIKE '%GENERATED%' AND sql NOT LIKE '% AS (%'";
	sqlite3_stmt *stmt = NULL;
	bool is_there = sqlite3_prepare_v2(db, ask, -1, &stmt, NULL) == SQLITE_OK && db_row(stmt);

	sqlite3_finalize(stmt);
	return is_there;
}

static int by_hash(const void *a, const void *b)
{
	const struct import_feed *x = a, *y = b;

	return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static bool load_feeds(struct import *import, struct error *err)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count;
	bool is_well = store_feeds(import->store, &arena, &feeds, &count, err);

	if (is_well) {
		import->feeds = mem_new(count + 1, sizeof(*import->feeds));
		for (size_t i = 0; i < count; i++)
			import->feeds[i] = (struct import_feed){ identity_of_url(feeds[i].url),
								 feeds[i].id };
		qsort(import->feeds, count, sizeof(*import->feeds), by_hash);
		import->feed_count = count;
	}
	arena_free(&arena);
	return is_well;
}

static int64_t find_feed(const struct import *import, struct str url)
{
	struct import_feed key = { identity_of_url(url), 0 };
	const struct import_feed *found = key.hash == 0 ? NULL :
		bsearch(&key, import->feeds, import->feed_count, sizeof(key), by_hash);

	return found ? found->id : 0;
}

static int64_t find_by_guid(struct import *import, int64_t feed, struct str guid)
{
	sqlite3_stmt *stmt;

	if (!feed || !guid.len)
		return 0;
	stmt = db_use(import->store, "SELECT id FROM items WHERE feed = ? AND key_hash = ?");
	db_int(stmt, 1, feed);
	db_int(stmt, 2, (int64_t)identity_of_guid(guid));
	return db_number(import->store, stmt, 0);
}

/* The one of the same feed, else any. */
static int64_t find_by_url(struct import *import, int64_t feed, struct str url)
{
	sqlite3_stmt *stmt = db_use(import->store, "SELECT id, feed, url FROM items "
						   "WHERE link_hash = ? ORDER BY id DESC LIMIT 64");
	int64_t hash = (int64_t)identity_of_url(url), found = 0;

	if (hash == 0)
		return 0;
	db_int(stmt, 1, hash);
	while (db_row(stmt)) {
		if (!identity_is_same_url(url, db_get_str(stmt, 2)))
			continue;
		if (!found || db_get_int(stmt, 1) == feed)
			found = db_get_int(stmt, 0);
		if (db_get_int(stmt, 1) == feed)
			break;
	}
	db_done(import->store, stmt, NULL);
	return found;
}

static uint64_t read_letters(struct str flags)
{
	uint64_t letters = 0;

	for (size_t i = 0; i < flags.len; i++)
		if (flags.ptr[i] >= 'a' && flags.ptr[i] <= 'z')
			letters |= UINT64_C(1) << (flags.ptr[i] - 'a');
		else if (flags.ptr[i] >= 'A' && flags.ptr[i] <= 'Z')
			letters |= UINT64_C(1) << (flags.ptr[i] - 'A' + 26);
	return letters;
}

/* Columns: guid, url, feedurl, unread, flags, deleted. */
static void take_row(struct import *import, sqlite3_stmt *row)
{
	struct str guid = db_get_str(row, 0), url = db_get_str(row, 1);
	struct str source = db_get_str(row, 2), flags = db_get_str(row, 4);
	struct import_mark mark = { .is_read = db_get_int(row, 3) == 0,
				    .is_deleted = db_get_int(row, 5) == 1 };
	int64_t feed;

	if (guid.len > TEXT_MAX || url.len > TEXT_MAX || source.len > TEXT_MAX ||
	    flags.len > TEXT_MAX)
		return;
	mark.letters = read_letters(flags);
	if (!mark.is_read && !mark.is_deleted && !mark.letters)
		return;
	import->result->marked++;
	feed = find_feed(import, source);
	mark.id = find_by_guid(import, feed, str_trim(guid));
	if (!mark.id)
		mark.id = find_by_url(import, feed, url);
	if (!mark.id)
		return;
	import->result->found++;
	if (mark.id <= import->after)
		return;
	import->marks = mem_grow(import->marks, import->mark_count, &import->mark_cap,
				 sizeof(*import->marks));
	import->marks[import->mark_count++] = mark;
}

static bool read_rows(struct import *import, const char *path, struct error *err)
{
	/* Old caches lack the later columns. */
	static const char *const asks[] = {
		"SELECT guid, url, feedurl, unread, flags, deleted FROM main.rss_item LIMIT ?",
		"SELECT guid, url, feedurl, unread, '', 0 FROM main.rss_item LIMIT ?",
	};
	sqlite3_stmt *stmt = NULL;
	bool is_well;

	if (!has_plain_table(import->other))
		return is_no_cache(path, err);
	for (size_t i = 0; !stmt && i < 2; i++)
		sqlite3_prepare_v2(import->other, asks[i], -1, &stmt, NULL);
	db_int(stmt, 1, ROWS_MAX);
	while (db_row(stmt))
		take_row(import, stmt);
	is_well = stmt && sqlite3_finalize(stmt) == SQLITE_OK;
	return is_well || is_no_cache(path, err);
}

static bool is_marked(const struct import_mark *mark, enum store_mark how, int letter)
{
	switch (how) {
	case STORE_MARK_READ: return mark->is_read;
	case STORE_MARK_STAR: return mark->letters != 0;
	case STORE_MARK_TAG: return mark->letters >> letter & 1;
	default: return mark->is_deleted;
	}
}

static bool apply(struct import *import, enum store_mark how, int letter, int64_t now,
		  int64_t *changed, struct error *err)
{
	int64_t *ids = mem_new(import->mark_count + 1, sizeof(*ids));
	struct store_selection chosen = { .ids = ids };
	char tag[] = "flag-x";

	tag[5] = (char)(letter < 26 ? 'a' + letter : 'A' + letter - 26);
	for (size_t i = 0; i < import->mark_count; i++)
		if (is_marked(&import->marks[i], how, letter))
			ids[chosen.count++] = import->marks[i].id;
	bool is_well = !chosen.count || store_mark(import->store, &chosen, how, str_from(tag),
						   now, changed, err);
	free(ids);
	return is_well;
}

static bool apply_all(struct import *import, int64_t now, struct error *err)
{
	struct store_imported *result = import->result;
	uint64_t letters = 0;
	bool is_mine, is_well;

	for (size_t i = 0; i < import->mark_count; i++)
		letters |= import->marks[i].letters;
	if (!db_begin(import->store, &is_mine, err))
		return false;
	is_well = apply(import, STORE_MARK_READ, 0, now, &result->read, err) &&
		  apply(import, STORE_MARK_STAR, 0, now, &result->starred, err);
	for (int letter = 0; is_well && letter < LETTERS; letter++)
		if (letters >> letter & 1)
			is_well = apply(import, STORE_MARK_TAG, letter, now, NULL, err);
	is_well = is_well && apply(import, STORE_MARK_DELETE, 0, now, &result->deleted, err);
	return db_end(import->store, is_mine, is_well, err);
}

bool store_import_newsboat(struct store *store, const char *path, int64_t after, int64_t now,
			   struct store_imported *out, struct error *err)
{
	struct import import = { .store = store, .after = after, .result = out };
	bool is_well;

	*out = (struct store_imported){ 0 };
	out->last = db_number(store, db_use(store, "SELECT max(id) FROM items"), 0);
	is_well = open_other(&import, path, err) && load_feeds(&import, err) &&
		  read_rows(&import, path, err) && apply_all(&import, now, err);
	sqlite3_close(import.other);
	free(import.feeds);
	free(import.marks);
	return is_well;
}
