/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_GUESS_SRC_H
#define WARTA_FEED_GUESS_SRC_H

#include "base/charset.h"

/* How bytes look as UTF-8: letters of several bytes, and bytes that fit in
 * none. */
struct guess_counts {
	size_t good, bad;
};

struct guess_counts guess_count(struct str bytes);

/* What bytes most likely are that nobody described, and that are not UTF-8. */
struct charset guess_charset(struct str bytes);

/* The label of the encoding in seven bits whose escapes are in bytes, or NULL. */
const char *guess_shifted(struct str bytes);

/* Adds bytes that are mostly UTF-8; the others are taken for windows-1252. */
void guess_mend(struct buf *out, struct str bytes);

#endif
