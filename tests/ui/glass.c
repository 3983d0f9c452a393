/* SPDX-License-Identifier: MIT */
#include "ui/glass.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { PARAMETERS_MAX = 4 };

void glass_resize(struct glass *glass, int rows, int columns)
{
	free(glass->cells);
	*glass = (struct glass){ .rows = rows, .columns = columns, .bottom = rows,
				 .right = columns };
	glass->cells = calloc((size_t)rows * (size_t)columns, sizeof(*glass->cells));
	for (int i = 0; i < rows * columns; i++)
		glass->cells[i] = (struct glass_cell){ .text = " ", .width = 1 };
}

void glass_free(struct glass *glass)
{
	free(glass->cells);
	*glass = (struct glass){ 0 };
}

uint32_t glass_hash(struct str text)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < text.len; i++)
		hash = (hash ^ (unsigned char)text.ptr[i]) * 16777619u;
	return hash ? hash : 1;
}

static bool fault(struct glass *glass, const char *what, struct str near)
{
	int at = snprintf(glass->fault, sizeof(glass->fault), "row %d column %d: %s:", glass->row,
			  glass->column, what);

	for (size_t i = 0; i < near.len && i < 24 && at + 4 < (int)sizeof(glass->fault); i++)
		at += snprintf(glass->fault + at, sizeof(glass->fault) - (size_t)at, " %02x",
			       (unsigned char)near.ptr[i]);
	return false;
}

static struct glass_cell *cell_at(struct glass *glass, int row, int column)
{
	return &glass->cells[row * glass->columns + column];
}

/* A wide character that loses a half is gone. */
static void cell_break(struct glass *glass, int row, int column)
{
	struct glass_cell *cell = cell_at(glass, row, column);

	if (cell->width == 2 && column + 1 < glass->columns)
		cell[1] = (struct glass_cell){ .text = " ", .width = 1 };
	if (cell->width == 0 && column > 0)
		cell[-1] = (struct glass_cell){ .text = " ", .width = 1 };
}

static bool put(struct glass *glass, struct str cluster, int width)
{
	if (width < 1 || glass->row < 0 || glass->column < 0 ||
	    cluster.len >= sizeof(glass->cells->text))
		return fault(glass, "a cluster without a place", cluster);
	if (glass->column + width > glass->columns)
		return fault(glass, "the line wraps", cluster);
	for (int i = 0; i < width; i++) {
		struct glass_cell *cell = cell_at(glass, glass->row, glass->column + i);

		cell_break(glass, glass->row, glass->column + i);
		*cell = (struct glass_cell){ .link = glass->link, .pen = glass->pen };
		if (!i) {
			memcpy(cell->text, cluster.ptr, cluster.len);
			cell->width = (uint8_t)width;
		}
	}
	glass->column += width;
	snprintf(glass->last, sizeof(glass->last), "%.*s", STR_ARG(cluster));
	glass->last_width = width;
	return true;
}

/* ---- sequences ---------------------------------------------------------------- */

static void erase(struct glass *glass, int row, int from, int to)
{
	for (int i = from; i < to; i++) {
		cell_break(glass, row, i);
		*cell_at(glass, row, i) = (struct glass_cell){ .text = " ", .width = 1 };
	}
}

static bool move(struct glass *glass, const int *numbers, int count, struct str near)
{
	int row = count > 0 && numbers[0] ? numbers[0] - 1 : 0;
	int column = count > 1 && numbers[1] ? numbers[1] - 1 : 0;

	if (row >= glass->rows || column >= glass->columns)
		return fault(glass, "the cursor goes out", near);
	glass->row = row;
	glass->column = column;
	return true;
}

static bool repeat(struct glass *glass, int count, struct str near)
{
	char last[32];

	if (!glass->last_width || count < 1)
		return fault(glass, "nothing to repeat", near);
	memcpy(last, glass->last, sizeof(last));
	while (count-- > 0) {
		if (!put(glass, str_from(last), glass->last_width))
			return false;
	}
	return true;
}

/* Rows of the cursor's and below, within the margins. */
static bool lines_move(struct glass *glass, int by, struct str near)
{
	int rows = glass->bottom - glass->row, count = by < 0 ? -by : by;

	if (glass->row < glass->top || rows <= 0 || glass->column < glass->left ||
	    glass->column >= glass->right || count > rows)
		return fault(glass, "lines move outside of the margins", near);
	for (int i = 0; i < rows; i++) {
		int row = by > 0 ? glass->row + i : glass->bottom - 1 - i, from = row + by;

		/* What a margin cuts in two is broken; what stands within is not. */
		cell_break(glass, row, glass->left);
		cell_break(glass, row, glass->right - 1);
		for (int k = glass->left; k < glass->right; k++) {
			struct glass_cell blank = { .text = " ", .width = 1 };
			bool is_inside = from >= glass->row && from < glass->bottom;

			*cell_at(glass, row, k) = is_inside ? *cell_at(glass, from, k) : blank;
		}
	}
	glass->column = glass->has_sides ? glass->left : 0;
	return true;
}

/* Top and bottom, or left and right; none: all. */
static bool margins(struct glass *glass, const int *numbers, int count, bool is_sides,
		    struct str near)
{
	int most = is_sides ? glass->columns : glass->rows;
	int from = count > 0 && numbers[0] ? numbers[0] - 1 : 0;
	int to = count > 1 && numbers[1] ? numbers[1] : most;

	if (from + 1 >= to || to > most || (is_sides && !glass->has_sides))
		return fault(glass, "margins without a room between", near);
	*(is_sides ? &glass->left : &glass->top) = from;
	*(is_sides ? &glass->right : &glass->bottom) = to;
	glass->row = glass->column = 0;
	return true;
}

static bool sides(struct glass *glass, bool is_on)
{
	glass->has_sides = is_on;
	glass->left = 0;
	glass->right = glass->columns;
	return true;
}

static bool control(struct glass *glass, char final, const int *numbers, int count, struct str all)
{
	switch (final) {
	case 'm':
		glass->pen = glass_hash(all);
		return true;
	case 'b': return repeat(glass, numbers[0], all);
	case 'M': return lines_move(glass, count ? numbers[0] : 1, all);
	case 'L': return lines_move(glass, count ? -numbers[0] : -1, all);
	case 'r': return margins(glass, numbers, count, false, all);
	case 's': return margins(glass, numbers, count, true, all);
	case 'H': return move(glass, numbers, count, all);
	case 'C':
		glass->column += numbers[0] ? numbers[0] : 1;
		return glass->column < glass->columns || fault(glass, "goes out to the right", all);
	case 'K':
		if (glass->column >= glass->columns || count)
			return fault(glass, "erases past the end", all);
		erase(glass, glass->row, glass->column, glass->columns);
		return true;
	case 'J':
		for (int i = 0; i < glass->rows && numbers[0] == 2; i++)
			erase(glass, i, 0, glass->columns);
		return numbers[0] == 2 || fault(glass, "erases a part", all);
	default: return fault(glass, "a sequence that nobody knows", all);
	}
}

static bool control_read(struct glass *glass, struct str *rest)
{
	struct str all = *rest;

	if (str_has_prefix(all, STR("\033[?69h")) || str_has_prefix(all, STR("\033[?69l"))) {
		*rest = str_slice(*rest, 6, rest->len);
		return sides(glass, all.ptr[5] == 'h');
	}
	int numbers[32] = { 0 }, count = 0;
	size_t i = 2;

	for (; i < rest->len && (rest->ptr[i] == ';' || (rest->ptr[i] >= '0' &&
							 rest->ptr[i] <= '9')); i++) {
		if (rest->ptr[i] == ';' ? count++ > 30 : numbers[count] > 100000)
			return fault(glass, "too many numbers", all);
		if (rest->ptr[i] != ';')
			numbers[count] = numbers[count] * 10 + (rest->ptr[i] - '0');
	}
	if (i == rest->len)
		return fault(glass, "a sequence is cut off", all);
	*rest = str_slice(*rest, i + 1, rest->len);
	return control(glass, all.ptr[i], numbers, i > 2 ? count + 1 : 0, str_slice(all, 0, i + 1));
}

/* ESC ] 8 ; id=N ; ADDRESS ESC \ */
static bool link_read(struct glass *glass, struct str *rest)
{
	struct str all = *rest, address;
	size_t end = str_find(*rest, STR("\033\\")), middle;

	if (!str_has_prefix(all, STR("\033]8;")) || end == SIZE_MAX)
		return fault(glass, "a sequence that nobody knows", all);
	middle = 4 + str_find_char(str_slice(all, 4, end), ';');
	address = str_slice(all, middle + 1, end);
	for (size_t i = 0; i < end - 1; i++) {
		if (all.ptr[i + 1] <= ' ' || all.ptr[i + 1] > '~')
			return fault(glass, "an address that is none", all);
	}
	if (address.len && !str_has_prefix(address, STR("http://")) &&
	    !str_has_prefix(address, STR("https://")))
		return fault(glass, "an address that is not of the web", all);
	glass->link = address.len ? glass_hash(address) : 0;
	*rest = str_slice(*rest, end + 2, rest->len);
	return true;
}

static bool plain_read(struct glass *glass, struct str *rest)
{
	size_t end = 0;

	while (end < rest->len && (unsigned char)rest->ptr[end] >= ' ' && rest->ptr[end] != 0x7f)
		end++;
	struct str text = str_slice(*rest, 0, end);
	if (!utf8_is_valid(text))
		return fault(glass, "no UTF-8", text);
	while (text.len) {
		int width;
		struct str copy = text, cluster = utf8_cluster(&text, &width);
		uint32_t first = utf8_next(&copy);

		if ((first >= 0x80 && first < 0xa0) || (first >= 0x202a && first <= 0x202e) ||
		    (first >= 0x2066 && first <= 0x2069) || first >= 0xe0000)
			return fault(glass, "a character that commands", cluster);
		if (!put(glass, cluster, width))
			return false;
	}
	*rest = str_slice(*rest, end, rest->len);
	return true;
}

bool glass_feed(struct glass *glass, struct str bytes)
{
	while (bytes.len) {
		bool is_fine;

		if (str_has_prefix(bytes, STR("\033["))) {
			is_fine = control_read(glass, &bytes);
		} else if (bytes.ptr[0] == '\033') {
			is_fine = link_read(glass, &bytes);
		} else if (str_has_prefix(bytes, STR("\r\n"))) {
			glass->column = 0;
			is_fine = ++glass->row < glass->rows || fault(glass, "scrolls", bytes);
			bytes = str_slice(bytes, 2, bytes.len);
		} else if ((unsigned char)bytes.ptr[0] < ' ' || bytes.ptr[0] == 0x7f) {
			is_fine = fault(glass, "a control byte", bytes);
		} else {
			is_fine = plain_read(glass, &bytes);
		}
		if (!is_fine)
			return false;
	}
	if (glass->has_sides || glass->top || glass->bottom != glass->rows)
		return fault(glass, "margins are left", STR(""));
	return !glass->link || fault(glass, "a link is left open", STR(""));
}

/* ---- looking at it -------------------------------------------------------------- */

static bool is_same(const char *wanted, const char *shown, bool has_capitals)
{
	struct str rest = str_from(wanted);
	struct buf capitals = { 0 };
	bool is_right;

	if (!has_capitals || !rest.len)
		return !strcmp(wanted, shown);
	utf8_put(&capitals, utf8_capital(utf8_next(&rest)));
	buf_add(&capitals, rest);
	is_right = str_eq(buf_str(&capitals), str_from(shown));
	buf_free(&capitals);
	return is_right;
}

bool glass_shows(struct glass *glass, const struct surface *surface, const struct theme *theme)
{
	if (glass->rows != surface->rows || glass->columns != surface->columns)
		return fault(glass, "another size", STR(""));
	for (int i = 0; i < glass->rows * glass->columns; i++) {
		const struct surface_cell *wanted = &surface->cells[i];
		const struct glass_cell *shown = &glass->cells[i];
		uint32_t link = !wanted->link ? 0 :
			glass_hash(str_from(surface->links.items[wanted->link - 1]));

		glass->row = i / glass->columns;
		glass->column = i % glass->columns;
		bool has_capitals = theme->styles[wanted->role].attributes & TERM_CAPITALS;
		if (!is_same(wanted->text, shown->text, has_capitals) ||
		    wanted->width != shown->width)
			return fault(glass, "shows something else than", str_from(wanted->text));
		if (link != shown->link)
			return fault(glass, "has another link than", str_from(wanted->text));
	}
	return true;
}
