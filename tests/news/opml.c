/* SPDX-License-Identifier: MIT */
#include "news/opml.h"

#include "lib/check.h"

/* Three subscriptions, out of the order that folders will give them. */
static struct news_opml example(struct news_outline out[3])
{
	static struct str tags[] = { { "a", 1 }, { "b & c", 5 } };

	out[0] = (struct news_outline){ .url = STR("https://example.org/top"),
					.title = STR("Top \"quoted\" <b>") };
	out[1] = (struct news_outline){ .url = STR("https://example.org/deep"),
					.folder = STR("News/Asia"), .tags = { tags, 2 } };
	out[2] = (struct news_outline){ .url = STR("https://example.org/news"),
					.folder = STR("News") };
	return (struct news_opml){ .title = STR("Mine"), .items = out, .count = 3 };
}

static void test_folders_nest_and_text_is_escaped(void **state)
{
	(void)state;
	struct news_outline outlines[3];
	struct news_opml list = example(outlines);
	struct buf out = { 0 };

	news_opml_write(&list, &out);
	CHECK_STR(buf_str(&out),
		  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		  "<opml version=\"2.0\">\n"
		  "  <head>\n"
		  "    <title>Mine</title>\n"
		  "  </head>\n"
		  "  <body>\n"
		  "    <outline type=\"rss\" text=\"Top &quot;quoted&quot; &lt;b&gt;\""
		  " title=\"Top &quot;quoted&quot; &lt;b&gt;\""
		  " xmlUrl=\"https://example.org/top\"/>\n"
		  "    <outline text=\"News\" title=\"News\">\n"
		  "      <outline type=\"rss\" text=\"https://example.org/news\""
		  " xmlUrl=\"https://example.org/news\"/>\n"
		  "      <outline text=\"Asia\" title=\"Asia\">\n"
		  "        <outline type=\"rss\" text=\"https://example.org/deep\""
		  " xmlUrl=\"https://example.org/deep\" category=\"a,b &amp; c\"/>\n"
		  "      </outline>\n"
		  "    </outline>\n"
		  "  </body>\n"
		  "</opml>\n");
	buf_free(&out);
}

static void test_a_list_comes_back_as_it_went(void **state)
{
	(void)state;
	struct news_outline outlines[3];
	struct news_opml list = example(outlines), back;
	struct buf packed = { 0 };

	CHECK(news_opml_pack(&list, &packed));
	CHECK(news_opml_unpack(buf_str(&packed), &back, NULL));
	CHECK(back.count == 3);
	CHECK_STR(back.items[1].folder, "News/Asia");
	CHECK_STR(back.items[1].tags.items[1], "b & c");
	news_opml_free(&back);
	for (size_t len = 0; len < packed.len; len++)
		CHECK(!news_opml_unpack(str_slice(buf_str(&packed), 0, len), &back, NULL));
	buf_free(&packed);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(folders_nest_and_text_is_escaped),
		TEST(a_list_comes_back_as_it_went),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
