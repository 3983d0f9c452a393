/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "lib/check.h"

static void test_values_are_separated_and_nested(void **state)
{
	(void)state;
	struct buf out = { 0 };
	struct json json = { .out = &out, .is_compact = true };
	const struct str words[] = { STR("y"), STR("z") };

	json_open(&json, '{');
	json_pair(&json, "a", STR("x"));
	json_key(&json, "b");
	json_open(&json, '[');
	json_int(&json, -1);
	json_bool(&json, true);
	json_null(&json);
	json_open(&json, '[');
	json_close(&json, ']');
	json_close(&json, ']');
	json_pair_or_null(&json, "c", STR(""));
	json_pair_int(&json, "d", INT64_MIN);
	json_pair_bool(&json, "e", false);
	json_pair_strs(&json, "f", words, 2);
	json_close(&json, '}');
	CHECK_STR(buf_str(&out), "{\"a\":\"x\",\"b\":[-1,true,null,[]],\"c\":null,"
				 "\"d\":-9223372036854775808,\"e\":false,\"f\":[\"y\",\"z\"]}");
	buf_free(&out);
}

static void test_strings_hold_no_control_character(void **state)
{
	(void)state;
	struct buf out = { 0 };
	struct json json = { .out = &out };

	json_str(&json, STR("a\"\\\n\t\x1b\x7f\xc2\x9b\xc2\xa0\u00e9"));
	CHECK_STR(buf_str(&out), "\"a\\\"\\\\\\n\\t\\u001b\\u007f\\u009b\u00a0\u00e9\"");
	buf_free(&out);
}

static void test_strings_are_utf_8_whatever_comes_in(void **state)
{
	(void)state;
	struct buf out = { 0 };
	struct json json = { .out = &out };

	json_str(&json, STR("\"caf\xe9\" \xc2"));
	CHECK_STR(buf_str(&out), "\"\\\"caf\ufffd\\\" \ufffd\"");
	buf_free(&out);
}

static void test_a_document_is_readable_and_ends_its_line(void **state)
{
	(void)state;
	struct buf out = { 0 };
	struct json json = { .out = &out };

	json_open(&json, '{');
	json_key(&json, "list");
	json_open(&json, '[');
	json_int(&json, 1);
	json_int(&json, 2);
	json_close(&json, ']');
	json_close(&json, '}');
	CHECK_STR(buf_str(&out), "{\n \"list\": [\n  1,\n  2\n ]\n}\n");
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(values_are_separated_and_nested),
		TEST(strings_hold_no_control_character),
		TEST(strings_are_utf_8_whatever_comes_in),
		TEST(a_document_is_readable_and_ends_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
