/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/url.h"
#include "ui/article.h"
#include "ui/deeds.h"
#include "ui/downloads.h"

enum { MORE_LINES = 800 }; /* laid out in one idle moment */

static bool is_related_kind(uint8_t kind)
{
	return kind == PAGE_LINK_RELATED || kind == PAGE_LINK_LATEST;
}

/* ---- following --------------------------------------------------------------------- */

static bool follow_inside(struct ui *ui, const struct visit *visit, const struct page_link *link)
{
	struct target target = {
		.kind = TARGET_URL, .url = link->url, .title = link->title, .feed = visit->feed,
		.is_followed = true,
	};

	ui_open(ui, &target);
	return true;
}

bool article_follow(struct ui *ui, struct article *article, uint32_t index, enum action how)
{
	struct visit *visit = history_current(&article->history);

	if (!visit || !visit->has_page || !index || index > visit->page.link_count)
		return false;
	const struct page_link *link = &visit->page.links[index - 1];
	visit->link = index;
	if (link->kind == PAGE_LINK_NOTE)
		return notes_jump(ui, article, index);
	switch (how) {
	case ACTION_BROWSER:
		if (link->kind == PAGE_LINK_IMAGE)
			ui_view(ui, link->url);
		else
			ui_browse(ui, link->url);
		return true;
	case ACTION_COPY: ui_copy(ui, link->url); return true;
	case ACTION_SAVE:
		if (link->kind == PAGE_LINK_ENCLOSURE) {
			downloads_start(ui, link->url, visit->article);
			return true;
		}
		if (link->kind == PAGE_LINK_IMAGE) {
			engine_save_picture(ui->engine, visit->article, str_from(visit->url),
					    link->url);
			ui_say(ui, ROLE_NOTICE, "%s", _("fetching the picture"));
			return true;
		}
		engine_prefetch(ui->engine, 0, link->url, 0);
		ui_say(ui, ROLE_NOTICE, "%s", _("fetching the page for offline reading"));
		return true;
	case ACTION_ENCLOSURE: downloads_start(ui, link->url, visit->article); return true;
	default: break;
	}
	if (link->kind == PAGE_LINK_IMAGE)
		ui_view(ui, link->url);
	else if (link->kind == PAGE_LINK_EMBED)
		ui_browse(ui, link->url);
	else if (link->kind != PAGE_LINK_ENCLOSURE)
		return follow_inside(ui, visit, link);
	else
		downloads_open_file(ui, link->url, visit->article);
	return true;
}

/* ---- Tab ------------------------------------------------------------------------------ */

/* The links in the order in which they stand, from one line on. */
static bool find_from(struct visit *visit, size_t line, uint32_t but, bool backwards,
		      size_t *found_line, uint32_t *found)
{
	size_t count = visit->layout.line_count;

	while (line < count) {
		const struct layout_line *at = &visit->layout.lines[line];

		for (uint32_t i = 0; i < at->run_count; i++) {
			uint32_t k = backwards ? at->run_count - 1 - i : i;
			uint32_t link = visit->layout.runs[at->first_run + k].link;

			if (link && link != but) {
				*found = link;
				*found_line = line;
				return true;
			}
		}
		line = backwards ? line - 1 : line + 1;
	}
	return false;
}

/* The same after (or before) the selected link, which may share its line with
 * others. */
static bool find_beside(struct visit *visit, size_t line, bool backwards, size_t *found_line,
			uint32_t *found)
{
	const struct layout_line *at = &visit->layout.lines[line];
	bool is_past = false;
	size_t next = line;

	for (uint32_t i = 0; i < at->run_count; i++) {
		uint32_t k = backwards ? at->run_count - 1 - i : i;
		uint32_t link = visit->layout.runs[at->first_run + k].link;

		if (link == visit->link)
			is_past = true;
		else if (is_past && link) {
			*found = link;
			*found_line = line;
			return true;
		}
	}
	next = backwards ? line - 1 : line + 1;
	return find_from(visit, next, visit->link, backwards, found_line, found);
}

bool article_select_link(struct ui *ui, struct article *article, bool backwards)
{
	struct visit *visit = history_current(&article->history);
	size_t screen = (size_t)article->screen, line = SIZE_MAX, found_line = 0;
	uint32_t found = 0;

	if (!visit || !visit->has_page)
		return true;
	struct layout_options options = article_options(ui, article, visit);
	page_layout(&visit->layout, &visit->page, &options, SIZE_MAX / 2);
	size_t last = visit->layout.line_count < visit->top + screen ? visit->layout.line_count :
								       visit->top + screen;
	for (size_t i = visit->top; visit->link && i < last && line == SIZE_MAX; i++) {
		for (uint32_t k = 0; k < visit->layout.lines[i].run_count; k++) {
			if (visit->layout.runs[visit->layout.lines[i].first_run + k].link ==
			    visit->link)
				line = i;
		}
	}
	bool is_found = line != SIZE_MAX
				? find_beside(visit, line, backwards, &found_line, &found)
				: find_from(visit, backwards && last ? last - 1 : visit->top, 0,
					    backwards, &found_line, &found);
	if (!is_found) {
		ui_say(ui, ROLE_NOTICE, "%s",
		       backwards ? _("no link before this") : _("no further link"));
		return true;
	}
	visit->link = found;
	if (found_line < visit->top || found_line >= visit->top + screen)
		article_scroll_to(ui, article,
				  found_line > screen / 3 ? found_line - screen / 3 : 0);
	return true;
}

/* ---- b -------------------------------------------------------------------------------- */

static uint32_t link_by_number(const struct page *page, bool is_related, int number)
{
	for (size_t i = 0; i < page->link_count; i++) {
		if (page->links[i].number == number &&
		    is_related_kind(page->links[i].kind) == is_related)
			return (uint32_t)i + 1;
	}
	return 0;
}

static int highest_number(const struct page *page, bool is_related)
{
	int most = 0;

	for (size_t i = 0; i < page->link_count; i++) {
		if (is_related_kind(page->links[i].kind) == is_related &&
		    page->links[i].number > most)
			most = page->links[i].number;
	}
	return most;
}

bool article_jump_related(struct ui *ui, struct article *article)
{
	struct visit *visit = history_current(&article->history);
	uint32_t link;

	if (!visit || !visit->has_page)
		return true;
	if (article->has_jumped) {
		article->has_jumped = false;
		visit->link = 0;
		article_scroll_to(ui, article, article->jump_top);
		return true;
	}
	link = link_by_number(&visit->page, true, 1);
	if (!link) {
		ui_say(ui, ROLE_NOTICE, "%s", _("this article names no related ones"));
		return true;
	}
	struct layout_options options = article_options(ui, article, visit);
	size_t line = layout_line_of_link(&visit->layout, &visit->page, &options, link);
	size_t screen = (size_t)article->screen;
	article->has_jumped = true;
	article->jump_top = visit->top;
	article->may_be_number = true;
	visit->link = link;
	if (line != SIZE_MAX && (line < visit->top || line >= visit->top + screen))
		article_scroll_to(ui, article, line > screen / 3 ? line - screen / 3 : 0);
	return true;
}

/* ---- numbers -------------------------------------------------------------------------- */

static uint32_t typed_link(const struct article *article, const struct visit *visit)
{
	if (!visit || !visit->has_page || !article->digit_count)
		return 0;
	return link_by_number(&visit->page, article->is_related, atoi(article->digits));
}

static void number_end(struct article *article)
{
	article->digit_count = 0;
	article->is_related = article->may_be_number = false;
	article->digits[0] = '\0';
}

static void number_fire(struct ui *ui, struct article *article, enum action how)
{
	struct visit *visit = history_current(&article->history);
	uint32_t link = typed_link(article, visit);
	bool is_related = article->is_related;
	int number = atoi(article->digits);

	/* The way back ends where b was pressed, not where it jumped to. */
	if (link && is_related && article->has_jumped) {
		article_scroll_to(ui, article, article->jump_top);
		article->has_jumped = false;
	}
	number_end(article);
	if (link)
		article_follow(ui, article, link, how);
	else
		ui_say(ui, ROLE_NOTICE,
		       is_related ? _("there is no b%d") : _("there is no link %d"), number);
}

static bool digit_add(struct ui *ui, struct article *article, char digit)
{
	const struct visit *visit = history_current(&article->history);

	if (!visit || !visit->has_page)
		return false;
	if (!article->digit_count) {
		if (digit == '0')
			return true;
		article->is_related = article->may_be_number;
		article->may_be_number = false;
	}
	if (article->digit_count + 2 > (int)sizeof(article->digits))
		return true;
	article->digits[article->digit_count++] = digit;
	article->digits[article->digit_count] = '\0';
	article->digit_ms = ui->now_ms;
	int most = highest_number(&visit->page, article->is_related);
	int number = atoi(article->digits);
	/* A related link has no verbs to wait for; others wait for one. */
	if (number > most || (article->is_related && number * 10 > most))
		number_fire(ui, article, ACTION_OPEN);
	return true;
}

/* Keys while a number is being typed. */
static bool number_key(struct ui *ui, struct article *article, const struct term_event *event)
{
	bool is_prefix;
	enum action action = keymap_find(&ui->keymap, V_ARTICLE, event, 1, &is_prefix);

	if (event->key == KEY_BACKSPACE) {
		article->digits[--article->digit_count] = '\0';
		article->digit_ms = ui->now_ms;
		return true;
	}
	if (event->key == KEY_ESCAPE) {
		number_end(article);
		return true;
	}
	switch (action) {
	case ACTION_OPEN: case ACTION_BROWSER: case ACTION_COPY: case ACTION_SAVE:
	case ACTION_ENCLOSURE:
		number_fire(ui, article, action);
		return true;
	default:
		number_end(article);
		return false;
	}
}

bool article_key(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct article *article = article_of(view);
	bool is_digit = event->key == KEY_CHAR && !event->modifiers && event->code_point >= '0' &&
			event->code_point <= '9';

	if (is_digit)
		return digit_add(ui, article, (char)event->code_point);
	if (article->digit_count)
		return number_key(ui, article, event);
	article->may_be_number = false;
	return false;
}

/* Keys go to an article that is on the screen. */
static bool is_read(const struct ui *ui, const struct visit *visit)
{
	return visit && visit->has_page && visit->columns && ui->focus == PANE_ARTICLE;
}

int article_wait_ms(struct ui *ui, struct view *view)
{
	struct article *article = article_of(view);
	const struct visit *visit = history_current(&article->history);

	if (article->digit_count) {
		int64_t left = article->digit_ms + conf_number(ui->conf, SETTING_LINK_TIMEOUT) -
			       ui->now_ms;

		return left > 0 ? (int)left : 0;
	}
	if (visit && visit->has_page && visit->columns && !visit->layout.is_done)
		return 0;
	return article->ahead.is_due && is_read(ui, visit) ? 0 : -1;
}

/* Fires a number that nothing follows; lays out the rest of a long article
 * while nobody types. */
void article_tick(struct ui *ui, struct view *view)
{
	struct article *article = article_of(view);
	struct visit *visit = history_current(&article->history);

	if (article->digit_count) {
		if (ui->now_ms - article->digit_ms >= conf_number(ui->conf, SETTING_LINK_TIMEOUT)) {
			number_fire(ui, article, ACTION_OPEN);
			ui->is_stale = true;
		}
		return;
	}
	if (!visit || !visit->has_page || !visit->columns)
		return;
	if (visit->layout.is_done) {
		if (article->ahead.is_due && is_read(ui, visit))
			ahead_tick(ui, &article->ahead);
		return;
	}
	struct layout_options options = article_options(ui, article, visit);
	page_layout(&visit->layout, &visit->page, &options, visit->layout.line_count + MORE_LINES);
	ui->is_stale = visit->layout.is_done;
}

/* ---- what is said about a link ------------------------------------------------------- */

void article_note(struct ui *ui, struct view *view, struct buf *out)
{
	struct article *article = article_of(view);
	const struct visit *visit = history_current(&article->history);
	uint32_t index = typed_link(article, visit);

	(void)ui;
	if (article->digit_count)
		buf_addf(out, "%s%s → ", article->is_related ? "b" : "", article->digits);
	else if (visit && visit->has_page)
		index = visit->link;
	if (!index || index > visit->page.link_count)
		return;
	const struct page_link *link = &visit->page.links[index - 1];
	if (link->kind == PAGE_LINK_NOTE) {
		notes_add_text(&visit->page, index, out);
		return;
	}
	if (is_related_kind(link->kind) && !str_is_empty(link->title))
		buf_addf(out, "%.*s  ", STR_ARG(link->title));
	if (str_is_empty(link->url))
		buf_add(out, str_from(_("no address; looked for by its title")));
	url_add_readable(out, link->url);
}

/* ---- the mouse -------------------------------------------------------------------------- */

void article_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct article *article = article_of(view);
	struct visit *visit = history_current(&article->history);

	if (!visit || !visit->has_page)
		return;
	if (event->mouse == TERM_WHEEL_UP)
		article_scroll_to(ui, article, visit->top > 3 ? visit->top - 3 : 0);
	if (event->mouse == TERM_WHEEL_DOWN)
		article_scroll_to(ui, article, visit->top + 3);
	size_t line = visit->top + (size_t)(event->row - view->area.row);
	int column = event->column - view->area.column - article->left;
	if (event->mouse != TERM_PRESS || event->button != 0 || line >= visit->layout.line_count)
		return;
	const struct layout_line *at = &visit->layout.lines[line];
	for (uint32_t i = 0; i < at->run_count; i++) {
		const struct layout_run *run = &visit->layout.runs[at->first_run + i];

		if (run->link && column >= run->column && column < run->column + run->width) {
			article_follow(ui, article, run->link, ACTION_OPEN);
			return;
		}
	}
}
