/* SPDX-License-Identifier: MIT */
#ifndef WARTA_NEWS_OPML_H
#define WARTA_NEWS_OPML_H

#include "news/feed.h"

/* A list of subscriptions as records. */
struct news_outline {
	struct str url, site, title;
	struct str folder; /* "News/Indonesia", empty at the top */
	struct news_strings tags;
};

struct news_opml {
	struct arena arena;
	struct str title;
	struct news_outline *items;
	size_t count;
	struct news_strings refused; /* addresses that are not http(s), as written */
};

void news_opml_free(struct news_opml *list);
bool news_opml_pack(const struct news_opml *list, struct buf *out);
bool news_opml_unpack(struct str bytes, struct news_opml *list, struct error *err);

/* Writes OPML 2.0 with folders as nested outlines. */
void news_opml_write(const struct news_opml *list, struct buf *out);

#endif
