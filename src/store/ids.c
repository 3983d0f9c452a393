/* SPDX-License-Identifier: MIT */
#include "store/ids.h"

#include <stdlib.h>

#include "base/mem.h"

void ids_free(struct ids *ids)
{
	free(ids->items);
	*ids = (struct ids){ 0 };
}

void ids_add(struct ids *ids, int64_t id)
{
	ids->items = mem_grow(ids->items, ids->count, &ids->cap, sizeof(*ids->items));
	ids->items[ids->count++] = id;
}

bool ids_take(struct ids *ids, struct store *store, sqlite3_stmt *stmt, size_t most,
	      struct error *err)
{
	for (; most > 0 && db_row(stmt); most--)
		ids_add(ids, db_get_int(stmt, 0));
	return db_done(store, stmt, err);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

void ids_sort(struct ids *ids)
{
	size_t kept = 0;

	if (ids->count)
		qsort(ids->items, ids->count, sizeof(*ids->items), by_number);
	for (size_t i = 0; i < ids->count; i++)
		if (kept == 0 || ids->items[i] != ids->items[kept - 1])
			ids->items[kept++] = ids->items[i];
	ids->count = kept;
}

bool ids_has(const struct ids *ids, int64_t id)
{
	return ids->count &&
	       bsearch(&id, ids->items, ids->count, sizeof(*ids->items), by_number);
}
