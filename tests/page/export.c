/* SPDX-License-Identifier: MIT */
#include "page/export.h"

#include <string.h>

#include "lib/check.h"
#include "page/random_page.h"

static void check_exported(struct page *page, enum page_form form, const char *wanted, int line)
{
	struct buf out = { 0 };

	if (!page_export(page, form, &out))
		_fail(__FILE__, line);
	check_str(buf_str(&out), wanted, __FILE__, line);
	buf_free(&out);
}
#define CHECK_EXPORTED(page, form, wanted) check_exported(page, form, wanted, __LINE__)

static struct page_block *add_text(struct page *page, enum page_block_kind kind, const char *text)
{
	page_add_block(page, kind);
	page_add_span(page, str_from(text), 0, 0);
	return &page->blocks[page->block_count - 1];
}

static void add_item(struct page *page, int depth, uint32_t ordinal, const char *text)
{
	struct page_block *block = add_text(page, PAGE_ITEM, text);

	block->depth = (uint8_t)depth;
	block->ordinal = ordinal;
}

static void test_flat_items_become_nested_lists(void **state)
{
	(void)state;
	struct page page = { 0 };

	add_item(&page, 1, 0, "a");
	add_item(&page, 2, 3, "b");
	add_item(&page, 2, 4, "c");
	add_text(&page, PAGE_PARAGRAPH, "still c")->depth = 2;
	add_item(&page, 1, 0, "d");
	add_text(&page, PAGE_PARAGRAPH, "end");
	CHECK_EXPORTED(&page, PAGE_AS_HTML_BODY,
		       "<ul>\n<li>a<ol start=\"3\">\n<li>b</li>\n"
		       "<li>c<p>still c</p>\n</li>\n</ol>\n</li>\n<li>d</li>\n</ul>\n<p>end</p>\n");
	CHECK_EXPORTED(&page, PAGE_AS_TEXT_BODY,
		       "- a\n  3. b\n  4. c\n\n    still c\n\n- d\n\nend\n");
	page_free(&page);
}

static void test_lists_side_by_side_stay_two(void **state)
{
	(void)state;
	struct page page = { 0 };

	for (uint32_t i = 0; i < 4; i++) {
		add_item(&page, 1, i < 2 ? i + 1 : 9 - i, "a");
		page.blocks[i].starts_list = i == 0 || i == 2;
	}
	CHECK_EXPORTED(&page, PAGE_AS_HTML_BODY,
		       "<ol>\n<li>a</li>\n<li>a</li>\n</ol>\n"
		       "<ol start=\"7\">\n<li>a</li>\n<li value=\"6\">a</li>\n</ol>\n");
	CHECK_EXPORTED(&page, PAGE_AS_TEXT_BODY, "1. a\n2. a\n\n7. a\n6. a\n");
	CHECK_EXPORTED(&page, PAGE_AS_MARKDOWN, "1. a\n2. a\n\n<!-- -->\n\n7. a\n6. a\n");
	page_free(&page);
}

static void add_inset(struct page *page, enum page_block_kind kind, int inset, const char *text)
{
	struct page_block *block = page_add_block(page, kind);

	block->inset = (uint8_t)inset;
	block->depth = kind == PAGE_ITEM;
	page_add_span(page, str_from(text), 0, 0);
}

static void test_terms_and_what_they_mean_stay_a_pair(void **state)
{
	struct page page = { 0 };

	(void)state;
	add_inset(&page, PAGE_PARAGRAPH, 0, "t");
	add_inset(&page, PAGE_PARAGRAPH, 1, ": m");
	add_inset(&page, PAGE_PARAGRAPH, 1, "u");
	add_inset(&page, PAGE_PARAGRAPH, 2, "n");
	add_inset(&page, PAGE_ITEM, 1, "i");
	add_inset(&page, PAGE_PARAGRAPH, 0, "v");
	add_inset(&page, PAGE_PARAGRAPH, 1, "o");
	add_inset(&page, PAGE_PARAGRAPH, 0, "p");
	CHECK_EXPORTED(&page, PAGE_AS_HTML_BODY,
		       "<dl>\n<dt>t</dt>\n<dd><p>: m</p>\n"
		       "<dl>\n<dt>u</dt>\n<dd><p>n</p>\n</dd>\n</dl>\n"
		       "<ul>\n<li>i</li>\n</ul>\n</dd>\n"
		       "<dt>v</dt>\n<dd><p>o</p>\n</dd>\n</dl>\n<p>p</p>\n");
	CHECK_EXPORTED(&page, PAGE_AS_MARKDOWN,
		       "t\n:   \\: m\n\n    u\n    :   n\n\n    - i\n\nv\n:   o\n\np\n");
	CHECK_EXPORTED(&page, PAGE_AS_TEXT,
		       "t\n    : m\n\n    u\n        n\n\n    - i\n\nv\n    o\n\np\n");
	CHECK_EXPORTED(&page, PAGE_AS_TEXT_BODY,
		       "t\n\n: m\n\nu\n\nn\n\n- i\n\nv\n\no\n\np\n");
	page_free(&page);
}

static void test_quotes_close_before_what_follows(void **state)
{
	(void)state;
	struct page page = { 0 };

	add_text(&page, PAGE_PARAGRAPH, "a")->quote = 2;
	add_text(&page, PAGE_PARAGRAPH, "b")->quote = 1;
	add_text(&page, PAGE_HEADING, "c")->level = 3;
	CHECK_EXPORTED(&page, PAGE_AS_HTML_BODY,
		       "<blockquote>\n<blockquote>\n<p>a</p>\n</blockquote>\n<p>b</p>\n"
		       "</blockquote>\n<h3>c</h3>\n");
	CHECK_EXPORTED(&page, PAGE_AS_MARKDOWN, "> > a\n\n> b\n\n### c\n");
	page_free(&page);
}

static void test_text_in_html_is_never_markup(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t bad = page_add_link(&page, PAGE_LINK_BODY, STR("javascript:x"), STR(""), STR(""));
	uint32_t good = page_add_link(&page, PAGE_LINK_BODY, STR("http://a/?b=\"&c"), STR(""),
				      STR(""));

	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("<b> & \x1b[31m\xc2\x9b"), PAGE_STRONG, 0);
	page_add_span(&page, STR("bad"), 0, bad);
	page_add_span(&page, STR("go"), 0, good);
	page_add_span(&page, STR("od"), PAGE_EMPHASIS, good);
	CHECK_EXPORTED(&page, PAGE_AS_HTML_BODY,
		       "<p><strong>&lt;b&gt; &amp; [31m</strong>bad"
		       "<a href=\"http://a/?b=&quot;&amp;c\">go<em>od</em></a></p>\n");
	page_free(&page);
}

static void test_markdown_says_what_the_text_says(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t link = page_add_link(&page, PAGE_LINK_BODY, STR("http://a/(b)"), STR(""), STR(""));

	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, STR("2024. a*b [c] "), 0, 0);
	page_add_span(&page, STR("bold "), PAGE_STRONG, 0);
	page_add_span(&page, STR("x`y"), PAGE_CODE, 0);
	page_add_span(&page, STR(" link"), 0, link);
	struct page_block *table = page_add_block(&page, PAGE_TABLE);
	table->rows = 2;
	table->columns = 2;
	for (int i = 0; i < 4; i++) {
		page_add_cell(&page)->is_header = i < 2;
		page_add_span(&page, i % 2 ? STR("b|c") : STR("a"), 0, 0);
	}
	CHECK_EXPORTED(&page, PAGE_AS_MARKDOWN,
		       "2024\\. a\\*b \\[c\\] **bold** `` x`y ``[ link](http://a/%28b%29)\n\n"
		       "| a | b\\|c |\n| --- | --- |\n| a | b\\|c |\n");
	page_free(&page);
}

static void test_raised_numbers_are_told_from_others(void **state)
{
	(void)state;
	static const struct {
		const char *text, *raised, *whole;
		unsigned style;
	} rows[] = {
		{ "10", "-6", "10\u207b\u2076\n", PAGE_SUP }, { "CO", "2", "CO\u2082\n", PAGE_SUB },
		{ "x", "n+1", "x^n+1\n", PAGE_SUP }, { "5", "th", "5th\n", PAGE_SUP },
		{ "said", "[1]", "said[1]\n", PAGE_SUP }, { "a", "ij", "aij\n", PAGE_SUB },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct page page = { 0 };

		page_add_block(&page, PAGE_PARAGRAPH);
		page_add_span(&page, str_from(rows[i].text), 0, 0);
		page_add_span(&page, str_from(rows[i].raised), rows[i].style, 0);
		CHECK_EXPORTED(&page, PAGE_AS_TEXT, rows[i].whole);
		page_free(&page);
	}
}

static void test_the_body_alone_has_no_related_lines(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct buf whole = { 0 };
	uint32_t link = page_add_link(&page, PAGE_LINK_RELATED, STR("http://r/"),
				      STR("Other story"), STR("Baca Juga:"));

	page.links[link - 1].is_inline = true;
	add_text(&page, PAGE_PARAGRAPH, "One.");
	page_add_block(&page, PAGE_RELATED)->link = link;
	add_text(&page, PAGE_PARAGRAPH, "Two.");
	page_number(&page);
	CHECK_EXPORTED(&page, PAGE_AS_TEXT_BODY, "One.\n\nTwo.\n");
	CHECK_EXPORTED(&page, PAGE_AS_HTML_BODY, "<p>One.</p>\n<p>Two.</p>\n");
	CHECK(page_export(&page, PAGE_AS_TEXT, &whole));
	CHECK_STR(buf_str(&whole), "One.\n\nBaca Juga: Other story [b1]\n\nTwo.\n\n"
		  "[b1] http://r/\n");
	buf_free(&whole);
	page_free(&page);
}

static void test_text_for_a_terminal_has_no_controls(void **state)
{
	(void)state;
	struct page page = { 0 };

	page.meta.title = STR("T\x1b]0;x\x07");
	add_text(&page, PAGE_PARAGRAPH, "a\x1b[2Jb\xc2\x9b" "c\u202ed");
	CHECK_EXPORTED(&page, PAGE_AS_TEXT, "T]0;x\n\na[2Jbcd\n");
	page_free(&page);
}

static void test_marks_and_notes_are_footnotes_in_markdown(void **state)
{
	(void)state;
	struct page page = { 0 };
	uint32_t gone = page_add_link(&page, PAGE_LINK_NOTE, STR("#gone"), STR(""), STR(""));
	uint32_t b = page_add_link(&page, PAGE_LINK_NOTE, STR("#b"), STR(""), STR(""));
	uint32_t a = page_add_link(&page, PAGE_LINK_NOTE, STR("#a"), STR(""), STR(""));

	add_text(&page, PAGE_PARAGRAPH, "One");
	page_add_span(&page, STR("["), PAGE_SUP, a);
	page_add_span(&page, STR("i]"), PAGE_SUP | PAGE_EMPHASIS, a);
	page_add_span(&page, STR(" two"), 0, 0);
	page_add_span(&page, STR("x"), PAGE_SUP, b);
	page_add_span(&page, STR(" three"), 0, 0);
	page_add_span(&page, STR("9"), 0, gone);
	struct page_block *item = add_text(&page, PAGE_ITEM, "Note *b*.");
	item->depth = item->ordinal = 1;
	item->link = b;
	item = add_text(&page, PAGE_PARAGRAPH, "More of it.");
	item->depth = 1;
	item = add_text(&page, PAGE_ITEM, "Note a.");
	item->depth = 1;
	item->ordinal = 2;
	item->link = a;
	CHECK_EXPORTED(&page, PAGE_AS_MARKDOWN,
		       "One[^1] two[^2] three9\n\n[^2]: Note \\*b\\*.\n\n    More of it.\n\n"
		       "[^1]: Note a.\n");
	page_free(&page);
}

static void test_a_mark_leads_to_its_note_in_html(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct buf html = { 0 };
	uint32_t note = page_add_link(&page, PAGE_LINK_NOTE, STR("#\"><b>"), STR(""), STR(""));

	page.meta.title = STR("T");
	add_text(&page, PAGE_PARAGRAPH, "One");
	page_add_span(&page, STR("1"), PAGE_SUP, note);
	add_text(&page, PAGE_PARAGRAPH, "The note.")->link = note;
	CHECK(page_export(&page, PAGE_AS_HTML, &html));
	CHECK(str_find(buf_str(&html), STR("One<a href=\"#note-1\"><sup>1</sup></a>")) != SIZE_MAX);
	CHECK(str_find(buf_str(&html), STR("<p><a id=\"note-1\"></a>The note.")) != SIZE_MAX);
	CHECK(str_find(buf_str(&html), STR("<b>")) == SIZE_MAX);
	buf_free(&html);
	page_free(&page);
}

static void test_json_holds_the_facts(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct buf json = { 0 };
	uint32_t link = page_add_link(&page, PAGE_LINK_RELATED, STR(""), STR("No \"address\""),
				      STR("Baca Juga"));

	page.links[link - 1].is_inline = true;
	page_add_link(&page, PAGE_LINK_RELATED, STR("http://e/"), STR("End"), STR(""));
	page_add_link(&page, PAGE_LINK_LATEST, STR("http://l/"), STR("New"), STR(""));
	page.meta.title = STR("Title");
	page.meta.published = (struct date){ 1730513040, 420, DATE_MINUTE, true };
	page_add_name(&page, &page.meta.authors, STR("A B"));
	add_text(&page, PAGE_PARAGRAPH, "One.");
	page_add_block(&page, PAGE_RELATED)->link = link;
	CHECK(page_export_json(&page, &json));
	static const char *const parts[] = {
		"\"title\": \"Title\"", "\"byline\": [\n  \"A B\"\n ]",
		"\"published\": \"2024-11-02T09:04:00+07:00\"", "\"modified\": null",
		"\"lead_image\": null", "\"content_html\": \"<p>One.</p>\"", "\"text\": \"One.\"",
		"\"title\": \"No \\\"address\\\"\",\n   \"url\": null,\n"
		"   \"label\": \"Baca Juga\",\n   \"inline\": true,\n   \"after_paragraph\": 1",
		"\"inline\": false,\n   \"after_paragraph\": null",
		"\"latest\": [\n  {\n   \"title\": \"New\"", "\"complete\": false",
	};
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (str_find(buf_str(&json), str_from(parts[i])) == SIZE_MAX)
			check_str(buf_str(&json), parts[i], __FILE__, __LINE__);
	buf_free(&json);
	page_free(&page);
}

/* Start and end tags pair up. */
static bool is_balanced(struct str html)
{
	struct str open[600];
	size_t depth = 0;

	for (size_t at = str_find_char(html, '<'); at != SIZE_MAX;
	     at = str_find_char(html, '<')) {
		bool is_end = html.ptr[at + 1] == '/';
		size_t from = at + 1 + is_end, to = from;
		while (str_find_char(STR(" >"), html.ptr[to]) == SIZE_MAX)
			to++;
		struct str name = str_slice(html, from, to);
		html = str_slice(html, to, html.len);
		if (str_eq(name, STR("br")) || str_eq(name, STR("img")) || str_eq(name, STR("hr")))
			continue;
		if (!is_end && depth < 600)
			open[depth++] = name;
		else if (!depth || !str_eq(open[--depth], name))
			return false;
	}
	return !depth;
}

static void test_html_is_balanced_whatever_the_page(void **state)
{
	(void)state;
	struct dice dice = { 31 };

	for (int round = 0; round < 500; round++) {
		struct page page = { 0 };
		struct buf html = { 0 };
		random_page(&dice, &page);
		CHECK(page_export(&page, PAGE_AS_HTML_BODY, &html));
		CHECK(is_balanced(buf_str(&html)));
		buf_free(&html);
		page_free(&page);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(flat_items_become_nested_lists),
		TEST(lists_side_by_side_stay_two),
		TEST(terms_and_what_they_mean_stay_a_pair),
		TEST(quotes_close_before_what_follows),
		TEST(text_in_html_is_never_markup),
		TEST(markdown_says_what_the_text_says),
		TEST(raised_numbers_are_told_from_others),
		TEST(the_body_alone_has_no_related_lines),
		TEST(text_for_a_terminal_has_no_controls),
		TEST(marks_and_notes_are_footnotes_in_markdown),
		TEST(a_mark_leads_to_its_note_in_html),
		TEST(json_holds_the_facts),
		TEST(html_is_balanced_whatever_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
