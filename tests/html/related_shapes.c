/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "html/prose.h"
#include "lib/check.h"

/* Related lines in many dresses, in whole pages: they are found, and no word
 * of the paragraphs around them is lost. */
#define T1 "Warga Mulai Membersihkan Lumpur dari Rumah"
#define T2 "Jalan Utama Kembali Dibuka untuk Umum"
#define T3 "Bupati Janjikan Perbaikan Tanggul"
#define U1 "/kota/2026/07/24/101/warga-membersihkan-lumpur"
#define U2 "/kota/2026/07/24/102/jalan-utama-dibuka"
#define U3 "/kota/2026/07/23/103/perbaikan-tanggul"
#define A1 "<a href='" U1 "'>" T1 "</a>"
#define A2 "<a href='" U2 "'>" T2 "</a>"
#define A3 "<a href='" U3 "'>" T3 "</a>"
#define SITE "https://www.kabar.example"

static const char *const one[] = {
	"<strong>Baca juga:</strong>" A1,
	"<p><strong>Baca juga:</strong></p><div>" A1 "</div>",
	"<p>Baca juga (1): " A1 "</p>",
	"<p><b>BACA JUGA: " A1 "</b></p>",
	"<p>[Baca juga: " A1 "]</p>",
	"<p>[Baca juga] " A1 "</p>",
	"<p><a href='" U1 "'>[Baca juga: " T1 "]</a></p>",
	"<p>(Baca juga: " A1 ")</p>",
	"<p>(Baca juga: " A1 ").</p>",
	"<p>➡️ Baca juga: " A1 "</p>",
	"<p>&gt;&gt; Baca juga: " A1 "</p>",
	"<p>&gt;&gt;&gt;&gt; Baca juga: " A1 " &lt;&lt;&lt;</p>",
	"<p>→ Baca juga " A1 "</p>",
	"<p>👉👉 Baca juga: " A1 "</p>",
	"<p>Baca juga 👇</p><p>" A1 "</p>",
	"<p><strong>Baca juga:👇</strong><br>" A1 "</p>",
	"<p>*** Baca juga: " A1 " ***</p>",
	"<p>--- Baca juga: " A1 " ---</p>",
	"<p>Baca juga: '" A1 "'</p>",
	"<p>Baca juga: " A1 ".</p>",
	"<p>Baca juga：" A1 "</p>",
	"<p>Baca juga:" A1 "</p>",
	"<p>Baca&nbsp;juga&nbsp;:&nbsp;" A1 "</p>",
	"<p>Baca\n\t\tjuga\n:\n" A1 "</p>",
	"<p><b>Baca</b> <b>juga</b><b>:</b> " A1 "</p>",
	"<p><b>Ba</b><b>ca juga</b>: " A1 "</p>",
	"<blockquote><p>Baca juga:</p><p>" A1 "</p></blockquote>",
	"<figure><figcaption>Baca juga</figcaption><a href='" U1 "'><img "
		  "src='/i/1.jpg' alt=''><span>" T1 "</span></a></figure>",
	"<aside><p>Baca juga: " A1 "</p></aside>",
	"<div class='q1'><div class='q2'><div><div class='x9'><span><em>Baca "
		  "juga</em></span></div></div><div class='q3'><div><a href='" U1
		  "'><div><div>" T1 "</div></div></a></div></div></div></div>",
	"<table><tbody><tr><th>Baca juga:</th><td>" A1 "</td></tr></tbody></table>",
	"<table><tr><td><a href='" U1 "'><img src='/i.jpg'></a></td><td><b>Baca "
		  "juga</b><br>" A1 "</td></tr></table>",
	"<a href='" U1 "'><div><span>Baca juga</span><h4>" T1 "</h4></div></a>",
	"<a href='" U1 "'><img src='/i.jpg'><div><span>Baca juga:</span><p>" T1
		  "</p></div></a>",
	"<div><p>Baca juga</p><a href='" U1 "'><img src='/i.jpg'></a><div>" A1
		  "<span>24 Juli 2026</span></div></div>",
	"<div class='baca-juga'>" A1 "<span>Baca juga</span></div>",
	"<p>" A1 " (baca juga)</p>",
	"<div aria-label='Baca juga'>" A1 "</div>",
	"<div data-label='Baca juga'>" A1 "</div>",
	"<div data-title='Baca juga:'>" A1 "</div>",
	"<div data-heading='Baca juga'><p>" A1 "</p></div>",
	"<p><img src='/baca-juga.png' alt='Baca juga'> " A1 "</p>",
	"<h4>Baca juga: " A1 "</h4>",
	"<p><a href='/tag/x'>Baca juga</a>: " A1 "</p>",
	"<p><a href='" U1 "'><strong>Baca juga: " T1 "</strong></a></p>",
	"<p>Baca juga: <a href='" U1 "'>Warga Mulai Membersi</a><a href='" U1
		  "'>hkan Lumpur dari Rumah</a></p>",
	"<p>Baca juga: " T1 " https://www.kabar.example" U1 "</p>",
	"<p>Baca juga: " T1 " <a href='" U1 "'>https://www.kabar.example" U1
		  "</a></p>",
	"<p>Baca juga: " T1 " (<a href='" U1 "'>klik di sini</a>)</p>",
	"<p>Polisi masih menyelidiki kasus itu sampai hari ini. Baca juga: " A1 "</p>",
	"<p>Polisi masih menyelidiki kasus itu sampai hari ini. <strong>(Baca "
		  "juga: " A1 ")</strong></p>",
	"<p>Polisi masih menyelidiki kasus itu sampai hari "
		  "ini.<br><br><strong>Baca juga: " A1 "</strong></p>",
	"<p><strong>Baca juga: " A1 "</strong><br>Polisi masih menyelidiki kasus "
		  "itu sampai hari ini, kata juru bicara.</p>",
	"<amp-list></amp-list><div class='related'><span class='label'>Baca "
		  "juga</span> " A1 "</div>",
	"<p><a href='" U1 "'><b>Baca juga</b><br>" T1 "</a></p>",
	"<hr><p>Baca juga: " A1 "</p><hr>",
	"<center><font color=red>Baca juga:</font> <font color=blue>" A1
		  "</font></center>",
	"<p><span>Baca juga</span><span>:</span><span>&nbsp;</span><span>" A1
		  "</span></p>",
	"<div><div>Baca Juga</div><figure><a href='" U1 "'><img src='/i.jpg' "
		  "alt='x'></a><figcaption>" A1 "</figcaption></figure></div>",
	"<p>Baca juga:</p><script>var x=1</script><ins></ins><p>" A1 "</p>",
	"<div><h5>Baca juga</h5><a href='" U1 "'><span>Peristiwa</span><h6>" T1
		  "</h6></a></div>",
	"<p><!-- x -->Baca<!-- y --> juga: <!-- z -->" A1 "</p>",
	"<p>Baca juga ulasan lainnya: " A1 "</p>",
	"<p>Baca juga berita menarik lainnya:</p><p>" A1 "</p>",
	"<p>Baca juga: <a href='//www.kabar.example" U1 "'>" T1 "</a></p>",
	"<div><span>Baca juga :</span><a href='" U1 "'><p>" T1 "</p></a></div>",
};

static const char *const two[] = {
	"<p>Baca juga 1: " A1 "</p><p>Baca juga 2: " A2 "</p>",
	"<p>Baca juga: " A1 " | " A2 "</p>",
	"<p>Baca juga: " A1 " / " A2 "</p>",
	"<p>Baca juga: " A1 " • " A2 "</p>",
	"<blockquote><strong>Baca juga:</strong><ul><li>" A1 "</li><li>" A2
		  "</li></ul></blockquote>",
	"<details><summary>Baca juga</summary><ul><li>" A1 "</li><li>" A2
		  "</li></ul></details>",
	"<aside><h4>Baca juga</h4><ul><li>" A1 "</li><li>" A2 "</li></ul></aside>",
	"<section><h3>Baca juga</h3><article><a href='" U1 "'><img "
		  "src=/i.jpg><h4>" T1 "</h4></a><time>2 jam lalu</time></article><article><a "
		  "href='" U2 "'><h4>" T2 "</h4></a><time>3 jam "
		  "lalu</time></article></section>",
	"<dl><dt>Baca juga</dt><dd>" A1 "</dd><dd>" A2 "</dd></dl>",
	"<table><tr><th>Baca juga</th></tr><tr><td>" A1 "</td></tr><tr><td>" A2
		  "</td></tr></table>",
	"<section aria-label='Baca juga'><ul><li>" A1 "</li><li>" A2
		  "</li></ul></section>",
	"<h2>Baca juga:</h2><ul><li>" A1 "</li><li>" A2 "</li></ul>",
	"<h4>Baca juga</h4><p>" A1 "</p><p>" A2 "</p>",
	"<p>Baca juga:</p><ol><li>" A1 "</li><li>" A2 "</li></ol>",
	"<p><b>Baca juga:</b><br>- " A1 "<br>- " A2 "</p>",
	"<p><b>Baca juga</b><br/>• " A1 "<br/>• " A2 "</p>",
	"<p>Baca juga: " A1 "<br>" A2 "</p>",
	"<p>Baca juga: " A1 "<br>Baca juga: " A2 "</p>",
	"<ul><li>Baca juga: " A1 "</li><li>Baca juga: " A2 "</li></ul>",
	"<ul><li><strong>Baca juga:</strong></li><li>" A1 "</li><li>" A2 "</li></ul>",
	"<p><b>Baca juga:</b> " A1 " <b>Baca juga:</b> " A2 "</p>",
	"<div class='carousel'><div>Baca Juga</div><div><div><a href='" U1 "'><img "
		  "src='/1.jpg'></a>" A1 "</div><div><a href='" U2 "'><img src='/2.jpg'></a>"
		  A2 "</div></div></div>",
};

static const char *const three[] = {
	"<p>Baca juga: " A1 "; " A2 "; " A3 "</p>",
	"<p>Baca juga:<br>1. " A1 "<br>2. " A2 "<br>3. " A3 "</p>",
};

static const char *const traps[] = {
	"<p>Sebelum mengajukan permohonan, warga diminta baca juga syarat yang "
		  "tertulis di papan pengumuman kantor desa.</p>",
	"<p>Baca juga kitab-kitab lama, kata kakek itu sambil tersenyum kepada "
		  "cucunya yang duduk di beranda.</p>",
	"<p>Baca juga buku " A1 " yang ditulis oleh penulis muda itu sebelum "
		  "menonton filmnya di bioskop.</p>",
	"<p>Baca juga koran digital berlangganan di <a href='/langganan'>sini</a></p>",
	"<p>Baca juga: <a href='https://epaper.kabar.example/berlangganan'>Koran "
		  "digital berlangganan hanya Rp 9.000</a></p>",
	"<p>Baca juga: <a "
		  "href='https://play.google.com/store/apps/details?id=x'>Unduh aplikasi "
		  "Kabar Kota di Play Store</a></p>",
	"<p>Baca berita lainnya di <a href='https://apps.apple.com/x'>aplikasi "
		  "Kabar Kota</a></p>",
	"<p>Halaman: <a href='?page=1'>1</a> <a href='?page=2'>2</a> <a "
		  "href='?page=3'>Selanjutnya</a></p>",
	"<div>Tag: <a href='/tag/banjir'>banjir</a> <a "
		  "href='/tag/kota'>kota</a></div>",
	"<div>Baca juga di: <a href='https://facebook.com/x'>Facebook</a> <a "
		  "href='https://twitter.com/x'>Twitter</a></div>",
	"<p>Baca juga berita kami di <a "
		  "href='https://news.google.com/publications/x'>Google News</a></p>",
	"<p>Baca juga: <a href='https://whatsapp.com/channel/x'>Ikuti saluran "
		  "WhatsApp Kabar Kota sekarang</a></p>",
	"<p>Baca juga: <a href='/newsletter/daftar'>Daftar buletin mingguan kami "
		  "gratis</a></p>",
	"<p>Baca juga: <a href='/login?next=/x'>Masuk untuk membaca lebih "
		  "banyak</a></p>",
	"<p>Baca juga: <a href='/kota/2026/07/24/100/banjir-rendam'>Banjir Rendam "
		  "Ratusan Rumah di Tepi Kota</a></p>",
	"<p>Baca juga: <a href='/arsip/2024/11'>Semua berita bulan November</a></p>",
	"<p>Baca juga: <a href='/kategori/olahraga'>Kabar olahraga hari ini</a></p>",
	"<p>Baca juga: <a href='/penulis/andi'>Tulisan Andi lainnya di sini</a></p>",
	"<p>Menurut " A1 " yang terbit kemarin, tanggul sudah lama retak, kata "
		  "warga yang tinggal di dekat sungai.</p>",
	"<p>Berikut daftar posko bantuan:</p><ul><li><a href='" U1 "'>Posko Balai "
		  "Kota di Jalan Merdeka</a></li><li><a href='" U2 "'>Posko Kecamatan di "
		  "Jalan Mawar</a></li></ul>",
	"<p>'Baca juga peraturan daerah yang baru,' ujar kepala dinas kepada para "
		  "wartawan di balai kota.</p>",
	"<p>Baca juga: <a href='#comments'>Komentar pembaca berita ini</a></p>",
	"<p>Simak Video: <a href='/video/123/banjir'>Detik-detik banjir melanda "
		  "kota</a></p>",
	"<p>Baca juga: <a href='mailto:redaksi@kabar.example'>Kirim surat kepada "
		  "redaksi kami</a></p>",
	"<p>Baca juga aturan lengkapnya pada dokumen ini sebelum mendaftar, kata "
		  "panitia kepada para peserta.</p>",
	"<p>Baca juga:</p>",
	"<p>Baca juga:</p><p><a href='" U1 "'><img src='/i.jpg' alt='gambar'></a></p>",
};

static void extract(const char *box, struct page *page)
{
	struct buf html = { 0 };

	buf_addf(&html, "<!doctype html><html lang=id><title>Banjir Rendam Ratusan Rumah - Kabar "
		 "Kota</title><body><nav><ul><li><a href=/kanal>Kanal</a></ul></nav><main><h1>"
		 "Banjir Rendam Ratusan Rumah</h1><div class=isi><p>" P1 "</p><p>" P2 "</p>%s<p>"
		 P3 "</p><p>" P4 "</p></div></main><footer><p>Hak cipta 2026 Kabar Kota."
		 "</p></footer></body></html>", box);
	struct html_source source = {
		.bytes = buf_str(&html),
		.base = STR(SITE "/kota/2026/07/24/100/banjir-rendam"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	CHECK(html_extract(&source, page, NULL));
	buf_free(&html);
}

static void check_paragraphs(const struct page *page, const char *box)
{
	static const char *const all[] = { P1, P2, P3, P4 };
	size_t found = 0;

	for (size_t i = 0; i < page->span_count && found < 4; i++)
		found += str_eq(page->spans[i].text, str_from(all[found]));
	if (found != 4)
		print_error("page %s\n", box);
	CHECK(found == 4);
}

/* The related links between the paragraphs, a line each. */
static void add_links(const struct page *page, struct buf *out)
{
	for (size_t i = 0; i < page->link_count; i++) {
		const struct page_link *link = &page->links[i];

		if (link->kind == PAGE_LINK_RELATED && link->is_inline)
			buf_addf(out, "%.*s <%.*s>\n", STR_ARG(link->title), STR_ARG(link->url));
	}
}

static void check_box(const char *box, const char *wanted)
{
	struct buf got = { 0 };
	struct page page;

	extract(box, &page);
	add_links(&page, &got);
	if (strcmp(buf_cstr(&got), wanted) != 0)
		print_error("page %s\n", box);
	CHECK_STR(buf_str(&got), wanted);
	check_paragraphs(&page, box);
	buf_free(&got);
	page_free(&page);
}

#define LINE1 T1 " <" SITE U1 ">\n"
#define LINE2 T2 " <" SITE U2 ">\n"
#define LINE3 T3 " <" SITE U3 ">\n"

#define CHECK_ALL(boxes, wanted) \
	for (size_t i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++) \
		check_box(boxes[i], wanted)

static void test_one_link_is_found_in_every_dress(void **state)
{
	(void)state;
	CHECK_ALL(one, LINE1);
}

static void test_an_article_may_lie_in_an_archive(void **state)
{
	(void)state;
	check_box("<p>Baca juga: <a href='/arsip/2024/11/warga-mulai-membersihkan-lumpur/77/'>" T1
		  "</a></p>",
		  T1 " <" SITE "/arsip/2024/11/warga-mulai-membersihkan-lumpur/77/>\n");
}

static void check_item(const char *box, const char *wanted)
{
	struct buf html = { 0 }, got = { 0 };
	struct page page;

	buf_addf(&html, "<p>" P1 "</p><p>" P2 "</p>%s<p>" P3 "</p><p>" P4 "</p>", box);
	struct html_source source = {
		.bytes = buf_str(&html), .base = STR(SITE "/kota/2026/07/24/100/banjir-rendam"),
	};
	CHECK(html_fragment(&source, &page, NULL));
	add_links(&page, &got);
	if (strcmp(buf_cstr(&got), wanted) != 0)
		print_error("item %s\n", box);
	CHECK_STR(buf_str(&got), wanted);
	check_paragraphs(&page, box);
	buf_free(&html);
	buf_free(&got);
	page_free(&page);
}

static void test_they_are_found_in_items_of_feeds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(one) / sizeof(one[0]); i++)
		check_item(one[i], LINE1);
	for (size_t i = 0; i < sizeof(two) / sizeof(two[0]); i++)
		check_item(two[i], LINE1 LINE2);
	for (size_t i = 0; i < sizeof(traps) / sizeof(traps[0]); i++)
		check_item(traps[i], "");
}

static void test_they_are_found_in_plain_text(void **state)
{
	(void)state;
	static const struct { const char *text, *wanted; } all[] = {
		{ "Baca juga: " T1, T1 " <>\n" },
		{ "BACA JUGA: " T1 " " SITE U1, LINE1 },
		{ "Baca juga: " T1 " (" SITE U1 ")", LINE1 },
		{ "Baca juga: " T1 " - " SITE U1, LINE1 },
		{ "Baca juga: " T1 "\n" SITE U1, LINE1 },
		{ "Baca juga: [" T1 "](" SITE U1 ")", LINE1 },
		{ "[Baca juga: " T1 "]", T1 " <>\n" },
		{ ">> Baca juga: " T1, T1 " <>\n" },
		{ "(Baca juga: " T1 ")", T1 " <>\n" },
		{ "Baca juga:\n" T1 "\n" SITE U1, LINE1 },
		{ "Baca juga:\n- " T1 "\n- " T2, T1 " <>\n" T2 " <>\n" },
		{ "Baca juga:\n\n* " T1 "\n* " T2, T1 " <>\n" T2 " <>\n" },
		{ "Baca juga:\n1. " T1 " " SITE U1 "\n2. " T2 " " SITE U2, LINE1 LINE2 },
		{ "Baca juga kitab lama, kata kakek itu kepada cucunya di beranda.", "" },
		{ "Baca juga: koran digital kami hanya Rp 9.000 sebulan.", "" },
	};
	struct buf text = { 0 };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct buf got = { 0 };
		struct page page;

		buf_clear(&text);
		buf_addf(&text, P1 "\n\n" P2 "\n\n%s\n\n" P3 "\n\n" P4, all[i].text);
		struct html_source source = { .bytes = buf_str(&text), .base = STR(SITE "/a/b") };
		CHECK(html_fragment(&source, &page, NULL));
		add_links(&page, &got);
		if (strcmp(buf_cstr(&got), all[i].wanted) != 0)
			print_error("text %s\n", all[i].text);
		CHECK_STR(buf_str(&got), all[i].wanted);
		check_paragraphs(&page, all[i].text);
		buf_free(&got);
		page_free(&page);
	}
	buf_free(&text);
}

static void test_several_links_of_one_label_are_found(void **state)
{
	(void)state;
	CHECK_ALL(two, LINE1 LINE2);
	CHECK_ALL(three, LINE1 LINE2 LINE3);
}

static void test_titles_without_addresses_are_found(void **state)
{
	(void)state;
	check_box("<p><strong>Baca juga:</strong> <em>" T1 "</em></p>", T1 " <>\n");
	check_box("<p>Baca juga: Mengapa Banjir Terus Terjadi?</p>",
		  "Mengapa Banjir Terus Terjadi? <>\n");
	check_box("<p>Baca juga:</p><ul><li>" T1 "</li><li>" T2 "</li></ul>",
		  T1 " <>\n" T2 " <>\n");
	check_box("<p>Baca juga: <a href='javascript:void(0)'>" T1 "</a></p>", T1 " <>\n");
}

static void test_what_only_looks_related_is_none(void **state)
{
	(void)state;
	CHECK_ALL(traps, "");
}

/* Labels as printed, in capitals, with and without accents, in three scripts
 * that write no blanks and two that run from right to left. */
static void test_a_label_and_a_colon_do_in_any_language(void **state)
{
	(void)state;
	static const char *const labels[] = {
		"READ", "Don't miss", "Lesetipp", "A LIRE AUSSI", "Te recomendamos", "LEIA MAIS",
		"Per approfondire", "Lees", "LÄS",
		"LES OGSÅ", "Lue", "Polecamy", "Mohlo by vás zajímat",
		"Ezt is ajánljuk", "CITESTE SI", "ЧЕТЕТЕ ОЩЕ", "См. также", "Читати також",
		"ΔΙΑΒΑΣΤΕ ΑΚΟΜΑ", "Čitajte još", "Preberite še", "Bunlar da ilginizi çekebilir",
		"اقرأ أيضًا", "بخوانید", "ראו גם",
		"इन्हें भी पढ़ें", "ข่าวที่เกี่ยวข้อง", "BASAHIN",
		"【関連】", "延伸閱讀", "관련기사",
	};
	struct buf box = { 0 };

	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
		buf_clear(&box);
		buf_addf(&box, "<p><b>%s: </b>" A1 "</p>", labels[i]);
		check_box(buf_cstr(&box), LINE1);
	}
	buf_free(&box);
}

static void test_thirty_thousand_painted_labels_take_no_time(void **state)
{
	(void)state;
	struct buf box = { 0 };
	struct page page;

	buf_add(&box, STR("<p>"));
	for (int i = 0; i < 30000; i++)
		buf_add(&box, STR("<img alt='Baca juga'>"));
	extract(buf_cstr(&box), &page);
	check_paragraphs(&page, "30,000 pictures");
	page_free(&page);
	buf_free(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_link_is_found_in_every_dress),
		TEST(an_article_may_lie_in_an_archive),
		TEST(several_links_of_one_label_are_found),
		TEST(they_are_found_in_items_of_feeds),
		TEST(they_are_found_in_plain_text),
		TEST(titles_without_addresses_are_found),
		TEST(what_only_looks_related_is_none),
		TEST(a_label_and_a_colon_do_in_any_language),
		TEST(thirty_thousand_painted_labels_take_no_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
