/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <string.h>

#include "lib/check.h"
#include "ui/list.h"
#include "ui/search.h"

/* What is done to several results of a search at once. */

static struct ui *start_with_hits(void)
{
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g j j j Enter /");
	drive_type(ui, "panen");
	drive_keys(ui, "Enter g");
	fake_orders();
	return ui;
}

static int marked(const char *orders)
{
	const char *at = strstr(orders, "mark "), *end = at ? strchr(at, '\n') : NULL;
	int count = -1;

	for (; at && at < end; at++)
		count += *at == ' ';
	return count;
}

static void test_a_range_of_results_is_marked(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();

	drive_keys(ui, "V j j s");
	CHECK(marked(fake_orders()) == 3);
	drive_keys(ui, "j s");
	CHECK(marked(fake_orders()) == 1);
	drive_stop(ui);
}

static void test_played_is_a_mark_of_a_range_too(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();

	drive_keys(ui, "V j j :");
	drive_type(ui, "played");
	drive_keys(ui, "Enter");
	CHECK(marked(fake_orders()) == 3);
	drive_stop(ui);
}

static void test_a_tag_without_a_name_is_none(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();

	drive_keys(ui, "T");
	drive_type(ui, "-");
	drive_keys(ui, "Enter");
	CHECK(!strstr(fake_orders(), "mark "));
	CHECK(!drive_has(ui, "tag taken away"));
	drive_stop(ui);
}

static void test_escape_ends_the_range_and_not_the_search(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();

	drive_keys(ui, "V j j Esc s");
	CHECK(marked(fake_orders()) == 1);
	CHECK(drive_has(ui, "/ panen"));
	drive_stop(ui);
}

static void test_all_read_means_what_is_found(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();

	const struct list *list = (struct list *)ui->panes[PANE_LIST];
	while (!(search_selected((struct search *)ui->search)->flags & STORE_UNREAD))
		drive_keys(ui, "j");
	uint32_t flags = list->window.count ? list->window.rows[1].flags : 0;
	ui_act(ui, ACTION_READ_ALL, 0);
	CHECK(!(search_selected((struct search *)ui->search)->flags & STORE_UNREAD));
	CHECK(list->window.count && list->window.rows[1].flags == flags);
	CHECK(strstr(fake_orders(), " scope 5") != NULL);
	drive_keys(ui, "Enter");
	fake_orders();
	drive_keys(ui, "A"); /* and so it does in an article that was found */
	CHECK(strstr(fake_orders(), " scope 5") != NULL);
	drive_stop(ui);
}

static void test_a_search_that_is_not_understood_marks_nothing(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "/");
	drive_type(ui, "p");
	drive_keys(ui, "Enter");
	((struct search *)ui->search)->edit.text.len = 0;
	buf_add(&((struct search *)ui->search)->edit.text, STR("is:blue"));
	fake_orders();
	drive_keys(ui, "A");
	CHECK(!strstr(fake_orders(), "mark "));
	CHECK(drive_has(ui, "Known are unread"));
	drive_stop(ui);
}

static void test_a_mark_made_elsewhere_shows_among_the_results(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();
	char before[600];

	snprintf(before, sizeof(before), "%s", drive_line(ui, 3));
	for (unsigned i = 0; i < 60; i += 3)
		fake_mark_row(i);
	ui_changed(ui);
	drive_keys(ui, "F5");
	CHECK(strcmp(before, drive_line(ui, 3)) != 0);
	drive_stop(ui);
}

/* The answer that the search is waiting for: these rows, the first of them new. */
static void answer_search(struct ui *ui, const struct store_row *rows, size_t count, bool is_last)
{
	struct engine_event event = { .kind = ENGINE_FOUND, .is_last = is_last,
				      .ticket = ((struct search *)ui->search)->ticket,
				      .rows = (struct store_row *)rows, .row_count = count };

	ui_event(ui, &event);
}

static void test_what_is_found_later_moves_nothing(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();
	struct search *search = (struct search *)ui->search;
	struct store_row rows[4] = { { .id = 9000, .title = STR("Panen baru") } };

	drive_keys(ui, "g j j");
	int64_t here = search_selected(search)->id;
	for (int i = 0; i < 3; i++) {
		rows[i + 1] = (struct store_row){ .id = search->window.rows[i].id,
						  .title = STR("Panen") };
	}
	answer_search(ui, rows, 2, false); /* not as far as the selected one */
	CHECK(search_selected(search)->id == here);
	answer_search(ui, rows, 4, true);
	CHECK(search->window.count == 4 && search_selected(search)->id == here);
	CHECK(search->cursor.at - search->cursor.top == 2);
	drive_stop(ui);
}

static void test_what_is_found_is_kept_when_its_message_is_gone(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();
	char text[] = "panen";
	struct str view = str_from(text);
	struct store_row row = { .id = 9000, .title = view, .source = view, .author = view,
				 .url = view, .snippet = view, .hit = view };

	answer_search(ui, &row, 1, true);
	memset(text, 'x', view.len);
	const struct store_row *kept = search_selected((struct search *)ui->search);
	const struct str *texts[] = { &kept->title, &kept->source, &kept->author, &kept->url,
				      &kept->snippet, &kept->hit };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		CHECK_STR(*texts[i], "panen");
	drive_stop(ui);
}

static void test_links_and_files_of_a_result_can_be_listed(void **state)
{
	(void)state;
	struct ui *ui = start_with_hits();

	drive_keys(ui, "u");
	CHECK(drive_has(ui, "─ Links ─"));
	drive_keys(ui, "Esc e");
	CHECK(drive_has(ui, "─ Sound, video, files ─"));
	drive_keys(ui, "Esc b");
	CHECK(drive_has(ui, "─ Read also ─"));
	drive_stop(ui);
}

static void test_a_title_is_cut_where_its_hit_is_not(void **state)
{
	(void)state;
	static const struct {
		const char *query, *shown;
	} rows[] = { { "PETANI", "…Mundur Dua Pekan, Petani S…" },
		     { "Panen", "Panen Raya Mundur Dua Pekan…" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		fake_reset();
		struct ui *ui = drive_start(24, 40);

		drive_keys(ui, "/");
		drive_type(ui, rows[i].query);
		drive_keys(ui, "Enter");
		CHECK(drive_has(ui, rows[i].shown));
		drive_stop(ui);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(a_range_of_results_is_marked),
		TEST(played_is_a_mark_of_a_range_too),
		TEST(a_tag_without_a_name_is_none),
		TEST(escape_ends_the_range_and_not_the_search),
		TEST(all_read_means_what_is_found),
		TEST(what_is_found_later_moves_nothing),
		TEST(what_is_found_is_kept_when_its_message_is_gone),
		TEST(links_and_files_of_a_result_can_be_listed),
		TEST(a_search_that_is_not_understood_marks_nothing),
		TEST(a_title_is_cut_where_its_hit_is_not),
		TEST(a_mark_made_elsewhere_shows_among_the_results),
	};

	int failed = cmocka_run_group_tests(tests, NULL, NULL);

	fake_reset();
	return failed;
}
