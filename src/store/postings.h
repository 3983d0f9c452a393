/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_POSTINGS_H
#define WARTA_STORE_POSTINGS_H

#include "store/terms.h"

/* The inverted index: for each word the documents that have it, in blocks of
 * ascending numbers. A document is one version of an article (row > 0) or of a
 * page (row < 0); numbers only grow, so a block is written once and then only
 * appended to. What came last waits beside it, word lists of single documents,
 * until there is enough of it to be worth touching so many blocks. */

enum {
	POSTINGS_BLOCK = 1400,      /* bytes */
	POSTINGS_FRESH = 1024,      /* documents that may wait */
	POSTINGS_FRESH_MOST = 4096, /* while there are many more to come */
	POSTINGS_ERA_BITS = 16,     /* documents of an era stand together */
};

/* Blocks are kept by era first and word second: what is written lies in the
 * latest era's pages, few however much there is, and a word is looked for in
 * one era after the other. */
static inline uint32_t postings_era(uint32_t document)
{
	return document >> POSTINGS_ERA_BITS;
}

/* A batch under way. */
struct postings {
	struct store *store;
	uint64_t *pairs; /* word, document from base on, fields */
	size_t count, cap, documents;
	uint32_t base;   /* the first document's number */
	bool is_bulk;    /* into blocks at once */
};

/* Takes what waits along when the batch is a big one. */
bool postings_begin(struct postings *batch, struct store *store, bool is_bulk, struct error *err);
/* Adds a document for a row, after dropping the one it had. */
bool postings_add(struct postings *batch, int64_t row, struct terms_doc *doc, struct error *err);
/* backlog: documents that are still to come. */
bool postings_end(struct postings *batch, int64_t backlog, struct error *err);
void postings_free(struct postings *batch);

/* The row's document is found no more. */
bool postings_drop(struct store *store, int64_t row, struct error *err);

/* Reading a block, or a word list: entry by entry, ascending. */
struct postings_reader { struct str rest; uint32_t last; };
bool postings_next(struct postings_reader *reader, uint32_t *number, uint32_t *fields);

#endif
