/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	SIDE_MAX = 2000, /* rows or columns; a terminal's word is not trusted */
	LINKS_MAX = 1024,
};

static int side_clamp(int side)
{
	if (side < 1)
		return 1;
	return side > SIDE_MAX ? SIDE_MAX : side;
}

static void links_clear(struct surface *surface)
{
	for (size_t i = 0; i < surface->links.count; i++)
		free(surface->links.items[i]);
	surface->links.count = 0;
}

struct surface *surface_new(int rows, int columns)
{
	struct surface *surface = mem_new(1, sizeof(*surface));

	surface_resize(surface, rows, columns);
	return surface;
}

void surface_free(struct surface *surface)
{
	if (!surface)
		return;
	links_clear(surface);
	free(surface->links.items);
	free(surface->cells);
	free(surface);
}

void surface_resize(struct surface *surface, int rows, int columns)
{
	surface->rows = side_clamp(rows);
	surface->columns = side_clamp(columns);
	free(surface->cells);
	surface->cells = mem_new((size_t)surface->rows * (size_t)surface->columns,
				 sizeof(*surface->cells));
	surface_clear(surface);
}

void surface_clear(struct surface *surface)
{
	size_t count = (size_t)surface->rows * (size_t)surface->columns;

	memset(surface->cells, 0, count * sizeof(*surface->cells));
	for (size_t i = 0; i < count; i++) {
		surface->cells[i].text[0] = ' ';
		surface->cells[i].width = 1;
	}
	surface->cursor_row = surface->cursor_column = -1;
	links_clear(surface);
}

uint32_t surface_keep_link(struct surface *surface, const char *url)
{
	/* The same link comes in runs: look from the last one. */
	for (size_t i = surface->links.count; i > 0; i--) {
		if (!strcmp(surface->links.items[i - 1], url))
			return (uint32_t)i;
	}
	if (surface->links.count >= LINKS_MAX)
		return 0;
	surface->links.items = mem_grow(surface->links.items, surface->links.count,
					&surface->links.cap, sizeof(*surface->links.items));
	surface->links.items[surface->links.count++] = mem_copy(url, strlen(url));
	return (uint32_t)surface->links.count;
}

static size_t row_end(const struct surface_cell *cells, int columns, bool with_roles)
{
	size_t end = (size_t)columns;

	while (end > 0 && cells[end - 1].text[0] == ' ' && !cells[end - 1].text[1] &&
	       (!with_roles || cells[end - 1].role == ROLE_TEXT))
		end--;
	return end;
}

static void dump_style(const struct surface_cell *cell, struct buf *out)
{
	static const char letters[] = "bdiurs"; /* in the order of term_attribute */

	buf_addf(out, "[%s", theme_role_name(cell->role));
	if (cell->attributes)
		buf_add_char(out, '+');
	for (unsigned i = 0; i < sizeof(letters) - 1; i++) {
		if (cell->attributes & (1u << i))
			buf_add_char(out, letters[i]);
	}
	buf_add_char(out, ']');
}

void surface_dump(const struct surface *surface, bool with_roles, struct buf *out)
{
	for (int row = 0; row < surface->rows; row++) {
		const struct surface_cell *cells =
			surface->cells + (size_t)row * (size_t)surface->columns;
		size_t end = row_end(cells, surface->columns, with_roles);
		int role = ROLE_TEXT, attributes = 0;

		for (size_t i = 0; i < end; i++) {
			if (with_roles && (cells[i].role != role ||
					   cells[i].attributes != attributes))
				dump_style(&cells[i], out);
			role = cells[i].role;
			attributes = cells[i].attributes;
			buf_add(out, str_from(cells[i].text));
		}
		buf_add_char(out, '\n');
	}
	if (with_roles && surface->cursor_row >= 0)
		buf_addf(out, "cursor %d,%d\n", surface->cursor_row, surface->cursor_column);
}
