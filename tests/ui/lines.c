/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include "lib/check.h"

/* The line at the bottom of the screen. */

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

static void test_what_a_long_sentence_covers_is_not_clicked(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 60);

	CHECK(spots_of_row(ui, 23) > 0);
	ui_say(ui, ROLE_NOTICE, "%s", "a sentence that has more words in it than the last line of "
				      "this screen can take, and so goes over the rows above it");
	ui_draw(ui);
	CHECK(is_in(last_line(ui), STR("rows above it")));
	CHECK(spots_of_row(ui, 23) == 0);
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_sentence_that_fits_the_line_is_not_cut),
		TEST(what_a_long_sentence_covers_is_not_clicked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
