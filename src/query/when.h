/* SPDX-License-Identifier: MIT */
#ifndef WARTA_QUERY_WHEN_H
#define WARTA_QUERY_WHEN_H

#include "base/str.h"

/* "3d", "2w", "5h", "1m" (months), "1y" before now; "today", "yesterday" and
 * "2026", "2026-11", "2026-11-22" as the local midnight they begin with. */
bool when_parse(struct str word, int64_t now, int64_t *out);

#endif
