/* SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "ui/deeds.h"
#include "ui/downloads.h"
#include "ui/past.h"
#include "ui/pipe.h"
#include "ui/settings.h"
#include "ui/state.h"

enum {
	MARKS_WAIT_MS = 2000,
	CHANGE_MS = 200, /* changes are shown together, this often, */
	REST = 80,       /* and not before so many times what showing them took */
};

void ui_say(struct ui *ui, enum term_role role, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(ui->message, sizeof(ui->message), format, arguments);
	va_end(arguments);
	ui->message_role = role;
	ui->is_stale = true;
	ui->said++;
}

uint64_t ui_ticket(struct ui *ui)
{
	return ++ui->last_ticket;
}

/* ---- panes and boxes --------------------------------------------------------------- */

static struct view *view_in(const struct ui *ui, enum pane pane)
{
	return pane == PANE_LIST && ui->is_searching ? ui->search : ui->panes[pane];
}

struct view *ui_focused(struct ui *ui)
{
	return ui->box_count ? ui->boxes[ui->box_count - 1] : view_in(ui, ui->focus);
}

void ui_focus(struct ui *ui, enum pane pane)
{
	if (pane == PANE_LIST && !ui->has_list && !ui->is_searching)
		pane = PANE_FEEDS;
	if (pane == PANE_ARTICLE && !ui->has_article)
		return;
	if (ui->focus == PANE_ARTICLE && pane != PANE_ARTICLE &&
	    ui->panes[PANE_ARTICLE]->ops->leave)
		ui->panes[PANE_ARTICLE]->ops->leave(ui, ui->panes[PANE_ARTICLE]);
	ui->focus = pane;
}

void ui_end_search(struct ui *ui)
{
	ui->is_searching = false;
	ui_focus(ui, ui->focus_before_search);
}

void ui_push(struct ui *ui, struct view *view)
{
	if (ui->box_count == UI_BOXES_MAX) {
		ui->boxes[0]->ops->free(ui->boxes[0]);
		memmove(ui->boxes, ui->boxes + 1, (UI_BOXES_MAX - 1) * sizeof(*ui->boxes));
		ui->box_count--;
	}
	ui->boxes[ui->box_count++] = view;
	ui->typed_count = ui->count = 0;
	ui->is_stale = true; /* it may come without a key */
}

void ui_pop(struct ui *ui)
{
	struct view *view;

	if (!ui->box_count)
		return;
	view = ui->boxes[--ui->box_count];
	view->ops->free(view);
	ui->is_stale = true;
}

void ui_open(struct ui *ui, const struct target *target)
{
	enum pane pane = target->kind == TARGET_ARTICLE || target->kind == TARGET_URL ?
				 PANE_ARTICLE : PANE_LIST;

	if (target->kind == TARGET_SEARCH) {
		if (!ui->is_searching)
			ui->focus_before_search = ui->focus;
		ui->is_searching = true;
		ui->focus = PANE_LIST;
		ui->search->ops->show(ui, ui->search, target);
		return;
	}
	if (target->kind == TARGET_SCOPE)
		ui->is_searching = false;
	ui->panes[pane]->ops->show(ui, ui->panes[pane], target);
	ui->has_list |= pane == PANE_LIST;
	ui->has_article |= pane == PANE_ARTICLE;
	if (target->kind == TARGET_SCOPE) /* the tree follows what is listed */
		ui->panes[PANE_FEEDS]->ops->show(ui, ui->panes[PANE_FEEDS], target);
	if (target->kind == TARGET_ARTICLE && !ui->is_searching)
		ui->panes[PANE_LIST]->ops->show(ui, ui->panes[PANE_LIST], target);
	if (!target->keeps_focus)
		ui_focus(ui, pane);
}

bool ui_step(struct ui *ui, enum action action)
{
	struct view *list = view_in(ui, PANE_LIST), *feeds = ui->panes[PANE_FEEDS];
	bool is_for_feeds = action == ACTION_NEXT_FEED || action == ACTION_PREV_FEED ||
			    action == ACTION_NEXT_UNREAD_FEED || action == ACTION_PREV_UNREAD_FEED;

	if (is_for_feeds)
		return feeds->ops->act(ui, feeds, action, 0);
	return list->ops->act(ui, list, action, 0);
}

int64_t ui_next(struct ui *ui, enum action action)
{
	struct view *list = view_in(ui, PANE_LIST);

	return list->ops->next(ui, list, action);
}

bool ui_is_wide(const struct ui *ui)
{
	int columns = ui->surface->columns, rows = ui->surface->rows;

	if (ui->is_plain)
		return false;
	if (ui->layout == UI_WIDE)
		return columns >= 80 && rows >= 12;
	return ui->layout == UI_AUTO && columns >= 120 && rows >= 20;
}

/* ---- marks --------------------------------------------------------------------------- */

static void marked_everywhere(struct ui *ui, const struct marked *marked)
{
	struct view *views[] = { ui->panes[PANE_FEEDS], ui->panes[PANE_LIST],
				 ui->panes[PANE_ARTICLE], ui->search };

	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		if (views[i]->ops->marked)
			views[i]->ops->marked(ui, views[i], marked);
	}
}

void ui_mark(struct ui *ui, const struct store_selection *selection, enum store_mark mark,
	     struct str tag)
{
	engine_mark(ui->engine, selection, mark, tag);
	ui->marks_on_way++;
	if (selection->scope || selection->count > 1) {
		ui->many_on_way = ui->marks_on_way;
		ui->many_said = ui->said + 1; /* what comes next tells of it */
	}
	for (size_t i = 0; i < selection->count; i++)
		marked_everywhere(ui, &(struct marked){ .id = selection->ids[i], .mark = mark });
	if (selection->scope && !selection->from && !selection->to && !selection->until &&
	    !selection->feed && !selection->group)
		marked_everywhere(ui, &(struct marked){ .scope = selection->scope, .mark = mark });
}

void ui_mark_one(struct ui *ui, int64_t article, enum store_mark mark)
{
	struct store_selection selection = { .ids = &article, .count = 1 };

	ui_mark(ui, &selection, mark, STR(""));
}

/* ---- what the store has now -------------------------------------------------------------- */

void ui_change_soon(struct ui *ui)
{
	int64_t due = ui->now_ms + CHANGE_MS;

	if (!ui->changed_ms)
		ui->changed_ms = due > ui->rest_ms ? due : ui->rest_ms;
}

static void counts_read(struct ui *ui)
{
	if (ui->store)
		store_counts(ui->store, STR(""), &ui->counts);
}

/* A refresh from cron leaves what it cannot announce to us. */
static void news_look(struct ui *ui)
{
	struct arena arena = { 0 };
	struct str kept;

	if (store_get(ui->store, STR(ENGINE_NEWS_FACT), &arena, &kept) && kept.len)
		engine_announce(ui->engine);
	arena_free(&arena);
}

void ui_changed(struct ui *ui)
{
	struct view *views[] = { ui->panes[PANE_FEEDS], ui->panes[PANE_LIST],
				 ui->panes[PANE_ARTICLE], ui->search };

	int64_t begun = clock_us();

	ui->changed_ms = 0;
	if (ui->store)
		store_has_changed(ui->store); /* what is read now is not news later */
	counts_read(ui);
	if (ui->store)
		news_look(ui);
	for (size_t i = 0; i < sizeof(views) / sizeof(*views); i++) {
		if (views[i] && views[i]->ops->changed)
			views[i]->ops->changed(ui, views[i]);
	}
	for (size_t i = 0; i < ui->box_count; i++) {
		if (ui->boxes[i]->ops->changed)
			ui->boxes[i]->ops->changed(ui, ui->boxes[i]);
	}
	/* With thousands of feeds reading takes a while, and a poll changes
	 * something all the time: keys rarely have to wait for it. */
	ui->rest_ms = ui->now_ms + (clock_us() - begun) * REST / 1000;
	ui->is_stale = true;
}

/* ---- birth and death ------------------------------------------------------------------------ */

struct ui *ui_new(const struct ui_options *options, int rows, int columns)
{
	struct ui *ui = mem_new(1, sizeof(*ui));

	ui->options = options;
	ui->conf = options->conf;
	ui->surface = surface_new(rows, columns);
	ui->is_ascii = !i18n_is_utf8();
	return ui;
}

static void welcome_if_empty(struct ui *ui)
{
	if (!feeds_has_any(ui->panes[PANE_FEEDS]) && !ui->options->is_demo)
		ui_push(ui, welcome_new(ui));
}

/* The demo leaves nothing behind. */
static bool keeps_past(const struct ui *ui)
{
	return ui->options->paths->history && !ui->options->is_demo;
}

struct past **ui_past(struct ui *ui)
{
	if (!ui->has_past && keeps_past(ui))
		past_load(&ui->past, ui->options->paths->history);
	ui->has_past = true;
	return &ui->past;
}

/* What the tree could read it has checked as well. */
static void urls_say(struct ui *ui)
{
	if (!ui->message[0] && !feeds_has_urls(ui->panes[PANE_FEEDS]))
		urls_check(ui);
}

void ui_start(struct ui *ui)
{
	ui_use_conf(ui);
	counts_read(ui);
	ui->panes[PANE_FEEDS] = feeds_new(ui);
	urls_say(ui);
	ui->panes[PANE_LIST] = list_new(ui);
	ui->panes[PANE_ARTICLE] = article_new(ui);
	ui->search = search_new(ui);
	downloads_recall(ui);
	welcome_if_empty(ui);
	if (ui->options->is_demo)
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("an invented newsroom; :tour explains warta in a minute, q leaves"));
	ui_tick(ui);
	ui->is_stale = true;
}

void ui_free(struct ui *ui)
{
	struct error err = { 0 };

	if (!ui)
		return;
	while (ui->box_count)
		ui_pop(ui);
	for (int i = 0; i < PANE_COUNT; i++) {
		if (ui->panes[i])
			ui->panes[i]->ops->free(ui->panes[i]);
	}
	if (ui->search)
		ui->search->ops->free(ui->search);
	pipe_free(ui);
	downloads_free(ui);
	if (keeps_past(ui) && !past_save(ui->past, ui->options->paths->history, &err))
		log_write(LOG_WARNING, "%s", err.text);
	past_free(ui->past);
	keymap_free(&ui->keymap);
	if (ui->has_own_conf)
		conf_free(&ui->own_conf);
	surface_free(ui->surface);
	free(ui);
}

void ui_resize(struct ui *ui, int rows, int columns)
{
	surface_resize(ui->surface, rows, columns);
	ui->is_stale = true;
}

/* While a mark is on its way to the store, what stands there is older than
 * what is on the screen: reading it waits, though not for ever. */
static int64_t change_due(const struct ui *ui)
{
	return ui->changed_ms + (ui->marks_on_way ? MARKS_WAIT_MS : 0);
}

int ui_wait_ms(struct ui *ui)
{
	struct view *const *views = ui->panes;
	int64_t wait = -1;

	for (size_t i = 0; i < PANE_COUNT; i++)
		if (views[i]->ops->wait_ms)
			wait = clock_shorter(wait, views[i]->ops->wait_ms(ui, views[i]));
	if (ui->changed_ms) {
		int64_t left = change_due(ui) - ui->now_ms;

		wait = clock_shorter(wait, left > 0 ? left : 0);
	}
	return (int)wait;
}

void ui_tick(struct ui *ui)
{
	for (int i = 0; i < PANE_COUNT; i++) {
		if (ui->panes[i]->ops->tick)
			ui->panes[i]->ops->tick(ui, ui->panes[i]);
	}
	if (ui->changed_ms && ui->now_ms >= change_due(ui))
		ui_changed(ui);
}
