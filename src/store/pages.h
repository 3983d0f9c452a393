/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_PAGES_H
#define WARTA_STORE_PAGES_H

#include "page/page.h"
#include "store/db.h"

/* The page that an address leads to, stored or only known; 0 none. */
int64_t pages_find(struct store *store, struct str url);

/* The same, made when there is none. */
bool pages_find_or_add(struct store *store, struct str url, int64_t *page, struct error *err);

/* Related links of an article whose page is not stored, as its own text in the
 * feed has them: edges of the graph all the same. */
bool pages_keep_links(struct store *store, struct str url, const struct page *page,
		      struct error *err);

/* Another text stands where that of an article, or of a page (the negative of
 * its id), stood: its pictures are looked for again. */
bool pages_unsettle_pictures(struct store *store, int64_t owner, struct error *err);

/* Until when what failed so many times, last then, is left alone; UTC, 0 when it
 * never failed. */
int64_t pages_rest_end(int64_t failures, int64_t failed_at);
/* Whether it failed too recently, or too often, to be asked for. */
bool pages_is_resting(int64_t failures, int64_t failed_at, int64_t now);

/* The rows of stmt, which takes `since` and `max`: an address and why it could
 * not be fetched. Ends stmt. */
bool pages_read_failures(struct store *store, sqlite3_stmt *stmt, int64_t since, size_t max,
			 struct arena *arena, struct store_failure **out, size_t *count);

/* A stored page as a row of a list; its id there is negative. */
bool pages_row_by_id(struct store *store, int64_t page, struct arena *arena,
		     struct store_row *out);

/* Plain text of the page stored for an article, or of a page itself; false and
 * empty when there is none. */
bool pages_load_text(struct store *store, int64_t article, struct arena *arena, struct str *out);
bool pages_load_own_text(struct store *store, int64_t page, struct arena *arena, struct str *out);
/* The same of a packed page as it is stored. */
bool pages_text_of(struct store *store, struct str squeezed, struct arena *arena, struct str *out);

#endif
