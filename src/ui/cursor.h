/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_CURSOR_H
#define WARTA_SRC_UI_CURSOR_H

#include <stdbool.h>
#include <stddef.h>

#include "ui/keymap.h"

/* Which row is selected and which one is at the top of the screen, for lists
 * that are whole in memory. */
struct cursor {
	size_t at, top;
};

/* Moves by an action (down, page-up, first ...), count times; false for other
 * actions. */
bool cursor_act(struct cursor *cursor, enum action action, int count, size_t rows, int screen);

/* Keeps the selected row on the screen and the screen within the list. */
void cursor_fit(struct cursor *cursor, size_t rows, int screen);

/* The row at the top once `at` is to be on a screen of height rows. Where it
 * leaves the screen, the list moves on by half of it: rows stand still most of
 * the time, and few bytes are sent. A move of a screen skips no row. */
size_t cursor_top(size_t top, size_t at, size_t height);

/* The same for a position that has no selected row: only top moves. */
bool cursor_scroll(struct cursor *cursor, enum action action, int count, size_t rows, int screen);

/* How many rows an action moves; 0 for actions that do not move. */
long cursor_step(enum action action, int count, size_t rows, int screen);

#endif
