/* SPDX-License-Identifier: MIT */
#include "page/diff.h"

#include "lib/check.h"
#include "page/export.h"

static void check_diff(const char *before, const char *after, const char *wanted, int line)
{
	struct page_version old = { STR("T"), str_from(before) };
	struct page_version new = { STR("T"), str_from(after) };
	struct page page;
	struct buf got = { 0 };

	page_diff(&old, &new, true, &page);
	page.meta.title = STR("");
	page_export(&page, PAGE_AS_TEXT_BODY, &got);
	if (!str_eq(buf_str(&got), str_from(wanted)))
		print_error("line %d\n", line);
	CHECK_STR(buf_str(&got), wanted);
	buf_free(&got);
	page_free(&page);
}
#define CHECK_DIFF(before, after, wanted) check_diff(before, after, wanted, __LINE__)

static void test_words_that_went_stand_before_those_that_came(void **state)
{
	(void)state;
	CHECK_DIFF("Tiga orang luka dalam gempa.", "Lima orang luka dalam gempa.",
		   "[-Tiga-] {+Lima+} orang luka dalam gempa.\n");
	CHECK_DIFF("a b c d", "a b c d e f", "a b c d {+e f+}\n");
	CHECK_DIFF("a b c d e", "a b d e", "a b [-c-] d e\n");
	CHECK_DIFF("a b c d e", "b c d e", "[-a-] b c d e\n");
	CHECK_DIFF("東京で地震がありました", "京で地震がありました", "[-東-]京で地震がありました\n");
	CHECK_DIFF("harga 12 rb naik", "harga 15 rb naik", "harga [-12-] {+15+} rb naik\n");
	CHECK_DIFF("東京で地震がありました", "京都で地震がありました", "[-東-]京{+都+}で地震がありました\n");
}

static void test_paragraphs_come_and_go_and_stay(void **state)
{
	(void)state;
	CHECK_DIFF("satu\ndua\ntiga\nempat\nlima", "satu\ndua\ntiga\nempat\nlima\nenam",
		   "5 paragraphs are as they were\n\n{+enam+}\n");
	CHECK_DIFF("satu\n\ndua", "dua", "[-satu-]\n\ndua\n");
	/* Nothing alike: two paragraphs, not one that changed. */
	CHECK_DIFF("alfa beta gama", "satu dua tiga", "[-alfa beta gama-]\n\n{+satu dua tiga+}\n");
	CHECK_DIFF("", "baru", "{+baru+}\n");
}

static void test_a_headline_that_changed_comes_first(void **state)
{
	(void)state;
	struct page_version old = { STR("Dua tewas"), STR("x") };
	struct page_version new = { STR("Tiga tewas"), STR("x") };
	struct page page;

	CHECK(page_diff(&old, &new, false, &page));
	CHECK(page.blocks[0].kind == PAGE_HEADING && page.blocks[0].span_count >= 3);
	CHECK(page.spans[page.blocks[0].first_span].style == PAGE_STRIKE);
	CHECK_STR(page.meta.title, "Tiga tewas");
	page_free(&page);
	CHECK(!page_diff(&new, &new, false, &page));
	page_free(&page);
}

/* Nothing kept may be lost, nothing new either: what is not struck out is the
 * new text, what is not marked the old one. */
static void check_sides(struct str before, struct str after)
{
	struct page_version old = { STR(""), before }, new = { STR(""), after };
	struct buf sides[2] = { { 0 }, { 0 } };
	struct page page;

	page_diff(&old, &new, false, &page);
	for (size_t i = 0; i < page.span_count; i++) {
		struct str text = page.spans[i].text;

		for (size_t k = 0; k < text.len; k++) {
			if (text.ptr[k] == ' ' || page.spans[i].style & PAGE_SMALL)
				continue;
			if (!(page.spans[i].style & PAGE_MARK))
				buf_add_char(&sides[0], text.ptr[k]);
			if (!(page.spans[i].style & PAGE_STRIKE))
				buf_add_char(&sides[1], text.ptr[k]);
		}
	}
	for (int side = 0; side < 2; side++) {
		struct str text = side ? after : before, got = buf_str(&sides[side]);
		size_t at = 0;
		bool has_hidden = false;

		for (size_t i = 0; i < page.span_count; i++)
			has_hidden |= page.spans[i].style & PAGE_SMALL;
		for (size_t k = 0; k < text.len && !has_hidden; k++)
			if (text.ptr[k] != ' ' && text.ptr[k] != '\n')
				CHECK(at < got.len && got.ptr[at++] == text.ptr[k]);
		CHECK(has_hidden || at == got.len);
		buf_free(&sides[side]);
	}
	page_free(&page);
}

static void test_both_texts_are_in_it_whatever_they_are(void **state)
{
	uint32_t seed = 7;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct buf texts[2] = { { 0 }, { 0 } };

		for (int side = 0; side < 2; side++)
			for (int i = 0; i < 24; i++) {
				seed = seed * 1103515245 + 12345;
				buf_add_char(&texts[side], "abc  \nd"[(seed >> 16) % 7]);
			}
		check_sides(buf_str(&texts[0]), buf_str(&texts[1]));
		buf_free(&texts[0]);
		buf_free(&texts[1]);
	}
}

static void test_huge_texts_take_no_table(void **state)
{
	struct buf texts[2] = { { 0 }, { 0 } };
	struct page page;

	(void)state;
	for (int side = 0; side < 2; side++)
		for (int i = 0; i < 100000; i++)
			buf_addf(&texts[side], "w%d%s", i * (side + 1), i % 3 ? "\n" : " ");
	struct page_version old = { STR(""), buf_str(&texts[0]) };
	struct page_version new = { STR(""), buf_str(&texts[1]) };
	CHECK(page_diff(&old, &new, false, &page));
	page_free(&page);
	for (int side = 0; side < 2; side++)
		for (size_t i = 0; i < texts[side].len; i++)
			texts[side].ptr[i] = texts[side].ptr[i] == '\n' ? ' ' : texts[side].ptr[i];
	CHECK(page_diff(&old, &new, false, &page));
	page_free(&page);
	buf_free(&texts[0]);
	buf_free(&texts[1]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(words_that_went_stand_before_those_that_came),
		TEST(paragraphs_come_and_go_and_stay),
		TEST(a_headline_that_changed_comes_first),
		TEST(both_texts_are_in_it_whatever_they_are),
		TEST(huge_texts_take_no_table),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
