/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "lib/check.h"

static void wraps_to(const char *text, int columns, const char *wanted)
{
	struct buf out = { 0 };

	buf_add(&out, str_from(text));
	cli_wrap(&out, columns);
	CHECK_STR(buf_str(&out), wanted);
	buf_free(&out);
}

static void test_long_lines_break_between_words(void **state)
{
	(void)state;
	wraps_to("one two three\nfour\n", 8, "one two\nthree\nfour\n");
	wraps_to("donaudampfschiff a\n", 8, "donaudampfschiff\na\n");
	wraps_to("é é é é é\n", 5, "é é é\né é\n");
}

static void test_lists_and_quotes_hang(void **state)
{
	(void)state;
	wraps_to("- one two three\n", 9, "- one two\n  three\n");
	wraps_to("10. one two\n", 8, "10. one\n    two\n");
	wraps_to("> > one two\n", 8, "> > one\n> > two\n");
	wraps_to("  - one two\n", 8, "  - one\n    two\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(long_lines_break_between_words),
		TEST(lists_and_quotes_hang),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
