/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "store/newsboat.h"

/* What newsboat says was read, flagged and deleted. */

enum { LETTERS = 52 };

/* What one of its rows says about one of our articles. */
struct import_mark {
	int64_t id;
	uint64_t letters;
	bool is_read, is_deleted;
};

struct import {
	struct newsboat cache;
	int64_t after;
	struct import_mark *marks;
	size_t mark_count, mark_cap;
	struct store_imported *result;
};

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

	if (guid.len > NEWSBOAT_TEXT_MAX || url.len > NEWSBOAT_TEXT_MAX ||
	    source.len > NEWSBOAT_TEXT_MAX || flags.len > NEWSBOAT_TEXT_MAX)
		return;
	mark.letters = read_letters(flags);
	if (!mark.is_read && !mark.is_deleted && !mark.letters)
		return;
	import->result->marked++;
	feed = newsboat_find_feed(&import->cache, source);
	mark.id = newsboat_find_guid(&import->cache, feed, str_trim(guid));
	if (!mark.id)
		mark.id = newsboat_find_url(&import->cache, feed, url);
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

	for (size_t i = 0; !stmt && i < 2; i++)
		sqlite3_prepare_v2(import->cache.other, asks[i], -1, &stmt, NULL);
	db_int(stmt, 1, NEWSBOAT_ROWS_MAX);
	while (db_row(stmt))
		take_row(import, stmt);
	is_well = stmt && sqlite3_finalize(stmt) == SQLITE_OK;
	return is_well || newsboat_is_none(path, err);
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
	bool is_well = !chosen.count || store_mark(import->cache.store, &chosen, how, str_from(tag),
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
	if (!db_begin(import->cache.store, &is_mine, err))
		return false;
	is_well = apply(import, STORE_MARK_READ, 0, now, &result->read, err) &&
		  apply(import, STORE_MARK_STAR, 0, now, &result->starred, err);
	for (int letter = 0; is_well && letter < LETTERS; letter++)
		if (letters >> letter & 1)
			is_well = apply(import, STORE_MARK_TAG, letter, now, NULL, err);
	is_well = is_well && apply(import, STORE_MARK_DELETE, 0, now, &result->deleted, err);
	return db_end(import->cache.store, is_mine, is_well, err);
}

bool store_import_newsboat(struct store *store, const char *path, int64_t after, int64_t now,
			   struct store_imported *out, struct error *err)
{
	struct import import = { .after = after, .result = out };
	bool is_well;

	*out = (struct store_imported){ 0 };
	out->last = db_ask(store, "SELECT max(id) FROM items");
	if (!newsboat_open(&import.cache, store, path, err))
		return false;
	is_well = read_rows(&import, path, err) && apply_all(&import, now, err);
	newsboat_close(&import.cache);
	free(import.marks);
	return is_well;
}
