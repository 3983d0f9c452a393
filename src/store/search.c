/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "store/body.h"
#include "store/index.h"
#include "store/list.h"
#include "store/pages.h"
#include "store/query_sql.h"
#include "store/snippet.h"

/* Ranked search looks at the newest articles that have the words, those that
 * have them in the title apart, and ranks what it found. What was stored last
 * comes out of the index first, so that nothing ever walks all hits. */
enum {
	TITLE_HITS = 300, TEXT_HITS = 700, PAGE_HITS = 100,
	FOUND_MAX = TITLE_HITS + TEXT_HITS + PAGE_HITS,
	DEEP = 3, /* levels of a query that the index answers by itself */
	MONTH = 30 * 86400,
};
static const double title_rank = 1.6, text_rank = 1.0, fresh_rank = 0.9;

struct found { int64_t id, date; double rank; };

struct search {
	struct list *list;
	struct buf match, titles; /* expressions for the index */
	const struct query_node *rest[64];
	size_t rest_count;
	struct found found[FOUND_MAX];
	size_t count;
	int64_t newest;
	uint32_t languages;
};

/* Whether the index alone decides a node: words joined by AND and OR. */
static bool is_indexed(const struct query_node *node, int level)
{
	if (node->kind == QUERY_WORD)
		return query_index_prefix(node->field) != NULL;
	if ((node->kind != QUERY_AND && node->kind != QUERY_OR) || level > DEEP)
		return false;
	for (size_t i = 0; i < node->child_count; i++)
		if (!is_indexed(node->children[i], level + 1))
			return false;
	return true;
}

/* Adds the expression; title: as if every plain word had to be in the title. */
static bool add_match(struct search *s, const struct query_node *node, bool title,
		      struct buf *out)
{
	const char *prefix;
	size_t count = 0;

	if (node->kind == QUERY_WORD || node->kind == QUERY_PHRASE) {
		prefix = query_index_prefix(node->field);
		if (title && !*prefix)
			prefix = "t=";
		return words_add_match(s->list->store, node->text, prefix, node->is_prefix,
				       s->languages, out);
	}
	for (size_t i = 0; i < node->child_count; i++) {
		struct buf one = { 0 };

		if (add_match(s, node->children[i], title, &one)) {
			buf_add(out, !count ? STR("(") : node->kind == QUERY_OR ? STR(" OR ")
							: STR(" AND "));
			buf_add(out, buf_str(&one));
			count++;
		}
		buf_free(&one);
	}
	if (count)
		buf_add_char(out, ')');
	return count > 0;
}

/* One of the things that all have to hold. */
static void add_part(struct search *s, const struct query_node *node)
{
	struct buf text = { 0 }, title = { 0 };
	bool is_phrase = node->kind == QUERY_PHRASE && query_index_prefix(node->field);

	if (!is_phrase && !is_indexed(node, 0)) {
		if (s->rest_count < 64)
			s->rest[s->rest_count++] = node;
		return;
	}
	if (is_phrase && s->rest_count < 64)
		s->rest[s->rest_count++] = node; /* the order of its words */
	if (add_match(s, node, false, &text) && add_match(s, node, true, &title)) {
		if (s->match.len) {
			buf_add(&s->match, STR(" AND "));
			buf_add(&s->titles, STR(" AND "));
		}
		buf_add(&s->match, buf_str(&text));
		buf_add(&s->titles, buf_str(&title));
	}
	buf_free(&text);
	buf_free(&title);
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
		query_add_node(sql, s->rest[i], "i");
}

static void keep(struct search *s, int64_t id, int64_t date, double rank)
{
	for (size_t i = 0; i < s->count; i++)
		if (s->found[i].id == id)
			return;
	s->found[s->count++] = (struct found){ id, date, rank };
}

static bool gather(struct search *s, const struct buf *match, double rank, size_t max)
{
	struct sql sql = { .store = s->list->store };
	size_t room = s->count + max;
	sqlite3_stmt *stmt;
	bool is_well;

	sql_add(&sql, "SELECT i.id, i.date FROM search s CROSS JOIN items i ON i.id = s.rowid "
		      "WHERE s.search MATCH ");
	sql_str(&sql, buf_str(match));
	sql_add(&sql, " AND s.rowid > 0 AND ");
	add_rest(s, &sql);
	sql_add(&sql, " ORDER BY s.rowid DESC LIMIT ");
	sql_int(&sql, (int64_t)max);
	stmt = sql_use(&sql);
	while (s->count < room && db_row(stmt))
		keep(s, db_get_int(stmt, 0), db_get_int(stmt, 1), rank);
	is_well = db_done(s->list->store, stmt, s->list->err);
	sql_free(&sql);
	return is_well;
}

/* Pages that were fetched: as the article they belong to, or by themselves
 * when nothing is asked for that only articles have. */
static bool gather_pages(struct search *s)
{
	struct sql sql = { .store = s->list->store };
	size_t room = s->count + PAGE_HITS;
	sqlite3_stmt *stmt;
	bool is_well;

	sql_add(&sql, "SELECT iif(p.article > 0, p.article, -p.id), "
		      "iif(p.article > 0, i.date, iif(p.date, p.date, p.fetched)) "
		      "FROM search s CROSS JOIN pages p ON p.id = -s.rowid "
		      "LEFT JOIN items i ON i.id = p.article WHERE s.search MATCH ");
	sql_str(&sql, buf_str(&s->match));
	sql_add(&sql, " AND s.rowid < 0 AND (i.id IS NOT NULL AND ");
	add_rest(s, &sql);
	sql_add(&sql, s->rest_count || s->list->scope->feed || s->list->scope->tag.len ||
		      s->list->scope->unread_only || s->list->scope->filter
		? ") " : " OR p.article = 0) ");
	sql_add(&sql, "ORDER BY s.rowid LIMIT ");
	sql_int(&sql, PAGE_HITS);
	stmt = sql_use(&sql);
	while (s->count < room && db_row(stmt))
		keep(s, db_get_int(stmt, 0), db_get_int(stmt, 1), text_rank);
	is_well = db_done(s->list->store, stmt, s->list->err);
	sql_free(&sql);
	return is_well;
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

static void take_window(struct search *s, size_t from, size_t to)
{
	struct list *list = s->list;
	struct arena arena = { 0 };
	struct snippet_words words = { .languages = s->languages };

	snippet_words_make(list->store, list->scope->query ? list->scope->query->root : NULL,
			   &arena, &words);
	for (size_t i = from; i < to; i++) {
		struct store_row *row = &list->rows[list->count];
		struct arena scratch = { 0 };

		if (!store_row_by_id(list->store, s->found[i].id, list->arena, row))
			continue;
		row->rank = s->found[i].rank;
		row->snippet = snippet_make(list->store, &words,
					    text_of_row(list->store, row->id, &scratch),
					    list->arena);
		arena_free(&scratch);
		list->count++;
	}
	arena_free(&arena);
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
	for (size_t i = 0; i < list->count / 2; i++) {
		struct store_row swap = list->rows[i];

		list->rows[i] = list->rows[list->count - 1 - i];
		list->rows[list->count - 1 - i] = swap;
	}
}

bool list_search(struct list *list)
{
	struct search *s = arena_alloc(list->arena, sizeof(*s));
	bool is_well;

	s->list = list;
	s->languages = index_languages(list->store);
	split(s, list->scope->query ? list->scope->query->root : NULL);
	if (!s->match.len) {
		buf_free(&s->match);
		buf_free(&s->titles);
		return list_by_date(list);
	}
	is_well = gather(s, &s->titles, title_rank, TITLE_HITS) &&
		  gather(s, &s->match, text_rank, TEXT_HITS) && gather_pages(s);
	if (is_well) {
		rank_all(s);
		take_after(s);
	}
	buf_free(&s->match);
	buf_free(&s->titles);
	return is_well;
}
