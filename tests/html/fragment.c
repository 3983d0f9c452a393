/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "lib/check.h"

/* Kind of each block, one letter: P paragraph, R related, L list item, ...;
 * then the related and latest links. */
static void check_fragment(const char *text, const char *wanted)
{
	static const char kinds[] = "PHLFTIEXR";
	struct html_source source = {
		.bytes = str_from(text), .base = STR("https://kabar.example/berita/1"),
	};
	struct buf got = { 0 };
	struct page page;

	CHECK(html_fragment(&source, &page, NULL));
	for (size_t i = 0; i < page.block_count; i++)
		buf_add_char(&got, kinds[page.blocks[i].kind]);
	for (size_t i = 0; i < page.link_count; i++)
		if (page.links[i].kind == PAGE_LINK_RELATED)
			buf_addf(&got, " %s[%.*s]%.*s<%.*s>",
				page.links[i].is_inline ? "in" : "end",
				 STR_ARG(page.links[i].label), STR_ARG(page.links[i].title),
				 STR_ARG(page.links[i].url));
	CHECK_STR(buf_str(&got), wanted);
	buf_free(&got);
	page_free(&page);
}

static void test_related_lines_of_feed_items_are_blocks(void **state)
{
	(void)state;
	check_fragment("<p>Satu kalimat.</p><p><strong>Baca Juga: <a href=\"/berita/2\">Judul "
		"Kedua Hari Ini</a>"
		       "</strong></p><p>Dua kalimat.</p>",
		       "PRP in[Baca Juga]Judul Kedua Hari Ini<https://kabar.example/berita/2>");
	check_fragment("Satu kalimat.<br/><br/>Baca juga: <a href='/berita/2'>Judul Kedua Hari "
		"Ini</a><br/><br/>Dua.",
		       "PRP in[Baca juga]Judul Kedua Hari Ini<https://kabar.example/berita/2>");
}

static void test_related_lines_of_plain_text_are_blocks(void **state)
{
	(void)state;
	check_fragment("Satu kalimat.\n\nBaca Juga: Judul Kedua Hari Ini\n\nDua kalimat.",
		       "PRP in[Baca Juga]Judul Kedua Hari Ini<>");
	check_fragment("Satu kalimat.\nBaca Juga: Judul Kedua Hari Ini\nDua kalimat.",
		       "PRP in[Baca Juga]Judul Kedua Hari Ini<>");
	check_fragment("Satu.\n\nBaca juga: Judul Kedua Hari Ini "
		"(https://kabar.example/berita/2)\n\nDua.",
		       "PRP in[Baca juga]Judul Kedua Hari Ini<https://kabar.example/berita/2>");
}

static void test_a_list_at_the_end_of_an_item_stands_apart(void **state)
{
	(void)state;
	check_fragment("<p>Kalimat pertama yang cukup panjang untuk tampak sebagai sebuah "
		"paragraf dalam berita.</p>"
		       "<p>Related articles:</p><ul><li><a href=\"/berita/2\">Another Story of "
			"the Day</a></li></ul>",
		       "P end[Related articles]Another Story of the "
			"Day<https://kabar.example/berita/2>");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(related_lines_of_feed_items_are_blocks),
		TEST(related_lines_of_plain_text_are_blocks),
		TEST(a_list_at_the_end_of_an_item_stands_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
