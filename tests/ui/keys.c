/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/check.h"
#include "ui/fake_room.h"

static enum action find(const struct keymap *map, unsigned view, const char *name)
{
	struct term_event event;
	bool is_prefix;

	CHECK(term_key_parse(str_from(name), &event));
	return keymap_find(map, view, &event, 1, &is_prefix);
}

static void conf_from(const char *text, struct conf *conf)
{
	char path[] = "/tmp/warta-keys-XXXXXX";
	int fd = mkstemp(path);
	struct error err = { 0 };

	CHECK(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	close(fd);
	CHECK(conf_load(path, conf, &err));
	unlink(path);
}

static void test_no_key_means_two_things_in_one_view(void **state)
{
	(void)state;
	static const char *const presets[] = { "default", "newsboat", "vim" };

	for (int p = 0; p < 3; p++) {
		struct conf conf = { 0 };
		struct keymap map;
		char text[64];

		snprintf(text, sizeof(text), "[keys]\npreset = %s\n", presets[p]);
		conf_from(text, &conf);
		keymap_load(&map, &conf);
		for (size_t i = 0; i < map.count; i++) {
			for (size_t k = i + 1; k < map.count; k++) {
				bool is_same = map.items[i].count == map.items[k].count &&
					       !memcmp(map.items[i].keys, map.items[k].keys,
						       sizeof(map.items[i].keys));

				if (is_same && (map.items[i].views & map.items[k].views)) {
					print_error("%s: %s and %s\n", presets[p],
						    action_row(map.items[i].action)->name,
						    action_row(map.items[k].action)->name);
					CHECK(false);
				}
			}
		}
		CHECK(map.complaint_count == 0);
		keymap_free(&map);
		conf_free(&conf);
	}
}

/* What a newsboat user's hands do without thinking. */
static void test_the_usual_keys_of_newsboat_work_with_its_preset(void **state)
{
	(void)state;
	static const struct {
		unsigned views;
		const char *key;
		enum action action;
	} usual[] = {
		{ V_PANES, "Enter", ACTION_OPEN }, { V_PANES, "q", ACTION_CLOSE },
		{ V_PANES, "Q", ACTION_QUIT }, { V_PANES, "r", ACTION_REFRESH },
		{ V_PANES, "R", ACTION_REFRESH_ALL }, { V_PANES, "A", ACTION_READ_ALL },
		{ V_PANES, "C", ACTION_READ_EVERYTHING }, { V_PANES, "n", ACTION_NEXT_UNREAD },
		{ V_PANES, "p", ACTION_PREV_UNREAD }, { V_PANES, "C-k", ACTION_RANDOM_UNREAD },
		{ V_PANES, "C-n", ACTION_NEXT_UNREAD_FEED },
		{ V_PANES, "C-p", ACTION_PREV_UNREAD_FEED },
		{ V_ARTICLE, "J", ACTION_NEXT_ARTICLE }, { V_ARTICLE, "K", ACTION_PREV_ARTICLE },
		{ V_ARTICLE, "Space", ACTION_READ_ON }, { V_ARTICLE, "b", ACTION_PAGE_UP },
		{ V_LIST, "N", ACTION_READ }, { V_ARTICLE, "N", ACTION_READ },
		{ V_FEEDS, "l", ACTION_UNREAD_ONLY }, { V_LIST, "l", ACTION_UNREAD_ONLY },
		{ V_PANES, "o", ACTION_BROWSER }, { V_LIST, "O", ACTION_BROWSER_NEXT },
		{ V_ARTICLE, "u", ACTION_LINKS }, { V_LIST, "e", ACTION_ENCLOSURE },
		{ V_LIST, "D", ACTION_DELETE }, { V_FEEDS, "E", ACTION_FEED_SETTINGS },
		{ V_FEEDS, "t", ACTION_CHOOSE_TAG }, { V_PANES, "C-t", ACTION_CLEAR },
		{ V_PANES, "F", ACTION_FILTER }, { V_PANES, "C-f", ACTION_CLEAR },
		{ V_PANES, "/", ACTION_SEARCH }, { V_LIST, "g", ACTION_SORT },
		{ V_LIST, "G", ACTION_REVERSE }, { V_LIST, "C-e", ACTION_STAR },
		{ V_ARTICLE, "|", ACTION_PIPE }, { V_PANES, "v", ACTION_HISTORY },
		{ V_PANES, ":", ACTION_COMMAND }, { V_PANES, ",", ACTION_MACRO },
		{ V_PANES, "?", ACTION_HELP }, { V_PANES, "C-l", ACTION_REDRAW },
	};
	struct conf conf = { 0 };
	struct keymap map;

	conf_from("[keys]\npreset = newsboat\n", &conf);
	keymap_load(&map, &conf);
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		for (unsigned view = V_FEEDS; view <= V_ARTICLE; view <<= 1) {
			if (!(usual[i].views & view))
				continue;
			if (find(&map, view, usual[i].key) != usual[i].action)
				print_error("%s in view %u\n", usual[i].key, view);
			CHECK(find(&map, view, usual[i].key) == usual[i].action);
		}
	keymap_free(&map);
	conf_free(&conf);
}

static void test_every_action_has_help_and_a_name_of_its_own(void **state)
{
	(void)state;
	for (int i = 1; i < ACTION_COUNT; i++) {
		const struct action_row *row = action_row((enum action)i);

		CHECK(row->name[0] && row->help[0] && row->views);
		CHECK(action_find(str_from(row->name)) == (enum action)i);
	}
}

static void test_no_action_does_nothing_in_a_view_it_is_for(void **state)
{
	(void)state;
	static const struct {
		unsigned bit;
		const char *keys;
	} views[] = { { V_FEEDS, "" }, { V_LIST, "Enter" }, { V_ARTICLE, "Enter Enter" } };
	int bad = 0;

	for (int i = 1; i < ACTION_COUNT; i++) {
		for (size_t k = 0; k < sizeof(views) / sizeof(*views); k++) {
			if (!(action_row((enum action)i)->views & views[k].bit))
				continue;
			fake_reset();
			struct ui *ui = drive_start(24, 80);
			drive_keys(ui, views[k].keys);
			ui_act(ui, (enum action)i, 0);
			if (strstr(ui->message, "does nothing here")) {
				print_error("%s\n", ui->message);
				bad++;
			}
			drive_stop(ui);
		}
	}
	CHECK(!bad);
}

static void test_a_deleted_headline_goes_at_once(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(50);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "Enter 5 j");
	ui_act(ui, ACTION_DELETE, 0);
	CHECK(!drive_has(ui, "Berita nomor 5 ") && !drive_has(ui, "Berita nomor 5\n"));
	CHECK(drive_has(ui, "Berita nomor 4"));
	fake_orders();
	ui_act(ui, ACTION_STAR, 0); /* the one below is selected now */
	CHECK(strstr(fake_orders(), "mark 2 99994"));
	ui_act(ui, ACTION_SELECT, 0);
	ui_act(ui, ACTION_DOWN, 0);
	ui_act(ui, ACTION_DELETE, 0);
	CHECK(!drive_has(ui, "Berita nomor 6\n") && !drive_has(ui, "Berita nomor 7\n"));
	CHECK(drive_has(ui, "Berita nomor 8\n"));
	drive_stop(ui);
}

static void test_a_deletion_undone_shows_the_headline_again(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(50);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "Enter"); /* the first one, which comes back above the screen */
	ui_act(ui, ACTION_DELETE, 0);
	CHECK(!drive_has(ui, "Berita nomor 0\n"));
	struct engine_event *event = calloc(1, sizeof(*event));
	event->kind = ENGINE_UNDONE;
	event->text = STR("delete");
	event->count = 1;
	fake_send(event);
	drive_answer(ui);
	CHECK(strstr(drive_line(ui, 2), "Berita nomor 0"));
	fake_orders();
	drive_keys(ui, "Enter");
	CHECK(strstr(fake_orders(), "open 100000"));
	drive_stop(ui);
}

static void test_older_marks_of_the_store_do_not_come_back_for_a_moment(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "Enter j");
	ui_act(ui, ACTION_STAR, 0);
	fake_row(997)->flags &= ~(uint32_t)STORE_STARRED_FLAG; /* not stored yet */
	ui->changed_ms = ui->now_ms + 1;
	ui->now_ms += 500;
	ui_tick(ui); /* something else changed meanwhile */
	CHECK(strstr(drive_line(ui, 3), "★"));
	drive_answer(ui); /* now it is stored */
	ui->now_ms += 500;
	ui_tick(ui);
	CHECK(!strstr(drive_line(ui, 3), "★"));
	drive_stop(ui);
}

static void test_a_mark_twice_is_taken_back_whatever_it_is(void **state)
{
	(void)state;
	static const struct {
		enum action action;
		const char *first, *second;
	} rows[] = {
		{ ACTION_STAR, "mark 2 ", "mark 3 " }, { ACTION_PLAYED, "mark 5 ", "mark 8 " },
		{ ACTION_READ, "mark 1 ", "mark 0 " },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		fake_reset();
		struct ui *ui = drive_start(24, 80);
		drive_keys(ui, "Enter Enter");
		fake_orders();
		ui_act(ui, rows[i].action, 0); /* faster than the store answers */
		CHECK(strstr(fake_orders(), rows[i].first));
		ui_act(ui, rows[i].action, 0);
		CHECK(strstr(fake_orders(), rows[i].second));
		drive_stop(ui);
	}
}

static void test_keys_can_be_given_other_meanings(void **state)
{
	(void)state;
	struct conf conf = { 0 };
	struct keymap map;

	conf_from("[keys]\nstar = f\nlist.read = C-r\nfirst = gg\n", &conf);
	keymap_load(&map, &conf);
	CHECK(find(&map, V_LIST, "f") == ACTION_STAR);
	CHECK(find(&map, V_LIST, "s") == ACTION_NONE);
	CHECK(find(&map, V_LIST, "C-r") == ACTION_READ);
	CHECK(find(&map, V_LIST, "m") == ACTION_NONE);
	CHECK(find(&map, V_ARTICLE, "m") == ACTION_READ);
	struct term_event g;
	struct term_event keys[2];
	bool is_prefix;
	CHECK(term_key_parse(STR("g"), &g));
	keys[0] = keys[1] = g;
	CHECK(keymap_find(&map, V_LIST, keys, 1, &is_prefix) == ACTION_NONE && is_prefix);
	CHECK(keymap_find(&map, V_LIST, keys, 2, &is_prefix) == ACTION_FIRST);
	CHECK(map.complaint_count == 0);
	keymap_free(&map);
	conf_free(&conf);
}

static void test_mistakes_in_keys_name_line_and_nearest_word(void **state)
{
	(void)state;
	struct conf conf = { 0 };
	struct keymap map;

	conf_from("[keys]\nserch = f\nstar = Entr2\n", &conf);
	keymap_load(&map, &conf);
	CHECK(map.complaint_count == 2);
	CHECK(map.complaints[0].line == 2);
	CHECK(str_find(map.complaints[0].text, STR("\"search\"")) != SIZE_MAX);
	CHECK(str_find(map.complaints[1].text, STR("Entr2")) != SIZE_MAX);
	keymap_free(&map);
	conf_free(&conf);
}

static void test_a_count_repeats_the_move(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(200);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "Enter 1 0 j Enter");
	CHECK(drive_has(ui, "› Berita nomor 10"));
	drive_stop(ui);
}

static void test_pasted_text_runs_no_command(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);
	struct term_event paste = { .key = KEY_PASTE, .paste = STR("Q\nC\nq") };

	fake_orders();
	ui_key(ui, &paste);
	CHECK(!ui->wants_quit);
	CHECK_STR(str_from(fake_orders()), "");
	ui_key(ui, &(struct term_event){ .key = KEY_PASTE, .paste = STR("contoh.example/rss\n") });
	CHECK(drive_has(ui, "contoh.example/rss"));
	CHECK_STR(str_from(fake_orders()), "");
	drive_keys(ui, "Enter");
	CHECK(strstr(fake_orders(), "subscribe contoh.example/rss"));
	drive_stop(ui);
}

static void test_the_command_line_completes_and_suggests(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, ":");
	drive_type(ui, "refresh-o");
	drive_keys(ui, "Tab Enter");
	CHECK(strstr(fake_orders(), "refresh offline"));
	drive_keys(ui, ":");
	drive_type(ui, "serch");
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "the nearest is \"search\""));
	drive_keys(ui, ":");
	drive_type(ui, "xyzzyxyzzy");
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "there is no command \"xyzzyxyzzy\"; Tab"));
	drive_stop(ui);
}

static void test_tab_shows_what_else_there_is_and_completes_values(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, ":");
	drive_type(ui, "set layout ");
	drive_keys(ui, "Tab");
	CHECK(drive_has(ui, ": set layout auto   wide  medium  narrow"));
	drive_keys(ui, "Tab");
	CHECK(drive_has(ui, ": set layout wide   medium  narrow"));
	drive_type(ui, "x");
	CHECK(!drive_has(ui, "medium"));
	drive_keys(ui, "Esc");
	drive_stop(ui);
}

static void test_a_key_in_front_of_its_action_is_explained(void **state)
{
	(void)state;
	struct conf conf = { 0 };
	struct keymap map;

	conf_from("[keys]\nx = star\n", &conf);
	keymap_load(&map, &conf);
	CHECK(map.complaint_count == 1);
	CHECK(str_find(map.complaints[0].text, STR("star = x")) != SIZE_MAX);
	keymap_free(&map);
	conf_free(&conf);
}

static void test_a_list_of_any_length_is_reached_at_both_ends(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(100000);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "Enter G");
	CHECK(drive_has(ui, "Berita nomor 99999"));
	for (int i = 0; i < 60; i++)
		drive_keys(ui, "PgUp");
	CHECK(drive_has(ui, "Berita nomor 98759") || drive_has(ui, "Berita nomor 98799"));
	drive_keys(ui, "g");
	CHECK(drive_has(ui, "Berita nomor 0"));
	for (int i = 0; i < 60; i++)
		drive_keys(ui, "PgDn");
	CHECK(drive_has(ui, "Berita nomor 1200"));
	drive_stop(ui);
}

static void test_what_was_just_read_stays_until_the_list_is_left(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "g Enter");
	char line[256];
	snprintf(line, sizeof(line), "%s", drive_line(ui, 2));
	drive_keys(ui, "m");
	ui_changed(ui);
	CHECK(strstr(drive_line(ui, 2), strstr(line, "Bulog")));
	drive_stop(ui);
}

static void test_marks_of_a_range_are_one_order(void **state)
{
	(void)state;
	fake_reset();
	fake_set_size(50);
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "Enter V j j");
	fake_orders();
	drive_keys(ui, "m");
	CHECK(strstr(fake_orders(), "mark 0 100000 99999 99998\n"));
	drive_keys(ui, "j >");
	CHECK(strstr(fake_orders(), "scope 1 from"));
	drive_keys(ui, "C");
	CHECK(strstr(fake_orders(), "mark 0 scope 0"));
	drive_keys(ui, "U");
	CHECK(strstr(fake_orders(), "undo"));
	drive_stop(ui);
}

static void test_a_feed_alone_in_its_folder_stays_there(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	fake_orders();
	drive_keys(ui, "M-Down");
	CHECK(drive_has(ui, "it is the last of its folder"));
	drive_keys(ui, "M-Up");
	CHECK(drive_has(ui, "it is the first of its folder"));
	drive_keys(ui, "g M-Up");
	CHECK(!strstr(fake_orders(), "place"));
	drive_stop(ui);
}

static void test_all_feeds_are_refreshed_beside_those_whose_time_has_come(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);
	struct engine_progress progress = { .total = 3, .is_running = true };

	for (int is_all = 0; is_all < 2; is_all++) {
		progress.is_all = is_all;
		fake_set_progress(&progress);
		struct engine_event *event = calloc(1, sizeof(*event));
		event->kind = ENGINE_PROGRESS;
		fake_send(event);
		drive_answer(ui);
		fake_orders();
		drive_keys(ui, "R");
		CHECK_STR(str_from(fake_orders()), is_all ? "stop\n" : "refresh 0 all\n");
	}
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_key_means_two_things_in_one_view),
		TEST(the_usual_keys_of_newsboat_work_with_its_preset),
		TEST(every_action_has_help_and_a_name_of_its_own),
		TEST(no_action_does_nothing_in_a_view_it_is_for),
		TEST(a_deleted_headline_goes_at_once),
		TEST(a_deletion_undone_shows_the_headline_again),
		TEST(older_marks_of_the_store_do_not_come_back_for_a_moment),
		TEST(a_mark_twice_is_taken_back_whatever_it_is),
		TEST(keys_can_be_given_other_meanings),
		TEST(mistakes_in_keys_name_line_and_nearest_word),
		TEST(a_count_repeats_the_move),
		TEST(pasted_text_runs_no_command),
		TEST(the_command_line_completes_and_suggests),
		TEST(tab_shows_what_else_there_is_and_completes_values),
		TEST(a_key_in_front_of_its_action_is_explained),
		TEST(a_list_of_any_length_is_reached_at_both_ends),
		TEST(what_was_just_read_stays_until_the_list_is_left),
		TEST(marks_of_a_range_are_one_order),
		TEST(a_feed_alone_in_its_folder_stays_there),
		TEST(all_feeds_are_refreshed_beside_those_whose_time_has_come),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
