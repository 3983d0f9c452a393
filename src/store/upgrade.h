/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_UPGRADE_H
#define WARTA_STORE_UPGRADE_H

#include "store/db.h"

/* Gives the open database the newest shape, after a backup unless it is new
 * (version 0). store->upgrade, where there is one, hears of it. */
bool upgrade_migrate(struct store *store, int version, struct error *err);

#endif
