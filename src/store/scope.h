/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SCOPE_H
#define WARTA_STORE_SCOPE_H

#include "store/sql.h"

/* Scopes as SQL. The rows of `items` go by an alias, "i" in lists. */

/* Adds the conditions that a row is in the scope, beginning with hidden = 0;
 * no "AND" before or after. */
void scope_add_where(struct sql *sql, const struct store_scope *scope, const char *alias);

/* Adds " AND (...)": of each story only the row that comes first. */
void scope_add_fold(struct sql *sql, const struct store_scope *scope);

/* In items.flags beside enum store_flag: the article's address is of the site
 * that its feed comes from; a rule has muted it. */
enum { SCOPE_HOME = 1 << 16, SCOPE_MUTED = 1 << 17 };

/* Adds "SELECT ... FROM ", with the columns that scope_read_row reads: of items i
 * and their feeds f. */
void scope_add_columns(struct sql *sql);
/* The same with both tables and "WHERE "; index may be NULL. */
void scope_add_select(struct sql *sql, const char *index);
/* The same in front of conditions that are there already. */
void scope_put_select(struct sql *sql, const char *index);
void scope_read_row(struct store *store, sqlite3_stmt *stmt, struct arena *arena,
		    struct store_row *out);
/* The section of the same row; never NULL. */
struct str scope_read_section(sqlite3_stmt *stmt, struct arena *arena);

/* Whether rows of the scope may be taken from the index of unread ones. */
bool scope_is_plainly_unread(const struct store_scope *scope);

#endif
