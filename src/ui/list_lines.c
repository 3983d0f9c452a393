/* SPDX-License-Identifier: MIT */
#include "ui/list.h"
#include "ui/row.h"

/* On which line of the screen a headline stands where not all are one line
 * each: under headings, and in plain mode, which wraps them. */

bool list_is_uneven(const struct list *list)
{
	return list_is_grouped(list) || list->wrap > 0;
}

struct row_look list_look(const struct list *list, size_t index)
{
	enum list_group by = list_is_grouped(list) ? list->group : GROUP_NONE;

	return (struct row_look){
		.now = list->now,
		.is_selected = index == list->at,
		.is_marked = list_is_in_range(list, index),
		.has_source = list->scope.kind != STORE_FEED && by != GROUP_SOURCE,
		.has_clock = by == GROUP_DAY,
		.skip = list->skip,
	};
}

int list_row_lines(const struct list *list, size_t index)
{
	if (list->wrap <= 0 || index >= list->window.count)
		return 1;
	struct row_look look = list_look(list, index);
	int lines = row_lines(&list->window.rows[index], &look, list->wrap);
	int most = list->screen - list_is_grouped(list);

	return lines <= most ? lines : most > 1 ? most : 1;
}

static bool has_heading(const struct list *list, size_t index)
{
	return list_is_grouped(list) && (index == list->top || list_begins_group(list, index));
}

/* The line of the screen on which a row from top on stands; -1 above it. */
static int line_of(const struct list *list, size_t index)
{
	int line = 0;

	if (index < list->top)
		return -1;
	if (!list_is_uneven(list))
		return (int)(index - list->top);
	for (size_t i = list->top; line <= list->screen; i++) {
		line += has_heading(list, i);
		if (i == index)
			break;
		line += list_row_lines(list, i);
	}
	return line;
}

size_t list_index_at(const struct list *list, int line)
{
	for (size_t i = list->top; i < list->window.count; i++) {
		int at = line_of(list, i);

		if (at > line)
			break;
		if (line < at + list_row_lines(list, i))
			return i;
	}
	return SIZE_MAX;
}

static bool is_cut(const struct list *list, size_t index)
{
	return line_of(list, index) + list_row_lines(list, index) > list->screen;
}

/* The lowest top with which the last rows fill the screen. */
static size_t last_top(const struct list *list)
{
	bool is_grouped = list_is_grouped(list);
	size_t top = list->window.count;
	int lines = is_grouped; /* the heading that is always on the first line */

	while (top > 0) {
		bool begins = is_grouped && top < list->window.count &&
			      list_begins_group(list, top);

		lines += list_row_lines(list, top - 1) + begins;
		if (lines > list->screen)
			return top;
		top--;
	}
	return 0;
}

void list_fit_lines(struct list *list)
{
	size_t most;

	while (list->top < list->at && is_cut(list, list->at))
		list->top++;
	most = last_top(list);
	if (list->top > most && !list->ahead)
		list->top = most;
}

void list_join_screens(struct list *list, const struct store_row *before, int shown, bool is_down)
{
	size_t old = window_find(&list->window, before->id);

	if (old == SIZE_MAX || !list_is_uneven(list))
		return;
	if (is_down && list->top > old + (size_t)shown) {
		list->top = old + (size_t)shown;
		while (list->at > list->top && is_cut(list, list->at))
			list->at--;
	}
	while (!is_down && list->top + 1 < old && is_cut(list, old - 1))
		list->top++;
	if (list->at < list->top)
		list->at = list->top;
}
