/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_MATCH_H
#define WARTA_STORE_MATCH_H

#include "store/terms.h"

/* The words of a query against the index: documents come newest first, one at
 * a time, and nothing is read beyond the last that is asked for. */
struct match;

/* Whether the index has the words of a field of queries. */
bool match_is_indexed(uint8_t field);

/* Whether the index by itself decides a part of a query: words, and phrases
 * but for the order of their words, joined by AND, OR and NOT. */
bool match_can(const struct query_node *node);

/* title: as if every word of no other field had to be in the title. Lives in
 * the arena; NULL when no word is in it. */
struct match *match_new(struct store *store, const struct query_node *node, bool title,
			struct arena *arena);
/* All of several parts. */
struct match *match_all(struct store *store, const struct query_node *const *nodes, size_t count,
			bool title, struct arena *arena);

/* The documents in which these ASCII letters stand in a word: all that a pattern
 * with them can match, and more. NULL when that is no help: hardly a word lacks
 * them, or articles wait for the index. */
struct match *match_letters(struct store *store, struct str letters, struct arena *arena);

/* The row of the next document, newest first: an article, or (negative) a
 * page. False at the end. */
bool match_next(struct match *match, int64_t *row);

/* Whether a row's document matches; in any order. */
bool match_has(struct match *match, int64_t row);

/* Whether a word, folded, is one of those looked for; then a number that tells
 * them apart. For marking them. */
uint64_t match_means(struct match *match, struct str folded);

#endif
