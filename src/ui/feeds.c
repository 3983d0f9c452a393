/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/boxes.h"
#include "ui/cursor.h"
#include "ui/feeds.h"
#include "ui/state.h"
#include "ui/tree.h"
#include "ui/when.h"

/* The feed tree. */

enum { PREVIEW_MS = 80 };

static struct feeds *feeds_of(struct view *view)
{
	return (struct feeds *)view;
}

static const struct tree_row *selected(const struct feeds *feeds)
{
	return feeds->cursor.at < feeds->tree.count ? &feeds->tree.rows[feeds->cursor.at] : NULL;
}

/* ---- the rows ------------------------------------------------------------------- */

static void feeds_load(struct ui *ui, struct feeds *feeds)
{
	struct tree_options options = {
		.queries = feeds->queries,
		.query_count = feeds->query_count,
		.counts = &ui->counts,
		.unread_only = feeds->unread_only,
		.filter = buf_str(&feeds->filter),
		.keep_feed = feeds->unread_only && selected(feeds) ? selected(feeds)->feed : 0,
	};
	struct tree_row place = { 0 };
	struct error err = { 0 };
	/* With the first feed, that feed is the place to be. */
	bool had_place = selected(feeds) != NULL && feeds->tree.feed_count > 0;

	if (!ui->store)
		return;
	if (had_place) {
		place = *selected(feeds);
		place.path.ptr = mem_copy(place.path.ptr ? place.path.ptr : "", place.path.len);
	}
	size_t former = feeds->cursor.at, row = feeds->cursor.at - feeds->cursor.top;
	if (!tree_load(&feeds->tree, ui->store, &options, &err)) {
		ui_say(ui, ROLE_ERROR, "%s", err.text);
	} else if (had_place) {
		size_t at = tree_find(&feeds->tree, place.kind, place.feed, place.path);

		feeds->cursor.at = at == SIZE_MAX ? former : at;
		if (selected(feeds) && selected(feeds)->kind == TREE_GAP)
			feeds->cursor.at--;
		feeds->cursor.top = feeds->cursor.at > row ? feeds->cursor.at - row : 0;
	} else {
		size_t at = 0;

		while (at + 1 < feeds->tree.count && feeds->tree.rows[at].kind != TREE_FEED)
			at++;
		feeds->cursor.at = at;
		feeds->screen = (int)at + 1; /* from the top on, until it is drawn */
	}
	if (had_place)
		free((char *)(uintptr_t)place.path.ptr);
	cursor_fit(&feeds->cursor, feeds->tree.count, feeds->screen);
	if (selected(feeds) && selected(feeds)->kind == TREE_GAP)
		feeds->cursor.at--; /* what was there has gone */
}

static void feeds_changed(struct ui *ui, struct view *view)
{
	feeds_queries_load(ui, feeds_of(view));
	feeds_load(ui, feeds_of(view));
	feeds_count_soon(ui, feeds_of(view));
}

/* ---- drawing ---------------------------------------------------------------------- */

static void feeds_title(struct ui *ui, struct view *view, struct buf *out, int columns)
{
	(void)ui;
	(void)view;
	(void)columns;
	buf_add(out, str_from(_("Feeds")));
}

static bool trouble_add(const struct ui *ui, const struct store_feed *feed, struct buf *out)
{
	if (feed->is_gone) {
		buf_add(out, str_from(_("this feed is gone for good (410); D unsubscribes")));
		return true;
	}
	if (str_is_empty(feed->error))
		return false;
	buf_add(out, feed->error);
	if (feed->next_visit > ui->now) {
		buf_add(out, STR(" · "));
		buf_add(out, str_from(_("next try ")));
		when_add_ago(out, feed->next_visit, ui->now);
	}
	return true;
}

const struct store_feed *feeds_known(const struct ui *ui, int64_t feed)
{
	const struct tree *tree = &feeds_of(ui->panes[PANE_FEEDS])->tree;

	for (size_t i = 0; i < tree->feed_count; i++) {
		if (tree->feeds[i].id == feed)
			return &tree->feeds[i];
	}
	return NULL;
}

bool feeds_add_trouble(const struct ui *ui, int64_t feed, struct buf *out)
{
	const struct store_feed *found = feeds_known(ui, feed);

	return found && trouble_add(ui, found, out);
}

static void feeds_note(struct ui *ui, struct view *view, struct buf *out)
{
	const struct tree_row *row = selected(feeds_of(view));

	if (row && row->kind == TREE_FEED && row->has_error)
		trouble_add(ui, row->source, out);
}

static void feeds_hint(const struct ui *ui, const struct view *view, struct hint hints[HINTS])
{
	const struct feeds *feeds = (const struct feeds *)view;

	(void)ui;
	if (feeds->filter.len)
		hints[1] = (struct hint){ ACTION_CLEAR, N_("all again") };
	else if (feeds->unread_only)
		hints[1] = (struct hint){ ACTION_UNREAD_ONLY, N_("show all") };
	if (!feeds->tree.count)
		hints[0] = (struct hint){ ACTION_NONE, NULL };
}

/* ---- doing ------------------------------------------------------------------------- */

bool feeds_target(struct feeds *feeds, const struct tree_row *row, struct target *out)
{
	static const enum store_scope_kind kinds[] = {
		[TREE_UNREAD] = STORE_ALL, [TREE_ALL] = STORE_ALL, [TREE_STARRED] = STORE_STARRED,
		[TREE_TODAY] = STORE_TODAY, [TREE_KEPT] = STORE_PAGES, [TREE_QUERY] = STORE_QUERY,
		[TREE_FOLDER] = STORE_TAG, [TREE_FEED] = STORE_FEED,
	};

	if (!row || row->kind == TREE_GAP)
		return false;
	*out = (struct target){ .kind = TARGET_SCOPE, .scope = kinds[row->kind],
				.feed = row->feed, .title = row->name };
	buf_clear(&feeds->folder_query);
	if (row->kind == TREE_FOLDER) {
		out->tag = row->path;
		tree_add_folder_query(&feeds->tree, row->path, &feeds->folder_query);
		out->query = buf_str(&feeds->folder_query);
		if (out->query.len)
			out->scope = STORE_QUERY;
	}
	if (row->kind == TREE_QUERY) {
		out->query = row->path;
		out->is_newsboat = true;
	}
	out->unread_only = row->kind == TREE_UNREAD;
	return true;
}

int64_t feeds_unread_of(const struct ui *ui, const struct target *target, bool *has_more)
{
	struct feeds *feeds = feeds_of(ui->panes[PANE_FEEDS]);
	const struct tree_row *row = selected(feeds);
	struct target own;

	*has_more = false;
	if (!row || !row->unread || !str_eq(row->name, target->title) ||
	    !feeds_target(feeds, row, &own) || own.scope != target->scope ||
	    own.feed != target->feed || !str_eq(own.tag, target->tag) ||
	    !str_eq(own.query, target->query))
		return 0;
	*has_more = row->has_more;
	return row->unread;
}

static bool feeds_open(struct ui *ui, struct feeds *feeds, bool keeps_focus)
{
	struct target target;

	if (!feeds_target(feeds, selected(feeds), &target))
		return false;
	target.keeps_focus = keeps_focus;
	ui_open(ui, &target);
	return true;
}

/* Moves to the next feed (with something unread), and opens it unless the
 * keys are here. */
static bool feeds_step(struct ui *ui, struct feeds *feeds, enum action action)
{
	bool is_back = action == ACTION_PREV_FEED || action == ACTION_PREV_UNREAD_FEED;
	bool wants_unread = action == ACTION_NEXT_UNREAD_FEED ||
			    action == ACTION_PREV_UNREAD_FEED;

	for (size_t at = feeds->cursor.at; is_back ? at > 0 : at + 1 < feeds->tree.count;) {
		at = is_back ? at - 1 : at + 1;
		const struct tree_row *row = &feeds->tree.rows[at];
		if (row->kind != TREE_FEED || (wants_unread && !row->unread))
			continue;
		feeds->cursor.at = at;
		cursor_fit(&feeds->cursor, feeds->tree.count, feeds->screen);
		return ui->focus == PANE_FEEDS || feeds_open(ui, feeds, false);
	}
	ui_say(ui, ROLE_NOTICE, "%s", wants_unread ? _("no other feed has anything unread") :
						     _("there is no other feed"));
	return true;
}

/* Folded folders stay folded until another day. */
static void folded_remember(struct ui *ui, const struct feeds *feeds)
{
	struct buf all = { 0 };

	for (size_t i = 0; i < feeds->tree.folded.count; i++)
		buf_addf(&all, "%s\n", feeds->tree.folded.items[i]);
	engine_remember(ui->engine, STR("folded"), buf_str(&all));
	buf_free(&all);
}

static void folded_recall(struct ui *ui, struct feeds *feeds)
{
	struct arena arena = { 0 };
	struct str all, path;

	if (ui->store && store_get(ui->store, STR("folded"), &arena, &all))
		while (str_cut(&all, '\n', &path))
			if (path.len)
				tree_fold(&feeds->tree, path, true);
	arena_free(&arena);
}

static bool feeds_fold(struct ui *ui, struct feeds *feeds, int how)
{
	const struct tree_row *row = selected(feeds);

	if (!row)
		return true;
	if (row->kind != TREE_FOLDER || (how < 0 && row->is_folded)) {
		int depth = row->depth;

		while (feeds->cursor.at > 0 && how < 0) { /* to the folder around it */
			const struct tree_row *above = &feeds->tree.rows[feeds->cursor.at - 1];

			feeds->cursor.at--;
			if (above->kind == TREE_FOLDER && above->depth < depth)
				break;
			if (!depth) {
				feeds->cursor.at++;
				break;
			}
		}
		return true;
	}
	tree_fold(&feeds->tree, row->path, how < 0 || !row->is_folded);
	folded_remember(ui, feeds);
	feeds_load(ui, feeds);
	return true;
}

/* Where the headlines stand beside, they follow the selected row once it
 * rests. */
static void preview_soon(struct ui *ui, struct feeds *feeds)
{
	feeds->preview_ms = ui_is_wide(ui) && ui->focus == PANE_FEEDS ? ui->now_ms + PREVIEW_MS : 0;
}

static int feeds_wait_ms(struct ui *ui, struct view *view)
{
	int64_t due = feeds_of(view)->preview_ms;
	int count = feeds_count_wait_ms(ui, feeds_of(view));
	int preview = !due ? -1 : due > ui->now_ms ? (int)(due - ui->now_ms) : 0;

	return preview < 0 || (count >= 0 && count < preview) ? count : preview;
}

static void feeds_tick(struct ui *ui, struct view *view)
{
	struct feeds *feeds = feeds_of(view);

	if (feeds_count_tick(ui, feeds))
		ui->is_stale = true;
	if (!feeds->preview_ms || ui->now_ms < feeds->preview_ms)
		return;
	feeds->preview_ms = 0;
	if (ui->focus != PANE_FEEDS || ui->is_searching || ui->box_count)
		return;
	feeds_open(ui, feeds, true);
	ui->is_stale = true;
}

static void move_cursor(struct ui *ui, struct feeds *feeds, enum action action, int count)
{
	const struct tree_row *row;

	cursor_act(&feeds->cursor, action, count, feeds->tree.count, feeds->screen);
	row = selected(feeds);
	if (row && row->kind == TREE_GAP)
		cursor_act(&feeds->cursor,
			   cursor_step(action, 1, 1, 3) < 0 ? ACTION_UP : ACTION_DOWN, 1,
			   feeds->tree.count, feeds->screen);
	preview_soon(ui, feeds);
}

static bool feeds_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct feeds *feeds = feeds_of(view);

	switch (action) {
	case ACTION_OPEN: return feeds_open(ui, feeds, false);
	case ACTION_FOLD: return feeds_fold(ui, feeds, 0);
	case ACTION_BACK: return feeds_fold(ui, feeds, -1);
	case ACTION_NEXT_FEED: case ACTION_PREV_FEED:
	case ACTION_NEXT_UNREAD_FEED: case ACTION_PREV_UNREAD_FEED:
		return feeds_step(ui, feeds, action);
	case ACTION_NEXT_UNREAD: return feeds_step(ui, feeds, ACTION_NEXT_UNREAD_FEED);
	case ACTION_PREV_UNREAD: return feeds_step(ui, feeds, ACTION_PREV_UNREAD_FEED);
	case ACTION_CLOSE:
		if (!feeds->filter.len) {
			ui->wants_quit = true;
			return true;
		} /* fall through */
	case ACTION_CLEAR:
		buf_clear(&feeds->filter);
		feeds_load(ui, feeds);
		return true;
	case ACTION_UNREAD_ONLY:
		feeds->unread_only = !feeds->unread_only;
		feeds_load(ui, feeds);
		ui_say(ui, ROLE_NOTICE, "%s",
		       feeds->unread_only ? _("only feeds with unread articles; M shows all") :
					     _("all feeds"));
		return true;
	default:
		break;
	}
	if (cursor_step(action, count, 1, 3)) {
		move_cursor(ui, feeds, action, count);
		return true;
	}
	return feeds_order(ui, feeds, selected(feeds), action);
}

void feeds_set_filter(struct ui *ui, struct feeds *feeds, struct str text)
{
	buf_clear(&feeds->filter);
	buf_add(&feeds->filter, text);
	feeds->cursor = (struct cursor){ 0 };
	feeds_load(ui, feeds);
}

/* A list in another pane was opened by other means: select where it is. */
static bool feeds_show(struct ui *ui, struct view *view, const struct target *target)
{
	struct feeds *feeds = feeds_of(view);

	(void)ui;
	if (target->kind != TARGET_SCOPE || target->scope != STORE_FEED)
		return false;
	size_t at = tree_find(&feeds->tree, TREE_FEED, target->feed, STR(""));
	if (at == SIZE_MAX)
		return false;
	feeds->cursor.at = at;
	return true;
}

static void feeds_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct feeds *feeds = feeds_of(view);
	size_t at = feeds_row_at(feeds, event->row - view->area.row);

	if (event->mouse == TERM_WHEEL_UP || event->mouse == TERM_WHEEL_DOWN) {
		move_cursor(ui, feeds, event->mouse == TERM_WHEEL_UP ? ACTION_UP : ACTION_DOWN, 3);
		return;
	}
	if (event->mouse != TERM_PRESS || event->button != 0 || at >= feeds->tree.count ||
	    feeds->tree.rows[at].kind == TREE_GAP)
		return;
	feeds->cursor.at = at;
	if (feeds->tree.rows[at].kind == TREE_FOLDER &&
	    event->column - view->area.column < 2 + 2 * feeds->tree.rows[at].depth)
		feeds_fold(ui, feeds, 0);
	else
		feeds_open(ui, feeds, false);
}

static void feeds_free(struct view *view)
{
	struct feeds *feeds = feeds_of(view);

	feeds_count_stop(feeds);
	tree_free(&feeds->tree);
	arena_free(&feeds->words);
	buf_free(&feeds->filter);
	buf_free(&feeds->folder_query);
	free(feeds);
}

static const struct view_ops feeds_ops = {
	.bit = V_FEEDS,
	.draw = feeds_draw,
	.act = feeds_act,
	.show = feeds_show,
	.changed = feeds_changed,
	.mouse = feeds_mouse,
	.wait_ms = feeds_wait_ms,
	.tick = feeds_tick,
	.title = feeds_title,
	.note = feeds_note,
	.free = feeds_free,
	.hints = { ACTION_OPEN, ACTION_ADD, ACTION_SEARCH, ACTION_HELP },
	.hint = feeds_hint,
};

bool feeds_has_urls(const struct view *feeds)
{
	return ((const struct feeds *)feeds)->has_urls;
}

bool feeds_has_any(const struct view *feeds)
{
	return ((const struct feeds *)feeds)->tree.feed_count > 0;
}

struct view *feeds_new(struct ui *ui)
{
	struct feeds *feeds = mem_new(1, sizeof(*feeds));

	feeds->view.ops = &feeds_ops;
	folded_recall(ui, feeds);
	feeds_changed(ui, &feeds->view);
	feeds->preview_ms = ui_is_wide(ui) && feeds->tree.feed_count ? 1 : 0;
	return &feeds->view;
}
