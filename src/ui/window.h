/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_WINDOW_H
#define WARTA_SRC_UI_WINDOW_H

#include "store/store.h"

/* The rows of a list that are near the screen, whatever the list's length:
 * a run of neighbours that grows at both ends and is cut at the far one. */
struct window {
	struct arena arena;
	struct store_row *rows;
	size_t count;
	bool has_first, has_last; /* rows[0] and rows[count - 1] are the list's */
	/* Before the first and behind the last row: how far was looked without
	 * coming to an end, where a filter lets little through. */
	struct window_end { bool is_open; struct store_row reached; } front, back;
};

/* A reading takes no longer than this when rows have to be looked at one by
 * one, so that keys are answered meanwhile; window_extend goes on. */
enum { WINDOW_MS = 8 };

void window_free(struct window *window);

/* Reads the list from its first or last row on. */
bool window_load_first(struct window *window, struct store *store,
		       const struct store_scope *scope, struct error *err);
bool window_load_last(struct window *window, struct store *store,
		      const struct store_scope *scope, struct error *err);

/* Reads the neighbourhood of a row again; the row stays in the window even
 * when it left the list. *at gets its index. */
bool window_load_around(struct window *window, struct store *store,
			const struct store_scope *scope, const struct store_row *row, size_t *at,
			struct error *err);

/* So many rows at once are more than a screen, and few enough for a key to wait
 * for when nobody knew that it would come. */
enum { WINDOW_ROWS = 120, WINDOW_ROWS_BETWEEN_KEYS = 30 };

enum { WINDOW_KEPT = 480 /* rows kept when more are read */ };

/* Up to `rows` more rows behind the last or before the first; *moved gets how
 * far the indexes of the rows kept have moved (negative: rows were cut in
 * front). */
bool window_extend(struct window *window, struct store *store, const struct store_scope *scope,
		   int rows, bool backwards, long *moved, struct error *err);

/* Copies rows that came from elsewhere: a whole list. */
void window_set(struct window *window, const struct store_row *rows, size_t count);

/* Takes one row out. */
void window_drop(struct window *window, size_t index);

/* The index of the article, or SIZE_MAX. */
size_t window_find(const struct window *window, int64_t id);

/* What a mark makes of a row's flags. */
uint32_t window_marked_flags(uint32_t flags, enum store_mark mark);

#endif
