/* SPDX-License-Identifier: MIT */
#include "store/similar.h"

#include <stdlib.h>

#include "base/word.h"
#include "store/body.h"
#include "store/bytes.h"

enum {
	TITLE_WORDS = 24, TITLE_LEAST = 4,
	WORD_LEAST = 4, /* bytes; shorter ones stand in every title */
	TEXT_WORDS = 160, TEXT_LEAST = 30, /* looked at, and needed to tell anything */
	BANDS = 4, ROWS = 2,
	CANDIDATES = 6,
	APART = 3 * 86400, /* seconds; one story is news for so long */
	KEPT = 8 * 86400,
};
static const double title_least = 0.6, title_alone = 0.8, both_least = 0.55;

/* Distinct words as hashes, in ascending order. */
struct word_set {
	uint64_t hashes[TEXT_WORDS];
	size_t count;
};

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void word_set_make(struct str text, size_t max, size_t shortest, struct word_set *out)
{
	struct word_walk walk = word_walk(text);
	struct buf folded = { 0 };
	struct word word;
	size_t kept = 0;

	out->count = 0;
	while (out->count < max && word_next(&walk, &word)) {
		if (word.text.len < shortest)
			continue;
		buf_clear(&folded);
		word_add_folded(&folded, word.text);
		out->hashes[out->count++] = bytes_hash(0, buf_str(&folded));
	}
	buf_free(&folded);
	qsort(out->hashes, out->count, sizeof(uint64_t), by_hash);
	for (size_t i = 0; i < out->count; i++)
		if (kept == 0 || out->hashes[i] != out->hashes[kept - 1])
			out->hashes[kept++] = out->hashes[i];
	out->count = kept;
}

static size_t shared(const struct word_set *a, const struct word_set *b)
{
	size_t i = 0, j = 0, both = 0;

	while (i < a->count && j < b->count) {
		if (a->hashes[i] == b->hashes[j]) {
			both++;
			i++;
			j++;
		} else if (a->hashes[i] < b->hashes[j]) {
			i++;
		} else {
			j++;
		}
	}
	return both;
}

static double jaccard(const struct word_set *a, const struct word_set *b)
{
	size_t both = shared(a, b), all = a->count + b->count - both;

	return all ? (double)both / (double)all : 0;
}

double similar_titles(struct str a, struct str b)
{
	struct word_set x, y;

	word_set_make(a, TITLE_WORDS, 1, &x);
	word_set_make(b, TITLE_WORDS, 1, &y);
	return jaccard(&x, &y);
}

/* The least of all words' hashes under each of several orders: two sets agree
 * on one as often as they share words. Pairs of them make rare keys. */
static void sketch(const struct word_set *words, int64_t *out)
{
	for (size_t band = 0; band < BANDS; band++) {
		uint64_t pair[ROWS];

		for (size_t row = 0; row < ROWS; row++) {
			uint64_t k = (band * ROWS + row) * 2 + 1, least = UINT64_MAX;

			for (size_t i = 0; i < words->count; i++) {
				uint64_t h = (words->hashes[i] ^ k) * 0x9e3779b97f4a7c15u * k;

				h ^= h >> 29;
				least = h < least ? h : least;
			}
			pair[row] = least;
		}
		out[band] = (int64_t)bytes_hash(band, (struct str){ (const char *)pair,
								    sizeof(pair) });
	}
}

/* Near enough in title and in text? */
static bool is_same_story(struct store *store, const struct word_set *title,
			  const struct word_set *text, struct str other_title, int64_t other)
{
	struct word_set their_title, their_text;
	struct arena arena = { 0 };
	struct str body;
	double likeness, overlap;

	word_set_make(other_title, TITLE_WORDS, WORD_LEAST, &their_title);
	likeness = jaccard(title, &their_title);
	if (their_title.count < TITLE_LEAST || likeness < title_least)
		return false;
	body_load_text(store, other, &arena, &body);
	word_set_make(body, TEXT_WORDS, WORD_LEAST, &their_text);
	arena_free(&arena);
	if (text->count < TEXT_LEAST || their_text.count < TEXT_LEAST)
		return likeness >= title_alone;
	overlap = (double)shared(text, &their_text) /
		  (double)(text->count < their_text.count ? text->count : their_text.count);
	return (likeness + overlap) / 2 >= both_least;
}

struct candidate { int64_t id, story; struct str title; };

/* One that may be the same story: of another feed, of about the same time. */
static bool look_at(struct store *store, int64_t id, int64_t other, struct arena *arena,
		    struct candidate *out)
{
	sqlite3_stmt *stmt = db_use(store,
		"SELECT ifnull(o.story, 0), o.title FROM items i CROSS JOIN items o ON o.id = ?2 "
		"WHERE i.id = ?1 AND o.feed <> i.feed "
		"AND o.date BETWEEN i.date - ?3 AND i.date + ?3");
	bool is_there;

	db_int(stmt, 1, id);
	db_int(stmt, 2, other);
	db_int(stmt, 3, APART);
	is_there = db_row(stmt);
	if (is_there)
		*out = (struct candidate){ other, db_get_int(stmt, 0),
					   db_copy_str(stmt, 1, arena) };
	return db_done(store, stmt, NULL) && is_there;
}

/* The newest articles with a part in common; a part that everybody has leads
 * to the newest of them only. */
static size_t find_candidates(struct store *store, int64_t id, const int64_t *parts,
			      struct arena *arena, struct candidate *out)
{
#define NEWEST(part) "SELECT * FROM (SELECT id FROM shingles WHERE hash = ?" part \
	" ORDER BY id DESC LIMIT ?5)"
	sqlite3_stmt *stmt = db_use(store, NEWEST("1") " UNION ALL " NEWEST("2") " UNION ALL "
						   NEWEST("3") " UNION ALL " NEWEST("4"));
	int64_t ids[BANDS * CANDIDATES];
	size_t found = 0, count = 0;

	for (int i = 0; i < BANDS; i++)
		db_int(stmt, i + 1, parts[i]);
	db_int(stmt, BANDS + 1, CANDIDATES);
	while (found < BANDS * CANDIDATES && db_row(stmt))
		ids[found++] = db_get_int(stmt, 0);
	db_done(store, stmt, NULL);
	for (size_t i = 0; i < found && count < CANDIDATES; i++) {
		bool is_known = ids[i] == id;

		for (size_t k = 0; k < count; k++)
			is_known |= out[k].id == ids[i];
		count += !is_known && look_at(store, id, ids[i], arena, &out[count]);
	}
	return count;
}

static bool join_story(struct store *store, int64_t id, const struct candidate *other,
		       struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "UPDATE items SET story = ?1 "
					   "WHERE id IN (?2, ?3) AND story IS NULL");

	db_int(stmt, 1, other->story ? other->story : other->id);
	db_int(stmt, 2, id);
	db_int(stmt, 3, other->id);
	return db_run(store, stmt, err);
}

static bool leave_parts(struct store *store, int64_t id, const int64_t *parts, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT OR IGNORE INTO shingles(hash, id) "
					   "VALUES(?1, ?5), (?2, ?5), (?3, ?5), (?4, ?5)");

	for (int i = 0; i < BANDS; i++)
		db_int(stmt, i + 1, parts[i]);
	db_int(stmt, BANDS + 1, id);
	return db_run(store, stmt, err);
}

bool similar_note(struct store *store, int64_t id, struct str title, struct str text,
		  struct error *err)
{
	struct candidate found[CANDIDATES];
	struct word_set title_set, text_set;
	struct arena arena = { 0 };
	int64_t parts[BANDS];
	bool is_well = true;
	size_t count;

	word_set_make(title, TITLE_WORDS, WORD_LEAST, &title_set);
	if (title_set.count < TITLE_LEAST)
		return true;
	sketch(&title_set, parts);
	count = find_candidates(store, id, parts, &arena, found);
	if (count)
		word_set_make(text, TEXT_WORDS, WORD_LEAST, &text_set);
	for (size_t i = 0; i < count; i++) {
		if (!is_same_story(store, &title_set, &text_set, found[i].title, found[i].id))
			continue;
		is_well = join_story(store, id, &found[i], err);
		break;
	}
	arena_free(&arena);
	return is_well && leave_parts(store, id, parts, err);
}

bool similar_tidy(struct store *store, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM shingles WHERE id < ifnull((SELECT min(id) "
		"FROM (SELECT id FROM items WHERE seen >= ? ORDER BY id DESC LIMIT 100000)), 0)");

	db_int(stmt, 1, now - KEPT);
	return db_run(store, stmt, err);
}
