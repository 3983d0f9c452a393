/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include "lib/check.h"

static void test_cut_yields_every_field_and_the_empty_ones(void **state)
{
	(void)state;
	struct str rest = STR("a,,b"), head;

	CHECK(str_cut(&rest, ',', &head));
	CHECK_STR(head, "a");
	CHECK(str_cut(&rest, ',', &head));
	CHECK_STR(head, "");
	CHECK(str_cut(&rest, ',', &head));
	CHECK_STR(head, "b");
	CHECK(!str_cut(&rest, ',', &head));
}

static void test_numbers_that_do_not_fit_are_refused(void **state)
{
	(void)state;
	int64_t value = 7;

	CHECK(str_to_int64(STR("-9223372036854775808"), &value));
	CHECK(value == INT64_MIN);
	CHECK(!str_to_int64(STR("9223372036854775808"), &value));
	CHECK(!str_to_int64(STR("12x"), &value));
	CHECK(!str_to_int64(STR("-"), &value));
	CHECK(value == INT64_MIN);
}

static void test_trim_leaves_nothing_of_white_space(void **state)
{
	(void)state;
	CHECK_STR(str_trim(STR(" \t a b \n")), "a b");
	CHECK_STR(str_trim(STR(" \n ")), "");
}

static void test_find_looks_past_partial_matches(void **state)
{
	(void)state;
	CHECK(str_find(STR("aaab"), STR("aab")) == 1);
	CHECK(str_find(STR("aaab"), STR("b!")) == SIZE_MAX);
	CHECK(str_find_nocase(STR("xBaca Juga"), STR("baca juga")) == 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cut_yields_every_field_and_the_empty_ones),
		TEST(numbers_that_do_not_fit_are_refused),
		TEST(trim_leaves_nothing_of_white_space),
		TEST(find_looks_past_partial_matches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
