/* SPDX-License-Identifier: MIT */
#ifndef WARTA_QUERY_QUERY_H
#define WARTA_QUERY_QUERY_H

#include "base/arena.h"
#include "base/error.h"

/* The search language as a tree: plain words, "phrases", field:value, -not,
 * OR, ( ), /regex/. Any run of plain words is valid; a mistake has a place and
 * a sentence, and the rest still searches. newsboat's filter expressions
 * (attribute op value, and/or) are read into the same tree. */

enum query_kind {
	QUERY_AND, QUERY_OR, QUERY_NOT, /* children */
	QUERY_WORD,   /* text; is_prefix while it is still being typed */
	QUERY_PHRASE, /* text */
	QUERY_REGEX,  /* text, POSIX ERE, case folded */
	QUERY_IS,     /* flag */
	QUERY_SINCE, QUERY_BEFORE, /* when, UTC seconds */
	QUERY_NUMBER_IS, /* number compared with when */
	QUERY_EXACT, /* the whole field is text, case folded */
};

enum query_field {
	QUERY_ANY, QUERY_TITLE, QUERY_AUTHOR, QUERY_FEED, QUERY_TAG, QUERY_TEXT,
	QUERY_URL, QUERY_SECTION,
	/* newsboat's: */
	QUERY_FEED_URL, QUERY_FEED_SITE, QUERY_GUID, QUERY_ENCLOSURE,
};

enum query_flag {
	QUERY_UNREAD, QUERY_READ, QUERY_STARRED, QUERY_CACHED, QUERY_UPDATED,
	QUERY_HAS_MEDIA, QUERY_HAS_RELATED, QUERY_MUTED,
};

enum query_number {
	QUERY_AGE,         /* days since it was published */
	QUERY_FEED_UNREAD, /* of its feed */
	QUERY_FEED_TOTAL,
	QUERY_FEED_INDEX,  /* its feed's place in the file, from 1 */
	QUERY_FEED_AGE,    /* days since its feed's newest article */
};

enum query_compare {
	QUERY_EQUAL, QUERY_UNEQUAL, QUERY_LESS, QUERY_MORE, QUERY_AT_MOST, QUERY_AT_LEAST,
};

struct query_node {
	uint8_t kind, field, flag;
	uint8_t number, compare; /* of QUERY_NUMBER_IS */
	bool is_prefix;
	struct str text;
	int64_t when; /* seconds UTC, or the number compared with */
	struct query_node **children;
	size_t child_count;
};

struct query {
	struct arena arena;
	struct query_node *root;  /* NULL: everything */
	struct error mistake;     /* text empty when there is none */
	size_t mistake_from, mistake_to; /* bytes of the input */
};

/* Never fails: what could not be read is left out and named in mistake.
 * now serves since:3d; is_typing makes the last plain word a prefix. At most
 * 64 terms and 16 levels. */
void query_parse(struct str text, int64_t now, bool is_typing, struct query *out);

/* newsboat's filter language (USERS' query: feeds). */
bool query_parse_newsboat(struct str text, int64_t now, struct query *out, struct error *err);

/* What a smart folder shows: newsboat's language, or else our own. A text of
 * newsboat's form that it cannot read is a mistake, not words to look for. */
void query_parse_folder(struct str text, int64_t now, struct query *out);

/* Whether a pattern is one that can be searched with (query/pattern.h). */
bool query_pattern_check(struct str pattern, struct error *err);

void query_free(struct query *query);

#endif
