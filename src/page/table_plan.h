/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_TABLE_PLAN_H
#define WARTA_PAGE_TABLE_PLAN_H

#include "page/pen.h"

enum {
	TABLE_GAP = 2,          /* columns between columns */
	TABLE_SAMPLE = 200,     /* rows that are measured */
	TABLE_COLUMNS_MAX = 40, /* more are shown as records */
};

/* How a table fits the measure. */
struct table_plan {
	size_t rows, columns;
	bool has_header;   /* the first row names the columns */
	bool is_records;   /* too wide: a line for each cell, "header: value" */
	bool is_loose;     /* cells are wrapped: rows stand apart */
	uint16_t widths[TABLE_COLUMNS_MAX];   /* 0: an empty column, not shown */
	bool is_number[TABLE_COLUMNS_MAX];    /* set to the right */
	bool has_body;     /* a row below the header was drawn */
	uint32_t source;   /* bytes of the block's text before the next row */
};

/* In the layout's arena. room: columns of the measure for it. */
struct table_plan *table_plan_new(struct pen *pen, const struct page_block *block, int room);

/* The cell in that row and column, or NULL past the end. */
const struct page_cell *table_cell(const struct pen *pen, const struct page_block *block,
				   size_t row, size_t column);

/* Adds the cell's text to the flow. */
void table_add_cell(struct pen *pen, struct flow *flow, const struct page_cell *cell);

#endif
