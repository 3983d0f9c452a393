/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_URLS_H
#define WARTA_CONF_URLS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/* The subscriptions file: newsboat's grammar (one source a line, "quoted
 * words", # comments, ~Title, ! hidden, tags) and key=value words of ours. */

enum conf_source_kind { CONF_WEB, CONF_FILE, CONF_EXEC, CONF_FILTER, CONF_QUERY };

enum conf_choice { CONF_UNSET, CONF_AUTO, CONF_ALWAYS, CONF_NEVER };

struct conf_source {
	enum conf_source_kind kind;
	struct str url;   /* the first word, whole; the subscription's identity */
	struct str title; /* ~Title, or a query's name; empty: the feed's own */
	struct str query; /* CONF_QUERY: the expression */
	struct str *tags; /* a tag with slashes is a folder: "news/indonesia" */
	size_t tag_count;
	bool is_hidden;
	int line; /* in the file, from 1 */
	/* key=value words; -1, CONF_UNSET or empty: the setting decides */
	int64_t every; /* seconds between visits; 0: auto, whatever the setting is */
	int64_t keep;  /* seconds that articles are kept */
	int related;   /* levels of related pages to fetch ahead */
	int pictures;  /* 1: fetch them ahead, 0: do not */
	enum conf_choice fulltext;
	int timeout;      /* seconds */
	int64_t max_size; /* bytes */
	struct str user_agent, proxy;
	struct str *headers;
	size_t header_count;
};

/* A word that could not be read: shown, never fatal. */
struct conf_complaint {
	int line, column; /* from 1 */
	struct str text;  /* a sentence with the nearest valid word */
	bool is_warning;  /* no mistake, but it may not do what is wanted here */
};

struct conf_urls {
	struct arena arena;
	struct conf_source *sources;
	size_t count;
	struct conf_complaint *complaints;
	size_t complaint_count;
	bool is_open_to_others; /* others may write the file: its exec: and
				 * filter: lines are complained of and left out */
};

/* A missing file is an empty list. The same URL twice: tags are merged. */
bool conf_urls_load(const char *path, struct conf_urls *out, struct error *err);
void conf_urls_parse(struct str text, struct conf_urls *out);
void conf_urls_free(struct conf_urls *urls);

/* The source with this url; NULL when there is none. */
const struct conf_source *conf_urls_find(const struct conf_urls *urls, struct str url);

/* Edits leave every byte of other lines alone and replace the file
 * atomically. add appends a line (false when the URL is there already); set
 * rewrites the words of the source's line; move changes its URL. */
bool conf_urls_add(const char *path, const struct conf_source *source, struct error *err);
/* The same for many at once; those that are there already are passed over.
 * added may be NULL. */
bool conf_urls_add_all(const char *path, const struct conf_source *sources, size_t count,
		       size_t *added, struct error *err);
bool conf_urls_set(const char *path, const struct conf_source *source, struct error *err);
bool conf_urls_remove(const char *path, struct str url, struct error *err);
bool conf_urls_move(const char *path, struct str from, struct str to, struct error *err);

/* Puts the lines of urls, in the order they have, right before the first line
 * of anchor, or right after its last one. False when either is not there. */
bool conf_urls_place(const char *path, const struct str *urls, size_t count, struct str anchor,
		     bool is_before, struct error *err);

/* The folder that a source with these tags is in: the one with the most
 * slashes, the first among equals; empty: none. */
struct str conf_folder_of(const struct str *tags, size_t count);
/* Whether the tag is the folder or one below it. */
bool conf_folder_is_in(struct str tag, struct str folder);

/* Whether the word can be a tag: no title, mark or setting. */
bool conf_is_tag(struct str word);

/* Changes the beginning of all tags that are this folder or below it: renames
 * it, or moves it into another one. To an empty name: the folder goes, and
 * what is in it stands one level above. */
bool conf_urls_rename_folder(const char *path, struct str from, struct str to,
			     struct error *err);

/* Gives url a tag or takes it away, in the same manner; false when url is not
 * in the file. */
bool conf_urls_tag(const char *path, struct str url, struct str tag, bool is_on,
		   struct error *err);

/* The whole text of the file as it is, for undo; empty when it is missing. */
bool conf_urls_text(const char *path, struct buf *out, struct error *err);

/* For undo: the lines of sources with their places, and putting them back in
 * place of what is there now of them and of url, which may be empty. */
bool conf_urls_keep(const char *path, const struct str *urls, size_t count, struct buf *kept,
		    struct error *err);
bool conf_urls_restore(const char *path, struct str url, struct str kept, struct error *err);

/* A source with every optional value unset. */
struct conf_source conf_source_new(struct str url);

#endif
