/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/check.h"

/* Rows: five smart folders, berita > nasional > Kabar, berita > ekonomi >
 * Warta Ekonomi, world > Harbour, Radio. */
static struct ui *start_at(const char *keys)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g");
	drive_keys(ui, keys);
	fake_orders();
	return ui;
}

static void test_a_folder_is_renamed_by_its_path(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j c");

	CHECK(drive_has(ui, "Folder (a/b: b in a): berita"));
	drive_keys(ui, "C-u");
	drive_type(ui, " kabar / hari ini/");
	drive_keys(ui, "Enter");
	CHECK_STR(str_from(fake_orders()), "folder berita -> kabar/hari ini\n");
	drive_stop(ui);
}

static void test_smart_folders_stay_while_the_file_cannot_be_read(void **state)
{
	(void)state;
	char folder[] = "/tmp/warta-folders-XXXXXX", path[64];
	CHECK(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/urls", folder);
	FILE *file = fopen(path, "w");
	fputs("query:Sawah:panen\nquery:Laut:nelayan\n", file);
	fclose(file);
	drive_use(folder);
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	CHECK(drive_has(ui, "Sawah"));
	unlink(path);
	CHECK(!mkdir(path, 0700));
	ui_changed(ui);
	CHECK(drive_has(ui, "Sawah") && drive_has(ui, "Laut"));
	rmdir(path);
	file = fopen(path, "w");
	fputs("query:Gunung:kopi\n", file);
	fclose(file);
	ui_changed(ui);
	CHECK(drive_has(ui, "Gunung") && !drive_has(ui, "Sawah"));
	drive_stop(ui);
	drive_use(NULL);
	unlink(path);
	rmdir(folder);
}

static void test_a_name_that_is_no_tag_is_refused(void **state)
{
	(void)state;
	static const char *const names[] = { "~berita", "!berita", "every=2h", "   /" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct ui *ui = start_at("j j j j j c C-u");

		drive_type(ui, names[i]);
		drive_keys(ui, "Enter");
		CHECK_STR(str_from(fake_orders()), "");
		drive_stop(ui);
	}
}

static void test_a_whole_folder_moves_into_another(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j j T");

	CHECK(drive_has(ui, "Where to: nasional"));
	drive_keys(ui, "G Enter");
	CHECK_STR(str_from(fake_orders()), "folder berita/nasional -> world/nasional\n");
	drive_keys(ui, "T g Enter");
	CHECK_STR(str_from(fake_orders()), "folder berita/nasional -> nasional\n");
	drive_stop(ui);
}

static void test_a_folder_is_not_offered_its_own_inside(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j T");

	CHECK(drive_has(ui, "Where to: berita"));
	drive_keys(ui, "G Enter");
	CHECK_STR(str_from(fake_orders()), "folder berita -> world/berita\n");
	drive_stop(ui);
}

static void test_a_feed_moves_to_a_folder_from_a_menu(void **state)
{
	(void)state;
	struct ui *ui = start_at("G T");

	CHECK(drive_has(ui, "Where to: Radio Kota"));
	drive_keys(ui, "j j Enter");
	CHECK_STR(str_from(fake_orders()), "source https://radio.example/rss \"\" 1\n");
	drive_keys(ui, "T G k Enter");
	CHECK(drive_has(ui, "Folder (a/b: b in a):"));
	drive_type(ui, "baru");
	drive_keys(ui, "Enter");
	CHECK_STR(str_from(fake_orders()), "source https://radio.example/rss \"\" 1\n");
	drive_stop(ui);
}

static void test_folders_change_places_with_all_they_hold(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j");

	drive_keys(ui, "M-Down");
	CHECK_STR(str_from(fake_orders()),
		  "place https://harbour.example/feed.json before https://kabar.example/rss\n");
	drive_keys(ui, "M-Up");
	CHECK(drive_has(ui, "it is the first of its folder"));
	drive_stop(ui);
	ui = start_at("j j j j j j j j j j");
	drive_keys(ui, "M-Up");
	CHECK_STR(str_from(fake_orders()),
		  "place https://harbour.example/feed.json before https://kabar.example/rss\n");
	drive_stop(ui);
}

static void test_a_dissolved_folder_leaves_its_feeds_a_level_above(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j j");

	drive_keys(ui, "D");
	CHECK_STR(str_from(fake_orders()), "folder berita/nasional -> berita\n");
	drive_keys(ui, "k D");
	CHECK_STR(str_from(fake_orders()), "folder berita -> \n");
	drive_stop(ui);
}

static void test_a_folded_folder_is_refreshed_with_all_it_holds(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j +");

	drive_keys(ui, "r");
	CHECK(strstr(fake_orders(), "refresh 2 all\n"));
	drive_stop(ui);
}

static void test_folded_folders_stay_folded_until_another_day(void **state)
{
	(void)state;
	struct ui *ui = start_at("j j j j j +");

	CHECK(!drive_has(ui, "nasional"));
	drive_stop(ui);
	ui = drive_start(24, 80);
	CHECK(!drive_has(ui, "nasional"));
	CHECK(drive_has(ui, "berita"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_folder_is_renamed_by_its_path),
		TEST(smart_folders_stay_while_the_file_cannot_be_read),
		TEST(a_name_that_is_no_tag_is_refused),
		TEST(a_whole_folder_moves_into_another),
		TEST(a_folder_is_not_offered_its_own_inside),
		TEST(a_feed_moves_to_a_folder_from_a_menu),
		TEST(folders_change_places_with_all_they_hold),
		TEST(a_dissolved_folder_leaves_its_feeds_a_level_above),
		TEST(a_folded_folder_is_refreshed_with_all_it_holds),
		TEST(folded_folders_stay_folded_until_another_day),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	fake_reset();
	return failed;
}
