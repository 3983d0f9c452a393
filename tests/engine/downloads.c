/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/work.h"
#include "lib/check.h"

/* What a server calls its files, and what they are called here. */
static const struct {
	const char *url, *name;
} names[] = {
	{ "https://a.example/x/ferry.mp3?token=1", "ferry.mp3" },
	{ "https://a.example/", "download" },
	{ "https://a.example/..", "download" },
	{ "https://a.example/x/.bashrc", "bashrc" },
	{ "https://a.example/-rf.mp3", "rf.mp3" },
	{ "https://a.example/a%2fb%2f..%2f..%2fetc%2fpasswd", "passwd" },
	{ "https://a.example/%1b%5b2J%07x.mp3", "[2Jx.mp3" },
	{ "https://a.example/x%E2%80%AEgpj.exe", "xgpj.exe" },
	{ "https://a.example/%ff%fe.mp3", "\xef\xbf\xbd\xef\xbf\xbd.mp3" },
	{ "https://a.example/a%20b%09$(id)`id`;x.mp3", "a_b_(id)_id_x.mp3" },
	{ "https://a.example/kapal%20f%C3%A9ri.ogg", "kapal_f\xc3\xa9ri.ogg" },
	{ "https://a.example/CON:x|y?.mp3", "CON_x_y" },
};

static void test_names_are_safe_for_shells_screens_and_folders(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct buf name = { 0 };

		download_add_name(&name, str_from(names[i].url));
		if (strcmp(buf_cstr(&name), names[i].name) != 0)
			print_error("%s\n", names[i].url);
		CHECK_STR(buf_str(&name), names[i].name);
		buf_free(&name);
	}
}

static void test_a_long_name_keeps_its_ending_and_whole_letters(void **state)
{
	(void)state;
	struct buf url = { 0 }, name = { 0 };

	buf_add(&url, STR("https://a.example/x"));
	for (int i = 0; i < 100; i++)
		buf_add(&url, STR("%E6%97%A5"));
	buf_add(&url, STR(".flac"));
	download_add_name(&name, buf_str(&url));
	CHECK(name.len <= 120 && str_has_suffix(buf_str(&name), STR("\xe6\x97\xa5.flac")));
	buf_free(&url);
	buf_free(&name);
}

static void test_no_file_is_overwritten_and_no_link_followed(void **state)
{
	(void)state;
	char folder[] = "/tmp/warta-downloads-XXXXXX", elsewhere[96], link_path[96];
	struct arena arena = { 0 };
	struct str path, part, url = STR("https://a.example/x.mp3");
	struct error err = { 0 };
	int64_t size;

	CHECK(mkdtemp(folder));
	snprintf(elsewhere, sizeof(elsewhere), "%s/elsewhere", folder);
	snprintf(link_path, sizeof(link_path), "%s/x.mp3.part", folder);
	fclose(fopen(elsewhere, "w"));
	CHECK(symlink(elsewhere, link_path) == 0);
	int fd = download_create(&arena, str_from(folder), url, &path, &part, &err);
	CHECK(fd >= 0 && str_has_suffix(path, STR("/x-2.mp3")));
	CHECK(download_reopen(str_from(link_path), &size) < 0);
	CHECK(write(fd, "abc", 3) == 3);
	int again = download_reopen(part, &size);
	CHECK(again >= 0 && size == 3);
	fclose(fopen(path.ptr, "w")); /* somebody was faster */
	CHECK(!download_finish(fd, part, path, &err));
	unlink(path.ptr);
	CHECK(download_finish(fd, part, path, &err));
	close(again);
	close(fd);
	unlink(path.ptr);
	unlink(link_path);
	unlink(elsewhere);
	rmdir(folder);
	arena_free(&arena);
}

static void test_lines_that_are_none_are_passed_over(void **state)
{
	(void)state;
	struct str text = STR("junk\n\n1\t2\t\"v\"\t/p/x.mp3\thttps://a.example/x.mp3\n"
			      "3\t\t\t\t\n");
	struct engine_saved entry;

	CHECK(engine_next_download(&text, &entry));
	CHECK_STR(entry.url, "https://a.example/x.mp3");
	CHECK_STR(entry.path, "/p/x.mp3");
	CHECK_STR(entry.validator, "\"v\"");
	CHECK(entry.article == 1 && entry.total == 2);
	CHECK(!engine_next_download(&text, &entry));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(names_are_safe_for_shells_screens_and_folders),
		TEST(a_long_name_keeps_its_ending_and_whole_letters),
		TEST(no_file_is_overwritten_and_no_link_followed),
		TEST(lines_that_are_none_are_passed_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
