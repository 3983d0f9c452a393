/* SPDX-License-Identifier: MIT */
#include "store/query_sql.h"

#include <time.h>

#include "store/match.h"
#include "store/query_part.h"

enum { LEVELS = 40 };

static void add_node(struct query_writer *w, const struct query_node *node, int level);

static void add_flag(struct query_writer *w, uint8_t flag)
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

	query_add_column(w, flags[flag].column);
	sql_add(w->sql, flags[flag].test);
}

static void add_number(struct query_writer *w, const struct query_node *node)
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
		query_open_other(w, "feed", feeds[node->number].table, feeds[node->number].key);
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
		query_add_column(w, "date) / 86400");
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

static void add_children(struct query_writer *w, const struct query_node *node, int level)
{
	sql_add(w->sql, "(");
	for (size_t i = 0; i < node->child_count; i++) {
		if (i)
			sql_add(w->sql, node->kind == QUERY_OR ? " OR " : " AND ");
		add_node(w, node->children[i], level + 1);
	}
	sql_add(w->sql, node->child_count ? ")" : "1)");
}

static void add_node(struct query_writer *w, const struct query_node *node, int level)
{
	if (level > LEVELS) {
		sql_add(w->sql, "1");
		return;
	}
	bool is_top = level == 0 || (level == 1 && w->root == QUERY_AND);

	if (match_can(node) && !has_phrase(node, 0)) {
		query_add_match(w, node, is_top);
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
		query_add_word(w, node);
		break;
	case QUERY_PHRASE:
		query_add_phrase(w, node);
		break;
	case QUERY_REGEX:
		query_add_pattern(w, node, is_top);
		break;
	case QUERY_EXACT:
		query_add_exact(w, node);
		break;
	case QUERY_IS:
		add_flag(w, node->flag);
		break;
	case QUERY_SINCE:
	case QUERY_BEFORE:
		query_add_column(w, node->kind == QUERY_SINCE ? "date >= " : "date < ");
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
	struct query_writer w = { .store = sql->store, .sql = sql, .alias = alias,
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
	struct query_writer w = { .store = sql->store, .sql = sql, .alias = alias };
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
