/* SPDX-License-Identifier: MIT */
#include "page/table_plan.h"

const struct page_cell *table_cell(const struct pen *pen, const struct page_block *block,
				   size_t row, size_t column)
{
	size_t at = row * (block->columns ? block->columns : 1) + column;

	return at < block->cell_count ? &pen->page->cells[block->first_cell + at] : NULL;
}

void table_add_cell(struct pen *pen, struct flow *flow, const struct page_cell *cell)
{
	pen_add_spans(pen, flow, form_cell_spans(pen->page, cell),
		      cell->is_header ? LAYOUT_TABLE_HEAD : LAYOUT_TEXT);
}

/* What the cells of a column ask for. */
struct want {
	int longest, word; /* columns of the longest line and word */
	int numbers, texts;
};

static bool is_number(struct str text)
{
	bool has_digit = false;

	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c >= '0' && c <= '9')
			has_digit = true;
		else if (!str_is_space(c) && str_find_char(STR(".,%+-/:$()"), c) == SIZE_MAX)
			return false;
	}
	return has_digit;
}

static void measure(struct pen *pen, const struct page_cell *cell, struct want *want)
{
	int longest, word;

	if (cell->colspan > 1 || form_is_blank(pen->page, cell))
		return;
	table_add_cell(pen, &pen->flow, cell);
	flow_measure(&pen->flow, &longest, &word);
	want->longest = longest > want->longest ? longest : want->longest;
	want->word = word > want->word ? word : want->word;
	if (!cell->is_header) {
		bool number = is_number(buf_str(&pen->flow.text));
		want->numbers += number;
		want->texts += !number;
	}
	flow_clear(&pen->flow);
}

static bool is_header_row(const struct pen *pen, const struct page_block *block)
{
	bool has_text = false;

	for (size_t i = 0; i < block->columns; i++) {
		const struct page_cell *cell = table_cell(pen, block, 0, i);
		if (!cell || form_is_blank(pen->page, cell))
			continue;
		if (!cell->is_header)
			return false;
		has_text = true;
	}
	return has_text && table_cell(pen, block, 1, 0);
}

/* Every column gets what its longest word needs; what is left goes to those
 * that would like more, in proportion. */
static bool share(struct table_plan *plan, const struct want *wants, int room)
{
	enum { WORD_MAX = 18, LEAST = 4 };
	int columns = 0, fixed = 0, wished = 0;

	for (size_t i = 0; i < plan->columns; i++) {
		int least = wants[i].word < WORD_MAX ? wants[i].word : WORD_MAX;
		least = least > LEAST ? least : LEAST;
		least = least < wants[i].longest ? least : wants[i].longest;
		if (wants[i].longest && least < 2)
			least = 2;
		plan->widths[i] = (uint16_t)least;
		columns += least > 0;
		fixed += least;
		wished += wants[i].longest > least ? wants[i].longest - least : 0;
	}
	int left = room - fixed - (columns - 1) * TABLE_GAP;
	if (left < 0)
		return false;
	plan->is_loose = wished > left;
	int64_t given = left < wished ? left : wished;
	for (size_t i = 0; i < plan->columns && wished; i++) {
		int more = wants[i].longest - plan->widths[i];
		if (more > 0)
			plan->widths[i] += (uint16_t)(more * given / wished);
	}
	return true;
}

struct table_plan *table_plan_new(struct pen *pen, const struct page_block *block, int room)
{
	struct table_plan *plan = arena_alloc(&pen->layout->arena, sizeof(*plan));
	struct want wants[TABLE_COLUMNS_MAX] = { 0 };

	plan->columns = block->columns ? block->columns : 1;
	plan->rows = (block->cell_count + plan->columns - 1) / plan->columns;
	plan->has_header = is_header_row(pen, block);
	plan->is_records = plan->columns > TABLE_COLUMNS_MAX;
	if (plan->is_records)
		return plan;
	for (size_t row = 0; row < plan->rows && row < TABLE_SAMPLE; row++) {
		for (size_t i = 0; i < plan->columns; i++) {
			const struct page_cell *cell = table_cell(pen, block, row, i);
			if (cell)
				measure(pen, cell, &wants[i]);
		}
	}
	for (size_t i = 0; i < plan->columns; i++) {
		/* There may be text further down, or across columns. */
		if (wants[i].longest < 4 && (plan->rows > TABLE_SAMPLE || plan->columns == 1))
			wants[i].longest = 4;
		plan->is_number[i] = wants[i].numbers > 2 * wants[i].texts;
	}
	plan->is_records = !share(plan, wants, room);
	return plan;
}
