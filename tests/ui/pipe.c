/* SPDX-License-Identifier: MIT */
#include "ui/pipe.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/check.h"
#include "ui/drive.h"

/* An open article, and the command line with this in it. */
static struct ui *start(const char *command)
{
	struct ui *ui;

	fake_reset();
	ui = drive_start(24, 80);
	drive_keys(ui, "Enter Enter :");
	drive_type(ui, command);
	drive_keys(ui, "Enter");
	return ui;
}

/* What the loop does, until nothing runs. */
static void run(struct ui *ui)
{
	for (int i = 0; i < 4000 && pipe_wait_ms(ui) >= 0; i++) {
		struct pollfd slots[2];

		pipe_poll(ui, slots);
		poll(slots, 2, 5);
		pipe_step(ui);
	}
}

static void test_a_command_reads_the_article_and_its_words_are_shown(void **state)
{
	(void)state;
	struct ui *ui = start("pipe head -n 1");

	run(ui);
	CHECK(drive_has(ui, "head -n 1"));
	CHECK(ui->box_count == 1);
	drive_keys(ui, "q");
	CHECK(ui->box_count == 0);
	drive_stop(ui);
}

static void test_markdown_is_what_is_asked_for(void **state)
{
	(void)state;
	struct ui *ui = start("pipe-markdown head -n 1");

	run(ui);
	CHECK(drive_has(ui, "│ # ") || drive_has(ui, "# "));
	drive_stop(ui);
}

static void test_no_shell_sees_the_command(void **state)
{
	(void)state;
	struct ui *ui = start("pipe echo $HOME;id|cat");

	run(ui);
	CHECK(drive_has(ui, "$HOME;id|cat"));
	drive_stop(ui);
}

static void test_a_command_that_is_not_there_is_named(void **state)
{
	(void)state;
	struct ui *ui = start("pipe no-such-command-here");

	run(ui);
	CHECK(drive_has(ui, "no-such-command-here"));
	CHECK(!ui->box_count);
	drive_stop(ui);
}

static void test_a_failure_and_its_words_are_shown(void **state)
{
	(void)state;
	struct ui *ui = start("pipe cat /no/such/file");

	run(ui);
	CHECK(drive_has(ui, "/no/such/file") && drive_has(ui, "status 1"));
	drive_stop(ui);
}

static void test_a_command_that_says_too_much_is_ended(void **state)
{
	(void)state;
	struct ui *ui = start("pipe yes");

	run(ui);
	CHECK(ui->box_count == 1 && drive_has(ui, "yes"));
	drive_keys(ui, "G");
	CHECK(drive_has(ui, "cut off after 1 MB"));
	drive_stop(ui);
}

static void test_a_command_that_does_not_end_is_ended(void **state)
{
	(void)state;
	struct ui *ui = start("pipe sleep 1000");

	CHECK(pipe_wait_ms(ui) > 20000);
	ui->now_ms += 31000;
	run(ui);
	CHECK(drive_has(ui, "ended after 30 seconds"));
	drive_stop(ui);
}

static void test_no_control_byte_of_a_command_is_shown(void **state)
{
	(void)state;
	struct ui *ui = start("pipe printf \\033[31mmerah\\007");

	run(ui);
	CHECK(drive_has(ui, "merah"));
	CHECK(!strchr(drive_screen(ui), '\033') && !strchr(drive_screen(ui), '\007'));
	drive_stop(ui);
}

static void test_a_word_being_typed_is_not_interrupted(void **state)
{
	(void)state;
	struct ui *ui = start("pipe echo selesai");

	drive_keys(ui, "/");
	drive_keys(ui, "Esc :");
	run(ui);
	CHECK(ui->box_count == 1);
	drive_keys(ui, "Esc");
	pipe_step(ui);
	CHECK(drive_has(ui, "selesai"));
	drive_stop(ui);
}

static void test_from_the_headlines_the_page_is_asked_for(void **state)
{
	(void)state;
	struct ui *ui;

	fake_reset();
	ui = drive_start(24, 80);
	drive_keys(ui, "Enter |");
	drive_type(ui, "wc -l");
	drive_keys(ui, "Enter");
	run(ui);
	CHECK(ui->box_count == 1 && drive_has(ui, "wc -l"));
	drive_stop(ui);
}

static void test_an_article_is_written_to_a_file_that_is_new(void **state)
{
	char folder[] = "/tmp/warta-write-XXXXXX", command[120], path[100], text[200] = "";

	(void)state;
	CHECK(mkdtemp(folder) != NULL);
	snprintf(path, sizeof(path), "%s/a.md", folder);
	snprintf(command, sizeof(command), "write %s", path);
	struct ui *ui = start(command);
	CHECK(drive_has(ui, "written to"));
	FILE *in = fopen(path, "r");
	CHECK(in && fread(text, 1, sizeof(text) - 1, in) > 20);
	fclose(in);
	CHECK(str_has_prefix(str_from(text), STR("# Panen Raya")));
	drive_keys(ui, ":");
	drive_type(ui, command);
	drive_keys(ui, "Enter");
	CHECK(drive_has(ui, "nothing was written"));
	drive_keys(ui, ": w r i t e Enter");
	CHECK(drive_has(ui, "name of a file"));
	drive_stop(ui);
	unlink(path);
	rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_command_reads_the_article_and_its_words_are_shown),
		TEST(markdown_is_what_is_asked_for),
		TEST(an_article_is_written_to_a_file_that_is_new),
		TEST(no_shell_sees_the_command),
		TEST(a_command_that_is_not_there_is_named),
		TEST(a_failure_and_its_words_are_shown),
		TEST(a_command_that_says_too_much_is_ended),
		TEST(a_command_that_does_not_end_is_ended),
		TEST(no_control_byte_of_a_command_is_shown),
		TEST(a_word_being_typed_is_not_interrupted),
		TEST(from_the_headlines_the_page_is_asked_for),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
