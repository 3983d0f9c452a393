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

/* The label of a line: its first words, or all of it before the first link. */
bool related_label_read(const struct marker *m, const struct line *line,
			struct phrase_match *label);

/* Labels that are only painted, or told to who cannot see, become text. */
void related_show_labels(struct dom *dom, const struct phrases *phrases);

/* Links of the spans of a line from byte `from` on, added to the find. False
 * when more than `percent` of the line is other text than separators, or when
 * one of the links is none to follow. */
bool related_items_read(const struct marker *m, const struct line *line, size_t from,
			size_t percent, struct related_find *find);

/* Whether every title of a find has this many words and says something. */
bool related_find_is_telling(const struct marker *m, const struct related_find *find,
			     size_t least_words);

/* The rules for what line `at` begins with or ends in. False, and *find is
 * undefined, when it leads to no other article. */
bool related_read_line(struct marker *m, size_t at, struct related_find *find);

/* Whether a text without a link can be a headline: it begins as one, is short,
 * and ends as no sentence does. */
bool related_is_title(struct str text);

/* In plain text the address stands behind the title, bare: cuts it off. Empty
 * when there is none that leads to an article. */
struct str related_address_cut(const struct marker *m, struct str *title);
/* Or it is all of the next line. */
struct str related_next_address(const struct marker *m, size_t at);

/* The element that holds both lines. */
const struct dom_node *related_common_box(const struct line *a, const struct line *b);

/* The rule for a label that is alone on line `at`: links on the lines below
 * it, or all of the box around them. Fills find. */
bool related_read_list(struct marker *m, size_t at, const struct phrase_match *label,
		       struct related_find *find);

#endif
