/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "lib/check.h"
#include "ui/drive.h"
#include "ui/list.h"

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
	CHECK(drive_has(ui, ", with related articles"));
	CHECK(drive_has(ui, "unread, Bulog Siapkan Cadangan Enam Bulan, "));
	CHECK(!drive_has(ui, "●"));
	CHECK(ui->surface->cursor_row >= 0 && ui->surface->cursor_column == 0);
	drive_stop(ui);
}

/* The headline under the cursor, its lines joined by blanks. */
static struct str headline(struct ui *ui, struct buf *out)
{
	int row = ui->surface->cursor_row;

	buf_clear(out);
	if (row >= 0)
		buf_add(out, str_trim(str_from(drive_line(ui, row))));
	while (row >= 0 && ++row < ui->surface->rows &&
	       str_has_prefix(str_from(drive_line(ui, row)), STR("  "))) {
		buf_add_char(out, ' ');
		buf_add(out, str_trim(str_from(drive_line(ui, row))));
	}
	return buf_str(out);
}

static void test_long_headlines_go_on_in_the_next_line(void **state)
{
	(void)state;
	struct ui *ui = start();
	struct buf said = { 0 };

	for (int rows = 24; rows >= 6; rows -= 6) {
		ui_resize(ui, rows, 40);
		drive_keys(ui, "g g Down Down Down Enter g");
		for (int i = 0; i < 30; i++) {
			const struct store_row *row = list_selected(
				(struct list *)ui->panes[PANE_LIST]);

			/* An emoji may be drawn without its selector. */
			struct str end = str_slice(row->title, row->title.len / 2 + 6,
						   row->title.len);
			CHECK(str_find(headline(ui, &said), end) != SIZE_MAX);
			CHECK(str_find(buf_str(&said), row->source) != SIZE_MAX);
			drive_keys(ui, i % 7 == 3 ? "Up" : "Down");
		}
		drive_keys(ui, "q");
	}
	buf_free(&said);
	drive_stop(ui);
}

static void test_nothing_is_cut_of_the_selected_feed(void **state)
{
	(void)state;
	struct ui *ui = start();
	struct buf said = { 0 };
	int found = 0;

	for (int rows = 24; rows >= 5; rows -= 19) {
		ui_resize(ui, rows, 30);
		drive_keys(ui, "g");
		for (int i = 0; i < 16; i++) {
			found += str_eq(headline(ui, &said),
					STR("Warta Ekonomi Desa, 8 unread, in berita/ekonomi"));
			CHECK(ui->surface->cursor_row > 0 && ui->surface->cursor_row < rows - 1);
			drive_keys(ui, "Down");
		}
	}
	CHECK(found == 2);
	buf_free(&said);
	drive_stop(ui);
}

static void test_turning_screens_passes_over_no_headline(void **state)
{
	(void)state;
	struct ui *ui = start();
	struct list *list = (struct list *)ui->panes[PANE_LIST];
	size_t seen = 0;

	ui_resize(ui, 12, 40);
	drive_keys(ui, "Down Down Down Enter g");
	while (list->at + 1 < list->window.count || !list->window.has_last) {
		CHECK(list->top <= seen);
		seen = list->top + (size_t)list->shown;
		CHECK(list->shown > 0 && list->at < seen);
		drive_keys(ui, "PgDn");
	}
	CHECK(seen + (size_t)list->shown >= list->window.count);
	drive_stop(ui);
}

static void test_a_picture_is_called_one(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "Enter Enter");
	CHECK(drive_has(ui, "Picture 1: "));
	CHECK(!drive_has(ui, "▣") && !drive_has(ui, "‹"));
	drive_stop(ui);
}

static void check_no_marks(struct ui *ui)
{
	static const char *const marks[] = { "●", "○", "✓", "▸", "▾" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		CHECK(!drive_has(ui, marks[i]));
}

static void test_related_links_say_in_words_whether_they_are_here(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "Enter Enter");
	check_no_marks(ui);
	CHECK(drive_has(ui, "b1 cached"));
	CHECK(drive_has(ui, "b2 not cached  Harga Pupuk"));
	drive_keys(ui, "u");
	check_no_marks(ui);
	CHECK(drive_has(ui, "b1 cached Bulog"));
	drive_stop(ui);
}

static void test_feeds_say_in_words_what_they_hold(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "g");
	check_no_marks(ui);
	CHECK(drive_has(ui, "Radio Kota, cannot be read"));
	CHECK(drive_has(ui, "berita, folder, 8 unread"));
	CHECK(drive_has(ui, "Kabar Nusantara, in berita/nasional"));
	ui_resize(ui, 24, 40);
	drive_keys(ui, "Down");
	check_no_marks(ui);
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
		TEST(long_headlines_go_on_in_the_next_line),
		TEST(nothing_is_cut_of_the_selected_feed),
		TEST(turning_screens_passes_over_no_headline),
		TEST(a_picture_is_called_one),
		TEST(related_links_say_in_words_whether_they_are_here),
		TEST(feeds_say_in_words_what_they_hold),
		TEST(nothing_is_framed_or_barred),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
