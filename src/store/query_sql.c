/* SPDX-License-Identifier: MIT */
#include "store/query_sql.h"

#include <time.h>

#include "base/word.h"
#include "query/pattern.h"
#include "store/match.h"

enum { LEVELS = 40 };

struct writer {
	struct store *store;
	struct sql *sql;
	const char *alias;
	enum query_kind root;
	/* The statement will be asked about one row after the other: nothing
	 * in it may cost more than the row. */
	bool is_row_test;
};

static void add_node(struct writer *w, const struct query_node *node, int level);

enum { SHORT_LIST = 1500 /* rows that are named one by one */ };

static void add_column(struct writer *w, const char *name)
{
	sql_column(w->sql, w->alias, name);
}

/* The article that a hit is or belongs to, 0 none. */
static int64_t article_of(struct store *store, int64_t row)
{
	sqlite3_stmt *stmt;

	if (row > 0)
		return row;
	stmt = db_use(store, "SELECT article FROM pages WHERE id = ?");
	db_int(stmt, 1, -row);
	return db_number(store, stmt, 0);
}

/* Few hits are named; many are asked for row by row. */
static void add_hits(struct writer *w, struct match *match, bool is_top)
{
	struct buf list = { 0 };
	size_t count = 0;
	int64_t row;

	buf_add_char(&list, '[');
	for (; !w->is_row_test && count < SHORT_LIST && match_next(match, &row); count++)
		buf_addf(&list, "%s%lld", count ? "," : "",
			 (long long)article_of(w->store, row));
	buf_add_char(&list, ']');
	if (!w->is_row_test && count < SHORT_LIST) {
		add_column(w, "id IN (SELECT value FROM json_each(");
		sql_str(w->sql, arena_str(&w->sql->arena, buf_str(&list)));
		sql_add(w->sql, "))");
		w->sql->has_short_list |= is_top;
	} else {
		sql_add(w->sql, "warta_match(");
		add_column(w, "id, ");
		sql_pointer(w->sql, match);
		sql_add(w->sql, ")");
	}
	buf_free(&list);
}

/* By the index. */
static void add_match(struct writer *w, const struct query_node *node, bool is_top)
{
	struct match *match = match_new(w->store, node, false, &w->sql->arena);

	if (match)
		add_hits(w, match, is_top);
	else
		sql_add(w->sql, "0"); /* not one letter in it */
}

/* Text columns of items and feeds that a field means, outside of the index. */
static const char *column_of(uint8_t field)
{
	switch (field) {
	case QUERY_TITLE:
		return "title";
	case QUERY_AUTHOR:
		return "author";
	case QUERY_URL:
		return "url";
	case QUERY_SECTION:
		return "section";
	default:
		return NULL;
	}
}

static const char *feed_column_of(uint8_t field)
{
	switch (field) {
	case QUERY_FEED:
		return "iif(title <> '', title, own_title)";
	case QUERY_FEED_URL:
		return "url";
	case QUERY_FEED_SITE:
		return "site";
	default:
		return NULL;
	}
}

/* A row of another table that belongs to the row: asked for each row alone, or
 * all such rows gathered once. The condition and a bracket follow. */
static void open_other(struct writer *w, const char *column, const char *table, const char *key)
{
	if (w->is_row_test) {
		sql_add(w->sql, "EXISTS (SELECT 1 FROM ");
		sql_add(w->sql, table);
		sql_add(w->sql, " WHERE ");
		sql_column(w->sql, table, key);
		sql_add(w->sql, " = ");
		add_column(w, column);
	} else {
		add_column(w, column);
		sql_add(w->sql, " IN (SELECT ");
		sql_add(w->sql, key);
		sql_add(w->sql, " FROM ");
		sql_add(w->sql, table);
		sql_add(w->sql, " WHERE 1");
	}
	sql_add(w->sql, " AND ");
}

static void add_tag(struct writer *w, struct str tag, bool is_prefix)
{
	const char *before = is_prefix ? "warta_begins(tag, " : "(tag = ";

	sql_add(w->sql, "(");
	open_other(w, "feed", "feed_tags", "feed");
	sql_add(w->sql, before);
	sql_str(w->sql, tag);
	sql_add(w->sql, ")) OR ");
	open_other(w, "id", "item_tags", "id");
	sql_add(w->sql, before);
	sql_str(w->sql, tag);
	sql_add(w->sql, ")))");
}

/* An emoji is no word, so the index does not know it: it is looked for in the
 * texts themselves, with the mark that asks for its colours or without. */
static void add_sign(struct writer *w, const struct query_node *node)
{
	bool is_any = node->field == QUERY_ANY;
	struct str sign = node->text;

	if (str_has_suffix(sign, STR("\xef\xb8\x8f")))
		sign.len -= 3;
	sql_add(w->sql, "(");
	if (node->field != QUERY_TEXT) {
		sql_add(w->sql, "warta_has(");
		add_column(w, is_any ? "title" : column_of(node->field));
	}
	if (is_any) {
		sql_add(w->sql, ", ");
		sql_str(w->sql, sign);
		sql_add(w->sql, ") OR ");
	}
	if (is_any || node->field == QUERY_TEXT) {
		sql_add(w->sql, "warta_in_body(");
		add_column(w, "id, ");
		sql_int(w->sql, QUERY_TEXT);
	}
	sql_add(w->sql, ", ");
	sql_str(w->sql, sign);
	sql_add(w->sql, "))");
}

/* warta_has(text, wanted): folded, anywhere in it. */
static void add_word(struct writer *w, const struct query_node *node)
{
	if (match_is_indexed(node->field) && word_is_sign(node->text)) {
		add_sign(w, node);
	} else if (match_is_indexed(node->field)) {
		add_match(w, node, false);
	} else if (node->field == QUERY_TAG) {
		add_tag(w, node->text, node->is_prefix);
	} else if (feed_column_of(node->field)) {
		open_other(w, "feed", "feeds", "id");
		sql_add(w->sql, "warta_has(");
		sql_add(w->sql, feed_column_of(node->field));
		if (node->field == QUERY_FEED)
			sql_add(w->sql, " || ' ' || url");
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, "))");
	} else if (column_of(node->field)) {
		sql_add(w->sql, "warta_has(");
		add_column(w, column_of(node->field));
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	} else {
		sql_add(w->sql, "warta_in_body(");
		add_column(w, "id, ");
		sql_int(w->sql, node->field);
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	}
}

/* The words by the index, their order in what is stored. */
static void add_phrase(struct writer *w, const struct query_node *node)
{
	struct query_node word = *node;

	word.kind = QUERY_WORD;
	word.is_prefix = false;
	if (!match_is_indexed(node->field) || word_is_sign(node->text)) {
		add_word(w, &word);
		return;
	}
	sql_add(w->sql, "(");
	if (w->is_row_test)
		sql_add(w->sql, "1");
	else
		add_word(w, &word);
	sql_add(w->sql, " AND warta_phrase(");
	add_column(w, "id, ");
	add_column(w, "title, ");
	add_column(w, "author, ");
	sql_int(w->sql, node->field);
	sql_add(w->sql, ", ");
	sql_str(w->sql, node->text);
	sql_add(w->sql, "))");
}

static void add_function(struct writer *w, const char *function, struct str column,
			 struct str text)
{
	sql_add(w->sql, function);
	sql_add(w->sql, "(");
	buf_add(&w->sql->text, column);
	sql_add(w->sql, ", ");
	sql_str(w->sql, text);
	sql_add(w->sql, ")");
}

/* Texts are read only where the index has the letters that every match has. */
static void add_letters(struct writer *w, const struct query_node *node, bool is_top)
{
	bool is_of_text = node->field == QUERY_ANY || node->field == QUERY_TEXT;
	struct pattern *pattern = !w->is_row_test && is_of_text ? pattern_new(node->text, NULL)
								: NULL;
	struct match *match = NULL;

	if (pattern)
		match = match_letters(w->store, pattern_literal(pattern), &w->sql->arena);
	pattern_free(pattern);
	if (!match)
		return;
	add_hits(w, match, is_top);
	sql_add(w->sql, " AND ");
}

/* warta_regex(text, pattern), or for the body warta_regex_body(id, title, ...). */
static void add_pattern(struct writer *w, const struct query_node *node, bool is_top)
{
	if (feed_column_of(node->field)) {
		open_other(w, "feed", "feeds", "id");
		add_function(w, "warta_regex", str_from(feed_column_of(node->field)), node->text);
		sql_add(w->sql, ")");
	} else if (node->field == QUERY_TAG) {
		open_other(w, "feed", "feed_tags", "feed");
		add_function(w, "warta_regex", STR("tag"), node->text);
		sql_add(w->sql, ")");
	} else if (column_of(node->field)) {
		sql_add(w->sql, "warta_regex(");
		add_column(w, column_of(node->field));
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	} else {
		sql_add(w->sql, "(");
		add_letters(w, node, is_top);
		sql_add(w->sql, "warta_regex_body(");
		add_column(w, "id, ");
		add_column(w, "title, ");
		sql_int(w->sql, node->field);
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, "))");
	}
}

static void add_exact(struct writer *w, const struct query_node *node)
{
	if (node->field == QUERY_TAG) {
		add_tag(w, node->text, false);
	} else if (feed_column_of(node->field)) {
		open_other(w, "feed", "feeds", "id");
		sql_add(w->sql, feed_column_of(node->field));
		sql_add(w->sql, " = ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, " COLLATE NOCASE)");
	} else if (column_of(node->field)) {
		add_column(w, column_of(node->field));
		sql_add(w->sql, " = ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, " COLLATE NOCASE");
	} else {
		sql_add(w->sql, "warta_is_body(");
		add_column(w, "id, ");
		sql_int(w->sql, node->field);
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	}
}

static void add_flag(struct writer *w, uint8_t flag)
{
	static const struct flag_sql { const char *column, *test; } flags[] = {
		[QUERY_UNREAD] = { "unread", " = 1" },
		[QUERY_READ] = { "unread", " = 0" },
		[QUERY_STARRED] = { "starred", " = 1" },
		[QUERY_CACHED] = { "flags", " & 4 <> 0" },
		[QUERY_UPDATED] = { "flags", " & 8 <> 0" },
		[QUERY_HAS_MEDIA] = { "flags", " & 32 <> 0" },
		[QUERY_HAS_RELATED] = { "flags", " & 16 <> 0" },
		[QUERY_MUTED] = { "flags", " & 131072 <> 0" }, /* SCOPE_MUTED */
	};

	add_column(w, flags[flag].column);
	sql_add(w->sql, flags[flag].test);
}

static void add_number(struct writer *w, const struct query_node *node)
{
	static const char *const compares[] = {
		[QUERY_EQUAL] = " = ", [QUERY_UNEQUAL] = " <> ", [QUERY_LESS] = " < ",
		[QUERY_MORE] = " > ", [QUERY_AT_MOST] = " <= ", [QUERY_AT_LEAST] = " >= ",
	};
	static const struct { const char *table, *key, *value; } feeds[] = {
		[QUERY_FEED_UNREAD] = { "tallies", "feed", "unread" },
		[QUERY_FEED_TOTAL] = { "tallies", "feed", "total" },
		[QUERY_FEED_INDEX] = { "feeds", "id", "position + 1" },
		[QUERY_FEED_AGE] = { "feeds", "id", "(" },
	};

	if (node->number != QUERY_AGE) {
		open_other(w, "feed", feeds[node->number].table, feeds[node->number].key);
		sql_add(w->sql, feeds[node->number].value);
		if (node->number == QUERY_FEED_AGE) {
			sql_int(w->sql, (int64_t)time(NULL));
			sql_add(w->sql, " - (SELECT max(date) FROM items n INDEXED BY items_feed "
					"WHERE n.hidden = 0 AND n.feed = feeds.id)) / 86400");
		}
	} else {
		sql_add(w->sql, "((");
		sql_int(w->sql, (int64_t)time(NULL));
		sql_add(w->sql, " - ");
		add_column(w, "date) / 86400");
	}
	sql_add(w->sql, compares[node->compare]);
	sql_int(w->sql, node->when);
	sql_add(w->sql, ")");
}

static bool has_phrase(const struct query_node *node, int level)
{
	if (node->kind == QUERY_PHRASE || level > LEVELS)
		return true;
	for (size_t i = 0; i < node->child_count; i++)
		if (has_phrase(node->children[i], level + 1))
			return true;
	return false;
}

static void add_children(struct writer *w, const struct query_node *node, int level)
{
	sql_add(w->sql, "(");
	for (size_t i = 0; i < node->child_count; i++) {
		if (i)
			sql_add(w->sql, node->kind == QUERY_OR ? " OR " : " AND ");
		add_node(w, node->children[i], level + 1);
	}
	sql_add(w->sql, node->child_count ? ")" : "1)");
}

static void add_node(struct writer *w, const struct query_node *node, int level)
{
	if (level > LEVELS) {
		sql_add(w->sql, "1");
		return;
	}
	bool is_top = level == 0 || (level == 1 && w->root == QUERY_AND);

	if (match_can(node) && !has_phrase(node, 0)) {
		add_match(w, node, is_top);
		return;
	}
	switch (node->kind) {
	case QUERY_AND:
	case QUERY_OR:
		add_children(w, node, level);
		break;
	case QUERY_NOT:
		sql_add(w->sql, "NOT ");
		add_children(w, node, level);
		break;
	case QUERY_WORD:
		add_word(w, node);
		break;
	case QUERY_PHRASE:
		add_phrase(w, node);
		break;
	case QUERY_REGEX:
		add_pattern(w, node, is_top);
		break;
	case QUERY_EXACT:
		add_exact(w, node);
		break;
	case QUERY_IS:
		add_flag(w, node->flag);
		break;
	case QUERY_SINCE:
	case QUERY_BEFORE:
		add_column(w, node->kind == QUERY_SINCE ? "date >= " : "date < ");
		sql_int(w->sql, node->when);
		break;
	case QUERY_NUMBER_IS:
		add_number(w, node);
		break;
	}
}

static void add_whole(struct sql *sql, const struct query_node *node, const char *alias,
		      bool is_row_test)
{
	struct writer w = { .store = sql->store, .sql = sql, .alias = alias,
			    .root = node->kind, .is_row_test = is_row_test };

	sql_add(sql, " AND ");
	add_node(&w, node, 0);
}

void query_add_test(struct sql *sql, const struct query_node *node, const char *alias)
{
	add_whole(sql, node, alias, true);
}

void query_add_where(struct sql *sql, const struct query *query, const char *alias)
{
	if (query && query->root)
		add_whole(sql, query->root, alias, false);
}

void query_add_tests(struct sql *sql, const struct query *query, const char *alias)
{
	if (query && query->root)
		add_whole(sql, query->root, alias, true);
}

/* The parts that all have to hold: the root, or what it joins by AND. */
static const struct query_node *part_of(const struct query *query, size_t at)
{
	const struct query_node *root = query ? query->root : NULL;

	if (root && root->kind == QUERY_AND)
		return at < root->child_count ? root->children[at] : NULL;
	return at == 0 ? root : NULL;
}

bool query_needs(const struct query *query, uint8_t flag)
{
	const struct query_node *node;

	for (size_t i = 0; (node = part_of(query, i)); i++)
		if (node->kind == QUERY_IS && node->flag == flag)
			return true;
	return false;
}

void query_add_bounds(struct sql *sql, const struct query *query, const char *alias)
{
	struct writer w = { .store = sql->store, .sql = sql, .alias = alias };
	const struct query_node *node;

	for (size_t i = 0; (node = part_of(query, i)); i++) {
		if (node->kind != QUERY_SINCE && node->kind != QUERY_BEFORE &&
		    (node->kind != QUERY_IS ||
		     (node->flag != QUERY_UNREAD && node->flag != QUERY_STARRED)))
			continue;
		sql_add(sql, " AND ");
		add_node(&w, node, 0);
	}
}
