/* SPDX-License-Identifier: MIT */
#include "ui/cursor.h"

long cursor_step(enum action action, int count, size_t rows, int screen)
{
	long page = screen > 2 ? screen - 1 : 1, half = screen > 3 ? screen / 2 : 1;
	long times = count > 0 ? count : 1;

	switch (action) {
	case ACTION_DOWN: return times;
	case ACTION_UP: return -times;
	case ACTION_READ_ON:
	case ACTION_PAGE_DOWN: return page * times;
	case ACTION_PAGE_UP: return -page * times;
	case ACTION_HALF_DOWN: return half * times;
	case ACTION_HALF_UP: return -half * times;
	case ACTION_FIRST: return -(long)rows;
	case ACTION_LAST: return (long)rows;
	default: return 0;
	}
}

static size_t moved(size_t from, long step, size_t rows)
{
	long to = (long)from + step;

	if (to < 0 || !rows)
		return 0;
	return (size_t)to >= rows ? rows - 1 : (size_t)to;
}

bool cursor_act(struct cursor *cursor, enum action action, int count, size_t rows, int screen)
{
	long step = cursor_step(action, count, rows, screen);

	if (!step && action != ACTION_FIRST && action != ACTION_LAST)
		return false;
	cursor->at = moved(cursor->at, step, rows);
	cursor_fit(cursor, rows, screen);
	return true;
}

size_t cursor_top(size_t top, size_t at, size_t height)
{
	size_t jump = height / 2, next;

	if (at < top) {
		next = at > jump ? at - jump : 0;
		return at + height > top && next + height < top ? top - height : next;
	}
	if (at >= top + height) {
		next = at - height + 1 + jump;
		return at < top + 2 * height && next > top + height ? top + height : next;
	}
	return top;
}

void cursor_fit(struct cursor *cursor, size_t rows, int screen)
{
	size_t height = screen > 0 ? (size_t)screen : 1;

	if (cursor->at >= rows)
		cursor->at = rows ? rows - 1 : 0;
	cursor->top = cursor_top(cursor->top, cursor->at, height);
	if (cursor->top + height > rows)
		cursor->top = rows > height ? rows - height : 0;
}

bool cursor_scroll(struct cursor *cursor, enum action action, int count, size_t rows, int screen)
{
	size_t height = screen > 0 ? (size_t)screen : 1;
	long step = cursor_step(action, count, rows, screen);

	if (!step && action != ACTION_FIRST && action != ACTION_LAST)
		return false;
	cursor->top = moved(cursor->top, step, rows > height ? rows - height + 1 : 1);
	return true;
}
