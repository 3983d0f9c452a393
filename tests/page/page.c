/* SPDX-License-Identifier: MIT */
#include "page/page.h"

#include <stdio.h>

#include "lib/check.h"

static void test_a_link_is_added_once_per_kind_and_address(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t first = page_add_link(&page, PAGE_LINK_BODY, STR("http://a/"), STR("x"), STR(""));

	for (int i = 0; i < 1000; i++) {
		char url[32];
		snprintf(url, sizeof(url), "http://b/%d", i);
		page_add_link(&page, PAGE_LINK_BODY, str_from(url), STR(""), STR(""));
	}
	CHECK(first == 1);
	CHECK(page.link_count == 1001);
	CHECK(page_add_link(&page, PAGE_LINK_BODY, STR("http://a/"), STR("y"), STR("")) == first);
	CHECK(page_add_link(&page, PAGE_LINK_IMAGE, STR("http://a/"), STR("y"), STR("")) == 1002);
	CHECK(page_add_link(&page, PAGE_LINK_BODY, STR("http://b/999"), STR(""), STR("")) == 1001);
	CHECK_STR(page.links[0].title, "x");
	page_free(&page);
	page_free(&page);
}

static void test_related_lines_without_an_address_differ_by_title(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t one = page_add_link(&page, PAGE_LINK_RELATED, STR(""), STR("One"), STR(""));

	CHECK(page_add_link(&page, PAGE_LINK_RELATED, STR(""), STR("Two"), STR("")) != one);
	CHECK(page_add_link(&page, PAGE_LINK_RELATED, STR(""), STR("One"), STR("")) == one);
	page_free(&page);
}

static uint32_t add_link(struct page *page, enum page_link_kind kind, const char *url)
{
	return page_add_link(page, kind, str_from(url), str_from(url), STR(""));
}

static void test_numbers_follow_the_reading_order(void **state)
{
	(void)state;
	struct page page = { .meta.image_url = STR("http://a/i.jpg") };
	uint32_t end = add_link(&page, PAGE_LINK_RELATED, "http://r/2");
	uint32_t latest = add_link(&page, PAGE_LINK_LATEST, "http://l/");
	uint32_t media = add_link(&page, PAGE_LINK_ENCLOSURE, "http://e/");
	uint32_t body = add_link(&page, PAGE_LINK_BODY, "http://b/");
	uint32_t related = add_link(&page, PAGE_LINK_RELATED, "http://r/1");

	page_add_block(&page, PAGE_RELATED)->link = related;
	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("text"), 0, body);
	page_number(&page);
	CHECK(page.links[page_image_link(&page) - 1].number == 1);
	CHECK(page.links[body - 1].number == 2);
	CHECK(page.links[media - 1].number == 3);
	CHECK(page.links[related - 1].number == 1);
	CHECK(page.links[end - 1].number == 2);
	CHECK(page.links[latest - 1].number == 3);
	page_free(&page);
}

static void test_the_words_of_a_page_are_one_block_a_line(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct buf text = { 0 };

	page_add_block(&page, PAGE_HEADING);
	page_add_span(&page, STR("Head"), 0, 0);
	page_add_block(&page, PAGE_RELATED);
	page_add_span(&page, STR("Baca Juga"), 0, 0);
	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("one "), 0, 0);
	page_add_span(&page, STR("two\nthree"), PAGE_STRONG, 0);
	page_add_block(&page, PAGE_TABLE)->columns = 2;
	page_add_cell(&page);
	page_add_span(&page, STR("a"), 0, 0);
	page_add_cell(&page);
	page_add_cell(&page);
	page_add_span(&page, STR("b"), 0, 0);
	page_add_text(&page, &text);
	CHECK_STR(buf_str(&text), "Head\none two three\na b\n");
	buf_free(&text);
	page_free(&page);
}

static void test_a_name_is_kept_once_in_order(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct page_names *names = &page.meta.authors;

	for (int round = 0; round < 2; round++)
		for (char c = 'a'; c <= 'z'; c++)
			page_add_name(&page, names, (struct str){ &c, 1 });
	page_add_name(&page, names, STR("  "));
	CHECK(names->count == 26);
	CHECK_STR(names->items[25], "z");
	CHECK_STR(names->items[0], "a");
	page_free(&page);
}

static void test_reading_takes_a_minute_for_200_words_or_500_letters(void **state)
{
	(void)state;
	struct page page = { 0 };

	CHECK(page_reading_minutes(&page) == 0);
	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("word"), 0, 0);
	CHECK(page_reading_minutes(&page) == 1);
	for (int i = 0; i < 999; i++)
		page_add_span(&page, STR(" word"), 0, 0);
	CHECK(page_reading_minutes(&page) == 5);
	for (int i = 0; i < 500; i++)
		page_add_span(&page, STR("\u65e5\u672c"), 0, 0);
	CHECK(page_reading_minutes(&page) == 7);
	page_free(&page);
}

static void add_line(struct page *page, const char *text)
{
	page_add_block(page, PAGE_PARAGRAPH);
	page_add_span(page, str_from(text), 0, 0);
}

static void test_a_part_repeats_when_half_of_it_was_said_before(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"the first paragraph of an article, long enough to tell",
		"the second paragraph of an article, as long as the first",
		"the third paragraph of it, which stands nowhere else at all",
		"the fourth paragraph of it, which stands nowhere else at all",
	};
	struct page page = { 0 }, part = { 0 };

	CHECK(!page_repeats(&page, &part));
	for (int i = 0; i < 2; i++)
		add_line(&page, lines[i]);
	add_line(&part, "short");
	add_line(&page, "short");
	CHECK(!page_repeats(&page, &part));
	add_line(&part, lines[0]);
	CHECK(page_repeats(&page, &part));
	add_line(&part, lines[2]);
	CHECK(!page_repeats(&page, &part));
	add_line(&part, lines[3]);
	CHECK(!page_repeats(&page, &part));
	page_free(&page);
	page_free(&part);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_link_is_added_once_per_kind_and_address),
		TEST(related_lines_without_an_address_differ_by_title),
		TEST(numbers_follow_the_reading_order),
		TEST(the_words_of_a_page_are_one_block_a_line),
		TEST(a_name_is_kept_once_in_order),
		TEST(a_part_repeats_when_half_of_it_was_said_before),
		TEST(reading_takes_a_minute_for_200_words_or_500_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
