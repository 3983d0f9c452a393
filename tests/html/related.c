/* SPDX-License-Identifier: MIT */
#include "html/related.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "html/pipeline.h"
#include "lib/check.h"

/* Paragraphs of the length that an article's have. */
#define PROSE1 "<p>Paragraf pertama memuat keterangan yang cukup panjang, supaya tampak sebagai " \
	       "isi berita yang sesungguhnya di halaman itu.</p>"
#define PROSE2 "<p>Paragraf kedua menyambung cerita dengan kutipan, angka, dan penjelasan yang " \
	       "juga cukup panjang untuk dibaca orang.</p>"
#define A(n) "<a href=\"https://situs.example/berita/" #n "/judul\">Judul Berita Nomor " #n "</a>"

/* One line an item: place, label, title, path of the address. */
static void add_item(struct buf *out, const struct dom *dom, const struct dom_node *node)
{
	struct str href = dom_attr(node, "href");
	bool is_end = dom_is_inside(node, dom->head);

	if (str_has_prefix(href, STR("https://situs.example")))
		href = str_slice(href, 21, href.len);
	buf_addf(out, "%s %.*s: %.*s <%.*s>\n",
		 dom_has_attr(node, "rel") ? "latest" : is_end ? "end" : "in",
		 STR_ARG(dom_attr(node, "label")), STR_ARG(dom_attr(node, "title")), STR_ARG(href));
}

static void mark(const char *html, struct dom *dom)
{
	struct html_source source = {
		.bytes = str_from(html),
		.base = STR("https://situs.example/berita/1/artikel"),
		.content_type = STR("text/html; charset=utf-8"),
	};

	CHECK(dom_parse(&source, dom, NULL));
	related_mark(dom, &source);
}

static void check_marks(const char *html, const char *wanted)
{
	struct buf page = { 0 }, got = { 0 };
	struct dom dom;

	buf_addf(&page, "<html><body><article><div>%s</div></article></body></html>", html);
	mark(buf_cstr(&page), &dom);
	for (struct dom_node *n = dom.body; n; n = dom_next(n, dom.body))
		if (n->tag == DOM_RELATED)
			add_item(&got, &dom, n);
	for (struct dom_node *n = dom.head; n; n = dom_next(n, dom.head))
		if (n->tag == DOM_RELATED)
			add_item(&got, &dom, n);
	if (strcmp(buf_cstr(&got), wanted) != 0)
		print_error("page   %s\n", html);
	CHECK_STR(buf_str(&got), wanted);
	buf_free(&got);
	buf_free(&page);
	dom_free(&dom);
}

/* The same label and link in many dresses. */
static void test_every_shape_of_one_link_is_found(void **state)
{
	(void)state;
	static const char *const shapes[] = {
		"<p><strong>Baca Juga: " A(2) "</strong></p>",
		"<p><em><strong>Baca Juga: " A(2) "</strong></em></p>",
		"<p><strong>Baca Juga : " A(2) " </strong></p>",
		"<p><strong>Baca Juga</strong>:&nbsp;<a href=\"/berita/2/judul\"><strong>Judul "
			"Berita Nomor 2</strong></a></p>",
		"<p>Baca Juga: " A(2) "</p>",
		"<p>Baca Juga " A(2) "</p>",
		"<table class=\"linksisip\"><tbody><tr><td><div class=\"lihatjg\"><strong>Baca "
			"Juga: </strong>" A(2) "</div></td></tr></tbody></table>",
		"<table><tr><td><div><h5>Baca Juga :</h5><div><div>"
		A(2) "</div></div></div></td></tr></table>",
		"<p><strong>Baca Juga</strong></p><p>" A(2) "</p>",
		"<div style=\"background:#fee\"><p>Baca Juga</p><h2>" A(2) "</h2></div>",
		"<div class=\"x\"><ul><p>Baca Juga</p><li>" A(2) "</li></ul></div>",
		"<div class=\"y\"><span>Baca Juga:</span><ul><li>" A(2) "</li></ul></div>",
		"<p><strong>Baca Juga:</strong><br>" A(2) "</p>",
		"<div data-url=\"/berita/2/judul\">Baca Juga:" A(2) "</div>",
		"<p class=\"baca\"><strong><span class=\"more\">Baca Juga: </span> <a "
			"title=\"Judul\" href=\"/berita/2/judul\">Judul Berita Nomor "
			"2</a></strong></p>",
		"<div class=\"z\"><span>Baca Juga</span><a aria-label=\"Link baca juga ke-1\" "
			"href=\"/berita/2/judul\">Judul Berita Nomor 2</a></div>",
		"<div class=\"baca-juga\"><a href=\"/berita/2/judul\">Baca Juga : Judul Berita "
			"Nomor 2</a></div>",
		"<div id=\"baca-juga\"><div class=\"text baca\">Baca Juga:</div><div "
			"class=\"group-baca\">" A(2) "</div></div>",
		"<blockquote>Baca Juga: " A(2) "</blockquote>",
		"<blockquote><p>📚 <strong>Baca Juga:</strong> " A(2) "</p></blockquote>",
		"<div class=\"read-also\"><p><strong>Baca Juga:</strong> " A(2) "</p></div>",
		"<table><tr><td>Baca Juga:</td><td>" A(2) "</td></tr></table>",
		"<p><span class=\"baca-juga\">Baca Juga: </span>" A(2) "</p>",
		"<h3>Baca Juga</h3><div><a href=\"/berita/2/judul\"><img src=\"/i.jpg\"><h4>Judul "
			"Berita Nomor 2</h4></a></div>",
		"<p><a href=\"/berita/2/judul\"><b>Baca Juga</b> Judul Berita Nomor 2</a></p>",
		"<p><strong>Baca Juga:</strong> <a href=\"/berita/2/judul\">Judul Berita<br>Nomor "
			"2</a></p>",
		"<p>Baca Juga:</p><p>- " A(2) "</p>",
		"<p>Baca Juga:</p><ol><li>1. " A(2) "</li></ol>",
		"<p data-before-content=\"Baca Juga\">" A(2) "</p>",
		"<p><a data-before-content=\"Baca Juga\" href=\"/berita/2/judul\">Judul Berita "
			"Nomor 2</a></p>",
		"<p><strong>Baca Juga:</strong></p><ul><li><a href=\"/berita/2/judul\"><img "
			"alt=\"\" src=\"/i.jpg\"></a> " A(2) "</li></ul>",
	};
	struct buf page = { 0 };

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		buf_clear(&page);
		buf_addf(&page, PROSE1 "%s" PROSE2, shapes[i]);
		check_marks(buf_cstr(&page), "in Baca Juga: Judul Berita Nomor 2 "
			"</berita/2/judul>\n");
	}
	buf_free(&page);
}

static void test_a_box_may_be_known_by_its_name_alone(void **state)
{
	(void)state;
	check_marks(PROSE1 "<div class=\"inject-baca-juga\">" A(2) "</div>" PROSE2,
		    "in : Judul Berita Nomor 2 </berita/2/judul>\n");
}

static void test_runs_between_breaks_are_lines(void **state)
{
	(void)state;
	check_marks("JAKARTA - Kalimat pertama yang panjang sekali, dengan banyak kata dan "
		"keterangan lain.<br><br>"
		    "<strong>Baca Juga:</strong> <a class=\"int-link\" href=\"/berita/3/x\">Judul "
			"Tiga<br></a> <br>"
		    "Kalimat kedua yang panjang sekali, dengan banyak kata dan keterangan lain "
			"lagi.<br><br>"
		    "<strong>Baca Juga: <a href=\"/berita/4/x\">Judul Empat<br></a> "
			"</strong><br>Penutup.",
		    "in Baca Juga: Judul Tiga </berita/3/x>\nin Baca Juga: Judul Empat "
			"</berita/4/x>\n");
}

static void test_a_label_takes_every_link_below_it(void **state)
{
	(void)state;
	check_marks(PROSE1 "<p><strong>Baca juga:</strong><br>" A(2) "<br>" A(3) "<br></p>" PROSE2,
		    "in Baca juga: Judul Berita Nomor 2 </berita/2/judul>\n"
		    "in Baca juga: Judul Berita Nomor 3 </berita/3/judul>\n");
	check_marks(PROSE1 "<div class=\"lihat-juga\"><h6>Lihat Juga</h6><ul>"
		    "<li><a href=\"/berita/2/judul\"><img src=\"/a.jpg\"></a><div><a "
			"href=\"/kanal\">Bola</a>"
		    "<h3>" A(2) "</h3><span>24 Juli 2026</span></div></li>"
		    "<li><a href=\"/berita/3/judul\"><img src=\"/b.jpg\"></a><h3>"
			A(3) "</h3><p>Kutipan singkat.</p></li>"
		    "</ul></div>" PROSE2,
		    "in Lihat Juga: Judul Berita Nomor 2 </berita/2/judul>\n"
		    "in Lihat Juga: Judul Berita Nomor 3 </berita/3/judul>\n");
	check_marks(PROSE1 "<p>Baca juga: " A(2) ", " A(3) " dan " A(4) "</p>" PROSE2,
		    "in Baca juga: Judul Berita Nomor 2 </berita/2/judul>\n"
		    "in Baca juga: Judul Berita Nomor 3 </berita/3/judul>\n"
		    "in Baca juga: Judul Berita Nomor 4 </berita/4/judul>\n");
}

static void test_a_title_without_an_address_is_kept(void **state)
{
	(void)state;
	check_marks(PROSE1 "<p><strong>SIMAK JUGA: Wenger Tolak Rayakan "
		"Kemenangan</strong></p>" PROSE2,
		    "in SIMAK JUGA: Wenger Tolak Rayakan Kemenangan <>\n");
	check_marks(PROSE1 "<p>Baca juga: <a href=\"#\">Mengandalkan Intuisi di Balai "
		"Kota</a></p>" PROSE2,
		    "in Baca juga: Mengandalkan Intuisi di Balai Kota <>\n");
}

static void test_a_label_behind_a_sentence_leaves_the_sentence(void **state)
{
	(void)state;
	check_marks("<p>Polisi masih menyelidiki kasus itu sampai hari ini. Baca juga: "
		A(2) "</p>" PROSE2,
		    "in Baca juga: Judul Berita Nomor 2 </berita/2/judul>\n");
	struct dom dom;
	struct buf text = { 0 };
	mark("<body><p>Polisi masih menyelidiki. <b>Baca juga:</b> " A(2) "</p></body>", &dom);
	dom_add_text(dom.body, &text, 1000);
	CHECK_STR(buf_str(&text), "Polisi masih menyelidiki.");
	buf_free(&text);
	dom_free(&dom);
}

static void test_prose_and_promos_are_no_related_links(void **state)
{
	(void)state;
	static const char *const traps[] = {
		"<p>Sebelum berkomentar, baca juga ketentuan " A(2) " kami di bawah ini.</p>",
		"<p>Paragraf ini menyebut \"Baca Juga\" dalam tanda kutip " A(2) ".</p>",
		"<p>Baca juga ketentuan yang berlaku di sini sebelum menulis komentar.</p>",
		"<p>Kampung itu dikenal. Baca juga: Mandi Balimau Kasai Kampung lontong terletak "
			"di sana.</p>",
		"<p><a href=\"/berita/1/artikel?showpage=all\">Baca Selengkapnya</a></p>",
		"<p>Selanjutnya: <a href=\"/berita/1/artikel?page=2\">Halaman 2 dari "
			"Berita</a></p>",
		"<p>Cek Berita dan Artikel yang lain di <a "
			"href=\"https://news.google.com/x\">Google News</a></p>",
		"<p>Simak berita dan artikel lainnya di <a "
			"href=\"https://news.google.com/x\">Google News</a></p>",
		"<p>Baca berita dengan sedikit iklan, <a href=\"/langganan\">klik di sini</a></p>",
		"<p>Ikuti kami di <a href=\"https://whatsapp.com/channel/x\">WhatsApp Channel "
			"Kami</a></p>",
		"<p>Baca juga: <a href=\"https://news.google.com/x\">Berita Kami di Google "
			"News</a></p>",
		"<p>Baca juga: <a href=\"/tag/banjir\">Berita Banjir Hari Ini</a></p>",
		"<p>Baca juga: <a href=\"/arsip/2024/11\">Berita Bulan November</a></p>",
		"<p>Baca juga: <a href=\"/kategori/olahraga\">Kabar Olahraga Hari Ini</a></p>",
		"<p>Berikut adalah alat peramal banjir: <a "
			"href=\"https://nasa.example/x\">https://nasa.example/x</a></p>",
		"<p>Hasilnya antara lain:</p><ul><li>" A(2) "</li><li>" A(3) "</li></ul>",
		"<p>Terkait: <a href=\"/tag/a\">#banjir</a> <a href=\"/tag/b\">#jakarta</a></p>",
		"<div>TOPIK TERKAIT</div><div><a href=\"/tag/a\">contoh tag satu</a></div>",
		"<p>Simak Video 'Banjir di Kota': " A(2) "</p>",
		"<p>Saksikan Video Pilihan Berikut Ini:</p>" PROSE1,
		"<p>Tonton juga Video: " A(2) "</p>",
		"<p>Artikel ini telah tayang di Kompas.com dengan judul \"Judul\", Klik untuk "
			"baca: https://x.example/</p>",
		"<table class=\"linksisip\"><tr><td><div "
			"class=\"lihatjg\"></div></td></tr></table>",
		"<p>Read more</p>",
		"<button>Read more</button><a href=\"/berita/9/x\">Read more</a>",
		"<p>BACA ARTIKEL MENARIK LAINNYA</p><ul><li>" A(2) "</li></ul>",
		"<h3>Terpopuler</h3><ul><li>" A(2) "</li></ul>",
		"<p>Citește și tu această știre foarte importantă pentru toată lumea.</p>",
		"<p>Baca Juga</p>",
		"<p><a href=\"/berita/1/artikel\">Baca Juga</a></p><p>" A(2) "</p>",
	};
	struct buf page = { 0 };

	for (size_t i = 0; i < sizeof(traps) / sizeof(traps[0]); i++) {
		buf_clear(&page);
		buf_addf(&page, PROSE1 "%s" PROSE2, traps[i]);
		check_marks(buf_cstr(&page), "");
	}
	buf_free(&page);
}

static void test_labels_of_many_languages_work_in_place(void **state)
{
	(void)state;
	static const char *const labels[] = {
		"ALSO READ:", "Read also", "À lire aussi", "Lire aussi :", "Lesen Sie auch:",
		"Lee también",
		"Leia também:", "Leggi anche", "Lees ook:", "Läs också:", "Les også:",
		"Læs også:",
		"Lue myös:", "Czytaj także:", "Čtěte také:", "Citește și:",
		"ΔΙΑΒΑΣΤΕ ΕΠΙΣΗΣ:", "Читайте также:",
		"Читайте також:", "Прочетете още:",
		"Taip pat skaitykite:", "Lasi arī:", "Loe ka:",
		"İLGİLİ HABER:", "اقرأ أيضًا:", "بیشتر بخوانید:",
		"یہ بھی پڑھیں:", "यह भी पढ़ें:",
		"આ પણ વાંચો:",
		"আরও পড়ুন:", "இதையும் படிங்க:",
		"ഇതും വായിക്കാം:",
		"ఇవి కూడా చదవండి:",
		"อ่านเพิ่มเติม:", "👉 Xem thêm:",
		"Basahin din:", "Soma zaidi:", "関連記事：", "【関連記事】",
		"相关阅读：", "延伸閱讀：", "관련기사:", "קראו גם:",
	};
	struct buf page = { 0 }, wanted = { 0 };

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		struct dom dom;
		int found = 0;

		buf_clear(&page);
		buf_addf(&page, "<body><article>" PROSE1 "<p><strong>%s</strong> "
			A(2) "</p>" PROSE2
			 "</article></body>", labels[i]);
		mark(buf_cstr(&page), &dom);
		for (struct dom_node *n = dom.root; n; n = dom_next(n, dom.root))
			found += n->tag == DOM_RELATED;
		if (found != 1)
			print_error("label %s\n", labels[i]);
		CHECK(found == 1);
		dom_free(&dom);
	}
	buf_free(&page);
	buf_free(&wanted);
}

static void test_lists_at_the_end_stand_apart(void **state)
{
	(void)state;
	check_marks(PROSE1 PROSE2 "<div><h3>Berita Terkait</h3><ul><li>" A(2) "</li><li>"
		A(3) "</li></ul></div>",
		    "end Berita Terkait: Judul Berita Nomor 2 </berita/2/judul>\n"
		    "end Berita Terkait: Judul Berita Nomor 3 </berita/3/judul>\n");
	check_marks(PROSE1 PROSE2 "<aside><h3>TERBARU</h3><ul><li>" A(2) "</li></ul></aside>",
		    "latest TERBARU: Judul Berita Nomor 2 </berita/2/judul>\n");
	check_marks(PROSE1 "<div><h4>Related Articles</h4><ul><li>" A(2) "</li></ul></div>" PROSE2,
		    "in Related Articles: Judul Berita Nomor 2 </berita/2/judul>\n");
}

static void test_a_related_line_that_ends_the_text_stays_in_it(void **state)
{
	(void)state;
	check_marks(PROSE1 PROSE2 "<p>Pilihan Editor: " A(2) "</p>",
		    "in Pilihan Editor: Judul Berita Nomor 2 </berita/2/judul>\n");
}

static void test_a_label_before_prose_eats_nothing(void **state)
{
	(void)state;
	struct dom dom;
	struct buf text = { 0 };

	mark("<body><div>" PROSE1 "<p>Baca Juga:</p>" PROSE2 "</div></body>", &dom);
	dom_add_text(dom.body, &text, 10000);
	CHECK(str_find(buf_str(&text), STR("Paragraf kedua")) != SIZE_MAX);
	buf_free(&text);
	dom_free(&dom);
}

static void test_the_label_leaves_the_text_with_its_box(void **state)
{
	(void)state;
	struct dom dom;
	struct buf text = { 0 };

	mark("<body><div><p>Satu.</p><div class=\"k\"><h5>Lihat Juga :</h5><div>" A(2)
	     "<span>24 Juli 2026</span></div></div><p>Dua.</p></div></body>", &dom);
	dom_add_text(dom.body, &text, 10000);
	CHECK_STR(buf_str(&text), "Satu. Dua.");
	buf_free(&text);
	dom_free(&dom);
}

static void test_fifty_thousand_links_take_no_time(void **state)
{
	(void)state;
	struct buf page = { 0 };
	struct dom dom;
	int found = 0;

	buf_add(&page, STR("<body>" PROSE1));
	for (int i = 0; i < 50000; i++)
		buf_addf(&page, "<p>Baca juga: <a href=\"/berita/%d/x\">Judul Panjang Nomor "
			"%d</a></p>", i + 5, i);
	buf_add(&page, STR(PROSE2));
	mark(buf_cstr(&page), &dom);
	for (struct dom_node *n = dom.root; n; n = dom_next(n, dom.root))
		found += n->tag == DOM_RELATED;
	CHECK(found == RELATED_MAX);
	dom_free(&dom);
	buf_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_shape_of_one_link_is_found),
		TEST(a_box_may_be_known_by_its_name_alone),
		TEST(runs_between_breaks_are_lines),
		TEST(a_label_takes_every_link_below_it),
		TEST(a_title_without_an_address_is_kept),
		TEST(a_label_behind_a_sentence_leaves_the_sentence),
		TEST(prose_and_promos_are_no_related_links),
		TEST(labels_of_many_languages_work_in_place),
		TEST(lists_at_the_end_stand_apart),
		TEST(a_related_line_that_ends_the_text_stays_in_it),
		TEST(a_label_before_prose_eats_nothing),
		TEST(the_label_leaves_the_text_with_its_box),
		TEST(fifty_thousand_links_take_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
