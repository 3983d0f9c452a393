/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_QUERY_SQL_H
#define WARTA_STORE_QUERY_SQL_H

#include "query/query.h"
#include "store/sql.h"

/* Adds " AND (...)" for a query over rows of `items` under an alias; nothing
 * for an empty one. Values are bound, never written into the text. */
void query_add_where(struct sql *sql, const struct query *query, const char *alias);

/* The same where the statement is asked about single rows. */
void query_add_tests(struct sql *sql, const struct query *query, const char *alias);

/* Of what has to hold in any case, adds " AND ..." for what an index can use:
 * dates, unread, starred. May be NULL. */
void query_add_bounds(struct sql *sql, const struct query *query, const char *alias);
/* Whether only rows with this flag can match. */
bool query_needs(const struct query *query, uint8_t flag);

/* The same for a part of one, in a statement that is asked about single rows. */
void query_add_test(struct sql *sql, const struct query_node *node, const char *alias);

#endif
