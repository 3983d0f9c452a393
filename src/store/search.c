/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "store/body.h"
#include "store/list.h"
#include "store/match.h"
#include "store/pages.h"
#include "store/query_sql.h"
#include "store/snippet.h"

/* Ranked search looks at the newest articles that have the words, those that
 * have them in the title apart, and ranks what it found. What was stored last
 * comes out of the index first, so that nothing ever walks all hits. */
enum {
	TITLE_HITS = 200, TEXT_HITS = 400,
	FOUND_MAX = TITLE_HITS + TEXT_HITS,
	SLOW_HITS = 100,  /* where the text of each has to be read */
	SLOW_LOOKS = 1200,
	PARTS = 64,
	MONTH = 30 * 86400,
};
static const double title_rank = 1.8, text_rank = 1.0, fresh_rank = 0.9;

struct found { int64_t id, date; double rank; };

struct search {
	struct list *list;
	const struct query_node *parts[PARTS]; /* for the index, */
	const struct query_node *rest[PARTS];  /* and not */
	size_t part_count, rest_count;
	bool is_slow;
	struct match *match;
	struct found found[FOUND_MAX];
	size_t count;
	int64_t newest;
	struct arena arena;
};

static bool is_slow(const struct query_node *node)
{
	if (node->kind == QUERY_PHRASE || node->kind == QUERY_REGEX)
		return true;
	for (size_t i = 0; i < node->child_count; i++)
		if (is_slow(node->children[i]))
			return true;
	return false;
}

/* One of the things that all have to hold. A phrase goes both ways: the index
 * knows its words and not their order. */
static void add_part(struct search *s, const struct query_node *node)
{
	bool can = match_can(node);

	if (can && s->part_count < PARTS)
		s->parts[s->part_count++] = node;
	if ((!can || is_slow(node)) && s->rest_count < PARTS)
		s->rest[s->rest_count++] = node;
	s->is_slow |= is_slow(node);
}

static void split(struct search *s, const struct query_node *root)
{
	if (!root)
		return;
	if (root->kind != QUERY_AND) {
		add_part(s, root);
		return;
	}
	for (size_t i = 0; i < root->child_count; i++)
		add_part(s, root->children[i]);
}

/* The conditions that the index does not answer. */
static void add_rest(struct search *s, struct sql *sql)
{
	struct store_scope scope = *s->list->scope;

	scope.kind = scope.feed ? STORE_FEED : scope.tag.len ? STORE_TAG : STORE_ALL;
	scope_add_where(sql, &scope, "i");
	for (size_t i = 0; i < s->rest_count; i++)
		query_add_test(sql, s->rest[i], "i");
}

/* An article counts once, however it was found. */
static bool is_kept(const struct search *s, int64_t id)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->found[i].id == id)
			return true;
	return false;
}

/* A row as it is listed: the page of an article is the article. False when the
 * rest of the query does not hold for it. */
static bool look_at(struct search *s, const struct sql *sql, int64_t row, struct found *out)
{
	struct store *store = s->list->store;
	sqlite3_stmt *stmt;
	int64_t article = row, date = 0;
	bool holds;

	if (row < 0) {
		stmt = db_use(store, "SELECT article, iif(date, date, fetched) FROM pages "
				     "WHERE id = ?");
		db_int(stmt, 1, -row);
		if (db_row(stmt)) {
			article = db_get_int(stmt, 0);
			date = db_get_int(stmt, 1);
		}
		db_done(store, stmt, NULL);
	}
	if (article <= 0) {
		/* What only articles have was not asked for, it is hoped. */
		*out = (struct found){ .id = row, .date = date };
		return !s->rest_count && !s->list->scope->feed && !s->list->scope->tag.len &&
		       !s->list->scope->unread_only && !s->list->scope->filter;
	}
	if (is_kept(s, article))
		return false;
	stmt = sql_use(sql);
	db_int(stmt, 1, article);
	holds = db_row(stmt);
	if (holds)
		*out = (struct found){ .id = article, .date = db_get_int(stmt, 0) };
	return db_done(store, stmt, NULL) && holds;
}

/* The newest of a match, as far as it is worth looking. */
static void gather(struct search *s, struct match *match, const struct sql *sql, double rank,
		   size_t max)
{
	size_t room = s->count + max, looks = s->is_slow ? SLOW_LOOKS : max * 4;
	int64_t row;

	for (; s->count < room && looks > 0 && match_next(match, &row); looks--) {
		struct found found;

		if (db_is_stopped(s->list->store))
			return;
		if (!look_at(s, sql, row, &found))
			continue;
		found.rank = rank;
		s->found[s->count++] = found;
	}
}

/* Somebody typed on: what was found is of no use any more. */
static bool was_stopped(struct search *s)
{
	return db_is_stopped(s->list->store) &&
	       !error_set_code(s->list->err, EX_TEMPFAIL, _("Stopped"));
}

static bool gather_all(struct search *s)
{
	struct store *store = s->list->store;
	struct sql sql = { .store = store };
	struct match *titles;

	sql_add(&sql, "SELECT i.date FROM items i WHERE i.id = ");
	sql_int(&sql, 0);
	sql_add(&sql, " AND ");
	add_rest(s, &sql);
	titles = match_all(store, s->parts, s->part_count, true, &s->arena);
	if (titles)
		gather(s, titles, &sql, title_rank, s->is_slow ? SLOW_HITS / 2 : TITLE_HITS);
	gather(s, s->match, &sql, text_rank, s->is_slow ? SLOW_HITS : TEXT_HITS);
	sql_free(&sql);
	return !was_stopped(s);
}

static int best_first(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->rank != y->rank)
		return x->rank > y->rank ? -1 : 1;
	if (x->date != y->date)
		return x->date > y->date ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

/* News of today outranks an old title; among like ones the newer leads. */
static void rank_all(struct search *s)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->found[i].date > s->newest)
			s->newest = s->found[i].date;
	for (size_t i = 0; i < s->count; i++) {
		double age = (double)(s->newest - s->found[i].date) / (double)MONTH;

		s->found[i].rank += fresh_rank / (1 + age);
	}
	qsort(s->found, s->count, sizeof(s->found[0]), best_first);
}

static struct str text_of_row(struct store *store, int64_t id, struct arena *arena)
{
	struct str text = { 0 };

	if (id < 0)
		pages_load_own_text(store, -id, arena, &text);
	else
		body_load_text(store, id, arena, &text);
	return text;
}

/* Where neither the article's own words nor its row have what was looked for,
 * its page has it. */
static void row_explain(struct search *s, struct store_row *row)
{
	struct store *store = s->list->store;
	struct arena scratch = { 0 };
	struct str text = text_of_row(store, row->id, &scratch);
	bool has_hit;

	row->hit = snippet_first_hit(s->match, row->title);
	row->snippet = snippet_make(s->match, text, s->list->arena, &has_hit);
	if (!has_hit && row->id > 0 && row->flags & STORE_CACHED && !row->hit.len &&
	    !snippet_first_hit(s->match, row->author).len &&
	    pages_load_text(store, row->id, &scratch, &text)) {
		struct str found = snippet_make(s->match, text, s->list->arena, &has_hit);

		row->snippet = has_hit ? found : row->snippet;
	}
	arena_free(&scratch);
}

static void take_window(struct search *s, size_t from, size_t to)
{
	struct list *list = s->list;

	/* A snippet takes longest: somebody may have typed on. */
	for (size_t i = from; i < to && !db_is_stopped(list->store); i++) {
		struct store_row *row = &list->rows[list->count];

		if (!store_row_by_id(list->store, s->found[i].id, list->arena, row))
			continue;
		row->rank = s->found[i].rank;
		row_explain(s, row);
		list->count++;
	}
}

static void take_after(struct search *s)
{
	struct list *list = s->list;
	size_t at = 0;

	if (list->after)
		while (at < s->count && s->found[at].id != list->after->id)
			at++;
	if (!list->is_backwards) {
		at += list->after != NULL;
		take_window(s, at < s->count ? at : s->count,
			    at + list->limit < s->count ? at + list->limit : s->count);
		return;
	}
	take_window(s, at > list->limit ? at - list->limit : 0, at);
	/* Backward windows come in the opposite order. */
	list_reverse(list->rows, list->count);
}

bool list_search(struct list *list)
{
	struct search *s = arena_alloc(list->arena, sizeof(*s));
	bool is_well;

	s->list = list;
	split(s, list->scope->query ? list->scope->query->root : NULL);
	if (s->part_count)
		s->match = match_all(list->store, s->parts, s->part_count, false, &s->arena);
	if (!s->match) {
		arena_free(&s->arena);
		return list_by_date(list);
	}
	is_well = gather_all(s);
	if (is_well) {
		rank_all(s);
		take_after(s);
		is_well = !was_stopped(s);
	}
	arena_free(&s->arena);
	return is_well;
}
