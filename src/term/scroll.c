/* SPDX-License-Identifier: MIT */
#include "term/scroll.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	ROWS_MAX = 400,  /* of a surface: looking costs their square */
	AGREE_LEAST = 3, /* rows that have to have moved alike */
	GAP_MAX = 2,     /* rows among them that changed as well */
	SCROLL_COST = 30, MARGIN_COST = 50, /* bytes */
	RUN_COST = 7,    /* bytes to go to where cells differ */
};

static const struct surface_cell *row_of(const struct surface *surface, int row)
{
	return surface->cells + (size_t)row * (size_t)surface->columns;
}

static bool is_same(const struct surface_cell *a, const struct surface_cell *b)
{
	return a->width == b->width && a->role == b->role && a->attributes == b->attributes &&
	       !strcmp(a->text, b->text);
}

/* The columns in which rows differ, whole characters. The first row and the
 * last are lines of their own. */
static bool find_columns(const struct surface *shown, const struct surface *wanted,
			 struct scroll *out)
{
	int columns = wanted->columns;

	out->left = columns;
	out->right = 0;
	for (int row = 1; row + 1 < wanted->rows; row++) {
		const struct surface_cell *a = row_of(shown, row), *b = row_of(wanted, row);
		int from = 0, to = columns;

		while (from < out->left && is_same(&a[from], &b[from]))
			from++;
		while (to > from && to > out->right && is_same(&a[to - 1], &b[to - 1]))
			to--;
		out->left = from < out->left ? from : out->left;
		out->right = to > out->right ? to : out->right;
	}
	return out->left < out->right;
}

/* A margin in the middle of a wide character would break it. */
static void widen(const struct surface *surface, struct scroll *scroll)
{
	for (int row = 0; row < surface->rows; row++) {
		const struct surface_cell *cells = row_of(surface, row);

		while (scroll->left > 0 && !cells[scroll->left].width)
			scroll->left--;
		while (scroll->right < surface->columns && !cells[scroll->right].width)
			scroll->right++;
	}
}

/* Of a row's cells in the columns; 0: nothing stands there. */
static uint64_t row_hash(const struct surface *surface, int row, const struct scroll *in)
{
	const struct surface_cell *cells = row_of(surface, row);
	uint64_t hash = 1469598103934665603u;
	bool is_blank = true;

	for (int i = in->left; i < in->right; i++) {
		const char *p = cells[i].text;

		is_blank &= p[0] == ' ' && !p[1];
		hash = (hash ^ ((uint64_t)cells[i].role << 16 | cells[i].attributes)) *
		       1099511628211u;
		for (; *p; p++)
			hash = (hash ^ (unsigned char)*p) * 1099511628211u;
	}
	return is_blank ? 0 : hash | 1;
}

/* By how many rows most of them moved; 0: no agreement. */
static int find_distance(const uint64_t *old, const uint64_t *new, int rows)
{
	int *votes = mem_new((size_t)rows * 2 + 1, sizeof(*votes));
	int best = 0, most = AGREE_LEAST - 1;

	for (int i = 0; i < rows; i++)
		for (int k = 0; new[i] && k < rows; k++)
			votes[rows + k - i] += old[k] == new[i];
	for (int by = 1 - rows; by < rows; by++) {
		if (!by || votes[rows + by] <= most)
			continue;
		most = votes[rows + by];
		best = by;
	}
	free(votes);
	return best;
}

/* The longest run of rows that moved, small gaps included. */
static void find_rows(const uint64_t *old, const uint64_t *new, int rows, struct scroll *out)
{
	int best = 0, from = -1, last = -1, count = 0;

	for (int i = 0; i < rows; i++) {
		int k = i + out->by;

		if (k < 0 || k >= rows || !new[i] || old[k] != new[i])
			continue;
		if (last < 0 || i - last > GAP_MAX + 1) {
			from = i;
			count = 0;
		}
		last = i;
		if (++count > best) {
			best = count;
			out->top = from;
			out->bottom = i + 1;
		}
	}
	if (out->by > 0)
		out->bottom += out->by;
	else
		out->top += out->by;
}

/* About how many bytes a row takes. from: NULL when nothing of it is there. */
static int row_cost(const struct surface_cell *from, const struct surface_cell *to, int columns)
{
	int cost = 0;
	bool in_run = false;

	for (int i = 0; i < columns; i++) {
		bool differs = from ? !is_same(&from[i], &to[i]) : to[i].text[0] != ' ';

		cost += differs + (differs && !in_run ? RUN_COST : 0);
		in_run = differs;
	}
	return cost;
}

/* What the move saves, in bytes. */
static int gain(const struct surface *shown, const struct surface *wanted,
		const struct scroll *scroll, bool has_margins)
{
	int from = has_margins ? scroll->left : 0;
	int columns = (has_margins ? scroll->right : wanted->columns) - from;
	int saved = has_margins && columns < wanted->columns ? -MARGIN_COST : -SCROLL_COST;

	for (int row = scroll->top; row < scroll->bottom; row++) {
		const struct surface_cell *to = row_of(wanted, row) + from;
		int source = row + scroll->by;
		bool is_there = source >= scroll->top && source < scroll->bottom;

		saved += row_cost(row_of(shown, row) + from, to, columns);
		saved -= row_cost(is_there ? row_of(shown, source) + from : NULL, to, columns);
	}
	return saved;
}

bool scroll_find(const struct surface *shown, const struct surface *wanted, bool has_margins,
		 struct scroll *out)
{
	uint64_t old[ROWS_MAX], new[ROWS_MAX];
	int rows = wanted->rows;

	*out = (struct scroll){ 0 };
	if (rows > ROWS_MAX || rows < AGREE_LEAST || !find_columns(shown, wanted, out))
		return false;
	widen(shown, out);
	widen(wanted, out);
	for (int i = 0; i < rows; i++) {
		old[i] = row_hash(shown, i, out);
		new[i] = row_hash(wanted, i, out);
	}
	out->by = find_distance(old, new, rows);
	if (!out->by)
		return false;
	find_rows(old, new, rows, out);
	if (gain(shown, wanted, out, has_margins) <= 0)
		return false;
	if (!has_margins) {
		out->left = 0;
		out->right = wanted->columns;
	}
	return true;
}

static void blank(struct surface_cell *cells, int count, bool knows_blanks)
{
	for (int i = 0; i < count; i++) {
		cells[i] = (struct surface_cell){ .width = 1 };
		cells[i].text[0] = knows_blanks ? ' ' : '\0';
	}
}

void scroll_cells(struct surface *shown, const struct scroll *scroll, bool knows_blanks)
{
	int rows = scroll->bottom - scroll->top, count = scroll->right - scroll->left;

	for (int i = 0; i < rows; i++) {
		int row = scroll->by > 0 ? scroll->top + i : scroll->bottom - 1 - i;
		int source = row + scroll->by;
		struct surface_cell *to = shown->cells + (size_t)row * (size_t)shown->columns +
					  scroll->left;

		if (source < scroll->top || source >= scroll->bottom)
			blank(to, count, knows_blanks);
		else
			memcpy(to, row_of(shown, source) + scroll->left,
			       (size_t)count * sizeof(*to));
	}
}

void scroll_add(const struct scroll *scroll, const struct surface *shown, struct buf *out)
{
	bool has_sides = scroll->left > 0 || scroll->right < shown->columns;
	int count = scroll->by > 0 ? scroll->by : -scroll->by;

	if (has_sides)
		buf_addf(out, "\033[?69h\033[%d;%ds", scroll->left + 1, scroll->right);
	buf_addf(out, "\033[%d;%dr\033[%d;%dH", scroll->top + 1, scroll->bottom, scroll->top + 1,
		 scroll->left + 1);
	if (count == 1)
		buf_addf(out, "\033[%c", scroll->by > 0 ? 'M' : 'L');
	else
		buf_addf(out, "\033[%d%c", count, scroll->by > 0 ? 'M' : 'L');
	buf_add(out, STR("\033[r"));
	if (has_sides)
		buf_add(out, STR("\033[?69l"));
}
