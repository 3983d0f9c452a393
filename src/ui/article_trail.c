/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "ui/article.h"

/* The trail in the first line: the feed, and what was followed to come here. */

enum {
	TRAIL_STEPS = 4,
	TRAIL_FROM = 60,  /* columns of a screen that has room for steps */
	STEP_LEAST = 8,   /* columns of a step */
	TITLE_MOST = 600, /* bytes of a title that are looked at */
};

static void add_cut(struct buf *out, struct str text, int columns)
{
	struct buf clean = { 0 }, cut = { 0 };

	utf8_clean_line(&clean, str_slice(text, 0, TITLE_MOST));
	struct str line = buf_str(&clean);
	if (utf8_width(line) > columns) {
		buf_add(&cut, str_trim(utf8_fit(line, columns - 1, NULL)));
		buf_add(&cut, STR("…"));
		line = buf_str(&cut);
	}
	if (!page_line_turn(line, out))
		buf_add(out, line);
	buf_free(&clean);
	buf_free(&cut);
}

/* What separates the steps of a trail is in none of them. */
static void add_step(struct buf *out, struct str title, int columns)
{
	size_t from = out->len, next;

	add_cut(out, title, columns);
	while ((next = str_find(str_slice(buf_str(out), from, out->len), STR(" › "))) != SIZE_MAX) {
		from += next + 1;
		out->ptr[from] = '>';
		buf_remove(out, from + 1, STR("›").len - 1);
	}
}

/* The columns that each title may have at most, so that all fit. */
static int step_columns(const struct history *history, size_t first, int room)
{
	int widths[TRAIL_STEPS], count = 0, most = room, total;

	for (size_t i = first; i <= history->at && count < TRAIL_STEPS; i++)
		widths[count++] = utf8_width(str_slice(str_from(history->items[i]->title), 0,
						       TITLE_MOST));
	do {
		total = 0;
		for (int i = 0; i < count; i++)
			total += widths[i] < most ? widths[i] : most;
	} while (total > room && --most > STEP_LEAST);
	return most < STEP_LEAST ? STEP_LEAST : most;
}

void article_title(struct ui *ui, struct view *view, struct buf *out, int columns)
{
	struct history *history = &article_of(view)->history;
	size_t first = history->at;
	int steps = 1;

	if (!history->count)
		return;
	int most = ui->surface->columns < TRAIL_FROM ? 1 : TRAIL_STEPS;
	while (first > 0 && history->items[first]->is_followed && steps < most) {
		first--;
		steps++;
	}
	if (history->items[first]->is_followed) {
		buf_add(out, STR("… › "));
		columns -= 4;
	}
	columns = step_columns(history, first, columns - 3 * (steps - 1));
	for (size_t i = first; i <= history->at; i++) {
		if (i > first)
			buf_add(out, STR(" › "));
		add_step(out, str_from(history->items[i]->title), columns);
	}
}

/* The feed in which the trail began. */
void article_place(struct ui *ui, struct view *view, struct buf *out)
{
	const struct history *history = &article_of(view)->history;
	size_t first = history->at;

	if (!history->count || ui->surface->columns < TRAIL_FROM)
		return;
	while (first > 0 && history->items[first]->is_followed)
		first--;
	add_step(out, str_from(history->items[first]->source), ui->surface->columns / 4);
}
