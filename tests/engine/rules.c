/* SPDX-License-Identifier: MIT */
#include "engine/rules.h"

#include "lib/check.h"

static bool read_line(const char *key, const char *value, struct rule *rule, struct error *err)
{
	struct conf_pair pair = { STR("rules"), str_from(key), str_from(value), 1 };

	*err = (struct error){ 0 };
	return rule_read(&pair, 1795348800, rule, err);
}

static void check_read(const char *key, const char *value, const enum store_mark *marks,
		       size_t count, const char *text)
{
	struct rule rule;
	struct error err;
	bool is_read = read_line(key, value, &rule, &err);

	if (!is_read)
		print_error("%s = %s: %s\n", key, value, err.text);
	CHECK(is_read);
	CHECK(rule.action_count == count);
	for (size_t i = 0; i < count; i++)
		CHECK(rule.actions[i].mark == marks[i]);
	CHECK_STR(rule.text, text);
	query_free(&rule.query);
}

static void test_a_rule_has_a_name_actions_and_a_search(void **state)
{
	static const enum store_mark mute[] = { STORE_MARK_MUTE }, star[] = { STORE_MARK_STAR },
		hide[] = { STORE_MARK_READ, STORE_MARK_DELETE },
		many[] = { STORE_MARK_STAR, STORE_MARK_TAG, STORE_MARK_TAG, STORE_MARK_READ };

	(void)state;
	check_read("sepak", "mute title:sepakbola", mute, 1, "title:sepakbola");
	check_read("gempa", "star,notify \"gempa bumi\"", star, 1, "\"gempa bumi\"");
	check_read("a b", "Star,tag:x, tag.y,read  kata", many, 4, "kata");
	check_read("x", "hide rssurl = \"https://a.example/\" and (title # \"y\")", hide, 2,
		   "rssurl = \"https://a.example/\" and (title # \"y\")");
}

static void test_an_action_alone_is_a_rule_without_a_name(void **state)
{
	static const enum store_mark mute[] = { STORE_MARK_MUTE }, star[] = { STORE_MARK_STAR },
		tag[] = { STORE_MARK_TAG };

	(void)state;
	check_read("mute", "title:x OR y", mute, 1, "title:x OR y");
	check_read("mute", "mute title:x", mute, 1, "title:x");
	check_read("star", "star,notify x", star, 1, "x");
	check_read("tag.buku", "star wars", tag, 1, "star wars");
}

static void test_what_is_announced_is_told_apart(void **state)
{
	struct rule rule;
	struct error err;

	(void)state;
	CHECK(read_line("gempa", "notify,star gempa", &rule, &err));
	CHECK(rule.is_notified && rule.action_count == 1);
	query_free(&rule.query);
	CHECK(read_line("notify", "gempa", &rule, &err));
	CHECK(rule.is_notified && rule.action_count == 0);
	query_free(&rule.query);
	CHECK(read_line("gempa", "star gempa", &rule, &err));
	CHECK(!rule.is_notified);
	query_free(&rule.query);
}

static void test_a_tag_is_a_word_of_its_own(void **state)
{
	struct rule rule;
	struct error err;

	(void)state;
	CHECK(read_line("warta", "tag:banjir banjir", &rule, &err));
	CHECK_STR(rule.actions[0].tag, "banjir");
	query_free(&rule.query);
}

static void test_a_bad_rule_is_refused_with_a_sentence(void **state)
{
	static const struct { const char *key, *value, *said; } cases[] = {
		{ "mut", "x y", "\"x\"" },          { "a", "tag x", "\"tag\"" },
		{ "a", "tag: x", "\"tag:\"" },      { "a", "star.x y", "\"star.x\"" },
		{ "a", "star,mvte x", "\"mvte\"" }, { "a", "star", "nothing to look for" },
		{ "star", "", "nothing to look for" }, { "a", "", "nothing to do" },
		{ "a", "star,", "nothing to do" },  { "a", "star (x", "never closed" },
		{ "a", "star title = ", "value" },  { "a", "star titel = \"x\"", "attribute" },
		{ "a", "tag:a,tag:b,tag:c,tag:d,tag:e,tag:f,tag:g,tag:h,tag:i,tag:j,tag:k,"
		       "tag:l,tag:m,tag:n,tag:o,tag:p,tag:q x", "\"tag:" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct rule rule;
		struct error err;
		bool is_read = read_line(cases[i].key, cases[i].value, &rule, &err);

		if (is_read || str_find(str_from(err.text), str_from(cases[i].said)) == SIZE_MAX)
			print_error("%s = %s: %s\n", cases[i].key, cases[i].value, err.text);
		CHECK(!is_read);
		CHECK(str_find(str_from(err.text), str_from(cases[i].said)) != SIZE_MAX);
	}
}

static void test_only_lines_of_its_section_are_rules(void **state)
{
	struct conf conf = { 0 };
	size_t at = 0;

	(void)state;
	conf_parse(STR("[keys]\nopen = o\n[rules]\na = star x\n[open]\nv = y z\n[RULES]\n"
		       "b = mute x\n"), &conf);
	CHECK_STR(rule_next(&conf, &at)->key, "a");
	CHECK_STR(rule_next(&conf, &at)->key, "b");
	CHECK(!rule_next(&conf, &at));
	conf_free(&conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_rule_has_a_name_actions_and_a_search),
		TEST(an_action_alone_is_a_rule_without_a_name),
		TEST(what_is_announced_is_told_apart),
		TEST(a_tag_is_a_word_of_its_own),
		TEST(a_bad_rule_is_refused_with_a_sentence),
		TEST(only_lines_of_its_section_are_rules),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
