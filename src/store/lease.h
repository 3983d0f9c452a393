/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_STORE_LEASE_H
#define WARTA_SRC_STORE_LEASE_H

#include "store/db.h"

/* This process, as the holder of a lease. */
int64_t lease_holder(void);

/* Ends the leases of processes that are gone: killed in the middle of a
 * refresh, they must not keep the next one from their feeds. */
bool lease_end_stale(struct store *store, int64_t now, struct error *err);

#endif
