/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/check.h"
#include "ui/drive.h"
#include "ui/article.h"
#include "ui/past.h"

static void test_a_line_typed_before_comes_back_with_up(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "a");
	drive_type(ui, "contoh.exampel");
	drive_keys(ui, "Enter a");
	drive_type(ui, "lain.example");
	drive_keys(ui, "Enter a");
	drive_type(ui, "baru");
	drive_keys(ui, "Up Up Up");
	CHECK(drive_has(ui, "feed: contoh.exampel"));
	drive_keys(ui, "Down");
	CHECK(drive_has(ui, "feed: lain.example"));
	drive_keys(ui, "Down");
	CHECK(drive_has(ui, "feed: baru"));
	drive_keys(ui, "Esc : Up");
	CHECK(!drive_has(ui, "lain.example"));
	drive_stop(ui);
}

static void write_file(const char *path, const char *text, size_t len)
{
	FILE *out = fopen(path, "w");

	CHECK(out && fwrite(text, 1, len, out) == len && fclose(out) == 0);
}

static void read_file(const char *path, char *text, size_t size)
{
	FILE *in = fopen(path, "r");

	CHECK(in);
	text[fread(text, 1, size - 1, in)] = '\0';
	fclose(in);
}

static void test_the_next_session_has_the_lines_of_the_last(void **state)
{
	(void)state;
	char folder[] = "/tmp/warta-prompts-XXXXXX", path[64], text[512];
	struct stat st;

	CHECK(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/history", folder);
	fake_reset();
	drive_use(folder);
	struct ui *ui = drive_start(24, 80);
	drive_keys(ui, "a");
	drive_type(ui, "contoh.exampel");
	drive_keys(ui, "Enter");
	static const char other[] = "address\tdari.lain\n"; /* another reader ends first */
	write_file(path, other, sizeof(other) - 1);
	chmod(path, 0644);
	drive_stop(ui);
	CHECK(stat(path, &st) == 0 && (st.st_mode & 0777) == 0600);
	read_file(path, text, sizeof(text));
	CHECK(!strcmp(text, "address\tdari.lain\naddress\tcontoh.exampel\n"));
	ui = drive_start(24, 80);
	drive_keys(ui, "a Up");
	CHECK(drive_has(ui, "contoh.exampel"));
	drive_keys(ui, "Up");
	CHECK(drive_has(ui, "dari.lain"));
	drive_stop(ui);
	drive_use(NULL);
	unlink(path);
	rmdir(folder);
}

static void test_a_file_of_lines_is_trusted_with_nothing(void **state)
{
	static const char bytes[] = "address\tsatu\033]0;judul\007 dua\n\tno kind\nno tab\n"
				    "address\t\xff\xfe\naddress\t\n\n"
				    "a-kind-that-is-longer-than-any-kind\tx\naddress\tcut";
	char path[] = "/tmp/warta-prompts-XXXXXX";
	struct past *past = NULL;
	struct str text;

	(void)state;
	close(mkstemp(path));
	write_file(path, bytes, sizeof(bytes) - 1);
	past_load(&past, path);
	CHECK(past_find(past, STR("address"), 0, &text) && str_eq(text, STR("cut")));
	CHECK(past_find(past, STR("address"), 1, &text) &&
	      str_eq(text, STR("satu]0;judul dua")));
	CHECK(!past_find(past, STR("address"), 2, &text));
	CHECK(!past_find(past, STR(""), 0, &text));
	past_free(past);
	unlink(path);
	past = NULL;
	past_load(&past, "/dev/zero");
	past_load(&past, "/nonexistent/history");
	CHECK(!past);
}

static void test_what_was_read_before_can_be_opened_again(void **state)
{
	struct history *history;
	struct str line;

	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	history = &article_of(ui->panes[PANE_ARTICLE])->history;
	past_add(ui_past(ui), STR("read"), STR("uhttps://a.example/x Halaman lama"), true);
	past_add(ui_past(ui), STR("read"), STR("aXYZ rusak"), true);
	past_add(ui_past(ui), STR("read"), STR("a2 Judul lama"), true);
	drive_keys(ui, ": h i s t o r y Enter");
	CHECK(drive_has(ui, "Halaman lama") && drive_has(ui, "earlier"));
	CHECK(!drive_has(ui, "rusak"));
	drive_keys(ui, "Enter"); /* the last one read */
	CHECK(history->count == 1 && history_current(history)->article == 2);
	CHECK(past_find(*ui_past(ui), STR("read"), 0, &line));
	CHECK_STR(line, "a2 Judul lama");
	/* What this session has read is in the list once. */
	drive_keys(ui, ": h i s t o r y Enter");
	int earlier = 0;
	for (int row = 0; row < 24; row++)
		earlier += strstr(drive_line(ui, row), "earlier") != NULL;
	CHECK(earlier == 1 && drive_has(ui, "Judul lama") && drive_has(ui, "Halaman lama"));
	drive_keys(ui, "k Enter");
	CHECK_STR(str_from(history_current(history)->url), "https://a.example/x");
	drive_stop(ui);
}

static void test_two_hundred_lines_of_a_kind_are_kept(void **state)
{
	char path[] = "/tmp/warta-prompts-XXXXXX";
	struct past *past = NULL;
	struct str text;

	(void)state;
	past_add(&past, STR(":"), STR("set reader.width 66"), true);
	past_add(&past, STR("here alone"), STR("secret"), false);
	for (int i = 0; i < 300; i++) {
		char line[32];

		snprintf(line, sizeof(line), "kata %d", i);
		past_add(&past, STR("/"), str_from(line), true);
	}
	past_add(&past, STR("/"), STR("kata 150"), true);
	CHECK(past_find(past, STR("here alone"), 0, &text));
	close(mkstemp(path));
	CHECK(past_save(past, path, NULL));
	past_free(past);
	past = NULL;
	past_load(&past, path);
	CHECK(past_find(past, STR("/"), 0, &text) && str_eq(text, STR("kata 150")));
	CHECK(past_find(past, STR("/"), 199, &text) && str_eq(text, STR("kata 100")));
	CHECK(!past_find(past, STR("/"), 200, &text));
	CHECK(past_find(past, STR(":"), 0, &text));
	CHECK(!past_find(past, STR("here alone"), 0, &text));
	past_free(past);
	unlink(path);
}

static void offer_two_feeds(struct ui *ui)
{
	static struct news_alternate feeds[] = {
		{ .url = { "https://a.example/1", 19 }, .title = { "Satu", 4 } },
		{ .url = { "https://a.example/2", 19 }, .title = { "Dua", 3 } },
	};
	struct engine_event event = { .kind = ENGINE_CHOICES, .alternates = feeds,
				      .alternate_count = 2 };

	ui_event(ui, &event);
}

static void test_a_choice_of_feeds_shows_without_a_key(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	ui_draw(ui);
	CHECK(!ui->is_stale);
	offer_two_feeds(ui);
	CHECK(ui->is_stale);
	CHECK(drive_has(ui, "Dua"));
	drive_stop(ui);
}

static void answer_add(struct ui *ui, enum engine_event_kind kind, uint64_t ticket)
{
	struct engine_event event = { .kind = kind, .ticket = ticket, .text = { "Satu", 4 } };

	snprintf(event.error.text, sizeof(event.error.text), "%s", "no such feed");
	ui_event(ui, &event);
	ui_draw(ui);
}

static void test_several_feeds_of_a_site_are_taken_from_one_menu(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	offer_two_feeds(ui);
	fake_orders();
	drive_keys(ui, "Enter");
	uint64_t first = ui->add_ticket;
	CHECK(ui->is_adding && drive_has(ui, "… Satu"));
	drive_keys(ui, "Down Enter");
	CHECK(strstr(fake_orders(), "subscribe https://a.example/1 0\n"
				    "subscribe https://a.example/2 0\n"));
	CHECK(first != ui->add_ticket && drive_has(ui, "… Dua"));
	answer_add(ui, ENGINE_SUBSCRIBED, first);
	CHECK(drive_has(ui, "✓ Satu") && drive_has(ui, "… Dua") && ui->is_adding);
	answer_add(ui, ENGINE_FAILED, ui->add_ticket);
	CHECK(drive_has(ui, "no such feed"));
	CHECK(!drive_has(ui, "… Dua") && drive_has(ui, "Dua") && !ui->is_adding);
	drive_keys(ui, "Esc");
	CHECK(!drive_has(ui, "This site has several feeds"));
	drive_stop(ui);
}

static void test_a_feed_of_a_site_may_be_a_site_with_several(void **state)
{
	static struct news_alternate feeds[] = {
		{ .url = { "https://a.example/1/1", 21 }, .title = { "Pagi", 4 } },
		{ .url = { "https://a.example/1/2", 21 }, .title = { "Sore", 4 } },
	};
	struct engine_event event = { .kind = ENGINE_CHOICES, .alternates = feeds,
				      .alternate_count = 2 };
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	offer_two_feeds(ui);
	drive_keys(ui, "Enter");
	event.ticket = ui->add_ticket;
	ui_event(ui, &event);
	fake_orders();
	drive_keys(ui, "Down Enter");
	CHECK_STR(str_from(fake_orders()), "subscribe https://a.example/1/2 0\n");
	CHECK(drive_has(ui, "… Sore"));
	answer_add(ui, ENGINE_SUBSCRIBED, ui->add_ticket);
	CHECK(drive_has(ui, "✓ Sore"));
	drive_keys(ui, "Enter"); /* once is enough */
	CHECK_STR(str_from(fake_orders()), "");
	CHECK(drive_has(ui, "✓ Sore") && drive_has(ui, "Sore is subscribed already"));
	drive_keys(ui, "Esc Down Enter");
	CHECK_STR(str_from(fake_orders()), "subscribe https://a.example/2 0\n");
	drive_stop(ui);
}

/* The last lines, joined by blanks. */
static struct str said(struct ui *ui, struct buf *out)
{
	buf_clear(out);
	for (int i = 1; i < ui->surface->rows; i++)
		buf_addf(out, "%s%s", out->len ? " " : "", drive_line(ui, i) + 1);
	for (size_t at = 1; at < out->len; at++)
		if (out->ptr[at] == ' ' && out->ptr[at - 1] == ' ')
			buf_remove(out, at--, 1);
	return buf_str(out);
}

static void test_a_narrow_menu_says_whole_what_its_row_cuts(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(16, 40);
	struct buf text = { 0 };

	drive_keys(ui, "Enter Enter c");
	for (int i = 0; i < SETTING_COUNT; i++) {
		const struct setting_row *row = conf_row((enum setting)i);

		if (str_find(said(ui, &text), str_from(row->help)) == SIZE_MAX)
			print_error("%s: %s\n", row->name, drive_screen(ui));
		CHECK(str_find(buf_str(&text), str_from(row->help)) != SIZE_MAX);
		drive_keys(ui, "Down");
	}
	buf_free(&text);
	drive_stop(ui);
}

static void test_a_setting_may_be_written_with_an_equals_sign(void **state)
{
	static const char *const said[] = { "set width=66", "set reader.width = 66",
					    "set reader.width 66", "set width= 66" };
	(void)state;
	fake_reset();
	char folder[] = "/tmp/warta-prompts-XXXXXX", path[64];
	CHECK(mkdtemp(folder));
	drive_use(folder);
	struct ui *ui = drive_start(24, 80);

	for (size_t i = 0; i < sizeof(said) / sizeof(*said); i++) {
		drive_keys(ui, ":");
		drive_type(ui, "set width=70");
		drive_keys(ui, "Enter :");
		CHECK(conf_number(ui->conf, SETTING_WIDTH) == 70);
		drive_type(ui, said[i]);
		drive_keys(ui, "Enter");
		CHECK(conf_number(ui->conf, SETTING_WIDTH) == 66);
	}
	drive_keys(ui, ":");
	drive_type(ui, "set theme nord");
	drive_keys(ui, "Enter");
	CHECK(str_eq(conf_text(ui->conf, SETTING_THEME), STR("nord")));
	drive_stop(ui);
	drive_use(NULL);
	snprintf(path, sizeof(path), "%s/config", folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/history", folder);
	unlink(path);
	rmdir(folder);
}

static void test_looking_for_a_feed_shows_until_it_ends_and_escape_ends_it(void **state)
{
	(void)state;
	fake_reset();
	struct ui *ui = drive_start(24, 80);

	drive_keys(ui, "a");
	drive_type(ui, "slow.example");
	drive_keys(ui, "Enter j");
	CHECK(strstr(drive_line(ui, 0), "⟳"));
	fake_orders();
	drive_keys(ui, "Esc");
	CHECK(strstr(fake_orders(), "cancel\n"));
	CHECK(!strstr(drive_line(ui, 0), "⟳"));
	CHECK(drive_has(ui, "no longer looking for the feed"));
	drive_stop(ui);
}

static void test_the_first_feed_is_selected_when_it_comes(void **state)
{
	(void)state;
	fake_reset();
	fake_set_empty(true);
	struct ui *ui = drive_start(24, 80);

	CHECK(drive_has(ui, "Welcome to warta"));
	fake_set_empty(false);
	ui_changed(ui);
	fake_orders();
	drive_keys(ui, "Enter");
	CHECK(!drive_has(ui, "does nothing here"));
	CHECK(drive_has(ui, "Bulog"));
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_line_typed_before_comes_back_with_up),
		TEST(the_next_session_has_the_lines_of_the_last),
		TEST(a_file_of_lines_is_trusted_with_nothing),
		TEST(two_hundred_lines_of_a_kind_are_kept),
		TEST(a_choice_of_feeds_shows_without_a_key),
		TEST(several_feeds_of_a_site_are_taken_from_one_menu),
		TEST(a_feed_of_a_site_may_be_a_site_with_several),
		TEST(a_narrow_menu_says_whole_what_its_row_cuts),
		TEST(a_setting_may_be_written_with_an_equals_sign),
		TEST(looking_for_a_feed_shows_until_it_ends_and_escape_ends_it),
		TEST(the_first_feed_is_selected_when_it_comes),
		TEST(what_was_read_before_can_be_opened_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
