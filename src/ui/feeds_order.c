/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/feed_menu.h"
#include "ui/feeds.h"

static struct feeds *feeds_now(struct ui *ui)
{
	return (struct feeds *)ui->panes[PANE_FEEDS];
}

static bool unsubscribe(struct ui *ui, const struct store_feed *feed, struct str name)
{
	engine_unsubscribe(ui->engine, feed->url);
	ui_say(ui, ROLE_NOTICE, _("%.*s is no longer subscribed; U takes it back"), STR_ARG(name));
	return true;
}

static void filter_changed(struct ui *ui, struct str subject, struct str text)
{
	(void)subject;
	feeds_set_filter(ui, feeds_now(ui), text);
}

static void filter_cancelled(struct ui *ui, struct str subject)
{
	filter_changed(ui, subject, STR(""));
}

static bool filter_keys(struct ui *ui, const struct term_event *event)
{
	struct feeds *feeds = feeds_now(ui);
	enum action action = event->key == KEY_DOWN_ ? ACTION_DOWN :
			     event->key == KEY_UP_ ? ACTION_UP : ACTION_NONE;

	return cursor_act(&feeds->cursor, action, 1, feeds->tree.count, feeds->screen);
}

static bool filter_ask(struct ui *ui, struct feeds *feeds)
{
	static const struct prompt_hooks hooks = {
		.done = filter_changed, .changed = filter_changed, .cancelled = filter_cancelled,
		.key = filter_keys,
	};

	prompt_open(ui, _("Feeds with this in their name:"), buf_str(&feeds->filter), &hooks,
		    STR(""));
	return true;
}

/* ---- folders: every feed below --------------------------------------------------------- */

static bool refresh(struct ui *ui, struct feeds *feeds, const struct tree_row *row)
{
	size_t at = (size_t)(row - feeds->tree.rows), count = 0;
	int64_t *ids;

	if (row->kind != TREE_FEED && row->kind != TREE_FOLDER)
		return ui_act(ui, ACTION_REFRESH_ALL, 0);
	if (row->kind == TREE_FOLDER && row->is_folded) {
		ui_say(ui, ROLE_NOTICE, "%s", _("unfold the folder to refresh what is in it"));
		return true;
	}
	ids = arena_array(&feeds->tree.arena, feeds->tree.count, sizeof(*ids));
	if (row->kind == TREE_FEED)
		ids[count++] = row->feed;
	for (size_t i = at + 1; row->kind == TREE_FOLDER && i < feeds->tree.count &&
	     feeds->tree.rows[i].depth > row->depth; i++) {
		if (feeds->tree.rows[i].kind == TREE_FEED)
			ids[count++] = feeds->tree.rows[i].feed;
	}
	engine_refresh(ui->engine, ids, count, true);
	ui_say(ui, ROLE_NOTICE, _("refreshing %.*s"), STR_ARG(row->name));
	return true;
}

static bool mark_read(struct ui *ui, struct feeds *feeds, const struct tree_row *row)
{
	struct target target;
	struct query query = { 0 };
	struct store_scope scope = { 0 };
	struct store_selection selection = { .scope = &scope };

	if (!feeds_target(feeds, row, &target) || row->kind == TREE_QUERY) {
		ui_say(ui, ROLE_NOTICE, "%s", _("open the folder first, then A marks it read"));
		return true;
	}
	scope.kind = target.scope;
	scope.feed = target.feed;
	scope.tag = target.tag;
	if (scope.kind == STORE_QUERY) {
		query_parse(target.query, ui->now, false, &query);
		scope.query = &query;
	}
	ui_mark(ui, &selection, STORE_MARK_READ, STR(""));
	query_free(&query);
	ui_say(ui, ROLE_NOTICE, _("%.*s is marked read; U takes it back"), STR_ARG(row->name));
	return true;
}

/* Beside the next feed of the same folder, here and in the file. */
static bool feed_place(struct ui *ui, const struct feeds *feeds, const struct tree_row *row,
		       bool is_up)
{
	const struct tree_row *rows = feeds->tree.rows;
	size_t at = (size_t)(row - rows);

	while (is_up ? at > 0 : at + 1 < feeds->tree.count) {
		at += is_up ? (size_t)-1 : 1;
		if (rows[at].depth < row->depth || rows[at].kind < TREE_FOLDER)
			break;
		if (rows[at].kind != TREE_FEED || rows[at].depth > row->depth)
			continue;
		engine_place_source(ui->engine, row->source->url, rows[at].source->url, is_up);
		return true;
	}
	ui_say(ui, ROLE_NOTICE, "%s", is_up ? _("it is the first of its folder") :
					      _("it is the last of its folder"));
	return true;
}

bool feeds_order(struct ui *ui, struct feeds *feeds, const struct tree_row *row,
		 enum action action)
{
	if (action == ACTION_FILTER)
		return filter_ask(ui, feeds);
	if (!row)
		return false;
	switch (action) {
	case ACTION_REFRESH: return refresh(ui, feeds, row);
	case ACTION_READ_ALL: return mark_read(ui, feeds, row);
	default: break;
	}
	if (row->kind != TREE_FEED)
		return false;
	switch (action) {
	case ACTION_FEED_SETTINGS: feed_menu_open(ui, row->source->url, row->name); return true;
	case ACTION_MOVE: feed_ask(ui, row->source->url, FEED_TAGS); return true;
	case ACTION_MOVE_UP: case ACTION_MOVE_DOWN:
		return feed_place(ui, feeds, row, action == ACTION_MOVE_UP);
	case ACTION_DELETE: return unsubscribe(ui, row->source, row->name);
	case ACTION_HEALTH: health_open(ui, row->source); return true;
	case ACTION_BROWSER:
		ui_browse(ui,
			  str_is_empty(row->source->site) ? row->source->url : row->source->site);
		return true;
	case ACTION_COPY: ui_copy(ui, row->source->url); return true;
	default: return false;
	}
}
