/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_ALPHABET_SRC_H
#define WARTA_FEED_ALPHABET_SRC_H

#include "base/charset.h"

/* The encoding in single bytes in which s reads most like a language that is
 * written in it, and how much so: *likeness gets 100 for nothing but everyday
 * letters in their places, and less than 0 for nonsense. */
struct charset alphabet_guess(struct str s, int *likeness);

#endif
