/* SPDX-License-Identifier: MIT */
#include "store/functions.h"
#include "store/index.h"
#include "store/list.h"
#include "store/pages.h"
#include "store/query_sql.h"
#include "store/words.h"

void query_add_where(struct sql *sql, const struct query *query, const char *alias)
{
	(void)sql;
	(void)query;
	(void)alias;
}
void word_memo_free(struct word_memo *memo)
{
	(void)memo;
}
bool pages_row_by_id(struct store *store, int64_t page, struct arena *arena, struct store_row *out)
{
	(void)store;
	(void)page;
	(void)arena;
	(void)out;
	return false;
}
bool functions_register(struct store *store, struct error *err)
{
	(void)store;
	(void)err;
	return true;
}
void functions_free(struct store *store)
{
	(void)store;
}
bool index_forget(struct store *store, int64_t article, struct error *err)
{
	(void)store;
	(void)article;
	(void)err;
	return true;
}
bool list_pages(struct list *list)
{
	(void)list;
	return true;
}
bool list_search(struct list *list)
{
	(void)list;
	return true;
}
