/* SPDX-License-Identifier: MIT */
#include "base/sentence.h"

#include "base/error.h"
#include "base/i18n.h"
#include "lib/check.h"

static void check_told(struct str kept, const char *wanted)
{
	struct buf told = { 0 };

	sentence_add(&told, kept);
	CHECK_STR(buf_str(&told), wanted);
	buf_free(&told);
}

static void test_a_kept_sentence_says_what_printf_would(void **state)
{
	struct buf kept = { 0 };

	(void)state;
	sentence_keep(&kept, "%.*s sent %zu of %d MiB (%s), %lld%%", 3, "abcdef", (size_t)5, -6,
		      "why", 7LL);
	CHECK_STR(buf_str(&kept), "%.*s sent %zu of %d MiB (%s), %lld%%\x1f" "abc\x1f" "5\x1f"
		  "-6\x1fwhy\x1f" "7");
	check_told(buf_str(&kept), "abc sent 5 of -6 MiB (why), 7%");
	buf_free(&kept);
}

static void test_a_table_names_the_host(void **state)
{
	struct buf kept = { 0 };

	(void)state;
	sentence_keep_host(&kept, "What {host} sent", STR("100%s.example"));
	check_told(buf_str(&kept), "What 100%s.example sent");
	buf_free(&kept);
}

static void test_words_may_stand_in_another_order(void **state)
{
	(void)state;
	check_told(STR("%2$s before %1$s\x1f" "a\x1f" "b"), "b before a");
}

static void test_text_that_was_never_kept_is_shown_as_it_is(void **state)
{
	(void)state;
	check_told(STR("100 %s of it {host}"), "100 %s of it {host}");
	check_told(STR(""), "");
	check_told((struct str){ NULL, 0 }, "");
}

static void test_nonsense_from_elsewhere_ends_harmlessly(void **state)
{
	(void)state;
	check_told(STR("%s %n %s %999$s %"), "%s %n %s %999$s %");
	check_told(STR("%s %n %s %7$s %\x1f" "a"), "a %n   %");
	check_told(STR("\x1f\x1f"), "");
	check_told(STR("a\x1f" "1\x1f" "2\x1f" "3\x1f" "4\x1f" "5\x1f" "6\x1f" "7\x1f" "8\x1f"
		       "9\x1f" "10"), "a");
}

static void test_an_error_is_told_now_and_kept_for_later(void **state)
{
	struct error err;

	(void)state;
	CHECK(!error_say(&err, "%s refused", "a.example"));
	CHECK_STR(str_from(err.text), "a.example refused");
	CHECK_STR(error_kept(&err), "%s refused\x1f" "a.example");
	error_say_kept(&err, STR("%s\x1b[2J refused\x1f" "b\x1b[m"));
	CHECK(str_find_char(error_kept(&err), '\x1b') == SIZE_MAX);
	CHECK(str_find_char(str_from(err.text), '\x1b') == SIZE_MAX);
	error_set(&err, "only text");
	CHECK_STR(error_kept(&err), "only text");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_kept_sentence_says_what_printf_would),
		TEST(a_table_names_the_host),
		TEST(words_may_stand_in_another_order),
		TEST(text_that_was_never_kept_is_shown_as_it_is),
		TEST(nonsense_from_elsewhere_ends_harmlessly),
		TEST(an_error_is_told_now_and_kept_for_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
