/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_AHEAD_H
#define WARTA_ENGINE_AHEAD_H

#include "engine/work.h"

/* Between choosing what to fetch ahead (ahead_plan.c) and fetching it
 * (work_ahead.c). */
struct ahead_wish {
	struct str url;
	int64_t article, feed;
	int level;       /* of related pages that are to follow */
	bool is_trusted; /* stands where the user has a subscription */
	bool is_order;   /* the user asked for this very page */
};

void ahead_start(struct work *work, const struct ahead_wish *wish);

/* The related links of a page that was ordered with levels to follow. */
void ahead_follow(struct work *work, const struct page *page, int64_t feed, int level);

/* Counts towards the bytes of the day. */
void ahead_note_bytes(struct work *work, int64_t bytes);

#endif
