/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_PAINT_H
#define WARTA_SRC_TERM_PAINT_H

#include "term/term.h"

/* Turns the difference between what a terminal shows and what it should show
 * into the bytes to send. Knows no descriptor. */
struct painter {
	struct surface *shown; /* NULL: nothing is known, clear first */
	struct theme theme; /* its colours are ones the terminal has */
	int colours;
	bool has_dim, has_italic, has_strike;
	bool has_links; /* OSC 8 is sent */
	bool can_scroll;  /* part of the rows, */
	bool has_margins; /* and of the columns */
	bool can_repeat;  /* the last letter, so many times */
	bool is_ascii;
	bool has_few_glyphs; /* those of a text console's font */
	/* where the terminal's cursor and pen are; -1 unknown */
	int row, column;
	int role;
	unsigned attributes;
	uint32_t link; /* of the wanted surface; 0 none */
	char run_char; /* sent since byte `run`, nothing else; NUL: no run */
	size_t run;
};

/* Takes the theme as far as the terminal's colours go; forgets the screen. */
void paint_set_theme(struct painter *painter, const struct theme *theme);

/* Adds the bytes and remembers the surface as shown. */
void paint_surface(struct painter *painter, const struct surface *wanted, struct buf *out);

/* Forgets what the terminal shows: the next painting is whole. */
void paint_forget(struct painter *painter);

#endif
