/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "cli/command.h"
#include "lib/check.h"

enum { JSON, DEPTH };

static const struct cli_option options[] = {
	[JSON] = { "json", NULL, "" },
	[DEPTH] = { "depth", "N", "" },
};

static const struct cli_command command = {
	.name = "test", .arguments = "[--json] WORD", .help = "",
	.options = options, .option_count = 2, .least_words = 1, .most_words = 2,
};

/* Reads the words; the last is NULL. They are sorted in place, but not
 * written to. */
static bool read(struct cli_args *args, struct error *err, const char **argv)
{
	int argc = 0;

	while (argv[argc])
		argc++;
	*err = (struct error){ 0 };
	return cli_args_read(&command, argc, (char **)argv, args, err);
}

static void test_options_stand_anywhere_with_or_without_equals(void **state)
{
	const char *argv[] = { "test", "a", "--depth=3", "b", "--json", NULL };
	const char *apart[] = { "test", "--depth", "4", "a", NULL };
	struct cli_args args;
	struct error err;

	(void)state;
	CHECK(read(&args, &err, argv));
	CHECK(args.word_count == 2 && args.values[JSON]);
	CHECK_STR(str_from(args.words[1]), "b");
	CHECK_STR(str_from(args.values[DEPTH]), "3");
	CHECK(read(&args, &err, apart));
	CHECK_STR(str_from(args.values[DEPTH]), "4");
	CHECK(args.word_count == 1 && !args.values[JSON]);
}

static void test_behind_two_dashes_everything_is_a_word(void **state)
{
	const char *argv[] = { "test", "--", "--json", "-x", NULL };
	struct cli_args args;
	struct error err;

	(void)state;
	CHECK(read(&args, &err, argv));
	CHECK(args.word_count == 2 && !args.values[JSON]);
}

static void test_a_slip_is_named_with_the_nearest_option(void **state)
{
	const char *argv[] = { "test", "--jsno", "a", NULL };
	struct cli_args args;
	struct error err;

	(void)state;
	CHECK(!read(&args, &err, argv));
	CHECK(strstr(err.text, "--json") != NULL);
	argv[1] = "-1";
	CHECK(!read(&args, &err, argv));
	CHECK(strstr(err.text, "option -1;") != NULL);
}

static void test_missing_and_spare_words_are_refused(void **state)
{
	const char *none[] = { "test", NULL }, *many[] = { "test", "a", "b", "c", NULL };
	const char *value[] = { "test", "a", "--depth", NULL };
	const char *flag[] = { "test", "a", "--json=1", NULL };
	struct cli_args args;
	struct error err;

	(void)state;
	CHECK(!read(&args, &err, none));
	CHECK(!read(&args, &err, many));
	CHECK(!read(&args, &err, value));
	CHECK(!read(&args, &err, flag));
}

static void test_every_subcommand_is_found_by_its_name(void **state)
{
	(void)state;
#define COMMAND(name) CHECK(cli_find(STR(#name)) == &cli_##name);
#include "cli/commands.def"
#undef COMMAND
	CHECK(!cli_find(STR("frobnicate")));
	CHECK_STR(str_from(cli_nearest(STR("refersh"))), "refresh");
}

static void test_cells_have_their_width_whatever_is_in_them(void **state)
{
	static const char *const texts[] = { "", "abc", "a long text that is cut", "漢字漢字漢字",
					     "a\tb\nc\x1b[31m" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		struct buf out = { 0 };
		cli_add_cell(&out, str_from(texts[i]), 10);
		CHECK(str_find_char(buf_str(&out), '\x1b') == SIZE_MAX);
		CHECK(out.len >= 10);
		buf_free(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(options_stand_anywhere_with_or_without_equals),
		TEST(behind_two_dashes_everything_is_a_word),
		TEST(a_slip_is_named_with_the_nearest_option),
		TEST(missing_and_spare_words_are_refused),
		TEST(every_subcommand_is_found_by_its_name),
		TEST(cells_have_their_width_whatever_is_in_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
