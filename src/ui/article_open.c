/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "base/i18n.h"
#include "base/url.h"
#include "ui/article.h"
#include "ui/deeds.h"

enum {
	SETTLE_MS = 15,    /* painting waits so long for a page from the cache */
	PLACE_SCREENS = 2, /* a place is remembered from here on */
};

static void page_arrived(struct ui *ui, struct visit *visit, struct engine_event *event);

void article_ask(struct ui *ui, struct visit *visit)
{
	struct article *article = article_of(ui->panes[PANE_ARTICLE]);
	struct engine_event *ready = NULL;
	uint64_t ticket;

	if (visit->changes_of) {
		changes_fill(ui, visit);
		return;
	}
	ticket = visit->ticket = ui_ticket(ui);
	if (!visit->has_page) {
		visit->state = VISIT_WAITING;
		ahead_take(&article->ahead, visit, &ready);
	}
	if (ready) {
		page_arrived(ui, visit, ready);
		engine_event_free(ready);
		return;
	}
	ui->settle_ms = ui->now_ms + SETTLE_MS;
	if (visit->ticket != ticket)
		return; /* it is on the way */
	if (visit->article)
		engine_open_article(ui->engine, visit->ticket, visit->article, visit->wants_full);
	else
		engine_open_url(ui->engine, visit->ticket, str_from(visit->url),
				str_from(visit->title), visit->feed, visit->is_typed);
}

void article_leave(struct ui *ui, struct article *article)
{
	struct visit *visit = history_current(&article->history);

	article_find_clear(article);
	article->digit_count = 0;
	article->has_jumped = article->may_be_number = false;
	article->note = 0;
	if (!visit || !visit->has_page || !visit->layout.line_count)
		return;
	visit->anchor = layout_anchor_of(&visit->layout, visit->top);
	if (!visit->article)
		return;
	struct layout_anchor place = visit->anchor;
	/* Read to the end, or hardly begun: the next time begins at the top. */
	bool is_at_end = visit->layout.is_done &&
			 visit->top + (size_t)article->screen >= visit->layout.line_count;
	if (visit->top < PLACE_SCREENS * (size_t)article->screen || is_at_end)
		place = (struct layout_anchor){ 0 };
	engine_save_place(ui->engine, visit->article, place.block, place.offset);
	ahead_note_place(&article->ahead, visit->article, place);
}

static void visit_start(struct ui *ui, struct visit *visit, const struct target *target)
{
	visit->feed = target->feed;
	visit->is_followed = target->is_followed;
	visit->is_typed = target->is_typed;
	visit->wants_full = true;
	visit_set_text(&visit->url, target->url);
	visit_set_text(&visit->title, str_is_empty(target->title) ? target->url : target->title);
	if (target->kind == TARGET_ARTICLE)
		visit->article = target->article;
	article_ask(ui, visit);
}

bool article_show(struct ui *ui, struct view *view, const struct target *target)
{
	struct article *article = article_of(view);
	struct visit *visit = history_current(&article->history);

	if (target->kind != TARGET_ARTICLE && target->kind != TARGET_URL)
		return false;
	if (visit && target->kind == TARGET_ARTICLE && visit->article == target->article &&
	    visit->state != VISIT_FAILED)
		return true; /* it is there, at the line that was read */
	article_leave(ui, article);
	visit_start(ui, history_push(&article->history), target);
	history_trim(&article->history);
	return true;
}

/* ---- what the engine answers ------------------------------------------------------- */

void article_read_flags(struct ui *ui, struct visit *visit)
{
	struct arena arena = { 0 };
	struct store_row row;

	if (ui->store && visit->article &&
	    store_row_by_id(ui->store, visit->article, &arena, &row)) {
		visit->flags = row.flags;
		visit->feed = row.feed;
		visit_set_text(&visit->source, row.source);
		if (!visit->url[0])
			visit_set_text(&visit->url, row.url);
	}
	arena_free(&arena);
}

static void mark_read(struct ui *ui, struct visit *visit)
{
	if (!visit->article)
		engine_mark_page_read(ui->engine, str_from(visit->url));
	else if (visit->flags & (STORE_UNREAD | STORE_UPDATED))
		ui_mark_one(ui, visit->article, STORE_MARK_READ);
}

/* What the subscription says of whole pages, or else the setting. */
static enum conf_choice fulltext_of(struct ui *ui, int64_t feed)
{
	static const enum conf_choice words[] = { CONF_AUTO, CONF_ALWAYS, CONF_NEVER };
	enum conf_choice choice = words[conf_number(ui->conf, SETTING_FULLTEXT) % 3];
	struct arena arena = { 0 };
	struct store_feed *feeds;
	struct conf_urls urls;
	struct error err = { 0 };
	struct str url = { NULL, 0 };
	size_t count = 0;

	if (!store_feeds(ui->store, &arena, &feeds, &count, &err))
		count = 0;
	for (size_t i = 0; i < count; i++) {
		if (feeds[i].id == feed)
			url = feeds[i].url;
	}
	if (url.len && conf_urls_load(ui->options->paths->urls, &urls, &err)) {
		for (size_t i = 0; i < urls.count; i++) {
			if (str_eq(urls.sources[i].url, url) &&
			    urls.sources[i].fulltext != CONF_UNSET)
				choice = urls.sources[i].fulltext;
		}
		conf_urls_free(&urls);
	}
	arena_free(&arena);
	return choice;
}

static void fetch_page(struct ui *ui, struct visit *visit)
{
	visit->wants_full = true;
	visit->ticket = ui_ticket(ui);
	engine_open_url(ui->engine, visit->ticket, str_from(visit->url), str_from(visit->title),
			visit->feed, false);
}

/* Whether what the feed has is not the article, so that its page is fetched
 * while that is read. */
static bool needs_page(struct ui *ui, const struct visit *visit)
{
	if (!visit->article || visit->is_full || visit->has_full || !ui->store ||
	    ui->options->is_offline || ui->options->is_demo ||
	    !url_is_web(str_from(visit->url)))
		return false;
	enum conf_choice choice = fulltext_of(ui, visit->feed);
	return choice == CONF_ALWAYS || (choice == CONF_AUTO && visit->flags & STORE_PARTIAL);
}

/* Whether the page that is shown is older than what its feed says now, and a
 * newer one is wanted: not of feeds whose pages are never fetched by themselves,
 * but for who asks for it by key. */
static bool needs_renewal(struct ui *ui, const struct visit *visit, bool is_by_key)
{
	if (visit->has_renewed || !visit->article || !ui->store || ui->options->is_offline ||
	    ui->options->is_demo || !url_is_web(str_from(visit->url)))
		return false;
	return is_by_key || fulltext_of(ui, visit->feed) != CONF_NEVER;
}

static void page_arrived(struct ui *ui, struct visit *visit, struct engine_event *event)
{
	bool was_shown = visit->has_page, is_first = !was_shown && !visit->keeps_place;
	struct article *article = article_of(ui->panes[PANE_ARTICLE]);
	bool is_current = visit == history_current(&article->history);

	if (visit->renewal && visit->renewal == event->ticket) {
		renew_arrived(ui, visit, event);
		return;
	}
	if (visit->is_unasked && visit->top) { /* what is read does not move */
		visit->is_unasked = false;
		visit->has_full = true;
		if (is_current)
			ui_say(ui, ROLE_NOTICE, "%s", _("the whole page has come; x shows it"));
		return;
	}
	visit->is_unasked = false;
	if (is_current)
		ahead_look(&article->ahead);
	if (was_shown && is_current)
		ui->message[0] = '\0'; /* that it is being fetched */
	ahead_mend_place(&article->ahead, event);
	visit_take_page(visit, event);
	article_read_flags(ui, visit);
	visit_add_latest(ui, visit);
	visit_load_states(ui, visit);
	if (is_first) {
		visit->anchor = (struct layout_anchor){ event->place.block, event->place.offset };
		visit->keeps_place = event->place.block || event->place.offset;
		visit->place_columns = 0;
	} else if (was_shown) { /* the other form of it: from the top */
		visit->keeps_place = false;
		visit->top = 0;
		visit->link = 0;
	}
	bool is_updated = visit->flags & STORE_UPDATED && is_first && is_current &&
			  changes_are_there(ui, visit->article);
	mark_read(ui, visit);
	if (is_first)
		article_remember(ui, visit);
	if (is_updated)
		ui_say(ui, ROLE_NOTICE, "%s", _("this article has changed; d shows what"));
	if (event->is_stale && needs_renewal(ui, visit, was_shown))
		renew_ask(ui, visit);
	if (is_first && !event->has_failed && needs_page(ui, visit)) {
		visit->is_unasked = true;
		fetch_page(ui, visit);
	} else if (is_first && is_current && !visit->is_full && !is_updated &&
		   !visit_count_words(visit)) {
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("the feed has no text of this article, and its page is not here"));
	}
}

static struct visit *visit_of_ticket(struct history *history, uint64_t ticket)
{
	for (size_t i = 0; i < history->count; i++) {
		if (history->items[i]->ticket == ticket)
			return history->items[i];
	}
	return NULL;
}

void article_event(struct ui *ui, struct view *view, struct engine_event *event)
{
	struct article *article = article_of(view);
	struct visit *visit =
		event->ticket ? visit_of_ticket(&article->history, event->ticket) : NULL;

	if (!visit) {
		ahead_event(&article->ahead, event);
		return;
	}
	/* What one has left has nothing to say. */
	bool is_current = visit == history_current(&article->history);
	switch (event->kind) {
	case ENGINE_PAGE:
		if (event->has_page)
			page_arrived(ui, visit, event);
		break;
	case ENGINE_FETCHING:
		snprintf(visit->sentence, sizeof(visit->sentence), "%.*s", STR_ARG(event->text));
		if (!visit->has_page)
			visit->state = VISIT_FETCHING;
		else if (is_current)
			ui_say(ui, ROLE_NOTICE, _("fetching from %s …"), visit->sentence);
		break;
	case ENGINE_FAILED:
		snprintf(visit->sentence, sizeof(visit->sentence), "%s", event->error.text);
		if (!visit->has_page)
			visit->state = VISIT_FAILED;
		else if (is_current && visit->renewal == event->ticket)
			ui_say(ui, ROLE_NOTICE, _("there may be a newer form of this page: %s"),
			       visit->sentence);
		else if (is_current)
			ui_say(ui, ROLE_ERROR, "%s", visit->sentence);
		visit->is_unasked = false;
		break;
	default:
		return;
	}
	ui->settle_ms = 0;
	ui->is_stale = true;
}

/* ---- back, forward, the other form -------------------------------------------------- */

bool article_go(struct ui *ui, struct article *article, int step)
{
	struct visit *visit;

	article_leave(ui, article);
	if (!history_go(&article->history, step)) {
		if (step < 0)
			ui_focus(ui, PANE_LIST);
		else
			ui_say(ui, ROLE_NOTICE, "%s", _("there is nothing further on"));
		return true;
	}
	visit = history_current(&article->history);
	if (!visit->has_page)
		article_ask(ui, visit);
	else
		visit_load_states(ui, visit);
	history_trim(&article->history);
	return true;
}

bool article_toggle_full(struct ui *ui, struct article *article)
{
	struct visit *visit = history_current(&article->history);

	if (!visit)
		return true;
	if (visit->changes_of)
		return article_go(ui, article, -1);
	if (!visit->article) {
		ui_say(ui, ROLE_NOTICE, "%s",
		       _("this page belongs to no feed: there is only the page"));
		return true;
	}
	visit->wants_full = !visit->is_full;
	if (visit->is_full || visit->has_full) {
		article_ask(ui, visit);
		return true;
	}
	if (!url_is_web(str_from(visit->url))) {
		ui_say(ui, ROLE_NOTICE, "%s", _("the feed names no page for this article"));
		return true;
	}
	fetch_page(ui, visit);
	return true;
}
