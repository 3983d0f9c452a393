/* SPDX-License-Identifier: MIT */
#include "conf/value.h"

#include "lib/check.h"

static void test_durations_may_be_sums(void **state)
{
	static const struct { const char *text; int64_t seconds; } cases[] = {
		{ "90", 90 }, { "30s", 30 }, { "15m", 900 }, { "1h30m", 5400 },
		{ "90d", 7776000 }, { "2w", 1209600 }, { "1Y", 31536000 }, { "0s", 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t got = -7;
		CHECK(value_duration(str_from(cases[i].text), &got));
		CHECK(got == cases[i].seconds);
	}
}

static void test_what_is_no_duration_is_refused(void **state)
{
	static const char *const cases[] = {
		"", "-1", "5 minutes", "1e9", "0x10", "m", "3h5", "99999999999999999999",
		"9999999999999999y", "+-1",
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		int64_t got = -7;
		CHECK(!value_duration(str_from(cases[i]), &got));
		CHECK(got == -7);
	}
}

static void test_sizes_are_binary(void **state)
{
	int64_t got;

	(void)state;
	CHECK(value_size(STR("16M"), &got) && got == 16777216);
	CHECK(value_size(STR("512kb"), &got) && got == 524288);
	CHECK(value_size(STR("7"), &got) && got == 7);
	CHECK(!value_size(STR("9000000000G"), &got));
	CHECK(!value_size(STR("M"), &got));
	CHECK(!value_size(STR("5MM"), &got));
}

static void test_what_is_written_reads_back(void **state)
{
	static const int64_t seconds[] = { 0, 1, 60, 90, 3600, 5400, 86400, 31536000 };

	(void)state;
	for (size_t i = 0; i < sizeof(seconds) / sizeof(*seconds); i++) {
		struct buf text = { 0 };
		int64_t got = -1;
		value_add_duration(&text, seconds[i]);
		CHECK(value_duration(buf_str(&text), &got) && got == seconds[i]);
		buf_clear(&text);
		value_add_size(&text, seconds[i] * 1024);
		CHECK(value_size(buf_str(&text), &got) && got == seconds[i] * 1024);
		buf_free(&text);
	}
}

static void test_a_slip_of_the_finger_finds_its_word(void **state)
{
	static const char *const words[] = { "refresh", "remove", "related", "list" };

	(void)state;
	CHECK_STR(str_from(value_nearest(STR("refersh"), words, 4)), "refresh");
	CHECK_STR(str_from(value_nearest(STR("lits"), words, 4)), "list");
	CHECK_STR(str_from(value_nearest(STR("relatd"), words, 4)), "related");
	CHECK(!value_nearest(STR("banana"), words, 4));
	CHECK(!value_nearest(STR(""), words, 4));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(durations_may_be_sums),
		TEST(what_is_no_duration_is_refused),
		TEST(sizes_are_binary),
		TEST(what_is_written_reads_back),
		TEST(a_slip_of_the_finger_finds_its_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
