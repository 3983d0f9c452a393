/* SPDX-License-Identifier: MIT */
#ifndef WARTA_NEWS_PACK_SRC_H
#define WARTA_NEWS_PACK_SRC_H

#include "news/feed.h"

/* How records are written as bytes: little-endian numbers, strings as length
 * and bytes, arrays as count and elements. */

void pack_number(struct buf *out, uint64_t value, int bytes);
void pack_str(struct buf *out, struct str s);
void pack_date(struct buf *out, const struct date *date);
void pack_strings(struct buf *out, const struct news_strings *strings);

/* Reading what somebody untrusted wrote. After the first thing that does not
 * fit, wrong names it and everything reads as zero and empty. */
struct unpack {
	struct str rest;     /* inside the arena, so views of it may be kept */
	struct arena *arena;
	const char *wrong;   /* a field's name; NULL while all is well */
};

/* Copies bytes into the arena and checks that they begin with mark. */
struct unpack unpack_start(struct str bytes, struct str mark, struct arena *arena);
/* The same without a copy of bytes, into which the texts will be views. */
struct unpack unpack_view(struct str bytes, struct str mark, struct arena *arena);

uint64_t unpack_number(struct unpack *in, int bytes, const char *field);
struct str unpack_str(struct unpack *in, const char *field);
/* The same, of which any byte may be any. */
struct str unpack_bytes(struct unpack *in, const char *field);
struct date unpack_date(struct unpack *in, const char *field);
struct news_strings unpack_strings(struct unpack *in, const char *field);

/* A count of elements that take at least least bytes each, 0 when so many
 * cannot follow. */
size_t unpack_count(struct unpack *in, size_t least, const char *field);

/* Whether all of it was read and fitted; else the sentence is in err. */
bool unpack_end(const struct unpack *in, struct error *err);

#endif
