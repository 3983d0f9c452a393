/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_WORDS_H
#define WARTA_STORE_WORDS_H

#include "store/db.h"

/* Text as the search index has it: tokens with a space between them. Of each
 * word its stem and, where it differs, the word itself, folded, without the
 * marks of Latin letters; words of a title again with "t=" before them, of
 * the authors with "a=", of the section with "s=". Scripts without spaces
 * yield letters and pairs of letters. Each token about once. */
struct words_text {
	struct str title, authors, section, body;
	struct str language; /* BCP 47; empty: guessed from the body */
};

/* Adds the tokens; where shingles is not NULL it gets hashes of parts of the
 * title by which near titles are found. */
void words_add(struct store *store, const struct words_text *text, struct buf *out);

/* The stemmer languages that articles were indexed in so far, as a bit set;
 * to be kept with the index, since a search has to stem in all of them. */
uint32_t words_languages(struct store *store);

/* Adds an FTS5 expression that finds `text` as a word of the query language:
 * its parts all have to be there. prefix is "" or "t=" and the like. False
 * when there is no word in it. */
bool words_add_match(struct store *store, struct str text, const char *prefix, bool is_prefix,
		     uint32_t languages, struct buf *out);

/* Whether word (as it stands in a text) is meant by a query's word: the same
 * folded, the same stem, or a beginning of it. For marking hits. */
struct words_probe {
	struct str tokens[8]; /* folded word first, then stems */
	size_t count;
	bool is_prefix;
};
void words_probe_make(struct store *store, struct str word, bool is_prefix, uint32_t languages,
		      struct arena *arena, struct words_probe *out);
bool words_probe_hits(struct store *store, const struct words_probe *probe, struct str word,
		      uint32_t languages);

void word_memo_free(struct word_memo *memo);

#endif
