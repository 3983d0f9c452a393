/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_VALUE_H
#define WARTA_CONF_VALUE_H

#include "base/buf.h"

/* Values as people write them. Each is the whole of s; false, and *out
 * untouched, when it is anything else or does not fit. */

/* "90", "30s", "15m", "2h", "90d", "2w", "1y" and sums of them ("1h30m") in
 * seconds; a bare number is seconds. */
bool value_duration(struct str s, int64_t *out);

/* "65536", "64K", "16M", "2G" in bytes. */
bool value_size(struct str s, int64_t *out);

/* yes/no, on/off, true/false, 1/0. */
bool value_bool(struct str s, bool *out);

/* The reverse, in the largest unit that divides the value. */
void value_add_duration(struct buf *out, int64_t seconds);
void value_add_size(struct buf *out, int64_t bytes);

/* The index of s among the words separated by "|"; -1 when it is none. */
int value_word(struct str s, const char *words);

/* Which of the words s was probably meant to be; NULL when none is near. */
const char *value_nearest(struct str s, const char *const *words, size_t count);

#endif
