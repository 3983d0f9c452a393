/* SPDX-License-Identifier: MIT */
#include "html/state_value.h"

#include <stdlib.h>
#include <string.h>

#include "lib/check.h"

struct parsed {
	struct arena arena;
	const struct value *root;
};

static struct parsed parse(const char *text)
{
	struct parsed p = { 0 };

	p.root = value_parse(&p.arena, str_from(text));
	return p;
}

static void check_member(const char *text, const char *key, const char *wanted)
{
	struct parsed p = parse(text);

	CHECK_STR(value_member_text(&p.arena, p.root, key), wanted);
	arena_free(&p.arena);
}

static void test_escapes_and_surrogates_are_resolved(void **state)
{
	(void)state;
	check_member("{\"a\":\"x\\u003cp\\u003e\\n\\\"y\\\" \\ud83d\\ude00\"}", "a",
		"x<p>\n\"y\" 😀");
	check_member("{\"a\":\"lone \\ud83d\"}", "a", "lone \xef\xbf\xbd");
}

static void test_broken_json_is_mended(void **state)
{
	(void)state;
	check_member("<!-- {\"a\": \"1\",} -->", "a", "1");
	check_member("//<![CDATA[\n{\"b\":[1,2,],\"a\":\"line\nbreak\"}//]]>", "a", "line\nbreak");
	check_member("{\"d\":\"He said \"no\" twice\",\"a\":\"2\"}", "a", "2");
	check_member("{\"b\":\"1\" \"a\":\"3\"}", "a", "3");
	check_member("{b: 'x', a: 'it''s'}", "a", "it''s");
	check_member("{'articleEditor': 'X', 'a': 'Y',}", "a", "Y");
	check_member("{b: undefined, f: function(x){return {a:1}}, a: \"4\"", "a", "4");
	check_member("{\"b\":{\"c\":[{}]},/* note */\"a\":\"5\"", "a", "5");
}

static void test_depth_and_count_have_ceilings(void **state)
{
	(void)state;
	enum { DEPTH = 200000 };
	char *deep = malloc(DEPTH + 20);

	memset(deep, '[', DEPTH);
	strcpy(deep + DEPTH, "{\"a\":1}");
	struct parsed p = parse(deep);
	int depth = 0;
	for (const struct value *v = p.root; v; v = v->first)
		depth++;
	CHECK(depth <= VALUE_DEPTH + 1);
	arena_free(&p.arena);
	free(deep);
}

static void test_names_are_found_in_strings_lists_and_objects(void **state)
{
	(void)state;
	struct parsed p = parse("{\"a\":[{\"name\":\"X\"}],\"b\":\"Y\",\"c\":{\"name\":\"Z\"}}");

	CHECK_STR(value_name(&p.arena, value_find(p.root, "a"), "name"), "X");
	CHECK_STR(value_name(&p.arena, value_find(p.root, "b"), "name"), "Y");
	CHECK_STR(value_name(&p.arena, value_find(p.root, "c"), "name"), "Z");
	CHECK(value_find(p.root, "d") == NULL);
	arena_free(&p.arena);
}

static void test_values_behind_each_other_are_all_read(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct str text = STR("{\"a\":1}\n[{\"b\":2}] tail");
	size_t used = 0;

	CHECK(value_parse_some(&arena, text, &used) != NULL);
	text = str_slice(text, used, text.len);
	const struct value *list = value_parse_some(&arena, text, &used);
	CHECK(list && list->kind == VALUE_ARRAY);
	text = str_slice(text, used, text.len);
	CHECK(value_parse_some(&arena, text, &used) == NULL);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(escapes_and_surrogates_are_resolved),
		TEST(broken_json_is_mended),
		TEST(depth_and_count_have_ceilings),
		TEST(names_are_found_in_strings_lists_and_objects),
		TEST(values_behind_each_other_are_all_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
