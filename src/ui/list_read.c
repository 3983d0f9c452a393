/* SPDX-License-Identifier: MIT */
#include "ui/list.h"

/* Reading on: when a move needs rows, while a filter lets little through, and
 * ahead of what will be needed. */

enum {
	ROUNDS_MAX = 8, /* readings for one move: a screen taller than a reading */
	AHEAD_SCREENS = 3, AHEAD_MOST = 160, /* rows at hand beyond the selected one */
	AHEAD_MOVES = 3, /* and so many moves more once they are being read */
};

_Static_assert(3 * AHEAD_MOST <= WINDOW_KEPT, "one end is not cut for the other");

void list_extend_to(struct ui *ui, struct list *list, long *wanted)
{
	struct error err = { 0 };

	for (int round = 0; round < ROUNDS_MAX; round++) {
		struct window *window = &list->window;
		bool is_before = *wanted < list->screen && !window->has_first;
		bool is_behind = *wanted + list->screen >= (long)window->count && !window->has_last;
		long moved;
		size_t count = window->count;

		if (!is_before && !is_behind)
			return;
		if (!window_extend(window, ui->store, &list->scope, WINDOW_ROWS, is_before,
				   &moved, &err)) {
			ui_say(ui, ROLE_ERROR, "%s", err.text);
			return;
		}
		*wanted += moved;
		list->top = (long)list->top + moved > 0 ? (size_t)((long)list->top + moved) : 0;
		bool is_on = is_before ? window->front.is_open : window->back.is_open;
		if (is_on || (window->count == count && !moved))
			return;
	}
}

/* A filter that lets little through: the list goes on looking between keys
 * until the screen is full. */
static bool is_looking_back(const struct list *list)
{
	return list->window.back.is_open &&
	       list->window.count < list->top + (size_t)list->screen;
}

bool list_is_looking_on(const struct list *list)
{
	return list->has_scope && list->view.area.rows > 0 &&
	       (is_looking_back(list) ||
		(list->window.front.is_open && list->window.count < (size_t)list->screen));
}

static size_t at_most(size_t rows, size_t most)
{
	return rows < most ? rows : most;
}

/* Between keys there is time to read what the next ones will show. It begins
 * while a screen can still be turned without reading, and goes on until some
 * moves like the last one are ready, which then read nothing. */
static bool wants_ahead(const struct list *list, bool *backwards)
{
	const struct window *window = &list->window;
	size_t screen = list->screen > 0 ? (size_t)list->screen : 1;
	size_t near = at_most(screen * AHEAD_SCREENS, AHEAD_MOST);
	size_t far = near + at_most(at_most(list->step, screen) * AHEAD_MOVES, AHEAD_MOST);
	bool is_behind = list->at + (list->fills_behind ? far : near) >= window->count &&
			 !window->has_last && !window->back.is_open;
	bool is_before = list->at < (list->fills_before ? far : near) && !window->has_first &&
			 !window->front.is_open;

	*backwards = !is_behind;
	return list->has_scope && list->view.area.rows > 0 && window->count &&
	       !list->has_failed && (is_behind || is_before);
}

int list_wait_ms(struct ui *ui, struct view *view)
{
	const struct list *list = (struct list *)view;
	bool backwards;

	return ui->store && (list_is_looking_on(list) || wants_ahead(list, &backwards)) ? 0 : -1;
}

static void read_ahead(struct ui *ui, struct list *list, bool backwards)
{
	long moved;

	/* What is wrong is told when the rows are needed. */
	list->fills_behind = !backwards;
	list->fills_before = backwards;
	list->has_failed = !window_extend(&list->window, ui->store, &list->scope,
					  WINDOW_ROWS_BETWEEN_KEYS, backwards, &moved, NULL);
	if (list->has_failed)
		return;
	list->at = (size_t)((long)list->at + moved);
	list->top = (size_t)((long)list->top + moved);
	if (!wants_ahead(list, &backwards))
		list->fills_behind = list->fills_before = false;
}

void list_tick(struct ui *ui, struct view *view)
{
	struct list *list = (struct list *)view;
	size_t count = list->window.count;
	struct error err = { 0 };
	bool backwards;
	long moved;

	if (!ui->store)
		return;
	if (!list_is_looking_on(list)) {
		if (wants_ahead(list, &backwards))
			read_ahead(ui, list, backwards);
		return;
	}
	backwards = !is_looking_back(list);
	if (!window_extend(&list->window, ui->store, &list->scope, WINDOW_ROWS, backwards, &moved,
			   &err)) {
		list->window.back.is_open = list->window.front.is_open = false;
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return;
	}
	list->at = (size_t)((long)list->at + moved);
	list->top = (size_t)((long)list->top + moved);
	list_fit(list);
	ui->is_stale |= list->window.count != count || !list_is_looking_on(list);
}
