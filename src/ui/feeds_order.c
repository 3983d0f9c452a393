/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/boxes.h"
#include "ui/deeds.h"
#include "ui/feed_menu.h"
#include "ui/feeds.h"
#include "ui/when.h"

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
		.kind = "feeds",
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
	const struct tree *tree = &feeds->tree;
	size_t count = 0;
	int64_t *ids;

	if (row->kind != TREE_FEED && row->kind != TREE_FOLDER)
		return ui_act(ui, ACTION_REFRESH_ALL, 0);
	ids = mem_new(tree->feed_count + 1, sizeof(*ids));
	if (row->kind == TREE_FEED)
		ids[count++] = row->feed;
	for (size_t i = 0; row->kind == TREE_FOLDER && i < tree->feed_count; i++) {
		const struct store_feed *feed = &tree->feeds[i];

		if (!feed->is_retired &&
		    conf_folder_is_in(conf_folder_of(feed->tags, feed->tag_count), row->path))
			ids[count++] = feed->id;
	}
	engine_refresh(ui->engine, ids, count, true);
	ui_say(ui, ROLE_NOTICE, _("refreshing %.*s"), STR_ARG(row->name));
	free(ids);
	return true;
}

/* A smart folder of the user's was counted some time ago: there may be. */
static bool may_hold_unread(const struct tree_row *row)
{
	switch (row->kind) {
	case TREE_QUERY: return true;
	case TREE_STARRED: case TREE_TODAY: return row->total > 0;
	default: return row->unread > 0;
	}
}

static bool mark_read(struct ui *ui, struct feeds *feeds, const struct tree_row *row)
{
	struct target target;
	struct query query = { 0 };
	struct store_scope scope = { .today = when_midnight(ui->now) };
	struct store_selection selection = { .scope = &scope };

	if (!feeds_target(feeds, row, &target))
		return true;
	if (!may_hold_unread(row)) {
		ui_say(ui, ROLE_NOTICE, "%s", _("nothing unread is left here"));
		return true;
	}
	scope.kind = target.scope;
	scope.feed = target.feed;
	scope.tag = target.tag;
	if (scope.kind == STORE_QUERY) {
		if (target.is_newsboat)
			query_parse_folder(target.query, ui->now, &query);
		else
			query_parse(target.query, ui->now, false, &query);
		scope.query = &query;
	}
	ui_mark(ui, &selection, STORE_MARK_READ, STR(""));
	query_free(&query);
	ui_say(ui, ROLE_NOTICE, _("%.*s is marked read; U takes it back"), STR_ARG(row->name));
	return true;
}

void feeds_say_end(struct ui *ui, bool is_first)
{
	ui_say(ui, ROLE_NOTICE, "%s", is_first ? _("it is the first of its folder") :
						 _("it is the last of its folder"));
}

/* Beside the next feed of the same folder, here and in the file. */
static bool feed_place(struct ui *ui, const struct feeds *feeds, const struct tree_row *row,
		       bool is_up)
{
	const struct tree_row *other = tree_neighbour(&feeds->tree, row, is_up);

	if (other)
		engine_place_sources(ui->engine, &row->source->url, 1, other->source->url, is_up);
	else
		feeds_say_end(ui, is_up);
	return true;
}

/* Of the feeds of a folder; of all behind a row that is of no feed. */
static bool health_of_many(struct ui *ui, const struct feeds *feeds, const struct tree_row *row)
{
	const struct tree *tree = &feeds->tree;
	const struct store_feed **of = mem_new(tree->feed_count + 1, sizeof(*of));
	bool is_folder = row->kind == TREE_FOLDER;
	size_t count = 0;

	for (size_t i = 0; i < tree->feed_count; i++) {
		const struct store_feed *feed = &tree->feeds[i];

		if (!feed->is_retired &&
		    (!is_folder || conf_folder_is_in(conf_folder_of(feed->tags, feed->tag_count),
						     row->path)))
			of[count++] = feed;
	}
	health_open_all(ui, is_folder ? row->name : str_from(_("Feeds")), of, count);
	free((void *)of);
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
	case ACTION_HEALTH:
		if (row->kind != TREE_FEED)
			return health_of_many(ui, feeds, row);
		health_open(ui, row->source);
		return true;
	default: break;
	}
	if (row->kind == TREE_QUERY)
		return feeds_query_order(ui, feeds, row, action);
	if ((row->kind == TREE_FEED || row->kind == TREE_FOLDER) &&
	    feeds_folder_order(ui, feeds, row, action))
		return true;
	if (row->kind != TREE_FEED)
		return false;
	switch (action) {
	case ACTION_FEED_SETTINGS: feed_menu_open(ui, row->source->url, row->name); return true;
	case ACTION_MOVE_UP: case ACTION_MOVE_DOWN:
		return feed_place(ui, feeds, row, action == ACTION_MOVE_UP);
	case ACTION_DELETE: return unsubscribe(ui, row->source, row->name);
	case ACTION_BROWSER:
		ui_browse(ui,
			  str_is_empty(row->source->site) ? row->source->url : row->source->site);
		return true;
	case ACTION_COPY: ui_copy(ui, row->source->url); return true;
	default: return false;
	}
}
