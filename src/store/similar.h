/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_SIMILAR_H
#define WARTA_STORE_SIMILAR_H

#include "store/db.h"

/* One story in several feeds, recognised by title and text. */

/* Compares a new article with those of the last days whose titles share
 * parts with its own, joins the story of the nearest that is near enough,
 * and leaves its own parts behind. */
bool similar_note(struct store *store, int64_t id, struct str title, struct str text,
		  struct error *err);

/* How much two titles have in common, 0 to 1: shared words of all words. */
double similar_titles(struct str a, struct str b);

/* Forgets parts of titles that are too old to matter. */
bool similar_tidy(struct store *store, int64_t now, struct error *err);

#endif
