/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_DISCOVER_SRC_H
#define WARTA_FEED_DISCOVER_SRC_H

#include "news/feed.h"

/* Fills feed->alternates with the feeds that a web page names in its link
 * elements, in their order. */
void discover(struct str html, struct str address, struct news_feed *feed);

#endif
