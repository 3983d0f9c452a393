/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_INDEX_H
#define WARTA_STORE_INDEX_H

#include "store/db.h"

/* The search index trails behind what is stored. When a row's title or text
 * changes its old words are found no more, and it is put in line again unless
 * it goes for good. Rows are articles (> 0) and pages (< 0). */
bool index_forget(struct store *store, int64_t row, bool for_good, struct error *err);

/* A page that was just stored for the first time. */
bool index_want_page(struct store *store, int64_t page, struct error *err);

#endif
