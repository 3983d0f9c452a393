/* SPDX-License-Identifier: MIT */
#include "news/pieces.h"

#include <stdlib.h>
#include <string.h>

#include "lib/check.h"

#define LONG "A sentence that is long enough for a piece of its own, said once and not again"

/* Whether pieces are made of it and make the text again. */
static void check_pieces(const char *html, const char *text)
{
	struct buf pieces = { 0 };
	struct arena arena = { 0 };
	struct str got;

	CHECK(news_pieces_add(&pieces, str_from(html), str_from(text)));
	CHECK(pieces.len <= strlen(text) / 2);
	CHECK(news_pieces_text(str_from(html), buf_str(&pieces), &arena, &got));
	CHECK_STR(got, text);
	arena_free(&arena);
	buf_free(&pieces);
}

static void test_text_comes_back_from_its_html(void **state)
{
	(void)state;
	check_pieces("<p>" LONG "</p>\n<p>" LONG "</p>", LONG "\n" LONG);
	check_pieces("<p>" LONG " <b>and</b>\n\t" LONG, LONG " and " LONG);
	check_pieces(LONG " &amp; &lt;AT&amp;T&gt; &eacute;t&eacute; " LONG,
		     LONG " & <AT&T> \xc3\xa9t\xc3\xa9 " LONG);
	check_pieces(LONG "\xc2\xa0" LONG "&nbsp;" LONG, LONG " " LONG " " LONG);
	check_pieces("<p>" LONG "</p><p>Read also: a line left out</p><p>B" LONG "</p>",
		     LONG "\nB" LONG);
	check_pieces("<script>var a = '</p>';</script><p>B" LONG "<p>C" LONG, "B" LONG "\nC" LONG);
	check_pieces(LONG LONG "<", LONG LONG "<");
}

static void test_text_that_is_not_in_the_html_is_refused(void **state)
{
	(void)state;
	struct buf pieces = { 0 };
	struct str other = STR("Words that stand nowhere in the document, however long one looks "
			       "for them there, and they go on and on");

	buf_add(&pieces, STR("kept"));
	CHECK(!news_pieces_add(&pieces, STR("<p>" LONG "</p>" LONG), other));
	CHECK(!news_pieces_add(&pieces, STR("short"), STR("short")));
	CHECK_STR(buf_str(&pieces), "kept");
	buf_free(&pieces);
}

/* Text as our own code makes it, and worse. */
static void random_document(struct buf *html, struct buf *text)
{
	static const char *const parts[][2] = {
		{ "word ", "word " }, { "longer words that stay ", "longer words that stay " },
		{ "<b>", "" }, { "</p>", "\n" }, { "&amp;", "&" }, { "&lt;", "<" },
		{ "\n  ", " " }, { "\xc3\xa9", "\xc3\xa9" }, { "&nbsp;", " " }, { "<", "<" },
		{ "&", "&" }, { "<!-- > -->", "" }, { "left out", "" }, { "", "added" },
	};
	int kinds = rand() % 4 ? 9 : 14;

	buf_clear(html);
	buf_clear(text);
	for (int i = rand() % 200; i >= 0; i--) {
		int which = rand() % (rand() % 4 ? 2 : kinds);
		buf_add(html, str_from(parts[which][0]));
		buf_add(text, str_from(parts[which][1]));
	}
}

static void test_whatever_becomes_pieces_comes_back(void **state)
{
	(void)state;
	struct buf html = { 0 }, text = { 0 }, pieces = { 0 };
	int made = 0;

	srand(7);
	for (int i = 0; i < 5000; i++) {
		struct arena arena = { 0 };
		struct str got;

		random_document(&html, &text);
		buf_clear(&pieces);
		if (news_pieces_add(&pieces, buf_str(&html), buf_str(&text))) {
			made++;
			CHECK(news_pieces_text(buf_str(&html), buf_str(&pieces), &arena, &got));
			CHECK(str_eq(got, buf_str(&text)));
		}
		arena_free(&arena);
	}
	CHECK(made > 2000);
	buf_free(&html);
	buf_free(&text);
	buf_free(&pieces);
}

static void test_foreign_pieces_read_nothing_outside(void **state)
{
	(void)state;
	struct str html = STR("0123456789");
	struct arena arena = { 0 };
	struct str text;

	CHECK(news_pieces_text(html, STR("\x0a\x00\x00"), &arena, &text));
	CHECK_STR(text, "0123456789");
	CHECK(!news_pieces_text(html, STR("\x0b\x00\x00"), &arena, &text));
	CHECK(!news_pieces_text(html, STR("\x05\x06\x00"), &arena, &text));
	CHECK(!news_pieces_text(html, STR("\x05\x05\x01"), &arena, &text));
	CHECK(!news_pieces_text(html, STR("\x05"), &arena, &text));
	CHECK(!news_pieces_text(html, STR("\xff\xff\xff\xff\xff\xff\xff\x00\x00"), &arena, &text));
	arena_free(&arena);
}

static void test_noise_is_refused_or_short(void **state)
{
	(void)state;
	struct str html = STR("0123456789");
	char noise[40];

	srand(11);
	for (int i = 0; i < 20000; i++) {
		struct arena arena = { 0 };
		struct str text;
		size_t len = (size_t)rand() % sizeof(noise);

		for (size_t k = 0; k < len; k++)
			noise[k] = (char)(rand() % (rand() % 2 ? 4 : 256));
		if (news_pieces_text(html, (struct str){ noise, len }, &arena, &text))
			CHECK(text.len <= html.len + len);
		arena_free(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_comes_back_from_its_html),
		TEST(text_that_is_not_in_the_html_is_refused),
		TEST(whatever_becomes_pieces_comes_back),
		TEST(foreign_pieces_read_nothing_outside),
		TEST(noise_is_refused_or_short),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
