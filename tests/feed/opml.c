/* SPDX-License-Identifier: MIT */
#include "feed/feed.h"

#include "lib/check.h"

static void test_folders_tags_and_titles_are_read(void **state)
{
	(void)state;
	struct news_opml list;

	CHECK(feed_parse_opml(STR(
		"<?xml version='1.0' encoding='windows-1252'?><opml version='1.1'><head>"
		"<title>My list</title></head><body>"
		"<outline text='News'><outline title='Asia/Pacific'>"
		"<outline text='A &amp; B' xmlUrl='http://a.example/f' htmlUrl='http://a.example/'"
		" category='x, /y'/></outline></outline>"
		"<outline type='rss' text='Caf\xe9' url='https://b.example/f'/>"
		"<outline xmlUrl='feed://c.example/f'></outline>"
		"</body></opml>"), &list, NULL));
	CHECK(list.count == 3 && list.refused.count == 0);
	CHECK_STR(list.title, "My list");
	CHECK_STR(list.items[0].folder, "News/Asia-Pacific");
	CHECK_STR(list.items[0].title, "A & B");
	CHECK_STR(list.items[0].site, "http://a.example/");
	CHECK(list.items[0].tags.count == 2);
	CHECK_STR(list.items[0].tags.items[1], "y");
	CHECK_STR(list.items[1].title, "Caf\xc3\xa9");
	CHECK_STR(list.items[1].folder, "");
	CHECK_STR(list.items[2].url, "http://c.example/f");
	news_opml_free(&list);
}

static void test_only_web_addresses_come_in(void **state)
{
	(void)state;
	struct news_opml list;

	CHECK(feed_parse_opml(STR("<opml><body>"
		"<outline xmlUrl='|touch /tmp/x'/><outline xmlUrl='exec:id'/>"
		"<outline xmlUrl='file:///etc/passwd'/>"
		"<outline xmlUrl='filter:x:http://a.example/'/>"
		"<outline xmlUrl='http://good.example/' filtercmd='id'/></body></opml>"),
		&list, NULL));
	CHECK(list.count == 1 && list.refused.count == 4);
	CHECK_STR(list.items[0].url, "http://good.example/");
	CHECK_STR(list.refused.items[0], "|touch /tmp/x");
	news_opml_free(&list);
}

static void test_what_is_written_reads_back(void **state)
{
	(void)state;
	struct news_opml list, back;
	struct buf out = { 0 };

	CHECK(feed_parse_opml(STR("<opml><body><outline text='F'><outline text='&quot;q&quot;"
				  " &lt;'xmlUrl='http://a.example/?a&amp;b' category='t'/>"
				  "</outline></body></opml>"), &list, NULL));
	news_opml_write(&list, &out);
	CHECK(feed_parse_opml(buf_str(&out), &back, NULL));
	CHECK(back.count == 1);
	CHECK_STR(back.items[0].title, "\"q\" <");
	CHECK_STR(back.items[0].url, "http://a.example/?a&b");
	CHECK_STR(back.items[0].folder, "F");
	CHECK_STR(back.items[0].tags.items[0], "t");
	news_opml_free(&list);
	news_opml_free(&back);
	buf_free(&out);
}

static void test_other_files_are_refused(void **state)
{
	(void)state;
	struct news_opml list;
	struct error err = { 0 };

	CHECK(!feed_parse_opml(STR("http://a.example/ \"tag\"\n"), &list, &err));
	CHECK(err.text[0]);
	news_opml_free(&list);
	CHECK(!feed_parse_opml(STR("<opml><body><outline xmlUrl='http://a"), &list, &err));
	news_opml_free(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders_tags_and_titles_are_read),
		TEST(only_web_addresses_come_in),
		TEST(what_is_written_reads_back),
		TEST(other_files_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
