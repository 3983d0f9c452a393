/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/list.h"
#include "ui/pipe.h"

static bool deed_on_selected(struct ui *ui, struct list *list, enum action action)
{
	const struct store_row *row = list_selected(list);
	struct subject subject = { 0 };

	if (!row)
		return false;
	if (list_range_order(ui, list, action))
		return true;
	subject = (struct subject){ row->id, row->feed, row->url, row->title, row->flags };
	bool is_done = deed_do(ui, &subject, action);
	return is_done;
}

/* Whether anything that the order is about is unread. Where rows would have to
 * be looked at one by one to tell, there may be. */
static bool may_hold_unread(struct ui *ui, const struct list *list, enum action action)
{
	const struct window *window = &list->window;
	const struct store_row *here = action == ACTION_READ_ALL ? NULL : list_selected(list);
	size_t from = action == ACTION_READ_BELOW ? list->at : 0;
	size_t to = action == ACTION_READ_ABOVE ? list->at + 1 : window->count;
	bool is_whole = (action == ACTION_READ_BELOW || window->has_first) &&
			(action == ACTION_READ_ABOVE || window->has_last);
	struct arena arena = { 0 };
	struct store_row found;

	for (size_t i = from; i < to && i < window->count; i++) {
		if (window->rows[i].flags & STORE_UNREAD)
			return true;
	}
	if (is_whole || list->scope.query || list->scope.filter)
		return !is_whole;
	bool is_unread = ui->store && store_next_unread(ui->store, &list->scope, here,
							action == ACTION_READ_ABOVE, &arena,
							&found);
	arena_free(&arena);
	return is_unread;
}

/* All of the list, or what is above or below the selected row. */
static bool mark_scope_read(struct ui *ui, struct list *list, enum action action)
{
	const struct store_row *row = list_selected(list);
	struct store_selection selection = { .scope = &list->scope };

	if (!list->has_scope || !row || !may_hold_unread(ui, list, action)) {
		ui_say(ui, ROLE_NOTICE, "%s", _("nothing unread is left here"));
		return true;
	}
	if (action == ACTION_READ_ABOVE)
		selection.to = row;
	if (action == ACTION_READ_BELOW)
		selection.from = row;
	ui_mark(ui, &selection, STORE_MARK_READ, STR(""));
	ui_say(ui, ROLE_NOTICE, "%s", _("marked read; U takes it back"));
	return true;
}

/* ---- order ----------------------------------------------------------------------- */

static bool sort_pick(struct ui *ui, const struct menu_item *item, enum action how)
{
	struct list *list = (struct list *)ui->panes[PANE_LIST];

	if (how != ACTION_OPEN)
		return false;
	enum store_order order = (enum store_order)item->number;
	list_set_order(ui, list, order, list->group);
	return true;
}

static bool sort_menu(struct ui *ui, const struct list *list)
{
	static const struct menu_hooks hooks = { .pick = sort_pick, .does = N_("choose") };
	static const char *const names[] = { N_("newest first"), N_("oldest first"), N_("by title"),
					     N_("by source") };
	struct menu *menu = menu_open(ui, _("Order"), "", &hooks);

	for (int i = 0; i < (list->scope.kind == STORE_PAGES ? 2 : 4); i++)
		menu_add(menu, &(struct menu_item){ .text = str_from(_(names[i])), .number = i });
	menu_select(menu, list->order < STORE_BY_SECTION ? (size_t)list->order : 0);
	return true;
}

/* ---- what needs the page --------------------------------------------------------- */

bool list_ask_links(struct ui *ui, const struct store_row *row, enum action action)
{
	struct list *list = (struct list *)ui->panes[PANE_LIST];

	if (!row || !row->id)
		return row == NULL;
	list->wanted_feed = row->feed;
	list->wanted_menu = ui_ticket(ui);
	list->wanted_action = action;
	engine_open_article(ui->engine, list->wanted_menu, row->id, true);
	return true;
}

void list_page(struct ui *ui, struct list *list, struct engine_event *event)
{
	enum links_kind kind = LINKS_ALL;

	list->wanted_menu = 0;
	if (!event->has_page) {
		pipe_forget(ui);
		ui_say(ui, ROLE_ERROR, "%s", event->error.text);
		return;
	}
	if (list->wanted_action == ACTION_PIPE) {
		pipe_offer(ui, &event->page);
		return;
	}
	if (list->wanted_action == ACTION_RELATED)
		kind = LINKS_RELATED;
	if (list->wanted_action == ACTION_ENCLOSURE)
		kind = LINKS_MEDIA;
	links_open(ui, &event->page, kind, list->wanted_feed, event->article, false);
}

/* ---- all of them ----------------------------------------------------------------- */

static bool browser_next(struct ui *ui, struct list *list)
{
	const struct store_row *row = list_selected(list);

	if (!row)
		return true;
	ui_browse(ui, row->url);
	ui_mark_one(ui, row->id, STORE_MARK_READ);
	list_move(ui, list, 1);
	return true;
}

enum { RANDOM_STEPS = 32 };

/* Some unread article: a few unread ones on from here, and round the end. The
 * clock is dice enough. */
static bool random_unread(struct ui *ui, struct list *list)
{
	struct arena arena = { 0 };
	struct store_row row, next;
	int steps = 1 + (int)(((uint64_t)ui->now_ms * 2654435761u >> 12) % RANDOM_STEPS);
	bool is_found = false;

	if (!list->has_scope && ui->store) /* nothing was chosen: of all */
		ui_open(ui, &(struct target){ .kind = TARGET_SCOPE, .scope = STORE_ALL,
					      .title = str_from(_("All articles")),
					      .keeps_focus = true });
	if (list_selected(list))
		row = *list_selected(list);
	for (int i = 0; i < steps && ui->store && list_selected(list); i++) {
		if (!store_next_unread(ui->store, &list->scope, &row, false, &arena, &next) &&
		    !store_next_unread(ui->store, &list->scope, NULL, false, &arena, &next))
			break;
		row = next;
		is_found = true;
	}
	if (is_found) {
		list_select_row(ui, list, &row);
		if (ui->focus != PANE_LIST)
			list_open(ui, list, false);
	} else {
		ui_say(ui, ROLE_NOTICE, "%s", _("nothing unread is left here"));
	}
	arena_free(&arena);
	return true;
}

static bool clear_do(struct ui *ui, struct list *list)
{
	if (list->has_range || list->has_group_range)
		list_end_range(list);
	else if (list->filter_text.len)
		list_set_filter(ui, list, STR(""));
	else if (list->skip)
		list->skip = 0;
	return true;
}

static bool unread_toggle(struct ui *ui, struct list *list)
{
	list->scope.unread_only = !list->scope.unread_only;
	if (!list->is_of_unread && !list->is_kept)
		list->wants_unread = list->scope.unread_only;
	list->scope.read_since = ui->now;
	list_load(ui, list);
	ui_say(ui, ROLE_NOTICE, "%s",
	       list->scope.unread_only ? _("only what is unread; M shows all") :
					 _("what was read shows too; M hides it"));
	return true;
}

static bool refresh_do(struct ui *ui, struct list *list)
{
	if (list->scope.kind == STORE_FEED)
		engine_refresh(ui->engine, &list->scope.feed, 1, true);
	else
		return ui_act(ui, ACTION_REFRESH_ALL, 0);
	ui_say(ui, ROLE_NOTICE, "%s", _("refreshing"));
	return true;
}

bool list_order(struct ui *ui, struct list *list, enum action action)
{
	switch (action) {
	case ACTION_READ_ALL: case ACTION_READ_ABOVE: case ACTION_READ_BELOW:
		return mark_scope_read(ui, list, action);
	case ACTION_SELECT: list_begin_range(list, false); return true;
	case ACTION_SELECT_GROUP:
		list_begin_range(list, list->group != GROUP_NONE);
		return true;
	case ACTION_READ_GROUP: return list_read_group(ui, list);
	case ACTION_NEXT_GROUP: case ACTION_PREV_GROUP:
		return list_step_group(ui, list, action);
	case ACTION_SORT: return sort_menu(ui, list);
	case ACTION_REVERSE:
		list_set_order(ui, list, list->scope.order == STORE_NEWEST ? STORE_OLDEST :
							     STORE_NEWEST, list->group);
		return true;
	case ACTION_GROUP: return list_group_menu(ui, list);
	case ACTION_UNREAD_ONLY: return unread_toggle(ui, list);
	case ACTION_FILTER: filter_open(ui, list->filter_text); return true;
	case ACTION_CLEAR: return clear_do(ui, list);
	case ACTION_RANDOM_UNREAD: return random_unread(ui, list);
	case ACTION_BROWSER_NEXT: return browser_next(ui, list);
	case ACTION_RELATED: case ACTION_LINKS: case ACTION_ENCLOSURE:
	case ACTION_PIPE:
		return list_ask_links(ui, list_selected(list), action);
	case ACTION_FULL_PAGE: return list_open(ui, list, false);
	case ACTION_REFRESH: return refresh_do(ui, list);
	case ACTION_HISTORY_FORWARD: ui_focus(ui, PANE_ARTICLE); return true;
	default: return deed_on_selected(ui, list, action);
	}
}
