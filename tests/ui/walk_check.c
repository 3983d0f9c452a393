/* SPDX-License-Identifier: MIT */
#include "ui/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "ui/article.h"
#include "ui/feeds.h"
#include "ui/list.h"

enum {
	MARGIN = 3,        /* around a view that is drawn alone */
	ALONE_EVERY = 40,  /* steps */
	COUNTS_EVERY = 25,
	TICKS_MAX = 3000,  /* until a reader that nobody touches sleeps */
};

void walk_check_begin(struct walk *walk)
{
	walk->painter = (struct painter){
		.colours = 1 << 24, .has_dim = true, .has_italic = true, .has_strike = true,
		.has_links = true, .is_ascii = walk->is_ascii,
		.can_scroll = walk->seed & 1, .has_margins = walk->seed & 2,
		.can_repeat = walk->seed & 4,
	};
	walk->theme = walk->ui->theme;
	paint_set_theme(&walk->painter, &walk->theme);
}

void walk_check_end(struct walk *walk)
{
	paint_forget(&walk->painter);
	glass_free(&walk->glass);
}

static bool fault(struct walk *walk, const char *what, const char *more)
{
	snprintf(walk->fault, sizeof(walk->fault), "%s %s", what, more);
	return false;
}

/* ---- cells ---------------------------------------------------------------------- */

static bool is_cell_clean(const struct surface_cell *cell)
{
	struct str text = str_from(cell->text);

	if (text.len == 1 && text.ptr[0] >= ' ' && text.ptr[0] <= '~')
		return true;
	if (!utf8_is_valid(text))
		return false;
	while (text.len) {
		uint32_t c = utf8_next(&text);

		if (c < ' ' || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
		    (c >= 0x2066 && c <= 0x2069) || c >= 0xe0000)
			return false;
	}
	return true;
}

static bool cells_check(struct walk *walk)
{
	const struct surface *surface = walk->ui->surface;
	char place[80];

	for (int i = 0; i < surface->rows * surface->columns; i++) {
		const struct surface_cell *cell = &surface->cells[i];
		int column = i % surface->columns;
		bool is_whole = cell->width == 0 ? column > 0 && cell[-1].width == 2 :
				cell->width == 2 ? column + 1 < surface->columns && !cell[1].width :
						   cell->width == 1;

		snprintf(place, sizeof(place), "at row %d column %d", i / surface->columns, column);
		if (!is_whole)
			return fault(walk, "half a wide character", place);
		if (!is_cell_clean(cell) || (cell->width && !cell->text[0]))
			return fault(walk, "a cell is not clean", place);
		if (cell->role >= ROLE_COUNT || cell->link > surface->links.count)
			return fault(walk, "a cell without a role or link", place);
	}
	if (surface->cursor_row >= surface->rows || surface->cursor_column >= surface->columns)
		return fault(walk, "the cursor is outside", "");
	return true;
}

/* ---- what a terminal shows ------------------------------------------------------ */

static bool paint_check(struct walk *walk)
{
	const struct surface *surface = walk->ui->surface;
	struct buf bytes = { 0 };
	bool is_fine;

	if (memcmp(&walk->theme, &walk->ui->theme, sizeof(walk->theme)) != 0) {
		walk->theme = walk->ui->theme;
		paint_set_theme(&walk->painter, &walk->theme);
	}
	if (walk->glass.rows != surface->rows || walk->glass.columns != surface->columns)
		glass_resize(&walk->glass, surface->rows, surface->columns);
	paint_surface(&walk->painter, surface, &bytes);
	is_fine = glass_feed(&walk->glass, buf_str(&bytes)) &&
		  (walk->is_ascii || glass_shows(&walk->glass, surface, &walk->theme));
	for (size_t i = 0; walk->is_ascii && i < bytes.len; i++) {
		if ((unsigned char)bytes.ptr[i] >= 0x80)
			is_fine = false;
	}
	buf_free(&bytes);
	return is_fine || fault(walk, "the terminal:", walk->glass.fault);
}

/* ---- what is selected can be seen --------------------------------------------------- */

static bool has_role(const struct surface *surface, const struct area *area, enum term_role role)
{
	for (int i = 0; i < area->rows; i++) {
		for (int k = 0; k < area->columns; k++) {
			size_t at = (size_t)(area->row + i) * (size_t)surface->columns +
				    (size_t)(area->column + k);

			if (surface->cells[at].role == role)
				return true;
		}
	}
	return false;
}

static bool cursor_check(struct walk *walk)
{
	struct ui *ui = walk->ui;
	struct view *view = ui_focused(ui);
	const struct area *area = &view->area;
	size_t count = view == ui->panes[PANE_FEEDS] ? ((struct feeds *)view)->tree.count :
		       view == ui->panes[PANE_LIST] ? ((struct list *)view)->window.count : 0;
	const struct feeds *feeds = (struct feeds *)ui->panes[PANE_FEEDS];

	if (view->ops->is_line && ui->surface->rows > 1)
		return (ui->surface->cursor_row == ui->surface->rows - 1 &&
			ui->surface->cursor_column >= 0) ||
		       fault(walk, "what is typed has no cursor", "");
	if (!count || area->rows < 1 || area->columns < 1)
		return true;
	if (view == ui->panes[PANE_FEEDS] &&
	    feeds->tree.rows[feeds->cursor.at].kind == TREE_GAP)
		return fault(walk, "nothing is selected:", "the gap in the feed list");
	return has_role(ui->surface, area, ROLE_SELECTED) ||
	       fault(walk, "the selected row cannot be seen in",
		     view == ui->panes[PANE_FEEDS] ? "the feeds" : "the headlines");
}

/* ---- nothing is drawn outside ---------------------------------------------------------- */

static bool is_blank(const struct surface *surface, const struct area *but)
{
	for (int i = 0; i < surface->rows * surface->columns; i++) {
		int row = i / surface->columns - but->row;
		int column = i % surface->columns - but->column;
		bool is_inside = row >= 0 && row < but->rows && column >= 0 &&
				 column < but->columns;

		if (!is_inside && strcmp(surface->cells[i].text, "#"))
			return false;
	}
	return true;
}

/* The view once more, alone, on a surface with a margin. */
static bool alone_check(struct walk *walk)
{
	struct view *view = ui_focused(walk->ui);
	int rows = view->area.rows, columns = view->area.columns;
	struct surface *surface;
	bool is_fine;

	if (rows < 1 || columns < 1)
		return true;
	surface = surface_new(rows + 2 * MARGIN, columns + 2 * MARGIN);
	for (int i = 0; i < surface->rows * surface->columns; i++)
		strcpy(surface->cells[i].text, "#");
	struct area area = { surface, MARGIN, MARGIN, rows, columns };
	view->ops->draw(walk->ui, view, area, true);
	is_fine = is_blank(surface, &area);
	surface_free(surface);
	return is_fine || fault(walk, "a view draws outside of its area", "");
}

/* ---- numbers and marks are those of the store ---------------------------------------------- */

static bool tree_check(struct walk *walk)
{
	const struct tree *tree = &((struct feeds *)walk->ui->panes[PANE_FEEDS])->tree;
	struct store_counts counts;
	struct store_feed *feeds;
	struct arena arena = { 0 };
	size_t count = 0;
	bool is_fine = store_feeds(walk->ui->store, &arena, &feeds, &count, NULL);

	store_counts(walk->ui->store, STR(""), &counts);
	is_fine = is_fine && walk->ui->counts.unread == counts.unread;
	for (size_t i = 0; is_fine && i < tree->count; i++) {
		const struct tree_row *row = &tree->rows[i];

		if (row->kind == TREE_FEED)
			is_fine = row->feed >= 1 && (size_t)row->feed <= count &&
				  row->unread == feeds[row->feed - 1].unread;
		if (row->kind == TREE_UNREAD)
			is_fine = row->unread == counts.unread;
		if (row->kind == TREE_STARRED)
			is_fine = row->total == counts.starred;
	}
	arena_free(&arena);
	return is_fine || fault(walk, "the feed list's numbers are not the store's", "");
}

static bool marks_check(struct walk *walk)
{
	const struct window *window = &((struct list *)walk->ui->panes[PANE_LIST])->window;
	struct arena arena = { 0 };
	bool is_fine = true;

	for (size_t i = 0; i < window->count && is_fine; i++) {
		struct store_row row;

		/* One that is gone may stay while it is the selected one. */
		if (store_row_by_id(walk->ui->store, window->rows[i].id, &arena, &row))
			is_fine = row.flags == window->rows[i].flags;
		for (size_t k = 0; k < i; k++)
			is_fine = is_fine && window->rows[k].id != window->rows[i].id;
	}
	const struct article *article = (struct article *)walk->ui->panes[PANE_ARTICLE];
	const struct visit *visit = history_current(&article->history);
	struct store_row row;
	if (visit && visit->has_page && visit->article &&
	    store_row_by_id(walk->ui->store, visit->article, &arena, &row))
		is_fine = is_fine && row.flags == visit->flags;
	arena_free(&arena);
	return is_fine || fault(walk, "marks on the screen are not the store's", "");
}

/* ---- it sleeps ---------------------------------------------------------------- */

static bool sleep_check(struct walk *walk)
{
	struct ui *ui = walk->ui;

	for (int i = 0; i < TICKS_MAX; i++) {
		int wait = ui_wait_ms(ui);

		if (wait < 0)
			return true;
		ui->now_ms += wait;
		ui_tick(ui);
		drive_answer(ui);
	}
	return fault(walk, "the reader does not go to sleep", "");
}

bool walk_check(struct walk *walk)
{
	ui_draw(walk->ui);
	if (!cells_check(walk) || !paint_check(walk) || !cursor_check(walk))
		return false;
	if (walk->step % ALONE_EVERY == 0 && !alone_check(walk))
		return false;
	if (walk->step % COUNTS_EVERY)
		return true;
	if (!sleep_check(walk))
		return false;
	ui_changed(walk->ui);
	ui_draw(walk->ui);
	return tree_check(walk) && marks_check(walk) && cursor_check(walk);
}
