/* SPDX-License-Identifier: MIT */
#include "ui/list.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/cursor.h"
#include "ui/feeds.h"
#include "ui/row.h"

enum { POSITION_FROM = 60 }; /* columns of a screen that has room for a count */

static struct list *list_of(struct view *view)
{
	return (struct list *)view;
}

const struct store_row *list_selected(const struct list *list)
{
	return list->at < list->window.count ? &list->window.rows[list->at] : NULL;
}

/* ---- moving -------------------------------------------------------------------- */

void list_fit(struct list *list)
{
	size_t screen = list->screen > 0 ? (size_t)list->screen : 1, count = list->window.count;

	if (list->at >= count)
		list->at = count ? count - 1 : 0;
	if (list_is_uneven(list)) {
		size_t fitting = list->shown > 0 ? (size_t)list->shown : screen - (screen > 1);

		list->top = cursor_top(list->top, list->at, fitting);
		list_fit_lines(list);
		list->ahead = list->top ? list->ahead : 0;
		return;
	}
	list->top = cursor_top(list->top, list->at, screen);
	/* With news above, a short list leaves blanks below: nothing moves. */
	if (list->top + screen > count && !list->ahead)
		list->top = count > screen ? count - screen : 0;
	if (!list->top)
		list->ahead = 0;
}

void list_move(struct ui *ui, struct list *list, long step)
{
	long wanted = (long)list->at + step;

	list->has_failed = false;
	if (step)
		list->step = (size_t)labs(step);
	if (!list->window.count || !ui->store)
		return;
	list_extend_to(ui, list, &wanted);
	if (wanted < 0)
		wanted = 0;
	if (wanted >= (long)list->window.count)
		wanted = (long)list->window.count - 1;
	list->at = (size_t)wanted;
	list_fit(list);
}

/* By rows or screens. */
static void list_page_move(struct ui *ui, struct list *list, long step)
{
	struct store_row before = { 0 };
	int shown = list->shown;

	if (list->top < list->window.count)
		before.id = list->window.rows[list->top].id;
	list_move(ui, list, step);
	if (shown > 0 && labs(step) > 1 && labs(step) <= shown)
		list_join_screens(list, &before, shown, step > 0);
}

static void list_go_end(struct ui *ui, struct list *list, bool is_last)
{
	struct error err = { 0 };

	if (!ui->store || !list->has_scope)
		return;
	if (is_last ? !list->window.has_last : !list->window.has_first || list->ahead) {
		bool is_ok = is_last ?
			window_load_last(&list->window, ui->store, &list->scope, &err) :
			window_load_first(&list->window, ui->store, &list->scope, &err);

		if (!is_ok)
			ui_say(ui, ROLE_ERROR, "%s", err.text);
	}
	list->at = is_last && list->window.count ? list->window.count - 1 : 0;
	list->top = 0;
	list->ahead = 0;
	list_fit(list);
}

void list_select_row(struct ui *ui, struct list *list, const struct store_row *row)
{
	struct error err = { 0 };
	size_t at = window_find(&list->window, row->id);

	if (at == SIZE_MAX &&
	    !window_load_around(&list->window, ui->store, &list->scope, row, &at, &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return;
	}
	list->at = at;
	list_fit(list);
	list_move(ui, list, 0);
}

static bool list_unread(struct ui *ui, struct list *list, bool backwards)
{
	struct arena arena = { 0 };
	struct store_row row;
	const struct store_row *from = list_selected(list);
	bool is_found = ui->store && list->has_scope &&
			store_next_unread(ui->store, &list->scope, from, backwards, &arena, &row);

	if (is_found)
		list_select_row(ui, list, &row);
	arena_free(&arena);
	return is_found;
}

/* ---- opening ------------------------------------------------------------------------ */

bool list_open(struct ui *ui, struct list *list, bool keeps_focus)
{
	const struct store_row *row = list_selected(list);

	if (!row)
		return false;
	struct target target = { .kind = TARGET_ARTICLE, .article = row->id, .feed = row->feed,
				 .url = row->url, .title = row->title,
				 .keeps_focus = keeps_focus };
	ui_open(ui, &target);
	return true;
}

/* n, N, J, K: from the article the next one opens, from the list it is only
 * selected. */
static bool list_step(struct ui *ui, struct list *list, enum action action)
{
	int64_t before = list_selected(list) ? list_selected(list)->id : 0;
	bool is_back = action == ACTION_PREV_UNREAD || action == ACTION_PREV_ARTICLE;

	if (action == ACTION_NEXT_ARTICLE || action == ACTION_PREV_ARTICLE) {
		list_move(ui, list, is_back ? -1 : 1);
		if (!list_selected(list) || list_selected(list)->id == before) {
			ui_say(ui, ROLE_NOTICE, "%s", is_back ? _("this is the first article") :
								_("this is the last article"));
			return true;
		}
	} else if (!list_unread(ui, list, is_back)) {
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("nothing unread is left here; } goes to the next feed"));
		return true;
	}
	return ui->focus != PANE_ARTICLE || list_open(ui, list, false);
}

/* As far as it has been read: nobody asked for it yet, and where a filter lets
 * little through the store would look for long. */
static int64_t list_next(struct ui *ui, struct view *view, enum action action)
{
	const struct list *list = list_of(view);

	(void)ui;
	for (size_t i = list->at + 1; i < list->window.count; i++) {
		const struct store_row *row = &list->window.rows[i];

		if (action == ACTION_NEXT_ARTICLE || row->flags & STORE_UNREAD)
			return row->id;
	}
	return 0;
}

/* Of those on the screen. */
static int longest_title(const struct list *list)
{
	int longest = 0;

	for (size_t i = list->top; i < list->window.count && i < list->top + (size_t)list->screen;
	     i++) {
		int width = utf8_width(list->window.rows[i].title);

		longest = width > longest ? width : longest;
	}
	return longest;
}

static bool list_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct list *list = list_of(view);
	int page = list_is_uneven(list) ? list->shown : list->screen;
	long step = cursor_step(action, count, 0, page);

	if (step) {
		list_page_move(ui, list, step);
		return true;
	}
	switch (action) {
	case ACTION_FIRST: list_go_end(ui, list, false); return true;
	case ACTION_LAST: list_go_end(ui, list, true); return true;
	case ACTION_OPEN: return list_open(ui, list, false);
	case ACTION_NEXT_UNREAD: case ACTION_PREV_UNREAD:
	case ACTION_NEXT_ARTICLE: case ACTION_PREV_ARTICLE:
		return list_step(ui, list, action);
	case ACTION_TITLE_RIGHT:
		list->skip += list->skip < longest_title(list) ? 8 : 0;
		return true;
	case ACTION_TITLE_LEFT: list->skip -= list->skip ? 8 : 0; return true;
	case ACTION_CLOSE: case ACTION_BACK: case ACTION_HISTORY_BACK:
		if (list->filter_text.len && action == ACTION_CLOSE)
			list_set_filter(ui, list, STR(""));
		ui_focus(ui, PANE_FEEDS);
		return true;
	default: return list_order(ui, list, action);
	}
}

/* ---- drawing ------------------------------------------------------------------------ */

static void list_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct list *list = list_of(view);

	list->screen = area.rows;
	list->wrap = ui->is_plain ? area.columns : 0;
	list->now = ui->now;
	if (list->window.count && ui->store && list->top + (size_t)area.rows > list->window.count)
		list_move(ui, list, 0);
	list_fit(list);
	bool is_grouped = list_is_grouped(list);
	list->shown = 0;
	int line = 0;
	for (size_t at = list->top; at < list->window.count; at++) {
		bool has_heading = is_grouped && (at == list->top || list_begins_group(list, at));
		struct row_look look = list_look(list, at);

		look.is_focused = is_focused;
		look.lines = list_row_lines(list, at);
		if (line + has_heading + look.lines > area.rows)
			break;
		if (has_heading)
			list_draw_heading(ui, list, area, line++, at);
		row_draw(area, line, &list->window.rows[at], &look);
		list->shown++;
		if (ui->is_plain && look.is_selected && is_focused) {
			area.surface->cursor_row = area.row + line;
			area.surface->cursor_column = area.column;
		}
		line += look.lines;
	}
	if (!list->window.count)
		list_draw_empty(ui, list, area);
}

static void list_title(struct ui *ui, struct view *view, struct buf *out, int columns)
{
	struct list *list = list_of(view);

	(void)ui;
	(void)columns;
	buf_add(out, list->title);
	if (list->filter_text.len)
		buf_addf(out, " / %.*s", STR_ARG(list->filter_text));
	if (list->has_scope && list->scope.unread_only && !list->is_of_unread)
		buf_addf(out, " · %s", _("unread"));
}

static void list_note(struct ui *ui, struct view *view, struct buf *out)
{
	struct list *list = list_of(view);

	(void)ui;
	if (list->ahead > 0)
		buf_addf(out, ngettext("%ld new article above; g goes there",
				       "%ld new articles above; g goes there",
				       (unsigned long)list->ahead),
			 list->ahead);
	else if (list->window.count && list_is_looking_on(list))
		buf_add(out, str_from(_("looking for more")));
	else if (list->has_range || list->has_group_range)
		buf_add(out, str_from(_("a range: m, s, T, D take all of it; Esc ends it")));
}

/* How much of it is left to read, where the first line tells only of everything. */
static void list_position(struct ui *ui, struct view *view, struct buf *out)
{
	struct list *list = list_of(view);
	struct target target = { .title = list->title, .scope = list->scope.kind,
				 .feed = list->scope.feed, .tag = list->scope.tag,
				 .query = list->query_text };
	bool has_more;
	int64_t unread;

	if (ui->surface->columns < POSITION_FROM || list->filter_text.len ||
	    list->scope.kind == STORE_ALL)
		return;
	unread = feeds_unread_of(ui, &target, &has_more);
	if (unread && has_more)
		buf_addf(out, _("more than %lld unread here"), (long long)unread);
	else if (unread)
		buf_addf(out, _("%lld unread here"), (long long)unread);
}

/* ---- the rest -------------------------------------------------------------------------- */

static bool list_show(struct ui *ui, struct view *view, const struct target *target)
{
	struct list *list = list_of(view);

	if (target->kind == TARGET_SCOPE) {
		list_set_scope(ui, list, target);
		return true;
	}
	size_t at = target->kind == TARGET_ARTICLE ? window_find(&list->window, target->article) :
						     SIZE_MAX;
	struct arena arena = { 0 };
	struct store_row row;
	bool is_far = at == SIZE_MAX && target->is_listed && ui->store &&
		      store_row_by_id(ui->store, target->article, &arena, &row);
	if (is_far)
		list_select_row(ui, list, &row);
	arena_free(&arena);
	if (at == SIZE_MAX)
		return is_far;
	list->at = at;
	list_fit(list);
	return true;
}

static void list_changed(struct ui *ui, struct view *view)
{
	list_reload(ui, list_of(view));
}

void list_drop(struct list *list, int64_t id)
{
	size_t index = window_find(&list->window, id);

	if (index == SIZE_MAX)
		return;
	window_drop(&list->window, index);
	list->dropped_id = id;
	if (index < list->at)
		list->at--;
	if (index < list->top)
		list->top--;
	list_fit(list);
}

/* Of other scopes than its own the list says only what it is sure of: the rest
 * shows when the store has it. */
static bool is_meant(const struct list *list, const struct store_row *row,
		     const struct marked *marked)
{
	const struct store_scope *scope = marked->scope;

	if (marked->id)
		return row->id == marked->id;
	if (scope == &list->scope)
		return true;
	switch (scope->kind) {
	case STORE_ALL: return row->id > 0;
	case STORE_FEED: return row->feed == scope->feed;
	case STORE_TAG: return list->scope.kind == STORE_TAG && str_eq(list->scope.tag, scope->tag);
	default: return false;
	}
}

static void list_marked(struct ui *ui, struct view *view, const struct marked *marked)
{
	struct list *list = list_of(view);

	(void)ui;
	if (marked->mark == STORE_MARK_DELETE && marked->id) {
		list_drop(list, marked->id);
		return;
	}
	for (size_t i = 0; i < list->window.count; i++) {
		struct store_row *row = &list->window.rows[i];

		if (is_meant(list, row, marked))
			row->flags = window_marked_flags(row->flags, marked->mark);
	}
}

static void list_event(struct ui *ui, struct view *view, struct engine_event *event)
{
	struct list *list = list_of(view);

	if (event->kind == ENGINE_UNDONE && str_eq(event->text, STR("delete")))
		list->wants_dropped = list->dropped_id != 0;
	if (list->wanted_menu && event->ticket == list->wanted_menu &&
	    (event->kind == ENGINE_PAGE || event->kind == ENGINE_FAILED))
		list_page(ui, list, event);
}

static void list_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct list *list = list_of(view);
	size_t at = list_index_at(list, event->row - view->area.row);

	if (event->mouse == TERM_WHEEL_UP || event->mouse == TERM_WHEEL_DOWN) {
		list_move(ui, list, event->mouse == TERM_WHEEL_UP ? -3 : 3);
		return;
	}
	if (event->mouse != TERM_PRESS || event->button != 0 || at >= list->window.count)
		return;
	list->at = at;
	list_open(ui, list, false);
}

static void list_free(struct view *view)
{
	struct list *list = list_of(view);

	list_free_scope(list);
	list_end_range(list);
	window_free(&list->window);
	free(list);
}

static const struct view_ops list_ops = {
	.bit = V_LIST,
	.draw = list_draw,
	.act = list_act,
	.next = list_next,
	.show = list_show,
	.event = list_event,
	.changed = list_changed,
	.marked = list_marked,
	.mouse = list_mouse,
	.wait_ms = list_wait_ms,
	.tick = list_tick,
	.title = list_title,
	.note = list_note,
	.position = list_position,
	.free = list_free,
	.hints = { ACTION_OPEN, ACTION_NEXT_UNREAD, ACTION_READ, ACTION_HELP },
	.hint = list_hint,
};

struct view *list_new(struct ui *ui)
{
	struct list *list = mem_new(1, sizeof(*list));

	(void)ui;
	list->view.ops = &list_ops;
	list->screen = 20;
	return &list->view;
}
