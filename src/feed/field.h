/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_FIELD_SRC_H
#define WARTA_FEED_FIELD_SRC_H

#include "feed/parse.h"

/* What a feed's own element is worth against the same fact in a module. */
enum { RANK_GUESS = 1, RANK_MODULE, RANK_OTHER, RANK_OWN, RANK_BEST };

/* That of the element that is open, by its namespace. */
int field_rank(struct parse *p);

/* A positive number, else 0. */
int64_t field_number(struct str text);

void field_add_category(struct parse *p, struct str value);

#endif
