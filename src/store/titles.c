/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/utf8.h"
#include "base/word.h"
#include "store/match.h"
#include "store/scope.h"
#include "store/similar.h"

enum {
	CANDIDATES = 80,
	RARE = 3, /* the longest words are the rarest, mostly */
	SECTION_WALK = 400, /* articles of a feed that are looked at */
};
static const double near_enough = 0.6;

static bool is_same_title(struct str a, struct str b)
{
	struct buf x = { 0 }, y = { 0 }, u = { 0 }, v = { 0 };
	bool is_same;

	utf8_squeeze(&x, a);
	utf8_squeeze(&y, b);
	utf8_fold(&u, buf_str(&x));
	utf8_fold(&v, buf_str(&y));
	is_same = u.len > 0 && str_eq(buf_str(&u), buf_str(&v));
	buf_free(&x);
	buf_free(&y);
	buf_free(&u);
	buf_free(&v);
	return is_same;
}

static int longest_first(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return x->len > y->len ? -1 : x->len < y->len;
}

/* A query for titles with the rarest words of this one, `skip` of them left
 * out: it may be those that differ. */
static struct match *match_title(struct store *store, struct str title, size_t skip,
				 struct arena *arena)
{
	struct word_walk walk = word_walk(title);
	struct query_node nodes[RARE] = { 0 };
	const struct query_node *all[RARE];
	struct str words[32];
	struct word word;
	size_t count = 0, used = 0;

	while (count < 32 && word_next(&walk, &word))
		words[count++] = word.text;
	qsort(words, count, sizeof(words[0]), longest_first);
	if (skip && count < skip + RARE)
		return NULL;
	for (; used + skip < count && used < RARE; used++) {
		nodes[used] = (struct query_node){ .kind = QUERY_WORD, .field = QUERY_TITLE,
						   .text = words[used + skip] };
		all[used] = &nodes[used];
	}
	return used ? match_all(store, all, used, true, arena) : NULL;
}

/* How near two titles are: 2 for the same, 0 for too far. */
static double likeness_of(struct str title, struct str other)
{
	double likeness = is_same_title(title, other) ? 2 : similar_titles(title, other);

	return likeness < near_enough ? 0 : likeness;
}

/* The nearest so far. */
struct nearest {
	double likeness;
	int64_t id;
	struct str url;
};

static void look_at(struct nearest *best, struct str wanted, struct str title, int64_t id,
		    struct str url, struct arena *arena)
{
	double likeness = likeness_of(wanted, title);

	if (likeness > best->likeness)
		*best = (struct nearest){ likeness, id, arena_str(arena, url) };
}

static void look_in_index(struct store *store, struct str title, int64_t feed, size_t skip,
			  struct nearest *best, struct arena *arena)
{
	struct arena scratch = { 0 };
	struct match *match = match_title(store, title, skip, &scratch);
	int64_t row;

	for (int seen = 0; match && best->likeness < 2 && seen < CANDIDATES &&
	     match_next(match, &row); seen++) {
		struct store_row found;

		if (store_row_by_id(store, row, &scratch, &found) &&
		    (!feed || found.feed == feed))
			look_at(best, title, found.title, found.id, found.url, arena);
	}
	arena_free(&scratch);
}

/* What came a moment ago is in no index yet. */
static void look_at_newest(struct store *store, struct str title, int64_t feed,
			   struct nearest *best, struct arena *arena)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id, title, url FROM items INDEXED BY items_feed "
					   "WHERE feed = ? AND hidden = 0 "
					   "ORDER BY date DESC LIMIT ?");

	db_int(stmt, 1, feed);
	db_int(stmt, 2, SECTION_WALK);
	while (best->likeness < 2 && db_row(stmt))
		look_at(best, title, db_get_str(stmt, 1), db_get_int(stmt, 0),
			db_get_str(stmt, 2), arena);
	db_done(store, stmt, NULL);
}

bool store_article_by_title(struct store *store, struct str title, int64_t feed, int64_t *id,
			    struct arena *arena, struct str *url)
{
	struct nearest best = { 0 };

	for (size_t skip = 0; skip <= RARE && !best.id; skip += RARE)
		look_in_index(store, title, feed, skip, &best, arena);
	if (feed && best.likeness < 2)
		look_at_newest(store, title, feed, &best, arena);
	*id = best.id;
	*url = best.url;
	return best.id != 0;
}

bool store_latest(struct store *store, int64_t feed, struct str section, int64_t but, int count,
		  struct arena *arena, struct store_row **out, size_t *found)
{
	size_t limit = count > 0 ? (size_t)count : 0;

	*out = arena_array(arena, limit + 1, sizeof(**out));
	*found = 0;
	/* Those of the section first; a feed that names none has them all. */
	for (int is_rest = section.len == 0; is_rest < 2 && *found < limit; is_rest++) {
		struct sql sql = { .store = store };
		sqlite3_stmt *stmt;
		int walked = 0;

		scope_add_select(&sql, "items_feed_unread");
		sql_add(&sql, "i.hidden = 0 AND i.unread = 1 AND i.feed = ");
		sql_int(&sql, feed);
		sql_add(&sql, " AND i.id <> ");
		sql_int(&sql, but);
		sql_add(&sql, " AND (");
		sql_str(&sql, section);
		sql_add(&sql, " = '' OR (i.section = ");
		sql_str(&sql, section);
		sql_add(&sql, " COLLATE NOCASE) <> ");
		sql_int(&sql, is_rest);
		sql_add(&sql, ") ORDER BY i.date DESC, i.id DESC LIMIT ");
		sql_int(&sql, (int64_t)limit);
		stmt = sql_use(&sql);
		while (*found < limit && walked++ < SECTION_WALK && db_row(stmt))
			scope_read_row(store, stmt, arena, &(*out)[(*found)++]);
		db_done(store, stmt, NULL);
		sql_free(&sql);
		if (section.len && *found)
			break;
	}
	return true;
}
