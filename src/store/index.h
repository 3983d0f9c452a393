/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_INDEX_H
#define WARTA_STORE_INDEX_H

#include "store/db.h"

/* The search index trails behind what is stored. Before an article's title or
 * text changes, its old words are taken out with this, and it is put in line
 * again unless it goes for good. */
bool index_forget(struct store *store, int64_t article, bool for_good, struct error *err);
bool index_forget_page(struct store *store, int64_t page, bool for_good, struct error *err);

/* A page that was just stored for the first time. */
bool index_want_page(struct store *store, int64_t page, struct error *err);

/* The languages that a search has to stem in. */
uint32_t index_languages(struct store *store);

#endif
