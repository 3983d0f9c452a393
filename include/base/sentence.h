/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_SENTENCE_H
#define WARTA_BASE_SENTENCE_H

#include <stdarg.h>

#include "base/buf.h"

/* A sentence that is kept, to be read by whoever comes later, in their
 * language: the English one with its places for words still open (%s and such
 * as of printf, or {host}), and behind it the words, each after U+001F. */

enum { SENTENCE_APART = 0x1f };

/* Adds one. Of printf there are %s, %.*s, %c, %d, %u, %ld, %lld, %zu and %%;
 * sentence is a literal in N_(). */
void sentence_keep(struct buf *out, const char *sentence, ...)
	__attribute__((format(printf, 2, 3)));
void sentence_keep_list(struct buf *out, const char *sentence, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Adds one out of a table, whose only place is {host}. */
void sentence_keep_host(struct buf *out, const char *sentence, struct str host);

/* Adds what a kept sentence says in the reader's language. Any other text is
 * added as it is, or as the catalogue has it. Safe for text from anywhere. */
void sentence_add(struct buf *out, struct str kept);

#endif
