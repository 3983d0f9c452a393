/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_FUNCTIONS_H
#define WARTA_STORE_FUNCTIONS_H

#include "store/db.h"

/* SQL functions of ours, for the parts of a query that no index answers. */
bool functions_register(struct store *store, struct error *err);

#endif
