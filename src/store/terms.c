/* SPDX-License-Identifier: MIT */
#include "store/terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "base/word.h"
#include "store/bytes.h"
#include "store/stem.h"

enum {
	MEMO_LEAST = 1 << 12, MEMO_MOST = 1 << 18, /* slots */
	WORD_MAX = 40,          /* bytes; longer words are cut */
	BODY_MAX = 256 << 10,   /* bytes of an article that are indexed */
	PREFIX_LEAST = 2,       /* bytes */
	PREFIX_SCAN = 2000,     /* words looked at for a prefix */
	FORMS = 8,
};

/* A word as written, and what is known of it: most words of a text are among
 * those that came by a moment ago. */
struct memo_word {
	uint64_t hash;
	uint32_t term;
	uint32_t languages; /* whose stem of it is in the database */
	uint32_t document;  /* it was last met in, */
	uint32_t at;        /* and its place among that one's hits */
};

struct word_memo {
	struct memo_word *slots; /* open addressing; a free one has hash 0 */
	size_t size, used;
	struct stemmers *stemmers;
	uint32_t document;
	uint32_t languages; /* met in this session */
};

static struct word_memo *memo_of(struct store *store)
{
	struct word_memo *memo = store->memo;

	if (!memo) {
		memo = store->memo = mem_new(1, sizeof(*memo));
		memo->size = MEMO_LEAST;
		memo->slots = mem_new(memo->size, sizeof(struct memo_word));
		memo->stemmers = stem_new();
	}
	return memo;
}

void word_memo_free(struct word_memo *memo)
{
	if (!memo)
		return;
	stem_free(memo->stemmers);
	free(memo->slots);
	free(memo);
}

void terms_doc_free(struct terms_doc *doc)
{
	free(doc->hits);
	*doc = (struct terms_doc){ 0 };
}

static struct str cut(struct str s)
{
	return utf8_clip(s, WORD_MAX);
}

static uint32_t number_of(struct store *store, struct str folded)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM terms WHERE word = ?");

	db_str(stmt, 1, folded);
	return (uint32_t)db_number(store, stmt, 0);
}

static uint32_t add_number(struct store *store, struct str folded)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT INTO terms(word) VALUES(?)");

	db_str(stmt, 1, folded);
	return db_run(store, stmt, NULL) ? (uint32_t)sqlite3_last_insert_rowid(store->db) : 0;
}

static void add_stem(struct store *store, struct word_memo *memo, uint32_t term, struct str word,
		     int language)
{
	struct buf folded = { 0 }, bare = { 0 }, stem = { 0 };
	sqlite3_stmt *stmt;

	utf8_fold(&folded, word);
	word_add_bare(&bare, buf_str(&folded));
	stem_add(memo->stemmers, language, buf_str(&folded), &stem);
	if (stem.len && !str_eq(cut(buf_str(&stem)), cut(buf_str(&bare)))) {
		stmt = db_use(store, "INSERT OR IGNORE INTO stems(stem, term) VALUES(?, ?)");
		db_str(stmt, 1, cut(buf_str(&stem)));
		db_int(stmt, 2, term);
		db_run(store, stmt, NULL);
	}
	buf_free(&folded);
	buf_free(&bare);
	buf_free(&stem);
}

static struct memo_word *find_slot(struct word_memo *memo, uint64_t hash)
{
	size_t at = (size_t)(hash >> 16) & (memo->size - 1); /* its last bit is always 1 */

	while (memo->slots[at].hash && memo->slots[at].hash != hash)
		at = (at + 1) & (memo->size - 1);
	return &memo->slots[at];
}

/* Doubles it, or, at its full size, begins anew. */
static void make_room(struct word_memo *memo)
{
	struct memo_word *old = memo->slots;
	size_t size = memo->size;

	if (memo->used * 4 < memo->size * 3)
		return;
	memo->used = 0;
	if (size == MEMO_MOST) {
		memset(memo->slots, 0, size * sizeof(*old));
		return;
	}
	memo->size = size * 2;
	memo->slots = mem_new(memo->size, sizeof(*memo->slots));
	for (size_t i = 0; i < size; i++)
		if (old[i].hash) {
			*find_slot(memo, old[i].hash) = old[i];
			memo->used++;
		}
	free(old);
}

/* The slot of a word, which is numbered when it is new. */
static struct memo_word *recall(struct store *store, struct word_memo *memo, struct str word,
				int language)
{
	uint64_t hash = bytes_hash(1, word) | 1;
	struct memo_word *slot;

	make_room(memo);
	slot = find_slot(memo, hash);
	if (slot->hash == 0) {
		struct buf folded = { 0 };

		*slot = (struct memo_word){ .hash = hash };
		memo->used++;
		word_add_folded(&folded, str_slice(word, 0, 200));
		slot->term = number_of(store, cut(buf_str(&folded)));
		if (slot->term == 0 && folded.len)
			slot->term = add_number(store, cut(buf_str(&folded)));
		buf_free(&folded);
	}
	if (language >= 0 && !(slot->languages >> language & 1) && slot->term) {
		slot->languages |= (uint32_t)1 << language;
		add_stem(store, memo, slot->term, word, language);
	}
	return slot;
}

static void add_hit(struct word_memo *memo, struct memo_word *slot, uint32_t field,
		    struct terms_doc *out)
{
	if (slot->term == 0)
		return;
	if (slot->document == memo->document) {
		out->hits[slot->at].fields |= field;
		return;
	}
	out->hits = mem_grow(out->hits, out->count, &out->cap, sizeof(*out->hits));
	slot->document = memo->document;
	slot->at = (uint32_t)out->count;
	out->hits[out->count++] = (struct term_hit){ slot->term, field };
}

static bool is_beside(struct str before, struct str word)
{
	return before.ptr && before.ptr + before.len == word.ptr;
}

static void add_part(struct store *store, struct str text, int language, uint32_t field,
		     struct terms_doc *out)
{
	struct word_memo *memo = store->memo;
	struct word_walk walk = word_walk(text);
	struct str before = { 0 }; /* the letter right before, in scripts without spaces */
	struct word word;

	while (word_next(&walk, &word)) {
		if (word.is_letter && is_beside(before, word.text)) {
			struct str pair = { before.ptr, before.len + word.text.len };

			add_hit(memo, recall(store, memo, pair, STEM_NONE), field, out);
		}
		before = word.is_letter ? word.text : (struct str){ 0 };
		add_hit(memo, recall(store, memo, word.text, language), field, out);
	}
}

bool terms_analyse(struct store *store, const struct terms_text *text, struct terms_doc *out,
		   struct error *err)
{
	struct word_memo *memo = memo_of(store);
	struct str body = str_slice(text->body, 0, BODY_MAX);
	int language = stem_language(text->language);

	out->count = 0;
	if (!text->language.len)
		language = stem_guess(memo->stemmers, body.len ? body : text->title);
	if (language >= 0)
		memo->languages |= (uint32_t)1 << language;
	memo->document++;
	add_part(store, text->title, language, TERM_TITLE, out);
	add_part(store, text->authors, STEM_NONE, TERM_AUTHOR, out);
	add_part(store, text->section, language, TERM_SECTION, out);
	add_part(store, body, language, 0, out);
	return sqlite3_errcode(store->db) != SQLITE_FULL || db_error(store, err);
}

static int by_term(const void *a, const void *b)
{
	const struct term_hit *x = a, *y = b;

	return x->term < y->term ? -1 : x->term > y->term;
}

void terms_doc_sort(struct terms_doc *doc)
{
	size_t kept = 0;

	if (doc->count == 0)
		return;
	qsort(doc->hits, doc->count, sizeof(*doc->hits), by_term);
	for (size_t i = 1; i < doc->count; i++) {
		if (doc->hits[i].term == doc->hits[kept].term)
			doc->hits[kept].fields |= doc->hits[i].fields;
		else
			doc->hits[++kept] = doc->hits[i];
	}
	doc->count = kept + 1;
}

static size_t add_unique(uint32_t *out, size_t count, uint32_t term)
{
	if (term == 0 || count == TERMS_MEANT)
		return count;
	for (size_t i = 0; i < count; i++)
		if (out[i] == term)
			return count;
	out[count] = term;
	return count + 1;
}

static size_t add_all(struct store *store, sqlite3_stmt *stmt, uint32_t *out, size_t count)
{
	while (count < TERMS_MEANT && db_row(stmt))
		count = add_unique(out, count, (uint32_t)db_get_int(stmt, 0));
	db_done(store, stmt, NULL);
	return count;
}

/* A form is a word by itself, and the stem of others. */
static size_t add_form(struct store *store, struct str form, uint32_t *out, size_t count)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT term FROM stems WHERE stem = ? LIMIT 100");

	count = add_unique(out, count, number_of(store, form));
	db_str(stmt, 1, form);
	return add_all(store, stmt, out, count);
}

/* Of the words that begin so, those in most articles. */
static size_t add_beginnings(struct store *store, struct str word, uint32_t *out, size_t count)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT id FROM (SELECT id, blocks FROM terms WHERE word > ?1 AND word < ?1 || "
		"char(1114111) LIMIT ?2) ORDER BY blocks DESC LIMIT ?3");

	if (word.len < PREFIX_LEAST)
		return count;
	db_str(stmt, 1, word);
	db_int(stmt, 2, PREFIX_SCAN);
	db_int(stmt, 3, TERMS_MEANT);
	return add_all(store, stmt, out, count);
}

/* All that were met in any session, of any process. */
static uint32_t load_languages(struct store *store)
{
	return (uint32_t)db_number(store, db_use(store, "SELECT value FROM facts "
							"WHERE name = 'languages'"), 0);
}

size_t terms_meant(struct store *store, struct str word, bool is_prefix, uint32_t *out)
{
	struct word_memo *memo = memo_of(store);
	uint32_t languages = load_languages(store) | memo->languages;
	struct buf folded = { 0 }, bare = { 0 };
	size_t count = 0;

	utf8_fold(&folded, str_slice(word, 0, 200));
	word_add_bare(&bare, buf_str(&folded));
	count = add_form(store, cut(buf_str(&bare)), out, count);
	for (int i = 0; i < STEM_LANGUAGES_MAX; i++) {
		struct buf stem = { 0 };

		if (!(languages >> i & 1))
			continue;
		stem_add(memo->stemmers, i, buf_str(&folded), &stem);
		if (stem.len && !str_eq(buf_str(&stem), buf_str(&bare)))
			count = add_form(store, cut(buf_str(&stem)), out, count);
		buf_free(&stem);
	}
	if (is_prefix)
		count = add_beginnings(store, cut(buf_str(&bare)), out, count);
	buf_free(&folded);
	buf_free(&bare);
	return count;
}

struct holders {
	struct buf letters;
	int64_t newest; /* word when they were looked for */
	uint32_t terms[TERMS_HOLDING + 1];
	size_t count;
};

void holders_free(struct holders *holders)
{
	if (!holders)
		return;
	buf_free(&holders->letters);
	free(holders);
}

/* A word that was cut may have held them behind the cut. False: somebody typed
 * on. */
static bool find_holders(struct store *store, struct holders *holders)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM terms WHERE instr(word, ?1) > 0 "
					   "OR length(CAST(word AS BLOB)) > ?2 LIMIT ?3");

	db_str(stmt, 1, buf_str(&holders->letters));
	db_int(stmt, 2, WORD_MAX - 4);
	db_int(stmt, 3, TERMS_HOLDING + 1);
	for (holders->count = 0; holders->count <= TERMS_HOLDING && db_row(stmt);)
		holders->terms[holders->count++] = (uint32_t)db_get_int(stmt, 0);
	return db_done(store, stmt, NULL);
}

bool terms_holding(struct store *store, struct str letters, const uint32_t **out, size_t *count)
{
	int64_t newest = db_ask(store, "SELECT max(id) FROM terms");
	struct holders *holders = store->holders;

	if (!holders)
		holders = store->holders = mem_new(1, sizeof(*holders));
	if (newest != holders->newest || !str_eq(letters, buf_str(&holders->letters))) {
		buf_clear(&holders->letters);
		buf_add(&holders->letters, letters);
		holders->newest = find_holders(store, holders) ? newest : -1;
	}
	*out = holders->terms;
	*count = holders->count;
	return holders->newest == newest && holders->count <= TERMS_HOLDING;
}

bool terms_save_languages(struct store *store, struct error *err)
{
	struct word_memo *memo = memo_of(store);
	uint32_t known = load_languages(store);
	sqlite3_stmt *stmt;

	if ((memo->languages | known) == known)
		return true;
	stmt = db_use(store, "INSERT OR REPLACE INTO facts(name, value) VALUES('languages', ?)");
	db_int(stmt, 1, memo->languages | known);
	return db_run(store, stmt, err);
}
