/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/list.h"
#include "ui/when.h"

/* Groups are runs of neighbours with a heading over them. They are made of the
 * rows on the screen alone: what is not drawn is neither read nor counted. */

enum { NOON_AFTER = 36 * 3600, HEADED_FROM = 5, LOOK_MS = 150 };

static int64_t day_after(int64_t midnight)
{
	return when_midnight(midnight + NOON_AFTER); /* also where a day has 23 hours */
}

enum list_group list_group_for(enum store_order order, enum list_group wanted)
{
	/* Sections and tags have headings, or they could not be told apart. */
	if (order == STORE_BY_SECTION || order == STORE_BY_TAG)
		return order == STORE_BY_TAG ? GROUP_TAG : GROUP_SECTION;
	return list_order_for(order, wanted) == order ? wanted : GROUP_NONE;
}

enum store_order list_order_for(enum store_order order, enum list_group wanted)
{
	switch (wanted) {
	case GROUP_SOURCE: return STORE_BY_SOURCE;
	case GROUP_SECTION: return STORE_BY_SECTION;
	case GROUP_TAG: return STORE_BY_TAG;
	case GROUP_DAY: return order == STORE_OLDEST ? order : STORE_NEWEST;
	case GROUP_NONE: break;
	}
	return order == STORE_BY_SECTION || order == STORE_BY_TAG ? STORE_NEWEST : order;
}

static bool is_named(const struct list *list)
{
	return list->group == GROUP_SECTION || list->group == GROUP_TAG;
}

bool list_is_grouped(const struct list *list)
{
	return list->group != GROUP_NONE && list->screen >= HEADED_FROM && list->window.count;
}

bool list_same_group(const struct list *list, const struct store_row *a, const struct store_row *b)
{
	if (list->group == GROUP_SOURCE)
		return a->feed == b->feed;
	if (is_named(list))
		return str_eq_nocase(a->group, b->group);
	int64_t gap = a->date > b->date ? a->date - b->date : b->date - a->date;

	/* Asking for midnight takes longer than all the rest of a row. */
	return gap < NOON_AFTER && (!gap || when_midnight(a->date) == when_midnight(b->date));
}

bool list_begins_group(const struct list *list, size_t index)
{
	const struct store_row *rows = list->window.rows;

	return index == 0 || !list_same_group(list, &rows[index - 1], &rows[index]);
}

/* ---- headings ------------------------------------------------------------------ */

void list_draw_heading(struct ui *ui, const struct list *list, struct area area, int line,
		       size_t index)
{
	const struct store_row *row = &list->window.rows[index];
	struct buf name = { 0 };

	if (list->group == GROUP_SOURCE)
		buf_add(&name, row->source);
	else if (is_named(list) && row->group.len)
		buf_add(&name, row->group);
	else if (is_named(list))
		buf_add(&name, str_from(list->group == GROUP_TAG ? _("without a tag") :
								   _("without a section")));
	else
		when_add_day(&name, row->date, ui->now);
	area_fill(area, line, 0, area.columns, ROLE_TEXT);
	area_text(area, line, 1, area.columns - 2, ROLE_FOLDER, TERM_BOLD, buf_str(&name));
	buf_free(&name);
}

/* ---- the edges of a group --------------------------------------------------------------- */

/* A place in the list that no article has: right before the group of the row,
 * or right behind it. */
static struct store_row edge_of(const struct list *list, const struct store_row *row, bool is_end)
{
	struct store_row edge = *row;
	int64_t start = when_midnight(row->date);
	bool is_down = list->scope.order != STORE_OLDEST;

	edge.id = edge.feed = 0;
	if (list->group != GROUP_DAY) {
		edge.feed = list->group == GROUP_SOURCE ? row->feed : 0;
		edge.date = is_end ? INT64_MIN : INT64_MAX;
	} else {
		edge.date = is_down != is_end ? day_after(start) : start;
	}
	return edge;
}

static bool row_beside(struct ui *ui, const struct list *list, const struct store_row *edge,
		       int step, struct arena *arena, struct store_row *out)
{
	struct store_effort effort = { .ms = LOOK_MS };
	struct error err = { 0 };
	struct store_row *rows;
	size_t found;

	if (!store_list_some(ui->store, &list->scope, edge, step, &effort, arena, &rows, &found,
			     &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
		return false;
	}
	if (found)
		*out = rows[0];
	return found > 0;
}

static bool next_group(struct ui *ui, const struct list *list, struct arena *arena,
		       struct store_row *out)
{
	struct store_row edge = edge_of(list, list_selected(list), true);

	return row_beside(ui, list, &edge, 1, arena, out);
}

/* The first of this group, or where the row is that, of the group before. */
static bool prev_group(struct ui *ui, const struct list *list, struct arena *arena,
		       struct store_row *out)
{
	const struct store_row *row = list_selected(list);
	struct store_row edge = edge_of(list, row, false);

	if (row_beside(ui, list, &edge, 1, arena, out) && out->id != row->id)
		return true;
	if (!row_beside(ui, list, &edge, -1, arena, out))
		return false;
	edge = edge_of(list, out, false);
	return row_beside(ui, list, &edge, 1, arena, out);
}

static void show_from_top(struct ui *ui, struct list *list, const struct store_row *row)
{
	list_select_row(ui, list, row);
	list->top = list->at;
	list_move(ui, list, 0);
}

bool list_step_group(struct ui *ui, struct list *list, enum action action)
{
	struct arena arena = { 0 };
	struct store_row row;
	bool is_next = action == ACTION_NEXT_GROUP;

	if (!list_selected(list) || !ui->store)
		return true;
	if (list->group == GROUP_NONE)
		ui_say(ui, ROLE_NOTICE, "%s", _("the headlines are in no groups; P makes some"));
	else if (is_next ? next_group(ui, list, &arena, &row) : prev_group(ui, list, &arena, &row))
		show_from_top(ui, list, &row);
	else
		ui_say(ui, ROLE_NOTICE, "%s",
		       is_next ? _("this is the last group") : _("this is the first group"));
	arena_free(&arena);
	return true;
}

/* ---- what is done to a group ---------------------------------------------------------- */

void list_select_group(const struct list *list, const struct store_row *row,
		       struct store_selection *out)
{
	*out = (struct store_selection){ .scope = &list->scope };
	if (list->group == GROUP_SOURCE) {
		out->feed = row->feed;
	} else if (is_named(list)) {
		out->group = &row->group;
	} else {
		out->since = when_midnight(row->date);
		out->until = day_after(out->since);
	}
}

bool list_read_group(struct ui *ui, struct list *list)
{
	const struct store_row *row = list_selected(list);
	struct store_selection selection;

	if (!row)
		return true;
	if (list->group == GROUP_NONE) {
		ui_say(ui, ROLE_NOTICE, "%s", _("the headlines are in no groups; P makes some"));
		return true;
	}
	list_select_group(list, row, &selection);
	ui_mark(ui, &selection, STORE_MARK_READ, STR(""));
	for (size_t i = 0; i < list->window.count; i++)
		if (list_same_group(list, row, &list->window.rows[i]))
			list->window.rows[i].flags &= ~(uint32_t)STORE_UNREAD;
	ui_say(ui, ROLE_NOTICE, "%s", _("the group is marked read; U takes it back"));
	return true;
}

/* ---- the menu ------------------------------------------------------------------------- */

static bool group_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct list *list = (struct list *)ui->panes[PANE_LIST];
	enum list_group group = (enum list_group)item->number;

	if (how != ACTION_OPEN)
		return false;
	list_set_order(ui, list, list_order_for(list->order, group), group);
	return true;
}

bool list_group_menu(struct ui *ui, struct list *list)
{
	static const struct menu_hooks hooks = { .pick = group_pick, .does = N_("choose") };
	static const char *const names[] = { N_("no groups"), N_("by day"), N_("by feed"),
					     N_("by section"), N_("by tag") };
	struct menu *menu = menu_open(ui, _("Groups"), "", &hooks);

	for (int i = GROUP_NONE, items = 0; i <= GROUP_TAG; i++) {
		if ((i == GROUP_SOURCE && list->scope.kind == STORE_FEED) ||
		    (i > GROUP_DAY && list->scope.kind == STORE_PAGES))
			continue;
		menu_add(menu, &(struct menu_item){ .text = str_from(_(names[i])), .number = i });
		if (i == (int)list->group)
			menu_select(menu, (size_t)items);
		items++;
	}
	return true;
}
