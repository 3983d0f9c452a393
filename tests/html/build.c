/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include "lib/check.h"

static void add_spans(struct buf *out, const struct page *page, uint32_t first, uint32_t count)
{
	for (uint32_t i = first; i < first + count; i++) {
		const struct page_span *span = &page->spans[i];

		if (span->style & PAGE_STRONG)
			buf_add_char(out, '*');
		if (span->style & PAGE_EMPHASIS)
			buf_add_char(out, '_');
		buf_add(out, span->text);
		if (span->link)
			buf_addf(out, "[%.*s]", STR_ARG(page->links[span->link - 1].url));
		if (span->style & PAGE_STRONG)
			buf_add_char(out, '*');
	}
}

/* One line a block: a letter for its kind, quotes and depth, its text. */
static void add_block(struct buf *out, const struct page *page, const struct page_block *b)
{
	static const char kinds[] = "phi\0tmerB";

	buf_addf(out, "%c", b->kind == PAGE_PRE ? 'c' : kinds[b->kind]);
	if (b->level)
		buf_addf(out, "%d", b->level);
	if (b->kind == PAGE_ITEM && b->ordinal)
		buf_addf(out, "%u", (unsigned)b->ordinal);
	for (int i = 0; i < b->quote; i++)
		buf_add_char(out, '>');
	for (int i = 0; i < b->depth; i++)
		buf_add_char(out, '-');
	buf_add_char(out, ' ');
	if (b->kind == PAGE_TABLE) {
		buf_addf(out, "%dx%d", b->rows, b->columns);
		for (uint32_t i = 0; i < b->cell_count; i++) {
			const struct page_cell *cell = &page->cells[b->first_cell + i];
			buf_add_char(out, cell->is_header ? '!' : '|');
			add_spans(out, page, cell->first_span, cell->span_count);
			if (cell->colspan > 1)
				buf_addf(out, "(%d)", cell->colspan);
		}
	} else {
		if (b->link)
			buf_addf(out, "<%.*s>", STR_ARG(page->links[b->link - 1].url));
		add_spans(out, page, b->first_span, b->span_count);
	}
	buf_add_char(out, '\n');
}

static void check_blocks(struct str html, const char *wanted, int line)
{
	struct html_source source = { .bytes = html, .base = STR("http://h/d/p"),
				      .content_type = STR("text/html; charset=utf-8") };
	struct page page;
	struct buf out = { 0 };

	html_fragment(&source, &page, NULL);
	for (size_t i = 0; i < page.block_count; i++)
		add_block(&out, &page, &page.blocks[i]);
	check_str(buf_str(&out), wanted, __FILE__, line);
	buf_free(&out);
	page_free(&page);
}
#define BLOCKS(html, wanted) check_blocks(STR(html), wanted, __LINE__)

static void test_white_space_is_folded_across_elements(void **state)
{
	(void)state;
	BLOCKS("<p> a \n <b> b </b> c</p>", "p a *b *c\n");
	BLOCKS("<p>a<b>b</b></p> <p>&nbsp; </p>", "p a*b*\n");
	BLOCKS("<p>a\u00a0b &nbsp;c</p>", "p a\u00a0b c\n");
	BLOCKS("<div>a<div>b</div>c</div>", "p a\np b\np c\n");
}

static void test_runs_of_line_breaks_part_paragraphs(void **state)
{
	(void)state;
	BLOCKS("a<br>b<br><br>c<br> <br/>\n<br>d<br>", "p a\nb\np c\np d\n");
	BLOCKS("<ul><li>a<br><br>b</ul>", "i- a\np- b\n");
}

static void test_links_are_absolute_and_only_of_the_web(void **state)
{
	(void)state;
	BLOCKS("<p>a <a href='x'>b</a> <a href='javascript:y'>c</a> <a href='http://o/'>d</a>",
	       "p a b[http://h/d/x] c d[http://o/]\n");
}

static void test_headings_keep_their_level(void **state)
{
	(void)state;
	BLOCKS("<h1>a</h1><h3><a href=x>b</a></h3><h6>c</h6>", "h1 a\nh3 b[http://h/d/x]\nh6 c\n");
}

static void test_lists_nest_and_count(void **state)
{
	(void)state;
	BLOCKS("<ul><li>a<ol start=3><li>b<li>c<li value=9>d</ol><p>e<li>f</ul>",
	       "i- a\ni3-- b\ni4-- c\ni9-- d\np- e\ni- f\n");
	BLOCKS("<ul><li></li><li><p>a</p><p>b</p></li></ul>", "i- a\np- b\n");
}

static void test_lists_side_by_side_are_two_and_terms_have_meanings(void **state)
{
	static const char html[] = "<ol><li>a<li>b</ol><ol><li></li><li>c<li>d</ol>"
				   "<ol reversed><li>e<li>f</ol>"
				   "<ol reversed start=7><li>g<li>h</ol>"
				   "<dl><dt>i<dd>j<dd><ul><li>k</ul><dl><dt>l<dd>m</dl></dl>n";
	static const struct { uint32_t ordinal; bool starts; int inset; } wanted[] = {
		{ 1, true, 0 },  { 2, false, 0 }, { 2, true, 0 }, { 3, false, 0 }, { 2, true, 0 },
		{ 1, false, 0 }, { 7, true, 0 },  { 6, false, 0 }, { 0, false, 0 }, { 0, false, 1 },
		{ 0, true, 1 },  { 0, false, 1 }, { 0, false, 2 }, { 0, false, 0 },
	};
	struct html_source source = { .bytes = str_from(html), .base = STR("http://h/d/p"),
				      .content_type = STR("text/html; charset=utf-8") };
	struct page page;

	(void)state;
	html_fragment(&source, &page, NULL);
	CHECK(page.block_count == sizeof(wanted) / sizeof(*wanted));
	for (size_t i = 0; i < page.block_count; i++) {
		CHECK(page.blocks[i].ordinal == wanted[i].ordinal);
		CHECK(page.blocks[i].starts_list == wanted[i].starts);
		CHECK(page.blocks[i].inset == wanted[i].inset);
	}
	page_free(&page);
}

static void test_quotes_nest(void **state)
{
	(void)state;
	BLOCKS("<blockquote>a<blockquote><p>b</blockquote>c</blockquote>d <q>e</q>",
	       "p> a\np>> b\np> c\np d \u201ce\u201d\n");
}

static void test_preformatted_text_keeps_its_lines(void **state)
{
	(void)state;
	BLOCKS("<pre>\n  a\n\tb <b>c</b>\n</pre>d", "c   a\n\tb *c*\np d\n");
	BLOCKS("<pre>a\xef\xbb\xbf" "b\r\nc\x01</pre>", "c ab\nc\n");
	BLOCKS("<p>a\xef\xbb\xbf" "b\x01 c</p>", "p ab c\n");
}

static void test_rules_stand_alone(void **state)
{
	(void)state;
	BLOCKS("<hr>a<hr><hr>b", "p a\nr \np b\n");
}

static void test_a_table_of_data_is_one_block(void **state)
{
	(void)state;
	BLOCKS("<table><tr><th>a<th>b</tr><tr><td><b>1</b><td>2</tr></table>",
	       "t 2x2!a!b|*1*|2\n");
	BLOCKS("<table><tr><th colspan=2>a</tr><tr><td>1<td>2</tr></table>", "t 2x2!a(2)||1|2\n");
	BLOCKS("<table><tr><td rowspan=2>a<td>b<tr><td>c</table>", "t 2x2|a|b||c\n");
	BLOCKS("<table><tr><td colspan=2147483648>a<td>b<tr><td>c<td>d</table>",
	       "p a\np b\np c\np d\n");
}

static void test_a_table_of_layout_is_walked_through(void **state)
{
	(void)state;
	BLOCKS("<table><tr><td><p>a</p><p>b</p></td></tr></table>", "p a\np b\n");
	BLOCKS("<table><tr><td>a<td><table><tr><td>b</table></tr><tr><td>c<td>d</table>",
	       "p a\np b\np c\np d\n");
	BLOCKS("<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
	       "p a\np b\np c\np d\n");
}

static void test_lazy_pictures_have_their_real_address(void **state)
{
	(void)state;
	BLOCKS("<img src=a.jpg>", "m <http://h/d/a.jpg>\n");
	BLOCKS("<img src='data:image/gif;base64,x' data-src=a.jpg>", "m <http://h/d/a.jpg>\n");
	BLOCKS("<img src=/img/placeholder.png data-original=a.jpg>", "m <http://h/d/a.jpg>\n");
	BLOCKS("<img srcset='a.jpg 320w, b.jpg 1300w, c.jpg 3000w'>", "m <http://h/d/b.jpg>\n");
	BLOCKS("<img data-srcset='a.jpg 1x, b.jpg 2x'>", "m <http://h/d/b.jpg>\n");
	BLOCKS("<picture><source srcset='a.webp 900w'><img></picture>", "m <http://h/d/a.webp>\n");
	BLOCKS("<img class=lazy src=blank.gif><noscript><img src=a.jpg></noscript>",
	       "m <http://h/d/a.jpg>\n");
	BLOCKS("<img src=a.jpg width=1 height=1>b<img class=emoji alt='\u263a' src=x.png>",
	       "p b\u263a\n");
}

static void test_a_picture_is_taken_in_a_good_size_and_a_common_format(void **state)
{
	(void)state;
	BLOCKS("<img src=small.jpg srcset='a.jpg 300w, b.jpg 1300w'>", "m <http://h/d/b.jpg>\n");
	BLOCKS("<picture><source srcset='a.jpg 600w, b.jpg 1400w'><img src=small.jpg></picture>",
	       "m <http://h/d/b.jpg>\n");
	BLOCKS("<picture><source type=image/avif srcset='a.avif 900w'><source type=image/jpeg "
	       "srcset='a.jpg 900w'><img src=small.jpg></picture>", "m <http://h/d/a.jpg>\n");
	BLOCKS("<picture><source type=image/webp srcset='a.webp 900w'><img src=a.jpg></picture>",
	       "m <http://h/d/a.jpg>\n");
	BLOCKS("<picture><source type=image/webp srcset='a.webp 900w'><img></picture>",
	       "m <http://h/d/a.webp>\n");
}

static void test_captions_go_to_their_picture(void **state)
{
	(void)state;
	BLOCKS("<figure><img src=a.jpg><figcaption>b <i>c</i></figcaption></figure>d",
	       "m <http://h/d/a.jpg>b _c\np d\n");
	BLOCKS("<figure><figcaption>b</figcaption><img src=a.jpg></figure>d",
	       "m <http://h/d/a.jpg>b\np d\n");
	BLOCKS("<div class=wp-caption><img src=a.jpg><p class=wp-caption-text>b</p></div>d",
	       "m <http://h/d/a.jpg>b\np d\n");
}

static void test_a_credit_is_apart_from_the_caption(void **state)
{
	struct html_source source = { .base = STR("http://h/"), .bytes = STR(
		"<figure><img src=a><figcaption>b</figcaption>"
		"<span class=credit>c</span></figure>") };
	struct page page;

	(void)state;
	CHECK(html_fragment(&source, &page, NULL));
	CHECK(page.block_count == 1 && page.blocks[0].span_count == 2);
	CHECK(page.blocks[0].credit_span == 1);
	CHECK_STR(page.spans[1].text, "c");
	page_free(&page);
}

static void test_films_and_frames_become_embeds(void **state)
{
	(void)state;
	BLOCKS("<iframe src='//v.example/1' title=x></iframe>", "e <http://v.example/1>\n");
	BLOCKS("<video><source src=a.mp4>old</video>", "e <http://h/d/a.mp4>\n");
	BLOCKS("<iframe src=x width=1></iframe>a", "p a\n");
}

static void test_a_related_line_becomes_a_block_at_its_place(void **state)
{
	(void)state;
	BLOCKS("<p>Kalimat pertama dari berita ini.</p>"
	       "<p><b>Baca Juga: <a href=/berita/1>Judul Lain</a></b></p>"
	       "<p>Kalimat kedua dari berita ini.</p>",
	       "p Kalimat pertama dari berita ini.\nB <http://h/berita/1>\n"
	       "p Kalimat kedua dari berita ini.\n");
}

static void test_a_block_knows_its_direction(void **state)
{
	struct html_source source = { .bytes = STR("<p>(مرحبا) a</p><p>a "
						   "مرحبا</p>") };
	struct page page;

	(void)state;
	CHECK(html_fragment(&source, &page, NULL));
	CHECK(page.blocks[0].is_rtl && !page.blocks[1].is_rtl);
	page_free(&page);
}

static void test_a_way_to_a_footnote_is_no_link(void **state)
{
	struct html_source source = { .bytes = STR("<p>a<sup><a href=' #f1'>1</a></sup> "
						   "<a href='/b'>b</a></p>"),
				      .base = STR("https://a.example/") };
	struct page page;

	(void)state;
	CHECK(html_fragment(&source, &page, NULL));
	CHECK(page.link_count == 1);
	CHECK_STR(page.links[0].url, "https://a.example/b");
	page_free(&page);
}

static void test_plain_text_has_paragraphs_and_lines(void **state)
{
	(void)state;
	BLOCKS("a < b & c\nd\n\n\ne", "p a < b & c\nd\np e\n");
}

static void test_nothing_is_said_to_be_nothing(void **state)
{
	struct html_source source = { .bytes = STR(" <p> <!-- x -->") };
	struct page page;
	struct error err = { 0 };

	(void)state;
	CHECK(!html_fragment(&source, &page, &err));
	CHECK(err.text[0]);
	page_free(&page);
}

static void test_items_keep_their_figures_and_boxes(void **state)
{
	(void)state;
	BLOCKS("<ol type=a><li>x<li>y</ol>"
	       "<ol style='list-style-type:upper-roman' start=4><li>z</ol>",
	       "i11- x\ni12- y\ni44- z\n");
	BLOCKS("<ul><li><input type=checkbox disabled checked> done<li>"
	       "<input type=checkbox disabled>open<li><input type=checkbox>form</ul>",
	       "i6- done\ni5- open\ni- form\n");
}

static void test_an_item_may_begin_with_a_heading(void **state)
{
	(void)state;
	BLOCKS("<ol><li><h3>Bali <i>x</i></h3><p>a</p><h4>b</h4></li><li>c</ol>",
	       "i1- *Bali **_x*\np- a\nh4- b\ni2- c\n");
}

static void test_lines_of_a_poem_are_set_in(void **state)
{
	(void)state;
	BLOCKS("<p>a<br>&nbsp;&nbsp;&nbsp;b<br>&nbsp;c<br> d</p>",
	       "p a\n\u00a0\u00a0\u00a0b\nc\nd\n");
	BLOCKS("<p>&nbsp;&nbsp;a &nbsp;&nbsp;b</p>", "p a b\n");
}

static void test_a_quotation_in_a_quotation_has_other_marks(void **state)
{
	(void)state;
	BLOCKS("<p><q>a <q>b</q> c</q>", "p \u201ca \u2018b\u2019 c\u201d\n");
}

static void test_numbers_beside_a_program_are_none_of_it(void **state)
{
	(void)state;
	BLOCKS("<table><tr><td><pre>8\n9\n10</pre></td><td><pre>a\nb\nc</pre></td></table>",
	       "c a\nb\nc\n");
	BLOCKS("<table><tr><td><pre>3\n1</pre></td><td><pre>a</pre></td></table>", "c 3\n1\nc a\n");
}

static void test_a_formula_is_a_line_of_text(void **state)
{
	(void)state;
	BLOCKS("<p>so <math><mi>x</mi><mo>=</mo><mfrac><mrow><mo>-</mo><mi>b</mi><mo>\u00b1</mo>"
	       "<msqrt><msup><mi>b</mi><mn>2</mn></msup><mo>-</mo><mn>4</mn><mi>a</mi><mi>c</mi>"
	       "</msqrt></mrow><mrow><mn>2</mn><mi>a</mi></mrow></mfrac></math> is it",
	       "p so x = (-b \u00b1 \u221a(b\u00b2 - 4ac))/2a is it\n");
	BLOCKS("<p>a<math display=block alttext='E'><semantics><annotation>E</annotation>"
	       "</semantics></math>b", "p a\np E\np b\n");
	BLOCKS("<p>of <img class=latex src=/x.png alt='a^n'> it <img src=/s.gif width=15 height=15 "
	       "alt=':-)'>", "p of a^n it :-)\n");
}

static void test_a_formula_however_deep_is_read(void **state)
{
	(void)state;
	struct buf html = { 0 };
	struct page page;

	buf_add(&html, STR("<p>x<math>"));
	for (int i = 0; i < 20000; i++)
		buf_add(&html, STR("<mfrac><msup><mi>a</mi>"));
	struct html_source source = { .bytes = buf_str(&html), .base = STR("http://h/") };
	CHECK(html_fragment(&source, &page, NULL));
	page_free(&page);
	buf_free(&html);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(white_space_is_folded_across_elements),
		TEST(runs_of_line_breaks_part_paragraphs),
		TEST(links_are_absolute_and_only_of_the_web),
		TEST(headings_keep_their_level),
		TEST(lists_nest_and_count),
		TEST(lists_side_by_side_are_two_and_terms_have_meanings),
		TEST(quotes_nest),
		TEST(items_keep_their_figures_and_boxes),
		TEST(an_item_may_begin_with_a_heading),
		TEST(lines_of_a_poem_are_set_in),
		TEST(a_quotation_in_a_quotation_has_other_marks),
		TEST(numbers_beside_a_program_are_none_of_it),
		TEST(a_formula_is_a_line_of_text),
		TEST(a_formula_however_deep_is_read),
		TEST(preformatted_text_keeps_its_lines),
		TEST(rules_stand_alone),
		TEST(a_table_of_data_is_one_block),
		TEST(a_table_of_layout_is_walked_through),
		TEST(lazy_pictures_have_their_real_address),
		TEST(a_picture_is_taken_in_a_good_size_and_a_common_format),
		TEST(captions_go_to_their_picture),
		TEST(a_credit_is_apart_from_the_caption),
		TEST(films_and_frames_become_embeds),
		TEST(a_related_line_becomes_a_block_at_its_place),
		TEST(a_block_knows_its_direction),
		TEST(a_way_to_a_footnote_is_no_link),
		TEST(plain_text_has_paragraphs_and_lines),
		TEST(nothing_is_said_to_be_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
