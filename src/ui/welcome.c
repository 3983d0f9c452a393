/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/browse.h"
#include "ui/cursor.h"
#include "ui/deeds.h"

/* What stands there while nothing is subscribed. */

enum choice { CHOICE_ADD, CHOICE_IMPORT, CHOICE_STARTER, CHOICE_DEMO, CHOICE_LEAVE, CHOICE_COUNT };

static const struct {
	const char *key, *text;
	const char *more; /* where there is room for all of it */
} choices[CHOICE_COUNT] = {
	{ "a", N_("add a site or feed by its address"), N_("or just paste it") },
	{ "i", N_("import subscriptions"), N_("OPML, or newsboat's urls") },
	{ "s", N_("choose from well-known feeds"), N_("Indonesian and international") },
	{ "d", N_("look around in a demo newsroom"), N_("needs no network") },
	{ "q", N_("leave"), NULL },
};

struct welcome {
	struct view view;
	struct cursor cursor;
	int first_row, first; /* the choice in it: few rows show a part */
};

static void question_draw(struct area area, int row, int width)
{
	struct str why = str_from(_("Nothing is subscribed yet."));
	struct str question = str_from(_("How would you like to begin?"));
	int at = utf8_width(why) + 1;

	if (at + utf8_width(question) <= width)
		area_text(area, row, 0, width, ROLE_TEXT, 0, why);
	else
		at = 0;
	area_text(area, row, at, width - at, ROLE_TEXT, 0, question);
}

static void choice_draw(struct area area, int row, int width, enum choice which, bool is_selected)
{
	const char *more = choices[which].more;
	int at = 4;

	if (is_selected)
		area_fill(area, row, 0, width, ROLE_SELECTED);
	area_text(area, row, 1, 2, is_selected ? ROLE_SELECTED : ROLE_KEY, 0,
		  str_from(choices[which].key));
	at += area_text(area, row, at, width - at, is_selected ? ROLE_SELECTED : ROLE_TEXT, 0,
			str_from(_(choices[which].text)));
	if (more && at + 2 + utf8_width(str_from(_(more))) <= width)
		area_text(area, row, at + 2, width - at - 2, is_selected ? ROLE_SELECTED : ROLE_DIM,
			  0, str_from(_(more)));
}

static void welcome_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct welcome *welcome = (struct welcome *)view;
	int width = area.columns < 66 ? area.columns - 2 : 64;
	int left = (area.columns - width) / 2, row = area.rows >= 16 ? (area.rows - 12) / 2 : 0;
	struct area part = area_part(area, row, left, area.rows - row, width);
	int at = 0;

	for (int i = 0; i < area.rows; i++)
		area_fill(area, i, 0, area.columns, ROLE_TEXT);
	area_text(part, at++, 0, width, ROLE_TITLE, 0, str_from(_("Welcome to warta")));
	if (part.rows >= 10) {
		area_text(part, at++, 0, width, ROLE_DIM, 0,
			  str_from(_("a news reader for the terminal")));
		at++;
		question_draw(part, at, width);
		at += 2;
	}
	int room = part.rows - at, selected = (int)welcome->cursor.at;
	welcome->first_row = part.row + at;
	welcome->first = room > 0 && selected >= room ? selected - room + 1 : 0;
	for (int i = welcome->first; i < CHOICE_COUNT && at < part.rows; i++, at++) {
		bool is_selected = (int)welcome->cursor.at == i;

		choice_draw(part, at, width, (enum choice)i, is_selected);
		if (ui->is_plain && is_focused && is_selected) {
			area.surface->cursor_row = part.row + at;
			area.surface->cursor_column = part.column;
		}
	}
}

/* The demo is this program once more, with an answer to everything. */
static void demo_run(struct ui *ui)
{
	char path[4096];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char option[] = "--demo";
	char *words[] = { path, option, NULL };

	if (len > 0)
		path[len] = '\0';
	if (len <= 0 || !browse_spawn(ui, words, true))
		ui_say(ui, ROLE_NOTICE, "%s", _("leave with q and type: warta --demo"));
}

static void choose(struct ui *ui, enum choice choice)
{
	switch (choice) {
	case CHOICE_ADD: add_open(ui, STR("")); break;
	case CHOICE_IMPORT: import_open(ui); break;
	case CHOICE_STARTER: starter_open(ui); break;
	case CHOICE_DEMO: demo_run(ui); break;
	default: ui->wants_quit = true; break;
	}
}

static bool welcome_key(struct ui *ui, struct view *view, const struct term_event *event)
{
	(void)view;
	if (event->key != KEY_CHAR || event->modifiers)
		return false;
	for (int i = 0; i < CHOICE_COUNT; i++) {
		if (event->code_point == (unsigned char)choices[i].key[0]) {
			choose(ui, (enum choice)i);
			return true;
		}
	}
	return false;
}

static bool welcome_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct welcome *welcome = (struct welcome *)view;

	if (cursor_act(&welcome->cursor, action, count, CHOICE_COUNT, CHOICE_COUNT))
		return true;
	if (action == ACTION_OPEN) {
		choose(ui, (enum choice)welcome->cursor.at);
		return true;
	}
	if (action == ACTION_CLEAR)
		add_cancel(ui);
	if (action == ACTION_CLOSE)
		ui->wants_quit = true;
	return action == ACTION_CLOSE || action == ACTION_BACK || action == ACTION_CLEAR;
}

/* Goes away by itself once something is subscribed. */
static void welcome_changed(struct ui *ui, struct view *view)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count = 0, at = 0;

	if (!ui->store || !store_feeds(ui->store, &arena, &feeds, &count, NULL))
		count = 0;
	arena_free(&arena);
	if (!count)
		return;
	while (at < ui->box_count && ui->boxes[at] != view)
		at++;
	if (at == ui->box_count)
		return;
	ui->box_count--;
	for (; at < ui->box_count; at++)
		ui->boxes[at] = ui->boxes[at + 1];
	view->ops->free(view);
}

static void welcome_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	const struct welcome *welcome = (struct welcome *)view;
	int row = event->row - welcome->first_row + welcome->first;

	if (event->mouse == TERM_PRESS && row >= welcome->first && row < CHOICE_COUNT)
		choose(ui, (enum choice)row);
}

static void welcome_free(struct view *view)
{
	free(view);
}

static const struct view_ops welcome_ops = {
	.bit = V_BOX,
	.draw = welcome_draw,
	.act = welcome_act,
	.key = welcome_key,
	.changed = welcome_changed,
	.mouse = welcome_mouse,
	.free = welcome_free,
	.hints = { ACTION_OPEN, ACTION_HELP, ACTION_NONE, ACTION_NONE },
};

struct view *welcome_new(struct ui *ui)
{
	struct welcome *welcome = mem_new(1, sizeof(*welcome));

	(void)ui;
	welcome->view.ops = &welcome_ops;
	return &welcome->view;
}
