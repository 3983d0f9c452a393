/* SPDX-License-Identifier: MIT */
#include "base/date.h"

#include <stdio.h>
#include <string.h>

#include "lib/check.h"

static const int64_t noon = 1730523600; /* 2024-11-02T12:00:00+07:00 */

static void check_form(const char *text, const char *wanted, const struct date_hint *hint)
{
	struct date date;
	struct buf iso = { 0 };

	if (date_parse(str_from(text), hint, &date))
		date_add_iso(&iso, &date);
	if (!str_eq(buf_str(&iso), str_from(wanted)))
		print_error("in \"%s\"\n", text);
	CHECK_STR(buf_str(&iso), wanted);
	buf_free(&iso);
}

static void test_every_form_is_read_as_it_was_meant(void **state)
{
	(void)state;
	static const char *const forms[][2] = {
#define FORM(text, wanted) { text, wanted },
#include "base/date_forms.def"
#undef FORM
	};

	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		check_form(forms[i][0], forms[i][1], NULL);
}

static void test_word_tables_are_sorted(void **state)
{
	(void)state;
	static const char *const months[] = {
#define W(name, role, value) name,
#include "base/date_months.def"
	};
	static const char *const words[] = {
#include "base/date_words.def"
#undef W
	};

	for (size_t i = 1; i < sizeof(months) / sizeof(months[0]); i++)
		CHECK(strcmp(months[i - 1], months[i]) <= 0);
	for (size_t i = 1; i < sizeof(words) / sizeof(words[0]); i++)
		CHECK(strcmp(words[i - 1], words[i]) <= 0);
}

static void test_indonesian_page_dates_take_the_hinted_zone(void **state)
{
	(void)state;
	const struct date_hint hint = { .offset = 420, .now = noon };

	check_form("Selasa, 30/06/2020 19:18", "2020-06-30T19:18:00+07:00", &hint);
	check_form("Jum\xe2\x80\x99" "at, 24 Juli 2026 | 07.08 WITA", "2026-07-24T07:08:00+08:00",
		   &hint);
	check_form("Diperbarui 24 Agt 2026 - 10:26", "2026-08-24T10:26:00+07:00", &hint);
	check_form("2019-12-07T06-44-50Z", "2019-12-07T06:44:50+07:00", &hint);
	check_form("2015-06-19T03:40:00+07:00Z", "2015-06-19T03:40:00+07:00", &hint);
	check_form("KPK, Selasa (16/6/2015) lalu", "", &hint);
}

static void test_relative_dates_count_from_now(void **state)
{
	(void)state;
	const struct date_hint hint = { .offset = 420, .now = noon };

	check_form("2 jam yang lalu", "2024-11-02T10:00:00+07:00", &hint);
	check_form("an hour ago", "2024-11-02T11:00:00+07:00", &hint);
	check_form("Kemarin", "2024-11-01", &hint);
	check_form("kemarin, 09.04 WIB", "2024-11-01T09:04:00+07:00", &hint);
	check_form("setahun yang lalu", "2023-11-02", &hint);
	check_form("2 jam lalu", "", NULL);
	check_form("9999999 jam lalu", "", &hint);
}

static void test_find_names_the_bytes_of_the_date(void **state)
{
	(void)state;
	struct str line = STR("Dunia | 2 November 2024, 09:04 WIB | Penulis: X");
	struct date date;
	size_t from, to;

	CHECK(date_find(line, NULL, &date, &from, &to));
	CHECK_STR(str_slice(line, from, to), "2 November 2024, 09:04 WIB");
	CHECK(date.utc == 1730513040);
	CHECK(!date_find(STR("naik 5.30 persen, 1.2.3.4 id/20241102"), NULL, &date, &from, &to));
}

static void test_find_reads_past_a_long_beginning(void **state)
{
	(void)state;
	char line[1500];
	struct date date;
	size_t from, to;
	int len = 0;

	for (int i = 0; i < 300; i++)
		len += snprintf(line + len, sizeof(line) - (size_t)len, "a %d ", i % 9);
	snprintf(line + len, sizeof(line) - (size_t)len, "5 Maret 2024");
	CHECK(date_find(str_from(line), NULL, &date, &from, &to));
	CHECK_STR(str_slice(str_from(line), from, to), "5 Maret 2024");
}

static void test_split_is_the_reverse_of_make(void **state)
{
	(void)state;
	for (int64_t utc = -70000000000; utc < 250000000000; utc += 123456789) {
		struct date_parts p = date_split(utc, -150);
		int64_t back = 0;
		if (p.year < 1 || p.year > 9999)
			continue;
		CHECK(date_make(p.year, p.month, p.day, p.hour, p.minute, p.second, -150, &back));
		CHECK(back == utc);
	}
	CHECK(date_split(0, 0).weekday == 4);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_form_is_read_as_it_was_meant),
		TEST(word_tables_are_sorted),
		TEST(indonesian_page_dates_take_the_hinted_zone),
		TEST(relative_dates_count_from_now),
		TEST(find_names_the_bytes_of_the_date),
		TEST(find_reads_past_a_long_beginning),
		TEST(split_is_the_reverse_of_make),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
