/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_JSON_SRC_H
#define WARTA_FEED_JSON_SRC_H

#include "news/feed.h"

/* Reads a JSON Feed (valid UTF-8) into feed. */
bool json_feed_parse(struct str bytes, struct str address, struct news_feed *feed,
		     struct error *err);

#endif
