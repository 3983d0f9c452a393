/* SPDX-License-Identifier: MIT */
#include "html/dom.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "lib/check.h"

/* The tree below body as "p(#a b(#c))", texts in full. */
static void add_shape(struct buf *out, const struct dom_node *node)
{
	static const char *const names[] = {
		[DOM_TEXT] = "#", [DOM_OTHER] = "?",
#define DOM_TAG(member, name, traits) [DOM_##member] = name,
#include "html/dom_tags.def"
#undef DOM_TAG
	};

	for (const struct dom_node *n = node->first; n; n = n->next) {
		if (n != node->first)
			buf_add_char(out, ' ');
		buf_add(out, str_from(names[n->tag]));
		if (n->tag == DOM_TEXT)
			buf_add(out, n->text);
		if (!n->first)
			continue;
		buf_add_char(out, '(');
		add_shape(out, n);
		buf_add_char(out, ')');
	}
}

static void check_shape(struct str html, const char *wanted, int line)
{
	struct html_source source = { .bytes = html };
	struct dom dom;
	struct buf shape = { 0 };

	dom_parse(&source, &dom, NULL);
	add_shape(&shape, dom.body);
	check_str(buf_str(&shape), wanted, __FILE__, line);
	buf_free(&shape);
	dom_free(&dom);
}
#define SHAPE(html, wanted) check_shape(STR(html), wanted, __LINE__)

static void check_text(struct str html, struct str type, const char *text, const char *encoding,
		       int line)
{
	struct html_source source = { .bytes = html, .content_type = type };
	struct dom dom;

	dom_parse(&source, &dom, NULL);
	check_str(dom_text(&dom, dom.body, 1000), text, __FILE__, line);
	check_str(dom.encoding, encoding, __FILE__, line);
	dom_free(&dom);
}
#define TEXT(html, type, text, encoding) \
	check_text((struct str){ html, sizeof(html) - 1 }, STR(type), text, encoding, __LINE__)

static void test_a_block_ends_an_open_paragraph(void **state)
{
	(void)state;
	SHAPE("<p>a<p>b", "p(#a) p(#b)");
	SHAPE("<p>a<figure>b</figure>c", "p(#a) figure(#b) #c");
	SHAPE("<p>a<section><p>b</section>", "p(#a) section(p(#b))");
	SHAPE("<p>a<table><tr><td><p>b</table>c", "p(#a) table(tr(td(p(#b)))) #c");
}

static void test_items_cells_and_options_end_each_other(void **state)
{
	(void)state;
	SHAPE("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul(li(#a) li(#b ul(li(#c))) li(#d))");
	SHAPE("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(#a) dd(#b) dt(#c))");
	SHAPE("<table><tr><td>a<td>b<tr><td>c</table>", "table(tr(td(#a) td(#b)) tr(td(#c)))");
	SHAPE("<table><tr><td><table><tr><td>a</table>b<td>c</table>",
	      "table(tr(td(table(tr(td(#a))) #b) td(#c)))");
}

static void test_an_end_tag_does_not_reach_out_of_a_cell(void **state)
{
	(void)state;
	SHAPE("<div><table><tr><td></div>a</table>b</div>", "div(table(tr(td(#a))) #b)");
}

static void test_formatting_that_crosses_a_paragraph_is_parted(void **state)
{
	(void)state;
	SHAPE("<a href=x><p>one</a>two", "a p(a(#one) #two)");
	SHAPE("<b>a<i>b</b>c</i>", "b(#a i(#b)) #c");
}

static void test_a_form_tag_moves_no_table(void **state)
{
	(void)state;
	SHAPE("<table><form><tr><td>a</form><td>b</table>",
	      "table(form(tr(td(#a) td(#b))))");
}

static void test_text_of_scripts_and_comments_is_no_text(void **state)
{
	(void)state;
	SHAPE("a<script>if (a</b) '<p>'</script>b", "#a script(#if (a</b) '<p>') #b");
	SHAPE("a<style>p > a {}</style>b<!-- <p>x</p> -->c", "#a style #b #c");
	SHAPE("a<svg><title>x</title><svg></svg></svg>b", "#a svg #b");
	SHAPE("a<textarea><p>x</textarea>b", "#a textarea #b");
}

static void test_what_never_ends_hides_no_more_than_its_tag(void **state)
{
	(void)state;
	SHAPE("a<!-- b><p>c", "#a p(#c)");
	SHAPE("a<title>b<p>c", "#a title #b p(#c)");
	SHAPE("<a href=\"x>a</a><p>b", "a(#a) p(#b)");
	SHAPE("1 < 2 <3> & <", "#1  #< 2  #<3> &  #<");
}

static void test_templates_in_scripts_are_parsed_and_hidden(void **state)
{
	(void)state;
	SHAPE("a<script type='text/template'><p>b</script>c", "#a div(p(#b)) #c");
}

static void test_references_are_resolved_once(void **state)
{
	(void)state;
	SHAPE("&amp;lt; &copy 2 &#8364;&#x20ac;&#150; &notit; &nosuch; &bigstar;",
	      "#&lt; © 2 €€– ¬it; &nosuch; ★");
	struct html_source source = { .bytes = STR("<a href='?a=1&copy=2&amp;b=3'>x</a>") };
	struct dom dom;
	dom_parse(&source, &dom, NULL);
	CHECK_STR(dom_attr(dom_find(dom.body, DOM_A), "href"), "?a=1&copy=2&b=3");
	dom_free(&dom);
}

static void test_the_encoding_is_found(void **state)
{
	(void)state;
	TEXT("caf\xc3\xa9", "", "caf\u00e9", "utf-8");
	TEXT("caf\xe9 \x93x\x94", "", "caf\u00e9 \u201cx\u201d", "windows-1252");
	TEXT("<meta charset=windows-1251>\xcf\xf0\xe8", "", "При", "windows-1251");
	TEXT("<meta http-equiv=Content-Type content='text/html; charset=iso-8859-2'>\xb1", "", "ą",
	     "iso-8859-2");
	TEXT("\xcf\xf0\xe8", "text/html; charset=\"Windows-1251\"", "При", "windows-1251");
	TEXT("\xff\xfe" "a\0\xe9\0", "", "a\u00e9", "utf-16le");
	TEXT("\xef\xbb\xbf" "a\xc3\xa9", "text/html; charset=latin1", "a\u00e9", "utf-8");
}

static void test_utf8_that_is_called_something_else_is_utf8(void **state)
{
	(void)state;
	TEXT("<meta charset=iso-8859-1>\xe2\x80\x9cx\xe2\x80\x9d", "", "\u201cx\u201d", "utf-8");
	TEXT("<meta charset=utf-8>\xe9 \xe9 \xe9", "", "\u00e9 \u00e9 \u00e9", "windows-1252");
	TEXT("<meta charset=utf-8>\xc3\xa9 \xc3\xa9 \xe9", "", "\u00e9 \u00e9 \ufffd", "utf-8");
}

static void test_text_is_valid_whatever_came_in(void **state)
{
	static const char *const bytes[] = {
		"\xc3\xa9 \xf0\x9f\x98 x", "\xef\xbf\xbd \xe2\x80", "\xed\xa0\x80 \xc3\xa9",
		"\xc3\xa9\xc3\xa9\xf4\x90\x80\x80",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bytes) / sizeof(*bytes); i++) {
		struct html_source source = { .bytes = str_from(bytes[i]) };
		struct dom dom;

		dom_parse(&source, &dom, NULL);
		CHECK(utf8_is_valid(dom_text(&dom, dom.body, 100)));
		dom_free(&dom);
	}
}

static int depth_of(const struct dom_node *node)
{
	int depth = 0, deepest = 0;

	for (const struct dom_node *n = node; n; n = dom_next(n, node)) {
		depth = 0;
		for (const struct dom_node *up = n; up; up = up->parent)
			depth++;
		deepest = depth > deepest ? depth : deepest;
	}
	return deepest;
}

static void test_the_depth_of_a_tree_is_bounded(void **state)
{
	static const char *const tags[] = {
		"<div>", "<b>", "<table><tr><td>", "<b><div></b>", "<x-y>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++) {
		struct buf html = { 0 };
		struct dom dom;

		for (int j = 0; j < 3000; j++)
			buf_add(&html, str_from(tags[i]));
		buf_add(&html, STR("text"));
		struct html_source source = { .bytes = buf_str(&html) };
		CHECK(dom_parse(&source, &dom, NULL));
		CHECK(depth_of(dom.root) <= 2 * DOM_DEPTH);
		CHECK_STR(dom_text(&dom, dom.body, 100), "text");
		dom_free(&dom);
		buf_free(&html);
	}
}

static void test_hidden_parts_are_known(void **state)
{
	struct html_source source = { .bytes = STR("a<p hidden>b</p><p style='Display : NONE'>c</p>"
						   "<p style='color:none'>d</p>") };
	struct dom dom;

	(void)state;
	dom_parse(&source, &dom, NULL);
	CHECK_STR(dom_text(&dom, dom.body, 100), "a d");
	dom_free(&dom);
}

static void test_addresses_follow_the_base_element(void **state)
{
	struct html_source source = { .bytes = STR("<base href='/dir/'><a href='x y'>a</a>"),
				      .base = STR("https://h.example/page") };
	struct dom dom;

	(void)state;
	dom_parse(&source, &dom, NULL);
	CHECK_STR(dom_url(&dom, STR("x")), "https://h.example/dir/x");
	CHECK_STR(dom_url(&dom, STR("javascript:x")), "");
	dom_free(&dom);
}

static void test_classes_are_words_and_hints_are_parts(void **state)
{
	struct html_source source = { .bytes = STR("<p class='Post-Body wide' id=main>a") };
	struct dom dom;

	(void)state;
	dom_parse(&source, &dom, NULL);
	const struct dom_node *p = dom_find(dom.body, DOM_P);
	CHECK(dom_has_word(p, "class", "wide") && !dom_has_word(p, "class", "post"));
	CHECK(dom_has_hint(p, "post") && dom_has_hint(p, "main") && !dom_has_hint(p, "side"));
	dom_free(&dom);
}

static void test_nodes_move_and_leave(void **state)
{
	struct html_source source = { .bytes = STR("<p>a</p><p>b</p>") };
	struct dom dom;

	(void)state;
	dom_parse(&source, &dom, NULL);
	struct dom_node *first = dom.body->first, *last = dom.body->last;
	dom_detach(last);
	dom_insert_before(first, last);
	CHECK_STR(dom_text(&dom, dom.body, 10), "b a");
	dom_detach(first);
	CHECK(dom.body->first == last && dom.body->last == last && !last->next && !last->prev);
	dom_set_attr(&dom, last, "x", STR("1"));
	dom_set_attr(&dom, last, "x", STR("2"));
	CHECK_STR(dom_attr(last, "x"), "2");
	CHECK(last->attr_count == 1);
	dom_free(&dom);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_block_ends_an_open_paragraph),
		TEST(items_cells_and_options_end_each_other),
		TEST(an_end_tag_does_not_reach_out_of_a_cell),
		TEST(formatting_that_crosses_a_paragraph_is_parted),
		TEST(a_form_tag_moves_no_table),
		TEST(text_of_scripts_and_comments_is_no_text),
		TEST(what_never_ends_hides_no_more_than_its_tag),
		TEST(templates_in_scripts_are_parsed_and_hidden),
		TEST(references_are_resolved_once),
		TEST(the_encoding_is_found),
		TEST(utf8_that_is_called_something_else_is_utf8),
		TEST(text_is_valid_whatever_came_in),
		TEST(the_depth_of_a_tree_is_bounded),
		TEST(hidden_parts_are_known),
		TEST(addresses_follow_the_base_element),
		TEST(classes_are_words_and_hints_are_parts),
		TEST(nodes_move_and_leave),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
