/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/check.h"
#include "ui/drive.h"

static struct ui *start(void)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	ui->is_plain = ui->surface->is_plain = true;
	return ui;
}

static void test_headlines_say_their_marks_in_words(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "g Down Down Down Enter");
	CHECK(drive_has(ui, "unread, Bulog Siapkan Cadangan Enam Bulan, "));
	CHECK(!drive_has(ui, "●"));
	CHECK(ui->surface->cursor_row >= 0 && ui->surface->cursor_column == 0);
	drive_stop(ui);
}

static void test_nothing_is_framed_or_barred(void **state)
{
	static const char *const keys[] = { "?", "Esc u", "Esc Enter", "g", "G" };
	static const char *const lines[] = { "╭", "│", "─", "┃" };

	(void)state;
	struct ui *ui = start();
	drive_keys(ui, "Enter");
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		drive_keys(ui, keys[i]);
		for (size_t k = 0; k < sizeof(lines) / sizeof(*lines); k++)
			CHECK(!drive_has(ui, lines[k]));
	}
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(headlines_say_their_marks_in_words),
		TEST(nothing_is_framed_or_barred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
