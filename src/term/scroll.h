/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_SCROLL_H
#define WARTA_SRC_TERM_SCROLL_H

#include "term/term.h"

/* Rows of a rectangle that moved: what is wanted in a row stands `by` rows
 * below it now (above, when negative). Ends are exclusive. */
struct scroll {
	int top, bottom, left, right;
	int by;
};

/* The move that makes `wanted` out of `shown` with the fewest cells left to
 * send; false when none does better than sending the cells. has_margins: the
 * terminal can leave alone what stands beside the rectangle. */
bool scroll_find(const struct surface *shown, const struct surface *wanted, bool has_margins,
		 struct scroll *out);

/* The same move on the cells; rows that come in are blank, or, when the
 * terminal erases in a way not known, cells that equal none. */
void scroll_cells(struct surface *shown, const struct scroll *scroll, bool knows_blanks);

/* The bytes for it: lines deleted or inserted between margins. Where the
 * cursor is then is not known. */
void scroll_add(const struct scroll *scroll, const struct surface *shown, struct buf *out);

#endif
