/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "lib/check.h"
#include "page/export.h"

enum { MUTATIONS = 400, PIECES = 120, LARGE = 20000 };

static const char *const pieces[] = {
	"<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<table>", "<tr>",
	"<td colspan=999999999>", "</td>", "</table>", "<ul>", "<li>", "</ul>", "<blockquote>",
	"</blockquote>", "<figure>", "<figcaption>", "</figcaption>", "</figure>",
	"<img src=a.jpg>", "<br>",
	"<br><br>", "<h2>", "</h2>", "<pre>", "</pre>", "<!--", "-->", "<script>",
	"</script>", "<noscript>", "</noscript>", "<form>", "</form>", "<article>", "</article>",
	"<section class=comments>", "</section>", "<title>", "</title>", "<svg>", "</svg>",
	"<div class='article-body'>", "<p hidden>", "&amp;", "&#x41;", "&", "<", ">", "\"", "'",
	"Baca Juga: <a href=y>Judul lain yang terkait</a> ", "\xc3", "\xe2\x80", "\xff", "\x01",
	"Kata-kata ini panjang, cukup panjang untuk sebuah paragraf, dan ada titiknya. ",
	"Satu kalimat lain, dengan koma, tanpa tautan, untuk dibaca orang banyak. ", "pendek ",
	"<x-foo>", "</x-foo>", "<iframe src=//v.example/1>", "<select><option>a ", "</select>",
	"<th>", "<dl><dt>", "<dd>", "</dl>", "<template>", "</template>", "<base href=//b.example>",
};

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void add_random_page(struct buf *out, uint32_t seed)
{
	for (int i = 0; i < PIECES; i++)
		buf_add(out, str_from(pieces[next_random(&seed) %
					     (sizeof(pieces) / sizeof(*pieces))]));
}

/* A letter of ASCII: words of it are compared. */
static bool is_letter(char c)
{
	return str_lower(c) >= 'a' && str_lower(c) <= 'z';
}

/* Every word of ASCII letters in text stands in the source's bytes. */
static bool is_subset(struct str text, struct str source)
{
	for (size_t i = 0; i < text.len;) {
		size_t end = i;

		while (end < text.len && is_letter(text.ptr[end]))
			end++;
		struct str word = str_slice(text, i, end);
		/* A reference such as &#x41; makes letters of its own. */
		if (word.len > 2 && str_find(source, word) == SIZE_MAX &&
		    str_find_char(word, 'A') == SIZE_MAX) {
			print_error("\"%.*s\" is not in the page\n", STR_ARG(word));
			return false;
		}
		i = end + (end == i);
	}
	return true;
}

static void test_extracted_text_is_a_subset_of_the_page(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= MUTATIONS; seed++) {
		struct buf html = { 0 }, text = { 0 };
		struct page page;

		add_random_page(&html, seed);
		struct html_source source = { .bytes = buf_str(&html),
					      .base = STR("https://h.example/") };
		html_extract(&source, &page, NULL);
		page_add_text(&page, &text);
		CHECK(is_subset(buf_str(&text), buf_str(&html)));
		page_free(&page);
		buf_clear(&text);
		html_fragment(&source, &page, NULL);
		page_add_text(&page, &text);
		CHECK(is_subset(buf_str(&text), buf_str(&html)));
		page_free(&page);
		buf_free(&html);
		buf_free(&text);
	}
}

static void test_any_page_packs_and_unpacks(void **state)
{
	(void)state;
	for (uint32_t seed = 1000; seed < 1000 + MUTATIONS; seed++) {
		struct buf html = { 0 }, packed = { 0 }, again = { 0 };
		struct page page, copy;
		struct error err = { 0 };

		add_random_page(&html, seed);
		struct html_source source = { .bytes = buf_str(&html),
					      .base = STR("https://h.example/") };
		html_extract(&source, &page, NULL);
		CHECK(page_pack(&page, &packed));
		CHECK(page_unpack(buf_str(&packed), &copy, &err));
		CHECK(page_pack(&copy, &again));
		CHECK(str_eq(buf_str(&packed), buf_str(&again)));
		page_free(&page);
		page_free(&copy);
		buf_free(&html);
		buf_free(&packed);
		buf_free(&again);
	}
}

/* Pages that nobody wrote to be read: each is one piece many times. */
static void test_large_pages_end_soon(void **state)
{
	static const char *const bombs[] = {
		"<div>", "<b>", "<span class=x>", "<table><tr><td>", "<ul><li>", "<blockquote>",
		"<a href=x>", "<p>", "<!--", "<title>", "<svg>", "<", "&amp", "<a href=\"",
		"<figure><figcaption>a</figcaption>", "<form>", "<b><i><div></b></i>", "<td>x</td>",
		"<a href=x>Link</a> ", "word, more. ", "x", "<br><br>text, of a line. ",
		"<tr><td colspan=2147483648>a<td>b", "<noscript><img src=a>", "<h2>a</h2>",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bombs) / sizeof(*bombs); i++) {
		struct buf html = { 0 };
		struct page page;

		for (int j = 0; j < LARGE; j++)
			buf_add(&html, str_from(bombs[i]));
		buf_add(&html, STR("<p>A paragraph, with text enough to be one, ends this page."));
		struct html_source source = { .bytes = buf_str(&html) };
		html_extract(&source, &page, NULL);
		CHECK(page.arena.total < 40 * html.len + (1 << 20));
		page_free(&page);
		html_fragment(&source, &page, NULL);
		page_free(&page);
		buf_free(&html);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(extracted_text_is_a_subset_of_the_page),
		TEST(any_page_packs_and_unpacks),
		TEST(large_pages_end_soon),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
