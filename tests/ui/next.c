/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <string.h>

#include "lib/check.h"
#include "ui/article.h"

static struct visit *visit_now(struct ui *ui)
{
	return history_current(&article_of(ui->panes[PANE_ARTICLE])->history);
}

/* Nobody types for a while. */
static void rest(struct ui *ui)
{
	for (int i = 0; ui_wait_ms(ui) == 0 && i < 50; i++)
		ui_tick(ui);
	CHECK(ui_wait_ms(ui) != 0);
}

/* With article 999 open; of those after it 996 is the next, which was read, and
 * 993 the next unread. */
static struct ui *start(void)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "j j Enter j m k Enter");
	CHECK(visit_now(ui)->article == 999);
	fake_orders();
	return ui;
}

static void test_what_comes_next_is_asked_for_while_one_reads(void **state)
{
	(void)state;
	struct ui *ui = start();

	rest(ui);
	const char *orders = fake_orders();
	CHECK(strstr(orders, "open 993 full") && strstr(orders, "open 996 full"));
	CHECK(!strstr(orders, "mark") && !strstr(orders, "url "));
	drive_answer(ui);
	CHECK(visit_now(ui)->article == 999);
	rest(ui);
	CHECK(!strstr(fake_orders(), "open"));
	drive_stop(ui);
}

static void test_the_next_article_needs_no_answer(void **state)
{
	(void)state;
	struct ui *ui = start();

	rest(ui);
	drive_answer(ui);
	fake_orders();
	ui_act(ui, ACTION_NEXT_ARTICLE, 1);
	CHECK(visit_now(ui)->article == 996 && visit_now(ui)->state == VISIT_READY);
	CHECK(!strstr(fake_orders(), "open 996"));
	drive_stop(ui);
}

static void test_a_key_before_the_answer_waits_for_the_same_one(void **state)
{
	(void)state;
	struct ui *ui = start();

	rest(ui);
	fake_orders();
	ui_act(ui, ACTION_NEXT_UNREAD, 1);
	CHECK(visit_now(ui)->article == 993 && visit_now(ui)->state == VISIT_WAITING);
	drive_answer(ui);
	CHECK(visit_now(ui)->state == VISIT_READY);
	const char *orders = fake_orders();
	CHECK(!strstr(orders, "open 993") && strstr(orders, "mark 0 993"));
	drive_stop(ui);
}

static void test_what_changed_in_the_store_is_asked_for_again(void **state)
{
	(void)state;
	struct ui *ui = start();

	rest(ui);
	drive_answer(ui);
	fake_orders();
	ui_changed(ui);
	rest(ui);
	CHECK(strstr(fake_orders(), "open 996 full"));
	drive_stop(ui);
}

static void test_the_place_is_that_where_it_was_left(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "J C-f C-f C-f k k k k");
	size_t top = visit_now(ui)->top;
	CHECK(top > 44);
	drive_keys(ui, "K");
	rest(ui);
	drive_answer(ui); /* what the store knew before */
	drive_keys(ui, "J");
	CHECK(visit_now(ui)->article == 996 && visit_now(ui)->top == top);
	drive_stop(ui);
}

static void test_in_the_list_nothing_is_asked_for(void **state)
{
	(void)state;
	struct ui *ui = start();

	drive_keys(ui, "q");
	fake_orders();
	ui_changed(ui);
	rest(ui);
	CHECK(!strstr(fake_orders(), "open"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_comes_next_is_asked_for_while_one_reads),
		TEST(the_next_article_needs_no_answer),
		TEST(a_key_before_the_answer_waits_for_the_same_one),
		TEST(what_changed_in_the_store_is_asked_for_again),
		TEST(the_place_is_that_where_it_was_left),
		TEST(in_the_list_nothing_is_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
