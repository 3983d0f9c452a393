/* SPDX-License-Identifier: MIT */
#include "page/table_plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* One cell of the row at hand. */
struct box {
	struct flow flow;
	int column, width; /* of the measure, the margin left out */
	bool is_right;     /* set to its right edge */
};

/* The columns that a cell gets with those behind it that it covers: *next is
 * the first that is not its own. */
static int span_width(struct pen *pen, const struct page_block *block,
		      const struct table_plan *plan, size_t row, size_t at, size_t *next)
{
	const struct page_cell *cell = table_cell(pen, block, row, at);
	size_t end = at + cell->colspan;
	int width = plan->widths[at];

	for (*next = at + 1; *next < plan->columns && *next < end; (*next)++) {
		const struct page_cell *covered = table_cell(pen, block, row, *next);
		if (!covered || !form_is_blank(pen->page, covered))
			break;
		if (plan->widths[*next])
			width += plan->widths[*next] + (width ? TABLE_GAP : 0);
	}
	return width;
}

/* A cell in a column that is not shown, because nothing else is in it: it
 * takes the whole measure on lines of its own. */
static void put_stray(struct pen *pen, const struct page_cell *cell, const struct margin *margin)
{
	table_add_cell(pen, &pen->flow, cell);
	pen_put_flow(pen, margin, margin);
}

/* Fills boxes with the row's cells, wrapped; returns how many. */
static size_t fill_boxes(struct pen *pen, const struct page_block *block,
			 const struct table_plan *plan, size_t row, const struct margin *margin,
			 struct box *boxes)
{
	size_t count = 0, next;
	int column = 0;

	for (size_t i = 0; i < plan->columns; i = next) {
		const struct page_cell *cell = table_cell(pen, block, row, i);
		if (!cell)
			break;
		int width = span_width(pen, block, plan, row, i, &next);
		if (!width && !form_is_blank(pen->page, cell))
			put_stray(pen, cell, margin);
		if (!width)
			continue;
		struct box *box = &boxes[count++];
		*box = (struct box){ .column = column, .width = width };
		box->is_right = plan->is_number[i] && next == i + 1;
		table_add_cell(pen, &box->flow, cell);
		if (!pen->options->keeps_order)
			flow_shape(&box->flow, pen->is_rtl);
		flow_wrap(&box->flow, width);
		if (!pen->options->keeps_order)
			flow_set_levels(&box->flow, pen->is_rtl);
		pen_keep_flow(pen, &box->flow);
		column += width + TABLE_GAP;
	}
	return count;
}

static void put_box_line(struct pen *pen, const struct box *box, size_t line, int margin)
{
	if (line >= box->flow.line_count)
		return;
	int width = box->flow.lines[line].width, column = margin + box->column;

	if (box->is_right)
		column += box->width - width;
	if (pen->is_rtl)
		column = pen->width - column - width;
	pen_put_line(pen, &box->flow, line, column);
}

static void put_boxes(struct pen *pen, const struct box *boxes, size_t count,
		      const struct margin *margin)
{
	size_t height = 0;

	for (size_t i = 0; i < count; i++)
		if (boxes[i].flow.line_count > height)
			height = boxes[i].flow.line_count;
	for (size_t line = 0; line < height; line++) {
		pen_start_line(pen, 0);
		if (!pen->is_rtl)
			pen_put_margin(pen, margin);
		for (size_t i = 0; i < count; i++)
			put_box_line(pen, &boxes[pen->is_rtl ? count - 1 - i : i], line,
				     margin->width);
		if (pen->is_rtl)
			pen_put_margin(pen, margin);
	}
}

/* A thin line under the names of the columns. */
static void put_rule(struct pen *pen, const struct table_plan *plan, const struct margin *margin)
{
	struct margin line = *margin;
	struct buf rule = { 0 };
	int width = -TABLE_GAP;

	for (size_t i = 0; i < plan->columns; i++)
		width += plan->widths[i] ? plan->widths[i] + TABLE_GAP : 0;
	for (int i = 0; i < width; i++)
		buf_add(&rule, pen->options->is_ascii ? STR("-") : STR("\u2500"));
	margin_add(&line, arena_str(&pen->layout->arena, buf_str(&rule)), LAYOUT_RULE, 0);
	buf_free(&rule);
	pen_start_line(pen, 0);
	pen_put_margin(pen, &line);
}

static void draw_columns(struct pen *pen, const struct page_block *block,
			 const struct table_plan *plan, size_t row, const struct margin *margin)
{
	struct box *boxes = mem_new(plan->columns, sizeof(*boxes));
	size_t count = fill_boxes(pen, block, plan, row, margin, boxes);

	put_boxes(pen, boxes, count, margin);
	if (!row && plan->has_header)
		put_rule(pen, plan, margin);
	for (size_t i = 0; i < count; i++) {
		boxes[i].flow.text = (struct buf){ 0 }; /* the arena's */
		flow_free(&boxes[i].flow);
	}
	free(boxes);
}

/* "header: value" for each cell; in the first record also where the value is
 * missing, so that every header is seen. */
static void draw_record(struct pen *pen, const struct page_block *block,
			const struct table_plan *plan, size_t row, const struct margin *margin)
{
	struct margin rest = *margin;

	if (pen->width >= 20 && rest.width + 2 <= pen_margin_max(pen))
		margin_gap(&rest, 2);
	for (size_t i = 0; i < plan->columns; i++) {
		const struct page_cell *cell = table_cell(pen, block, row, i);
		const struct page_cell *header = table_cell(pen, block, 0, i);
		if (!cell)
			break;
		bool is_blank = form_is_blank(pen->page, cell);
		bool has_name = plan->has_header && !form_is_blank(pen->page, header);
		if (is_blank && !(has_name && row == 1))
			continue;
		if (has_name) {
			struct flow_look look = { LAYOUT_TABLE_HEAD, 0, 0 };
			table_add_cell(pen, &pen->flow, header);
			flow_add_made(&pen->flow, STR(":"), look);
			flow_add(&pen->flow, STR(" "), look);
		}
		table_add_cell(pen, &pen->flow, cell);
		pen_put_flow(pen, margin, &rest);
	}
}

/* Whether the row shows anything. */
static bool is_row_empty(const struct pen *pen, const struct page_block *block,
			 const struct table_plan *plan, size_t row)
{
	if (plan->is_records && plan->has_header && row < 2)
		return !row; /* the headers are shown with the first record */
	for (size_t i = 0; i < plan->columns; i++) {
		const struct page_cell *cell = table_cell(pen, block, row, i);
		if (cell && !form_is_blank(pen->page, cell))
			return false;
	}
	return true;
}

static uint32_t row_bytes(const struct pen *pen, const struct page_block *block, size_t row,
			  size_t columns)
{
	uint32_t bytes = 0;

	for (size_t i = 0; i < columns; i++) {
		const struct page_cell *cell = table_cell(pen, block, row, i);
		for (size_t j = 0; cell && j < cell->span_count; j++)
			bytes += (uint32_t)pen->page->spans[cell->first_span + j].text.len;
	}
	return bytes;
}

static int width_max(const struct pen *pen)
{
	int width = pen->options->table_width;

	return width < PEN_WIDTH_MAX ? width : PEN_WIDTH_MAX;
}

bool pen_draw_table_row(struct pen *pen, const struct page_block *block)
{
	struct layout_state *state = pen->state;
	struct margin margin = pen_margin(pen, block, pen_depth(block), 0);
	size_t row = state->rows_done;

	if (!state->plan) {
		state->rows_done = row = 0;
		state->plan = table_plan_new(pen, block, pen->width - margin.width);
		/* One that does not fit may stand out at the right. */
		if ((state->plan->is_records || state->plan->is_loose) && !pen->is_rtl &&
		    pen->options->table_width > pen->width)
			state->plan = table_plan_new(pen, block, width_max(pen) - margin.width);
	}
	struct table_plan *plan = state->plan;
	bool is_empty = is_row_empty(pen, block, plan, row);
	if (!is_empty && plan->has_body && (plan->is_loose || plan->is_records))
		pen_put_blank(pen, &margin);
	size_t from = pen->layout->line_count;
	if (!is_empty && plan->is_records)
		draw_record(pen, block, plan, row, &margin);
	else if (!is_empty)
		draw_columns(pen, block, plan, row, &margin);
	plan->has_body |= !is_empty && row >= (size_t)plan->has_header;
	/* A row is one place, whatever its lines hold; the first that is shown is
	 * the table's beginning. */
	bool is_first = !from || pen->layout->lines[from - 1].block != pen->block;
	for (; from < pen->layout->line_count; from++)
		pen->layout->lines[from].offset = is_first ? 0 : plan->source;
	plan->source += row_bytes(pen, block, row, plan->columns);
	state->rows_done++;
	if (state->rows_done < plan->rows)
		return true;
	state->plan = NULL;
	return false;
}
