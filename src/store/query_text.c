/* SPDX-License-Identifier: MIT */
#include "base/word.h"
#include "query/pattern.h"
#include "store/match.h"
#include "store/query_part.h"

enum { SHORT_LIST = 1500 /* rows that are named one by one */ };

void query_add_column(struct query_writer *w, const char *name)
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
static void add_hits(struct query_writer *w, struct match *match, bool is_top)
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
		query_add_column(w, "id IN (SELECT value FROM json_each(");
		sql_str(w->sql, arena_str(&w->sql->arena, buf_str(&list)));
		sql_add(w->sql, "))");
		w->sql->has_short_list |= is_top;
	} else {
		sql_add(w->sql, "warta_match(");
		query_add_column(w, "id, ");
		sql_pointer(w->sql, match);
		sql_add(w->sql, ")");
	}
	buf_free(&list);
}

/* By the index. */
void query_add_match(struct query_writer *w, const struct query_node *node, bool is_top)
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

void query_open_other(struct query_writer *w, const char *column, const char *table,
		      const char *key)
{
	if (w->is_row_test) {
		sql_add(w->sql, "EXISTS (SELECT 1 FROM ");
		sql_add(w->sql, table);
		sql_add(w->sql, " WHERE ");
		sql_column(w->sql, table, key);
		sql_add(w->sql, " = ");
		query_add_column(w, column);
	} else {
		query_add_column(w, column);
		sql_add(w->sql, " IN (SELECT ");
		sql_add(w->sql, key);
		sql_add(w->sql, " FROM ");
		sql_add(w->sql, table);
		sql_add(w->sql, " WHERE 1");
	}
	sql_add(w->sql, " AND ");
}

static void add_tag(struct query_writer *w, struct str tag, bool is_prefix)
{
	const char *before = is_prefix ? "warta_begins(tag, " : "(tag = ";

	sql_add(w->sql, "(");
	query_open_other(w, "feed", "feed_tags", "feed");
	sql_add(w->sql, before);
	sql_str(w->sql, tag);
	sql_add(w->sql, ")) OR ");
	query_open_other(w, "id", "item_tags", "id");
	sql_add(w->sql, before);
	sql_str(w->sql, tag);
	sql_add(w->sql, ")))");
}

/* An emoji is no word, so the index does not know it: it is looked for in the
 * texts themselves, with the mark that asks for its colours or without. */
static void add_sign(struct query_writer *w, const struct query_node *node)
{
	bool is_any = node->field == QUERY_ANY;
	struct str sign = node->text;

	if (str_has_suffix(sign, STR("\xef\xb8\x8f")))
		sign.len -= 3;
	sql_add(w->sql, "(");
	if (node->field != QUERY_TEXT) {
		sql_add(w->sql, "warta_has(");
		query_add_column(w, is_any ? "title" : column_of(node->field));
	}
	if (is_any) {
		sql_add(w->sql, ", ");
		sql_str(w->sql, sign);
		sql_add(w->sql, ") OR ");
	}
	if (is_any || node->field == QUERY_TEXT) {
		sql_add(w->sql, "warta_in_body(");
		query_add_column(w, "id, ");
		sql_int(w->sql, QUERY_TEXT);
	}
	sql_add(w->sql, ", ");
	sql_str(w->sql, sign);
	sql_add(w->sql, "))");
}

/* warta_has(text, wanted): folded, anywhere in it. */
void query_add_word(struct query_writer *w, const struct query_node *node)
{
	if (match_is_indexed(node->field) && word_is_sign(node->text)) {
		add_sign(w, node);
	} else if (match_is_indexed(node->field)) {
		query_add_match(w, node, false);
	} else if (node->field == QUERY_TAG) {
		add_tag(w, node->text, node->is_prefix);
	} else if (feed_column_of(node->field)) {
		query_open_other(w, "feed", "feeds", "id");
		sql_add(w->sql, "warta_has(");
		sql_add(w->sql, feed_column_of(node->field));
		if (node->field == QUERY_FEED)
			sql_add(w->sql, " || ' ' || url");
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, "))");
	} else if (column_of(node->field)) {
		sql_add(w->sql, "warta_has(");
		query_add_column(w, column_of(node->field));
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	} else {
		sql_add(w->sql, "warta_in_body(");
		query_add_column(w, "id, ");
		sql_int(w->sql, node->field);
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	}
}

/* The words by the index, their order in what is stored. */
void query_add_phrase(struct query_writer *w, const struct query_node *node)
{
	struct query_node word = *node;

	word.kind = QUERY_WORD;
	word.is_prefix = false;
	if (!match_is_indexed(node->field) || word_is_sign(node->text)) {
		query_add_word(w, &word);
		return;
	}
	sql_add(w->sql, "(");
	if (w->is_row_test)
		sql_add(w->sql, "1");
	else
		query_add_word(w, &word);
	sql_add(w->sql, " AND warta_phrase(");
	query_add_column(w, "id, ");
	query_add_column(w, "title, ");
	query_add_column(w, "author, ");
	sql_int(w->sql, node->field);
	sql_add(w->sql, ", ");
	sql_str(w->sql, node->text);
	sql_add(w->sql, "))");
}

static void add_function(struct query_writer *w, const char *function, struct str column,
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
static void add_letters(struct query_writer *w, const struct query_node *node, bool is_top)
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
void query_add_pattern(struct query_writer *w, const struct query_node *node, bool is_top)
{
	if (feed_column_of(node->field)) {
		query_open_other(w, "feed", "feeds", "id");
		add_function(w, "warta_regex", str_from(feed_column_of(node->field)), node->text);
		sql_add(w->sql, ")");
	} else if (node->field == QUERY_TAG) {
		query_open_other(w, "feed", "feed_tags", "feed");
		add_function(w, "warta_regex", STR("tag"), node->text);
		sql_add(w->sql, ")");
	} else if (column_of(node->field)) {
		sql_add(w->sql, "warta_regex(");
		query_add_column(w, column_of(node->field));
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	} else {
		sql_add(w->sql, "(");
		add_letters(w, node, is_top);
		sql_add(w->sql, "warta_regex_body(");
		query_add_column(w, "id, ");
		query_add_column(w, "title, ");
		sql_int(w->sql, node->field);
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, "))");
	}
}

void query_add_exact(struct query_writer *w, const struct query_node *node)
{
	if (node->field == QUERY_TAG) {
		add_tag(w, node->text, false);
	} else if (feed_column_of(node->field)) {
		query_open_other(w, "feed", "feeds", "id");
		sql_add(w->sql, feed_column_of(node->field));
		sql_add(w->sql, " = ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, " COLLATE NOCASE)");
	} else if (column_of(node->field)) {
		query_add_column(w, column_of(node->field));
		sql_add(w->sql, " = ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, " COLLATE NOCASE");
	} else {
		sql_add(w->sql, "warta_is_body(");
		query_add_column(w, "id, ");
		sql_int(w->sql, node->field);
		sql_add(w->sql, ", ");
		sql_str(w->sql, node->text);
		sql_add(w->sql, ")");
	}
}
