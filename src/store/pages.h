/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_PAGES_H
#define WARTA_STORE_PAGES_H

#include "store/db.h"

/* A stored page as a row of a list; its id there is negative. */
bool pages_row_by_id(struct store *store, int64_t page, struct arena *arena,
		     struct store_row *out);

#endif
