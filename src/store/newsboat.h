/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_NEWSBOAT_H
#define WARTA_STORE_NEWSBOAT_H

#include "store/db.h"

/* newsboat's cache.db. The file may have been made by anybody: it is opened for
 * reading only, with nothing of its schema trusted, only plain tables are
 * asked, and all of it has an end. */
enum {
	NEWSBOAT_ROWS_MAX = 4000000,
	NEWSBOAT_TEXT_MAX = 64 << 10, /* of everything but the article's text */
	NEWSBOAT_SECONDS_MAX = 20,
};

struct newsboat_feed {
	uint64_t hash;
	int64_t id;
};

struct newsboat {
	struct store *store; /* ours */
	sqlite3 *other;
	int64_t deadline; /* clock_ms */
	struct newsboat_feed *feeds; /* ours, by their addresses */
	size_t feed_count;
};

/* Opens it for so many seconds from now on; newsboat_wait gives it as many
 * again. On failure nothing is left to close. */
bool newsboat_open(struct newsboat *cache, struct store *store, const char *path,
		   struct error *err);
void newsboat_wait(struct newsboat *cache);
void newsboat_close(struct newsboat *cache);
/* The error for a file that is none, or a damaged one. */
bool newsboat_is_none(const char *path, struct error *err);

/* Our feed of that address, our article of that guid, or of that address: of
 * the same feed, else of any. 0: none. */
int64_t newsboat_find_feed(const struct newsboat *cache, struct str url);
int64_t newsboat_find_guid(const struct newsboat *cache, int64_t feed, struct str guid);
int64_t newsboat_find_url(const struct newsboat *cache, int64_t feed, struct str url);

#endif
