/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_WORD_H
#define WARTA_BASE_WORD_H

#include "base/buf.h"

/* The words of a text for searching, after UAX 29; ASCII runs of letters and
 * digits take a short way. */
struct word_walk {
	struct str rest;
	/* Of a stretch with other than ASCII letters: where its words end. */
	struct str stretch;
	char breaks[256];
	size_t at;
};

struct word {
	struct str text; /* a view into the text */
	bool is_ascii;
	/* One letter of a script that writes no spaces between words. */
	bool is_letter;
};

struct word_walk word_walk(struct str text);

/* The next word; false at the end. */
bool word_next(struct word_walk *walk, struct word *out);

/* Whether a text has no word, but a sign that somebody may look for all the
 * same: an emoji, a currency. Dashes, quotes and what ASCII has are none. */
bool word_is_sign(struct str text);

/* Adds the word as two spellings of it are compared: folded, Latin letters
 * without their marks. */
bool word_add_folded(struct buf *out, struct str word);
/* Only the second half of that, for what is folded already. */
bool word_add_bare(struct buf *out, struct str folded);

#endif
