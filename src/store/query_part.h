/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_QUERY_PART_H
#define WARTA_STORE_QUERY_PART_H

#include "query/query.h"
#include "store/sql.h"

/* A query that is being written as SQL. */
struct query_writer {
	struct store *store;
	struct sql *sql;
	const char *alias;
	enum query_kind root;
	/* The statement will be asked about one row after the other: nothing
	 * in it may cost more than the row. */
	bool is_row_test;
};

/* query_text.c: what words, phrases, patterns and texts come to. is_top: it has
 * to hold in any case. */
void query_add_match(struct query_writer *w, const struct query_node *node, bool is_top);
void query_add_word(struct query_writer *w, const struct query_node *node);
void query_add_phrase(struct query_writer *w, const struct query_node *node);
void query_add_pattern(struct query_writer *w, const struct query_node *node, bool is_top);
void query_add_exact(struct query_writer *w, const struct query_node *node);

/* A column of the row, and what may stand behind its name. */
void query_add_column(struct query_writer *w, const char *name);
/* A row of another table that belongs to the row: asked for each row alone, or
 * all such rows gathered once. The condition and a bracket follow. */
void query_open_other(struct query_writer *w, const char *column, const char *table,
		      const char *key);

#endif
