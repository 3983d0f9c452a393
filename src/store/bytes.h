/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_BYTES_H
#define WARTA_STORE_BYTES_H

#include "base/buf.h"

/* Numbers of variable length and counted strings. Reading past the end, or
 * what is no number, leaves the input at { NULL, 0 } and yields zeros from
 * then on. */
void bytes_put(struct buf *out, uint64_t value);
void bytes_put_signed(struct buf *out, int64_t value);
void bytes_put_str(struct buf *out, struct str s);

uint64_t bytes_take(struct str *in);
int64_t bytes_take_signed(struct str *in);
/* A view into the input. */
struct str bytes_take_str(struct str *in);

/* A hash of many bytes, fast, the same on every machine, so it may be stored.
 * Whoever can choose the bytes can find two with the same hash. */
uint64_t bytes_hash(uint64_t seed, struct str s);

#endif
