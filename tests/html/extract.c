/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <stdio.h>
#include <string.h>

#include "lib/check.h"
#include "page/export.h"

/* One invented article, written down in the forms that pages have. */
static const char *const paragraphs[] = {
	"SUBANG, WARTA DEMO - Panen raya di pesisir utara mundur dua pekan karena hujan "
	"belum juga turun, kata para petani, Senin.",
	"Air di saluran sekunder surut sejak awal bulan, sehingga giliran pengairan dibagi "
	"menurut hari, bukan lagi menurut jam.",
	"\u201cKami menunggu saja, tidak ada pilihan lain,\u201d ujar Darsa, petani berusia 54 "
	"tahun, yang menggarap dua petak sawah.",
	"Dinas setempat menyiapkan sebelas pompa, tetapi baru empat yang sudah sampai di "
	"lapangan, dan satu di antaranya rusak.",
	"Harga gabah di tingkat penggilingan naik tipis, dari enam ribu menjadi enam ribu "
	"dua ratus rupiah, dalam sepekan.",
	"Pemerintah daerah berjanji akan menghitung ulang kebutuhan benih sebelum musim "
	"tanam berikutnya, pada bulan depan.",
};
enum { PARAGRAPHS = sizeof(paragraphs) / sizeof(*paragraphs) };

static const char nav[] =
	"<div class=top><a href=/>Beranda</a> <a href=/ekonomi>Ekonomi</a> <a href=/bola>Bola</a> "
	"<a href=/gaya>Gaya</a></div>";
static const char latest[] =
	"<div class=side><h3>TERBARU</h3><ul><li><a href=/n/1>Jembatan Baru Dibuka Pekan Depan</a>"
	"<li><a href=/n/2>Kereta Malam Kembali Berjalan</a><li><a href=/n/3>Pasar Ikan Pindah Lagi"
	"</a></ul></div><div class=footer>Tentang Kami | Redaksi | Kontak</div>";

/* head, before each paragraph, behind each, foot */
static const struct form {
	const char *name, *head, *before, *behind, *foot;
} forms[] = {
	{ "article", "<article>", "<p>", "</p>", "</article>" },
	{ "divs", "<div class=a><div class=b>", "<div>", "</div>", "</div></div>" },
	{ "line breaks", "<div class=isi>", "", "<br><br>", "</div>" },
	{ "spans and breaks", "<div>", "<span>", "</span><br /> <br />\n", "</div>" },
	{ "cell", "<table width=100%><tr><td width=20%>menu</td><td>", "<p>", "</p>",
	  "</td></tr></table>" },
	{ "rows", "<table>", "<tr><td>", "</td></tr>", "</table>" },
	{ "fonts", "<center><table><tr><td><font size=2>", "", "<br><br>",
	  "</font></td></tr></table></center>" },
	{ "sections", "<main>", "<section><div><p>", "</p></div></section>", "</main>" },
	{ "unclosed", "<div>", "<p>", "", "</div>" },
	{ "unknown elements", "<x-app><x-page><x-text>", "<x-p><p>", "</p></x-p>",
	  "</x-text></x-page></x-app>" },
};

static void add_page(struct buf *out, const struct form *form)
{
	buf_addf(out, "<html><head><title>Panen Raya Mundur - Warta Demo</title></head><body>%s"
		 "<h1>Panen Raya Mundur</h1>%s", nav, form->head);
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_addf(out, "%s%s%s", form->before, paragraphs[i], form->behind);
	buf_addf(out, "%s%s</body></html>", form->foot, latest);
}

static bool extract(struct str html, struct buf *text)
{
	struct html_source source = { .bytes = html, .base = STR("https://demo.example/n/0") };
	struct page page;
	bool ok = html_extract(&source, &page, NULL);

	page_add_text(&page, text);
	page_free(&page);
	return ok;
}

static void test_an_article_is_found_in_any_form(void **state)
{
	(void)state;
	for (size_t f = 0; f < sizeof(forms) / sizeof(*forms); f++) {
		struct buf html = { 0 }, text = { 0 };
		size_t from = 0;

		add_page(&html, &forms[f]);
		CHECK(extract(buf_str(&html), &text));
		for (int i = 0; i < PARAGRAPHS; i++) {
			struct str rest = str_slice(buf_str(&text), from, text.len);
			size_t at = str_find(rest, str_from(paragraphs[i]));
			if (at == SIZE_MAX)
				print_error("form %s lost paragraph %d\n", forms[f].name, i);
			CHECK(at != SIZE_MAX);
			from += at;
		}
		if (str_find(buf_str(&text), STR("TERBARU")) != SIZE_MAX ||
		    str_find(buf_str(&text), STR("Jembatan")) != SIZE_MAX ||
		    str_find(buf_str(&text), STR("Beranda")) != SIZE_MAX ||
		    str_find(buf_str(&text), STR("Redaksi")) != SIZE_MAX) {
			print_error("form %s: %s\n", forms[f].name, buf_cstr(&text));
			CHECK(false);
		}
		buf_free(&html);
		buf_free(&text);
	}
}

static void check_without(const char *extra, const char *wanted_out, int line)
{
	struct buf html = { 0 }, text = { 0 };

	buf_addf(&html, "<html><body><article><h1>Panen</h1><p>%s</p><p>%s</p><p>%s</p>%s<p>%s</p>"
		 "<p>%s</p></article></body></html>", paragraphs[0], paragraphs[1], paragraphs[2],
		 extra, paragraphs[3], paragraphs[4]);
	CHECK(extract(buf_str(&html), &text));
	if (str_find(buf_str(&text), str_from(wanted_out)) != SIZE_MAX) {
		print_error("line %d: \"%s\" stayed\n", line, wanted_out);
		CHECK(false);
	}
	for (int i = 0; i < 5; i++)
		CHECK(str_find(buf_str(&text), str_from(paragraphs[i])) != SIZE_MAX);
	buf_free(&html);
	buf_free(&text);
}
#define WITHOUT(extra, gone) check_without(extra, gone, __LINE__)

static void test_what_stands_between_the_paragraphs_goes(void **state)
{
	(void)state;
	WITHOUT("<div class=share-bar>Bagikan: <a href=x>Facebook</a> <a href=y>WhatsApp</a></div>",
		"Bagikan");
	WITHOUT("<p>ADVERTISEMENT</p>", "ADVERTISEMENT");
	WITHOUT("<p>- Anzeige -</p>", "Anzeige");
	WITHOUT("<p>SCROLL TO CONTINUE WITH CONTENT</p>", "SCROLL");
	WITHOUT("<div class=newsletter-box><p>Daftar buletin kami setiap pagi.</p><input></div>",
		"buletin");
	WITHOUT("<aside><p>Orang lain juga membaca tentang hal ini.</p></aside>", "Orang lain");
	WITHOUT("<div class=tags><a href=/tag/a>padi</a> <a href=/tag/b>sawah</a></div>", "padi");
	WITHOUT("<nav><a href=a>satu</a></nav><button>Tutup</button>", "Tutup");
	WITHOUT("<form><p>Pendapat Anda?</p><input name=q><input name=r></form>", "Pendapat");
	WITHOUT("<div style='display:none'><p>Tersembunyi dari mata.</p></div>", "Tersembunyi");
}

static void test_a_word_of_a_name_may_be_denied(void **state)
{
	struct buf html = { 0 }, text = { 0 };

	(void)state;
	buf_addf(&html, "<body><div class='no-comments has-sidebar'>");
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_addf(&html, "<div class=no-share>%s</div>", paragraphs[i]);
	CHECK(extract(buf_str(&html), &text));
	CHECK(str_find(buf_str(&text), str_from(paragraphs[5])) != SIZE_MAX);
	buf_free(&html);
	buf_free(&text);
}

static void test_comments_do_not_outweigh_a_short_article(void **state)
{
	struct buf html = { 0 }, text = { 0 };

	(void)state;
	buf_addf(&html, "<body><div class=post><h1>Panen</h1><p>%s</p><p>%s</p></div>"
		 "<div id=comments>", paragraphs[0], paragraphs[1]);
	for (int i = 0; i < 40; i++)
		buf_addf(&html, "<div class=comment-body><p>%s, kata pembaca nomor %d.</p></div>",
			 paragraphs[2 + i % 4], i);
	CHECK(extract(buf_str(&html), &text));
	CHECK(str_find(buf_str(&text), str_from(paragraphs[1])) != SIZE_MAX);
	CHECK(str_find(buf_str(&text), STR("kata pembaca")) == SIZE_MAX);
	buf_free(&html);
	buf_free(&text);
}

static void test_what_trails_behind_the_last_sentence_goes(void **state)
{
	struct buf html = { 0 }, text = { 0 };

	(void)state;
	buf_addf(&html, "<body><article>");
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_addf(&html, "<p>%s</p>", paragraphs[i]);
	buf_addf(&html, "<p><strong>(abc/def)</strong></p><h3>Berita lain</h3>"
		 "<p><a href=/n/9>Satu Judul Lain Lagi</a></p></article>");
	CHECK(extract(buf_str(&html), &text));
	CHECK(str_find(buf_str(&text), str_from(paragraphs[5])) != SIZE_MAX);
	CHECK(str_find(buf_str(&text), STR("abc/def")) == SIZE_MAX);
	CHECK(str_find(buf_str(&text), STR("Berita lain")) == SIZE_MAX);
	buf_free(&html);
	buf_free(&text);
}

static void add_article(struct buf *html, const char *before)
{
	buf_addf(html, "<head><title>Panen Raya Mundur - Warta Demo</title>"
		 "<meta property=og:image content=https://demo.example/i/lead.jpg></head><body>%s",
		 before);
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_addf(html, "<p>%s</p>", paragraphs[i]);
}

static void test_what_the_facts_say_is_not_said_again(void **state)
{
	struct buf html = { 0 };
	struct page page;

	(void)state;
	add_article(&html, "<p>&gt; &gt;</p><h1>Panen Raya Mundur</h1>"
		    "<p>2 November 2024, 09:04 WIB</p>"
		    "<img src=/i/lead.jpg><p>Petani di sawah. (Foto: Warta)</p>");
	struct html_source source = { .bytes = buf_str(&html),
				      .base = STR("https://demo.example/n/0") };
	CHECK(html_extract(&source, &page, NULL));
	CHECK(page.block_count == PARAGRAPHS);
	CHECK(page.blocks[0].kind == PAGE_PARAGRAPH);
	CHECK_STR(page.meta.image_url, "https://demo.example/i/lead.jpg");
	CHECK(str_has_prefix(page.meta.image_caption, STR("Petani di sawah.")));
	page_free(&page);
	buf_free(&html);
}

static void test_a_line_that_names_its_source_is_the_caption(void **state)
{
	struct buf html = { 0 };
	struct page page;

	(void)state;
	add_article(&html, "");
	buf_addf(&html, "<p><img src=/i/other.jpg></p><p>Air surut. (Sumber: Warta)</p><p>%s</p>",
		 paragraphs[1]);
	struct html_source source = { .bytes = buf_str(&html),
				      .base = STR("https://demo.example/n/0") };
	CHECK(html_extract(&source, &page, NULL));
	const struct page_block *image = NULL;
	for (size_t i = 0; i < page.block_count; i++)
		if (page.blocks[i].kind == PAGE_IMAGE)
			image = &page.blocks[i];
	CHECK(image && image->span_count == 1);
	CHECK_STR(page.spans[image->first_span].text, "Air surut. (Sumber: Warta)");
	page_free(&page);
	buf_free(&html);
}

static void test_a_standfirst_outside_of_the_article_is_found(void **state)
{
	struct buf html = { 0 }, text = { 0 };

	(void)state;
	buf_addf(&html, "<body><header class=site><h1>Panen</h1><p class=lead>%s</p></header>"
		 "<div class=share><a href=x>Bagikan</a></div><div class=isi>", paragraphs[0]);
	for (int i = 1; i < PARAGRAPHS; i++)
		buf_addf(&html, "<p>%s</p>", paragraphs[i]);
	CHECK(extract(buf_str(&html), &text));
	CHECK(str_has_prefix(buf_str(&text), str_from(paragraphs[0])));
	buf_free(&html);
	buf_free(&text);
}

static void test_a_body_that_is_only_in_json_is_found(void **state)
{
	struct buf html = { 0 }, text = { 0 };

	(void)state;
	buf_addf(&html, "<head><script type=application/ld+json>{\"@type\":\"NewsArticle\","
		 "\"headline\":\"Panen\",\"articleBody\":\"");
	for (int i = 0; i < PARAGRAPHS; i++)
		buf_addf(&html, "%s\\n\\n", paragraphs[i]);
	buf_addf(&html, "\"}</script></head><body><h1>Panen</h1><p>Memuat.</p></body>");
	CHECK(extract(buf_str(&html), &text));
	CHECK(str_find(buf_str(&text), str_from(paragraphs[0])) != SIZE_MAX);
	CHECK(str_find(buf_str(&text), str_from(paragraphs[5])) != SIZE_MAX);
	buf_free(&html);
	buf_free(&text);
}

static void test_what_waits_for_a_script_is_shown_when_nothing_else_is(void **state)
{
	static const char *const wraps[] = { "<div style='display:none'>", "<noscript>",
					     "<script type=text/template>" };

	(void)state;
	for (size_t i = 0; i < sizeof(wraps) / sizeof(*wraps); i++) {
		struct buf html = { 0 }, text = { 0 };

		buf_addf(&html, "<body><h1>Panen</h1>%s", wraps[i]);
		for (int j = 0; j < PARAGRAPHS; j++)
			buf_addf(&html, "<p>%s</p>", paragraphs[j]);
		CHECK(extract(buf_str(&html), &text));
		CHECK(str_find(buf_str(&text), str_from(paragraphs[4])) != SIZE_MAX);
		buf_free(&html);
		buf_free(&text);
	}
	struct buf text = { 0 };
	CHECK(!extract(STR("<body><noscript>You need to enable JavaScript to run this app."
			   "</noscript>"), &text));
	buf_free(&text);
}

static void test_a_page_without_text_is_refused_with_a_sentence(void **state)
{
	struct html_source source = { .bytes = STR("<html><body><script>x()</script></body>") };
	struct page page;
	struct error err = { 0 };

	(void)state;
	CHECK(!html_extract(&source, &page, &err));
	CHECK(err.text[0]);
	page_free(&page);
	source.bytes = STR("");
	CHECK(!html_extract(&source, &page, &err));
	page_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_article_is_found_in_any_form),
		TEST(what_stands_between_the_paragraphs_goes),
		TEST(a_word_of_a_name_may_be_denied),
		TEST(comments_do_not_outweigh_a_short_article),
		TEST(what_trails_behind_the_last_sentence_goes),
		TEST(what_the_facts_say_is_not_said_again),
		TEST(a_line_that_names_its_source_is_the_caption),
		TEST(a_standfirst_outside_of_the_article_is_found),
		TEST(a_body_that_is_only_in_json_is_found),
		TEST(what_waits_for_a_script_is_shown_when_nothing_else_is),
		TEST(a_page_without_text_is_refused_with_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
