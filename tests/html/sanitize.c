/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "lib/check.h"

static void check_clean(struct str in, const char *wanted, int line)
{
	struct buf out = { 0 };

	html_sanitize(in, STR("https://h.example/dir/page"), &out);
	check_str(buf_str(&out), wanted, __FILE__, line);
	buf_free(&out);
}
#define CLEAN(in, wanted) check_clean(STR(in), wanted, __LINE__)

static void test_harmless_markup_stays(void **state)
{
	(void)state;
	CLEAN("<p>a <b>b</b><br>c</p>", "<p>a <b>b</b><br>c</p>");
	CLEAN("<IMG SRC=\"/x.png\" ALT=\"a &amp; b\">",
	      "<img src=\"https://h.example/x.png\" alt=\"a &amp; b\">");
	CLEAN("<table><tr><td colspan=2>x</td></tr></table>",
	      "<table><tr><td colspan=\"2\">x</td></tr></table>");
}

static void test_addresses_become_absolute(void **state)
{
	(void)state;
	CLEAN("<a href=\"other?a=1&b=2\">x</a>",
	      "<a href=\"https://h.example/dir/other?a=1&amp;b=2\">x</a>");
	CLEAN("<a href='//cdn.example/x'>x</a>", "<a href=\"https://cdn.example/x\">x</a>");
	CLEAN("<a href='mailto:a@b.example'>x</a>", "<a href=\"mailto:a@b.example\">x</a>");
	CLEAN("<a href=''>x</a>", "<a href=\"\">x</a>");
}

static void test_nothing_that_runs_stays(void **state)
{
	(void)state;
	CLEAN("a<script>alert('<p>')</script>b", "ab");
	CLEAN("a<SCRIPT src=x></SCRIPT >b", "ab");
	CLEAN("a<style>p{}</style>b<template><p>x</template>c", "abc");
	CLEAN("a<script>never ends", "a");
	CLEAN("<p onclick=\"x()\" OnLoad=y style=\"background:url(x)\">a</p>", "<p>a</p>");
	CLEAN("<svg onload=x()><circle><text>t</text><script>s</script></svg>a", "ta");
	CLEAN("<object data=x>a</object><applet>b</applet><form action=x>c<input></form>", "abc");
	CLEAN("<meta http-equiv=refresh content='0;url=x'><link rel=stylesheet href=x>a", "a");
	CLEAN("<base href=x>a", "a");
}

static void test_a_script_address_is_refused_however_it_hides(void **state)
{
	(void)state;
	static const char *const addresses[] = {
		"javascript:alert(1)", "JaVaScRiPt:alert(1)", "  javascript:alert(1)",
		"java\tscript:alert(1)", "java\nscript:alert(1)", "\x01javascript:alert(1)",
		"javascript&#58;alert(1)", "&#106;avascript:alert(1)", "&#x6A;avascript:x",
		"&#0000106avascript:x", "java&Tab;script:x", "java&NewLine;script&colon;x",
		"jav&#x09;ascript:x", "vbscript:x", "VBScript:x", "data:text/html,x",
		"data:image/png;base64,xx", "\xc2\xa0javascript:x", "java\x7fscript:x",
		"java\x0cscript:x", "livescript:x", "mocha:x", "file:///etc/passwd",
		"view-source:x", "blob:x", "java\xc5\xbf" "cript:x", ":x", "javascript:/x/",
	};

	for (size_t i = 0; i < sizeof(addresses) / sizeof(*addresses); i++) {
		struct buf in = { 0 };
		buf_addf(&in, "<a href=\"%s\">t</a>", addresses[i]);
		check_clean(buf_str(&in), "<a>t</a>", __LINE__);
		buf_free(&in);
	}
}

static void test_a_base_that_runs_code_is_no_way_in(void **state)
{
	(void)state;
	struct buf out = { 0 };

	html_sanitize(STR("<a href='x'>t</a>"), STR("javascript:alert(1)//"), &out);
	CHECK(str_find(buf_str(&out), STR("javascript")) == SIZE_MAX);
	buf_free(&out);
}

static void test_an_attribute_can_not_break_out_of_its_quotes(void **state)
{
	(void)state;
	CLEAN("<img alt='\"><script>x</script>' src=x>",
	      "<img alt=\"&quot;&gt;&lt;script&gt;x&lt;/script&gt;\" "
	      "src=\"https://h.example/dir/x\">");
	CLEAN("<p title=\"&quot; onclick=&quot;x\">a</p>",
	      "<p title=\"&quot; onclick=&quot;x\">a</p>");
}

static void test_text_is_never_lost_and_never_becomes_markup(void **state)
{
	(void)state;
	CLEAN("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2");
	CLEAN("&lt;script&gt;x&lt;/script&gt;", "&lt;script&gt;x&lt;/script&gt;");
	CLEAN("&amp;lt;b&amp;gt;", "&amp;lt;b&amp;gt;");
	CLEAN("<blink>a</blink><unknown>b</unknown><o:p>c</o:p>", "abc");
	CLEAN("a\x01\x1b[0mb", "a[0mb");
	CLEAN("caf&eacute; &#8220;x&#8221; &nosuch; &",
	      "caf\u00e9 \u201cx\u201d &amp;nosuch; &amp;");
}

static void test_what_is_left_open_is_closed_in_order(void **state)
{
	(void)state;
	CLEAN("<b><i>a</b>b</i>", "<b><i>a</i></b>b");
	CLEAN("<p>a<p>b<div>c", "<p>a</p><p>b</p><div>c</div>");
	CLEAN("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
	      "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>");
	CLEAN("</div></p>a</table>", "a");
	CLEAN("<div><table><tr><td>1</div><td>2</table></div>",
	      "<div><table><tr><td>1</td><td>2</td></tr></table></div>");
	CLEAN("<a href=/1>x<a href=/2>y</a></a>", "<a href=\"https://h.example/1\">x</a>"
	      "<a href=\"https://h.example/2\">y</a>");
}

static void test_a_frame_leaves_a_link_to_what_it_shows(void **state)
{
	(void)state;
	CLEAN("<iframe src=\"https://v.example/e?a&b\">no frames</iframe>",
	      "<a href=\"https://v.example/e?a&amp;b\"></a>no frames");
	CLEAN("<iframe src=\"javascript:x\"></iframe>a", "a");
}

static void test_deep_markup_keeps_its_text_and_its_balance(void **state)
{
	(void)state;
	struct buf in = { 0 }, out = { 0 };
	int opened = 0, closed = 0;

	for (int i = 0; i < 100000; i++)
		buf_add(&in, STR("<div>"));
	buf_add(&in, STR("deep"));
	CHECK(html_sanitize(buf_str(&in), STR(""), &out));
	CHECK(str_find(buf_str(&out), STR("deep")) != SIZE_MAX);
	for (size_t i = 0; i + 1 < out.len; i++)
		if (out.ptr[i] == '<')
			*(out.ptr[i + 1] == '/' ? &closed : &opened) += 1;
	CHECK(opened == closed);
	CHECK(opened <= 200);
	buf_free(&in);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(harmless_markup_stays),
		TEST(addresses_become_absolute),
		TEST(nothing_that_runs_stays),
		TEST(a_script_address_is_refused_however_it_hides),
		TEST(a_base_that_runs_code_is_no_way_in),
		TEST(an_attribute_can_not_break_out_of_its_quotes),
		TEST(text_is_never_lost_and_never_becomes_markup),
		TEST(what_is_left_open_is_closed_in_order),
		TEST(a_frame_leaves_a_link_to_what_it_shows),
		TEST(deep_markup_keeps_its_text_and_its_balance),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
