/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "jail/jail.h"
#include "lib/check.h"

/* The real work, in a real child behind the walls. */

struct house {
	struct jail *jail;
	struct jail_line *line;
};

static int build(void **state)
{
	static struct house house;
	struct error err;

	if (!jail_start(&house.jail, NULL, &err) ||
	    !jail_line_open(house.jail, &house.line, &err))
		fail_msg("%s", err.text);
	*state = &house;
	return 0;
}

static int tear_down(void **state)
{
	struct house *house = *state;

	jail_line_close(house->line);
	jail_stop(house->jail);
	return 0;
}

static void run(void **state, struct jail_task task, struct jail_result *out)
{
	struct house *house = *state;

	if (!jail_run(house->line, &task, out))
		fail_msg("%s", out->error.text);
}

#define RSS(items) "<rss version='2.0'><channel><title>t</title>" items "</channel></rss>"

static void test_a_feeds_items_get_their_text(void **state)
{
	struct jail_result r;

	run(state, (struct jail_task){ .kind = JAIL_FEED, .bytes = STR(RSS(
		"<item><title>a</title><description>&lt;p&gt;one &lt;b&gt;two&lt;/b&gt;"
		"&lt;/p&gt;</description></item>")) }, &r);
	CHECK(r.feed.item_count == 1);
	CHECK(str_find(r.feed.items[0].text, STR("one two")) != SIZE_MAX);
	CHECK(str_find(r.feed.items[0].text, STR("<")) == SIZE_MAX);
	jail_result_free(&r);
}

static void test_a_long_text_is_cut_between_characters(void **state)
{
	struct buf feed = { 0 };
	struct jail_result r;

	buf_add(&feed, STR("<rss version='2.0'><channel><item><title>a</title><description>x"));
	for (int i = 0; i < 100000; i++)
		buf_add(&feed, STR("\xc3\xa9"));
	buf_add(&feed, STR("</description></item></channel></rss>"));
	run(state, (struct jail_task){ .kind = JAIL_FEED, .bytes = buf_str(&feed) }, &r);
	CHECK(r.feed.item_count == 1);
	CHECK(r.feed.items[0].text.len <= 64 << 10);
	jail_result_free(&r);
	buf_free(&feed);
}

static void test_safe_feeds_hold_no_script(void **state)
{
	struct jail_result r;

	run(state, (struct jail_task){ .kind = JAIL_FEED_SAFE, .base = STR("http://a.example/"),
		.bytes = STR(RSS("<item><title>a</title><description>&lt;script&gt;x()"
		"&lt;/script&gt;&lt;a href='/b' onclick='x()'&gt;b&lt;/a&gt;</description>"
		"</item>")) }, &r);
	struct str html = r.feed.items[0].summary;
	CHECK(str_find_nocase(html, STR("script")) == SIZE_MAX);
	CHECK(str_find_nocase(html, STR("onclick")) == SIZE_MAX);
	CHECK(str_find(html, STR("http://a.example/b")) != SIZE_MAX);
	jail_result_free(&r);
}

static void test_lists_pages_and_fragments_come_back(void **state)
{
	struct jail_result r;

	run(state, (struct jail_task){ .kind = JAIL_OPML, .bytes = STR(
		"<opml version='2.0'><body><outline text='a' xmlUrl='http://a.example/f'/>"
		"<outline text='b' xmlUrl='|id'/></body></opml>") }, &r);
	CHECK(r.opml.count == 1);
	CHECK_STR(r.opml.items[0].url, "http://a.example/f");
	jail_result_free(&r);

	run(state, (struct jail_task){ .kind = JAIL_FRAGMENT, .base = STR("http://a.example/"),
		.bytes = STR("<p>one</p><p>two</p>") }, &r);
	CHECK(r.page.block_count == 2);
	jail_result_free(&r);
}

static void test_a_web_page_in_place_of_a_feed_names_its_feeds(void **state)
{
	struct house *house = *state;
	struct jail_task task = { .kind = JAIL_FEED, .base = STR("http://a.example/"),
		.bytes = STR("<!DOCTYPE html><html><head><link rel='alternate' "
		"type='application/rss+xml' href='/feed'></head><body>x</body></html>") };
	struct jail_result r;

	CHECK(!jail_run(house->line, &task, &r));
	CHECK(r.error.text[0] && r.feed.alternate_count == 1);
	CHECK_STR(r.feed.alternates[0].url, "http://a.example/feed");
	jail_result_free(&r);
}

/* The C library's converters lie in files, which a child cannot open. */
static void test_far_eastern_encodings_are_read_behind_the_walls(void **state)
{
	static const struct { const char *label, *bytes, *title; } rows[] = {
		{ "Shift_JIS", "\x93\xfa\x96\x7b", "\xe6\x97\xa5\xe6\x9c\xac" },
		{ "EUC-JP", "\xc6\xfc\xcb\xdc", "\xe6\x97\xa5\xe6\x9c\xac" },
		{ "GB2312", "\xc8\xd5\xb1\xbe", "\xe6\x97\xa5\xe6\x9c\xac" },
		{ "Big5", "\xa4\xe9\xa5\xbb", "\xe6\x97\xa5\xe6\x9c\xac" },
		{ "EUC-KR", "\xc7\xd1\xb1\xdb", "\xed\x95\x9c\xea\xb8\x80" },
		{ "ISO-2022-JP", "\x1b$BF|K\\\x1b(B", "\xe6\x97\xa5\xe6\x9c\xac" },
		{ "windows-1251", "\xcf\xf0", "\xd0\x9f\xd1\x80" },
		{ "KOI8-R", "\xf0\xd2", "\xd0\x9f\xd1\x80" },
		{ "iso-8859-2", "\xb1", "\xc4\x85" },
		{ "klingon", "a", "a" },
		{ "utf-8", "\x1b$BF|K\\\x1b(B", "\xe6\x97\xa5\xe6\x9c\xac" },
		{ "klingon", "\x1b$)C\x0e" "GQ1[" "\x0f", "\xed\x95\x9c\xea\xb8\x80" },
	};
	struct buf feed = { 0 };
	struct jail_result r;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		for (int by_header = 0; by_header < 2; by_header++) {
			struct buf type = { 0 };
			buf_clear(&feed);
			buf_addf(&feed, "<?xml version='1.0'%s%s%s?><rss version='2.0'><channel>"
				 "<title>%s</title></channel></rss>",
				 by_header ? "" : " encoding='", by_header ? "" : rows[i].label,
				 by_header ? "" : "'", rows[i].bytes);
			if (by_header)
				buf_addf(&type, "application/xml; charset=\"%s\"", rows[i].label);
			run(state, (struct jail_task){ .kind = JAIL_FEED, .bytes = buf_str(&feed),
						       .content_type = buf_str(&type) }, &r);
			if (!str_eq(r.feed.title, str_from(rows[i].title)))
				fail_msg("%s: \"%.*s\"", rows[i].label, STR_ARG(r.feed.title));
			jail_result_free(&r);
			buf_free(&type);
		}
	}
	buf_free(&feed);
}

static void test_bytes_of_no_declared_encoding_do_not_end_the_child(void **state)
{
	struct house *house = *state;
	struct buf feed = { 0 };
	struct jail_result r;

	buf_add(&feed, STR("<rss version='2.0'><channel><title>"));
	for (int i = 0; i < 200; i++)
		buf_add(&feed, STR("\x93\xfa\x96\x7b\x82\xcc\x82\xa0\x82\xa2"));
	buf_add(&feed, STR("</title></channel></rss>"));
	struct jail_task task = { .kind = JAIL_FEED, .bytes = buf_str(&feed) };
	CHECK(jail_run(house->line, &task, &r));
	jail_result_free(&r);
	task.kind = JAIL_FRAGMENT;
	jail_run(house->line, &task, &r);
	CHECK(!strstr(r.error.text, "forbidden"));
	jail_result_free(&r);
	buf_free(&feed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_feeds_items_get_their_text),
		TEST(a_long_text_is_cut_between_characters),
		TEST(safe_feeds_hold_no_script),
		TEST(lists_pages_and_fragments_come_back),
		TEST(a_web_page_in_place_of_a_feed_names_its_feeds),
		TEST(far_eastern_encodings_are_read_behind_the_walls),
		TEST(bytes_of_no_declared_encoding_do_not_end_the_child),
	};

	return cmocka_run_group_tests(tests, build, tear_down);
}
