/* SPDX-License-Identifier: MIT */
#include "store/sql.h"

void sql_add(struct sql *sql, const char *text)
{
	buf_add(&sql->text, str_from(text));
}

static struct sql_value *add_value(struct sql *sql)
{
	if (sql->count == SQL_VALUES) {
		/* The text no longer fits its values: it will not compile. */
		sql_add(sql, " ! ");
		return &sql->values[SQL_VALUES - 1];
	}
	buf_addf(&sql->text, "?%zu", sql->count + 1);
	return &sql->values[sql->count++];
}

void sql_int(struct sql *sql, int64_t value)
{
	*add_value(sql) = (struct sql_value){ .is_int = true, .number = value };
}

void sql_str(struct sql *sql, struct str value)
{
	*add_value(sql) = (struct sql_value){ .text = value };
}

void sql_pointer(struct sql *sql, void *value)
{
	*add_value(sql) = (struct sql_value){ .pointer = value };
}

void sql_column(struct sql *sql, const char *alias, const char *name)
{
	sql_add(sql, alias);
	sql_add(sql, ".");
	sql_add(sql, name);
}

sqlite3_stmt *sql_use(const struct sql *sql)
{
	sqlite3_stmt *stmt = db_use_str(sql->store, buf_str(&sql->text));

	for (size_t i = 0; i < sql->count; i++) {
		const struct sql_value *v = &sql->values[i];

		if (v->is_int)
			db_int(stmt, (int)i + 1, v->number);
		else if (v->pointer)
			sqlite3_bind_pointer(stmt, (int)i + 1, v->pointer, "warta", NULL);
		else
			db_str(stmt, (int)i + 1, v->text);
	}
	return stmt;
}

void sql_free(struct sql *sql)
{
	buf_free(&sql->text);
	arena_free(&sql->arena);
	sql->count = 0;
}
