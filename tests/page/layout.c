/* SPDX-License-Identifier: MIT */
#include "page/layout.h"

#include <string.h>

#include "lib/check.h"
#include "page/drawing.h"
#include "page/random_page.h"

static const struct layout_options plain = { .width = 40, .show_numbers = true };

static void add_text(struct page *page, enum page_block_kind kind, const char *text)
{
	page_add_block(page, kind);
	page_add_span(page, str_from(text), 0, 0);
}

static struct page_block *last_block(struct page *page)
{
	return &page->blocks[page->block_count - 1];
}

static void test_a_paragraph_fills_its_lines(void **state)
{
	(void)state;
	struct page page = { 0 };

	add_text(&page, PAGE_PARAGRAPH, "The quick brown fox jumps over the lazy dog, twice.");
	add_text(&page, PAGE_PARAGRAPH, "One\ntwo");
	CHECK_DRAWN(&page, &plain,
		    "The quick brown fox jumps over the lazy\ndog, twice.\n\nOne\ntwo\n");
}

static void test_a_long_word_is_cut_and_a_no_break_space_holds(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options narrow = { .width = 12 };

	add_text(&page, PAGE_PARAGRAPH, "abcdefghijklmnopqrst harga Rp\u00a012.500");
	CHECK_DRAWN(&page, &narrow, "abcdefghijkl\nmnopqrst\nharga\nRp\u00a012.500\n");
}

static void test_a_number_follows_the_last_word_of_its_link(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t link = page_add_link(&page, PAGE_LINK_BODY, STR("http://a/"), STR(""), STR(""));

	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("See "), 0, 0);
	page_add_span(&page, STR("the "), PAGE_STRONG, link);
	page_add_span(&page, STR("report"), 0, link);
	page_add_span(&page, STR(", please."), 0, 0);
	CHECK_DRAWN(&page, &plain, "See the report [1], please.\n");
}

static void test_a_number_never_begins_a_line(void **state)
{
	(void)state;
	for (int width = 10; width < 30; width++) {
		struct page page = { 0 };
		struct layout layout = { 0 };
		struct layout_options options = { .width = width, .show_numbers = true };
		uint32_t link = page_add_link(&page, PAGE_LINK_BODY, STR("http://a/"), STR(""),
					      STR(""));
		page_add_block(&page, PAGE_PARAGRAPH);
		page_add_span(&page, STR("one two three "), 0, 0);
		page_add_span(&page, STR("four"), 0, link);
		page_number(&page);
		page_layout(&layout, &page, &options, SIZE_MAX);
		for (size_t i = 0; i < layout.line_count; i++)
			CHECK(layout.runs[layout.lines[i].first_run].role != LAYOUT_LINK_NUMBER);
		layout_free(&layout);
		page_free(&page);
	}
}

static void test_items_hang_and_numbers_line_up(void **state)
{
	(void)state;
	struct page page = { 0 };
	static const struct {
		int depth;
		uint32_t ordinal;
		const char *text;
	} items[] = {
		{ 1, 9, "Nine is an item that takes more than one line." },
		{ 1, 10, "Ten" },
		{ 2, 0, "Inside" },
		{ 1, 11, "Eleven" },
	};

	for (size_t i = 0; i < 4; i++) {
		add_text(&page, PAGE_ITEM, items[i].text);
		last_block(&page)->depth = (uint8_t)items[i].depth;
		last_block(&page)->ordinal = items[i].ordinal;
	}
	CHECK_DRAWN(&page, &plain,
		    " 9. Nine is an item that takes more than\n"
		    "    one line.\n"
		    "10. Ten\n"
		    "    \u25e6 Inside\n"
		    "11. Eleven\n");
}

static void test_quotes_have_bars_through_their_gaps(void **state)
{
	(void)state;
	struct page page = { 0 };

	add_text(&page, PAGE_PARAGRAPH, "Outer");
	last_block(&page)->quote = 1;
	add_text(&page, PAGE_PARAGRAPH, "Inner");
	last_block(&page)->quote = 2;
	add_text(&page, PAGE_PARAGRAPH, "After");
	CHECK_DRAWN(&page, &plain, "\u2503 Outer\n\u2503\n\u2503 \u2503 Inner\n\nAfter\n");
}

static void test_a_quote_in_an_item_has_its_bar_there(void **state)
{
	(void)state;
	struct page page = { 0 };

	add_text(&page, PAGE_ITEM, "Item");
	last_block(&page)->depth = 1;
	for (int i = 0; i < 2; i++) {
		add_text(&page, PAGE_PARAGRAPH, "Said");
		last_block(&page)->depth = last_block(&page)->quote = 1;
	}
	CHECK_DRAWN(&page, &plain, "\u2022 Item\n\n  \u2503 Said\n  \u2503\n  \u2503 Said\n");
	page = (struct page){ 0 };
	add_text(&page, PAGE_ITEM, "Item of a quote");
	last_block(&page)->depth = last_block(&page)->quote = 1;
	CHECK_DRAWN(&page, &plain, "\u2503 \u2022 Item of a quote\n");
}

static void test_items_have_the_figures_of_their_list(void **state)
{
	(void)state;
	static const struct {
		enum page_numbering numbering;
		uint32_t ordinal;
		const char *drawn;
	} items[] = {
		{ PAGE_LOWER, 28, "ab. x\n" }, { PAGE_UPPER, 1, "A. x\n" },
		{ PAGE_LOWER_ROMAN, 14, "xiv. x\n" }, { PAGE_UPPER_ROMAN, 90, "XC. x\n" },
		{ PAGE_UPPER_ROMAN, 4000, "4000. x\n" }, { PAGE_BOX_DONE, 0, "[x] x\n" },
		{ PAGE_BOX_OPEN, 0, "[ ] x\n" },
	};

	for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
		struct page page = { 0 };

		add_text(&page, PAGE_ITEM, "x");
		last_block(&page)->depth = 1;
		last_block(&page)->level = (uint8_t)items[i].numbering;
		last_block(&page)->ordinal = items[i].ordinal;
		CHECK_DRAWN(&page, &plain, items[i].drawn);
	}
}

static void test_a_long_line_of_a_program_says_that_it_goes_on(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options options = { .width = 40 };

	add_text(&page, PAGE_PRE, "call(one, two, three, four, five, six, seven)\nend");
	CHECK_DRAWN(&page, &options, "  call(one, two, three, four, five, six,\n"
				     "\u21b3 seven)\n  end\n");
}

static void test_preformatted_text_keeps_its_columns(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options ascii = { .width = 30, .is_ascii = true };

	add_text(&page, PAGE_PRE, "if (x)\n\treturn  1;\n\nend");
	CHECK_DRAWN(&page, &ascii, "if (x)\n        return  1;\n\nend\n");
}

static void add_cells(struct page *page, int rows, int columns, const char *const *texts)
{
	struct page_block *block = page_add_block(page, PAGE_TABLE);

	block->rows = (uint16_t)rows;
	block->columns = (uint16_t)columns;
	for (int i = 0; i < rows * columns; i++) {
		page_add_cell(page)->is_header = i < columns;
		page_add_span(page, str_from(texts[i]), 0, 0);
	}
}

static void test_a_table_that_fits_has_columns(void **state)
{
	(void)state;
	static const char *const cells[] = { "Pasar", "Harga", "Induk", "12.500", "Senen", "900" };
	struct page page = { 0 };

	add_cells(&page, 3, 2, cells);
	CHECK_DRAWN(&page, &plain,
		    "Pasar   Harga\n"
		    "\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500\u2500"
		    "\u2500\u2500\u2500\nInduk  12.500\nSenen     900\n");
}

static void test_a_wide_table_wraps_its_cells(void **state)
{
	(void)state;
	static const char *const cells[] = {
		"Name", "What it does",
		"alpha", "a text that needs more than a line in here",
		"beta", "short",
	};
	struct page page = { 0 };
	struct layout_options narrow = { .width = 24, .is_ascii = true };

	add_cells(&page, 3, 2, cells);
	CHECK_DRAWN(&page, &narrow,
		    "Name   What it does\n"
		    "------------------------\n"
		    "alpha  a text that needs\n"
		    "       more than a line\n"
		    "       in here\n"
		    "\n"
		    "beta   short\n");
}

static void test_a_modest_column_is_not_broken_for_a_long_one(void **state)
{
	(void)state;
	static const char *const cells[] = {
		"Name", "Price (Rp)",
		"cooking oil of the kind that is sold without a brand", "15,7\u00a0%",
		"rice", "\u22122 %",
	};
	struct page page = { 0 };
	struct layout_options narrow = { .width = 40, .is_ascii = true };

	add_cells(&page, 3, 2, cells);
	CHECK_DRAWN(&page, &narrow,
		    "Name                          Price (Rp)\n"
		    "----------------------------------------\n"
		    "cooking oil of the kind that      15,7 %\n"
		    "is sold without a brand\n"
		    "\n"
		    "rice                                -2 %\n");
}

static void test_a_line_from_right_to_left_is_turned(void **state)
{
	struct buf out = { 0 };

	(void)state;
	CHECK(!page_line_turn(STR("abc 123"), &out) && !out.len);
	if (page_line_turn(STR("\u05d0\u05d1 12"), &out)) /* built with fribidi */
		CHECK_STR(buf_str(&out), "12 \u05d1\u05d0");
	buf_free(&out);
}

static void test_a_table_too_wide_becomes_records(void **state)
{
	(void)state;
	static const char *const cells[] = {
		"Province", "January", "February", "March",
		"Aceh", "1", "2", "3",
		"Bali", "4", "5", "6",
	};
	struct page page = { 0 };
	struct layout_options narrow = { .width = 22 };

	add_cells(&page, 3, 4, cells);
	CHECK_DRAWN(&page, &narrow,
		    "Province: Aceh\nJanuary: 1\nFebruary: 2\nMarch: 3\n\n"
		    "Province: Bali\nJanuary: 4\nFebruary: 5\nMarch: 6\n");
}

static void test_related_links_stand_apart_with_their_numbers(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t one = page_add_link(&page, PAGE_LINK_RELATED, STR("http://a/1"),
				     STR("Bulog Siapkan Cadangan Enam Bulan ke Depan"),
				     STR("Baca Juga:"));
	uint32_t two = page_add_link(&page, PAGE_LINK_RELATED, STR(""), STR("Harga Pupuk"),
				     STR(""));
	struct layout_options options = { .width = 44, .related_label = "Read" };

	page.links[one - 1].is_inline = page.links[two - 1].is_inline = true;
	add_text(&page, PAGE_PARAGRAPH, "Before.");
	page_add_block(&page, PAGE_RELATED)->link = one;
	page_add_block(&page, PAGE_RELATED)->link = two;
	CHECK_DRAWN(&page, &options,
		    "Before.\n\n"
		    "\u2503 Baca Juga  b1 ~  Bulog Siapkan Cadangan\n"
		    "\u2503                  Enam Bulan ke Depan\n"
		    "\u2503 Read  b2 ~  Harga Pupuk\n");
}

static void test_a_narrow_screen_gives_a_related_title_its_own_lines(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t link = page_add_link(&page, PAGE_LINK_RELATED, STR("http://a/1"),
				      STR("Harga Pupuk Turun"), STR("Baca Juga"));
	struct layout_options narrow = { .width = 20 };

	page.links[link - 1].is_inline = true;
	page_add_block(&page, PAGE_RELATED)->link = link;
	CHECK_DRAWN(&page, &narrow,
		    "\u2503 Baca Juga\n\u2503 b1 ~  Harga Pupuk\n\u2503       Turun\n");
}

static void test_the_head_names_what_is_known(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options head = { .width = 34, .show_head = true, .show_numbers = true };

	page.meta.title = STR("Panen Raya Mundur Dua Pekan");
	page.meta.section = STR("Ekonomi");
	page.meta.published = (struct date){ 1730513040, 420, DATE_MINUTE, true };
	page_add_name(&page, &page.meta.authors, STR("Nama Penulis"));
	page_add_name(&page, &page.meta.editors, STR("Nama"));
	page.meta.image_url = STR("http://a/i.jpg");
	page.meta.image_caption = STR("Petani di Subang menunggu hujan.");
	page.meta.image_credit = STR("(Foto: X)");
	add_text(&page, PAGE_PARAGRAPH, "SUBANG - Text.");
	CHECK_DRAWN(&page, &head,
		    "Panen Raya Mundur Dua Pekan\n"
		    "Ekonomi \u00b7 2024-11-02 09:04 +07:00\n"
		    "Nama Penulis \u00b7 Editor Nama\n"
		    "\n"
		    "\u25a3 1  Petani di Subang menunggu\n"
		    "     hujan. (Foto: X)\n"
		    "\n"
		    "SUBANG - Text.\n");
}

static void test_the_lead_image_is_not_shown_twice(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options head = { .width = 40, .show_head = true };

	page.meta.image_url = STR("http://a/i.jpg");
	page.meta.image_caption = STR("A caption.");
	uint32_t link = page_add_link(&page, PAGE_LINK_IMAGE, page.meta.image_url, STR(""),
				      STR(""));
	add_text(&page, PAGE_IMAGE, "A  caption.");
	last_block(&page)->link = link;
	last_block(&page)->credit_span = 1;
	add_text(&page, PAGE_PARAGRAPH, "Text.");
	CHECK_DRAWN(&page, &head, "\n\u25a3 A caption.\n\nText.\n");
}

static void test_lists_behind_the_body_have_their_headings(void **state)
{
	(void)state;
	struct page page = { 0 };

	page_add_link(&page, PAGE_LINK_LATEST, STR("http://l/"), STR("Newest"), STR(""));
	page_add_link(&page, PAGE_LINK_RELATED, STR("http://r/"), STR("Older"), STR(""));
	uint32_t media = page_add_link(&page, PAGE_LINK_ENCLOSURE, STR("http://m/a.mp3"), STR(""),
				       STR(""));
	page.links[media - 1].type = STR("audio/mpeg");
	page.links[media - 1].length = 3 << 20;
	page.links[media - 1].duration = 3723;
	add_text(&page, PAGE_PARAGRAPH, "Body.");
	CHECK_DRAWN(&page, &plain,
		    "Body.\n\nRelated\n\u2503 b1 ~  Older\n\nLatest\n\u2503 b2 ~  Newest\n\n"
		    "Media\n\u25b6 1  http://m/a.mp3 \u00b7 audio/mpeg \u00b7\n"
		    "     1:02:03 \u00b7 3.1\u00a0MB\n");
}

static void test_raised_and_lowered_numbers_do_not_stand_in_line(void **state)
{
	(void)state;
	struct page page = { 0 }, again = { 0 };
	struct layout_options ascii = { .width = 20, .is_ascii = true };

	for (int i = 0; i < 2; i++) {
		struct page *p = i ? &again : &page;
		page_add_block(p, PAGE_PARAGRAPH);
		page_add_span(p, STR("10"), 0, 0);
		page_add_span(p, STR("-6"), PAGE_SUP, 0);
		page_add_span(p, STR(" H"), 0, 0);
		page_add_span(p, STR("2"), PAGE_SUB, 0);
		page_add_span(p, STR("O 1"), 0, 0);
		page_add_span(p, STR("st"), PAGE_SUP, 0);
	}
	CHECK_DRAWN(&page, &plain, "10\u207b\u2076 H\u2082O 1st\n");
	CHECK_DRAWN(&again, &ascii, "10^-6 H2O 1st\n");
}

static void test_ascii_drawings_are_ascii(void **state)
{
	(void)state;
	struct dice dice = { 11 };

	for (int round = 0; round < 100; round++) {
		struct page page = { 0 };
		struct layout layout = { 0 };
		struct buf drawing = { 0 };
		struct layout_options options = {
			.width = 60, .is_ascii = true, .show_head = true,
		};
		random_page(&dice, &page);
		page_layout(&layout, &page, &options, SIZE_MAX);
		drawing_add(&layout, &drawing);
		for (size_t i = 0; i < drawing.len; i++)
			CHECK((unsigned char)drawing.ptr[i] < 0x80);
		buf_free(&drawing);
		layout_free(&layout);
		page_free(&page);
	}
}

static void test_right_to_left_text_stands_at_the_right_edge(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options options = { .width = 20, .keeps_order = true };

	add_text(&page, PAGE_ITEM, "\u05e9\u05dc\u05d5\u05dd");
	last_block(&page)->depth = 1;
	CHECK_DRAWN(&page, &options, "              \u05e9\u05dc\u05d5\u05dd \u2022\n");
}

#ifdef HAVE_FRIBIDI
static void test_right_to_left_words_are_put_in_screen_order(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options options = { .width = 20 };

	add_text(&page, PAGE_PARAGRAPH, "ab \u05d0\u05d1(\u05d2) 12 cd");
	CHECK_DRAWN(&page, &options, "ab 12 (\u05d2)\u05d1\u05d0 cd\n");
}

static void test_a_title_is_read_as_its_first_letter_says(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options options = { .width = 20, .show_head = true };

	page.meta.title = STR("\u05d0\u05d1 ab \u05d2");
	add_text(&page, PAGE_PARAGRAPH, "ab");
	CHECK_DRAWN(&page, &options, "\u05d2 ab \u05d1\u05d0\n\nab\n");
}

static void test_arabic_letters_join(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct layout_options options = { .width = 12 };

	/* lam-alef is one letter on the screen */
	add_text(&page, PAGE_PARAGRAPH, "\u0633\u0644\u0627\u0645 12");
	CHECK_DRAWN(&page, &options, "      12 \ufee1\ufefc\ufeb3\n");
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_paragraph_fills_its_lines),
		TEST(a_long_word_is_cut_and_a_no_break_space_holds),
		TEST(a_number_follows_the_last_word_of_its_link),
		TEST(a_number_never_begins_a_line),
		TEST(items_hang_and_numbers_line_up),
		TEST(quotes_have_bars_through_their_gaps),
		TEST(a_quote_in_an_item_has_its_bar_there),
		TEST(items_have_the_figures_of_their_list),
		TEST(a_long_line_of_a_program_says_that_it_goes_on),
		TEST(preformatted_text_keeps_its_columns),
		TEST(a_table_that_fits_has_columns),
		TEST(a_wide_table_wraps_its_cells),
		TEST(a_modest_column_is_not_broken_for_a_long_one),
		TEST(a_line_from_right_to_left_is_turned),
		TEST(a_table_too_wide_becomes_records),
		TEST(related_links_stand_apart_with_their_numbers),
		TEST(a_narrow_screen_gives_a_related_title_its_own_lines),
		TEST(the_head_names_what_is_known),
		TEST(the_lead_image_is_not_shown_twice),
		TEST(lists_behind_the_body_have_their_headings),
		TEST(raised_and_lowered_numbers_do_not_stand_in_line),
		TEST(ascii_drawings_are_ascii),
		TEST(right_to_left_text_stands_at_the_right_edge),
#ifdef HAVE_FRIBIDI
		TEST(right_to_left_words_are_put_in_screen_order),
		TEST(arabic_letters_join),
		TEST(a_title_is_read_as_its_first_letter_says),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
