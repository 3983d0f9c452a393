/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_RELATED_MARK_H
#define WARTA_HTML_RELATED_MARK_H

#include "html/related.h"

/* related_mark while it reads a page's lines. */
struct marker {
	struct dom *dom;
	const struct phrases *phrases;
	struct lines lines;
	uint32_t *taken;
	size_t *next_prose; /* per line: the first prose at or after it */
	size_t last_prose;  /* the one before the line looked at, or SIZE_MAX */
	struct related_find *finds;
	size_t find_count, find_cap, item_count;
};

/* Whether every title of a find has this many words and says something. */
bool related_find_is_telling(const struct marker *m, const struct related_find *find,
			     size_t least_words);

/* The element that holds both lines. */
const struct dom_node *related_common_box(const struct line *a, const struct line *b);

/* The rule for a label that is alone on line `at`: links on the lines below
 * it, or all of the box around them. Fills find. */
bool related_read_list(struct marker *m, size_t at, const struct phrase_match *label,
		       struct related_find *find);

#endif
