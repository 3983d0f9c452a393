/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <string.h>

#include "lib/check.h"
#include "ui/list.h"

/* How many lines of the screen are this text and nothing else. */
static int headings(struct ui *ui, const char *text)
{
	int found = 0;

	for (int i = 0; i < ui->surface->rows; i++)
		found += str_eq(str_trim(str_from(drive_line(ui, i))), str_from(text));
	return found;
}

static struct ui *start_by_day(void)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter P j Enter");
	return ui;
}

static struct ui *start_by_feed(void)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter P j j Enter");
	return ui;
}

static void test_days_have_headings(void **state)
{
	(void)state;
	struct ui *ui = start_by_day();

	CHECK(headings(ui, "Today") == 1);
	CHECK(headings(ui, "Yesterday") == 1);
	CHECK(headings(ui, "Saturday, 31 October") == 1);
	drive_stop(ui);
}

static void test_feeds_have_headings_once(void **state)
{
	(void)state;
	struct ui *ui = start_by_feed();

	CHECK(headings(ui, "Kabar Nusantara") == 1);
	CHECK(headings(ui, "Warta Ekonomi Desa") == 1);
	drive_keys(ui, "G");
	CHECK(headings(ui, "Harbour Times") == 1);
	drive_stop(ui);
}

static void test_sections_and_tags_have_headings_and_what_has_none_comes_last(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(40, 80);

	drive_keys(ui, "g j j j Enter P j j j Enter");
	CHECK(headings(ui, "Daerah") == 1 && headings(ui, "Ekonomi") == 1);
	CHECK(headings(ui, "Olahraga") == 1);
	drive_keys(ui, "M-n M-n M-n");
	CHECK_STR(list_selected((struct list *)ui->panes[PANE_LIST])->group, "");
	CHECK(headings(ui, "without a section") == 1);
	drive_keys(ui, "M-p");
	CHECK_STR(list_selected((struct list *)ui->panes[PANE_LIST])->group, "Olahraga");
	drive_keys(ui, "P G Enter");
	CHECK(headings(ui, "berita/ekonomi") == 1 && headings(ui, "world") == 1);
	drive_stop(ui);
}

/* Rows of the list that are read. */
static size_t read_rows(struct ui *ui)
{
	const struct list *list = (struct list *)ui->panes[PANE_LIST];
	size_t count = 0;

	for (size_t i = 0; i < list->window.count; i++)
		count += !(list->window.rows[i].flags & STORE_UNREAD);
	return count;
}

static void test_what_is_marked_read_shows_at_once_and_nothing_else_does(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(40, 80);
	struct store_scope other = { .kind = STORE_FEED, .feed = 2 };
	size_t all, before, group = 0, feed = 0;

	drive_keys(ui, "g j j j Enter P j j j Enter");
	const struct list *list = (struct list *)ui->panes[PANE_LIST];
	const struct store_row *here = list_selected(list);
	all = list->window.count;
	before = read_rows(ui);
	for (size_t i = 0; i < all; i++) {
		const struct store_row *row = &list->window.rows[i];
		bool is_unread = row->flags & STORE_UNREAD;

		group += is_unread && list_same_group(list, row, here);
		feed += is_unread && row->feed == 2 && !list_same_group(list, row, here);
	}
	ui_act(ui, ACTION_READ_GROUP, 0);
	CHECK(group > 0 && read_rows(ui) == before + group);
	ui_mark(ui, &(struct store_selection){ .scope = &other }, STORE_MARK_READ, STR(""));
	CHECK(feed > 0 && read_rows(ui) == before + group + feed);
	ui_mark(ui, &(struct store_selection){ .scope = &list->scope }, STORE_MARK_READ, STR(""));
	CHECK(read_rows(ui) == all);
	drive_stop(ui);
}

static void test_the_first_line_names_the_group_wherever_the_list_stands(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(4000);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter P j Enter C-f C-f C-f");
	CHECK_STR(str_trim(str_from(drive_line(ui, 2))), "Today");
	drive_keys(ui, "G");
	CHECK_STR(str_trim(str_from(drive_line(ui, 2))), "Friday, 30 October");
	drive_stop(ui);
}

static void test_the_selected_row_is_always_on_the_screen(void **state)
{
	(void)state;
	struct ui *ui = start_by_day();

	for (int i = 0; i < 30; i++) {
		bool is_seen = false;

		drive_keys(ui, i < 26 ? "j" : "k");
		ui_draw(ui);
		for (int row = 2; row < 23; row++)
			is_seen |= ui->surface->cells[row * 80 + 40].role == ROLE_SELECTED;
		CHECK(is_seen);
	}
	drive_stop(ui);
}

static void page_through(struct ui *ui)
{
	struct list *list = (struct list *)ui->panes[PANE_LIST];

	for (int i = 0; i < 3; i++) {
		size_t behind = list->top + (size_t)list->shown;

		drive_keys(ui, "C-f");
		CHECK(list->top <= behind);
	}
	for (int i = 0; i < 3; i++) {
		size_t first = list->top;

		drive_keys(ui, "C-b");
		CHECK(!first || list->top + (size_t)list->shown >= first);
	}
	drive_stop(ui);
}

static void test_a_screen_down_or_up_skips_no_headline(void **state)
{
	(void)state;
	page_through(start_by_day());
	fake_reset();
	struct ui *ui = drive_start(24, 80);
	fake_set_size(300);
	drive_keys(ui, "g j j j Enter");
	page_through(ui);
}

static void test_m_a_marks_one_group_read(void **state)
{
	(void)state;
	struct ui *ui = start_by_day();

	fake_orders();
	drive_keys(ui, "M-a");
	CHECK_STR(str_from(fake_orders()), "mark 0 scope 0 group 86400\n");
	drive_stop(ui);
	ui = start_by_feed();
	fake_orders();
	drive_keys(ui, "M-n M-a");
	CHECK_STR(str_from(fake_orders()), "mark 0 scope 0 group 2\n");
	drive_stop(ui);
}

static void test_a_group_can_be_a_range(void **state)
{
	(void)state;
	struct ui *ui = start_by_feed();

	fake_orders();
	drive_keys(ui, "M-v s");
	CHECK_STR(str_from(fake_orders()), "mark 2 scope 0 group 1\n");
	drive_stop(ui);
}

static void test_groups_are_stepped_over_however_long(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(4000);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter P j Enter");
	drive_keys(ui, "M-n");
	CHECK_STR(str_trim(str_from(drive_line(ui, 2))), "Yesterday");
	CHECK(drive_has(ui, "Berita nomor 841"));
	drive_keys(ui, "M-n j j M-p");
	CHECK_STR(str_trim(str_from(drive_line(ui, 2))), "Saturday, 31 October");
	drive_keys(ui, "M-p");
	CHECK_STR(str_trim(str_from(drive_line(ui, 2))), "Yesterday");
	drive_keys(ui, "M-p M-p");
	CHECK(drive_has(ui, "this is the first group"));
	drive_stop(ui);
}

static void test_groups_are_remembered_for_their_list(void **state)
{
	(void)state;
	struct ui *ui = start_by_feed();

	CHECK(strstr(fake_orders(), "remember view 0: 3 2\n"));
	drive_keys(ui, "q k Enter");
	CHECK(headings(ui, "Kabar Nusantara") == 0);
	drive_keys(ui, "q j Enter");
	CHECK(headings(ui, "Kabar Nusantara") == 1);
	drive_stop(ui);
}

static void test_another_order_ends_groups_it_cannot_have(void **state)
{
	(void)state;
	struct ui *ui = start_by_feed();

	drive_keys(ui, "S Home Enter");
	CHECK(headings(ui, "Kabar Nusantara") == 0);
	drive_stop(ui);
}

static void test_a_range_may_be_longer_than_what_is_in_memory(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(4000);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter V G");
	fake_orders();
	drive_keys(ui, "m");
	CHECK_STR(str_from(fake_orders()), "mark 0 scope 0 from to\n");
	drive_stop(ui);
}

static void test_a_click_on_a_heading_opens_nothing(void **state)
{
	(void)state;
	struct ui *ui = start_by_day();
	struct term_event click = { .key = KEY_MOUSE_, .mouse = TERM_PRESS, .row = 2, .column = 9 };

	ui_key(ui, &click);
	drive_answer(ui);
	CHECK(ui->focus == PANE_LIST);
	click.row = 3;
	ui_key(ui, &click);
	drive_answer(ui);
	CHECK(ui->focus == PANE_ARTICLE);
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(days_have_headings),
		TEST(feeds_have_headings_once),
		TEST(sections_and_tags_have_headings_and_what_has_none_comes_last),
		TEST(what_is_marked_read_shows_at_once_and_nothing_else_does),
		TEST(the_first_line_names_the_group_wherever_the_list_stands),
		TEST(the_selected_row_is_always_on_the_screen),
		TEST(a_screen_down_or_up_skips_no_headline),
		TEST(m_a_marks_one_group_read),
		TEST(a_group_can_be_a_range),
		TEST(groups_are_stepped_over_however_long),
		TEST(groups_are_remembered_for_their_list),
		TEST(another_order_ends_groups_it_cannot_have),
		TEST(a_range_may_be_longer_than_what_is_in_memory),
		TEST(a_click_on_a_heading_opens_nothing),
	};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	fake_reset();
	return failed;
}
