/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_IMPORT_H
#define WARTA_ENGINE_IMPORT_H

#include "base/buf.h"
#include "base/error.h"
#include "news/opml.h"
#include "store/store.h"

/* Taking over lists of subscriptions into the urls file. Only http and https
 * addresses come in, whatever the list says: nothing from a file that somebody
 * sent can ever run a command. */
struct import_result {
	size_t added, known; /* known: subscribed before */
	size_t rules;        /* of import_rules, that were not there */
	struct buf refused;  /* what was left out, one a line */
};

/* The file's bytes; *is_opml tells which of the two below reads them. */
bool import_read(const char *path, struct buf *out, bool *is_opml, struct error *err);

bool import_opml(const struct news_opml *list, const char *urls, struct import_result *result,
		 struct error *err);

/* newsboat's urls file, or one of our own. */
bool import_urls(struct str text, const char *urls, struct import_result *result,
		 struct error *err);

/* What newsboat's config beside its urls file `list` says is to be ignored
 * (ignore-article), as rules of the settings file that hide. */
bool import_rules(const char *list, const char *settings, struct import_result *result,
		  struct error *err);

/* newsboat's cache, which knows what was read. */
bool import_is_database(const char *path);
/* Adds the file that is meant by `path`: a folder stands for its urls file or
 * else its cache. */
void import_find_list(const char *path, struct buf *out);
/* Adds the path of the cache that belongs to a urls file. */
bool import_find_cache(const char *list, struct buf *out);

/* Takes the marks over. What is not here yet gets them when a refresh brings
 * it, for a week. */
bool import_marks(struct store *store, const char *path, struct store_imported *result,
		  struct error *err);
/* After a refresh that brought articles. */
void import_marks_again(struct store *store);

/* The articles of the cache that are not here, piece by piece: each is written
 * as a feed (JSON Feed) for the jail to read, like bytes of anybody else, and
 * what the jail makes of it is stored. */
struct import_articles;
bool import_articles_open(struct store *store, const char *path, struct import_articles **out,
			  struct error *err);
/* The next piece; false: there is none. */
bool import_articles_next(struct import_articles *import, struct buf *json);
bool import_articles_save(struct import_articles *import, const struct news_feed *news,
			  struct error *err);
/* How many were stored so far. */
int64_t import_articles_added(const struct import_articles *import);
void import_articles_close(struct import_articles *import);

void import_result_free(struct import_result *result);

#endif
