/* SPDX-License-Identifier: MIT */
#include "conf/urls.h"

#include <sys/stat.h>

#include "conf/files.h"

static void test_the_example_of_newsboat_reads_as_it_should(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("# mine\n\n"
			    "https://x.id/rss \"~X Indonesia\" berita \"cool stuff\" !\n"),
			&urls);
	CHECK(urls.count == 1 && urls.complaint_count == 0);
	CHECK(urls.sources[0].kind == CONF_WEB && urls.sources[0].line == 3);
	CHECK_STR(urls.sources[0].url, "https://x.id/rss");
	CHECK_STR(urls.sources[0].title, "X Indonesia");
	CHECK(urls.sources[0].tag_count == 2 && urls.sources[0].is_hidden);
	CHECK_STR(urls.sources[0].tags[1], "cool stuff");
	conf_urls_free(&urls);
}

static void test_quotes_and_escapes_follow_newsboat(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("http://a/ \"a\\\"b\"c\\d \"~t\\\\n\\n\" \"open end #x\n"
			    "http://b/ x #not a tag\n"), &urls);
	CHECK(urls.count == 2);
	CHECK(urls.sources[0].tag_count == 3);
	CHECK_STR(urls.sources[0].tags[0], "a\"b");
	CHECK_STR(urls.sources[0].tags[1], "c\\d");
	CHECK_STR(urls.sources[0].tags[2], "open end #x");
	CHECK_STR(urls.sources[0].title, "t\\n\n");
	CHECK(urls.sources[1].tag_count == 1);
	conf_urls_free(&urls);
}

static void test_every_kind_of_source_is_known(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("file:///tmp/x.xml\n\"exec:date -u\"\n\"filter:sed s/a/b/:http://x/\"\n"
			    "\"query:Penting:unread = \\\"yes\\\" and title =~ \\\"a:b\\\"\"\n"),
			&urls);
	CHECK(urls.count == 4);
	CHECK(urls.sources[0].kind == CONF_FILE && urls.sources[1].kind == CONF_EXEC);
	CHECK(urls.sources[2].kind == CONF_FILTER && urls.sources[3].kind == CONF_QUERY);
	CHECK_STR(urls.sources[3].title, "Penting");
	CHECK_STR(urls.sources[3].query, "unread = \"yes\" and title =~ \"a:b\"");
	conf_urls_free(&urls);
}

static void test_options_are_read_and_other_words_stay_tags(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("https://a/ every=2h fulltext=always related=1 keep=90d timeout=10s "
			    "max-size=1M \"header=X-Key: a b\" a=b every=auto pictures=yes\n"),
			&urls);
	const struct conf_source *s = &urls.sources[0];
	CHECK(urls.complaint_count == 0);
	CHECK(s->every == 0 && s->fulltext == CONF_ALWAYS && s->related == 1);
	CHECK(s->keep == 7776000 && s->timeout == 10 && s->max_size == 1 << 20);
	CHECK(s->pictures == 1);
	CHECK(s->header_count == 1 && s->tag_count == 1);
	CHECK_STR(s->headers[0], "X-Key: a b");
	CHECK_STR(s->tags[0], "a=b");
	conf_urls_free(&urls);
}

static void test_the_value_of_an_option_may_be_quoted(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("https://a/?q=\"x\" user-agent=\"My \\\"Agent\\\"/1\" "
			    "header=\"X: a b\" b=\"c d\"\n"), &urls);
	const struct conf_source *s = &urls.sources[0];
	CHECK_STR(s->url, "https://a/?q=\"x\"");
	CHECK_STR(s->user_agent, "My \"Agent\"/1");
	CHECK(s->header_count == 1);
	CHECK_STR(s->headers[0], "X: a b");
	CHECK(s->tag_count == 2);
	conf_urls_free(&urls);
}

static void test_mistakes_have_a_place_and_the_nearest_word(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("https://a/ evry=2h\nhttps://b/ x every=soon\nwww.c.id/rss\n"
			    "https://d/ \"header=X: a\\nY: b\" related=9\n"), &urls);
	CHECK(urls.count == 3 && urls.complaint_count == 5);
	CHECK(urls.complaints[0].line == 1 && urls.complaints[0].column == 12);
	CHECK(str_find(urls.complaints[0].text, STR("every")) != SIZE_MAX);
	CHECK(urls.complaints[1].line == 2 && urls.complaints[1].column == 14);
	CHECK(urls.complaints[2].line == 3 && urls.complaints[2].column == 1);
	CHECK(urls.sources[2].header_count == 0 && urls.sources[2].related == -1);
	conf_urls_free(&urls);
}

static void test_the_same_url_twice_merges_its_tags(void **state)
{
	struct conf_urls urls;

	(void)state;
	conf_urls_parse(STR("https://a/ x y\nhttps://b/\nhttps://a/ y z ~T\n"), &urls);
	CHECK(urls.count == 2 && urls.sources[0].tag_count == 3);
	CHECK_STR(urls.sources[0].tags[2], "z");
	CHECK_STR(urls.sources[0].title, "T");
	CHECK(conf_urls_find(&urls, STR("https://b/")) == &urls.sources[1]);
	conf_urls_free(&urls);
}

static void test_an_added_line_leaves_all_others_alone(void **state)
{
	struct conf_source source = conf_source_new(STR("https://new/rss"));
	struct str tags[] = { STR("two words"), STR("x") };
	struct test_file file;

	(void)state;
	source.title = STR("A \"B\"");
	source.tags = tags;
	source.tag_count = 2;
	source.every = 7200;
	file_start(&file, "# c\r\n\thttps://old/  \"x\" # y\nno end");
	CHECK(conf_urls_add(file.path, &source, NULL));
	CHECK_FILE(&file, "# c\r\n\thttps://old/  \"x\" # y\nno end\n"
			  "https://new/rss \"~A \\\"B\\\"\" \"two words\" x every=2h\n");
	CHECK(!conf_urls_add(file.path, &source, NULL));
	file_end(&file);
}

static void test_a_rewritten_line_keeps_its_look(void **state)
{
	struct test_file file;
	struct conf_urls urls;

	(void)state;
	file_start(&file, "#1\nhttps://a/   b  \"c d\"\t~Old ! every=2h evry=x # why\r\n#2");
	CHECK(conf_urls_load(file.path, &urls, NULL));
	struct conf_source source = urls.sources[0];
	CHECK(conf_urls_set(file.path, &source, NULL));
	CHECK_FILE(&file, "#1\nhttps://a/   b  \"c d\"\t~Old ! every=2h evry=x # why\r\n#2");
	struct str tags[] = { STR("c d"), STR("new") };
	source.title = STR("New one");
	source.tags = tags;
	source.tag_count = 2;
	source.is_hidden = false;
	source.related = 2;
	CHECK(conf_urls_set(file.path, &source, NULL));
	CHECK_FILE(&file, "#1\nhttps://a/  \"c d\" every=2h evry=x "
			  "\"~New one\" new related=2 # why\r\n#2");
	conf_urls_free(&urls);
	file_end(&file);
}

static void test_tags_are_given_and_taken(void **state)
{
	struct test_file file;

	(void)state;
	file_start(&file, "https://a/ x\nhttps://b/\nhttps://a/ y");
	CHECK(conf_urls_tag(file.path, STR("https://a/"), STR("z"), true, NULL));
	CHECK(conf_urls_tag(file.path, STR("https://a/"), STR("x"), false, NULL));
	CHECK_FILE(&file, "https://a/\nhttps://b/\nhttps://a/ y z");
	CHECK(!conf_urls_tag(file.path, STR("https://c/"), STR("x"), true, NULL));
	file_end(&file);
}

static void test_removing_and_moving_touch_one_source(void **state)
{
	struct test_file file;

	(void)state;
	file_start(&file, "https://a/ x\n # https://b/\nhttps://b/ \"q\"\nhttps://a/ y");
	CHECK(conf_urls_move(file.path, STR("https://b/"), STR("https://n/"), NULL));
	CHECK_FILE(&file, "https://a/ x\n # https://b/\nhttps://n/ \"q\"\nhttps://a/ y");
	CHECK(!conf_urls_move(file.path, STR("https://n/"), STR("https://a/"), NULL));
	CHECK(conf_urls_remove(file.path, STR("https://a/"), NULL));
	CHECK_FILE(&file, " # https://b/\nhttps://n/ \"q\"\n");
	CHECK(!conf_urls_remove(file.path, STR("https://a/"), NULL));
	file_end(&file);
}

static void test_kept_lines_go_back_to_their_places(void **state)
{
	static const char before[] = "#1\nhttps://a/ x # y\nhttps://b/\nhttps://a/ z";
	struct test_file file;
	struct buf kept = { 0 };

	(void)state;
	file_start(&file, before);
	CHECK(conf_urls_keep(file.path, &(struct str){ "https://a/", 10 }, 1, &kept, NULL));
	CHECK(conf_urls_remove(file.path, STR("https://a/"), NULL));
	CHECK_FILE(&file, "#1\nhttps://b/\n");
	CHECK(conf_urls_restore(file.path, STR("https://a/"), buf_str(&kept), NULL));
	CHECK_FILE(&file, "#1\nhttps://a/ x # y\nhttps://b/\nhttps://a/ z");
	CHECK(conf_urls_tag(file.path, STR("https://a/"), STR("new"), true, NULL));
	CHECK(conf_urls_restore(file.path, STR("https://a/"), buf_str(&kept), NULL));
	CHECK_FILE(&file, "#1\nhttps://a/ x # y\nhttps://b/\nhttps://a/ z");
	buf_free(&kept);
	file_end(&file);
}

static void test_a_folder_is_renamed_wherever_it_stands(void **state)
{
	static const char before[] = "\xef\xbb\xbf# berita/desa\n"
				     "https://a/  \"berita/desa\"  ~berita/desa every=2h "
				     "# berita/desa\n"
				     "https://b/ berita\tberita/desa/timur !\n"
				     "https://c/ beritaku \"kota besar\"";
	struct test_file file;
	struct buf kept = { 0 };
	struct str all[] = { STR("https://a/"), STR("https://b/") };

	(void)state;
	file_start(&file, before);
	CHECK(conf_urls_keep(file.path, all, 2, &kept, NULL));
	CHECK(conf_urls_rename_folder(file.path, STR("berita/desa"), STR("kabar desa"), NULL));
	CHECK_FILE(&file, "\xef\xbb\xbf# berita/desa\n"
			  "https://a/  \"kabar desa\"  ~berita/desa every=2h # berita/desa\n"
			  "https://b/ berita\t\"kabar desa/timur\" !\n"
			  "https://c/ beritaku \"kota besar\"");
	CHECK(conf_urls_restore(file.path, STR(""), buf_str(&kept), NULL));
	CHECK_FILE(&file, before);
	/* Dissolved: its tag goes, what is below moves up; no tag comes twice. */
	CHECK(conf_urls_rename_folder(file.path, STR("berita"), STR(""), NULL));
	CHECK_FILE(&file, "\xef\xbb\xbf# berita/desa\n"
			  "https://a/  desa  ~berita/desa every=2h # berita/desa\n"
			  "https://b/\tdesa/timur !\n"
			  "https://c/ beritaku \"kota besar\"");
	CHECK(conf_urls_rename_folder(file.path, STR("beritaku"), STR("kota besar"), NULL));
	CHECK_FILE(&file, "\xef\xbb\xbf# berita/desa\n"
			  "https://a/  desa  ~berita/desa every=2h # berita/desa\n"
			  "https://b/\tdesa/timur !\n"
			  "https://c/ \"kota besar\"");
	buf_free(&kept);
	file_end(&file);
}

static void test_many_sources_go_to_a_place_together_and_back(void **state)
{
	static const char before[] = "https://a/\n# of b\nhttps://b/ x\nhttps://c/\nhttps://d/ x\n";
	struct test_file file;
	struct buf kept = { 0 };
	struct str both[] = { STR("https://d/"), STR("https://b/") };

	(void)state;
	file_start(&file, before);
	CHECK(conf_urls_keep(file.path, both, 2, &kept, NULL));
	CHECK(conf_urls_place(file.path, both, 2, STR("https://a/"), true, NULL));
	CHECK_FILE(&file, "https://b/ x\nhttps://d/ x\nhttps://a/\n# of b\nhttps://c/\n");
	CHECK(conf_urls_restore(file.path, STR(""), buf_str(&kept), NULL));
	CHECK_FILE(&file, before);
	buf_free(&kept);
	file_end(&file);
}

static void test_a_source_goes_beside_another_and_back(void **state)
{
	static const char before[] = "# top\nhttps://a/ x\n\nhttps://b/ x # y\n# end\nhttps://c/";
	struct test_file file;
	struct buf kept = { 0 };
	struct str c = STR("https://c/");

	(void)state;
	file_start(&file, before);
	CHECK(conf_urls_keep(file.path, &c, 1, &kept, NULL));
	CHECK(conf_urls_place(file.path, &c, 1, STR("https://a/"), true, NULL));
	CHECK_FILE(&file, "# top\nhttps://c/\nhttps://a/ x\n\nhttps://b/ x # y\n# end\n");
	CHECK(conf_urls_place(file.path, &c, 1, STR("https://b/"), false, NULL));
	CHECK_FILE(&file, "# top\nhttps://a/ x\n\nhttps://b/ x # y\nhttps://c/\n# end\n");
	CHECK(conf_urls_restore(file.path, c, buf_str(&kept), NULL));
	CHECK_FILE(&file, "# top\nhttps://a/ x\n\nhttps://b/ x # y\n# end\nhttps://c/");
	CHECK(conf_urls_place(file.path, &(struct str){ "https://a/", 10 }, 1, c, false, NULL));
	CHECK_FILE(&file, "# top\n\nhttps://b/ x # y\n# end\nhttps://c/\nhttps://a/ x\n");
	CHECK(!conf_urls_place(file.path, &c, 1, STR("https://d/"), true, NULL));
	CHECK(!conf_urls_place(file.path, &(struct str){ "https://d/", 10 }, 1, c, true, NULL));
	CHECK(!conf_urls_place(file.path, &c, 1, c, true, NULL));
	CHECK_FILE(&file, "# top\n\nhttps://b/ x # y\n# end\nhttps://c/\nhttps://a/ x\n");
	buf_free(&kept);
	file_end(&file);
}

static void test_many_are_added_at_once_and_none_twice(void **state)
{
	struct conf_source sources[] = { conf_source_new(STR("https://a/")),
					 conf_source_new(STR("https://b/")) };
	struct test_file file;
	size_t added = 9;

	(void)state;
	file_start(&file, "https://b/ x");
	CHECK(conf_urls_add_all(file.path, sources, 2, &added, NULL));
	CHECK(added == 1);
	CHECK_FILE(&file, "https://b/ x\nhttps://a/\n");
	file_end(&file);
}

static void test_an_edit_follows_a_symbolic_link(void **state)
{
	struct conf_source source = conf_source_new(STR("https://a/"));
	struct test_file file;
	char link[128];
	struct stat st;

	(void)state;
	file_start(&file, "");
	snprintf(link, sizeof(link), "%s/link", file.folder);
	CHECK(symlink(file.path, link) == 0);
	CHECK(conf_urls_add(link, &source, NULL));
	CHECK(lstat(link, &st) == 0 && S_ISLNK(st.st_mode));
	CHECK_FILE(&file, "https://a/\n");
	unlink(link);
	file_end(&file);
}

static void test_a_link_to_what_is_not_there_yet_is_followed(void **state)
{
	struct conf_source source = conf_source_new(STR("https://a/"));
	struct test_file file;
	char first[128], second[128];
	struct stat st;

	(void)state;
	file_start(&file, NULL);
	snprintf(first, sizeof(first), "%s/first", file.folder);
	snprintf(second, sizeof(second), "%s/second", file.folder);
	CHECK(symlink("second", first) == 0 && symlink(file.path, second) == 0);
	CHECK(conf_urls_add(first, &source, NULL));
	CHECK(lstat(first, &st) == 0 && S_ISLNK(st.st_mode));
	CHECK(lstat(second, &st) == 0 && S_ISLNK(st.st_mode));
	CHECK_FILE(&file, "https://a/\n");
	unlink(first);
	unlink(second);
	file_end(&file);
}

static void test_commands_in_a_file_of_others_are_left_out(void **state)
{
	struct test_file file;
	struct conf_urls urls;

	(void)state;
	file_start(&file, "exec:true\nhttps://a/\n");
	chmod(file.path, 0666);
	CHECK(conf_urls_load(file.path, &urls, NULL));
	CHECK(urls.is_open_to_others && urls.count == 1 && urls.complaint_count == 1);
	conf_urls_free(&urls);
	file_end(&file);
}

static void test_only_regular_files_are_read(void **state)
{
	struct test_file file;
	struct conf_urls urls;
	struct error err = { 0 };

	(void)state;
	file_start(&file, NULL);
	CHECK(mkfifo(file.path, 0600) == 0);
	CHECK(!conf_urls_load(file.path, &urls, &err) && err.text[0]);
	CHECK(!conf_urls_load("/dev/zero", &urls, &err));
	CHECK(conf_urls_load("/nowhere/at/all", &urls, &err) && urls.count == 0);
	file_end(&file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_example_of_newsboat_reads_as_it_should),
		TEST(quotes_and_escapes_follow_newsboat),
		TEST(every_kind_of_source_is_known),
		TEST(options_are_read_and_other_words_stay_tags),
		TEST(the_value_of_an_option_may_be_quoted),
		TEST(mistakes_have_a_place_and_the_nearest_word),
		TEST(the_same_url_twice_merges_its_tags),
		TEST(an_added_line_leaves_all_others_alone),
		TEST(a_rewritten_line_keeps_its_look),
		TEST(tags_are_given_and_taken),
		TEST(removing_and_moving_touch_one_source),
		TEST(kept_lines_go_back_to_their_places),
		TEST(a_folder_is_renamed_wherever_it_stands),
		TEST(many_sources_go_to_a_place_together_and_back),
		TEST(many_are_added_at_once_and_none_twice),
		TEST(a_source_goes_beside_another_and_back),
		TEST(an_edit_follows_a_symbolic_link),
		TEST(a_link_to_what_is_not_there_yet_is_followed),
		TEST(commands_in_a_file_of_others_are_left_out),
		TEST(only_regular_files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
