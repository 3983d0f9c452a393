/* SPDX-License-Identifier: MIT */
#include "ui/article.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/deeds.h"
#include "ui/when.h"
#include "ui/window.h"

enum {
	LEAST_COLUMNS = 10, /* of a layout */
	AHEAD = 40,         /* lines laid out beyond the screen */
};

static const enum term_role roles[LAYOUT_ROLE_COUNT] = {
	[LAYOUT_TEXT] = ROLE_TEXT, [LAYOUT_TITLE] = ROLE_TITLE, [LAYOUT_META] = ROLE_META,
	[LAYOUT_HEADING] = ROLE_HEADING, [LAYOUT_QUOTE] = ROLE_QUOTE, [LAYOUT_CODE] = ROLE_CODE,
	[LAYOUT_LINK] = ROLE_LINK, [LAYOUT_LINK_NUMBER] = ROLE_LINK_NUMBER,
	[LAYOUT_CAPTION] = ROLE_CAPTION, [LAYOUT_CREDIT] = ROLE_CREDIT, [LAYOUT_LABEL] = ROLE_LABEL,
	[LAYOUT_RELATED] = ROLE_RELATED, [LAYOUT_STATE] = ROLE_DIM, [LAYOUT_DIM] = ROLE_DIM,
	[LAYOUT_RULE] = ROLE_RULE, [LAYOUT_BULLET] = ROLE_DIM,
	[LAYOUT_TABLE_HEAD] = ROLE_TABLE_HEAD,
};

/* ---- layout --------------------------------------------------------------------- */

static void add_date(void *ctx, const struct date *date, struct buf *out)
{
	const struct page *page = ctx;

	when_add_long_in(out, date, page->meta.language);
}

struct layout_options article_options(const struct ui *ui, const struct article *article,
				      const struct visit *visit)
{
	int margin = article->columns >= 44 ? 2 : article->columns >= 24 ? 1 : 0;
	int width = article->columns - 2 * margin, most = (int)conf_number(ui->conf, SETTING_WIDTH);

	width = width > most ? most : width;
	width = width < LEAST_COLUMNS ? LEAST_COLUMNS : width;
	int left = (article->columns - width) / 2;
	return (struct layout_options){
		.width = width,
		.table_width = article->columns - left - margin,
		.show_numbers = conf_bool(ui->conf, SETTING_LINK_NUMBERS),
		.show_head = true,
		.show_picture_states = visit->marks_pictures,
		.state_columns = link_state_columns(ui),
		.is_ascii = ui->is_ascii,
		.offset = when_offset(visit->page.meta.published.utc),
		.related_label = _("Read also"),
		.add_date = add_date,
		.ctx = (void *)&visit->page,
	};
}

/* Lays out as far as line top + the screen and a little more. */
static void lay_out(struct ui *ui, struct article *article, struct visit *visit)
{
	struct layout_options options = article_options(ui, article, visit);

	if (visit->columns != options.width || visit->conf_count != ui->conf_count ||
	    visit->table_columns != options.table_width) {
		if (visit->columns && visit->layout.line_count && !visit->keeps_place)
			visit->anchor = layout_anchor_of(&visit->layout, visit->top);
		layout_free(&visit->layout);
		bool is_new = visit->columns == 0 && !visit->keeps_place;
		bool is_exact = visit->keeps_place && visit->place_columns == options.width &&
				visit->table_columns == options.table_width;
		visit->columns = options.width;
		visit->table_columns = options.table_width;
		visit->conf_count = ui->conf_count;
		if (!is_exact)
			visit->top = is_new ? 0 : layout_line_of(&visit->layout, &visit->page,
								 &options, visit->anchor);
		visit->keeps_place = false;
		article->has_jumped = false;
		article->note = 0;
	}
	page_layout(&visit->layout, &visit->page, &options,
		    visit->top + (size_t)article->screen + AHEAD);
	article->left = (article->columns - options.width) / 2;
	if (article->left < 0)
		article->left = 0;
}

void article_scroll_to(struct ui *ui, struct article *article, size_t line)
{
	struct visit *visit = history_current(&article->history);

	if (!visit || !visit->has_page)
		return;
	visit->top = line;
	lay_out(ui, article, visit);
	size_t lines = visit->layout.line_count, screen = (size_t)article->screen;
	if (visit->top + screen > lines)
		visit->top = lines > screen ? lines - screen : 0;
	if (visit->layout.line_count)
		visit->anchor = layout_anchor_of(&visit->layout, visit->top);
}

/* ---- drawing ---------------------------------------------------------------------- */

static unsigned attributes_of(uint16_t style)
{
	static const struct {
		unsigned style, attribute;
	} pairs[] = {
		{ PAGE_STRONG, TERM_BOLD }, { PAGE_EMPHASIS, TERM_ITALIC },
		{ PAGE_STRIKE, TERM_STRIKE }, { PAGE_UNDERLINE, TERM_UNDERLINE },
		{ PAGE_SMALL, TERM_DIM },
	};
	unsigned attributes = 0;

	for (size_t i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
		if (style & pairs[i].style)
			attributes |= pairs[i].attribute;
	}
	return attributes;
}

static enum term_role role_of(const struct visit *visit, const struct layout_run *run)
{
	if (run->link && run->link == visit->link)
		return ROLE_LINK_SELECTED;
	if (run->style & PAGE_MARK && (run->role == LAYOUT_TEXT || visit->changes_of))
		return ROLE_HIT;
	if (run->style & PAGE_STRIKE && visit->changes_of)
		return ROLE_DIM;
	if (run->style & PAGE_CODE && run->role == LAYOUT_TEXT)
		return ROLE_CODE;
	return run->role < LAYOUT_ROLE_COUNT ? roles[run->role] : ROLE_TEXT;
}

static void run_draw(const struct visit *visit, const struct layout_run *run, struct area area,
		     int row, int left)
{
	enum term_role role = role_of(visit, run);
	struct str text = run->text;
	int column = left + run->column;

	if (run->role == LAYOUT_RULE && area.surface->is_plain)
		return;
	if (run->role == LAYOUT_STATE && run->link && run->link <= visit->page.link_count)
		text = link_state_mark(&visit->states[run->link - 1], run->width > 1, &role);
	if (run->link && run->link == visit->link)
		role = ROLE_LINK_SELECTED;
	int room = area.columns - column;
	if (run->role == LAYOUT_STATE && room > run->width)
		room = run->width;
	int used = area_text(area, row, column, room, role, attributes_of(run->style), text);
	if (run->link && run->link <= visit->page.link_count &&
	    visit->page.links[run->link - 1].kind != PAGE_LINK_NOTE)
		area_link(area, row, column, used, visit->page.links[run->link - 1].url);
}

/* What is selected is one piece on each line, whatever it consists of. */
static void selected_draw(const struct visit *visit, const struct layout_line *line,
			  struct area area, int row, int left)
{
	int from = -1, to = 0;

	for (uint32_t k = 0; k < line->run_count; k++) {
		const struct layout_run *run = &visit->layout.runs[line->first_run + k];

		if (!run->link || run->link != visit->link)
			continue;
		from = from < 0 || run->column < from ? run->column : from;
		to = run->column + run->width > to ? run->column + run->width : to;
	}
	if (from >= 0)
		area_fill(area, row, left + from, to - from, ROLE_LINK_SELECTED);
}

static void page_draw(struct ui *ui, struct article *article, struct visit *visit, struct area area,
		      bool is_focused)
{
	lay_out(ui, article, visit);
	for (int i = 0; i < area.rows; i++) {
		size_t at = visit->top + (size_t)i;

		if (at >= visit->layout.line_count)
			break;
		const struct layout_line *line = &visit->layout.lines[at];
		if (visit->link)
			selected_draw(visit, line, area, i, article->left);
		for (uint32_t k = 0; k < line->run_count; k++)
			run_draw(visit, &visit->layout.runs[line->first_run + k], area, i,
				 article->left);
	}
	article_find_draw(ui, article, area);
	if (ui->is_plain && is_focused) {
		area.surface->cursor_row = area.row;
		area.surface->cursor_column = area.column;
	}
}

/* Text over several lines, for what is not a page yet. */
static int lines_draw(struct area area, int row, int left, enum term_role role, struct str text)
{
	int columns = area.columns - 2 * left;

	for (; text.len && row < area.rows; row++) {
		struct str line = utf8_fit(text, columns, NULL);
		size_t end = line.len;

		while (end > 0 && end < text.len && text.ptr[end] != ' ')
			end--;
		if (!end)
			end = line.len ? line.len : text.len;
		area_text(area, row, left, columns, role, 0, str_slice(text, 0, end));
		text = str_trim(str_slice(text, end, text.len));
	}
	return row;
}

static void waiting_draw(struct ui *ui, struct article *article, const struct visit *visit,
			 struct area area)
{
	struct layout_options options = article_options(ui, article, visit);
	int left = (area.columns - options.width) / 2, row = area.rows > 8 ? 2 : 0;
	struct buf text = { 0 };

	left = left < 0 ? 0 : left;
	row = lines_draw(area, row, left, ROLE_TITLE, str_from(visit->title)) + 1;
	if (visit->state == VISIT_FETCHING) {
		buf_addf(&text, _("fetching from %s …"), visit->sentence);
		lines_draw(area, row, left, ROLE_DIM, buf_str(&text));
	} else if (visit->state == VISIT_FAILED) {
		row = lines_draw(area, row, left, ROLE_ERROR, str_from(visit->sentence)) + 1;
		if (!str_eq(str_from(visit->url), str_from(visit->title)))
			row = lines_draw(area, row, left, ROLE_DIM, str_from(visit->url)) + 1;
		lines_draw(area, row, left, ROLE_DIM,
			   str_from(_("r tries again, o opens it in the browser, Backspace goes "
				      "back")));
	}
	buf_free(&text);
}

static void article_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct article *article = article_of(view);
	struct visit *visit = history_current(&article->history);

	article->screen = area.rows;
	article->columns = area.columns;
	if (!visit)
		area_text(area, 1, 2, area.columns - 4, ROLE_DIM, 0,
			  str_from(_("no article is open")));
	else if (visit->has_page)
		page_draw(ui, article, visit, area, is_focused);
	else
		waiting_draw(ui, article, visit, area);
}

/* ---- lines around it -------------------------------------------------------------- */

static void article_position(struct ui *ui, struct view *view, struct buf *out)
{
	struct article *article = article_of(view);
	const struct visit *visit = history_current(&article->history);
	size_t percent, bottom;

	(void)ui;
	if (!visit || !visit->has_page || !visit->layout.line_count)
		return;
	if (visit->minutes > 1 && ui->surface->columns >= 60)
		buf_addf(out, _("%d min  "), visit->minutes);
	bottom = visit->top + (size_t)article->screen;
	if (visit->layout.is_done) {
		percent = bottom >= visit->layout.line_count
				  ? 100
				  : bottom * 100 / visit->layout.line_count;
	} else {
		size_t line = bottom < visit->layout.line_count ? bottom :
								  visit->layout.line_count - 1;
		size_t block = visit->layout.lines[line].block;

		percent = block >= visit->page.block_count ? 0 :
							     block * 100 / visit->page.block_count;
	}
	buf_addf(out, "%zu %%", percent);
}

/* ---- the rest ---------------------------------------------------------------------- */

static void article_changed(struct ui *ui, struct view *view)
{
	struct visit *visit = history_current(&article_of(view)->history);

	ahead_changed(&article_of(view)->ahead);
	if (!visit || !visit->has_page)
		return;
	article_read_flags(ui, visit); /* undone, or marked by another process */
	visit_load_states(ui, visit);
}

static void article_marked(struct ui *ui, struct view *view, const struct marked *marked)
{
	struct history *history = &article_of(view)->history;

	(void)ui;
	for (size_t i = 0; marked->id && i < history->count; i++) {
		struct visit *visit = history->items[i];

		if (visit->article == marked->id)
			visit->flags = window_marked_flags(visit->flags, marked->mark);
	}
}

static void article_end(struct ui *ui, struct view *view)
{
	article_leave(ui, article_of(view));
}

static void article_free(struct view *view)
{
	struct article *article = article_of(view);

	history_free(&article->history);
	ahead_free(&article->ahead);
	buf_free(&article->needle);
	free(article->hits);
	free(article);
}

static const struct view_ops article_ops = {
	.bit = V_ARTICLE,
	.draw = article_draw,
	.act = article_act,
	.key = article_key,
	.show = article_show,
	.event = article_event,
	.changed = article_changed,
	.marked = article_marked,
	.mouse = article_mouse,
	.wait_ms = article_wait_ms,
	.tick = article_tick,
	.place = article_place,
	.title = article_title,
	.note = article_note,
	.position = article_position,
	.leave = article_end,
	.free = article_free,
	.hints = { ACTION_RELATED, ACTION_HISTORY_BACK, ACTION_NEXT_LINK, ACTION_HELP },
};

struct view *article_new(struct ui *ui)
{
	struct article *article = mem_new(1, sizeof(*article));

	(void)ui;
	article->view.ops = &article_ops;
	article->screen = 20;
	article->columns = 80;
	return &article->view;
}
