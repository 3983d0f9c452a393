/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/boxes.h"
#include "ui/cursor.h"
#include "ui/row.h"

struct menu {
	struct view view;
	struct arena arena;
	struct str title, empty;
	struct menu_item *items;
	size_t count, cap;
	size_t *shown; /* indexes of the items that match the filter */
	size_t shown_count;
	const struct menu_hooks *hooks;
	struct cursor cursor;
	struct edit filter;
	bool is_filtering; /* letters go to the filter */
	bool is_matched;   /* `shown` is right */
	int screen;
	struct area inside;
};

static struct menu *menu_of(struct view *view)
{
	return (struct menu *)view;
}

static const struct menu_item *selected(const struct menu *menu)
{
	return menu->cursor.at < menu->shown_count ? &menu->items[menu->shown[menu->cursor.at]] :
						     NULL;
}

static void menu_match(struct menu *menu)
{
	struct str wanted = str_trim(buf_str(&menu->filter.text));

	free(menu->shown);
	menu->is_matched = true;
	menu->shown = mem_new(menu->count + 1, sizeof(*menu->shown));
	menu->shown_count = 0;
	for (size_t i = 0; i < menu->count; i++) {
		const struct menu_item *item = &menu->items[i];

		if (str_is_empty(wanted) || str_find_nocase(item->text, wanted) != SIZE_MAX ||
		    str_find_nocase(item->note, wanted) != SIZE_MAX)
			menu->shown[menu->shown_count++] = i;
	}
	cursor_fit(&menu->cursor, menu->shown_count, menu->screen);
}

/* ---- drawing ------------------------------------------------------------------------ */

enum { NOTE_SHORT = 20 }; /* columns: a value, which says nothing once it is cut */

/* Columns of the note beside a text that matters more: what the text leaves,
 * but a third of the room where it leaves less. */
static int note_width(const struct menu_item *item, int room)
{
	int width = utf8_width(item->note), left = room - utf8_width(item->text) - 2;
	int least = width <= NOTE_SHORT ? room / 2 : room / 3;
	int most = left > least ? left : least;

	return width > most ? most : width;
}

/* False: something of it is cut. */
static bool item_draw(struct area area, int line, const struct menu_item *item, bool is_selected,
		      int label_width)
{
	enum term_role role = is_selected ? ROLE_SELECTED : ROLE_TEXT;
	int at = 1, end = area.columns - 1;
	bool is_whole = true;

	area_fill(area, line, 0, area.columns, role);
	if (label_width) {
		area_text(area, line, at + label_width - utf8_width(item->label), label_width,
			  is_selected ? role : ROLE_LINK_NUMBER, 0, item->label);
		at += label_width + 1;
	}
	if (!str_is_empty(item->mark)) {
		at += area_text(area, line, at, end - at, is_selected ? role : item->mark_role, 0,
				item->mark);
		at++;
	}
	at += 2 * (item->depth < 12 ? item->depth : 12);
	if (!str_is_empty(item->note) && end - at > 24) {
		int width = note_width(item, end - at);

		is_whole = width == utf8_width(item->note);
		end -= width;
		area_text(area, line, end, width, is_selected ? role : ROLE_DIM, 0, item->note);
		end--;
	}
	row_draw_title(area, line, at, end - at, role, 0, item->text);
	return is_whole && utf8_width(item->text) <= end - at;
}

/* What the selected row has to cut stands whole in the last lines. */
static void item_say(struct ui *ui, const struct menu_item *item)
{
	if (!ui->message[0])
		ui_say(ui, ROLE_NOTICE, str_is_empty(item->note) ? "%.*s" : "%.*s: %.*s",
		       STR_ARG(item->text), STR_ARG(item->note));
}

static void menu_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct menu *menu = menu_of(view);
	bool has_filter = menu->is_filtering || menu->filter.text.len;

	if (!menu->is_matched)
		menu_match(menu);
	int label_width = 0, rows = (int)(menu->count < 200 ? menu->count : 200);
	struct area inside = box_draw(area, 90, (rows ? rows : 1) + (has_filter ? 1 : 0),
				      menu->title);

	for (size_t i = 0; i < menu->count; i++) {
		int width = utf8_width(menu->items[i].label);

		label_width = width > label_width ? width : label_width;
	}
	menu->inside = inside;
	menu->screen = inside.rows - (has_filter ? 1 : 0);
	cursor_fit(&menu->cursor, menu->shown_count, menu->screen);
	for (int i = 0; i < menu->screen; i++) {
		size_t at = menu->cursor.top + (size_t)i;

		if (at >= menu->shown_count)
			break;
		const struct menu_item *item = &menu->items[menu->shown[at]];
		bool is_selected = at == menu->cursor.at;

		if (!item_draw(inside, i, item, is_selected, label_width) && is_selected &&
		    is_focused && !menu->hooks->preview)
			item_say(ui, item);
		if (ui->is_plain && is_focused && is_selected) {
			area.surface->cursor_row = inside.row + i;
			area.surface->cursor_column = inside.column;
		}
	}
	if (!menu->shown_count)
		area_text(inside, 0, 1, inside.columns - 2, ROLE_DIM, 0,
			  menu->count ? str_from(_("nothing matches")) : menu->empty);
	if (has_filter) {
		area_fill(inside, inside.rows - 1, 0, inside.columns, ROLE_TEXT);
		area_text(inside, inside.rows - 1, 1, 1, ROLE_PROMPT, 0, STR("/"));
		edit_draw(&menu->filter, inside, inside.rows - 1, 3);
		if (!menu->is_filtering)
			area.surface->cursor_row = area.surface->cursor_column = -1;
	}
}

/* ---- doing ----------------------------------------------------------------------------- */

static void menu_preview(struct ui *ui, struct menu *menu)
{
	const struct menu_item *item = selected(menu);

	if (item && menu->hooks->preview)
		menu->hooks->preview(ui, item);
}

static bool menu_pick(struct ui *ui, struct menu *menu, enum action how)
{
	const struct menu_item *item = selected(menu);

	if (!item)
		return how == ACTION_OPEN;
	if (how != ACTION_OPEN || menu->hooks->stays)
		return menu->hooks->pick(ui, item, how);
	/* The item must outlive the menu. */
	struct menu_item kept = *item;
	struct arena arena = menu->arena;
	const struct menu_hooks *hooks = menu->hooks;
	menu->arena = (struct arena){ 0 };
	ui_pop(ui);
	hooks->pick(ui, &kept, how);
	arena_free(&arena);
	return true;
}

static bool menu_leave(struct ui *ui, struct menu *menu)
{
	const struct menu_hooks *hooks = menu->hooks;

	ui_pop(ui);
	if (hooks->cancelled)
		hooks->cancelled(ui);
	return true;
}

static bool menu_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct menu *menu = menu_of(view);

	if (!menu->is_matched)
		menu_match(menu);
	if (cursor_act(&menu->cursor, action, count, menu->shown_count, menu->screen)) {
		menu_preview(ui, menu);
		return true;
	}
	if (action == ACTION_CLEAR && menu->filter.text.len) {
		buf_clear(&menu->filter.text);
		menu->filter.at = 0;
		menu_match(menu);
		return true;
	}
	if (action == ACTION_CLOSE || action == ACTION_BACK || action == ACTION_CLEAR)
		return menu_leave(ui, menu);
	return menu_pick(ui, menu, action);
}

/* Letters narrow the menu after "/". */
static bool menu_key(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct menu *menu = menu_of(view);
	bool is_changed;

	if (!menu->is_filtering) {
		if (event->key != KEY_CHAR || event->code_point != '/' || event->modifiers)
			return false;
		menu->is_filtering = true;
		return true;
	}
	if (event->key == KEY_ENTER) {
		menu->is_filtering = false;
		return true;
	}
	if (event->key == KEY_ESCAPE) {
		menu->is_filtering = false;
		buf_clear(&menu->filter.text);
		menu->filter.at = 0;
		menu_match(menu);
		return true;
	}
	if (!edit_key(&menu->filter, event, &is_changed))
		return false;
	if (is_changed) {
		menu->cursor = (struct cursor){ 0 };
		menu_match(menu);
		menu_preview(ui, menu);
	}
	return true;
}

static void menu_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct menu *menu = menu_of(view);
	size_t at = menu->cursor.top + (size_t)(event->row - menu->inside.row);

	if (event->mouse == TERM_WHEEL_UP || event->mouse == TERM_WHEEL_DOWN) {
		menu_act(ui, view, event->mouse == TERM_WHEEL_UP ? ACTION_UP : ACTION_DOWN, 3);
		return;
	}
	if (event->mouse != TERM_PRESS || event->button != 0)
		return;
	if (event->row < menu->inside.row || event->row >= menu->inside.row + menu->screen ||
	    event->column < menu->inside.column ||
	    event->column >= menu->inside.column + menu->inside.columns) {
		menu_leave(ui, menu);
		return;
	}
	if (at < menu->shown_count) {
		menu->cursor.at = at;
		menu_pick(ui, menu, ACTION_OPEN);
	}
}

static void menu_free(struct view *view)
{
	struct menu *menu = menu_of(view);

	arena_free(&menu->arena);
	buf_free(&menu->filter.text);
	free(menu->items);
	free(menu->shown);
	free(menu);
}

static void menu_hint(const struct ui *ui, const struct view *view, struct hint hints[HINTS])
{
	const struct menu *menu = (const struct menu *)view;
	const struct menu_item *item = menu->is_matched ? selected(menu) : NULL;
	int count = 0;

	(void)ui;
	memset(hints, 0, sizeof(*hints) * HINTS);
	if (item)
		hints[count++] = (struct hint){ ACTION_OPEN,
						item->does ? item->does : menu->hooks->does };
	for (int i = 0; item && i < 2 && menu->hooks->also[i] != ACTION_NONE; i++)
		hints[count++].action = menu->hooks->also[i];
	hints[count] = (struct hint){ ACTION_CLOSE, menu->hooks->leaves };
}

static const struct view_ops menu_ops = {
	.bit = V_BOX,
	.draw = menu_draw,
	.act = menu_act,
	.key = menu_key,
	.mouse = menu_mouse,
	.free = menu_free,
	.hint = menu_hint,
};

struct menu *menu_open(struct ui *ui, const char *title, const char *empty,
		       const struct menu_hooks *hooks)
{
	struct menu *menu = mem_new(1, sizeof(*menu));

	menu->view.ops = &menu_ops;
	menu->hooks = hooks;
	menu->title = arena_str(&menu->arena, str_from(title));
	menu->empty = arena_str(&menu->arena, str_from(empty));
	ui_push(ui, &menu->view);
	return menu;
}

void menu_add(struct menu *menu, const struct menu_item *item)
{
	struct arena *arena = &menu->arena;

	menu->items = mem_grow(menu->items, menu->count, &menu->cap, sizeof(*menu->items));
	struct menu_item *copy = &menu->items[menu->count++];
	*copy = *item;
	copy->text = arena_str(arena, item->text);
	copy->note = arena_str(arena, item->note);
	copy->value = arena_str(arena, item->value);
	copy->label = arena_str(arena, item->label);
	copy->mark = arena_str(arena, item->mark);
	menu->is_matched = false;
}

void menu_select(struct menu *menu, size_t index)
{
	menu->cursor.at = index;
}

static struct menu_item *item_find(struct ui *ui, const struct menu_hooks *hooks,
				   const struct menu_item *wanted)
{
	for (size_t i = ui->box_count; i > 0; i--) {
		struct menu *menu = menu_of(ui->boxes[i - 1]);

		if (menu->view.ops != &menu_ops || menu->hooks != hooks)
			continue;
		for (size_t k = 0; k < menu->count; k++) {
			struct menu_item *item = &menu->items[k];

			if (wanted->value.ptr ? str_eq(item->value, wanted->value) :
						item->number == wanted->number)
				return item;
		}
	}
	return NULL;
}

struct menu_item *menu_find_number(struct ui *ui, const struct menu_hooks *hooks, int64_t number)
{
	return item_find(ui, hooks, &(struct menu_item){ .number = number });
}

struct menu_item *menu_find_value(struct ui *ui, const struct menu_hooks *hooks, struct str value)
{
	return item_find(ui, hooks, &(struct menu_item){ .value = value });
}
