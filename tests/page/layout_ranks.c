/* SPDX-License-Identifier: MIT */
/* What stands over and under what: headings, lists side by side, definitions. */
#include "page/layout.h"

#include "lib/check.h"
#include "page/drawing.h"

static const struct layout_options plain = { .width = 40 };

static void add_text(struct page *page, enum page_block_kind kind, const char *text)
{
	page_add_block(page, kind);
	page_add_span(page, str_from(text), 0, 0);
}

static struct page_block *last_block(struct page *page)
{
	return &page->blocks[page->block_count - 1];
}

/* Where the words stand and how they look. */
static const struct layout_run *run_of(const struct layout *layout, const char *text)
{
	for (size_t i = 0; i < layout->run_count; i++)
		if (str_eq(layout->runs[i].text, str_from(text)))
			return &layout->runs[i];
	CHECK(!"no such run");
	return NULL;
}

static void test_headings_are_told_apart_by_the_levels_that_are_there(void **state)
{
	static const struct { int level; const char *text; } heads[] = {
		{ 2, "dua" }, { 3, "tiga" }, { 5, "lima" }, { 6, "enam" }, { 3, "tiga lagi" },
	};
	static const struct { int column, role, style; } looks[] = {
		{ 0, LAYOUT_HEADING, PAGE_UNDERLINE }, { 0, LAYOUT_HEADING, 0 },
		{ 2, LAYOUT_HEADING, 0 }, { 2, LAYOUT_TEXT, PAGE_EMPHASIS },
		{ 0, LAYOUT_HEADING, 0 },
	};
	struct page page = { 0 }, one = { 0 };
	struct layout layout = { 0 }, of_one = { 0 };

	(void)state;
	for (size_t i = 0; i < 5; i++) {
		add_text(&page, PAGE_HEADING, heads[i].text);
		last_block(&page)->level = (uint8_t)heads[i].level;
	}
	page_layout(&layout, &page, &plain, SIZE_MAX);
	for (size_t i = 0; i < 5; i++) {
		const struct layout_run *run = run_of(&layout, heads[i].text);

		CHECK(run->column == looks[i].column && run->role == looks[i].role);
		CHECK(run->style == looks[i].style);
	}
	/* One level alone needs no more than weight. */
	add_text(&one, PAGE_HEADING, "empat");
	last_block(&one)->level = 4;
	page_layout(&of_one, &one, &plain, SIZE_MAX);
	CHECK(run_of(&of_one, "empat")->style == 0 && run_of(&of_one, "empat")->column == 0);
	layout_free(&layout);
	layout_free(&of_one);
	page_free(&page);
	page_free(&one);
}

static void add_item(struct page *page, uint32_t ordinal, bool starts_list, const char *text)
{
	add_text(page, PAGE_ITEM, text);
	last_block(page)->depth = 1;
	last_block(page)->ordinal = ordinal;
	last_block(page)->starts_list = starts_list;
}

static void test_lists_side_by_side_are_two(void **state)
{
	struct page page = { 0 };

	(void)state;
	add_item(&page, 9, true, "a");
	add_item(&page, 10, false, "b");
	add_item(&page, 1, true, "c");
	add_item(&page, 2, false, "d");
	add_item(&page, 3, true, "e"); /* counts on */
	CHECK_DRAWN(&page, &plain, " 9. a\n10. b\n\n1. c\n2. d\n3. e\n");
}

static void test_what_a_term_means_is_set_in_right_below_it(void **state)
{
	struct page page = { 0 };

	(void)state;
	add_text(&page, PAGE_PARAGRAPH, "Gabah");
	add_text(&page, PAGE_PARAGRAPH, "Padi yang sudah lepas dari tangkainya.");
	last_block(&page)->inset = 1;
	add_text(&page, PAGE_PARAGRAPH, "Lebih");
	last_block(&page)->inset = 1;
	add_item(&page, 0, true, "satu");
	last_block(&page)->inset = 1;
	add_text(&page, PAGE_PARAGRAPH, "Beras");
	CHECK_DRAWN(&page, &plain,
		    "Gabah\n    Padi yang sudah lepas dari\n    tangkainya.\n\n    Lebih\n\n"
		    "    \u2022 satu\n\nBeras\n");
}

static void test_a_quote_is_called_one_where_marks_are_words(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options options = { .width = 40, .state_columns = 9 };

	add_text(&page, PAGE_PARAGRAPH, "Before");
	for (int i = 0; i < 2; i++) {
		add_text(&page, PAGE_PARAGRAPH, "Said");
		last_block(&page)->quote = 1;
	}
	CHECK_DRAWN(&page, &options,
		    "Before\n\n\u2503 Quote: Said\n\u2503\n\u2503 Said\n");
}

static void test_a_wide_table_stands_out_where_there_is_room(void **state)
{
	(void)state;
	static const char *const cells[] = {
		"Province", "January", "February", "Bali", "12.500", "13.500",
	};
	struct page page = { 0 };
	struct layout_options options = { .width = 16, .table_width = 28 };

	add_text(&page, PAGE_PARAGRAPH, "What rice costs now.");
	struct page_block *block = page_add_block(&page, PAGE_TABLE);
	block->rows = 2;
	block->columns = 3;
	for (int i = 0; i < 6; i++) {
		page_add_cell(&page)->is_header = i < 3;
		page_add_span(&page, str_from(cells[i]), 0, 0);
	}
	CHECK_DRAWN(&page, &options,
		    "What rice costs\nnow.\n\nProvince  January  February\n"
		    "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
		    "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
		    "\u2500\nBali       12.500    13.500\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(headings_are_told_apart_by_the_levels_that_are_there),
		TEST(lists_side_by_side_are_two),
		TEST(what_a_term_means_is_set_in_right_below_it),
		TEST(a_quote_is_called_one_where_marks_are_words),
		TEST(a_wide_table_stands_out_where_there_is_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
