/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_CHARSET_H
#define WARTA_BASE_CHARSET_H

#include "base/buf.h"

/* Encodings by the names that documents declare (the web's and IANA's labels,
 * and what the C library knows beside them). UTF-7 is refused. */
struct charset {
	const char *name;    /* how it is usually called; "" when unknown */
	const char *decoder; /* for charset_add_utf8 */
};

/* The encoding for a label as written; name is "" when nobody knows it. */
struct charset charset_find(struct str label);

/* Adds bytes as valid UTF-8; what has no meaning becomes U+FFFD. False, and
 * nothing added, when this machine cannot decode it. */
bool charset_add_utf8(struct buf *out, struct str bytes, struct charset charset);

/* The letter that a byte from 0x80 on is in windows-1252. */
uint32_t charset_latin(unsigned char byte);

#endif
