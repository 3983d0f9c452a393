/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_EVICT_H
#define WARTA_STORE_EVICT_H

#include "store/db.h"

/* Bytes of the database in use, free pages left out. */
int64_t evict_used_bytes(struct store *store);

#endif
