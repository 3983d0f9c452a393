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
	QUERY_NUMBER_IS, /* newsboat attributes compared with a number */
};

enum query_field {
	QUERY_ANY, QUERY_TITLE, QUERY_AUTHOR, QUERY_FEED, QUERY_TAG, QUERY_TEXT,
	QUERY_URL, QUERY_SECTION,
};

enum query_flag {
	QUERY_UNREAD, QUERY_READ, QUERY_STARRED, QUERY_CACHED, QUERY_UPDATED,
	QUERY_HAS_MEDIA, QUERY_HAS_RELATED,
};

struct query_node {
	uint8_t kind, field, flag;
	bool is_prefix;
	struct str text;
	int64_t when;
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

void query_free(struct query *query);

#endif
