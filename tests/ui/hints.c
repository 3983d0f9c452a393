/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <string.h>

#include "lib/check.h"

/* What the bottom line and the empty places say is to be done next. */

static struct ui *start(int rows, int columns)
{
	fake_reset();
	return drive_start(rows, columns);
}

static bool last_has(struct ui *ui, const char *text)
{
	return strstr(drive_line(ui, ui->surface->rows - 1), text) != NULL;
}

static void test_menus_say_what_enter_does_in_them(void **state)
{
	static const struct {
		const char *keys, *hint;
	} rows[] = {
		{ "G c", "Enter change" }, { "G T", "Enter move there" },
		{ "g Enter S", "Enter choose   q back" },
		{ "g j j j Enter 7 j e", "Enter download   o browser   y copy" },
		{ "g j j j Enter Enter u", "Enter open   o browser   y copy   q back" },
		{ "g Enter Enter V", "q back" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct ui *ui = start(24, 80);

		drive_keys(ui, rows[i].keys);
		CHECK(last_has(ui, rows[i].hint));
		drive_stop(ui);
	}
}

static void test_enter_goes_on_in_a_text_and_out_at_its_end(void **state)
{
	(void)state;
	struct ui *ui = start(12, 80);

	drive_keys(ui, "?");
	CHECK(ui->box_count == 1 && last_has(ui, "Space on"));
	drive_keys(ui, "Enter");
	CHECK(ui->box_count == 1 && !drive_has(ui, "does nothing here"));
	drive_keys(ui, "G Enter");
	CHECK(ui->box_count == 0);
	drive_stop(ui);
}

static void test_health_does_what_it_advises(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "G i");
	CHECK(last_has(ui, "r refresh   o browser"));
	fake_orders();
	drive_keys(ui, "r");
	CHECK(strstr(fake_orders(), "refresh"));
	CHECK(ui->box_count == 0 && last_has(ui, "refreshing Radio Kota"));
	drive_keys(ui, "i a");
	CHECK(last_has(ui, "Address of a site or feed:"));
	drive_stop(ui);
}

static void test_a_folder_tells_which_of_its_feeds_fail(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "g i"); /* the first row stands for all feeds */
	CHECK(drive_has(ui, "feeds cannot be read"));
	CHECK(drive_has(ui, "! Radio Kota"));
	CHECK(last_has(ui, "Enter tell more   r refresh"));
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "How this feed is doing") && drive_has(ui, "did not answer"));
	drive_keys(ui, "q q 6 j i"); /* berita */
	CHECK(ui->box_count == 0 && last_has(ui, "doing well"));
	drive_stop(ui);
}

static void test_an_empty_list_offers_the_way_out(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "g j j j Enter F z z q q Enter");
	CHECK(last_has(ui, "Esc end the filter"));
	drive_keys(ui, "s");
	CHECK(last_has(ui, "s needs a headline; there is none here"));
	drive_keys(ui, "Esc q G Enter");
	CHECK(last_has(ui, "q back   r refresh   i health"));
	drive_stop(ui);
}

static void test_what_does_nothing_is_told_by_its_key(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "g c");
	CHECK(last_has(ui, "c is for feeds and folders; this row is none"));
	drive_keys(ui, "/");
	drive_type(ui, "panen");
	drive_keys(ui, "Enter S");
	CHECK(last_has(ui, "S is for lists, not for what was searched"));
	drive_stop(ui);
}

static void test_a_search_begins_with_examples_and_names_itself(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "/");
	CHECK(drive_has(ui, "is:unread is:starred") && drive_has(ui, "C-p"));
	CHECK(last_has(ui, "Esc back") && !last_has(ui, "save"));
	drive_type(ui, "panen");
	CHECK(!drive_has(ui, "is:unread is:starred") && last_has(ui, "Enter to the hits"));
	drive_keys(ui, "Enter");
	CHECK(last_has(ui, "w save as a folder"));
	fake_orders();
	drive_keys(ui, "w");
	CHECK(last_has(ui, "Name of the smart folder: panen"));
	drive_keys(ui, ": Enter");
	CHECK(last_has(ui, "a name without a colon") && !strstr(fake_orders(), "query:"));
	drive_keys(ui, "w Enter");
	CHECK(last_has(ui, "saved as the smart folder panen; U takes it back"));
	CHECK(strstr(fake_orders(), "query:panen:panen"));
	drive_stop(ui);
}

static void test_in_plain_mode_each_hit_has_the_lines_that_it_needs(void **state)
{
	(void)state;
	struct ui *ui = start(24, 60);
	int shortest = 100, longest = 0, last = -1;

	ui->is_plain = ui->surface->is_plain = true;
	drive_keys(ui, "/");
	drive_type(ui, "a");
	drive_keys(ui, "Enter g");
	for (int i = 0; i < 6; i++) {
		int row = ui->surface->cursor_row;

		CHECK(row >= 0);
		if (last >= 0 && row > last) {
			shortest = row - last < shortest ? row - last : shortest;
			longest = row - last > longest ? row - last : longest;
		}
		last = row;
		drive_keys(ui, "j");
	}
	CHECK(shortest < longest);
	drive_stop(ui);
}

static void test_what_was_done_to_many_says_how_many_they_were(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "g j j j Enter A");
	CHECK(last_has(ui, "marked read; U takes it back ("));
	CHECK(last_has(ui, " articles)"));
	drive_keys(ui, "A"); /* there is nothing that U could take back */
	CHECK(!last_has(ui, "U takes it back"));
	drive_keys(ui, "g V j j m");
	CHECK(last_has(ui, "marked unread; U takes it back (3 articles)"));
	drive_keys(ui, "j m");
	CHECK(!last_has(ui, "articles)"));
	drive_stop(ui);
}

static void test_unread_only_goes_along_but_not_to_what_is_kept(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "g j j j Enter M");
	CHECK(drive_has(ui, "All articles · unread"));
	drive_keys(ui, "q g j j Enter"); /* starred */
	CHECK(!drive_has(ui, "· unread") && drive_has(ui, "★"));
	drive_keys(ui, "M q G Enter");
	CHECK(drive_has(ui, "· unread"));
	drive_keys(ui, "M q g Enter M M q G Enter"); /* what is unread has M for itself */
	CHECK(!drive_has(ui, "· unread"));
	drive_keys(ui, "q g C Enter");
	CHECK(drive_has(ui, "all is read; R asks for news"));
	drive_stop(ui);
}

static void test_a_list_says_how_much_of_it_is_unread(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "G k Enter"); /* Harbour Times */
	CHECK(last_has(ui, " 8 unread here"));
	drive_keys(ui, "F");
	drive_type(ui, "panen");
	drive_keys(ui, "Enter");
	CHECK(!last_has(ui, "unread here"));
	ui_resize(ui, 12, 40);
	drive_keys(ui, "Esc j");
	CHECK(!last_has(ui, "unread here") && last_has(ui, "Enter open"));
	drive_stop(ui);
}

static void test_a_search_without_hits_says_how_to_find_more(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "/");
	drive_type(ui, "zzz");
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "fewer words find more"));
	CHECK(last_has(ui, "/ other words"));
	drive_stop(ui);
}

static void test_what_hides_feeds_says_how_to_see_them_again(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "F");
	drive_type(ui, "harbour");
	drive_keys(ui, "Enter");
	CHECK(last_has(ui, "Enter open   Esc all again"));
	drive_keys(ui, "Esc");
	CHECK(last_has(ui, "a add") && !last_has(ui, "all again"));
	drive_keys(ui, "M j");
	CHECK(last_has(ui, "Enter open   M show all"));
	drive_stop(ui);
}

static void test_tab_says_when_nothing_begins_so(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, ":");
	drive_type(ui, "xyz");
	drive_keys(ui, "Tab");
	CHECK(last_has(ui, ": xyz") && last_has(ui, "nothing begins with this"));
	drive_type(ui, "a");
	CHECK(!last_has(ui, "nothing begins with this"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(menus_say_what_enter_does_in_them),
		TEST(enter_goes_on_in_a_text_and_out_at_its_end),
		TEST(health_does_what_it_advises),
		TEST(a_folder_tells_which_of_its_feeds_fail),
		TEST(an_empty_list_offers_the_way_out),
		TEST(what_does_nothing_is_told_by_its_key),
		TEST(a_search_begins_with_examples_and_names_itself),
		TEST(what_was_done_to_many_says_how_many_they_were),
		TEST(unread_only_goes_along_but_not_to_what_is_kept),
		TEST(a_list_says_how_much_of_it_is_unread),
		TEST(a_search_without_hits_says_how_to_find_more),
		TEST(what_hides_feeds_says_how_to_see_them_again),
		TEST(tab_says_when_nothing_begins_so),
		TEST(in_plain_mode_each_hit_has_the_lines_that_it_needs),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	fake_reset();
	return failed;
}
