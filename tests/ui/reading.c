/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <string.h>

#include "lib/check.h"
#include "ui/article.h"
#include "ui/list.h"

static struct visit *visit_now(struct ui *ui)
{
	return history_current(&article_of(ui->panes[PANE_ARTICLE])->history);
}

static struct ui *start(int rows, int columns)
{
	fake_reset();
	return drive_start(rows, columns);
}

static void test_back_restores_row_and_link_exactly(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter Tab Tab j j j");
	size_t top = visit_now(ui)->top;
	uint32_t link = visit_now(ui)->link;
	CHECK(top == 3 && link > 0);
	drive_keys(ui, "b 3");
	CHECK(drive_has(ui, "› Kampung Nelayan"));
	drive_keys(ui, "j j Backspace");
	CHECK(drive_has(ui, "‹ Kabar Nusantara › Panen Raya"));
	drive_keys(ui, "L");
	CHECK(visit_now(ui)->top == 2);
	drive_keys(ui, "Backspace");
	CHECK(visit_now(ui)->link == 6 || visit_now(ui)->link > 0);
	drive_stop(ui);
}

static void test_a_feed_that_cannot_be_read_says_why_in_place_of_headlines(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "G Enter");
	CHECK(drive_has(ui, "  radio.example did not answer for 30 s"));
	CHECK(drive_has(ui, "i tells more; r tries again"));
	CHECK(!drive_has(ui, "no articles yet"));
	drive_stop(ui);
}

static void test_the_feed_of_an_article_is_looked_at_from_any_list(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "g Enter i");
	CHECK(drive_has(ui, "How this feed is doing") && drive_has(ui, "Warta Ekonomi Desa"));
	drive_keys(ui, "q J i");
	CHECK(drive_has(ui, "How this feed is doing") && drive_has(ui, "Harbour Times"));
	drive_stop(ui);
}

static void test_authors_show_where_titles_leave_room(void **state)
{
	(void)state;
	struct ui *ui = start(24, 90);

	drive_keys(ui, "g Enter");
	CHECK(drive_has(ui, "Kereta Pagi Bandung–Cirebon Ditambah") && drive_has(ui, "Siti Rahma"));
	CHECK(drive_has(ui, "Ferry service between the islands resumes after storm"));
	ui_resize(ui, 24, 60);
	drive_keys(ui, "g");
	CHECK(!drive_has(ui, "Siti Rahma"));
	drive_stop(ui);
}

static void test_the_page_behind_a_teaser_is_fetched_when_it_is_opened(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter");
	CHECK(!strstr(fake_orders(), "url "));
	fake_set_teasers();
	drive_keys(ui, "J");
	drive_answer(ui);
	CHECK(strstr(fake_orders(), "url https://kabar.example/a/"));
	CHECK(visit_now(ui)->is_full);
	drive_keys(ui, "x"); /* the feed's text was asked for: it stays */
	drive_answer(ui);
	CHECK(!strstr(fake_orders(), "url "));
	drive_stop(ui);
}

static void test_what_is_selected_is_one_piece(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);
	int first = -1, last = -1;

	drive_keys(ui, "Enter Enter b");
	ui_draw(ui);
	for (int row = 0; row < 24; row++) {
		for (int at = 0; at < 80; at++) {
			if (ui->surface->cells[row * 80 + at].role != ROLE_LINK_SELECTED)
				continue;
			CHECK(last < 0 || last == row * 80 + at - 1);
			first = first < 0 ? row * 80 + at : first;
			last = row * 80 + at;
		}
	}
	CHECK(last - first > 20); /* label, number, mark and title */
	drive_stop(ui);
}

static void test_twenty_hops_lead_back_to_the_start(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter j j");
	for (int i = 0; i < 20; i++)
		drive_keys(ui, i % 2 ? "b 2 j" : "b 1 j j");
	CHECK(drive_has(ui, "… ›"));
	for (int i = 0; i < 20; i++)
		drive_keys(ui, "H");
	CHECK(visit_now(ui)->top == 2);
	CHECK(drive_has(ui, "‹ Kabar Nusantara › Panen Raya"));
	drive_stop(ui);
}

static void test_a_resize_keeps_the_line_being_read(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);
	struct layout_anchor before, after;

	drive_keys(ui, "Enter Enter C-f");
	before = layout_anchor_of(&visit_now(ui)->layout, visit_now(ui)->top);
	ui_resize(ui, 12, 40);
	ui_draw(ui);
	after = layout_anchor_of(&visit_now(ui)->layout, visit_now(ui)->top);
	CHECK(after.block == before.block);
	ui_resize(ui, 24, 80);
	ui_draw(ui);
	after = layout_anchor_of(&visit_now(ui)->layout, visit_now(ui)->top);
	CHECK(after.block == before.block && after.offset <= before.offset);
	drive_stop(ui);
}

static void test_new_articles_move_nothing_on_the_screen(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);
	char before[256], after[256];

	drive_keys(ui, "Enter j j");
	snprintf(before, sizeof(before), "%s", drive_line(ui, 4));
	fake_add_news(5);
	ui_changed(ui);
	snprintf(after, sizeof(after), "%s", drive_line(ui, 4));
	CHECK_STR(str_from(after), before);
	CHECK(drive_has(ui, "5 new articles above"));
	drive_keys(ui, "g");
	CHECK(drive_has(ui, "Berita Baru"));
	CHECK(!drive_has(ui, "new articles above"));
	drive_stop(ui);
}

static void test_an_article_keeps_its_line_while_the_store_changes(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);
	char before[256];

	drive_keys(ui, "Enter Enter j j j j");
	snprintf(before, sizeof(before), "%s", drive_line(ui, 5));
	for (int i = 0; i < 100; i++) {
		fake_add_news(1);
		ui_changed(ui);
	}
	CHECK_STR(str_from(drive_line(ui, 5)), before);
	drive_stop(ui);
}

static void test_opening_marks_read_and_m_takes_it_back(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "j j Enter Enter");
	CHECK(strstr(fake_orders(), "open 999 full\nmark 0 999\n"));
	drive_keys(ui, "m");
	CHECK(strstr(fake_orders(), "mark 1 999"));
	drive_keys(ui, "m");
	CHECK(strstr(fake_orders(), "mark 0 999"));
	drive_stop(ui);
}

static void test_space_at_the_end_goes_to_the_next_unread(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "j j Enter Enter G");
	fake_orders();
	drive_keys(ui, "Space");
	CHECK(strstr(fake_orders(), "open 996 full"));
	drive_stop(ui);
}

static void test_a_number_shows_its_target_before_it_is_followed(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter 2");
	CHECK(drive_has(ui, "2 → https://dinas.example/laporan"));
	drive_keys(ui, "Esc");
	CHECK(!drive_has(ui, "2 →"));
	drive_keys(ui, "2 y");
	CHECK(drive_has(ui, "copied: https://dinas.example/laporan"));
	fake_orders();
	drive_keys(ui, "2 w");
	CHECK(strstr(fake_orders(), "prefetch 0 https://dinas.example/laporan 0"));
	drive_keys(ui, "2 Enter");
	CHECK(strstr(fake_orders(), "url https://dinas.example/laporan"));
	drive_keys(ui, "9");
	CHECK(drive_has(ui, "there is no link 9"));
	drive_stop(ui);
}

static void test_a_number_left_alone_is_followed_after_a_moment(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter 2");
	fake_orders();
	CHECK(ui_wait_ms(ui) > 0);
	ui->now_ms += 799;
	ui_tick(ui);
	CHECK_STR(str_from(fake_orders()), "");
	ui->now_ms += 10;
	ui_tick(ui);
	CHECK(strstr(fake_orders(), "url https://dinas.example/laporan"));
	drive_stop(ui);
}

static void test_b_goes_to_the_related_and_back(void **state)
{
	(void)state;
	struct ui *ui = start(12, 40);

	drive_keys(ui, "Enter Enter b");
	size_t there = visit_now(ui)->top;
	CHECK(there > 0);
	drive_keys(ui, "b");
	CHECK(visit_now(ui)->top == 0);
	drive_stop(ui);
}

static void test_what_cannot_be_fetched_says_why_and_can_be_left(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	fake_set_online(false);
	drive_keys(ui, "Enter Enter b 2");
	CHECK(drive_has(ui, "cannot be reached"));
	drive_keys(ui, "Backspace");
	CHECK(drive_has(ui, "SUBANG, KABAR"));
	drive_keys(ui, "b 1");
	CHECK(drive_has(ui, "› Bulog Siapkan"));
	drive_stop(ui);
}

static void test_words_are_found_in_the_text(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter F");
	drive_type(ui, "POMPA");
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "hit 1 of 13"));
	drive_keys(ui, "n n");
	CHECK(drive_has(ui, "hit 3 of 13"));
	drive_keys(ui, "N");
	CHECK(drive_has(ui, "hit 2 of 13"));
	drive_keys(ui, "Esc n");
	CHECK(!drive_has(ui, "hit "));
	drive_stop(ui);
}

static void test_x_shows_the_other_form_of_the_text(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter");
	CHECK(visit_now(ui)->is_full);
	drive_keys(ui, "x");
	CHECK(!visit_now(ui)->is_full);
	drive_keys(ui, "x");
	CHECK(visit_now(ui)->is_full);
	drive_stop(ui);
}

static void test_q_leads_home_from_anywhere(void **state)
{
	(void)state;
	struct ui *ui = start(24, 80);

	drive_keys(ui, "Enter Enter b 1 b 1 q");
	CHECK(ui->focus == PANE_LIST);
	drive_keys(ui, "q");
	CHECK(ui->focus == PANE_FEEDS && !ui->wants_quit);
	drive_keys(ui, "q");
	CHECK(ui->wants_quit);
	drive_stop(ui);
}

static void test_f_goes_to_the_feed_that_an_article_is_from(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter j j Enter f");
	CHECK(strstr(drive_line(ui, 0), "Harbour Times"));
	CHECK(ui->focus == PANE_LIST);
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "Harga Pupuk Turun Menjelang"));
	drive_stop(ui);
}

static void test_what_is_read_already_is_not_said_to_be_marked(void **state)
{
	static const char *const again[] = { "A", "<", ">" };

	(void)state;
	struct ui *ui = start(24, 80);
	drive_keys(ui, "Down Enter A");
	CHECK(drive_has(ui, "marked read; U takes it back"));
	for (size_t i = 0; i < sizeof(again) / sizeof(*again); i++) {
		drive_keys(ui, "Down");
		fake_orders();
		drive_keys(ui, again[i]);
		CHECK(drive_has(ui, "nothing unread is left here"));
		CHECK(!strstr(fake_orders(), "mark"));
	}
	ui_changed(ui);
	drive_keys(ui, "Esc h A");
	CHECK(drive_has(ui, "nothing unread is left here"));
	CHECK(!strstr(fake_orders(), "mark"));
	drive_stop(ui);
}

/* Two screens beyond the selected row are there before they are asked for, and
 * the rows stay the same ones whatever is read. */
static void test_a_list_reads_ahead_between_keys(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(3000);
	struct ui *ui = drive_start(40, 80);
	const struct list *list = (const struct list *)ui->panes[PANE_LIST];
	int at = 0;

	drive_keys(ui, "g j j j Enter");
	for (int i = 0; i < 60; i++) {
		bool is_down = i < 40;
		drive_keys(ui, is_down ? "C-f" : "C-b");
		at += is_down ? list->screen - 1 : 1 - list->screen;
		size_t top = list->top;
		for (int ticks = 0; ui_wait_ms(ui) == 0 && ticks < 10; ticks++)
			ui_tick(ui);
		CHECK(ui_wait_ms(ui) != 0);
		CHECK(list_selected(list)->id == 100000 - at);
		CHECK(list->at - list->top < (size_t)list->screen);
		CHECK(list->at + 2 * (size_t)list->screen < list->window.count ||
		      list->window.has_last);
		CHECK(list->at >= 2 * (size_t)list->screen || list->window.has_first);
		CHECK(list->window.count <= 600 && top < 600);
	}
	drive_stop(ui);
}

/* -> after how many of so many keys something was read, and in *most the rows
 * that one reading found at the most. */
static int readings(struct ui *ui, const char *key, int keys, size_t *most)
{
	const struct list *list = (const struct list *)ui->panes[PANE_LIST];
	int count = 0;

	for (int i = 0; i < keys; i++) {
		size_t before = list->window.count;

		drive_keys(ui, key);
		CHECK(list->window.count == before); /* the key itself reads nothing */
		count += ui_wait_ms(ui) == 0;
		for (int ticks = 0; ui_wait_ms(ui) == 0 && ticks < 20; ticks++) {
			before = list->window.count;
			ui_tick(ui);
			if (list->window.count > before + *most)
				*most = list->window.count - before;
		}
		CHECK(ui_wait_ms(ui) != 0);
	}
	return count;
}

static void test_most_screens_are_turned_without_reading(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(3000);
	struct ui *ui = drive_start(40, 80);
	size_t most = 0;

	drive_keys(ui, "g j j j Enter");
	int screens = readings(ui, "C-f", 40, &most);
	CHECK(screens >= 5 && screens <= 14);
	screens = readings(ui, "C-b", 20, &most);
	CHECK(screens >= 2 && screens <= 7);
	screens = readings(ui, "j", 200, &most);
	CHECK(screens <= 8);
	CHECK(most && most <= WINDOW_ROWS_BETWEEN_KEYS);
	drive_stop(ui);
}

static void test_a_footnote_is_gone_to_and_back(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter j j Enter 3");
	CHECK(drive_has(ui, "Laporan bulanan dinas")); /* what it says, before going there */
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "3. Laporan bulanan dinas"));
	CHECK(!drive_has(ui, "Luas tanam turun"));
	drive_keys(ui, "Backspace");
	CHECK(!drive_has(ui, "3. Laporan"));
	/* The mark again leads back as well; from the note, the mark is looked up. */
	drive_keys(ui, "4 Enter");
	CHECK(drive_has(ui, "4. Wawancara"));
	drive_keys(ui, "4 Enter");
	CHECK(!drive_has(ui, "4. Wawancara"));
	drive_keys(ui, "G");
	CHECK(drive_has(ui, "4. Wawancara"));
	drive_keys(ui, "4 Enter");
	CHECK(drive_has(ui, "Petani menunggu air\u2074."));
	drive_keys(ui, "Backspace");
	CHECK(drive_has(ui, "4. Wawancara"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(back_restores_row_and_link_exactly),
		TEST(a_feed_that_cannot_be_read_says_why_in_place_of_headlines),
		TEST(the_feed_of_an_article_is_looked_at_from_any_list),
		TEST(authors_show_where_titles_leave_room),
		TEST(the_page_behind_a_teaser_is_fetched_when_it_is_opened),
		TEST(what_is_selected_is_one_piece),
		TEST(twenty_hops_lead_back_to_the_start),
		TEST(a_resize_keeps_the_line_being_read),
		TEST(new_articles_move_nothing_on_the_screen),
		TEST(an_article_keeps_its_line_while_the_store_changes),
		TEST(opening_marks_read_and_m_takes_it_back),
		TEST(space_at_the_end_goes_to_the_next_unread),
		TEST(a_number_shows_its_target_before_it_is_followed),
		TEST(a_number_left_alone_is_followed_after_a_moment),
		TEST(b_goes_to_the_related_and_back),
		TEST(what_cannot_be_fetched_says_why_and_can_be_left),
		TEST(words_are_found_in_the_text),
		TEST(x_shows_the_other_form_of_the_text),
		TEST(q_leads_home_from_anywhere),
		TEST(f_goes_to_the_feed_that_an_article_is_from),
		TEST(what_is_read_already_is_not_said_to_be_marked),
		TEST(a_list_reads_ahead_between_keys),
		TEST(most_screens_are_turned_without_reading),
		TEST(a_footnote_is_gone_to_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
