/* SPDX-License-Identifier: MIT */
#include "ui/visit.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

enum {
	HISTORY_MAX = 200,
	PAGES_NEAR = 8, /* pages kept on either side of the current visit */
	LATEST_COUNT = 3,
	STATES_MAX = 400,
};

struct visit *history_current(const struct history *history)
{
	return history->at < history->count ? history->items[history->at] : NULL;
}

/* Frees page and layout, and remembers the place. */
static void forget_page(struct visit *visit)
{
	if (visit->columns)
		visit->place_columns = visit->columns;
	layout_free(&visit->layout);
	page_free(&visit->page);
	free(visit->states);
	visit->states = NULL;
	visit->columns = 0;
	visit->has_chosen_marks = false;
	visit->has_page = false;
	visit->keeps_place = true;
	visit->state = VISIT_WAITING;
}

static void visit_free(struct visit *visit)
{
	forget_page(visit);
	free(visit->url);
	free(visit->title);
	free(visit->source);
	free(visit);
}

void history_free(struct history *history)
{
	for (size_t i = 0; i < history->count; i++)
		visit_free(history->items[i]);
	free(history->items);
	*history = (struct history){ 0 };
}

struct visit *history_push(struct history *history)
{
	struct visit *visit = mem_new(1, sizeof(*visit));

	while (history->count > history->at + 1)
		visit_free(history->items[--history->count]);
	if (history->count >= HISTORY_MAX) {
		visit_free(history->items[0]);
		memmove(history->items, history->items + 1,
			--history->count * sizeof(*history->items));
	}
	visit->url = mem_copy("", 0);
	visit->title = mem_copy("", 0);
	visit->source = mem_copy("", 0);
	history->items = mem_grow(history->items, history->count, &history->cap,
				  sizeof(*history->items));
	history->items[history->count] = visit;
	history->at = history->count++;
	return visit;
}

bool history_go(struct history *history, int step)
{
	size_t by = (size_t)(step < 0 ? -step : step);

	if (step < 0 ? history->at < by : history->at + by >= history->count)
		return false;
	history->at = step < 0 ? history->at - by : history->at + by;
	return true;
}

void history_trim(struct history *history)
{
	for (size_t i = 0; i < history->count; i++) {
		size_t gap = i > history->at ? i - history->at : history->at - i;

		if (gap > PAGES_NEAR && history->items[i]->has_page)
			forget_page(history->items[i]);
	}
}

void visit_set_text(char **at, struct str text)
{
	free(*at);
	*at = mem_copy(text.ptr ? text.ptr : "", text.len);
}

void visit_take_page(struct visit *visit, struct engine_event *event)
{
	forget_page(visit);
	visit->page = event->page;
	event->page = (struct page){ 0 };
	event->has_page = false;
	visit->has_page = true;
	visit->is_full = event->is_full;
	visit->has_full = event->has_full || event->is_full;
	visit->state = VISIT_READY;
	if (event->article)
		visit->article = event->article;
	if (!str_is_empty(visit->page.meta.title))
		visit_set_text(&visit->title, visit->page.meta.title);
	if (!str_is_empty(event->url))
		visit_set_text(&visit->url, event->url);
	else if (!visit->url[0])
		visit_set_text(&visit->url, visit->page.meta.url);
	if (visit->link > visit->page.link_count)
		visit->link = 0;
	visit->minutes = (int)page_reading_minutes(&visit->page);
}

size_t visit_count_words(const struct visit *visit)
{
	struct buf text = { 0 };
	struct str rest, word;
	size_t count = 0;

	page_add_text(&visit->page, &text);
	for (rest = buf_str(&text); str_next_word(&rest, &word);)
		count++;
	buf_free(&text);
	return count;
}

static bool leads_on(const struct page_link *link)
{
	return link->kind == PAGE_LINK_RELATED || link->kind == PAGE_LINK_LATEST ||
	       link->kind == PAGE_LINK_BODY;
}

/* Marks of pictures are shown where pictures are fetched ahead, or were; what
 * arrives later moves no line. */
static void load_pictures(struct ui *ui, struct visit *visit)
{
	bool is_any = false;

	for (size_t i = 0, seen = 0; i < visit->page.link_count && seen < STATES_MAX; i++) {
		if (visit->page.links[i].kind != PAGE_LINK_IMAGE)
			continue;
		seen++;
		visit->states[i].is_cached = ui_picture_is_here(ui, visit->page.links[i].url);
		is_any |= visit->states[i].is_cached;
	}
	if (!visit->has_chosen_marks)
		visit->marks_pictures = is_any || conf_bool(ui->conf, SETTING_PICTURES);
	visit->has_chosen_marks = true;
}

void visit_load_states(struct ui *ui, struct visit *visit)
{
	size_t count = 0, links = visit->page.link_count;
	struct store_link_state states[STATES_MAX];
	struct str urls[STATES_MAX];

	free(visit->states);
	visit->states = mem_new(links + 1, sizeof(*visit->states));
	if (!ui->store)
		return;
	for (size_t i = 0; i < links && count < STATES_MAX; i++) {
		if (leads_on(&visit->page.links[i]))
			urls[count++] = visit->page.links[i].url;
	}
	memset(states, 0, sizeof(states));
	store_link_states(ui->store, urls, count, states);
	for (size_t i = 0, at = 0; i < links && at < count; i++) {
		if (leads_on(&visit->page.links[i]))
			visit->states[i] = states[at++];
	}
	load_pictures(ui, visit);
}

static bool has_link(const struct page *page, struct str url)
{
	for (size_t i = 0; i < page->link_count; i++) {
		if (str_eq(page->links[i].url, url))
			return true;
	}
	return false;
}

void visit_add_latest(struct ui *ui, struct visit *visit)
{
	struct arena arena = { 0 };
	struct store_row *rows;
	size_t found = 0;

	if (!ui->store || !visit->article || !visit->feed ||
	    !store_latest(ui->store, visit->feed, visit->page.meta.section, visit->article,
			  LATEST_COUNT, &arena, &rows, &found))
		found = 0;
	for (size_t i = 0; i < found; i++) {
		if (str_is_empty(rows[i].url) || str_is_empty(rows[i].title) ||
		    has_link(&visit->page, rows[i].url))
			continue;
		uint32_t link = page_add_link(&visit->page, PAGE_LINK_LATEST, rows[i].url,
					      rows[i].title, str_from(_("Latest")));
		page_add_block(&visit->page, PAGE_RELATED)->link = link;
	}
	if (found)
		page_number(&visit->page);
	arena_free(&arena);
}
