/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include "lib/check.h"

static void test_markup_is_only_text(void **state)
{
	(void)state;
	struct buf out = { 0 };

	buf_add_escaped(&out, STR("a<b>\"c\"&amp;'d'"));
	CHECK_STR(buf_str(&out), "a&lt;b&gt;&quot;c&quot;&amp;amp;'d'");
	buf_free(&out);
}

static void test_controls_are_left_out(void **state)
{
	(void)state;
	struct buf out = { 0 };

	buf_add_escaped(&out, STR("a\x01\x1b[2J\tb\r\n\x7f\xc2\x9b" "c\xc2\xa0\xc3\xa9"));
	CHECK_STR(buf_str(&out), "a[2J\tb\r\nc\xc2\xa0\xc3\xa9");
	buf_clear(&out);
	buf_add_escaped(&out, STR("cut \xc2"));
	CHECK_STR(buf_str(&out), "cut \xc2");
	buf_free(&out);
}

static void test_beyond_the_ceiling_nothing_is_added(void **state)
{
	(void)state;
	struct buf out = { .max = 8 };

	CHECK(buf_add(&out, STR("12345")));
	CHECK(!buf_add(&out, STR("6789")));
	CHECK(out.is_full);
	CHECK_STR(buf_str(&out), "12345");
	CHECK(buf_add(&out, STR("678")));
	CHECK(!buf_insert(&out, 0, STR("x")));
	CHECK_STR(buf_str(&out), "12345678");
	buf_free(&out);
}

static void test_inserting_and_removing_stay_inside(void **state)
{
	(void)state;
	struct buf out = { 0 };

	CHECK(buf_insert(&out, 99, STR("ac")));
	CHECK(buf_insert(&out, 1, STR("b")));
	CHECK_STR(buf_str(&out), "abc");
	buf_remove(&out, 1, 99);
	CHECK_STR(buf_str(&out), "a");
	buf_remove(&out, 5, 1);
	CHECK_STR(buf_str(&out), "a");
	CHECK(buf_cstr(&out)[1] == '\0');
	buf_free(&out);
	CHECK_STR(buf_str(&out), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(markup_is_only_text),
		TEST(controls_are_left_out),
		TEST(beyond_the_ceiling_nothing_is_added),
		TEST(inserting_and_removing_stay_inside),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
