/* SPDX-License-Identifier: MIT */
#include "lib/check.h"
#include "ui/drive.h"

static void test_a_line_typed_before_comes_back_with_up(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "a");
	drive_type(ui, "contoh.exampel");
	drive_keys(ui, "Enter a");
	drive_type(ui, "lain.example");
	drive_keys(ui, "Enter a");
	drive_type(ui, "baru");
	drive_keys(ui, "Up Up Up");
	CHECK(drive_has(ui, "feed: contoh.exampel"));
	drive_keys(ui, "Down");
	CHECK(drive_has(ui, "feed: lain.example"));
	drive_keys(ui, "Down");
	CHECK(drive_has(ui, "feed: baru"));
	drive_keys(ui, "Esc : Up");
	CHECK(!drive_has(ui, "lain.example"));
	drive_stop(ui);
}

static void test_a_choice_of_feeds_shows_without_a_key(void **state)
{
	static struct news_alternate feeds[] = {
		{ .url = { "https://a.example/1", 19 }, .title = { "Satu", 4 } },
		{ .url = { "https://a.example/2", 19 }, .title = { "Dua", 3 } },
	};
	struct engine_event event = { .kind = ENGINE_CHOICES, .alternates = feeds,
				      .alternate_count = 2 };
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	ui_draw(ui);
	CHECK(!ui->is_stale);
	ui_event(ui, &event);
	CHECK(ui->is_stale);
	CHECK(drive_has(ui, "Dua"));
	drive_stop(ui);
}

static void test_the_first_feed_is_selected_when_it_comes(void **state)
{
	(void)state;
	fake_reset();
	fake_set_empty(true);
	struct ui *ui = drive_start(24, 80);

	CHECK(drive_has(ui, "Welcome to warta"));
	fake_set_empty(false);
	ui_changed(ui);
	fake_orders();
	drive_keys(ui, "Enter");
	CHECK(!drive_has(ui, "does nothing here"));
	CHECK(drive_has(ui, "Bulog"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_line_typed_before_comes_back_with_up),
		TEST(a_choice_of_feeds_shows_without_a_key),
		TEST(the_first_feed_is_selected_when_it_comes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
