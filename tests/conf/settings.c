/* SPDX-License-Identifier: MIT */
#include "conf/settings.h"

#include <string.h>
#include <sys/stat.h>

#include "conf/files.h"

static void test_a_missing_file_gives_the_defaults(void **state)
{
	struct conf conf;

	(void)state;
	CHECK(conf_load("/nowhere/at/all", &conf, NULL));
	CHECK(conf_number(&conf, SETTING_WIDTH) == 78);
	CHECK(conf_bool(&conf, SETTING_MOUSE));
	CHECK(conf_number(&conf, SETTING_TIMEOUT) == 30);
	CHECK(conf_number(&conf, SETTING_MAX_SIZE) == 16 << 20);
	CHECK(conf_number(&conf, SETTING_FULLTEXT) == 0);
	CHECK(conf_number(&conf, SETTING_EVERY) == 0);
	CHECK(conf.complaint_count == 0);
	conf_free(&conf);
}

static void test_values_pairs_and_comments_are_read(void **state)
{
	struct test_file file;
	struct conf conf;

	(void)state;
	file_start(&file, "\xef\xbb\xbf# x\r\n[reader]\r\n  width = 66 ; narrow\r\nlayout=wide\r\n"
			  "[keys]\nj = down\n[offline]\nkeep: 30d\nfulltext = never\n"
			  "[open]\nbrowser = lynx %u\nimages = feh %u\n");
	CHECK(conf_load(file.path, &conf, NULL));
	CHECK(conf.complaint_count == 0);
	CHECK(conf_number(&conf, SETTING_WIDTH) == 66);
	CHECK(conf_number(&conf, SETTING_LAYOUT) == 1);
	CHECK(conf_number(&conf, SETTING_KEEP) == 30 * 86400);
	CHECK(conf_number(&conf, SETTING_FULLTEXT) == 2);
	CHECK_STR(conf_text(&conf, SETTING_BROWSER), "lynx %u");
	CHECK(conf.pair_count == 2);
	CHECK_STR(conf.pairs[0].key, "j");
	CHECK_STR(conf.pairs[0].value, "down");
	conf_free(&conf);
	file_end(&file);
}

static void test_mistakes_have_a_place_and_the_nearest_word(void **state)
{
	static const struct { int line, column; const char *part; } wanted[] = {
		{ 2, 1, "width" },  { 3, 9, "20 - 400" }, { 4, 3, "[fetch]" },
		{ 5, 1, "name" },   { 6, 10, "yes or no" }, { 8, 1, "[reader]" },
		{ 9, 1, "[name]" },
	};
	struct test_file file;
	struct conf conf;

	(void)state;
	file_start(&file, "[reader]\nwidht = 66\nwidth = 5000\n  timeout = 3\nnonsense\n"
			  "mouse =  perhaps\n[raeder]\nwidth = 30\n[broken\n");
	CHECK(conf_load(file.path, &conf, NULL));
	CHECK(conf.complaint_count == sizeof(wanted) / sizeof(*wanted));
	for (size_t i = 0; i < conf.complaint_count; i++) {
		CHECK(conf.complaints[i].line == wanted[i].line);
		CHECK(conf.complaints[i].column == wanted[i].column);
		CHECK(str_find(conf.complaints[i].text, str_from(wanted[i].part)) != SIZE_MAX);
	}
	CHECK(conf_number(&conf, SETTING_WIDTH) == 78);
	conf_free(&conf);
	file_end(&file);
}

static void test_values_longer_than_a_line_of_inih_arrive_whole(void **state)
{
	char text[1200];
	struct test_file file;
	struct conf conf;

	(void)state;
	strcpy(text, "[notify]\nquery = ");
	memset(text + strlen(text), 'q', 1000);
	text[17 + 1000] = '\0';
	file_start(&file, text);
	CHECK(conf_load(file.path, &conf, NULL));
	CHECK(conf.complaint_count == 0);
	CHECK(conf_text(&conf, SETTING_NOTIFY_QUERY).len == 1000);
	conf_free(&conf);
	file_end(&file);
}

static void test_saving_changes_one_value_and_nothing_else(void **state)
{
	struct test_file file;

	(void)state;
	file_start(&file, "; mine\r\n[reader]\r\n width=70   ; why\r\n\r\n[theme]\r\nname = x");
	CHECK(conf_save(file.path, SETTING_WIDTH, STR("90"), NULL));
	CHECK_FILE(&file, "; mine\r\n[reader]\r\n width=90   ; why\r\n\r\n[theme]\r\nname = x");
	CHECK(conf_save(file.path, SETTING_MOUSE, STR("no"), NULL));
	CHECK_FILE(&file, "; mine\r\n[reader]\r\n width=90   ; why\r\nmouse = no\n\r\n"
			  "[theme]\r\nname = x");
	CHECK(conf_save(file.path, SETTING_EVERY, STR("2h"), NULL));
	CHECK_FILE(&file, "; mine\r\n[reader]\r\n width=90   ; why\r\nmouse = no\n\r\n"
			  "[theme]\r\nname = x\n\n[fetch]\nevery = 2h\n");
	CHECK(!conf_save(file.path, SETTING_WIDTH, STR("wide"), NULL));
	CHECK(!conf_save(file.path, SETTING_BROWSER, STR("a\nb"), NULL));
	CHECK(!conf_save(file.path, SETTING_BROWSER, STR("a ;b"), NULL));
	file_end(&file);
}

static void test_an_empty_value_can_be_filled_and_emptied(void **state)
{
	struct test_file file;

	(void)state;
	file_start(&file, "[open]\nbrowser =\n");
	CHECK(conf_save(file.path, SETTING_BROWSER, STR("w3m %u"), NULL));
	CHECK_FILE(&file, "[open]\nbrowser = w3m %u\n");
	CHECK(conf_save(file.path, SETTING_BROWSER, STR(""), NULL));
	CHECK_FILE(&file, "[open]\nbrowser = \n");
	file_end(&file);
}

static void test_what_is_printed_reads_back_the_same(void **state)
{
	struct test_file file;
	struct conf conf, again;
	struct buf text = { 0 };

	(void)state;
	file_start(&file, "[reader]\nsort = title\n[offline]\nkeep = 1y\n[keys]\nx = y\n");
	CHECK(conf_load(file.path, &conf, NULL));
	conf_print(&conf, &text);
	file_write(&file, buf_cstr(&text));
	CHECK(conf_load(file.path, &again, NULL));
	CHECK(again.complaint_count == 0 && again.pair_count == 1);
	for (int i = 0; i < SETTING_COUNT; i++)
		CHECK(conf.numbers[i] == again.numbers[i] &&
		      str_eq(conf.texts[i], again.texts[i]));
	buf_free(&text);
	conf_free(&conf);
	conf_free(&again);
	file_end(&file);
}

static void test_commands_in_a_file_of_others_are_left_out(void **state)
{
	struct test_file file;
	struct conf conf;

	(void)state;
	file_start(&file, "[open]\nbrowser = evil %u\n[reader]\nwidth = 60\n");
	chmod(file.path, 0664);
	CHECK(conf_load(file.path, &conf, NULL));
	CHECK(conf.is_open_to_others && conf.complaint_count == 1);
	CHECK_STR(conf_text(&conf, SETTING_BROWSER), "");
	CHECK(conf_number(&conf, SETTING_WIDTH) == 60);
	conf_free(&conf);
	file_end(&file);
}

static void test_a_copy_outlives_its_original(void **state)
{
	struct conf conf, copy;

	(void)state;
	CHECK(conf_load("/nowhere/at/all", &conf, NULL));
	conf_copy(&conf, &copy);
	conf_free(&conf);
	CHECK_STR(conf_text(&copy, SETTING_SORT), "newest");
	conf_free(&copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_missing_file_gives_the_defaults),
		TEST(values_pairs_and_comments_are_read),
		TEST(mistakes_have_a_place_and_the_nearest_word),
		TEST(values_longer_than_a_line_of_inih_arrive_whole),
		TEST(saving_changes_one_value_and_nothing_else),
		TEST(an_empty_value_can_be_filled_and_emptied),
		TEST(what_is_printed_reads_back_the_same),
		TEST(commands_in_a_file_of_others_are_left_out),
		TEST(a_copy_outlives_its_original),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
