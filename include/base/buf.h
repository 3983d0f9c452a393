/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_BUF_H
#define WARTA_BASE_BUF_H

#include "base/str.h"

/* Bytes that grow, up to a ceiling. Zeroed is valid and empty. */
struct buf {
	char *ptr;  /* NUL-terminated whenever it is not NULL */
	size_t len; /* bytes in use */
	size_t cap;
	size_t max; /* ceiling in bytes; 0 means 64 MiB */
	bool is_full; /* something did not fit and was dropped */
};

/* Each adds all of it or nothing; false (and is_full set) beyond the ceiling. */
bool buf_add(struct buf *b, struct str s);
bool buf_add_char(struct buf *b, char c);
bool buf_add_bytes(struct buf *b, const void *bytes, size_t len);
bool buf_addf(struct buf *b, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Text in which nothing is markup, as HTML and XML write it in text and in
 * quoted attributes: & < > and " as references, controls (C0 but tab and line
 * ends, DEL, C1) left out. */
void buf_add_escaped(struct buf *b, struct str s);

/* Room for len more bytes at ptr + len, to be filled by the caller. */
bool buf_reserve(struct buf *b, size_t len);

/* Inserts or cuts in place. at is clamped to the length. */
bool buf_insert(struct buf *b, size_t at, struct str s);
void buf_remove(struct buf *b, size_t at, size_t len);

/* The content, valid until the next change. */
struct str buf_str(const struct buf *b);

/* The content as a C string, never NULL, valid until the next change. */
const char *buf_cstr(const struct buf *b);

/* Empties it and keeps its memory. */
void buf_clear(struct buf *b);

/* Empties it and frees its memory; the ceiling stays. */
void buf_free(struct buf *b);

/* Gives the memory away as a C string, never NULL; caller frees. Leaves b
 * empty. */
char *buf_take(struct buf *b);

#endif
