/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "ui/command.h"
#include "ui/deeds.h"
#include "ui/downloads.h"
#include "ui/list.h"
#include "ui/search.h"
#include "ui/settings.h"
#include "ui/state.h"

/* From a key to what it does. */

/* ---- actions that mean the same in every view ---------------------------------------- */

static void layout_next(struct ui *ui)
{
	static const struct {
		enum ui_layout next;
		const char *said;
	} steps[] = {
		[UI_AUTO] = { UI_MEDIUM, N_("layout: one pane, the feeds beside it") },
		[UI_MEDIUM] = { UI_NARROW, N_("layout: one pane") },
		[UI_NARROW] = { UI_AUTO, N_("layout: automatic") },
		[UI_WIDE] = { UI_MEDIUM, N_("layout: one pane, the feeds beside it") },
	};

	ui_say(ui, ROLE_NOTICE, "%s", _(steps[ui->layout].said));
	ui->layout = steps[ui->layout].next;
	ui->has_sidebar = ui->layout == UI_MEDIUM;
}

static void pane_step(struct ui *ui, int step)
{
	int pane = (int)ui->focus;

	for (int i = 0; i < PANE_COUNT; i++) {
		pane = (pane + step + PANE_COUNT) % PANE_COUNT;
		ui_focus(ui, (enum pane)pane);
		if ((int)ui->focus == pane)
			return;
	}
}

/* Remembered in the settings. */
static void size_change(struct ui *ui, enum setting setting, int step)
{
	const struct setting_row *row = conf_row(setting);
	int64_t size = conf_number(ui->conf, setting) + step;
	struct buf value = { 0 };

	if (size < row->least || size > row->most)
		return;
	buf_addf(&value, "%lld", (long long)size);
	setting_save(ui, setting, buf_str(&value));
	buf_free(&value);
}

/* Of the pane with the keys. */
static void width_change(struct ui *ui, int step)
{
	size_change(ui, ui->focus == PANE_FEEDS ? SETTING_FEEDS_WIDTH : SETTING_WIDTH, step);
}

static void height_change(struct ui *ui, int step)
{
	if (ui_is_wide(ui) && ui->has_article)
		size_change(ui, SETTING_LIST_HEIGHT, step);
	else
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("this is for headlines that stand over an article"));
}

static void refresh_all(struct ui *ui)
{
	if (ui->options->is_offline || ui->options->is_demo) {
		ui_say(ui, ROLE_NOTICE, "%s", _("offline: nothing is fetched"));
	} else if (ui->progress.is_running && ui->progress.is_all) {
		engine_stop_refresh(ui->engine);
		ui_say(ui, ROLE_NOTICE, "%s", _("stopping the refresh"));
	} else {
		engine_refresh(ui->engine, NULL, 0, true);
		ui->progress.is_running = ui->progress.is_all = true;
		ui_say(ui, ROLE_NOTICE, "%s", _("refreshing all feeds"));
	}
}

static void read_everything(struct ui *ui)
{
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_selection selection = { .scope = &scope };

	ui_mark(ui, &selection, STORE_MARK_READ, STR(""));
	ui_say(ui, ROLE_NOTICE, "%s", _("everything is marked read; U takes it back"));
}

/* What is done to a pane that is not the one with the keys. */
static bool for_other_panes(struct ui *ui, enum action action)
{
	struct view *feeds = ui->panes[PANE_FEEDS], *article = ui->panes[PANE_ARTICLE];

	switch (action) {
	case ACTION_READ_ALL:
		if (ui->is_searching) /* an article that was found: the list is what was found */
			return ui->search->ops->act(ui, ui->search, action, 0);
		return feeds->ops->act(ui, feeds, action, 0);
	case ACTION_NEXT_FEED: case ACTION_PREV_FEED: case ACTION_NEXT_UNREAD_FEED:
	case ACTION_PREV_UNREAD_FEED: case ACTION_REFRESH: case ACTION_HEALTH:
		return feeds->ops->act(ui, feeds, action, 0);
	case ACTION_NEXT_UNREAD: case ACTION_PREV_UNREAD: case ACTION_NEXT_ARTICLE:
	case ACTION_PREV_ARTICLE: case ACTION_RANDOM_UNREAD:
		return ui_step(ui, action);
	case ACTION_HISTORY: return article->ops->act(ui, article, action, 0);
	default: return false;
	}
}

static bool act_everywhere(struct ui *ui, enum action action)
{
	switch (action) {
	case ACTION_QUIT: ui->wants_quit = true; return true;
	case ACTION_NEXT_PANE: pane_step(ui, 1); return true;
	case ACTION_PREV_PANE: pane_step(ui, -1); return true;
	case ACTION_SEARCH:
		ui_open(ui, &(struct target){ .kind = TARGET_SEARCH });
		return true;
	case ACTION_UNDO: engine_undo(ui->engine); return true;
	case ACTION_READ_EVERYTHING: read_everything(ui); return true;
	case ACTION_REFRESH_ALL: refresh_all(ui); return true;
	case ACTION_REFRESH_OFFLINE:
		engine_refresh_offline(ui->engine);
		ui_say(ui, ROLE_NOTICE, "%s", _("fetching all that is unread for reading offline"));
		return true;
	case ACTION_ADD: add_open(ui, STR("")); return true;
	case ACTION_LOG: log_open_view(ui); return true;
	case ACTION_DOWNLOADS: downloads_open(ui); return true;
	case ACTION_LAYOUT: layout_next(ui); return true;
	case ACTION_SIDEBAR: ui->has_sidebar = !ui->has_sidebar; return true;
	case ACTION_NARROWER: width_change(ui, -2); return true;
	case ACTION_WIDER: width_change(ui, 2); return true;
	case ACTION_LOWER: height_change(ui, -5); return true;
	case ACTION_HIGHER: height_change(ui, 5); return true;
	case ACTION_THEME: theme_choose(ui); return true;
	case ACTION_SETTINGS: settings_open(ui); return true;
	case ACTION_TOUR: tour_open(ui); return true;
	case ACTION_MACRO: macro_ask(ui); return true;
	case ACTION_COMMAND: command_open(ui); return true;
	case ACTION_CHOOSE_TAG: tags_open(ui); return true;
	case ACTION_HELP: help_open(ui, ui_focused(ui)->ops->bit); return true;
	case ACTION_REDRAW:
		if (ui->term)
			term_redraw(ui->term);
		return true;
	case ACTION_CLEAR: return true;
	default: return false;
	}
}

static bool has_headlines(const struct ui *ui)
{
	const struct list *list = (const struct list *)ui->panes[PANE_LIST];

	return ui->is_searching ? search_selected((const struct search *)ui->search) != NULL :
				  list->window.count > 0;
}

/* By the key that was pressed, or by its name where it has none. */
static void nothing_say(struct ui *ui, enum action action)
{
	const struct action_row *row = action_row(action);
	unsigned bit = ui_focused(ui)->ops->bit;
	struct buf keys = { 0 }, help = { 0 };

	keymap_add_keys(&ui->keymap, bit, action, 1, &keys);
	keymap_add_keys(&ui->keymap, bit, ACTION_HELP, 1, &help);
	if (!keys.len)
		buf_addf(&keys, "\"%s\"", row->name);
	if (bit == V_FEEDS && (action == ACTION_BROWSER || action == ACTION_COPY))
		ui_say(ui, ROLE_NOTICE, _("%s is for a single feed; this row is none"),
		       buf_cstr(&keys));
	else if (bit == V_FEEDS && row->views & V_FEEDS)
		ui_say(ui, ROLE_NOTICE, _("%s is for feeds and folders; this row is none"),
		       buf_cstr(&keys));
	else if (bit == V_LIST && !has_headlines(ui))
		ui_say(ui, ROLE_NOTICE, _("%s needs a headline; there is none here"),
		       buf_cstr(&keys));
	else if (bit == V_LIST && ui->is_searching)
		ui_say(ui, ROLE_NOTICE, _("%s is for lists, not for what was searched"),
		       buf_cstr(&keys));
	else
		ui_say(ui, ROLE_NOTICE, _("%s does nothing here; %s shows the keys"),
		       buf_cstr(&keys), buf_cstr(&help));
	buf_free(&keys);
	buf_free(&help);
}

bool ui_act(struct ui *ui, enum action action, int count)
{
	struct view *view = ui_focused(ui);

	ui->is_stale = true;
	if (action == ACTION_NONE)
		return false;
	if (action == ACTION_CLEAR && !ui->box_count && add_cancel(ui))
		return true;
	if (view->ops->act && view->ops->act(ui, view, action, count))
		return true;
	if (act_everywhere(ui, action))
		return true;
	if (!ui->box_count && for_other_panes(ui, action))
		return true;
	nothing_say(ui, action);
	return false;
}

/* ---- the mouse --------------------------------------------------------------------------- */

static bool is_inside(const struct view *view, const struct term_event *event)
{
	const struct area *area = &view->area;

	return event->row >= area->row && event->row < area->row + area->rows &&
	       event->column >= area->column && event->column < area->column + area->columns;
}

/* A key that is named in the last line, a step of the trail in the first; a long
 * sentence only goes away: what is below it cannot be meant. */
static bool spot_click(struct ui *ui, const struct term_event *event)
{
	for (int i = 0; i < ui->spot_count; i++) {
		struct ui_spot spot = ui->spots[i];

		if (event->row != spot.row || event->column < spot.from || event->column >= spot.to)
			continue;
		ui_act(ui, spot.action, spot.count);
		return true;
	}
	return false;
}

/* Clicks move the keys to the pane; the wheel does not. */
static void mouse(struct ui *ui, const struct term_event *event)
{
	if (event->mouse == TERM_DRAG || event->mouse == TERM_RELEASE)
		return;
	ui->message[0] = '\0';
	if (event->mouse == TERM_PRESS && event->button == 0 && spot_click(ui, event))
		return;
	if (ui->box_count) {
		struct view *box = ui_focused(ui);

		if (box->ops->mouse)
			box->ops->mouse(ui, box, event);
		return;
	}
	for (int i = 0; i < PANE_COUNT; i++) {
		struct view *view = i == PANE_LIST && ui->is_searching ? ui->search : ui->panes[i];

		if (!view->area.rows || !is_inside(view, event))
			continue;
		if (event->mouse == TERM_PRESS)
			ui_focus(ui, (enum pane)i);
		if (view->ops->mouse)
			view->ops->mouse(ui, view, event);
		return;
	}
}

/* ---- keys ----------------------------------------------------------------------------------- */

static bool count_add(struct ui *ui, const struct term_event *event)
{
	bool is_digit = event->key == KEY_CHAR && !event->modifiers && event->code_point >= '0' &&
			event->code_point <= '9';

	if (!is_digit || (event->code_point == '0' && !ui->count))
		return false;
	if (ui->count < 100000)
		ui->count = ui->count * 10 + (int)(event->code_point - '0');
	return true;
}

static void key_by_table(struct ui *ui, const struct term_event *event)
{
	struct view *view = ui_focused(ui);
	bool is_prefix;
	enum action action;
	int count;

	if (!ui->typed_count && view->ops->bit != V_ARTICLE && count_add(ui, event))
		return;
	if (ui->typed_count == KEYMAP_STEPS)
		ui->typed_count = 0;
	ui->typed[ui->typed_count++] = *event;
	action = keymap_find(&ui->keymap, view->ops->bit, ui->typed, ui->typed_count, &is_prefix);
	if (action == ACTION_NONE && is_prefix)
		return;
	count = ui->count;
	ui->typed_count = ui->count = 0;
	if (action != ACTION_NONE) {
		ui_act(ui, action, count);
		return;
	}
	struct buf name = { 0 }, help = { 0 };
	term_key_name(event, &name);
	keymap_add_keys(&ui->keymap, view->ops->bit, ACTION_HELP, 1, &help);
	if (name.len)
		ui_say(ui, ROLE_NOTICE, _("%s does nothing here; %s shows the keys"),
		       buf_cstr(&name), buf_cstr(&help));
	buf_free(&name);
	buf_free(&help);
}

void ui_key(struct ui *ui, const struct term_event *event)
{
	struct view *view = ui_focused(ui);

	ui->is_stale = true;
	if (event->key == KEY_NONE || event->key == KEY_RESIZED)
		return;
	if (event->key == KEY_MOUSE_) {
		mouse(ui, event);
		return;
	}
	ui->message[0] = '\0';
	if (ui->awaits_macro && event->key != KEY_PASTE) {
		macro_run(ui, event);
		return;
	}
	if (view->ops->key && view->ops->key(ui, view, event))
		return;
	if (event->key == KEY_PASTE && add_pasted(ui, event->paste))
		return;
	if (event->key == KEY_PASTE) { /* never taken for commands */
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("pasted text has no place here; a adds an address"));
		return;
	}
	if (event->key == KEY_ESCAPE && (ui->typed_count || ui->count)) {
		ui->typed_count = ui->count = 0;
		return;
	}
	key_by_table(ui, event);
}
