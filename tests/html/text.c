/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include "lib/check.h"

typedef bool (*adder)(struct str html, struct buf *out);

static void check_added(adder add, struct str in, const char *wanted, int line)
{
	struct buf out = { 0 };

	add(in, &out);
	check_str(buf_str(&out), wanted, __FILE__, line);
	buf_free(&out);
}
#define TEXT(in, wanted) check_added(html_text, STR(in), wanted, __LINE__)

static void test_every_block_is_a_line(void **state)
{
	(void)state;
	TEXT("<p>one  two\n three</p><p>four</p>", "one two three\nfour");
	TEXT("<ul><li>a<li>b</ul>c<br>d", "a\nb\nc\nd");
	TEXT("<div><div><p> x </p></div></div>", "x");
	TEXT("in<b>li</b>ne <i>words</i>", "inline words");
	TEXT("<td>a</td><td>b</td>", "a\nb");
}

static void test_only_what_is_seen_is_text(void **state)
{
	(void)state;
	TEXT("a<script>var x = '<p>';</script>b<style>x</style>c", "abc");
	TEXT("a<!-- <p>no</p> -->b", "ab");
	TEXT("a<script>never ends", "a");
	TEXT("<img alt='no' src=x>yes<o:p> too</o:p>", "yes too");
}

static void test_references_are_resolved_once(void **state)
{
	(void)state;
	TEXT("caf&eacute; &amp;lt; &#8364;&#x20ac; a&nbsp;b", "caf\u00e9 &lt; \u20ac\u20ac a b");
	TEXT("AT&T &nosuch; &", "AT&T &nosuch; &");
}

static void test_text_is_added_behind_what_is_there(void **state)
{
	(void)state;
	struct buf out = { 0 };

	buf_add(&out, STR("before"));
	html_text(STR(" <p>after</p>"), &out);
	CHECK_STR(buf_str(&out), "beforeafter");
	buf_free(&out);
}

static void test_a_full_buffer_is_reported(void **state)
{
	(void)state;
	struct buf out = { .max = 4 };

	CHECK(!html_text(STR("<p>much too long</p>"), &out));
	buf_free(&out);
}

static void test_lines_that_lead_to_related_articles_are_no_prose(void **state)
{
	(void)state;
	struct arena arena = { 0 };
	struct buf out = { 0 };

	html_prose_add(html_prose_new(&arena),
		       STR("<p>Satu.</p><p><b>Baca juga: <a href='/x'>Judul lain</a></b></p>"
			   "<p>Baca juga ketentuan di bawah ini.</p><p>Dua.</p>"),
		       &out);
	CHECK(str_find(buf_str(&out), STR("Judul lain")) == SIZE_MAX);
	CHECK(str_find(buf_str(&out), STR("Baca juga ketentuan")) != SIZE_MAX);
	CHECK(str_has_prefix(buf_str(&out), STR("Satu.")));
	CHECK(str_has_suffix(str_trim(buf_str(&out)), STR("Dua.")));
	buf_free(&out);
	arena_free(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_block_is_a_line),
		TEST(only_what_is_seen_is_text),
		TEST(references_are_resolved_once),
		TEST(text_is_added_behind_what_is_there),
		TEST(a_full_buffer_is_reported),
		TEST(lines_that_lead_to_related_articles_are_no_prose),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
