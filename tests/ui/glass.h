/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_UI_GLASS_H
#define WARTA_TESTS_UI_GLASS_H

#include "term/term.h"

/* A terminal of glass: does what the painter's bytes say, knows no sequence
 * but those that a painter may send, and forgives nothing: a control byte, a
 * line that wraps, a screen that scrolls, a sequence left open is a fault. */

struct glass_cell {
	char text[32];
	uint8_t width;
	uint32_t link; /* a hash of its address; 0 none */
	uint32_t pen;  /* a hash of the colours and attributes */
};

struct glass {
	int rows, columns, row, column;
	int top, bottom, left, right; /* margins; ends are exclusive */
	bool has_sides;
	char last[32]; /* the cluster that may be repeated */
	int last_width;
	struct glass_cell *cells;
	uint32_t link, pen;
	char fault[160]; /* empty: none so far */
};

/* A blank one; former contents are lost. */
void glass_resize(struct glass *glass, int rows, int columns);
void glass_free(struct glass *glass);

/* False: glass->fault says what was wrong. */
bool glass_feed(struct glass *glass, struct str bytes);

/* Whether it shows just that, links and all, in capitals where the theme wants
 * them; else glass->fault names the cell. */
bool glass_shows(struct glass *glass, const struct surface *surface, const struct theme *theme);

uint32_t glass_hash(struct str text);

#endif
