/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include "lib/check.h"

/* Facts as pages of many countries print them, without a word for machines. */
#define PROSE "<p>Petugas gabungan terus menyisir lokasi kejadian sejak pagi hari, untuk " \
	      "memastikan tak ada warga yang tertinggal di dalam bangunan tersebut.</p>" \
	      "<p>Pemerintah daerah menyiapkan dapur umum dan tenda di halaman balai kota, " \
	      "lengkap dengan obat-obatan dan tenaga kesehatan yang bergantian.</p>" \
	      "<p>Sejumlah relawan dari berbagai daerah juga ikut membantu, sementara jalur " \
	      "utama masih ditutup bagi kendaraan.</p>"

static void extract(const char *language, const char *above, const char *first, const char *below,
		    struct page *page)
{
	struct buf html = { 0 };

	buf_addf(&html, "<!doctype html><html lang=%s><title>Banjir Rendam Ratusan Rumah - Kabar "
		 "Kota</title><body><main><h1>Banjir Rendam Ratusan Rumah</h1>%s<div class=isi>%s"
		 PROSE "</div>%s</main></body></html>", language, above, first, below);
	struct html_source source = {
		.bytes = buf_str(&html),
		.base = STR("https://www.kabar.example/kota/100/banjir-rendam"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	CHECK(html_extract(&source, page, NULL));
	buf_free(&html);
}

static const struct { const char *language, *text, *wanted; } dates[] = {
	{ "id", "Jumat, 24 Juli 2026 09:04 WIB", "2026-07-24T09:04:00+07:00" },
	{ "id", "Kompas.com - 24/07/2026, 09:04 WIB", "2026-07-24T09:04:00+07:00" },
	{ "id", "24 Jul 2026 | 09.04 WITA", "2026-07-24T09:04:00+08:00" },
	{ "id", "Tayang: Jum'at, 24 Juli 2026 09:04 WIT", "2026-07-24T09:04:00+09:00" },
	{ "id", "Diterbitkan 24 Juli 2026, 10:26 WIB", "2026-07-24T10:26:00+07:00" },
	{ "id", "Jurnalis-Jum'at, 24 Juli 2026 |15:18 WIB", "2026-07-24T15:18:00+07:00" },
	{ "id", "24/7/2026 18:30", "2026-07-24T18:30:00+07:00" },
	{ "en", "July 24, 2026 at 9:04 AM EDT", "2026-07-24T09:04:00-04:00" },
	{ "en", "Fri 24 Jul 2026 09.04 BST", "2026-07-24T09:04:00+01:00" },
	{ "en", "Friday, 24 July 2026 14:30 IST", "2026-07-24T14:30:00+05:30" },
	{ "en", "Jul 24, 2026, 6:04 PM GMT+7", "2026-07-24T18:04:00+07:00" },
	{ "en", "24 July 2026 | 09:04 GMT", "2026-07-24T09:04:00+00:00" },
	{ "de", "24. Juli 2026, 09:04 Uhr", "2026-07-24T09:04" },
	{ "de", "Stand: 24.07.2026, 09:04 Uhr", "2026-07-24T09:04" },
	{ "de", "Freitag, 24.07.2026 | 09:04", "2026-07-24T09:04" },
	{ "fr", "Publié le 24 juillet 2026 à 9h04", "2026-07-24T09:04" },
	{ "fr", "24/07/2026 à 09:04", "2026-07-24T09:04" },
	{ "es", "24 de julio de 2026 a las 09:04", "2026-07-24T09:04" },
	{ "es", "24 jul 2026 - 09:04 CEST", "2026-07-24T09:04:00+02:00" },
	{ "pt", "24 de julho de 2026 às 09h04", "2026-07-24T09:04" },
	{ "pt", "24/07/2026 09h04", "2026-07-24T09:04" },
	{ "it", "24 luglio 2026 alle 09:04", "2026-07-24T09:04" },
	{ "nl", "24 juli 2026 om 09:04", "2026-07-24T09:04" },
	{ "ru", "24 июля 2026, 09:04", "2026-07-24T09:04" },
	{ "uk", "24 липня 2026, 09:04", "2026-07-24T09:04" },
	{ "pl", "24 lipca 2026, 09:04", "2026-07-24T09:04" },
	{ "cs", "24. července 2026 9:04", "2026-07-24T09:04" },
	{ "tr", "24 Temmuz 2026 09:04", "2026-07-24T09:04" },
	{ "hu", "2026. július 24. 09:04", "2026-07-24T09:04" },
	{ "ro", "24 iulie 2026, 09:04", "2026-07-24T09:04" },
	{ "el", "24 Ιουλίου 2026, 09:04", "2026-07-24T09:04" },
	{ "fi", "24.7.2026 klo 9.04", "2026-07-24T09:04" },
	{ "sv", "24 juli 2026 kl. 09:04", "2026-07-24T09:04" },
	{ "no", "24. juli 2026 kl. 09.04", "2026-07-24T09:04" },
	{ "ja", "2026年7月24日 9時04分", "2026-07-24T09:04" },
	{ "zh", "2026-07-24 09:04", "2026-07-24T09:04" },
	{ "zh", "2026年07月24日 09:04", "2026-07-24T09:04" },
	{ "ko", "입력 2026.07.24 09:04", "2026-07-24T09:04" },
	{ "vi", "24/07/2026 09:04 GMT+7", "2026-07-24T09:04:00+07:00" },
	{ "hi", "24 जुलाई 2026, 09:04 AM IST", "2026-07-24T09:04:00+05:30" },
	{ "ar", "24 يوليو 2026 - 09:04", "2026-07-24T09:04" },
	{ "fa", "۲۴ ژوئیه ۲۰۲۶", "2026-07-24" },
	{ "he", "24 ביולי 2026, 09:04", "2026-07-24T09:04" },
	{ "vi", "ngày 24 tháng 7 năm 2026", "2026-07-24" },
	{ "bn", "২৪ জুলাই ২০২৬, ০৯:০৪", "2026-07-24T09:04" },
};

static void test_dates_are_read_as_many_countries_print_them(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(dates) / sizeof(dates[0]); i++) {
		struct buf got = { 0 }, line = { 0 };
		struct page page;

		buf_addf(&line, "<div>%s</div>", dates[i].text);
		extract(dates[i].language, buf_cstr(&line), "", "", &page);
		date_add_iso(&got, &page.meta.published);
		struct str wanted = str_from(dates[i].wanted);
		if (!str_has_prefix(buf_str(&got), wanted))
			print_error("date \"%s\" is %s\n", dates[i].text, buf_cstr(&got));
		CHECK(str_has_prefix(buf_str(&got), wanted));
		buf_free(&got);
		buf_free(&line);
		page_free(&page);
	}
}

static void check_clock(const char *base, const char *language, const char *head,
			const char *wanted)
{
	struct buf html = { 0 }, got = { 0 };
	struct page page;

	buf_addf(&html, "<!doctype html><html lang=%s><title>Banjir Rendam Rumah</title>%s<body>"
		 "<main><h1>Banjir Rendam Rumah</h1>" PROSE "</main></body></html>",
		 language, head);
	struct html_source source = {
		.bytes = buf_str(&html), .base = str_from(base),
		.content_type = STR("text/html; charset=utf-8"),
	};
	CHECK(html_extract(&source, &page, NULL));
	date_add_iso(&got, &page.meta.published);
	CHECK_STR(buf_str(&got), wanted);
	buf_free(&html);
	buf_free(&got);
	page_free(&page);
}

#define TIME(text) "<meta property=article:published_time content='" text "'>"

static void test_a_clock_without_a_zone_is_that_of_the_country(void **state)
{
	(void)state;
	check_clock("https://blatt.de/a", "de", TIME("2026-07-24T09:04:00"),
		    "2026-07-24T09:04:00+02:00");
	check_clock("https://blatt.de/a", "de", TIME("2026-01-24T09:04:00"),
		    "2026-01-24T09:04:00+01:00");
	check_clock("https://blatt.de/a", "de", TIME("2026-03-29T01:59:00"),
		    "2026-03-29T01:59:00+01:00");
	check_clock("https://blatt.de/a", "de", TIME("2026-03-29T03:01:00"),
		    "2026-03-29T03:01:00+02:00");
	check_clock("https://lehti.example/a", "fi", TIME("2026-07-24T09:04:00"),
		    "2026-07-24T09:04:00+03:00");
	check_clock("https://diario.ar/a", "es", TIME("2026-07-24T09:04:00"),
		    "2026-07-24T09:04:00-03:00");
	check_clock("https://blatt.de/a", "de", TIME("2026-07-24T09:04:00+05:00"),
		    "2026-07-24T09:04:00+05:00");
	check_clock("https://diario.example/a", "es", TIME("2026-07-24T09:04:00"),
		    "2026-07-24T09:04:00+00:00");
}

static const struct { const char *above, *below, *wanted; } people[] = {
	{ "<p>Penulis: Andi Wijaya | Editor: Sari Dewi</p>", "", "A:Andi Wijaya E:Sari Dewi" },
	{ "<div>Oleh Andi Wijaya</div>", "", "A:Andi Wijaya" },
	{ "<div>By <a href='/author/x'>Jane Doe</a></div>", "", "A:Jane Doe" },
	{ "<div>By Jane Doe and John Smith, Staff Writers</div>", "", "A:Jane Doe A:John Smith" },
	{ "<div>Rep: Andi Wijaya/ Red: Sari Dewi</div>", "", "A:Andi Wijaya E:Sari Dewi" },
	{ "", "<p>(Andi Wijaya/Sari Dewi)</p>", "" },
	{ "",
	  "<p>Pewarta: Andi Wijaya<br>Editor: Sari Dewi<br>Copyright © ANTARA 2026</p>",
	  "A:Andi Wijaya E:Sari Dewi" },
	{ "", "<p>Sumber: Al-Jazeera</p>", "S:Al-Jazeera" },
	{ "",
	  "<p>Reporter: Andi Wijaya</p><p>Redaktur: Sari Dewi</p>", "A:Andi Wijaya E:Sari Dewi" },
	{ "<div>Von Hans Müller</div>", "", "A:Hans Müller" },
	{ "<div>Par Jean Dupont, envoyé spécial</div>", "", "A:Jean Dupont" },
	{ "<div>Por Juan Pérez</div>", "", "A:Juan Pérez" },
	{ "<div>di Mario Rossi</div>", "", "A:Mario Rossi" },
	{ "<div>Door Jan de Vries</div>", "", "A:Jan de Vries" },
	{ "<div>Автор: Иван Петров</div>", "", "A:Иван Петров" },
	{ "<div>Text: Anna Svensson</div>", "", "A:Anna Svensson" },
	{ "<div>Autor: Jan Novák</div>", "", "A:Jan Novák" },
	{ "<div>文/王小明</div>", "", "A:王小明" },
	{ "<div>記者 王小明／台北報導</div>", "", "A:王小明" },
	{ "<div>홍길동 기자</div>", "", "A:홍길동" },
	{ "<div>كتب: أحمد علي</div>", "", "A:أحمد علي" },
	{ "<div>Andi Wijaya - Kabar Kota</div>", "", "A:Andi Wijaya" },
	{ "<div>Yazan: Ahmet Yılmaz</div>", "", "A:Ahmet Yılmaz" },
	{ "<div>Tekst: Ola Nordmann</div>", "", "A:Ola Nordmann" },
};

static void add_names(struct buf *out, char role, const struct page_names *names)
{
	for (size_t i = 0; i < names->count; i++)
		buf_addf(out, "%c:%.*s ", role, STR_ARG(names->items[i]));
}

static void test_people_are_named_as_many_countries_do(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(people) / sizeof(people[0]); i++) {
		struct buf got = { 0 };
		struct page page;

		extract("id", people[i].above, "", people[i].below, &page);
		add_names(&got, 'A', &page.meta.authors);
		add_names(&got, 'E', &page.meta.editors);
		add_names(&got, 'S', &page.meta.sources);
		CHECK_STR(str_trim(buf_str(&got)), people[i].wanted);
		buf_free(&got);
		page_free(&page);
	}
}

static const struct { const char *first, *place; } places[] = {
	{ "<p>JAKARTA, KABAR - Petugas mulai bekerja di lokasi sejak pagi "
	  "hari untuk warga.</p>", "JAKARTA" },
	{ "<p>Jakarta (ANTARA) - Petugas mulai bekerja di lokasi sejak "
	  "pagi hari untuk warga.</p>", "Jakarta" },
	{ "<p><strong>KOMPAS.com</strong> - Petugas mulai bekerja di "
	  "lokasi sejak pagi hari untuk warga.</p>", "" },
	{ "<p>WASHINGTON (AP) — Officials began work on site since the "
	  "morning hours for the people.</p>", "WASHINGTON" },
	{ "<p>LONDON, July 24 (Reuters) - Officials began work on site "
	  "since the morning hours.</p>", "LONDON" },
	{ "<p>Berlin (dpa) - Die Helfer begannen am Morgen mit der Arbeit "
	  "vor Ort für die Menschen.</p>", "Berlin" },
	{ "<p>MADRID.- Los equipos comenzaron a trabajar en el lugar "
	  "desde la mañana del viernes.</p>", "MADRID" },
	{ "<p>SURABAYA | Petugas mulai bekerja di lokasi sejak pagi hari "
	  "untuk warga kota.</p>", "SURABAYA" },
	{ "<p>TEMPO.CO, Jakarta - Petugas mulai bekerja di lokasi sejak "
	  "pagi hari untuk warga.</p>", "Jakarta" },
	{ "<p>Bandung, Beritasatu.com - Petugas mulai bekerja di lokasi "
	  "sejak pagi hari untuk warga.</p>", "Bandung" },
	{ "<p>PARIS/BERLIN — Officials began work on site since the "
	  "morning hours for people.</p>", "PARIS/BERLIN" },
};

static void test_places_are_read_from_many_datelines(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct page page;

		extract("id", "<div>24 Juli 2026 09:04 WIB</div>", places[i].first, "", &page);
		CHECK_STR(page.meta.place, places[i].place);
		page_free(&page);
	}
}

static bool is_complete(const char *below)
{
	struct page page;

	extract("id", "", "", below, &page);
	bool is = page.meta.is_complete;
	page_free(&page);
	return is;
}

static void test_a_short_article_that_says_it_stops_is_incomplete(void **state)
{
	(void)state;
	CHECK(!is_complete("<p>This article is for subscribers. Log in or subscribe.</p>"));
	CHECK(!is_complete("<div>Artikel ini khusus pelanggan Kabar Plus.</div>"));
	CHECK(!is_complete("<div>Dieser Artikel ist nur für Plus-Mitglieder.</div>"));
	CHECK(!is_complete("<h3>Cet article est réservé aux abonnés</h3>"));
	CHECK(!is_complete("<p>Статья доступна только подписчикам.</p>"));
	CHECK(!is_complete("<p>この記事は会員限定です。</p>"));
	CHECK(is_complete("<p>Subscribe to our newsletter.</p>"));
	CHECK(is_complete("<p>Berlangganan buletin kami setiap pagi.</p>"));
	CHECK(is_complete(""));
}

static void test_an_editor_below_a_crowd_of_photographers_is_found_room_for(void **state)
{
	(void)state;
	struct page page = { 0 };
	struct buf above = { 0 };

	buf_add(&above, STR("<p>Penulis: Adi Bambang</p>"));
	for (char c = 'a'; c <= 'z'; c++)
		buf_addf(&above, "<p>Foto: B%cdi Santoso</p>", c);
	buf_add(&above, STR("<p>Editor:</p><p>Dewi Lestari</p>"));
	extract("id", buf_cstr(&above), "", "", &page);
	CHECK(page.meta.authors.count == 1);
	CHECK_STR(page.meta.authors.items[0], "Adi Bambang");
	CHECK(page.meta.editors.count == 1);
	CHECK_STR(page.meta.editors.items[0], "Dewi Lestari");
	page_free(&page);
	buf_free(&above);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_editor_below_a_crowd_of_photographers_is_found_room_for),
		TEST(dates_are_read_as_many_countries_print_them),
		TEST(a_clock_without_a_zone_is_that_of_the_country),
		TEST(people_are_named_as_many_countries_do),
		TEST(a_short_article_that_says_it_stops_is_incomplete),
		TEST(places_are_read_from_many_datelines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
