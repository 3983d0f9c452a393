/* SPDX-License-Identifier: MIT */
#include "engine/import.h"

#include "conf/files.h"

static void test_a_list_from_outside_brings_no_commands(void **state)
{
	struct import_result result = { 0 };
	struct test_file file;

	(void)state;
	file_start(&file, "https://old/\n");
	CHECK(import_urls(STR("https://old/ x\nhttps://a/ \"~A\" news\nexec:rm\n"
			      "filter:x:http://b/\nfile:///etc/passwd\n"
			      "\"query:Q:unread = \\\"yes\\\"\"\n"),
			  file.path, &result, NULL));
	CHECK(result.added == 2 && result.known == 1);
	CHECK(str_find(buf_str(&result.refused), STR("exec:rm")) != SIZE_MAX);
	CHECK(str_find(buf_str(&result.refused), STR("/etc/passwd")) != SIZE_MAX);
	CHECK_FILE(&file, "https://old/\nhttps://a/ ~A news\n"
			  "\"query:Q:unread = \\\"yes\\\"\"\n");
	import_result_free(&result);
	file_end(&file);
}

static void test_folders_of_opml_become_tags(void **state)
{
	struct str tag = STR("two words");
	struct news_outline items[] = {
		{ .url = STR("https://a/"), .title = STR("A"), .folder = STR("News/Local"),
		  .tags = { &tag, 1 } },
		{ .url = STR("|rm -rf") },
	};
	struct news_opml list = { .items = items, .count = 2 };
	struct import_result result = { 0 };
	struct test_file file;

	(void)state;
	file_start(&file, NULL);
	CHECK(import_opml(&list, file.path, &result, NULL));
	CHECK(result.added == 1 && result.refused.len > 0);
	CHECK_FILE(&file, "https://a/ ~A News/Local \"two words\"\n");
	import_result_free(&result);
	file_end(&file);
}

static void test_a_feed_that_a_list_names_often_is_one_line(void **state)
{
	struct str tag = STR("two words");
	struct news_outline items[] = {
		{ .url = STR("https://a.example/F/"), .title = STR("A"), .folder = STR("News") },
		{ .url = STR("https://b.example/"), .folder = STR("News") },
		{ .url = STR("HTTPS://A.example/F"), .title = STR("B"), .folder = STR("News"),
		  .tags = { &tag, 1 } },
		{ .url = STR("https://a.example/f/") },
		{ .url = STR("https://b.example") },
	};
	struct news_opml list = { .items = items, .count = 5 };
	struct import_result result = { 0 };
	struct test_file file;

	(void)state;
	file_start(&file, NULL);
	CHECK(import_opml(&list, file.path, &result, NULL));
	CHECK(result.added == 3 && result.known == 0);
	CHECK_FILE(&file, "https://a.example/F/ ~A News \"two words\"\n"
			  "https://b.example/ News\nhttps://a.example/f/\n");
	import_result_free(&result);
	file_end(&file);
}

static void test_the_form_of_a_file_is_seen(void **state)
{
	static const struct {
		const char *text;
		bool is_opml;
	} cases[] = {
		{ "<opml/>", true }, { "\xef\xbb\xbf <?xml?>", true }, { "https://a/\n", false },
		{ "# <x>\n", false }, { "", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct buf bytes = { 0 };
		struct test_file file;
		bool is_opml = !cases[i].is_opml;
		file_start(&file, cases[i].text);
		CHECK(import_read(file.path, &bytes, &is_opml, NULL));
		CHECK(is_opml == cases[i].is_opml);
		buf_free(&bytes);
		file_end(&file);
	}
}

/* Writes `text` as the config beside a urls file and imports it. */
static size_t take_rules(const char *text, struct test_file *settings, struct buf *refused)
{
	struct import_result result = { 0 };
	struct test_file list;
	struct error err = { 0 };
	char urls[128], config[128];
	FILE *out;

	file_start(&list, NULL);
	snprintf(urls, sizeof(urls), "%s/urls", list.folder);
	snprintf(config, sizeof(config), "%s/config", list.folder);
	out = fopen(config, "w");
	CHECK(out != NULL);
	fputs(text, out);
	fclose(out);
	CHECK(import_rules(urls, settings->path, &result, &err));
	unlink(config);
	file_end(&list);
	buf_add(refused, buf_str(&result.refused));
	import_result_free(&result);
	return result.rules;
}

static void test_what_newsboat_ignores_becomes_rules(void **state)
{
	struct test_file settings;
	struct buf refused = { 0 };

	(void)state;
	file_start(&settings, "[reader]\nwidth = 70\n[rules]\nnewsboat-1 = star x\n; end\n");
	CHECK(take_rules("ignore-article \"*\" \"title =~ \\\"a b\\\"\"\n"
			 "#ignore-article * \"title # \\\"x\\\"\"\n"
			 "  ignore-article https://a.example/f \"author = \\\"c\\\"\" # note\n"
			 "ignore-article \"regex:\\\\.id/\" \"title # \\\"d\\\"\"\n"
			 "ignore-mode display\nignore-article \"*\"\n"
			 "ignore-article * \"title =~ \\\"a b\\\"\"\n",
			 &settings, &refused) == 3);
	CHECK_STR(buf_str(&refused), "");
	CHECK_FILE(&settings, "[reader]\nwidth = 70\n[rules]\nnewsboat-1 = star x\n; end\n"
			      "newsboat-2 = hide title =~ \"a b\"\n"
			      "newsboat-3 = hide rssurl = \"https://a.example/f\" and "
			      "(author = \"c\")\n"
			      "newsboat-4 = hide rssurl =~ \"\\\\.id/\" and (title # \"d\")\n");
	CHECK(take_rules("ignore-article \"*\" \"title =~ \\\"a b\\\"\"\n", &settings,
			 &refused) == 0);
	buf_free(&refused);
	file_end(&settings);
}

static void test_what_cannot_be_a_rule_is_named(void **state)
{
	struct test_file settings;
	struct buf refused = { 0 };

	(void)state;
	file_start(&settings, "");
	CHECK(take_rules("ignore-article \"*\" \"articleindex < 3\"\n"
			 "ignore-article \"*\" \"title # \\\"a ;b\\\"\"\n"
			 "ignore-article \"*\" \"title # \\\"\x1b[2J\\\"\"\nignore-article \"\n",
			 &settings, &refused) == 0);
	CHECK(str_find(buf_str(&refused), STR("articleindex < 3 (")) == 0);
	CHECK(str_find(buf_str(&refused), STR("a ;b")) != SIZE_MAX);
	CHECK(str_find_char(buf_str(&refused), '\x1b') == SIZE_MAX);
	CHECK_FILE(&settings, "");
	buf_free(&refused);
	file_end(&settings);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_list_from_outside_brings_no_commands),
		TEST(folders_of_opml_become_tags),
		TEST(a_feed_that_a_list_names_often_is_one_line),
		TEST(the_form_of_a_file_is_seen),
		TEST(what_newsboat_ignores_becomes_rules),
		TEST(what_cannot_be_a_rule_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
