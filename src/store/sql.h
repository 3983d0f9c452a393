/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SQL_H
#define WARTA_STORE_SQL_H

#include "store/db.h"

/* A statement in the making: its text holds no value of anybody's, only
 * question marks, and the values stand beside it. */
enum { SQL_VALUES = 400 };

struct sql {
	struct store *store;
	struct buf text;
	struct arena arena; /* for values that nobody else keeps */
	struct sql_value {
		bool is_int;
		void *pointer; /* for a function of ours */
		int64_t number;
		struct str text;
	} values[SQL_VALUES];
	size_t count;
	bool has_short_list; /* few rows can be meant, and they are named */
};

void sql_add(struct sql *sql, const char *text);
/* Each adds a question mark and keeps its value; text is borrowed. */
void sql_int(struct sql *sql, int64_t value);
void sql_str(struct sql *sql, struct str value);
void sql_pointer(struct sql *sql, void *value);
/* Adds "ALIAS.name". */
void sql_column(struct sql *sql, const char *alias, const char *name);

/* The statement, with its values bound; NULL when it does not compile. */
sqlite3_stmt *sql_use(const struct sql *sql);
void sql_free(struct sql *sql);

#endif
