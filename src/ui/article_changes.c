/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/i18n.h"
#include "page/diff.h"
#include "ui/article.h"
#include "ui/when.h"

/* What an updated article was, and is: a page of its own behind the article in
 * the history, so that it scrolls, finds and goes back like any other. */

static bool load(struct ui *ui, int64_t id, struct arena *arena, struct store_change *out)
{
	return ui->store && id > 0 && store_change(ui->store, id, arena, out);
}

bool changes_are_there(struct ui *ui, int64_t id)
{
	struct arena arena = { 0 };
	struct store_change change;
	bool is_there = load(ui, id, &arena, &change);

	arena_free(&arena);
	return is_there;
}

static void add_note(struct ui *ui, struct page *page, const struct store_change *change,
		     bool is_changed)
{
	struct buf text = { 0 }, when = { 0 };

	when_add_ago(&when, change->at, ui->now);
	buf_addf(&text, is_changed ? _("Changed %s: what went is struck out, what came is marked.")
				   : _("Changed %s, but not in its words."),
		 buf_cstr(&when));
	page_add_block(page, PAGE_PARAGRAPH);
	page_add_span(page, buf_str(&text), PAGE_SMALL, 0);
	buf_free(&text);
	buf_free(&when);
}

void changes_fill(struct ui *ui, struct visit *visit)
{
	struct engine_event event = { .kind = ENGINE_PAGE };
	struct arena arena = { 0 };
	struct store_change change;
	struct page body = { 0 };
	bool in_words = ui->is_plain || ui->is_ascii || (ui->term && !term_has_strike(ui->term));

	if (load(ui, visit->changes_of, &arena, &change)) {
		struct page_version before = { change.old_title, change.old_text };
		struct page_version after = { change.title, change.text };
		bool is_changed = page_diff(&before, &after, in_words, &body);

		event.page.meta.title = arena_str(&event.page.arena, change.title);
		event.page.meta.is_complete = true;
		add_note(ui, &event.page, &change, is_changed);
		if (is_changed)
			page_append(&event.page, &body);
		page_free(&body);
		visit_take_page(visit, &event);
		visit_set_text(&visit->title, str_from(_("what changed")));
		visit_load_states(ui, visit);
	} else {
		visit->state = VISIT_FAILED;
		snprintf(visit->sentence, sizeof(visit->sentence), "%s",
			 _("no earlier version of this article is kept"));
	}
	arena_free(&arena);
}

bool changes_open(struct ui *ui, struct article *article)
{
	struct visit *visit = history_current(&article->history), *next;

	if (!visit)
		return true;
	if (visit->changes_of)
		return article_go(ui, article, -1);
	if (!changes_are_there(ui, visit->article)) {
		ui_say(ui, ROLE_NOTICE, "%s", _("no earlier version of this article is kept"));
		return true;
	}
	article_leave(ui, article);
	int64_t id = visit->article, feed = visit->feed;
	struct arena arena = { 0 };
	struct str url = arena_str(&arena, str_from(visit->url));
	next = history_push(&article->history);
	next->changes_of = id;
	next->feed = feed;
	next->is_followed = true;
	visit_set_text(&next->url, url);
	changes_fill(ui, next);
	next->keeps_place = false; /* from the top */
	history_trim(&article->history);
	arena_free(&arena);
	return true;
}
