/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_FACTS_H
#define WARTA_PAGE_FACTS_H

#include "page/page.h"

enum { FACTS_MAX = 5 };

/* The facts under a headline: section, date, authors, "Editor X", "Source Y":
 * those that are known, in this order. Their texts are added to *out one
 * behind the other; ends[i] gets where the i-th ends. Returns their number.
 * add_date may be NULL for "2024-11-02 09:04 +07:00". */
int facts_add(const struct page_meta *meta,
	      void (*add_date)(void *ctx, const struct date *date, struct buf *out),
	      void *ctx, struct buf *out, size_t ends[FACTS_MAX]);

/* The same as one line, " · " between them. */
void facts_add_line(const struct page_meta *meta, struct buf *out);

/* The label of a related link: its own without the colon, else the reader's
 * fallback, else "Read also" in the user's language. */
struct str facts_label(const struct page_link *link, const char *fallback);

#endif
