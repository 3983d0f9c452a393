/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_PEOPLE_H
#define WARTA_HTML_PEOPLE_H

#include "html/byline.h"
#include "html/meta.h"

/* Where a page names people; each place adds those that are not there yet. */

bool people_has(const struct byline *b, enum byline_role role, struct str name);

/* Lines [from, to). Above the text any role may stand; below it, in its tail,
 * only labels count. */
void people_of_lines(const struct meta_reader *m, size_t from, size_t to, bool is_tail,
		     struct byline *out);
/* A label alone on a line; the names are on the next. */
void people_of_split_lines(const struct meta_reader *m, size_t from, size_t to, bool is_tail,
			   struct byline *out);
/* Links and elements that are marked as authors. */
void people_marked(const struct meta_reader *m, size_t from, size_t to, struct byline *out);
/* Whoever stands beside the date. */
void people_beside_date(const struct meta_reader *m, size_t from, size_t to, struct byline *out);
/* What JSON says: a text, an object with a name, or a list of them. NULL: nobody. */
void people_of_value(const struct meta_reader *m, const struct value *value, enum byline_role role,
		     struct byline *out);
/* All contents of the first of the author tags that names somebody. */
void people_of_tags(const struct meta_reader *m, struct byline *out);
/* "twitter:label1" = "Written by" goes with "twitter:data1". */
void people_of_card(const struct meta_reader *m, struct byline *out);

#endif
