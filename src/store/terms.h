/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_TERMS_H
#define WARTA_STORE_TERMS_H

#include "store/db.h"

/* The vocabulary: every word that was ever indexed has a number, folded and
 * without the marks of Latin letters. Beside it stand the stems, so that a
 * search for one form of a word finds the numbers of all. Of scripts without
 * spaces letters and pairs of letters are words. */

/* Where in a document a word stands, besides its body. */
enum { TERM_TITLE = 1, TERM_AUTHOR = 2, TERM_SECTION = 4 };

struct term_hit {
	uint32_t term;
	uint32_t fields;
};

struct terms_text {
	struct str title, authors, section, body;
	struct str language; /* BCP 47; empty: guessed from the body */
};

/* The words of a document, growing; zeroed is empty. */
struct terms_doc {
	struct term_hit *hits;
	size_t count, cap;
};

/* Fills out with each word about once, numbering new ones. */
bool terms_analyse(struct store *store, const struct terms_text *text, struct terms_doc *out,
		   struct error *err);
void terms_doc_free(struct terms_doc *doc);
/* By number, each once. */
void terms_doc_sort(struct terms_doc *doc);

/* Numbers of all words that a searched word means: itself, words with the same
 * stem in any language met so far, and (is_prefix) words that begin with it. */
enum { TERMS_MEANT = 64 };
size_t terms_meant(struct store *store, struct str word, bool is_prefix, uint32_t *out);

/* Numbers of all words that hold these letters, which are ASCII, small, and at
 * least TERMS_LETTERS. False: there are more than TERMS_HOLDING. The numbers are
 * the store's, until it is asked again. Looks at every word there is, once. */
enum { TERMS_LETTERS = 3, TERMS_HOLDING = 256 };
bool terms_holding(struct store *store, struct str letters, const uint32_t **out, size_t *count);

/* Keeps which languages were met. */
bool terms_save_languages(struct store *store, struct error *err);

/* What is remembered of recent words; also after a rollback, which takes new
 * numbers back. */
void word_memo_free(struct word_memo *memo);
void holders_free(struct holders *holders);

#endif
