/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SNIPPET_H
#define WARTA_STORE_SNIPPET_H

#include "store/words.h"

enum { SNIPPET_PROBES = 16 };

/* The words that a query looks for, as they are marked in its results. */
struct snippet_words {
	struct words_probe probes[SNIPPET_PROBES];
	size_t count;
	uint32_t languages;
};

void snippet_words_make(struct store *store, const struct query_node *root, struct arena *arena,
			struct snippet_words *out);

/* The part of a text with the most of them, on one line, hits between \x02 and
 * \x03; its beginning when there is none. */
struct str snippet_make(struct store *store, const struct snippet_words *words, struct str text,
			struct arena *arena);

#endif
