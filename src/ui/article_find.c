/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/article.h"

enum { HITS_MAX = 10000 };

void article_find_clear(struct article *article)
{
	buf_clear(&article->needle);
	article->hit_count = 0;
	article->hits_page = NULL;
}

/* One line of the layout: its text folded for comparison, and for each byte
 * of that the column of the cluster it comes from. */
struct folded {
	struct buf text;
	int *columns;
	size_t cap;
};

static void fold_add(struct folded *folded, struct str text, int column)
{
	while (text.len) {
		int width;
		struct str cluster = utf8_cluster(&text, &width);
		size_t from = folded->text.len;

		utf8_fold(&folded->text, cluster);
		while (folded->cap < folded->text.len + 1)
			folded->columns = mem_grow(folded->columns, folded->cap, &folded->cap,
						   sizeof(*folded->columns));
		for (size_t i = from; i < folded->text.len; i++)
			folded->columns[i] = column;
		column += width;
		folded->columns[folded->text.len] = column;
	}
}

static void line_fold(const struct layout *layout, const struct layout_line *line,
		      struct folded *folded)
{
	buf_clear(&folded->text);
	for (uint32_t i = 0; i < line->run_count; i++) {
		const struct layout_run *run = &layout->runs[line->first_run + i];

		if (folded->text.len && folded->columns[folded->text.len] < run->column)
			fold_add(folded, STR(" "), run->column - 1);
		fold_add(folded, run->text, run->column);
	}
}

static void hits_of_line(struct article *article, const struct folded *folded, size_t line)
{
	struct str rest = buf_str(&folded->text);
	size_t from = 0, at;

	while (rest.len && (at = str_find(rest, buf_str(&article->needle))) != SIZE_MAX &&
	       article->hit_count < HITS_MAX) {
		size_t end = from + at + article->needle.len;
		int column = folded->columns[from + at];

		article->hits = mem_grow(article->hits, article->hit_count, &article->hit_cap,
					 sizeof(*article->hits));
		article->hits[article->hit_count++] =
			(struct find_hit){ line, column, folded->columns[end] - column };
		from = end;
		rest = str_slice(buf_str(&folded->text), from, folded->text.len);
	}
}

/* Hits belong to a page in a width: they are found again when either changed. */
static void hits_collect(struct ui *ui, struct article *article, struct visit *visit)
{
	struct layout_options options = article_options(ui, article, visit);
	struct folded folded = { 0 };

	article->hit_count = 0;
	page_layout(&visit->layout, &visit->page, &options, SIZE_MAX / 2);
	for (size_t i = 0; i < visit->layout.line_count; i++) {
		line_fold(&visit->layout, &visit->layout.lines[i], &folded);
		hits_of_line(article, &folded, i);
	}
	free(folded.columns);
	buf_free(&folded.text);
	article->hits_page = &visit->page;
	article->hits_columns = visit->columns;
	article->hits_table_columns = visit->table_columns;
}

static struct visit *find_ready(struct ui *ui, struct article *article)
{
	struct visit *visit = history_current(&article->history);

	if (!visit || !visit->has_page || !article->needle.len || !visit->columns)
		return NULL;
	if (article->hits_page != &visit->page || article->hits_columns != visit->columns ||
	    article->hits_table_columns != visit->table_columns)
		hits_collect(ui, article, visit);
	return visit;
}

static void hit_show(struct ui *ui, struct article *article, struct visit *visit)
{
	size_t line = article->hits[article->hit_at].line, screen = (size_t)article->screen;

	if (line < visit->top || line >= visit->top + screen)
		article_scroll_to(ui, article, line > screen / 3 ? line - screen / 3 : 0);
	ui_say(ui, ROLE_NOTICE, _("hit %zu of %zu"), article->hit_at + 1, article->hit_count);
}

void article_find_text(struct ui *ui, struct article *article, struct str text)
{
	struct visit *visit;

	article_find_clear(article);
	utf8_fold(&article->needle, text);
	visit = find_ready(ui, article);
	if (!visit)
		return;
	if (!article->hit_count) {
		ui_say(ui, ROLE_NOTICE, _("\"%.*s\" is not in this text"), STR_ARG(text));
		article_find_clear(article);
		return;
	}
	article->hit_at = 0;
	while (article->hit_at + 1 < article->hit_count &&
	       article->hits[article->hit_at].line < visit->top)
		article->hit_at++;
	hit_show(ui, article, visit);
}

bool article_find_step(struct ui *ui, struct article *article, bool backwards)
{
	struct visit *visit = find_ready(ui, article);

	if (!visit || !article->hit_count)
		return false;
	if (article->hit_at >= article->hit_count)
		article->hit_at = 0;
	else if (backwards)
		article->hit_at = (article->hit_at ? article->hit_at : article->hit_count) - 1;
	else
		article->hit_at = (article->hit_at + 1) % article->hit_count;
	hit_show(ui, article, visit);
	return true;
}

void article_find_draw(struct ui *ui, struct article *article, struct area area)
{
	struct visit *visit = find_ready(ui, article);

	for (size_t i = 0; visit && i < article->hit_count; i++) {
		const struct find_hit *hit = &article->hits[i];

		if (hit->line >= visit->top && hit->line < visit->top + (size_t)area.rows)
			area_restyle(area, (int)(hit->line - visit->top),
				     article->left + hit->column, hit->width, ROLE_HIT,
				     i == article->hit_at ? TERM_BOLD | TERM_UNDERLINE : 0);
	}
}
