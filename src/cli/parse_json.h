/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CLI_PARSE_JSON_H
#define WARTA_CLI_PARSE_JSON_H

#include "base/buf.h"
#include "news/feed.h"

/* Adds the object that `warta parse` prints, with a line break at its end. */
void parse_json(const struct news_feed *feed, struct buf *out);

#endif
