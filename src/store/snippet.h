/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SNIPPET_H
#define WARTA_STORE_SNIPPET_H

#include "store/match.h"

/* The part of a text with the most of the words that a match looks for, on one
 * line, hits between \x02 and \x03; its beginning when there is none. */
struct str snippet_make(struct match *match, struct str text, struct arena *arena);

#endif
