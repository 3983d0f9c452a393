/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/utf8.h"
#include "base/word.h"
#include "store/index.h"
#include "store/scope.h"
#include "store/similar.h"
#include "store/words.h"

enum {
	CANDIDATES = 80,
	RARE = 3, /* the longest words are the rarest, mostly */
	SECTION_WALK = 400, /* unread articles of a feed that are looked at */
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

/* An expression for titles with the rarest words of this one. */
static bool make_match(struct store *store, struct str title, struct buf *out)
{
	struct word_walk walk = word_walk(title);
	struct str words[32];
	struct word word;
	size_t count = 0, used = 0;

	while (count < 32 && word_next(&walk, &word))
		words[count++] = word.text;
	qsort(words, count, sizeof(words[0]), longest_first);
	for (size_t i = 0; i < count && used < RARE; i++) {
		if (used)
			buf_add(out, STR(" AND "));
		if (words_add_match(store, words[i], "t=", false, index_languages(store), out))
			used++;
	}
	return used > 0;
}

struct best { int64_t id; struct str url; double likeness; };

static void consider(struct best *best, sqlite3_stmt *stmt, struct str title, struct arena *arena)
{
	struct str other = db_get_str(stmt, 2);
	double likeness = is_same_title(title, other) ? 2 : similar_titles(title, other);

	if (likeness < near_enough || likeness <= best->likeness)
		return;
	*best = (struct best){ db_get_int(stmt, 0), db_copy_str(stmt, 1, arena), likeness };
}

static void look_up(struct store *store, const char *sql, const struct buf *match, int64_t feed,
		    struct str title, struct arena *arena, struct best *best)
{
	sqlite3_stmt *stmt = db_use(store, sql);

	db_str(stmt, 1, buf_str(match));
	db_int(stmt, 2, feed);
	db_int(stmt, 3, CANDIDATES);
	while (best->likeness < 2 && db_row(stmt))
		consider(best, stmt, title, arena);
	db_done(store, stmt, NULL);
}

bool store_article_by_title(struct store *store, struct str title, int64_t feed, int64_t *id,
			    struct arena *arena, struct str *url)
{
	struct buf match = { 0 };
	struct best best = { 0 };

	*id = 0;
	*url = (struct str){ 0 };
	if (make_match(store, title, &match)) {
		look_up(store, "SELECT i.id, i.url, i.title FROM search s CROSS JOIN items i "
			       "ON i.id = s.rowid WHERE s.search MATCH ?1 AND s.rowid > 0 "
			       "AND i.hidden = 0 AND (?2 = 0 OR i.feed = ?2) "
			       "ORDER BY s.rowid DESC LIMIT ?3", &match, feed, title, arena, &best);
		if (feed == 0 && best.likeness < 2)
			look_up(store, "SELECT -p.id, p.url, p.title FROM search s CROSS JOIN pages p "
				       "ON p.id = -s.rowid WHERE s.search MATCH ?1 AND s.rowid < 0 "
				       "AND ?2 = 0 ORDER BY s.rowid LIMIT ?3", &match, feed, title,
				arena, &best);
	}
	buf_free(&match);
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
			scope_read_row(stmt, arena, &(*out)[(*found)++]);
		db_done(store, stmt, NULL);
		sql_free(&sql);
		if (section.len && *found)
			break;
	}
	return true;
}
