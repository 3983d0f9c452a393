/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_JSON_MEND_H
#define WARTA_FEED_JSON_MEND_H

#include "base/buf.h"

/* Adds JSON whose usual faults are mended; *open gets how many brackets were
 * open where it was cut, 0 for a whole one. False where the faults are others. */
bool json_mend(struct str text, struct buf *out, size_t *open);

#endif
