/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_INDEX_H
#define WARTA_STORE_INDEX_H

#include "store/db.h"

/* The search index trails behind what is stored. Before an article's title or
 * text changes, or it goes, its old words are taken out with this. */
bool index_forget(struct store *store, int64_t article, struct error *err);
bool index_forget_page(struct store *store, int64_t page, struct error *err);

#endif
