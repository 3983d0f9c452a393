/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_UPGRADE_H
#define WARTA_ENGINE_UPGRADE_H

#include <stdbool.h>

#include "base/error.h"

/* A database of an older program is brought up to date on a thread of its own,
 * before the engine is opened, so that whoever waits can be told and leave. */
struct engine_upgrade;

/* False when that is not needed, or when there is no thread for it:
 * engine_open does it then. */
bool engine_upgrade_start(const char *database, struct engine_upgrade **out);
/* For poll(): readable at the end. */
int engine_upgrade_fd(const struct engine_upgrade *upgrade);
/* Per cent of the copy that is kept of what was there; 100 when it is made. */
int engine_upgrade_copied(const struct engine_upgrade *upgrade);
/* It ends soon, and the database is what it was. */
void engine_upgrade_stop(struct engine_upgrade *upgrade);
/* Waits for the end and says how it was; frees. */
bool engine_upgrade_end(struct engine_upgrade *upgrade, struct error *notice, struct error *err);

#endif
