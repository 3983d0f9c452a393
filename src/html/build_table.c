/* SPDX-License-Identifier: MIT */
#include "html/build.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	ROWS_MAX = 2000,
	COLUMNS_MAX = 64,
	CELLS_MAX = 20000,
	SPAN_MAX = 1000,
	LAYOUT_CELL = 600, /* bytes of text in a cell that no data has */
};

/* One row after the other; cells know how far they reach down. */
struct grid {
	struct dom_node **cells; /* rows x columns; NULL: covered or missing */
	size_t rows, columns;
};

static int64_t span_of(const struct dom_node *cell, const char *name)
{
	int64_t n = 1;

	str_to_int64(str_trim(dom_attr(cell, name)), &n);
	return n < 1 ? 1 : n > SPAN_MAX ? SPAN_MAX : n;
}

static bool is_cell(const struct dom_node *node)
{
	return node->tag == DOM_TD || node->tag == DOM_TH;
}

/* The next row or cell of this table (not of one inside it) after node. */
static struct dom_node *next_part(struct dom_node *node, struct dom_node *table)
{
	struct dom_node *n = node;

	do
		n = is_cell(n) ? dom_next_skip(n, table) : dom_next(n, table);
	while (n && n->tag != DOM_TR && !is_cell(n));
	return n;
}

struct shape {
	size_t rows, columns, cells, wide_cells, header_cells, blocks_max;
	bool has_table, has_caption, has_media;
};

/* What a cell says about its table. */
static void measure_cell(const struct dom_node *cell, struct shape *s)
{
	size_t text = 0, blocks = 0;
	const struct dom_node *n = cell;

	while ((n = dom_next(n, cell))) {
		if (n->tag == DOM_TEXT)
			text += n->text.len;
		s->has_table |= n->tag == DOM_TABLE;
		s->has_media |= n->tag == DOM_IFRAME || n->tag == DOM_VIDEO ||
			n->tag == DOM_FIGURE || n->tag == DOM_RELATED || n->tag == DOM_FORM;
		blocks += n->tag == DOM_P || n->tag == DOM_DIV || n->tag == DOM_UL ||
			dom_heading_level(n) || n->tag == DOM_BLOCKQUOTE;
	}
	s->wide_cells += text > LAYOUT_CELL;
	s->blocks_max = blocks > s->blocks_max ? blocks : s->blocks_max;
	s->header_cells += cell->tag == DOM_TH;
}

static struct shape measure(const struct dom_node *table)
{
	struct shape s = { 0 };
	size_t in_row = 0;
	const struct dom_node *n = table;

	n = dom_next(n, table);
	while (n) {
		if (n->tag == DOM_TABLE) {
			s.has_table = true;
			n = dom_next_skip(n, table);
			continue;
		}
		s.has_caption |= n->tag == DOM_CAPTION;
		if (n->tag == DOM_TR) {
			s.rows++;
			in_row = 0;
		}
		if (is_cell(n)) {
			s.cells++;
			in_row += (size_t)span_of(n, "colspan");
			s.columns = in_row > s.columns ? in_row : s.columns;
			measure_cell(n, &s);
			n = dom_next_skip(n, table);
			continue;
		}
		n = dom_next(n, table);
	}
	return s;
}

static bool is_data(const struct dom_node *table)
{
	struct shape s = measure(table);

	if (!s.cells || s.rows < 2 || s.columns < 2 || s.has_table || s.has_media)
		return false;
	if (s.rows > ROWS_MAX || s.columns > COLUMNS_MAX || s.rows * s.columns > CELLS_MAX)
		return false;
	if (str_eq_nocase(dom_attr(table, "role"), STR("presentation")))
		return false;
	if (s.header_cells || s.has_caption)
		return s.wide_cells * 4 <= s.cells;
	return !s.wide_cells && s.blocks_max < 4;
}

static void fill_grid(struct dom_node *table, struct grid *g)
{
	size_t row = SIZE_MAX, column = 0;
	uint16_t *busy = mem_new(g->columns, sizeof(*busy)); /* rows still covered */

	for (struct dom_node *n = next_part(table, table); n; n = next_part(n, table)) {
		if (n->tag == DOM_TR) {
			if (row != SIZE_MAX)
				for (size_t i = 0; i < g->columns; i++)
					busy[i] -= busy[i] > 0;
			row = row == SIZE_MAX ? 0 : row + 1;
			column = 0;
			continue;
		}
		if (row == SIZE_MAX)
			row = 0;
		while (column < g->columns && busy[column])
			column++;
		if (row >= g->rows || column >= g->columns)
			continue;
		g->cells[row * g->columns + column] = n;
		int64_t wide = span_of(n, "colspan"), high = span_of(n, "rowspan");
		for (; wide > 0 && column < g->columns; wide--)
			busy[column++] = (uint16_t)high;
	}
	free(busy);
}

static void add_cell(struct builder *b, struct dom_node *node, size_t columns_left)
{
	struct page_cell *cell = page_add_cell(b->page);

	if (!node)
		return;
	int64_t wide = span_of(node, "colspan");
	cell->colspan = (uint16_t)((size_t)wide > columns_left ? columns_left : (size_t)wide);
	cell->rowspan = (uint16_t)span_of(node, "rowspan");
	cell->is_header = node->tag == DOM_TH;
	build_end(b);
	b->is_into_caption = true; /* text goes where the page's end is */
	b->level++;
	b->places[b->level] = (struct build_place){ 0 };
	build_walk(b, node);
	b->level--;
	build_end(b);
}

static void add_table_caption(struct builder *b, const struct dom_node *table)
{
	struct dom_node *caption = dom_find(table, DOM_CAPTION);

	if (!caption || dom_above(caption, DOM_TABLE) != table || caption->is_dropped)
		return;
	build_walk(b, caption);
	build_end(b);
}

/* Numbers of lines, beside the lines: "1 2 3" and nothing else. */
static bool is_gutter(const struct dom_node *cell)
{
	int64_t wanted = 0, lines = 0;

	for (const struct dom_node *n = dom_next(cell, cell); n; n = dom_next(n, cell)) {
		struct str rest = n->tag == DOM_TEXT ? n->text : STR(""), word;

		while (str_next_word(&rest, &word)) {
			int64_t number;

			if (!str_to_int64(word, &number) || (lines && number != wanted))
				return false;
			wanted = number + 1;
			lines++;
		}
	}
	return lines > 0;
}

/* A program in a table of one row: its numbers are not part of it. */
static void drop_gutter(struct dom_node *table)
{
	struct dom_node *cell = dom_find(table, DOM_TD), *code = cell ? cell->next : NULL;

	while (code && code->tag == DOM_TEXT)
		code = code->next;
	if (!code || code->tag != DOM_TD || !dom_find(code, DOM_PRE) || !is_gutter(cell))
		return;
	cell->is_dropped = true;
}

bool build_add_table(struct builder *b, struct dom_node *table)
{
	drop_gutter(table);
	if (b->is_into_caption || !is_data(table))
		return false;
	struct shape s = measure(table);
	struct grid g = { .rows = s.rows, .columns = s.columns };

	build_end(b);
	add_table_caption(b, table);
	g.cells = mem_new(g.rows * g.columns, sizeof(*g.cells));
	fill_grid(table, &g);
	struct page_block *block = page_add_block(b->page, PAGE_TABLE);

	block->rows = (uint16_t)g.rows;
	block->columns = (uint16_t)g.columns;
	block->quote = build_place(b)->quote;
	block->depth = build_place(b)->depth;
	block->inset = build_place(b)->inset;
	b->owes_item = false;
	for (size_t i = 0; i < g.rows * g.columns; i++)
		add_cell(b, g.cells[i], g.columns - i % g.columns);
	free(g.cells);
	return true;
}
