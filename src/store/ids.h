/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_IDS_H
#define WARTA_STORE_IDS_H

#include "store/db.h"

/* Numbers of rows, as many as there are. Zeroed is empty. */
struct ids {
	int64_t *items;
	size_t count, cap;
};

void ids_free(struct ids *ids);
void ids_add(struct ids *ids, int64_t id);

/* Adds the first column of what a statement finds, `most` rows at most
 * (SIZE_MAX: all), and ends it. False with a sentence when it failed. */
bool ids_take(struct ids *ids, struct store *store, sqlite3_stmt *stmt, size_t most,
	      struct error *err);

/* In ascending order, each once. */
void ids_sort(struct ids *ids);
/* Whether it is among them; they are sorted. */
bool ids_has(const struct ids *ids, int64_t id);

#endif
