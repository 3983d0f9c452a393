/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <string.h>

#include "lib/check.h"

typedef bool (*adder)(struct buf *out, struct str s);

/* What add makes of in is wanted. */
static void check_added(adder add, struct str in, const char *wanted, int line)
{
	struct buf out = { 0 };

	if (!add(&out, in))
		_fail(__FILE__, line);
	check_str(buf_str(&out), wanted, __FILE__, line);
	buf_free(&out);
}
#define CHECK_ADDED(add, in, wanted) check_added(add, STR(in), wanted, __LINE__)

static void test_what_is_put_is_read_back(void **state)
{
	(void)state;
	struct buf out = { 0 };

	for (uint32_t code = 0; code <= 0x10ffff; code += code < 0x3000 ? 1 : 97) {
		if (code >= 0xd800 && code <= 0xdfff)
			continue;
		buf_clear(&out);
		CHECK(utf8_put(&out, code));
		struct str s = buf_str(&out);
		CHECK(utf8_is_valid(s));
		CHECK(utf8_next(&s) == code);
		CHECK(s.len == 0);
	}
	buf_clear(&out);
	CHECK(utf8_put(&out, 0xd800));
	CHECK_STR(buf_str(&out), "\ufffd");
	buf_free(&out);
}

static void test_invalid_bytes_become_one_mark_per_maximal_subpart(void **state)
{
	(void)state;
	/* The Unicode standard, table 3-8 and its neighbours. */
	CHECK_ADDED(utf8_add_valid, "\xc0\xaf\xe0\x80\xbf\xf0\x81\x82\x41",
		    "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdA");
	CHECK_ADDED(utf8_add_valid, "\xed\xa0\x80\xed\xbf\xbf\xed\xaf\x41",
		    "\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffdA");
	CHECK_ADDED(utf8_add_valid, "\xf4\x91\x92\x93\xff\x41\x80\xbf\x42",
		    "\ufffd\ufffd\ufffd\ufffd\ufffdA\ufffd\ufffdB");
	CHECK_ADDED(utf8_add_valid, "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf\x41",
		    "\ufffd\ufffd\ufffd\ufffdA");
	CHECK_ADDED(utf8_add_valid, "plain text that is long enough \xe2\x82\xac",
		    "plain text that is long enough \u20ac");
	CHECK_ADDED(utf8_add_valid, "cut \xe2\x82", "cut \ufffd");
	CHECK(!utf8_is_valid(STR("\xed\xa0\x80")));
	CHECK(!utf8_is_valid(STR("12345678\xff" "12345678")));
	CHECK(utf8_is_valid(STR("12345678\xc3\xa9" "12345678")));
}

static void test_an_invalid_byte_is_skipped_alone(void **state)
{
	(void)state;
	struct str s = STR("\xe2\x82x");

	CHECK(utf8_next(&s) == UTF8_REPLACEMENT);
	CHECK(utf8_next(&s) == UTF8_REPLACEMENT);
	CHECK(utf8_next(&s) == 'x');
	CHECK(s.len == 0);
}

static void test_widths_are_those_of_terminals(void **state)
{
	(void)state;
	CHECK(utf8_width(STR("abc")) == 3);
	CHECK(utf8_width(STR("e\u0301x")) == 2);
	CHECK(utf8_width(STR("\u65e5\u672c")) == 4);
	CHECK(utf8_width(STR("\U0001f600")) == 2);
	CHECK(utf8_width(STR("\x1b[m\a")) == 2);
	CHECK(utf8_width(STR("\u200b\ufeff")) == 0);
	CHECK(utf8_width(STR("\u00e9\u2026\u2013")) == 3);
	CHECK(utf8_width(STR("")) == 0);
}

static void test_a_cluster_is_a_base_and_its_marks(void **state)
{
	(void)state;
	struct str s = STR("e\u0301\u0323x\u65e5");
	int width;

	CHECK_STR(utf8_cluster(&s, &width), "e\u0301\u0323");
	CHECK(width == 1);
	CHECK_STR(utf8_cluster(&s, &width), "x");
	CHECK(width == 1);
	CHECK_STR(utf8_cluster(&s, &width), "\u65e5");
	CHECK(width == 2);
	CHECK(s.len == 0);
}

static void test_fit_cuts_no_cluster_and_no_wide_character(void **state)
{
	(void)state;
	int width;

	CHECK_STR(utf8_fit(STR("a\u65e5b"), 2, &width), "a");
	CHECK(width == 1);
	CHECK_STR(utf8_fit(STR("ae\u0301b"), 2, &width), "ae\u0301");
	CHECK(width == 2);
	CHECK_STR(utf8_fit(STR("abc"), 10, NULL), "abc");
	CHECK_STR(utf8_fit(STR("abc"), 0, NULL), "");
	CHECK_STR(utf8_fit(STR("abc"), -1, NULL), "");
}

static void test_clip_cuts_between_code_points(void **state)
{
	(void)state;
	CHECK_STR(utf8_clip(STR("ab\u65e5"), 5), "ab\u65e5");
	CHECK_STR(utf8_clip(STR("ab\u65e5"), 4), "ab");
	CHECK_STR(utf8_clip(STR("ab\u65e5"), 2), "ab");
	CHECK_STR(utf8_clip(STR("\u65e5"), 0), "");
}

static void test_a_line_has_no_controls_and_no_newline(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_clean_line, "a\x1b[31mb\x07\x7f", "a[31mb");
	CHECK_ADDED(utf8_clean_line, "a\xc2\x9b" "31mb\xc2\x90", "a31mb");
	CHECK_ADDED(utf8_clean_line, "a\r\nb\t\tc\u2028d\xc2\x85" "e", "a b c d e");
	CHECK_ADDED(utf8_clean_line, "a  \n  b", "a b");
	CHECK_ADDED(utf8_clean_line, "10\u00a0km", "10\u00a0km");
	CHECK_ADDED(utf8_clean_line, "bad \xff byte", "bad \ufffd byte");
}

static void test_hidden_and_reordering_characters_go(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_clean_line, "a\u202egnp.exe\u202c", "agnp.exe");
	CHECK_ADDED(utf8_clean_line, "\u2066x\u2069\u200e\u200f\u061c", "x");
	CHECK_ADDED(utf8_clean_line, "a\U000e0041\U000e0042b\U000e0100", "ab");
	CHECK_ADDED(utf8_clean_line, "w\u200bo\u00adr\u2060d\ufeff", "word");
	CHECK_ADDED(utf8_clean_line, "x\ufdd0\uffff\U0010ffff\ue000y", "xy");
	CHECK_ADDED(utf8_clean_line, "\u2764\ufe0f\U0001f44d\U0001f3fd", "\u2764\U0001f44d");
}

static void test_emoji_families_fall_apart_and_words_keep_their_joiners(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_clean_line, "\U0001f468\u200d\U0001f469", "\U0001f468\U0001f469");
	CHECK_ADDED(utf8_clean_line, "\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e");
	CHECK_ADDED(utf8_clean_line, "\u0645\u200c\u200c\u200cx", "\u0645x");
	CHECK_ADDED(utf8_clean_line, "a\u200db", "ab");
}

static void test_a_base_carries_four_marks_at_most(void **state)
{
	(void)state;
	struct buf in = { 0 }, out = { 0 };

	buf_add(&in, STR("\u0301a"));
	for (int i = 0; i < 2000; i++)
		buf_add(&in, STR("\u0301"));
	buf_add(&in, STR("b\u0301"));
	CHECK(utf8_clean_line(&out, buf_str(&in)));
	CHECK_STR(buf_str(&out), "a\u0301\u0301\u0301\u0301b\u0301");
	buf_free(&in);
	buf_free(&out);
}

static void test_a_joiner_stays_only_where_the_mark_after_it_does(void **state)
{
	(void)state;
#define ALEF_HAMZA "\u0627\u0654"
	CHECK_ADDED(utf8_clean_line, ALEF_HAMZA "\u200d\u0654", ALEF_HAMZA "\u200d\u0654");
	CHECK_ADDED(utf8_clean_line, ALEF_HAMZA "\u0654\u0654\u200d\u0654",
		    ALEF_HAMZA "\u0654\u0654\u0654");
	CHECK_ADDED(utf8_clean_line, ALEF_HAMZA "\u0654\u0654\u200d\u0628",
		    ALEF_HAMZA "\u0654\u0654\u200d\u0628");
}

static void test_text_keeps_its_lines_and_columns(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_clean_text, "a\tb\r\n  c  d\rx\n", "a       b\n  c  d\nx\n");
	CHECK_ADDED(utf8_clean_text, "\u65e5\t|", "\u65e5      |");
	CHECK_ADDED(utf8_clean_text, "\x1b]0;x\x07", "]0;x");
}

static void test_folding_ignores_case_and_forms(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_fold, "BACA Juga", "baca juga");
	CHECK_ADDED(utf8_fold, "\u00c9COLE", "\u00e9cole");
	CHECK_ADDED(utf8_fold, "e\u0301", "\u00e9");
	CHECK_ADDED(utf8_fold, "\uff22\uff41\uff1a", "ba:");
	CHECK_ADDED(utf8_fold, "STRASSE stra\u00dfe", "strasse strasse");
	CHECK_ADDED(utf8_fold, "", "");
	CHECK_ADDED(utf8_fold, "\u0130\xff", "i\u0307\ufffd");
}

static void test_squeezing_leaves_single_spaces_between_words(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_squeeze, " \n a \u00a0\u3000 b\t", "a b");
	CHECK_ADDED(utf8_squeeze, "\u2003", "");
	CHECK_ADDED(utf8_squeeze, "a b  c d \te \u00a0f ", "a b c d e f");
	CHECK_ADDED(utf8_squeeze, "a \u00e9 \u2003b", "a \u00e9 b");
	CHECK_ADDED(utf8_squeeze, "a\u00e9 b", "a\u00e9 b");
}

static void check_breaks(struct str text, const char *marked, int line)
{
	char breaks[256];
	struct buf shown = { 0 };

	utf8_line_breaks(text, breaks);
	for (size_t i = 0; i < text.len; i++) {
		if (i && breaks[i] == UTF8_BREAK_ALLOWED)
			buf_add_char(&shown, '|');
		if (breaks[i] == UTF8_BREAK_MUST)
			buf_add_char(&shown, '!');
		buf_add_char(&shown, text.ptr[i]);
	}
	check_str(buf_str(&shown), marked, __FILE__, line);
	buf_free(&shown);
}

static void test_lines_break_where_unicode_allows(void **state)
{
	(void)state;
	check_breaks(STR("one two-three"), "one |two-|three", __LINE__);
	check_breaks(STR("10\u00a0km away"), "10\u00a0km |away", __LINE__);
	check_breaks(STR("a\nb"), "a\n!b", __LINE__);
	check_breaks(STR("a\r\nb"), "a\r\n!b", __LINE__);
	check_breaks(STR("\u65e5\u672c\u3002x"), "\u65e5|\u672c\u3002|x", __LINE__);
	check_breaks(STR("a\n\u00e9"), "a\n!\u00e9", __LINE__);
}

static void test_the_first_strong_letter_gives_the_direction(void **state)
{
	(void)state;
	CHECK(utf8_is_rtl(STR("123 \u0645x")));
	CHECK(utf8_is_rtl(STR("\u05d0")));
	CHECK(!utf8_is_rtl(STR("123 a\u0645")));
	CHECK(!utf8_is_rtl(STR("\u00e9\u0645")));
	CHECK(utf8_is_rtl(STR("\u2068abc\u2069\u0645")));
	CHECK(!utf8_is_rtl(STR("2024")));
}

static void test_ascii_stays_readable(void **state)
{
	(void)state;
	CHECK_ADDED(utf8_add_ascii, "\u201cZa\u017c\u00f3\u0142\u0107\u201d \u2013 caf\u00e9\u2026",
		    "\"Zazolc\" - cafe...");
	CHECK_ADDED(utf8_add_ascii, "Stra\u00dfe \u00c6ON \ufb01n \u00bd", "Strasse AEON fin 1/2");
	CHECK_ADDED(utf8_add_ascii, "\u65e5\u672c e\u0301", "?? e");
	CHECK_ADDED(utf8_add_ascii, "10\u00a0km", "10 km");
	CHECK_ADDED(utf8_add_ascii, "\ufdfa", "??? ???? ???? ????");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_put_is_read_back),
		TEST(invalid_bytes_become_one_mark_per_maximal_subpart),
		TEST(an_invalid_byte_is_skipped_alone),
		TEST(widths_are_those_of_terminals),
		TEST(a_cluster_is_a_base_and_its_marks),
		TEST(fit_cuts_no_cluster_and_no_wide_character),
		TEST(clip_cuts_between_code_points),
		TEST(a_line_has_no_controls_and_no_newline),
		TEST(hidden_and_reordering_characters_go),
		TEST(emoji_families_fall_apart_and_words_keep_their_joiners),
		TEST(a_base_carries_four_marks_at_most),
		TEST(a_joiner_stays_only_where_the_mark_after_it_does),
		TEST(text_keeps_its_lines_and_columns),
		TEST(folding_ignores_case_and_forms),
		TEST(squeezing_leaves_single_spaces_between_words),
		TEST(lines_break_where_unicode_allows),
		TEST(the_first_strong_letter_gives_the_direction),
		TEST(ascii_stays_readable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
