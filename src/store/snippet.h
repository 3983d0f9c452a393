/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SNIPPET_H
#define WARTA_STORE_SNIPPET_H

#include "store/match.h"

/* The part of a text with the most of the words that a match looks for, on one
 * line, hits between \x02 and \x03; its beginning when there is none. */
struct str snippet_make(struct match *match, struct str text, struct arena *arena,
			bool *has_hit);

/* The first of these words in a short text, a view of it; empty: none is there. */
struct str snippet_first_hit(struct match *match, struct str text);

#endif
