/* SPDX-License-Identifier: MIT */
#include "ui/past.h"
#include "ui/search.h"

/* The line in which a search is typed, and what is asked for with every letter. */

void search_ask(struct ui *ui, struct search *search)
{
	if (str_is_empty(str_trim(buf_str(&search->edit.text)))) {
		search->ticket = 0;
		search->mistake[0] = '\0';
		search->is_waiting = false;
		window_set(&search->window, NULL, 0);
		return;
	}
	search->ticket = ui_ticket(ui);
	search->is_waiting = true;
	search->range = 0;
	ui->settle_ms = ui->now_ms + 10;
	engine_search(ui->engine, search->ticket, buf_str(&search->edit.text), search->is_typing,
		      NULL);
}

static void typing_end(struct ui *ui, struct search *search)
{
	search->is_typing = false;
	search_ask(ui, search); /* the last word is whole now */
	if (!search->edit.text.len)
		ui_act(ui, ACTION_CLOSE, 0);
}

/* C-p and C-n: what was searched for before; the arrows choose among the hits. */
static bool recall(struct ui *ui, struct search *search, const struct term_event *event)
{
	bool is_control = event->key == KEY_CHAR && event->modifiers == TERM_CTRL;
	int step = is_control && event->code_point == 'p' ? 1 :
		   is_control && event->code_point == 'n' ? -1 : 0;
	struct str text = { NULL, 0 };

	if (!step)
		return false;
	int wanted = search->past + step < -1 ? -1 : search->past + step;
	if (wanted >= 0 && !past_find(*ui_past(ui), STR("/"), wanted, &text))
		return true;
	search->past = wanted;
	buf_clear(&search->edit.text);
	buf_add(&search->edit.text, text);
	search->edit.at = text.len;
	search_ask(ui, search);
	return true;
}

bool search_key(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct search *search = (struct search *)view;
	bool is_changed;

	if (!search->is_typing)
		return false;
	if (event->key == KEY_ENTER) {
		past_add(ui_past(ui), STR("/"), buf_str(&search->edit.text), true);
		search->past = -1;
		typing_end(ui, search);
		return true;
	}
	if (event->key == KEY_ESCAPE ||
	    (event->key == KEY_CHAR && event->modifiers == TERM_CTRL && event->code_point == 'c')) {
		search->is_typing = false;
		if (!search->window.count)
			ui_act(ui, ACTION_CLOSE, 0);
		return true;
	}
	if (event->key == KEY_DOWN_ || event->key == KEY_UP_) {
		cursor_act(&search->cursor, event->key == KEY_DOWN_ ? ACTION_DOWN : ACTION_UP, 1,
			   search->window.count, search->screen);
		return true;
	}
	if (recall(ui, search, event))
		return true;
	if (!edit_key(&search->edit, event, &is_changed))
		return event->key != KEY_MOUSE_;
	if (is_changed)
		search_ask(ui, search);
	return true;
}
