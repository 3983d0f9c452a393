/* SPDX-License-Identifier: MIT */
#include "query/pattern.h"

#include <stdlib.h>
#include <string.h>

#include "lib/check.h"

static bool matches(const char *text, const char *pattern)
{
	struct error err = { 0 };
	struct pattern *made = pattern_new(str_from(pattern), &err);
	bool is_found;

	if (!made)
		print_error("/%s/: %s\n", pattern, err.text);
	CHECK(made != NULL);
	is_found = pattern_matches(made, str_from(text));
	pattern_free(made);
	return is_found;
}

static void test_every_construct_matches_what_it_says(void **state)
{
	(void)state;
	static const struct { const char *pattern, *yes, *no; } cases[] = {
		{ "beras", "harga BERAS naik", "harga gabah" },
		{ "^harga", "Harga beras", "naik harga" },
		{ "naik$", "harga naik", "naik turun" },
		{ "^$", "", "x" },
		{ "b.ras", "bxras", "bras" },
		{ "colou?r", "color", "colouur" },
		{ "ab*c", "abbbc", "adc" },
		{ "ab+c", "abc", "ac" },
		{ "ab{2}c", "abbc", "abc" },
		{ "ab{2,}c", "abbbbc", "abc" },
		{ "^ab{1,2}c$", "abbc", "abbbc" },
		{ "^a{0}b$", "b", "ab" },
		{ "kopi|teh", "minum teh", "minum susu" },
		{ "^(kopi|teh)s$", "tehs", "kopi" },
		{ "(a|b)(c|d)e", "xbde", "abe" },
		{ "[abc]x", "cx", "dx" },
		{ "[^abc]x", "dx", "ax" },
		{ "^[A-Z]+$", "jakarta", "jakarta 1" },
		{ "[]x]y", "]y", "ay" },
		{ "[a-]y", "-y", "by" },
		{ "[[:digit:]]{4}", "tahun 2026", "tahun 26" },
		{ "[^[:space:]]", "a", "  " },
		{ "\\.", "a.b", "ab" },
		{ "\\(x\\)", "(x)", "x" },
		{ "\\bkata\\b", "satu kata lagi", "perkataan" },
		{ "\\<ber", "di beranda", "seberang" },
		{ "^\\w+$", "é1_ß", "a b" },
		{ "\\s", "a b", "ab" },
		{ "caf\u00e9", "CAF\u00c9", "cafe" },
		{ "^.$", "\u96e8", "\u96e8\u96e8" },
		{ "(a*)*b", "aab", "aac" },
		{ "(^a|b$)", "xb", "ba" },
		{ "a||b", "zzz", NULL },
		{ "", "anything", NULL },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (!matches(cases[i].yes, cases[i].pattern))
			print_error("/%s/ should match \"%s\"\n", cases[i].pattern, cases[i].yes);
		CHECK(matches(cases[i].yes, cases[i].pattern));
		if (cases[i].no && matches(cases[i].no, cases[i].pattern))
			print_error("/%s/ should not match \"%s\"\n", cases[i].pattern,
				    cases[i].no);
		CHECK(!cases[i].no || !matches(cases[i].no, cases[i].pattern));
	}
}

static void test_what_is_no_pattern_is_refused_with_a_sentence(void **state)
{
	(void)state;
	static const char *const bad[] = { "(", ")x(", "(a", "[a", "[", "a{2", "a{3,2}", "*", "+a",
		"a|*", "\\", "(a)\\1", "[[:foo:]]", "[z-a]", "a{1000}", "(a{200}){200}",
		"((((((((((((((((((((((((((((((((((((a))))))))))))))))))))))))))))))))))))" };
	struct error err;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		err = (struct error){ 0 };
		if (pattern_new(str_from(bad[i]), &err))
			print_error("/%s/ was taken\n", bad[i]);
		CHECK(err.text[0]);
	}
}

/* Patterns that other matchers take years for. */
static void test_no_pattern_takes_more_than_the_length_of_the_text(void **state)
{
	(void)state;
	static const char *const evil[] = { "(a+)+$", "(a|aa)+$", "(a*)*b", "(.*)(.*)(.*)(.*)x",
		"(a?){60}a{60}b", "((((((a+)+)+)+)+)+)+b", "a++++++++++++++++++++++++++++b" };
	char *text = malloc(100001);

	memset(text, 'a', 100000);
	text[99999] = 'c';
	text[100000] = '\0';
	for (size_t i = 0; i < sizeof(evil) / sizeof(evil[0]); i++)
		CHECK(!matches(text, evil[i]));
	free(text);
}

static void test_the_literal_of_a_pattern_is_in_all_that_matches(void **state)
{
	(void)state;
	static const struct { const char *pattern, *literal; } cases[] = {
		{ "zamrudk.*tulis", "zamrudk" }, { "ab.*xyz", "xyz" }, { "Kopi", "kopi" },
		{ "(har)ga", "harga" }, { "abc|abd", "" }, { "x(abc|abd)yz", "yz" },
		{ "abcd?", "abc" }, { "abcd*efg", "abc" }, { "ab+c", "a" }, { "(abc)+d", "abc" },
		{ "(abc)?d", "d" }, { "a{3}bc", "bc" }, { "caf\u00e9s", "caf" }, { ".*", "" },
		{ "", "" }, { "[abc]def", "def" }, { "a\\.b", "a" }, { "\\babc\\b", "abc" },
		{ "a_bc", "bc" }, { "^abc$", "abc" }, { "((a|b)(c|d))", "" }, { "a b cd", "cd" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct pattern *pattern = pattern_new(str_from(cases[i].pattern), NULL);

		CHECK(pattern != NULL);
		if (!str_eq(pattern_literal(pattern), str_from(cases[i].literal)))
			print_error("/%s/\n", cases[i].pattern);
		CHECK_STR(pattern_literal(pattern), cases[i].literal);
		pattern_free(pattern);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_construct_matches_what_it_says),
		TEST(what_is_no_pattern_is_refused_with_a_sentence),
		TEST(the_literal_of_a_pattern_is_in_all_that_matches),
		TEST(no_pattern_takes_more_than_the_length_of_the_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
