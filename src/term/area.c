/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"

/* What a cell may take from content before it is cleaned: a title of a
 * megabyte must not cost a megabyte's cleaning at every frame. */
enum { BYTES_PER_COLUMN = 64, LINK_BYTES_MAX = 2000 };

struct area area_of(struct surface *surface)
{
	return (struct area){ surface, 0, 0, surface->rows, surface->columns };
}

static void part_clip(int *from, int *count, int outer)
{
	if (*from < 0) {
		*count += *from;
		*from = 0;
	}
	if (*from > outer)
		*from = outer;
	if (*count > outer - *from)
		*count = outer - *from;
	if (*count < 0)
		*count = 0;
}

struct area area_part(struct area area, int row, int column, int rows, int columns)
{
	part_clip(&row, &rows, area.rows);
	part_clip(&column, &columns, area.columns);
	return (struct area){ area.surface, area.row + row, area.column + column, rows, columns };
}

static struct surface_cell *cell_at(struct area area, int row, int column)
{
	if (row < 0 || row >= area.rows || column < 0 || column >= area.columns)
		return NULL;
	return area.surface->cells +
	       (size_t)(area.row + row) * (size_t)area.surface->columns +
	       (size_t)(area.column + column);
}

/* A wide character that loses one half leaves a blank, also across the edge
 * of an area. */
static void cell_detach(struct surface *surface, struct surface_cell *cell)
{
	size_t at = (size_t)(cell - surface->cells), columns = (size_t)surface->columns;

	if (cell->width == 2 && at % columns + 1 < columns) {
		cell[1].text[0] = ' ';
		cell[1].width = 1;
	}
	if (cell->width == 0 && at % columns > 0) {
		memset(cell[-1].text, 0, sizeof(cell[-1].text));
		cell[-1].text[0] = ' ';
		cell[-1].width = 1;
	}
}

static void cell_set(struct surface *surface, struct surface_cell *cell, struct str text,
		     int width, enum term_role role, unsigned attributes)
{
	cell_detach(surface, cell);
	memset(cell, 0, sizeof(*cell));
	if (text.len >= sizeof(cell->text))
		text = STR("\xef\xbf\xbd");
	if (text.len)
		memcpy(cell->text, text.ptr, text.len);
	cell->width = (uint8_t)width;
	cell->role = (uint8_t)role;
	cell->attributes = (uint16_t)attributes;
}

/* The second half of the wide character before it. */
static void cell_set_second(struct surface *surface, struct surface_cell *cell,
			    enum term_role role, unsigned attributes)
{
	if (cell->width == 2)
		cell_detach(surface, cell);
	memset(cell, 0, sizeof(*cell));
	cell->role = (uint8_t)role;
	cell->attributes = (uint16_t)attributes;
}

/* Puts clusters of clean text until `max` columns are used; returns the
 * columns used. */
static int put_clusters(struct area area, int row, int column, int max, enum term_role role,
			unsigned attributes, struct str text)
{
	int used = 0;

	while (text.len) {
		int width;
		struct str cluster = utf8_cluster(&text, &width);
		struct surface_cell *cell = cell_at(area, row, column + used);

		if (width <= 0)
			continue;
		if (!cell || used + width > max)
			break;
		if (cluster.ptr[0] == '\n')
			cluster = STR(" ");
		if (width == 2 && cluster.len >= sizeof(cell->text)) {
			/* U+FFFD is narrow: keep the columns as measured. */
			cell_set(area.surface, cell, STR("\xef\xbf\xbd"), 1, role, attributes);
			cell_set(area.surface, cell + 1, STR(" "), 1, role, attributes);
		} else {
			cell_set(area.surface, cell, cluster, width, role, attributes);
			if (width == 2)
				cell_set_second(area.surface, cell + 1, role, attributes);
		}
		used += width;
	}
	return used;
}

static bool is_plain_ascii(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] < ' ' || text.ptr[i] > '~')
			return false;
	}
	return true;
}

static int put_ascii(struct area area, int row, int column, int max, enum term_role role,
		     unsigned attributes, struct str text)
{
	int count = text.len > (size_t)max ? max : (int)text.len;

	for (int i = 0; i < count; i++) {
		struct surface_cell *cell = cell_at(area, row, column + i);

		if (cell)
			cell_set(area.surface, cell, (struct str){ text.ptr + i, 1 }, 1, role,
				 attributes);
	}
	return count;
}

static int put_ellipsis(struct area area, int row, int column, enum term_role role,
			unsigned attributes)
{
	struct surface_cell *cell = cell_at(area, row, column);

	if (cell)
		cell_set(area.surface, cell, STR("…"), 1, role, attributes);
	return cell ? 1 : 0;
}

int area_text(struct area area, int row, int column, int max, enum term_role role,
	      unsigned attributes, struct str text)
{
	struct buf clean = { 0 };

	if (row < 0 || row >= area.rows || column < 0)
		return 0;
	if (max > area.columns - column)
		max = area.columns - column;
	if (max <= 0 || str_is_empty(text))
		return 0;
	text = str_slice(text, 0, ((size_t)max + 1) * BYTES_PER_COLUMN);
	if (is_plain_ascii(text)) {
		if (text.len <= (size_t)max)
			return put_ascii(area, row, column, max, role, attributes, text);
		int used = put_ascii(area, row, column, max - 1, role, attributes, text);
		return used + put_ellipsis(area, row, column + used, role, attributes);
	}
	utf8_clean_text(&clean, text);
	struct str rest = buf_str(&clean);
	bool is_cut = utf8_width(rest) > max;
	if (is_cut)
		rest = utf8_fit(rest, max - 1, NULL);
	int used = put_clusters(area, row, column, max, role, attributes, rest);
	if (is_cut)
		used += put_ellipsis(area, row, column + used, role, attributes);
	buf_free(&clean);
	return used;
}

void area_fill(struct area area, int row, int column, int columns, enum term_role role)
{
	part_clip(&column, &columns, area.columns);
	for (int i = 0; i < columns; i++) {
		struct surface_cell *cell = cell_at(area, row, column + i);

		if (cell)
			cell_set(area.surface, cell, STR(" "), 1, role, 0);
	}
}

void area_line(struct area area, int row, enum term_role role)
{
	for (int i = 0; i < area.columns; i++) {
		struct surface_cell *cell = cell_at(area, row, i);

		if (cell)
			cell_set(area.surface, cell, STR("─"), 1, role, 0);
	}
}

void area_restyle(struct area area, int row, int column, int columns, enum term_role role,
		  unsigned attributes)
{
	part_clip(&column, &columns, area.columns);
	for (int i = 0; i < columns; i++) {
		struct surface_cell *cell = cell_at(area, row, column + i);

		if (!cell)
			continue;
		cell->role = (uint8_t)role;
		cell->attributes |= (uint16_t)attributes;
	}
}

void area_link(struct area area, int row, int column, int columns, struct str url)
{
	if (!url_is_web(url) || url.len > LINK_BYTES_MAX)
		return;
	char *address = mem_copy(url.ptr, url.len);
	uint32_t number = surface_keep_link(area.surface, address);
	free(address);
	part_clip(&column, &columns, area.columns);
	for (int i = 0; i < columns; i++) {
		struct surface_cell *cell = cell_at(area, row, column + i);

		if (cell)
			cell->link = number;
	}
}
