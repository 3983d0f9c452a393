/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "lib/check.h"

static void read_page(const char *html, struct page *page)
{
	struct html_source source = { .bytes = str_from(html), .base = STR("http://a.example/p") };

	CHECK(html_fragment(&source, page, NULL));
	page_number(page);
}

static size_t notes_of(const struct page *page, size_t *blocks)
{
	size_t marks = 0;

	*blocks = 0;
	for (size_t i = 0; i < page->span_count; i++) {
		uint32_t link = page->spans[i].link;

		marks += link && page->links[link - 1].kind == PAGE_LINK_NOTE;
	}
	for (size_t i = 0; i < page->block_count; i++) {
		uint32_t link = page->blocks[i].link;

		*blocks += link && page->links[link - 1].kind == PAGE_LINK_NOTE;
	}
	return marks;
}

static void check_notes(const char *html, size_t marks, size_t blocks, const char *text, int line)
{
	struct buf got = { 0 };
	struct page page;
	size_t found;

	read_page(html, &page);
	if (notes_of(&page, &found) != marks || found != blocks)
		print_error("line %d: %zu marks, %zu notes\n", line,
			    notes_of(&page, &found), found);
	CHECK(notes_of(&page, &found) == marks && found == blocks);
	page_add_text(&page, &got);
	CHECK_STR(buf_str(&got), text);
	buf_free(&got);
	page_free(&page);
}
#define CHECK_NOTES(html, marks, blocks, text) check_notes(html, marks, blocks, text, __LINE__)

static void test_a_raised_mark_leads_to_its_note(void **state)
{
	(void)state;
	CHECK_NOTES("<p>Satu.<sup id=r1><a href='#n1'>1</a></sup> "
		    "Dua.<sup><a href='#n2'>2</a></sup></p><ol><li id=n1>Catatan satu. "
		    "<a href='#r1'>\u21a9</a></li><li id=n2>Catatan dua.</ol>",
		    2, 2, "Satu.1 Dua.2\nCatatan satu.\nCatatan dua.\n");
	/* Twice the same mark, and a paragraph as the note. */
	CHECK_NOTES("<p>a<a role=doc-noteref href='#x'>*</a> b<sup><a href='#x'>*</a></sup></p>"
		    "<div id=x><p>Nanti.</p><p>Lagi.</p></div>", 2, 1, "a* b*\nNanti.\nLagi.\n");
	/* By its whole address. */
	CHECK_NOTES("<p>a<sup><a href='http://a.example/p#x'>1</a></sup></p><p id=x>N.</p>", 1, 1,
		    "a1\nN.\n");
}

static void test_marks_that_are_not_raised_need_a_way_back(void **state)
{
	(void)state;
	CHECK_NOTES("<p>a <a id=r href='#n'>[1]</a> b</p><p><a id=n href='#r'>[1]</a> Nota.</p>",
		    1, 1, "a [1] b\nNota.\n");
	CHECK_NOTES("<p>a <a href='#n'>[1]</a> b</p><p id=n>Bab satu.</p>", 0, 0,
		    "a [1] b\nBab satu.\n");
}

static void test_a_list_of_references_with_letters_back_is_notes(void **state)
{
	(void)state;
	CHECK_NOTES("<p>Kota<sup id=cite_ref-1_0><a href='#cite_note-1'>[1]</a></sup> lama"
		    "<sup id=cite_ref-1_1><a href='#cite_note-1'>[1]</a></sup></p><ol>"
		    "<li id=cite_note-1><a href='#cite_ref-1_0'><sup>a</sup></a> "
		    "<a href='#cite_ref-1_1'><sup>b</sup></a> Buku.</li></ol>", 2, 1,
		    "Kota[1] lama[1]\nBuku.\n");
}

static void test_other_places_in_the_page_are_no_notes(void **state)
{
	(void)state;
	CHECK_NOTES("<ul><li><a href='#bab1'>1. Awal</a><li><a href='#bab2'>2</a></ul>"
		    "<h2 id=bab1>Awal</h2><p>x</p><h2 id=bab2>Akhir</h2>"
		    "<p>y <a href='#top'>\u2191</a></p>", 0, 0,
		    "1. Awal\n2\nAwal\nx\nAkhir\ny \u2191\n");
	/* To nowhere, to itself, before itself. */
	CHECK_NOTES("<p id=a>x<sup><a href='#no'>1</a></sup> y<sup><a href='#a'>2</a></sup></p>"
		    "<p>z<sup><a href='#a'>3</a></sup></p>", 0, 0, "x1 y2\nz3\n");
}

static void test_notes_in_asides_are_kept_and_dropped_ones_leave_no_trace(void **state)
{
	static const struct {
		const char *aside, *note;
	} pages[] = {
		{ "<aside id=n role=doc-footnote><p>Dibangun tahun 1900.</p></aside>",
		  "Dibangun tahun 1900." },
		{ "<aside id=n><p>Dibangun tahun 1900.</p></aside>", NULL },
	};
	static const char words[] = "Sungai yang panjang mengalir di tepi kota itu sejak dahulu, "
				    "kata warga, dan jembatan menghubungkan kedua tepinya";

	(void)state;
	for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
		struct html_source source = { .base = STR("http://a.example/p") };
		struct buf html = { 0 };
		struct page page;

		buf_addf(&html, "<html><body><article><h1>Kota</h1><p>%s<sup><a href='#n'>1</a>"
				"</sup>.</p>%s<p>Kini %s.</p><p>Lalu %s.</p></article>",
			 words, pages[i].aside, words, words);
		source.bytes = buf_str(&html);
		CHECK(html_extract(&source, &page, NULL));
		const struct page_block *found = NULL;
		for (size_t k = 0; k < page.block_count; k++) {
			uint32_t link = page.blocks[k].link;

			if (link && page.links[link - 1].kind == PAGE_LINK_NOTE)
				found = &page.blocks[k];
		}
		CHECK(!found == !pages[i].note);
		if (found && pages[i].note)
			CHECK_STR(page.spans[found->first_span].text, pages[i].note);
		page_free(&page);
		buf_free(&html);
	}
}

static void test_many_marks_to_one_note_are_read_in_time(void **state)
{
	struct buf html = { 0 };
	struct page page;

	(void)state;
	for (int i = 0; i < 20000; i++)
		buf_addf(&html, "<p>k <a href='#n'>%d</a>", i % 100);
	buf_addf(&html, "<div id=n>");
	for (int i = 0; i < 20000; i++)
		buf_addf(&html, "<a href='#m%d'>x</a>", i);
	read_page(buf_cstr(&html), &page);
	page_free(&page);
	buf_free(&html);
}

/* Letters of the alphabet that make names of one and the same slot of a small
 * table, whatever its size is: their hashes end in the same bits. */
static bool next_name(uint32_t *number, char name[8])
{
	for (; ++*number;) {
		uint32_t rest = *number;

		for (int i = 0; i < 6; i++, rest /= 26)
			name[i] = (char)('a' + rest % 26);
		name[6] = '\0';
		if ((str_hash(str_from(name)) & 0x1fff) == 7)
			return true;
	}
	return false;
}

static void test_names_that_meet_in_one_place_are_read_in_time(void **state)
{
	struct buf html = { 0 };
	struct page page;
	uint32_t number = 0;
	char name[8];

	(void)state;
	buf_add(&html, STR("<p>x"));
	for (int i = 0; i < 1500 && next_name(&number, name); i++)
		buf_addf(&html, "<a href=#%s>%d</a> ", name, i % 10);
	for (int i = 0; i < 500 && next_name(&number, name); i++)
		for (int k = 0; k < 200; k++)
			buf_addf(&html, "<b id=%s>x</b>", name);
	read_page(buf_cstr(&html), &page);
	page_free(&page);
	buf_free(&html);
}

static void test_a_note_may_stand_before_its_mark(void **state)
{
	(void)state;
	CHECK_NOTES("<p id=n1><a href='#r1'>1</a> Catatan.</p><p>Isi"
		    "<a id=r1 href='#n1'><sup>1</sup></a> berita.</p>",
		    1, 1, "Catatan.\nIsi1 berita.\n");
	/* Both within their lines: the first is the mark. */
	CHECK_NOTES("<p>Isi<a id=r1 href='#n1'>[1]</a>.</p>"
		    "<p>Lihat <a id=n1 href='#r1'>[1]</a>: buku.",
		    1, 1, "Isi[1].\nLihat : buku.\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_raised_mark_leads_to_its_note),
		TEST(marks_that_are_not_raised_need_a_way_back),
		TEST(a_note_may_stand_before_its_mark),
		TEST(a_list_of_references_with_letters_back_is_notes),
		TEST(other_places_in_the_page_are_no_notes),
		TEST(notes_in_asides_are_kept_and_dropped_ones_leave_no_trace),
		TEST(many_marks_to_one_note_are_read_in_time),
		TEST(names_that_meet_in_one_place_are_read_in_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
