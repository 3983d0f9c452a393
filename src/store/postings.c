/* SPDX-License-Identifier: MIT */
#include "store/postings.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/bytes.h"

enum {
	PAIRS_MAX = 1 << 21, /* held in memory: 16 MB, and as much to sort them */
	MANY = 2048,         /* documents that may begin blocks of their own */
	SPAN_MAX = 1 << 20,  /* documents of one flush */
	FIELD_BITS = 3,
	RADIX_BITS = 11,
};

/* An entry is the distance from the one before, doubled; odd ones are followed
 * by the fields. */
static void put_entry(struct buf *out, uint32_t distance, uint32_t fields)
{
	bytes_put(out, (uint64_t)distance << 1 | (fields != 0));
	if (fields)
		bytes_put(out, fields);
}

bool postings_next(struct postings_reader *reader, uint32_t *number, uint32_t *fields)
{
	uint64_t value;

	if (!reader->rest.len)
		return false;
	value = bytes_take(&reader->rest);
	*fields = value & 1 ? (uint32_t)bytes_take(&reader->rest) : 0;
	reader->last += (uint32_t)(value >> 1);
	*number = reader->last;
	return true;
}

static uint64_t make_pair(uint32_t term, uint32_t document, uint32_t fields)
{
	return (uint64_t)term << 32 | (uint64_t)document << FIELD_BITS | fields;
}

/* By word; documents of a word keep their order. */
static void sort_pairs(struct postings *batch)
{
	uint64_t *from = batch->pairs, *to = mem_new(batch->count + 1, sizeof(*to));
	uint64_t all = 0;

	for (size_t i = 0; i < batch->count; i++)
		all |= from[i];
	for (int shift = 32; shift < 64 && all >> shift; shift += RADIX_BITS) {
		size_t starts[1 << RADIX_BITS] = { 0 }, at = 0;
		uint64_t mask = (1 << RADIX_BITS) - 1;
		uint64_t *swap;

		for (size_t i = 0; i < batch->count; i++)
			starts[from[i] >> shift & mask]++;
		for (size_t i = 0; i <= mask; i++) {
			size_t count = starts[i];

			starts[i] = at;
			at += count;
		}
		for (size_t i = 0; i < batch->count; i++)
			to[starts[from[i] >> shift & mask]++] = from[i];
		swap = from;
		from = to;
		to = swap;
	}
	batch->pairs = from;
	batch->cap = batch->count + 1;
	free(to);
}

/* The block that a word's documents are being appended to. */
struct block {
	uint32_t term, first, last;
	bool is_stored; /* an older state of it */
	struct buf bytes;
};

/* The last one that the word has in the era of a document, unless it is full. */
static void load_last_block(struct store *store, struct block *block, uint32_t document)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT first, last, entries FROM postings "
					   "WHERE era = ? AND term = ? "
					   "ORDER BY first DESC LIMIT 1");

	db_int(stmt, 1, postings_era(document));
	db_int(stmt, 2, block->term);
	if (db_row(stmt) && db_get_str(stmt, 2).len < POSTINGS_BLOCK) {
		block->is_stored = true;
		block->first = (uint32_t)db_get_int(stmt, 0);
		block->last = (uint32_t)db_get_int(stmt, 1);
		buf_add(&block->bytes, db_get_str(stmt, 2));
	}
	db_done(store, stmt, NULL);
}

static bool save_block(struct store *store, struct block *block, struct error *err)
{
	sqlite3_stmt *stmt;

	if (!block->bytes.len)
		return true;
	stmt = db_use(store, block->is_stored
		? "INSERT OR REPLACE INTO postings(era, term, first, last, entries) "
		  "VALUES(?, ?, ?, ?, ?)"
		: "INSERT INTO postings(era, term, first, last, entries) VALUES(?, ?, ?, ?, ?)");
	db_int(stmt, 1, postings_era(block->first));
	db_int(stmt, 2, block->term);
	db_int(stmt, 3, block->first);
	db_int(stmt, 4, block->last);
	db_blob(stmt, 5, buf_str(&block->bytes));
	if (!db_run(store, stmt, err))
		return false;
	/* Full blocks tell how common a word is. */
	if (block->bytes.len < POSTINGS_BLOCK)
		return true;
	stmt = db_use(store, "UPDATE terms SET blocks = blocks + 1 WHERE id = ?");
	db_int(stmt, 1, block->term);
	return db_run(store, stmt, err);
}

static void begin_block(struct block *block, uint32_t term)
{
	buf_clear(&block->bytes);
	block->term = term;
	block->first = block->last = 0;
	block->is_stored = false;
}

static bool append(struct store *store, struct block *block, uint32_t document, uint32_t fields,
		   struct error *err)
{
	if (block->bytes.len &&
	    (block->bytes.len >= POSTINGS_BLOCK ||
	     postings_era(block->first) != postings_era(document))) {
		if (!save_block(store, block, err))
			return false;
		begin_block(block, block->term);
	}
	if (!block->bytes.len)
		block->first = block->last = document;
	put_entry(&block->bytes, document - block->last, fields);
	block->last = document;
	return true;
}

/* Few documents are appended to what is there; many have enough to say on each
 * word, and nothing is read. */
static bool flush(struct postings *batch, struct error *err)
{
	bool is_many = batch->documents >= MANY, is_well = true;
	struct block block = { 0 };

	sort_pairs(batch);
	for (size_t i = 0; is_well && i < batch->count; i++) {
		uint32_t term = (uint32_t)(batch->pairs[i] >> 32);
		uint32_t rest = (uint32_t)batch->pairs[i], fields = rest & 7;
		uint32_t document = batch->base + (rest >> FIELD_BITS);

		/* The same word twice: it fell out of memory in between. */
		while (i + 1 < batch->count &&
		       batch->pairs[i + 1] >> FIELD_BITS == batch->pairs[i] >> FIELD_BITS)
			fields |= batch->pairs[++i] & 7;
		if (term != block.term) {
			is_well = save_block(batch->store, &block, err);
			begin_block(&block, term);
			if (!is_many)
				load_last_block(batch->store, &block, document);
		}
		is_well = is_well && append(batch->store, &block, document, fields, err);
	}
	is_well = is_well && save_block(batch->store, &block, err);
	buf_free(&block.bytes);
	batch->count = batch->documents = 0;
	return is_well;
}

static bool add_pairs(struct postings *batch, uint32_t document, const struct terms_doc *doc,
		      struct error *err)
{
	if (batch->count && (batch->count + doc->count > PAIRS_MAX ||
			     document - batch->base >= SPAN_MAX) &&
	    !flush(batch, err))
		return false;
	if (batch->count == 0)
		batch->base = document;
	batch->documents++;
	while (batch->count + doc->count > batch->cap) {
		batch->cap = batch->cap ? batch->cap * 2 : 1 << 14;
		batch->pairs = mem_resize(batch->pairs, batch->cap * sizeof(*batch->pairs));
	}
	for (size_t i = 0; i < doc->count; i++)
		batch->pairs[batch->count++] = make_pair(doc->hits[i].term, document - batch->base,
							 doc->hits[i].fields);
	return true;
}

static bool add_fresh(struct store *store, uint32_t document, struct terms_doc *doc,
		      struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT INTO fresh(document, terms) VALUES(?, ?)");
	struct buf list = { 0 };
	uint32_t last = 0;
	bool is_well;

	terms_doc_sort(doc);
	for (size_t i = 0; i < doc->count; i++) {
		put_entry(&list, doc->hits[i].term - last, doc->hits[i].fields);
		last = doc->hits[i].term;
	}
	db_int(stmt, 1, document);
	db_blob(stmt, 2, buf_str(&list));
	is_well = db_run(store, stmt, err);
	buf_free(&list);
	return is_well;
}

/* Moves what waits into the batch. */
static bool take_fresh(struct postings *batch, struct error *err)
{
	sqlite3_stmt *stmt = db_use(batch->store, "SELECT document, terms FROM fresh "
						  "ORDER BY document");
	struct terms_doc doc = { 0 };
	bool is_well = true;

	while (is_well && db_row(stmt)) {
		struct postings_reader reader = { .rest = db_get_str(stmt, 1) };
		struct term_hit hit;

		doc.count = 0;
		while (postings_next(&reader, &hit.term, &hit.fields)) {
			doc.hits = mem_grow(doc.hits, doc.count, &doc.cap, sizeof(*doc.hits));
			doc.hits[doc.count++] = hit;
		}
		is_well = add_pairs(batch, (uint32_t)db_get_int(stmt, 0), &doc, err);
	}
	terms_doc_free(&doc);
	return db_done(batch->store, stmt, err) && is_well &&
	       db_exec(batch->store, "DELETE FROM fresh", err);
}

bool postings_begin(struct postings *batch, struct store *store, bool is_bulk, struct error *err)
{
	*batch = (struct postings){ .store = store, .is_bulk = is_bulk };
	return !is_bulk || take_fresh(batch, err);
}

bool postings_drop(struct store *store, int64_t row, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM documents WHERE row = ?");
	int64_t document;

	db_int(stmt, 1, row);
	document = db_number(store, stmt, 0);
	if (document == 0)
		return true;
	stmt = db_use(store, "DELETE FROM documents WHERE id = ?");
	db_int(stmt, 1, document);
	if (!db_run(store, stmt, err))
		return false;
	stmt = db_use(store, "DELETE FROM fresh WHERE document = ?");
	db_int(stmt, 1, document);
	return db_run(store, stmt, err);
}

bool postings_add(struct postings *batch, int64_t row, struct terms_doc *doc, struct error *err)
{
	sqlite3_stmt *stmt = db_use(batch->store, "INSERT INTO documents(row) VALUES(?)");
	uint32_t document;

	db_int(stmt, 1, row);
	if (!db_run(batch->store, stmt, err))
		return false;
	document = (uint32_t)sqlite3_last_insert_rowid(batch->store->db);
	return batch->is_bulk ? add_pairs(batch, document, doc, err)
			      : add_fresh(batch->store, document, doc, err);
}

bool postings_end(struct postings *batch, int64_t backlog, struct error *err)
{
	int64_t waiting, most = backlog > POSTINGS_FRESH ? POSTINGS_FRESH_MOST : POSTINGS_FRESH;

	if (!batch->is_bulk) {
		waiting = db_number(batch->store, db_use(batch->store,
			"SELECT count(*) FROM fresh"), 0);
		if (waiting > most && !take_fresh(batch, err))
			return false;
	}
	return !batch->count || flush(batch, err);
}

void postings_free(struct postings *batch)
{
	free(batch->pairs);
	*batch = (struct postings){ 0 };
}
