/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/newsboat.h"

/* The articles of newsboat's cache: first which of them are missing here, then
 * some of one feed at a time. */

enum {
	PIECE_ROWS = 100,
	PIECE_BYTES = 1 << 20,
	CONTENT_MAX = 4 << 20,
};

struct missing {
	int64_t feed, row;
};

struct store_cache {
	struct newsboat cache;
	struct missing *rows;
	size_t count, cap, next;
	sqlite3_stmt *read;
};

static int by_feed(const void *a, const void *b)
{
	const struct missing *x = a, *y = b;

	if (x->feed != y->feed)
		return x->feed < y->feed ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

/* Columns: rowid, guid, url, feedurl. */
static void take_row(struct store_cache *cache, sqlite3_stmt *row)
{
	struct str guid = db_get_str(row, 1), url = db_get_str(row, 2), from = db_get_str(row, 3);
	int64_t feed;

	if (guid.len > NEWSBOAT_TEXT_MAX || url.len > NEWSBOAT_TEXT_MAX ||
	    from.len > NEWSBOAT_TEXT_MAX)
		return;
	feed = newsboat_find_feed(&cache->cache, from);
	if (!feed || newsboat_find_guid(&cache->cache, feed, str_trim(guid)) ||
	    newsboat_find_url(&cache->cache, feed, url))
		return;
	cache->rows = mem_grow(cache->rows, cache->count, &cache->cap, sizeof(*cache->rows));
	cache->rows[cache->count++] = (struct missing){ feed, db_get_int(row, 0) };
}

static bool find_missing(struct store_cache *cache, const char *path, struct error *err)
{
	/* Old caches lack the later columns. */
	static const char *const asks[] = {
		"SELECT rowid, guid, url, feedurl FROM main.rss_item WHERE deleted = 0 LIMIT ?",
		"SELECT rowid, guid, url, feedurl FROM main.rss_item LIMIT ?",
	};
	sqlite3_stmt *stmt = NULL;

	for (size_t i = 0; !stmt && i < 2; i++)
		sqlite3_prepare_v2(cache->cache.other, asks[i], -1, &stmt, NULL);
	db_int(stmt, 1, NEWSBOAT_ROWS_MAX);
	while (db_row(stmt))
		take_row(cache, stmt);
	if (!stmt || sqlite3_finalize(stmt) != SQLITE_OK)
		return newsboat_is_none(path, err);
	if (cache->count)
		qsort(cache->rows, cache->count, sizeof(*cache->rows), by_feed);
	return true;
}

static void prepare_read(struct store_cache *cache)
{
	static const char *const asks[] = {
		"SELECT guid, url, title, author, content, pubDate, enclosure_url, enclosure_type,"
		" content_mime_type FROM main.rss_item WHERE rowid = ?",
		"SELECT guid, url, title, author, content, pubDate, enclosure_url, enclosure_type,"
		" '' FROM main.rss_item WHERE rowid = ?",
	};

	for (size_t i = 0; !cache->read && i < 2; i++)
		sqlite3_prepare_v2(cache->cache.other, asks[i], -1, &cache->read, NULL);
}

bool store_cache_open(struct store *store, const char *path, struct store_cache **out,
		      size_t *count, struct error *err)
{
	struct store_cache *cache = mem_new(1, sizeof(*cache));

	*out = NULL;
	if (!newsboat_open(&cache->cache, store, path, err)) {
		free(cache);
		return false;
	}
	prepare_read(cache);
	if (!cache->read || !find_missing(cache, path, err)) {
		if (!cache->read)
			newsboat_is_none(path, err);
		store_cache_close(cache);
		return false;
	}
	*count = cache->count;
	*out = cache;
	return true;
}

void store_cache_close(struct store_cache *cache)
{
	if (!cache)
		return;
	sqlite3_finalize(cache->read);
	newsboat_close(&cache->cache);
	free(cache->rows);
	free(cache);
}

/* As UTF-8, whatever is there. */
static struct str text_of(sqlite3_stmt *row, int column, size_t most, struct arena *arena)
{
	struct str raw = db_get_str(row, column), kept;
	struct buf clean = { 0 };

	if (raw.len > most)
		return STR("");
	utf8_add_valid(&clean, raw);
	kept = arena_str(arena, buf_str(&clean));
	buf_free(&clean);
	return kept;
}

static void read_row(sqlite3_stmt *row, struct arena *arena, struct store_cached *out)
{
	*out = (struct store_cached){
		.guid = text_of(row, 0, NEWSBOAT_TEXT_MAX, arena),
		.url = text_of(row, 1, NEWSBOAT_TEXT_MAX, arena),
		.title = text_of(row, 2, NEWSBOAT_TEXT_MAX, arena),
		.author = text_of(row, 3, NEWSBOAT_TEXT_MAX, arena),
		.content = text_of(row, 4, CONTENT_MAX, arena),
		.date = db_get_int(row, 5),
		.enclosure_url = text_of(row, 6, NEWSBOAT_TEXT_MAX, arena),
		.enclosure_type = text_of(row, 7, NEWSBOAT_TEXT_MAX, arena),
		.type = text_of(row, 8, NEWSBOAT_TEXT_MAX, arena),
	};
}

bool store_cache_next(struct store_cache *cache, struct arena *arena, int64_t *feed,
		      struct store_cached **out, size_t *count)
{
	struct store_cached *items = arena_array(arena, PIECE_ROWS, sizeof(*items));
	size_t bytes = 0;

	*out = items;
	*count = 0;
	if (cache->next == cache->count)
		return false;
	*feed = cache->rows[cache->next].feed;
	newsboat_wait(&cache->cache);
	while (cache->next < cache->count && cache->rows[cache->next].feed == *feed &&
	       *count < PIECE_ROWS && bytes < PIECE_BYTES) {
		db_int(cache->read, 1, cache->rows[cache->next++].row);
		if (db_row(cache->read)) {
			read_row(cache->read, arena, &items[*count]);
			bytes += items[(*count)++].content.len;
		}
		sqlite3_reset(cache->read);
	}
	return true;
}
