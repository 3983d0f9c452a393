/* SPDX-License-Identifier: MIT */
#include "page/table_plan.h"

#include "base/utf8.h"

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

/* With signs, units of money and the minus and dash that typesetters use. */
static bool is_number(struct str text)
{
	static const uint32_t signs[] = { 0xa0,   0x2009, 0x202f, 0x2212,
					  0x2013, 0x20ac, 0xa3,   0xa5 };
	bool has_digit = false;

	while (text.len) {
		uint32_t c = utf8_next(&text);
		bool is_sign = c < 0x80 && (str_is_space((char)c) ||
					    str_find_char(STR(".,%+-/:$()"), (char)c) != SIZE_MAX);

		for (size_t i = 0; i < sizeof(signs) / sizeof(*signs) && !is_sign; i++)
			is_sign = c == signs[i];
		if (c >= '0' && c <= '9')
			has_digit = true;
		else if (!is_sign)
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

/* Narrow columns get all they wish for as long as that is no more than their
 * fair part of what is left. */
static void give_narrow(struct table_plan *plan, const struct want *wants, int *left, int *wished)
{
	bool is_given = true;

	while (is_given) {
		int waiting = 0;

		is_given = false;
		for (size_t i = 0; i < plan->columns; i++)
			waiting += wants[i].longest > plan->widths[i];
		for (size_t i = 0; i < plan->columns && waiting; i++) {
			int more = wants[i].longest - plan->widths[i];

			if (more <= 0 || more > *left / waiting)
				continue;
			plan->widths[i] += (uint16_t)more;
			*left -= more;
			*wished -= more;
			is_given = true;
			break;
		}
	}
}

/* Every column gets what its longest word needs; what is left goes to those
 * that would like more: first to the modest, then in proportion. */
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
	give_narrow(plan, wants, &left, &wished);
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
