/* SPDX-License-Identifier: MIT */
#include "query/query.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "lib/check.h"

enum { NOW = 1795348800 };

static const char *const fields[] = { "", "title:", "author:", "feed:", "tag:", "text:", "url:",
	"section:", "feedurl:", "site:", "guid:", "enclosure:" };

/* The tree as text: (a b) is AND, (a | b) is OR. */
static void show(const struct query_node *node, struct buf *out)
{
	if (!node)
		return;
	switch (node->kind) {
	case QUERY_NOT:
		buf_add(out, STR("-"));
		show(node->children[0], out);
		return;
	case QUERY_AND:
	case QUERY_OR:
		buf_add(out, STR("("));
		for (size_t i = 0; i < node->child_count; i++) {
			if (i)
				buf_add(out, node->kind == QUERY_OR ? STR(" | ") : STR(" "));
			show(node->children[i], out);
		}
		buf_add(out, STR(")"));
		return;
	case QUERY_IS:
		buf_addf(out, "is%d", node->flag);
		return;
	case QUERY_SINCE:
	case QUERY_BEFORE:
		buf_addf(out, "%s%lld", node->kind == QUERY_SINCE ? ">=" : "<",
			 (long long)node->when);
		return;
	case QUERY_NUMBER_IS:
		buf_addf(out, "n%d.%d.%lld", node->number, node->compare, (long long)node->when);
		return;
	default:
		buf_addf(out, "%s%s%.*s%s", fields[node->field],
			 node->kind == QUERY_PHRASE ? "\"" : node->kind == QUERY_REGEX ? "/"
			 : node->kind == QUERY_EXACT ? "=" : "", STR_ARG(node->text),
			 node->is_prefix ? "*" : "");
	}
}

static void check_tree(const char *text, bool is_typing, const char *wanted, bool is_mistaken)
{
	struct query query;
	struct buf out = { 0 };

	query_parse(str_from(text), NOW, is_typing, &query);
	show(query.root, &out);
	check_str(buf_str(&out), wanted, text, 0);
	if ((query.mistake.text[0] != '\0') != is_mistaken)
		print_error("%s: mistake \"%s\"\n", text, query.mistake.text);
	CHECK((query.mistake.text[0] != '\0') == is_mistaken);
	CHECK(query.mistake_to <= strlen(text));
	buf_free(&out);
	query_free(&query);
}

static void test_plain_words_are_always_valid(void **state)
{
	(void)state;
	check_tree("harga beras", false, "(harga beras)", false);
	check_tree("http://a.example/x", false, "http://a.example/x", false);
	check_tree("C++ & d'accord 50%", false, "(C++ & d'accord 50%)", false);
	check_tree("- -- a", false, "(- -- a)", false);
	check_tree("f(x)", false, "f(x)", false);
	check_tree("   ", false, "", false);
	check_tree("/usr", false, "/usr", false);
}

static void test_every_construct_is_read(void **state)
{
	(void)state;
	check_tree("\"harga beras\" -impor", false, "(\"harga beras -impor)", false);
	check_tree("a OR b c", false, "(a | (b c))", false);
	check_tree("(a OR b) c", false, "((a | b) c)", false);
	check_tree("a AND b", false, "(a b)", false);
	check_tree("title:beras author:\"siti r\" feed:kompas tag:ekonomi", false,
		   "(title:beras author:\"siti r feed:kompas tag:ekonomi)", false);
	check_tree("TITLE:/ber.s/ /x\\/y/", false, "(title:/ber.s /x\\/y)", false);
	check_tree("is:unread has:media -is:starred", false, "(is0 is5 -is2)", false);
	check_tree("since:2d before:1h", false, "(>=1795176000 <1795345200)", false);
	check_tree("bac*", false, "bac*", false);
	check_tree("-(a b)", false, "-(a b)", false);
}

static void test_the_word_being_typed_is_a_prefix(void **state)
{
	(void)state;
	check_tree("harga ber", true, "(harga ber*)", false);
	check_tree("harga ber ", true, "(harga ber)", false);
	check_tree("title:ber", true, "title:ber*", false);
	check_tree("is:unr", true, "", false);
	check_tree("title:", true, "", false);
	check_tree("(a", true, "a*", false);
}

static void test_a_mistake_is_named_and_the_rest_still_searches(void **state)
{
	(void)state;
	check_tree("harga is:blue", false, "harga", true);
	check_tree("harga since:soon", false, "harga", true);
	check_tree("(harga", false, "harga", true);
	check_tree("harga)", false, "harga", true);
	check_tree("title: harga", false, "harga", true);
	check_tree("harga /(/", false, "harga", true);
	check_tree("harga /(a{1,255}){1,255}/", false, "harga", true);
	check_tree("harga /(a)\\1/", false, "harga", true);
}

static void test_a_mistake_has_its_place(void **state)
{
	(void)state;
	struct query query;

	query_parse(STR("harga is:blue x"), NOW, false, &query);
	CHECK(query.mistake_from == 9 && query.mistake_to == 13);
	query_free(&query);
}

static void test_nesting_and_length_are_bounded(void **state)
{
	(void)state;
	struct query query;
	struct buf text = { 0 };

	for (int i = 0; i < 100000; i++)
		buf_add(&text, STR("("));
	query_parse(buf_str(&text), NOW, false, &query);
	CHECK(query.mistake.text[0]);
	query_free(&query);
	buf_clear(&text);
	for (int i = 0; i < 1000; i++)
		buf_add(&text, STR("kata "));
	query_parse(buf_str(&text), NOW, false, &query);
	CHECK(query.root->child_count == 64 && query.mistake.text[0]);
	query_free(&query);
	buf_free(&text);
}

static void check_newsboat(const char *text, const char *wanted)
{
	struct query query;
	struct error err = { 0 };
	struct buf out = { 0 };
	bool is_well = query_parse_newsboat(str_from(text), NOW, &query, &err);

	if (!is_well && wanted)
		print_error("%s: %s\n", text, err.text);
	CHECK(is_well == (wanted != NULL));
	if (!is_well) {
		CHECK(err.text[0]);
		return;
	}
	show(query.root, &out);
	check_str(buf_str(&out), wanted, text, 0);
	buf_free(&out);
	query_free(&query);
}

static void test_newsboat_expressions_become_the_same_tree(void **state)
{
	(void)state;
	check_newsboat("unread = \"yes\"", "is0");
	check_newsboat("unread != \"yes\" and title =~ \"linux|bsd\"", "(is1 title:/linux|bsd)");
	check_newsboat("(tags # \"news\" or author == \"Siti\") and age < 3",
		       "((tag:=news | author:=Siti) n0.2.3)");
	check_newsboat("age between 2:7", "(n0.5.2 n0.4.7)");
	check_newsboat("title !~ \"\\\"iklan\\\"\"", "-title:/\"iklan\"");
	check_newsboat("flags # \"s\"", "tag:=flag-s");
	check_newsboat("rssurl = \"https://a.example/\"", "feedurl:=https://a.example/");
	check_newsboat("unread_count > 0", "n1.3.0");
}

static void test_bad_newsboat_expressions_are_refused_with_a_sentence(void **state)
{
	(void)state;
	check_newsboat("", NULL);
	check_newsboat("colour = \"red\"", NULL);
	check_newsboat("title", NULL);
	check_newsboat("title =", NULL);
	check_newsboat("title = \"x", NULL);
	check_newsboat("(title = \"x\"", NULL);
	check_newsboat("title = \"x\" title = \"y\"", NULL);
	check_newsboat("age =~ \"x\"", NULL);
	check_newsboat("title =~ \"(\"", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(plain_words_are_always_valid),
		TEST(every_construct_is_read),
		TEST(the_word_being_typed_is_a_prefix),
		TEST(a_mistake_is_named_and_the_rest_still_searches),
		TEST(a_mistake_has_its_place),
		TEST(nesting_and_length_are_bounded),
		TEST(newsboat_expressions_become_the_same_tree),
		TEST(bad_newsboat_expressions_are_refused_with_a_sentence),
	};

	setenv("TZ", "UTC", 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
