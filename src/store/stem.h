/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_STEM_H
#define WARTA_STORE_STEM_H

#include "base/buf.h"

/* libstemmer's languages by number. */
struct stemmers;

enum { STEM_NONE = -1, STEM_LANGUAGES_MAX = 32 };

struct stemmers *stem_new(void);
void stem_free(struct stemmers *stemmers);

/* The number for a BCP 47 tag, or STEM_NONE. */
int stem_language(struct str tag);

/* The number of the language that a text seems to be in, by its commonest
 * words, or STEM_NONE. */
int stem_guess(struct stemmers *stemmers, struct str text);

/* Adds the stem of a folded word, and no marks on its Latin letters. */
void stem_add(struct stemmers *stemmers, int language, struct str folded, struct buf *out);

#endif
