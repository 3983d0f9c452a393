/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_VERSIONS_H
#define WARTA_STORE_VERSIONS_H

#include "store/db.h"

/* Keeps what an article was before it changes, for store_change. */
bool version_keep(struct store *store, int64_t id, int64_t now, struct error *err);

/* The same for its page, before a newer one takes its place: the first since the
 * feed has changed the article is what stood there before. */
bool version_keep_page(struct store *store, int64_t page, int64_t now, struct error *err);

/* Lets those go that are old, or too many. */
bool version_evict(struct store *store, int64_t now, struct error *err);

#endif
