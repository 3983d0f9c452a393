/* SPDX-License-Identifier: MIT */
#include "store/similar.h"

#include <string.h>

#include "base/word.h"
#include "store/body.h"
#include "store/bytes.h"

enum {
	TITLE_WORDS = 24, TITLE_LEAST = 4,
	WORD_LEAST = 4, /* bytes; shorter ones stand in every title */
	TITLE_SLOTS = 64, TEXT_SLOTS = 512,
	TEXT_WORDS = 160, TEXT_LEAST = 30, /* looked at, and needed to tell anything */
	BANDS = 4, ROWS = 2,
	CANDIDATES = 6,
	APART = 3 * 86400, /* seconds; one story is news for so long */
	KEPT = 8 * 86400,
};
static const double title_least = 0.6, title_alone = 0.8, both_least = 0.55,
		    text_least = 0.1;

/* Distinct words as hashes, and where each of them stands: open addressing,
 * never more than half full. */
struct word_set {
	uint64_t hashes[TEXT_WORDS];
	size_t count, mask;
	uint8_t slots[TEXT_SLOTS]; /* a place among hashes, plus one; 0: free */
};
_Static_assert(TEXT_WORDS < 256 && TEXT_WORDS * 2 <= TEXT_SLOTS &&
	       TITLE_WORDS * 2 <= TITLE_SLOTS, "every place has a slot");

static size_t find_slot(const struct word_set *set, uint64_t hash)
{
	size_t at = (size_t)hash & set->mask;

	while (set->slots[at] && set->hashes[set->slots[at] - 1] != hash)
		at = (at + 1) & set->mask;
	return at;
}

static void word_set_add(struct word_set *set, uint64_t hash)
{
	size_t at = find_slot(set, hash);

	if (set->slots[at])
		return;
	set->hashes[set->count++] = hash;
	set->slots[at] = (uint8_t)set->count;
}

static void word_set_make(struct str text, size_t max, size_t shortest, struct word_set *out)
{
	struct word_walk walk = word_walk(text);
	struct buf folded = { 0 };
	struct word word;

	out->count = 0;
	out->mask = (max > TITLE_WORDS ? TEXT_SLOTS : TITLE_SLOTS) - 1;
	memset(out->slots, 0, out->mask + 1);
	for (size_t i = 0; i < max && word_next(&walk, &word);) {
		if (word.text.len < shortest)
			continue;
		buf_clear(&folded);
		word_add_folded(&folded, word.text);
		word_set_add(out, bytes_hash(0, buf_str(&folded)));
		i++;
	}
	buf_free(&folded);
}

static size_t shared(const struct word_set *a, const struct word_set *b)
{
	size_t both = 0;

	for (size_t i = 0; i < a->count; i++)
		both += b->slots[find_slot(b, a->hashes[i])] != 0;
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

/* An article that others are compared with. */
struct subject {
	struct store *store;
	int64_t id, feed, date;
	struct str body;
	struct word_set title, text; /* text: once it was needed */
	bool has_text;
};

/* Near enough in title and in text? */
static bool is_same_story(struct subject *one, struct str other_title, int64_t other)
{
	struct word_set their_title, their_text;
	struct arena arena = { 0 };
	struct str body;
	double likeness, overlap;

	word_set_make(other_title, TITLE_WORDS, WORD_LEAST, &their_title);
	likeness = jaccard(&one->title, &their_title);
	if (their_title.count < TITLE_LEAST || likeness < title_least)
		return false;
	/* Texts of one language share a tenth of their words anyhow: behind the
	 * same title they need not be opened. */
	if (likeness + text_least >= 2 * both_least)
		return true;
	if (!one->has_text)
		word_set_make(one->body, TEXT_WORDS, WORD_LEAST, &one->text);
	one->has_text = true;
	body_load_text(one->store, other, &arena, &body);
	word_set_make(body, TEXT_WORDS, WORD_LEAST, &their_text);
	arena_free(&arena);
	if (one->text.count < TEXT_LEAST || their_text.count < TEXT_LEAST)
		return likeness >= title_alone;
	overlap = (double)shared(&one->text, &their_text) /
		  (double)(one->text.count < their_text.count ? one->text.count
							      : their_text.count);
	return (likeness + overlap) / 2 >= both_least;
}

struct candidate { int64_t id, story; struct str title; };

static bool place_subject(struct subject *one)
{
	sqlite3_stmt *stmt = db_use(one->store, "SELECT feed, date FROM items WHERE id = ?");
	bool is_there;

	db_int(stmt, 1, one->id);
	is_there = db_row(stmt);
	if (is_there) {
		one->feed = db_get_int(stmt, 0);
		one->date = db_get_int(stmt, 1);
	}
	return db_done(one->store, stmt, NULL) && is_there;
}

/* One that may be the same story: of another feed, of about the same time. */
static bool look_at(struct subject *one, int64_t other, struct arena *arena,
		    struct candidate *out)
{
	sqlite3_stmt *stmt = db_use(one->store,
		"SELECT ifnull(story, 0), title FROM items WHERE id = ? AND feed <> ? "
		"AND date BETWEEN ? AND ?");
	bool is_there;

	db_int(stmt, 1, other);
	db_int(stmt, 2, one->feed);
	db_int(stmt, 3, one->date - APART);
	db_int(stmt, 4, one->date + APART);
	is_there = db_row(stmt);
	if (is_there)
		*out = (struct candidate){ other, db_get_int(stmt, 0),
					   db_copy_str(stmt, 1, arena) };
	return db_done(one->store, stmt, NULL) && is_there;
}

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Binds a statement that yields the newest articles with a part in common; a
 * part that everybody has leads to the newest of them only. */
static sqlite3_stmt *find_candidates(struct subject *one, const int64_t *parts)
{
#define NEWEST(part) "SELECT * FROM (SELECT id FROM shingles WHERE hash = ?" part \
	" ORDER BY id DESC LIMIT ?5)"
	sqlite3_stmt *stmt = db_use(one->store, NEWEST("1") " UNION ALL " NEWEST("2")
				    " UNION ALL " NEWEST("3") " UNION ALL " NEWEST("4"));

	for (int i = 0; i < BANDS; i++)
		db_int(stmt, i + 1, parts[i]);
	db_int(stmt, BANDS + 1, CANDIDATES);
	return stmt;
}

/* The first of the candidates that tells the same. */
static bool find_story(struct subject *one, const int64_t *parts, struct candidate *out)
{
	sqlite3_stmt *stmt = find_candidates(one, parts);
	int64_t ids[BANDS * CANDIDATES];
	size_t count = 0, looked = 0;
	bool is_found = false;

	while (!is_found && looked < CANDIDATES && count < BANDS * CANDIDATES && db_row(stmt)) {
		struct arena arena = { 0 };
		int64_t id = db_get_int(stmt, 0);

		if (id == one->id || is_among(ids, count, id))
			continue;
		ids[count++] = id;
		if (look_at(one, id, &arena, out)) {
			looked++;
			is_found = is_same_story(one, out->title, id);
			out->title = (struct str){ 0 };
		}
		arena_free(&arena);
	}
	db_done(one->store, stmt, NULL);
	return is_found;
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
	struct candidate other;
	struct subject one;
	int64_t parts[BANDS];
	bool is_well = true;

	one.store = store;
	one.id = id;
	one.body = text;
	one.has_text = false;
	word_set_make(title, TITLE_WORDS, WORD_LEAST, &one.title);
	if (one.title.count < TITLE_LEAST)
		return true;
	sketch(&one.title, parts);
	if (place_subject(&one) && find_story(&one, parts, &other))
		is_well = join_story(store, id, &other, err);
	return is_well && leave_parts(store, id, parts, err);
}

bool similar_tidy(struct store *store, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM shingles WHERE id < ifnull((SELECT min(id) "
		"FROM (SELECT id FROM items WHERE seen >= ? ORDER BY id DESC LIMIT 100000)), 0)");

	db_int(stmt, 1, now - KEPT);
	return db_run(store, stmt, err);
}
