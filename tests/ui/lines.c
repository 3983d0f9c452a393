/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>

#include "base/utf8.h"
#include "lib/check.h"
#include "ui/article.h"

/* The lines at the top and at the bottom of the screen. */

static const char *last_line(struct ui *ui)
{
	return drive_line(ui, ui->surface->rows - 1);
}

static bool is_in(const char *line, struct str text)
{
	return str_find(str_from(line), text) != SIZE_MAX;
}

static void test_a_sentence_that_fits_the_line_is_not_cut(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 60);
	struct buf said = { 0 };

	drive_keys(ui, "Enter Enter");
	CHECK(is_in(last_line(ui), STR("%")) || is_in(last_line(ui), STR("Top")));
	while (said.len < 58)
		buf_add_char(&said, (char)('a' + said.len % 26));
	ui_say(ui, ROLE_NOTICE, "%s", buf_cstr(&said));
	ui_draw(ui);
	CHECK(is_in(last_line(ui), buf_str(&said)));
	buf_free(&said);
	drive_stop(ui);
}

static int spots_of_row(const struct ui *ui, int row)
{
	int count = 0;

	for (int i = 0; i < ui->spot_count; i++)
		count += ui->spots[i].row == row;
	return count;
}

static const char sentence[] = "a sentence that has more words in it than the last line of this "
			       "screen can take, and so goes over the rows above it";

static void click(struct ui *ui, int row, int column)
{
	struct term_event event = { .key = KEY_MOUSE_, .mouse = TERM_PRESS, .row = row,
				    .column = column };

	ui_key(ui, &event);
	ui_draw(ui);
}

static void test_a_long_sentence_is_clicked_away_and_nothing_below_it(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 60);
	enum pane focus = ui->focus;

	ui->message[0] = '\0';
	ui_draw(ui);
	CHECK(spots_of_row(ui, 23) > 0);
	ui_say(ui, ROLE_NOTICE, "%s", sentence);
	ui_draw(ui);
	CHECK(is_in(last_line(ui), STR("rows above it")));
	for (int row = 23; row > 21; row--) {
		CHECK(spots_of_row(ui, row) == 1);
		click(ui, row, 40);
		CHECK(!ui->message[0] && ui->focus == focus && !ui->box_count);
		CHECK(!is_in(last_line(ui), STR("rows above it")));
		ui_say(ui, ROLE_NOTICE, "%s", sentence);
		ui_draw(ui);
	}
	drive_stop(ui);
}

static void test_a_menu_turned_by_the_wheel_says_what_is_selected(void **state)
{
	struct term_event wheel = { .key = KEY_MOUSE_, .mouse = TERM_WHEEL_DOWN, .row = 8,
				    .column = 20 };
	char before[UI_MESSAGE_MAX];

	(void)state;
	fake_reset();
	struct ui *ui = drive_start(16, 40);

	drive_keys(ui, "Enter Enter c");
	CHECK(ui->message[0]);
	snprintf(before, sizeof(before), "%s", ui->message);
	ui_key(ui, &wheel);
	ui_draw(ui);
	CHECK(ui->message[0] && !str_eq(str_from(ui->message), str_from(before)));
	drive_stop(ui);
}

static void test_a_click_into_the_trail_goes_to_the_step_that_is_there(void **state)
{
	(void)state;
	for (int plain = 0; plain < 2; plain++) {
		fake_reset();
		struct ui *ui = drive_start(24, 100);

		ui->is_plain = ui->surface->is_plain = plain;
		drive_keys(ui, "Enter Enter b 1 b 1");
		struct history *history = &((struct article *)ui->panes[PANE_ARTICLE])->history;
		CHECK(history->at == 2);
		visit_set_text(&history->items[0]->title, STR("Rumah › Beras › Harga"));
		ui_draw(ui);
		CHECK(spots_of_row(ui, 0) == 4);
		struct str line = str_from(drive_line(ui, 0));
		size_t at = str_find(line, STR("Rumah > Beras"));
		CHECK(at != SIZE_MAX);
		/* A note that was looked up is no step of it. */
		((struct article *)ui->panes[PANE_ARTICLE])->note = 1;
		click(ui, 0, utf8_width(str_slice(line, 0, at)));
		CHECK(history->at == 0);
		/* The feed, where the trail began, is the way to the list. */
		ui_draw(ui);
		line = str_from(drive_line(ui, 0));
		at = str_find(line, STR("Kabar"));
		CHECK(at != SIZE_MAX && ui->focus == PANE_ARTICLE);
		click(ui, 0, utf8_width(str_slice(line, 0, at)) + 1);
		CHECK(ui->focus == PANE_LIST);
		drive_stop(ui);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sentence_that_fits_the_line_is_not_cut),
		TEST(a_long_sentence_is_clicked_away_and_nothing_below_it),
		TEST(a_click_into_the_trail_goes_to_the_step_that_is_there),
		TEST(a_menu_turned_by_the_wheel_says_what_is_selected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
