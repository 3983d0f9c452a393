/* SPDX-License-Identifier: MIT */
/* What holds for every page, width and set of options. */
#include "page/layout.h"

#include <string.h>

#include "lib/check.h"
#include "page/drawing.h"
#include "page/random_page.h"

static struct layout_options random_options(struct dice *dice)
{
	return (struct layout_options){
		.width = 10 + (int)dice_roll(dice, dice_roll(dice, 2) ? 15 : 120),
		.show_numbers = dice_roll(dice, 2),
		.show_head = dice_roll(dice, 2),
		.show_picture_states = dice_roll(dice, 2),
		.is_ascii = dice_roll(dice, 4) == 0,
		.keeps_order = dice_roll(dice, 2),
		.related_label = "Baca Juga",
	};
}

static void check_line(const struct layout *layout, size_t index, int width)
{
	const struct layout_line *line = &layout->lines[index];
	int column = 0;

	for (uint32_t i = 0; i < line->run_count; i++) {
		const struct layout_run *run = &layout->runs[line->first_run + i];
		CHECK(run->column >= column);
		CHECK(utf8_width(run->text) == run->width);
		CHECK(utf8_is_valid(run->text));
		column = run->column + run->width;
	}
	CHECK(column <= width);
}

static void test_no_line_is_wider_than_the_measure(void **state)
{
	(void)state;
	struct dice dice = { 21 };

	for (int round = 0; round < 1500; round++) {
		struct page page = { 0 };
		struct layout layout = { 0 };
		struct layout_options options = random_options(&dice);
		random_page(&dice, &page);
		page_layout(&layout, &page, &options, SIZE_MAX);
		CHECK(layout.is_done);
		for (size_t i = 0; i < layout.line_count; i++)
			check_line(&layout, i, options.width);
		layout_free(&layout);
		/* Tables may be given more, and take no more than that. */
		options.table_width = options.width + 30;
		page_layout(&layout, &page, &options, SIZE_MAX);
		for (size_t i = 0; i < layout.line_count; i++) {
			uint32_t block = layout.lines[i].block;
			bool is_table = block < page.block_count &&
					page.blocks[block].kind == PAGE_TABLE;
			check_line(&layout, i, options.width + (is_table ? 30 : 0));
		}
		layout_free(&layout);
		page_free(&page);
	}
}

/* Adds s without any white space. */
static void add_solid(struct buf *out, struct str s)
{
	struct str word;

	while (str_next_word(&s, &word))
		buf_add(out, word);
}

/* What of a block's own words is on the screen, in order. */
static void add_shown(const struct layout *layout, uint32_t block, struct buf *out)
{
	for (size_t i = 0; i < layout->line_count; i++) {
		const struct layout_line *line = &layout->lines[i];
		for (uint32_t j = 0; j < line->run_count && line->block == block; j++) {
			const struct layout_run *run = &layout->runs[line->first_run + j];
			if (run->role != LAYOUT_LINK_NUMBER && run->role != LAYOUT_BULLET &&
			    run->role != LAYOUT_RULE)
				add_solid(out, run->text);
		}
	}
}

static void add_wanted(const struct page *page, const struct page_block *block, struct buf *out)
{
	for (size_t i = 0; i < block->span_count; i++) {
		struct buf clean = { 0 };
		utf8_clean_line(&clean, page->spans[block->first_span + i].text);
		add_solid(out, buf_str(&clean));
		buf_free(&clean);
	}
}

static void count_bytes(struct str s, unsigned counts[256])
{
	memset(counts, 0, 256 * sizeof(*counts));
	for (size_t i = 0; i < s.len; i++)
		counts[(unsigned char)s.ptr[i]]++;
}

static void check_words(const struct page *page, uint32_t index, const struct layout *layout)
{
	const struct page_block *block = &page->blocks[index];
	struct buf wanted = { 0 }, shown = { 0 };

	add_wanted(page, block, &wanted);
	add_shown(layout, index, &shown);
	if (block->kind == PAGE_TABLE) {
		/* Cells stand side by side: nothing may be missing. */
		unsigned of_wanted[256], of_shown[256];
		count_bytes(buf_str(&wanted), of_wanted);
		count_bytes(buf_str(&shown), of_shown);
		for (int i = 0; i < 256; i++)
			CHECK(of_shown[i] >= of_wanted[i]);
	} else {
		CHECK(str_eq(buf_str(&wanted), buf_str(&shown)));
	}
	buf_free(&wanted);
	buf_free(&shown);
}

static void test_no_word_is_lost_or_moved(void **state)
{
	(void)state;
	struct dice dice = { 5 };

	for (int round = 0; round < 600; round++) {
		struct page page = { 0 };
		struct layout layout = { 0 };
		struct layout_options options = random_options(&dice);
		options.keeps_order = true;
		options.is_ascii = false;
		random_page(&dice, &page);
		page_layout(&layout, &page, &options, SIZE_MAX);
		for (uint32_t i = 0; i < page.block_count; i++) {
			enum page_block_kind kind = page.blocks[i].kind;
			if (kind != PAGE_RELATED && kind != PAGE_IMAGE && kind != PAGE_EMBED)
				check_words(&page, i, &layout);
		}
		layout_free(&layout);
		page_free(&page);
	}
}

static uint64_t place(struct layout_anchor anchor)
{
	return (uint64_t)(anchor.block + 1u) << 32 | anchor.offset;
}

static void test_an_anchor_finds_its_line_at_every_width(void **state)
{
	(void)state;
	struct dice dice = { 9 };

	for (int round = 0; round < 1000; round++) {
		struct page page = { 0 };
		struct layout wide = { 0 }, narrow = { 0 };
		struct layout_options options = random_options(&dice), other = options;
		other.width = 10 + (int)dice_roll(&dice, 100);
		other.show_numbers = !options.show_numbers;
		random_page(&dice, &page);
		page_layout(&wide, &page, &options, SIZE_MAX);
		for (size_t i = 0; i < wide.line_count; i++) {
			struct layout_anchor anchor = layout_anchor_of(&wide, i);
			size_t same = layout_line_of(&wide, &page, &options, anchor);
			CHECK(same <= i);
			CHECK(place(layout_anchor_of(&wide, same)) == place(anchor));
			size_t line = layout_line_of(&narrow, &page, &other, anchor);
			CHECK(place(layout_anchor_of(&narrow, line)) <= place(anchor));
			CHECK(line < narrow.line_count);
		}
		layout_free(&wide);
		layout_free(&narrow);
		page_free(&page);
	}
}

static void test_lines_stand_in_the_order_of_their_anchors(void **state)
{
	(void)state;
	struct dice dice = { 13 };

	for (int round = 0; round < 1000; round++) {
		struct page page = { 0 };
		struct layout layout = { 0 };
		struct layout_options options = random_options(&dice);
		random_page(&dice, &page);
		page_layout(&layout, &page, &options, SIZE_MAX);
		for (size_t i = 1; i < layout.line_count; i++)
			CHECK(place(layout_anchor_of(&layout, i - 1)) <=
			      place(layout_anchor_of(&layout, i)));
		layout_free(&layout);
		page_free(&page);
	}
}

static void test_line_by_line_gives_the_same_as_at_once(void **state)
{
	(void)state;
	struct dice dice = { 17 };

	for (int round = 0; round < 200; round++) {
		struct page page = { 0 };
		struct layout whole = { 0 }, grown = { 0 };
		struct buf one = { 0 }, two = { 0 };
		struct layout_options options = random_options(&dice);
		random_page(&dice, &page);
		page_layout(&whole, &page, &options, SIZE_MAX);
		for (size_t lines = 1; !grown.is_done; lines++)
			page_layout(&grown, &page, &options, lines);
		drawing_add(&whole, &one);
		drawing_add(&grown, &two);
		CHECK(str_eq(buf_str(&one), buf_str(&two)));
		buf_free(&one);
		buf_free(&two);
		layout_free(&whole);
		layout_free(&grown);
		page_free(&page);
	}
}

static void test_every_numbered_link_is_found_on_a_line(void **state)
{
	(void)state;
	struct dice dice = { 19 };

	for (int round = 0; round < 200; round++) {
		struct page page = { 0 };
		struct layout layout = { 0 };
		struct layout_options options = random_options(&dice);
		options.show_head = true;
		random_page(&dice, &page);
		for (uint32_t link = 1; link <= page.link_count; link++) {
			const struct page_link *wanted = &page.links[link - 1];
			size_t line = layout_line_of_link(&layout, &page, &options, link);
			if (wanted->kind == PAGE_LINK_RELATED && !wanted->is_inline)
				CHECK(line < layout.line_count);
			if (line == SIZE_MAX)
				continue;
			bool found = false;
			for (uint32_t i = 0; i < layout.lines[line].run_count; i++)
				found |= layout.runs[layout.lines[line].first_run + i].link == link;
			CHECK(found);
		}
		layout_free(&layout);
		page_free(&page);
	}
}

static void test_a_long_article_shows_its_first_screen_early(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout layout = { 0 };
	struct layout_options options = { .width = 78, .show_head = true };

	for (int i = 0; i < 5000; i++) {
		page_add_block(&page, PAGE_PARAGRAPH);
		page_add_span(&page, STR("some words of a paragraph"), 0, 0);
	}
	page_layout(&layout, &page, &options, 50);
	CHECK(layout.line_count >= 50);
	CHECK(layout.blocks_done < 60);
	CHECK(!layout.is_done);
	layout_free(&layout);
	page_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_line_is_wider_than_the_measure),
		TEST(no_word_is_lost_or_moved),
		TEST(an_anchor_finds_its_line_at_every_width),
		TEST(lines_stand_in_the_order_of_their_anchors),
		TEST(line_by_line_gives_the_same_as_at_once),
		TEST(every_numbered_link_is_found_on_a_line),
		TEST(a_long_article_shows_its_first_screen_early),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
