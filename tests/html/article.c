/* SPDX-License-Identifier: MIT */
#include "html/html.h"

#include <string.h>

#include "lib/check.h"

/* One article, and around it what pages put there, without a class or an id
 * that would tell one from the other: what is found stays the same. */
#define P1 "The river rose through the night, officials said, and by morning the water stood in " \
	   "the streets of the old town."
#define P2 "Nobody was hurt, the mayor told reporters, but hundreds of families had to leave " \
	   "their homes, some of them by boat."
#define P3 "Engineers had warned for years, in letters and in hearings, that the dam was too " \
	   "low; a new one, twice as high, is to be built next year."
#define P4 "Until then the town will rely on sandbags, pumps, and the help of its neighbours, " \
	   "she said, as it has done since the last flood."
#define PARAGRAPHS P1 "\n" P2 "\n" P3 "\n" P4 "\n"

static void add_text(const char *html, struct buf *out)
{
	struct html_source source = {
		.bytes = str_from(html),
		.base = STR("https://news.example/town/2026/07/24/flood"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	struct page page;

	CHECK(html_extract(&source, &page, NULL));
	for (size_t i = 0; i < page.block_count; i++) {
		for (size_t k = 0; k < page.blocks[i].span_count; k++)
			buf_add(out, page.spans[page.blocks[i].first_span + k].text);
		buf_add_char(out, '\n');
	}
	page_free(&page);
}

/* The article between what stands above and below it. */
static void check_around(const char *above, const char *article, const char *below)
{
	struct buf html = { 0 }, got = { 0 };

	buf_addf(&html, "<!doctype html><html><title>Flood in the old town</title><body>%s%s%s"
		 "</body></html>", above, article, below);
	add_text(buf_cstr(&html), &got);
	CHECK_STR(buf_str(&got), PARAGRAPHS);
	buf_free(&got);
	buf_free(&html);
}

#define PLAIN "<div><h1>Flood in the old town</h1><p>" P1 "</p><p>" P2 "</p><p>" P3 "</p><p>" P4 \
	      "</p></div>"

/* A thing again and again, each with its number. */
static const char *repeat(struct buf *out, const char *open, const char *each, int count,
			  const char *close)
{
	buf_clear(out);
	buf_addf(out, "%s", open);
	for (int i = 0; i < count; i++) {
		struct str rest = str_from(each), part;

		while (str_cut(&rest, '#', &part)) {
			buf_add(out, part);
			if (rest.ptr && rest.ptr > each && rest.ptr[-1] == '#')
				buf_addf(out, "%d", i);
		}
	}
	buf_addf(out, "%s", close);
	return buf_cstr(out);
}

static void test_paragraphs_may_be_any_element(void **state)
{
	(void)state;
	check_around("", PLAIN, "");
	check_around("", "<div><h2>Flood in the old town</h2><div>" P1 "</div><div>" P2
		     "</div><div>" P3 "</div><div>" P4 "</div></div>", "");
	check_around("", "<h1>Flood in the old town</h1>" P1 "<br><br>" P2 "<br><br>" P3
		     "<br><br>" P4, "");
	check_around("", "<table><tr><td><h1>Flood in the old town</h1><p>" P1 "<p>" P2 "<p>" P3
		     "<p>" P4 "</table>", "");
	check_around("", "<DIV><H1>Flood in the old town</H1><P>" P1 "<P>" P2 "<P>" P3 "<P>" P4
		     "</DIV>", "");
	check_around("", "<main><article><section><h1>Flood in the old town</h1></section>"
		     "<section><p><span>" P1 "</span></p><p><span>" P2 "</span></p><p>" P3
		     "</p><p>" P4 "</p></section></article></main>", "");
}

static void test_a_river_of_teasers_is_no_article(void **state)
{
	(void)state;
	struct buf river = { 0 };

	check_around("", PLAIN, repeat(&river, "<div>", "<div><h3><a href=/story/#>Another story, "
		     "number #, of the same day</a></h3><p>What the story number # tells, in a "
		     "line or two, so that people, perhaps, read it.</p></div>", 40, "</div>"));
	check_around("", PLAIN, repeat(&river, "<ul>", "<li><a href=/story/#>Another story, "
		     "number #, of the same day</a><p>What the story number # tells, in a "
		     "line or two, so that people, perhaps, read it.</p></li>", 40, "</ul>"));
	buf_free(&river);
}

#define COMMENT "<li><div>Reader # on July 24</div><div><p>I do not agree at all, because the " \
		"author, number #, does not say who paid for it, and why, and when.</p></div>"

static void test_comments_below_a_label_are_no_article(void **state)
{
	(void)state;
	static const struct { const char *open, *reply, *close; } all[] = {
		{ "<div><h3>40 Comments</h3><ul>", "Reply", "</ul></div>" },
		{ "<div><h2>Kommentare (40)</h2><ul>", "Antworten", "</ul></div>" },
		{ "<section><h4>Komentar</h4><ol>", "Balas", "</ol></section>" },
		{ "<div><div>Комментарии</div><ul>", "Ответить", "</ul></div>" },
		{ "<div><p>3 thoughts on “Flood”</p><ul>", "",
		  "</ul><form><textarea></textarea></form></div>" },
	};
	struct buf each = { 0 }, below = { 0 };

	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		buf_clear(&each);
		buf_addf(&each, COMMENT "<b>%s</b></li>", all[i].reply);
		check_around("", PLAIN, repeat(&below, all[i].open, buf_cstr(&each), 40,
					       all[i].close));
	}
	buf_free(&each);
	buf_free(&below);
}

static void test_a_count_of_comments_above_an_article_hides_nothing(void **state)
{
	(void)state;
	check_around("", "<div><h1>Flood in the old town</h1><div>12 Comments</div><div><p>" P1
		     "</p><p>" P2 "</p><p>" P3 "</p><p>" P4 "</p></div><a href=#r>Reply</a></div>",
		     "");
}

static void test_a_pager_behind_the_text_is_left_out(void **state)
{
	(void)state;
	check_around("", "<div><h1>Flood in the old town</h1><p>" P1 "</p><p>" P2 "</p><p>" P3
		     "</p><p>" P4 "</p><div><div>Page:</div><ul><li><a href='#'>2</a></li></ul>"
		     "</div></div>", "");
}

#define CONSENT "<div><p>We and our partners use cookies, and methods of the kind, to store and " \
		"read data on your device, to show you what you like, and to learn about you.</p>" \
		"<p>You can change your mind at any time, as our policy says, for each of us.</p>" \
		"<button>Accept</button><button>Refuse</button></div>"

static void test_consent_beside_buttons_is_no_article(void **state)
{
	(void)state;
	check_around(CONSENT, PLAIN, "");
	check_around("", PLAIN, CONSENT);
}

static void test_an_article_about_cookies_is_one(void **state)
{
	(void)state;
	struct buf got = { 0 };

	add_text("<body><div><h1>Cookies</h1><p>Cookies are small, and they are everywhere, the "
		 "report says, on every site that people read.</p><p>Most cookies, it finds, do "
		 "no harm, but some, of advertisers, follow people for years.</p><button>Share"
		 "</button></div></body>", &got);
	CHECK(str_find(buf_str(&got), STR("Most cookies")) != SIZE_MAX);
	buf_free(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(paragraphs_may_be_any_element),
		TEST(a_river_of_teasers_is_no_article),
		TEST(comments_below_a_label_are_no_article),
		TEST(a_count_of_comments_above_an_article_hides_nothing),
		TEST(a_pager_behind_the_text_is_left_out),
		TEST(consent_beside_buttons_is_no_article),
		TEST(an_article_about_cookies_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
