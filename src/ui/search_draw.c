/* SPDX-License-Identifier: MIT */
#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/row.h"
#include "ui/search.h"

/* How a search looks: the line to type in, and below it what was found, or,
 * before anything is typed, how to ask. */

enum {
	TWO_LINES_FROM = 8, /* rows of the pane */
	EXAMPLE_COLUMNS = 22,
	EXAMPLE_TEXT = 24,  /* columns of the words beside one, at least */
};

/* Marks that were taken back, or made elsewhere: of the rows on the screen,
 * and of others when they come there. */
static void marks_reread(struct ui *ui, struct search *search)
{
	size_t from = search->cursor.top, to = from + (size_t)search->screen;
	struct arena arena = { 0 };
	struct store_row now;

	to = to < search->window.count ? to : search->window.count;
	for (size_t i = from; ui->store && i < to; i++) {
		struct store_row *row = &search->window.rows[i];

		if (i >= search->fresh_from && i < search->fresh_to)
			continue;
		if (row->id && store_row_by_id(ui->store, row->id, &arena, &now))
			row->flags = now.flags;
	}
	arena_free(&arena);
	bool is_joined = from <= search->fresh_to && to >= search->fresh_from;
	search->fresh_from = is_joined && search->fresh_from < from ? search->fresh_from : from;
	search->fresh_to = is_joined && search->fresh_to > to ? search->fresh_to : to;
}

static void query_draw(struct ui *ui, struct search *search, struct area area)
{
	struct buf count = { 0 };
	int width = 0;

	if (search->window.count && search->has_more)
		buf_addf(&count, _("more than %zu found"), search->window.count);
	else if (search->window.count)
		buf_addf(&count, ngettext("%zu found", "%zu found", search->window.count),
			 search->window.count);
	else if (search->is_waiting)
		buf_add(&count, str_from(_("searching")));
	else if (search->edit.text.len)
		buf_add(&count, str_from(_("nothing found")));
	if (area.columns > 40)
		width = utf8_width(buf_str(&count));
	area_text(area, 0, area.columns - width - 1, width, ROLE_DIM, 0, buf_str(&count));
	struct area line = area_part(area, 0, 0, 1, area.columns - (width ? width + 3 : 0));
	area_text(line, 0, 1, 1, ROLE_PROMPT, 0, STR("/"));
	if (search->is_typing) {
		edit_draw(&search->edit, line, 0, 3);
	} else {
		area_text(line, 0, 3, line.columns - 3, ROLE_PROMPT, 0,
			  buf_str(&search->edit.text));
	}
	if (search->mistake[0]) { /* pointed at, not shouted */
		struct str text = buf_str(&search->edit.text);
		int from = utf8_width(str_slice(text, 0, search->mistake_from));
		int to = utf8_width(str_slice(text, 0, search->mistake_to));

		area_restyle(line, 0, 3 + from, to - from, ROLE_PROMPT, TERM_UNDERLINE);
	}
	buf_free(&count);
	(void)ui;
}

/* Lines of a hit's headline: more than one in plain mode, which cuts none. */
static int title_lines(const struct ui *ui, const struct search *search, size_t at)
{
	struct row_look look = { .now = ui->now, .has_source = true };
	int most = search->rows / 4 > 1 ? search->rows / 4 : 1, lines = 1;

	if (ui->is_plain)
		lines = row_lines(&search->window.rows[at], &look, search->columns);
	return lines < most ? lines : most;
}

/* And of the words that were found, below it: none on a small screen, nor where
 * only marks and dates were asked for. */
static int snippet_lines(const struct ui *ui, const struct search *search, size_t at)
{
	struct str snippet = search->window.rows[at].snippet;
	int most = search->rows / 4 > 1 ? search->rows / 4 : 1, lines = search->has_snippets;

	if (search->rows < TWO_LINES_FROM)
		return 0;
	if (ui->is_plain)
		lines = row_snippet_lines(snippet, search->columns);
	return lines < most ? lines : most;
}

static int hit_lines(const struct ui *ui, const struct search *search, size_t at)
{
	return title_lines(ui, search, at) + snippet_lines(ui, search, at);
}

size_t search_index_at(const struct ui *ui, const struct search *search, int line)
{
	size_t at = search->cursor.top;

	while (line >= 0 && at < search->window.count &&
	       (line -= hit_lines(ui, search, at)) >= 0)
		at++;
	return at;
}

/* How many hits the screen has room for from the first on; all of the selected
 * one is on it. */
static void hits_fit(const struct ui *ui, struct search *search, int rows)
{
	struct cursor *cursor = &search->cursor;
	size_t at;
	int used;

	if (!ui->is_plain) { /* as many lines each */
		search->screen = rows / (search->window.count ? hit_lines(ui, search, 0) : 1);
		cursor_fit(cursor, search->window.count, search->screen);
		return;
	}
	if (cursor->at >= search->window.count)
		cursor->at = search->window.count ? search->window.count - 1 : 0;
	if (cursor->top > cursor->at)
		cursor->top = cursor->at;
	for (at = cursor->at, used = 0; search->window.count; at--) {
		used += hit_lines(ui, search, at);
		if (used > rows && at < cursor->at)
			cursor->top = cursor->top > at + 1 ? cursor->top : at + 1;
		if (used > rows || at <= cursor->top)
			break;
	}
	for (at = cursor->top, used = 0; at < search->window.count; at++) {
		used += hit_lines(ui, search, at);
		if (used > rows)
			break;
	}
	search->screen = at > cursor->top ? (int)(at - cursor->top) : 1;
}

static void hit_draw(struct ui *ui, struct search *search, struct area list, int line, size_t at,
		     bool is_focused)
{
	const struct store_row *row = &search->window.rows[at];
	int titles = title_lines(ui, search, at), snippets = snippet_lines(ui, search, at);
	struct row_look look = { .now = ui->now, .is_selected = at == search->cursor.at,
				 .is_focused = is_focused, .has_source = true, .lines = titles,
				 .hit = row->hit, .is_marked = search_is_in_range(search, at) };

	row_draw(list, line, row, &look);
	if (snippets && ui->is_plain)
		row_draw_snippet_plain(list, line + titles, snippets, row->snippet);
	else if (snippets)
		row_draw_snippet(list, line + titles, row_snippet_column(list.columns),
				 row->snippet, ROLE_DIM, ROLE_HIT);
	if (ui->is_plain && look.is_selected && is_focused && !search->is_typing) {
		list.surface->cursor_row = list.row + line;
		list.surface->cursor_column = list.column;
	}
}

/* Before anything is typed. */
static void examples_draw(struct area area)
{
	static const struct {
		const char *example, *meaning;
	} rows[] = {
		{ N_("rice harvest"), N_("articles with both words, in any of their forms") },
		{ N_("\"rice harvest\""), N_("just these words, side by side") },
		{ N_("rice OR wheat -corn"), N_("one of two, without a third; ( ) as well") },
		{ "title: author: text:", N_("a word in one place, as in title:rice") },
		{ "feed: tag: section:", N_("by where it is from") },
		{ "is:unread is:starred", N_("by its marks; also is:cached, has:media") },
		{ "since:3d", N_("no older than this; before:2026-11-01 the other way") },
		{ "/rice|wheat/", N_("a regular expression") },
		{ "C-p", N_("what was searched for before") },
	};

	for (int i = 0; i < (int)(sizeof(rows) / sizeof(*rows)) && i + 1 < area.rows; i++) {
		const char *example = rows[i].example;
		bool is_wide = area.columns >= EXAMPLE_COLUMNS + EXAMPLE_TEXT + 5;

		area_text(area, i + 1, 3, area.columns - 3, ROLE_KEY, 0, str_from(_(example)));
		if (is_wide)
			area_text(area, i + 1, 3 + EXAMPLE_COLUMNS + 2,
				  area.columns - EXAMPLE_COLUMNS - 6, ROLE_DIM, 0,
				  str_from(_(rows[i].meaning)));
	}
}

static void nothing_draw(struct area area)
{
	struct str rest = str_from(_("no article has all of this; fewer words find more, OR "
				     "finds one of several"));

	for (int line = area.rows > 1; rest.len && line < area.rows; line++)
		area_text(area, line, 3, area.columns - 5, ROLE_DIM, 0,
			  box_cut_line(&rest, area.columns - 5));
}

void search_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct search *search = (struct search *)view;
	struct area list = area_part(area, 1, 0, area.rows - 1, area.columns);
	int line = 0;

	query_draw(ui, search, area);
	search->rows = area.rows;
	search->columns = area.columns;
	search->has_snippets = false;
	for (size_t i = 0; i < search->window.count && !search->has_snippets; i++)
		search->has_snippets = !str_is_empty(search->window.rows[i].snippet);
	hits_fit(ui, search, list.rows);
	if (search->are_marks_old && !ui->marks_on_way)
		marks_reread(ui, search);
	if (!search->edit.text.len)
		examples_draw(list);
	else if (!search->window.count && !search->is_waiting && !search->mistake[0])
		nothing_draw(list);
	for (size_t at = search->cursor.top; at < search->window.count; at++) {
		int lines = hit_lines(ui, search, at);

		if (line && line + lines > list.rows)
			break;
		hit_draw(ui, search, list, line, at, is_focused);
		line += lines;
	}
}
