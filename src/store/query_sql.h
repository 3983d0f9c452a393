/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_QUERY_SQL_H
#define WARTA_STORE_QUERY_SQL_H

#include "query/query.h"
#include "store/sql.h"

/* Adds " AND (...)" for a part of a query over rows of `items` under an alias.
 * Values are bound, never written into the text. */
void query_add_node(struct sql *sql, const struct query_node *node, const char *alias);

/* The same for all of a query; nothing for an empty one. */
void query_add_where(struct sql *sql, const struct query *query, const char *alias);

#endif
