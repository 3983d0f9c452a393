/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_ARTICLE_H
#define WARTA_ENGINE_ARTICLE_H

#include "page/page.h"
#include "store/store.h"

/* Adds to a page what the feed knows of its article: the facts that the page
 * does not have itself, enclosures, comments; then numbers the links. */
void article_complete(struct page *page, const struct store_article *article, bool is_full);

/* Adds the newest unread of the same section or feed as links ("Latest"). */
void article_add_latest(struct page *page, struct store *store, int64_t feed, int64_t but);

#endif
