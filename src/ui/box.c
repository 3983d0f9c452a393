/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "ui/boxes.h"

enum { SMALL_COLUMNS = 60, SMALL_ROWS = 14 }; /* below, a box is all there is */

static void frame_draw(struct area box, struct str title)
{
	int last = box.rows - 1, right = box.columns - 1;

	area_line(box, 0, ROLE_OVERLAY);
	area_line(box, last, ROLE_OVERLAY);
	for (int i = 1; i < last; i++) {
		area_text(box, i, 0, 1, ROLE_OVERLAY, 0, STR("│"));
		area_text(box, i, right, 1, ROLE_OVERLAY, 0, STR("│"));
	}
	area_text(box, 0, 0, 1, ROLE_OVERLAY, 0, STR("╭"));
	area_text(box, 0, right, 1, ROLE_OVERLAY, 0, STR("╮"));
	area_text(box, last, 0, 1, ROLE_OVERLAY, 0, STR("╰"));
	area_text(box, last, right, 1, ROLE_OVERLAY, 0, STR("╯"));
	int used = area_text(box, 0, 3, box.columns - 6, ROLE_TITLE, 0, title);
	if (used) {
		area_text(box, 0, 2, 1, ROLE_OVERLAY, 0, STR(" "));
		area_text(box, 0, 3 + used, 1, ROLE_OVERLAY, 0, STR(" "));
	}
}

static bool is_small(struct area area)
{
	return area.surface->is_plain || area.columns < SMALL_COLUMNS || area.rows < SMALL_ROWS;
}

int box_columns(struct area area, int columns)
{
	if (is_small(area))
		return area.columns;
	return columns + 2 > area.columns - 4 ? area.columns - 2 : columns;
}

struct area box_draw(struct area area, int columns, int rows, struct str title)
{
	struct area box = area;

	rows = rows < 1 ? 1 : rows;
	if (!is_small(area)) {
		int width = box_columns(area, columns) + 2;
		int height = rows + 2 > area.rows - 2 ? area.rows - 2 : rows + 2;

		box = area_part(area, (area.rows - height) / 2, (area.columns - width) / 2, height,
				width);
	}
	for (int i = 0; i < box.rows; i++)
		area_fill(box, i, 0, box.columns, ROLE_TEXT);
	if (box.rows < (is_small(area) ? 4 : 3) || box.columns < 12)
		return box;
	if (is_small(area)) {
		area_text(box, 0, 1, box.columns - 2, ROLE_TITLE, 0, title);
		return area_part(box, 1, 0, box.rows - 1, box.columns);
	}
	frame_draw(box, title);
	return area_part(box, 1, 1, box.rows - 2, box.columns - 2);
}

struct str box_cut_line(struct str *rest, int columns)
{
	struct str line = utf8_fit(*rest, columns, NULL);

	if (line.len < rest->len) {
		size_t end = line.len;

		while (end > 0 && line.ptr[end - 1] != ' ' && rest->ptr[end] != ' ')
			end--;
		if (end > 0)
			line.len = end;
		else if (!line.len)
			line.len = rest->len;
	}
	*rest = str_slice(*rest, line.len, rest->len);
	while (rest->len && rest->ptr[0] == ' ')
		*rest = str_slice(*rest, 1, rest->len);
	return line;
}
