/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <stdio.h>
#include <string.h>

#include "lib/check.h"

#define TITLE "Banjir Rendam Ratusan Rumah di Tepi Kota"
#define PROSE "<p>Petugas gabungan terus menyisir lokasi kejadian sejak pagi hari untuk " \
	      "memastikan tak ada warga yang tertinggal di dalam bangunan tersebut.</p>" \
	      "<p>Pemerintah daerah menyiapkan dapur umum dan tenda di halaman balai " \
	      "kota, lengkap dengan obat-obatan dan tenaga kesehatan yang bergantian.</p>" \
	      "<p>Sejumlah relawan dari berbagai daerah juga ikut membantu, jalur utama " \
	      "menuju lokasi masih ditutup bagi kendaraan hingga waktu yang belum ditentukan.</p>"

static void extract(const char *head, const char *above, const char *below, struct page *page)
{
	struct buf html = { 0 };

	buf_addf(&html, "<html lang=\"id\"><head>%s</head><body><article><h1>" TITLE "</h1>%s"
		 "<div class=\"isi\">" PROSE "</div>%s</article></body></html>", head, above,
			below);
	struct html_source source = {
		.bytes = buf_str(&html),
		.base = STR("https://www.kabar.co.id/kota/123/banjir"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	CHECK(html_extract(&source, page, NULL));
	buf_free(&html);
}

static void check_published(const char *head, const char *above, const char *wanted)
{
	struct buf got = { 0 };
	struct page page;

	extract(head, above, "", &page);
	date_add_iso(&got, &page.meta.published);
	CHECK_STR(buf_str(&got), wanted);
	buf_free(&got);
	page_free(&page);
}

static void add_names(struct buf *out, const char *role, const struct page_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		buf_addf(out, "%s:%.*s ", role, STR_ARG(names->items[i]));
}

static void check_people(const char *head, const char *above, const char *below, const char *wanted)
{
	struct buf got = { 0 };
	struct page page;

	extract(head, above, below, &page);
	add_names(&got, "A", &page.meta.authors);
	add_names(&got, "E", &page.meta.editors);
	add_names(&got, "S", &page.meta.sources);
	CHECK_STR(str_trim(buf_str(&got)), wanted);
	buf_free(&got);
	page_free(&page);
}

#define LD(members) \
	"<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\"," members "}</script>"

static void test_visible_dates_correct_zones_of_machines(void **state)
{
	(void)state;
	const char *seen = "<div class=\"tgl\">Sabtu, 07 Des 2019 06:44 WIB</div>";

	check_published(LD("\"datePublished\":\"2019-12-06T23:44:50Z\""), seen,
		"2019-12-07T06:44:50+07:00");
	check_published(LD("\"datePublished\":\"2019-12-07T06:44:50Z\""), seen,
		"2019-12-07T06:44:50+07:00");
	check_published("<meta name=\"pubdate\" content=\"2019-12-07T06-44-50Z\">", seen,
			"2019-12-07T06:44:50+07:00");
	check_published("<meta property=\"article:published_time\" "
		"content=\"2019-12-07T06:44:00+07:00Z\">",
			"", "2019-12-07T06:44:00+07:00");
	check_published(LD("\"datePublished\":\"2019-12-07 06:44:50\""), "",
		"2019-12-07T06:44:50+07:00");
	check_published("", seen, "2019-12-07T06:44:00+07:00");
	check_published("<meta property=\"article:published_time\" content=\"24 Juli 2026 | 09.00 "
		"WIB\">", "",
			"2026-07-24T09:00:00+07:00");
}

static void test_a_date_of_change_is_not_the_date(void **state)
{
	(void)state;
	check_published("", "<p>Diperbarui 25 Juli 2026, 11:00 WIB | Terbit 24 Juli 2026, 09:30 "
		"WIB</p>",
			"2026-07-24T09:30:00+07:00");
}

static void test_a_winter_name_in_summer_is_forgiven(void **state)
{
	(void)state;
	check_published(LD("\"datePublished\":\"2025-10-23T15:50:00+00:00\""),
			"<p>October 23, 2025 5:50 pm CET</p>", "2025-10-23T17:50:00+02:00");
}

static void test_editors_are_no_authors(void **state)
{
	(void)state;
	check_people(LD("\"author\":{\"name\":\"Rina Editor\"}"),
		     "<div>Penulis: Andi W | Editor: Rina Editor</div>", "",
			"A:Andi W E:Rina Editor");
	check_people(LD("\"author\":{\"name\":\"Contoh Redaktur\"}"),
		     "<div>Rep: Contoh Reporter/   Red: <a href=\"/penulis/1\">Contoh "
			"Redaktur</a></div>", "",
		     "A:Contoh Reporter E:Contoh Redaktur");
	check_people(LD("\"author\":[{\"name\":\"A B\"},{\"name\":\"A "
		"B\"}],\"editor\":{\"name\":\"C D\"}"), "", "",
		     "A:A B E:C D");
}

static void test_credits_behind_the_text_are_read(void **state)
{
	(void)state;
	check_people("", "", "<div>Penulis : Haryo Jati Editor : Desy-Afrianti</div><div>Sumber : "
		"Al-Jazeera</div>",
		     "A:Haryo Jati E:Desy-Afrianti S:Al-Jazeera");
	check_people("", "", "<table><tr><td>Penulis</td><td>: Icha R</td></tr></table>",
		"A:Icha R");
}

static void test_accounts_addresses_and_nulls_are_no_authors(void **state)
{
	(void)state;
	check_people(LD("\"author\":{\"name\":null}") "<meta name=\"author\" content=\"Contoh "
		"Wartawan\">", "", "",
		     "A:Contoh Wartawan");
	check_people("<meta property=\"article:author\" content=\"https://facebook.com/kabar\">"
		     "<meta name=\"author\" content=\"admin\">",
		     "<span class=\"reporter-name\">Budi Santoso</span>", "", "A:Budi Santoso");
	check_people("<meta name=\"author\" content=\"redaksi@kabar.co.id\">", "", "", "");
	check_people("", "<div class=\"detail__author\">Budi Santoso - "
		"<span>kabarNews</span></div>", "",
		     "A:Budi Santoso");
	check_people("<script>dataLayer = [{'articleTitle': 'x', 'penulis': 'Sari Dewi', "
		"'editor': 'EK'}]</script>",
		     "", "", "A:Sari Dewi E:EK");
}

static void test_titles_lose_the_name_of_the_site(void **state)
{
	(void)state;
	static const char *const heads[] = {
		"<title>" TITLE " - Kabar.co.id</title>",
		"<meta property=\"og:title\" content=\"" TITLE " | Kabar\">",
		LD("\"headline\":\"" TITLE " | Kota\""),
		LD("\"headline\":\"Banjir Rendam Ratusan Rumah di ...\""),
		"<meta property=\"og:title\" content=\"" TITLE " : Kabar News\">",
	};

	for (size_t i = 0; i < sizeof(heads) / sizeof(heads[0]); i++) {
		struct page page;

		extract(heads[i], "", "", &page);
		CHECK_STR(page.meta.title, TITLE);
		page_free(&page);
	}
}

static void check_section(const char *head, const char *above, const char *wanted)
{
	struct page page;

	extract(head, above, "", &page);
	CHECK_STR(page.meta.section, wanted);
	page_free(&page);
}

static void test_sections_come_from_data_crumbs_or_the_dateline(void **state)
{
	(void)state;
	check_section(LD("\"articleSection\":\"Regional\""), "", "Regional");
	check_section("", "<nav class=\"breadcrumb\"><a href=\"/\">Beranda</a> &gt; <a "
		"href=\"/e\">Ekonomi</a> &gt; "
		      "<a href=\"/e/e\">Energi</a></nav>", "Energi");
	check_section("", "<div>Kabar dunia | 2 November 2024, 09:04 WIB</div>", "Kabar dunia");
	check_section("<script "
		"type=\"application/ld+json\">{\"@type\":\"BreadcrumbList\",\"itemListElement\":["
		      "{\"item\":{\"name\":\"Home\"}},{\"item\":{\"name\":\"Bisnis\"}}]}</script>",
		      "", "Bisnis");
}

static void test_places_stand_before_the_dash(void **state)
{
	(void)state;
	static const struct {
		const char *dateline, *place;
	} cases[] = {
		{ "MOSKOW, KABAR.CO.ID -", "MOSKOW" },  { "Jakarta, Kabar --", "Jakarta" },
		{ "Kabar.co.id, Bandung -", "Bandung" }, { "KABAR.CO.ID -", "" },
		{ "WASHINGTON (AP) —", "WASHINGTON" },  { "Jakarta (ANTARA) -", "Jakarta" },
		{ "Nilai tukar rupiah 14 -", "" },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct buf lead = { 0 };
		struct page page;

		buf_addf(&lead, "<div><p><b>%s</b> Kalimat pertama cerita ini panjang sekali dan "
			"memuat banyak "
			 "keterangan tentang kejadian tadi pagi di sana.</p></div>",
				cases[i].dateline);
		extract("", buf_cstr(&lead), "", &page);
		CHECK_STR(page.meta.place, cases[i].place);
		page_free(&page);
		buf_free(&lead);
	}
}

static void check_parts(const char *below, const char *next, const char *whole)
{
	struct page page;

	extract("", "", below, &page);
	CHECK_STR(page.meta.next_page, next);
	CHECK_STR(page.meta.single_page, whole);
	page_free(&page);
}

static void test_parts_are_those_of_this_article(void **state)
{
	(void)state;
	check_parts("<div>Halaman 1/2 <a href=\"?page=1\">1</a> <a "
		"href=\"/kota/123/banjir?page=2\">2</a></div>",
		    "https://www.kabar.co.id/kota/123/banjir?page=2", "");
	check_parts("<a href=\"/kota/123/banjir/2\">2</a><a href=\"?single=1\">View in Single "
		"Page</a>",
		    "https://www.kabar.co.id/kota/123/banjir/2",
			"https://www.kabar.co.id/kota/123/banjir?single=1");
	check_parts("<a href=\"?showpage=all\">Baca Selengkapnya</a>", "",
		    "https://www.kabar.co.id/kota/123/banjir?showpage=all");
	check_parts("<a href=\"/kota/123/banjir/seite-2\">2</a>",
		    "https://www.kabar.co.id/kota/123/banjir/seite-2", "");
	check_parts("<a href=\"/kota/123/banjir-2.html\">2</a> <a "
		"href=\"/kota/123/banjir-besar\">x</a>",
		    "https://www.kabar.co.id/kota/123/banjir-2.html", "");
	check_parts("<a href=\"/kota/124/lain?page=2\">2</a> <a rel=\"next\" "
		"href=\"/kota/124/lain\">Next</a>", "", "");
}

/* What a further part leads to, when the first was at /kota/123/banjir. */
static void check_part(const char *here, const char *below, const char *next)
{
	struct buf html = { 0 };
	struct page page;

	buf_addf(&html, "<html><body><article><h1>" TITLE "</h1>" PROSE "%s</article></body>"
		 "</html>", below);
	struct html_source source = {
		.bytes = buf_str(&html), .base = str_from(here),
		.content_type = STR("text/html; charset=utf-8"),
		.first = STR("https://www.kabar.co.id/kota/123/banjir"),
	};
	CHECK(html_extract(&source, &page, NULL));
	CHECK_STR(page.meta.next_page, next);
	page_free(&page);
	buf_free(&html);
}

static void test_further_parts_count_from_the_first(void **state)
{
	(void)state;
	check_part("https://www.kabar.co.id/kota/123/banjir/2",
		   "<a href=\"/kota/123/banjir\">1</a> <a href=\"/kota/123/banjir/3\">3</a>",
		   "https://www.kabar.co.id/kota/123/banjir/3");
	check_part("https://www.kabar.co.id/kota/123/banjir-2.html",
		   "<a href=\"banjir-1.html\">1</a> <a href=\"banjir-3.html\">3</a>",
		   "https://www.kabar.co.id/kota/123/banjir-3.html");
	check_part("https://www.kabar.co.id/kota/123/banjir?page=2", "<a href=\"?page=3\">3</a>",
		   "https://www.kabar.co.id/kota/123/banjir?page=3");
	check_part("https://www.kabar.co.id/kota/123/banjir/3",
		   "<a href=\"/kota/123/banjir/2\">2</a>", "");
}

static void test_pages_of_comments_are_no_parts(void **state)
{
	(void)state;
	check_parts("</article><section id=\"comments\"><p>Setuju!</p><ul class=\"pager\">"
		    "<li><a href=\"?page=2\">2</a></li></ul></section>", "", "");
	check_parts("<a href=\"?page=2#komentar\">2</a>", "", "");
	check_parts("</article><div class=\"daftar-komentar\"><a href=\"?page=2\">Selanjutnya"
		    "</a></div>", "", "");
}

/* What a page of headlines leads to, with more in its head. */
static void check_list(const char *head, const char *next)
{
	struct buf html = { 0 };
	struct page page;

	buf_addf(&html, "<html lang=id><head>%s</head><body><main><h1>Indeks berita</h1>", head);
	for (int i = 0; i < 10; i++)
		buf_addf(&html, "<div><h2><a href=\"/kota/%d/a\">Judul berita yang nomor %d</a>"
			 "</h2><p>Ringkasan nomor %d dari berita ini, yang memuat beberapa kata "
			 "lagi agar cukup panjang untuk dibaca orang.</p></div>", i, i, i);
	buf_add(&html, STR("<a href=\"?page=2\">2</a></main></body></html>"));
	struct html_source source = {
		.bytes = buf_str(&html), .base = STR("https://www.kabar.co.id/indeks"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	CHECK(html_extract(&source, &page, NULL));
	CHECK_STR(page.meta.next_page, next);
	page_free(&page);
	buf_free(&html);
}

static void test_pages_of_a_list_are_no_parts(void **state)
{
	(void)state;
	check_list("", "");
	check_list("<meta property=\"og:type\" content=\"article\">", "");
	/* One that says it is an article may have such headings. */
	check_list("<meta property=\"article:published_time\" "
		   "content=\"2026-11-02T09:04:00Z\">",
		   "https://www.kabar.co.id/indeks?page=2");
}

static void test_lead_pictures_have_caption_and_credit(void **state)
{
	(void)state;
	struct page page;

	extract("<meta property=\"og:image\" content=\"https://cdn.example/1200/banjir.jpg\">",
		"<img class=\"logo\" src=\"/logo.png\"><figure><img src=\"/640/banjir.jpg\" "
			"alt=\"Banjir\">"
		"<figcaption>Warga menyeberang. (Foto: Andi)</figcaption></figure>", "", &page);
	CHECK_STR(page.meta.image_url, "https://www.kabar.co.id/640/banjir.jpg");
	CHECK_STR(page.meta.image_caption, "Warga menyeberang.");
	CHECK_STR(page.meta.image_credit, "(Foto: Andi)");
	page_free(&page);
}

static void test_a_body_in_a_script_brings_its_facts(void **state)
{
	(void)state;
	static const char html[] =
		"<html><body><div "
			"id=root></div><script>window.__STATE__={article:{title:\"" TITLE "\","
		"published_at:\"2026-07-24 08:10:08\",authors:[{name:\"Sari Dewi\"}],content:\""
		"<p>Petugas gabungan terus menyisir lokasi kejadian sejak pagi hari untuk "
			"memastikan tidak ada "
		"warga yang tertinggal.<\\/p><p><strong>Baca Juga: <a "
			"href=\\\"/kota/9/lain\\\">Judul Berita Lain<\\/a>"
		"<\\/strong><\\/p><p>Pemerintah daerah menyiapkan dapur umum dan tenda "
			"pengungsian di halaman balai "
		"kota, lengkap dengan obat dan tenaga kesehatan.<\\/p><p>Sejumlah relawan dari "
			"berbagai daerah juga "
		"ikut membantu sampai malam hari di lokasi.<\\/p>\"}}</script></body></html>";
	struct html_source source = {
		.bytes = str_from(html), .base = STR("https://www.kabar.co.id/kota/123/banjir"),
	};
	struct page page;

	CHECK(html_extract(&source, &page, NULL));
	CHECK_STR(page.meta.title, TITLE);
	CHECK(page.meta.authors.count == 1);
	CHECK(page.meta.published.precision == DATE_SECOND);
	int related = 0;
	for (size_t i = 0; i < page.block_count; i++)
		related += page.blocks[i].kind == PAGE_RELATED;
	CHECK(related == 1);
	page_free(&page);
}

static void test_not_free_and_short_is_incomplete(void **state)
{
	(void)state;
	struct page page;

	extract(LD("\"isAccessibleForFree\":false"), "", "", &page);
	CHECK(!page.meta.is_complete);
	page_free(&page);
	extract(LD("\"isAccessibleForFree\":true"), "", "", &page);
	CHECK(page.meta.is_complete);
	page_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(visible_dates_correct_zones_of_machines),
		TEST(a_date_of_change_is_not_the_date),
		TEST(a_winter_name_in_summer_is_forgiven),
		TEST(editors_are_no_authors),
		TEST(credits_behind_the_text_are_read),
		TEST(accounts_addresses_and_nulls_are_no_authors),
		TEST(titles_lose_the_name_of_the_site),
		TEST(sections_come_from_data_crumbs_or_the_dateline),
		TEST(places_stand_before_the_dash),
		TEST(parts_are_those_of_this_article),
		TEST(further_parts_count_from_the_first),
		TEST(pages_of_comments_are_no_parts),
		TEST(pages_of_a_list_are_no_parts),
		TEST(lead_pictures_have_caption_and_credit),
		TEST(a_body_in_a_script_brings_its_facts),
		TEST(not_free_and_short_is_incomplete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
