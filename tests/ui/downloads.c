/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdlib.h>
#include <string.h>

#include "lib/check.h"

static const char url[] = "https://kabar.example/suara/1.mp3";

/* What the engine tells of the file. */
static void tell(struct ui *ui, int64_t done, int64_t total, bool is_last, const char *error)
{
	struct engine_event *event = calloc(1, sizeof(*event));

	event->kind = ENGINE_DOWNLOAD;
	event->url = str_from(url);
	event->text = STR("/home/siti/Downloads/1.mp3");
	event->done = done;
	event->total = total;
	event->is_last = is_last;
	if (error)
		error_set(&event->error, "%s", error);
	fake_send(event);
	drive_answer(ui);
}

static struct ui *start(void)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	tell(ui, 0, 20000000, false, NULL);
	return ui;
}

static void test_a_download_shows_how_far_it_is_whatever_is_read(void **state)
{
	(void)state;
	struct ui *ui = start();

	tell(ui, 8600000, 20000000, false, NULL);
	CHECK(drive_has(ui, "↓ 43 %"));
	drive_keys(ui, "Enter Enter");
	CHECK(drive_has(ui, "↓ 43 %"));
	tell(ui, 20000000, 20000000, true, NULL);
	CHECK(drive_has(ui, "downloaded: 1.mp3"));
	CHECK(!drive_has(ui, "↓ "));
	drive_stop(ui);
}

static void test_the_list_has_bars_and_reasons(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "E");
	tell(ui, 10000000, 20000000, false, NULL);
	CHECK(drive_has(ui, "━━━━━━━━╌╌╌╌╌╌╌╌"));
	CHECK(drive_has(ui, "10.0 of 20.0 MB"));
	tell(ui, 10000000, 20000000, true, "The file cannot be written: No space left on device");
	ui->message[0] = '\0';
	CHECK(drive_has(ui, "failed"));
	CHECK(drive_has(ui, "No space left"));
	drive_stop(ui);
}

static void test_enter_stops_goes_on_and_d_forgets(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "E");
	fake_orders();
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "stopped at 0.0 of 20.0 MB"));
	drive_keys(ui, "Enter");
	CHECK(strstr(fake_orders(), "download https://kabar.example/suara/1.mp3\n"));
	drive_keys(ui, "D");
	CHECK(strstr(fake_orders(), "forget https://kabar.example/suara/1.mp3\n"));
	CHECK(drive_has(ui, "nothing was downloaded"));
	drive_stop(ui);
}

static void test_one_address_is_fetched_once(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter 7 j Enter e");
	CHECK(drive_has(ui, "1.mp3") && drive_has(ui, "audio/mpeg  23:45  20.0 MB"));
	fake_orders();
	drive_keys(ui, "Enter");
	CHECK(strstr(fake_orders(), "download "));
	drive_keys(ui, "e w");
	CHECK_STR(str_from(fake_orders()), "");
	CHECK(drive_has(ui, "on its way already"));
	drive_stop(ui);
}

static void test_what_did_not_end_is_listed_on_another_day(void **state)
{
	(void)state;
	fake_reset();
	store_put(NULL, STR("downloads"),
		  STR("7\t20000000\t\"x\"\t/nonexistent/1.mp3\t"
		      "https://kabar.example/suara/1.mp3\n"));
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "E");
	CHECK(drive_has(ui, "1.mp3"));
	CHECK(drive_has(ui, "stopped at 0.0 of 20.0 MB"));
	fake_orders();
	drive_keys(ui, "Enter");
	CHECK(strstr(fake_orders(), "download https://kabar.example/suara/1.mp3\n"));
	drive_stop(ui);
}

static void test_played_is_a_mark(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter 7 j");
	fake_orders();
	drive_keys(ui, ":");
	drive_type(ui, "played");
	drive_keys(ui, "Enter");
	CHECK(strstr(fake_orders(), "mark 5 "));
	CHECK(drive_has(ui, "♪"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_download_shows_how_far_it_is_whatever_is_read),
		TEST(the_list_has_bars_and_reasons),
		TEST(enter_stops_goes_on_and_d_forgets),
		TEST(one_address_is_fetched_once),
		TEST(what_did_not_end_is_listed_on_another_day),
		TEST(played_is_a_mark),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	fake_reset();
	return failed;
}
