/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include "html/prose.h"
#include "lib/check.h"

/* Lines that pages put between the paragraphs: none of them is article. */

static void extract(const char *box, struct page *page)
{
	struct buf html = { 0 };

	buf_addf(&html, "<title>Banjir Rendam Ratusan Rumah</title><body><main><h1>Banjir Rendam "
		 "Ratusan Rumah</h1><div><p>" P1 "</p><p>" P2 "</p>%s<p>" P3 "</p><p>" P4 "</p>"
		 "</div></main>", box);
	struct html_source source = {
		.bytes = buf_str(&html),
		.base = STR("https://www.kabar.example/kota/100/banjir-rendam"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	CHECK(html_extract(&source, page, NULL));
	buf_free(&html);
}

/* Text of paragraphs, headings and items, a line each. */
static void add_prose(const struct page *page, struct buf *out)
{
	for (size_t i = 0; i < page->block_count; i++) {
		const struct page_block *b = &page->blocks[i];

		if (b->kind == PAGE_IMAGE)
			continue;
		for (size_t k = 0; k < b->span_count; k++)
			buf_add(out, page->spans[b->first_span + k].text);
		buf_add_char(out, '\n');
	}
}

static void check_prose(const char *box, const char *between)
{
	struct buf got = { 0 }, wanted = { 0 };
	struct page page;

	extract(box, &page);
	add_prose(&page, &got);
	buf_addf(&wanted, P1 "\n" P2 "\n%s" P3 "\n" P4 "\n", between);
	CHECK_STR(buf_str(&got), buf_cstr(&wanted));
	buf_free(&got);
	buf_free(&wanted);
	page_free(&page);
}

static void test_lines_of_the_page_are_left_out(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"ADVERTISEMENT", "Iklan", "Artikel berlanjut setelah iklan",
		"Weiter nach der Werbung", "La suite après la publicité",
		"CONTINUA DOPO LA PUBBLICITÀ", "Continua após a publicidade",
		"Artikkelen fortsetter under annonsen", "Ciąg dalszy artykułu pod materiałem wideo",
		"Haberin devamı", "Продолжение после рекламы", "विज्ञापन", "スポンサーリンク",
		"Dengarkan artikel", "Kopieren", "Salin tautan", "0 Komentar", "Tulis Komentar",
		"Copyright 2026 Kabar. All rights reserved.", "Unduh aplikasi kami",
		"Your browser does not support the video tag.",
	};
	struct buf box = { 0 };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		buf_clear(&box);
		buf_addf(&box, "<p>%s</p>", lines[i]);
		check_prose(buf_cstr(&box), "");
	}
	buf_free(&box);
}

static void test_words_of_such_lines_in_prose_stay(void **state)
{
	(void)state;
	check_prose("<p>Iklan itu dipasang tanpa izin di tepi jalan, kata warga.</p>",
		    "Iklan itu dipasang tanpa izin di tepi jalan, kata warga.\n");
	check_prose("<p>Teilen ist schwer, sagte sie.</p>", "Teilen ist schwer, sagte sie.\n");
}

static void test_a_line_that_says_whose_a_picture_is_is_its_caption(void **state)
{
	(void)state;
	static const char *const lines[] = {
		"Foto: Andi Wijaya", "(Foto: Andi/ANTARA)", "Warga menyeberang. (Dok. BNPB)",
		"ANTARA FOTO/Andi Wijaya", "REUTERS/John Smith", "Photo by John Smith",
		"Crédits : AFP", "Courtesy of the city", "Image: Unsplash", "Bild: dpa",
		"Kuva: Lehtikuva", "Bilde: NTB", "Zdjęcie: PAP", "Фото: РИА Новости",
		"写真：共同通信", "图片来源：新华社", "사진=연합뉴스", "ภาพ: รอยเตอร์",
		"صورة: رويترز", "Ảnh: VnExpress",
	};
	struct buf box = { 0 };

	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		buf_clear(&box);
		buf_addf(&box, "<p><img src=/foto/1.jpg width=800 height=500></p><p>%s</p>",
			 lines[i]);
		check_prose(buf_cstr(&box), "");
	}
	check_prose("<p>Foto: Andi Wijaya</p>", "Foto: Andi Wijaya\n");
	buf_free(&box);
}

static void test_a_list_that_sums_up_leaves_with_its_label(void **state)
{
	(void)state;
	check_prose("<div><p><strong>Ringkasan Berita:</strong></p><ul><li>Banjir merendam "
		    "ratusan rumah.</li><li>Warga mengungsi.</li></ul></div>", "");
	check_prose("<p>Daftar Isi</p><ol><li><a href='#a'>Awal mula banjir</a></li><li>"
		    "<a href='#b'>Keadaan warga</a></li></ol>", "");
	check_prose("<h2>Ringkasan</h2><p>Banjir sudah surut sejak pagi, kata petugas.</p>",
		    "Ringkasan\nBanjir sudah surut sejak pagi, kata petugas.\n");
}

static void test_what_is_said_twice_stays_twice(void **state)
{
	(void)state;
	check_prose("<p>" P1 "</p>", P1 "\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(lines_of_the_page_are_left_out),
		TEST(words_of_such_lines_in_prose_stay),
		TEST(a_line_that_says_whose_a_picture_is_is_its_caption),
		TEST(a_list_that_sums_up_leaves_with_its_label),
		TEST(what_is_said_twice_stays_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
