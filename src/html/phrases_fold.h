/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_PHRASES_FOLD_H
#define WARTA_HTML_PHRASES_FOLD_H

#include "base/utf8.h"

enum { FOLD_MAX = 3 }; /* code points that one code point can become */

/* What is left of a code point when only the letters count: lower case, no
 * accents, points or tashkeel, one form for what Unicode writes in several
 * (full width, composed or not, final sigma, Arabic and Persian yeh). Every
 * white space is U+0020. Returns how many code points went to out: 0 for a
 * mark or an invisible sign, at most FOLD_MAX. */
int fold_code_point(uint32_t code_point, uint32_t out[FOLD_MAX]);

/* Whether a folded code point is a letter, a digit or part of one. */
bool fold_is_word(uint32_t folded);

/* Whether words are written without spaces around them in its script. */
bool fold_is_unspaced(uint32_t folded);

/* Adds the letters and digits of s, folded, words separated by one space:
 * equal for two writings of one title. */
bool fold_add_key(struct buf *out, struct str s);

#endif
