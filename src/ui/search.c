/* SPDX-License-Identifier: MIT */
#include "ui/search.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "ui/deeds.h"
#include "ui/list.h"

static struct search *search_of(struct view *view)
{
	return (struct search *)view;
}

const struct store_row *search_selected(const struct search *search)
{
	return search->cursor.at < search->window.count ? &search->window.rows[search->cursor.at] :
							  NULL;
}

static bool search_open(struct ui *ui, struct search *search)
{
	const struct store_row *row = search_selected(search);

	if (!row)
		return false;
	struct target target = { .kind = TARGET_ARTICLE, .article = row->id, .feed = row->feed,
				 .url = row->url, .title = row->title };
	if (!row->id)
		target.kind = TARGET_URL;
	ui_open(ui, &target);
	return true;
}

/* ---- doing ---------------------------------------------------------------------------- */

static void save_done(struct ui *ui, struct str subject, struct str text)
{
	struct conf_source source = conf_source_new(STR(""));
	struct buf url = { 0 };

	text = str_trim(text);
	if (str_is_empty(text))
		return;
	if (str_find_char(text, ':') != SIZE_MAX) {
		ui_say(ui, ROLE_ERROR, "%s", _("a name without a colon, please"));
		return;
	}
	buf_addf(&url, "query:%.*s:%.*s", STR_ARG(text), STR_ARG(subject));
	source.kind = CONF_QUERY;
	source.url = buf_str(&url);
	engine_set_source(ui->engine, &source);
	ui_say(ui, ROLE_NOTICE, _("saved as the smart folder %.*s; U takes it back"),
	       STR_ARG(text));
	buf_free(&url);
}

static bool search_save(struct ui *ui, struct search *search)
{
	static const struct prompt_hooks hooks = { .done = save_done };

	struct str words = str_trim(buf_str(&search->edit.text));

	if (str_is_empty(words))
		ui_say(ui, ROLE_NOTICE, "%s", _("search for something first; / begins"));
	else /* its own words are a good name where they can be one */
		prompt_open(ui, _("Name of the smart folder:"),
			    str_find_char(words, ':') == SIZE_MAX ? words : STR(""), &hooks, words);
	return true;
}

static bool search_step(struct ui *ui, struct search *search, bool is_back)
{
	cursor_act(&search->cursor, is_back ? ACTION_UP : ACTION_DOWN, 1, search->window.count,
		   search->screen);
	return ui->focus != PANE_ARTICLE || search_open(ui, search);
}

static int64_t search_next(struct ui *ui, struct view *view, enum action action)
{
	const struct search *search = search_of(view);
	size_t at = search->cursor.at + 1;

	(void)ui;
	(void)action;
	return at < search->window.count ? search->window.rows[at].id : 0;
}

static bool browser_next(struct ui *ui, struct search *search, const struct store_row *row)
{
	if (!row)
		return true;
	ui_browse(ui, row->url);
	if (row->id)
		ui_mark_one(ui, row->id, STORE_MARK_READ);
	return search_step(ui, search, false);
}

static bool search_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct search *search = search_of(view);
	const struct store_row *row = search_selected(search);

	if (cursor_act(&search->cursor, action, count, search->window.count, search->screen))
		return true;
	if (search_range_order(ui, search, action))
		return true;
	switch (action) {
	case ACTION_OPEN: return search_open(ui, search);
	case ACTION_SEARCH:
		search->is_typing = true;
		ui_focus(ui, PANE_LIST);
		return true;
	case ACTION_NEXT_UNREAD: case ACTION_NEXT_ARTICLE: return search_step(ui, search, false);
	case ACTION_PREV_UNREAD: case ACTION_PREV_ARTICLE: return search_step(ui, search, true);
	case ACTION_SAVE: return search_save(ui, search);
	case ACTION_RELATED: case ACTION_LINKS: case ACTION_ENCLOSURE: case ACTION_PIPE:
		return list_ask_links(ui, row, action);
	case ACTION_FULL_PAGE: return search_open(ui, search);
	case ACTION_BROWSER_NEXT: return browser_next(ui, search, row);
	case ACTION_HISTORY_FORWARD: ui_focus(ui, PANE_ARTICLE); return true;
	case ACTION_CLOSE: case ACTION_BACK: case ACTION_CLEAR: case ACTION_HISTORY_BACK:
		ui_end_search(ui);
		return true;
	default: break;
	}
	if (!row)
		return false;
	struct subject subject = { row->id, row->feed, row->url, row->title, row->flags };
	return deed_do(ui, &subject, action);
}

/* Where one stood is where one stands, whatever was found above it. */
static void place_keep(struct search *search, int64_t id, size_t line)
{
	size_t at = id ? window_find(&search->window, id) : SIZE_MAX;

	if (at == SIZE_MAX)
		return;
	search->cursor.at = at;
	search->cursor.top = at > line ? at - line : 0;
}

static bool has_row(const struct engine_event *event, int64_t id)
{
	for (size_t i = 0; i < event->row_count; i++)
		if (event->rows[i].id == id)
			return true;
	return false;
}

static void search_event(struct ui *ui, struct view *view, struct engine_event *event)
{
	struct search *search = search_of(view);
	const struct store_row *here = search_selected(search);
	int64_t id = here && !search->is_waiting ? here->id : 0;

	if (!search->ticket || event->ticket != search->ticket || event->kind != ENGINE_FOUND)
		return;
	if (id && !event->is_last && !has_row(event, id))
		return; /* asked once more, and not as far yet */
	if (search->is_waiting)
		search->cursor = (struct cursor){ 0 };
	search->is_waiting = !event->is_last && !event->row_count;
	search->left = event->total;
	window_set(&search->window, event->rows, event->row_count);
	place_keep(search, id, search->cursor.at - search->cursor.top);
	search->has_more = event->has_more;
	search->are_marks_old = false;
	snprintf(search->mistake, sizeof(search->mistake), "%s", event->query_mistake.mistake.text);
	search->mistake_from = event->query_mistake.mistake_from;
	search->mistake_to = event->query_mistake.mistake_to;
	ui->settle_ms = 0;
	ui->is_stale = true;
}

/* What was indexed meanwhile is found as well; the place stays. */
static void search_changed(struct ui *ui, struct view *view)
{
	struct search *search = search_of(view);

	search->are_marks_old = true;
	search->fresh_from = search->fresh_to = 0;
	if (!ui->is_searching || !search->left || !search->ticket || search->is_waiting)
		return;
	search->ticket = ui_ticket(ui);
	engine_search(ui->engine, search->ticket, buf_str(&search->edit.text), search->is_typing,
		      NULL);
}

/* ---- the rest ------------------------------------------------------------------------------- */

static void search_hint(const struct ui *ui, const struct view *view, struct hint hints[HINTS])
{
	const struct search *search = (const struct search *)view;
	bool has_text = search->edit.text.len > 0;

	(void)ui;
	if (search->is_typing) { /* letters are letters now */
		hints[0] = (struct hint){ has_text ? ACTION_OPEN : ACTION_NONE, N_("to the hits") };
		hints[1] = (struct hint){ ACTION_CLEAR, N_("back") };
		hints[2] = hints[3] = (struct hint){ ACTION_NONE, NULL };
	} else {
		hints[1].label = N_("save as a folder");
		if (!search->window.count)
			hints[0] = (struct hint){ ACTION_SEARCH, N_("other words") };
	}
}

static void search_title(struct ui *ui, struct view *view, struct buf *out, int columns)
{
	(void)ui;
	(void)view;
	(void)columns;
	buf_add(out, str_from(_("Search")));
}

static void search_note(struct ui *ui, struct view *view, struct buf *out)
{
	const struct search *search = search_of(view);

	(void)ui;
	buf_add(out, str_from(search->mistake));
	if (!out->len && search->left > 0)
		buf_addf(out, ngettext("%lld article is not found yet: it is being indexed",
				       "%lld articles are not found yet: they are being indexed",
				       (unsigned long)search->left),
			 (long long)search->left);
}

static void search_marked(struct ui *ui, struct view *view, const struct marked *marked)
{
	struct search *search = search_of(view);
	size_t at = marked->id ? window_find(&search->window, marked->id) : SIZE_MAX;

	(void)ui;
	if (at != SIZE_MAX && marked->mark == STORE_MARK_DELETE) {
		window_drop(&search->window, at);
		cursor_fit(&search->cursor, search->window.count, search->screen);
	} else if (at != SIZE_MAX)
		search->window.rows[at].flags =
			window_marked_flags(search->window.rows[at].flags, marked->mark);
}

static bool search_show(struct ui *ui, struct view *view, const struct target *target)
{
	struct search *search = search_of(view);

	if (target->kind != TARGET_SEARCH)
		return false;
	search->is_typing = true;
	buf_clear(&search->edit.text);
	buf_add(&search->edit.text, target->query);
	search->edit.at = search->edit.text.len;
	search->cursor = (struct cursor){ 0 };
	search_ask(ui, search);
	return true;
}

static void search_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct search *search = search_of(view);
	int row = event->row - view->area.row - 1;
	size_t at = search_index_at(ui, search, row);

	if (event->mouse == TERM_WHEEL_UP || event->mouse == TERM_WHEEL_DOWN) {
		cursor_act(&search->cursor, event->mouse == TERM_WHEEL_UP ? ACTION_UP : ACTION_DOWN,
			   2, search->window.count, search->screen);
	} else if (event->mouse == TERM_PRESS && event->button == 0) {
		search->is_typing = row < 0;
		if (row >= 0 && at < search->window.count) {
			search->cursor.at = at;
			search_open(ui, search);
		}
	}
}

static void search_free(struct view *view)
{
	struct search *search = search_of(view);

	buf_free(&search->edit.text);
	window_free(&search->window);
	free(search);
}

static const struct view_ops search_ops = {
	.bit = V_LIST,
	.draw = search_draw,
	.act = search_act,
	.next = search_next,
	.key = search_key,
	.show = search_show,
	.event = search_event,
	.changed = search_changed,
	.marked = search_marked,
	.mouse = search_mouse,
	.title = search_title,
	.note = search_note,
	.free = search_free,
	.hints = { ACTION_OPEN, ACTION_SAVE, ACTION_CLOSE, ACTION_HELP },
	.hint = search_hint,
};

struct view *search_new(struct ui *ui)
{
	struct search *search = mem_new(1, sizeof(*search));

	(void)ui;
	search->view.ops = &search_ops;
	search->screen = 10;
	search->past = -1;
	return &search->view;
}
