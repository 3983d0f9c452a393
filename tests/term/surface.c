/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <string.h>

#include "lib/check.h"

static void dump_is(struct surface *surface, const char *wanted)
{
	struct buf out = { 0 };

	surface_dump(surface, false, &out);
	CHECK_STR(buf_str(&out), wanted);
	buf_free(&out);
}

static void test_text_that_does_not_fit_ends_in_an_ellipsis(void **state)
{
	(void)state;
	struct surface *surface = surface_new(3, 8);

	CHECK(area_text(area_of(surface), 0, 0, 8, ROLE_TEXT, 0, STR("Harga beras")) == 8);
	CHECK(area_text(area_of(surface), 1, 0, 8, ROLE_TEXT, 0, STR("berita 新聞")) == 8);
	CHECK(area_text(area_of(surface), 2, 5, 99, ROLE_TEXT, 0, STR("abc")) == 3);
	dump_is(surface, "Harga b…\nberita …\n     abc\n");
	surface_free(surface);
}

static void test_no_control_byte_gets_into_a_cell(void **state)
{
	(void)state;
	struct surface *surface = surface_new(2, 40);
	static const char evil[] = "a\033[31mb\x07\x9b" "c\xc2\x9b" "d\r\ne\tf\xe2\x80\xae" "g\x7f";

	area_text(area_of(surface), 0, 0, 40, ROLE_TEXT, 0,
		  (struct str){ evil, sizeof(evil) - 1 });
	for (int i = 0; i < 40; i++) {
		for (const char *c = surface->cells[i].text; *c; c++)
			CHECK((unsigned char)*c >= ' ' && *c != 0x7f);
		CHECK(!strstr(surface->cells[i].text, "\xc2\x9b"));
		CHECK(!strstr(surface->cells[i].text, "\xe2\x80\xae"));
	}
	surface_free(surface);
}

static void test_half_of_a_wide_character_leaves_a_blank(void **state)
{
	(void)state;
	struct surface *surface = surface_new(1, 8);

	area_text(area_of(surface), 0, 0, 8, ROLE_TEXT, 0, STR("新聞"));
	area_text(area_of(surface), 0, 1, 1, ROLE_TEXT, 0, STR("x"));
	dump_is(surface, " x聞\n");
	area_text(area_of(surface), 0, 2, 1, ROLE_TEXT, 0, STR("y"));
	dump_is(surface, " xy\n");
	surface_free(surface);
}

static void test_an_area_clips_on_every_side(void **state)
{
	(void)state;
	struct surface *surface = surface_new(3, 6);
	struct area part = area_part(area_of(surface), 1, 2, 99, 3);

	CHECK(part.rows == 2 && part.columns == 3);
	CHECK(area_text(part, 5, 0, 9, ROLE_TEXT, 0, STR("no")) == 0);
	CHECK(area_text(part, -1, 0, 9, ROLE_TEXT, 0, STR("no")) == 0);
	area_text(part, 0, 0, 9, ROLE_TEXT, 0, STR("abcdef"));
	area_line(part, 1, ROLE_RULE);
	dump_is(surface, "\n  ab…\n  ───\n");
	CHECK(area_part(part, 9, 9, 9, 9).rows == 0);
	CHECK(area_part(part, -1, -1, 2, 2).columns == 1);
	surface_free(surface);
}

static void test_spaces_in_a_row_are_kept(void **state)
{
	(void)state;
	struct surface *surface = surface_new(2, 12);

	area_text(area_of(surface), 0, 0, 12, ROLE_TEXT, 0, STR("a   b"));
	area_text(area_of(surface), 1, 0, 12, ROLE_TEXT, 0, STR("é   b"));
	dump_is(surface, "a   b\né   b\n");
	surface_free(surface);
}

static void test_only_web_addresses_become_links(void **state)
{
	(void)state;
	struct surface *surface = surface_new(1, 12);
	struct area area = area_of(surface);

	area_text(area, 0, 0, 12, ROLE_TEXT, 0, STR("abcdef"));
	area_link(area, 0, 0, 2, STR("https://contoh.example/a"));
	area_link(area, 0, 2, 2, STR("javascript:alert(1)"));
	area_link(area, 0, 4, 1, STR("https://contoh.example/a"));
	CHECK(surface->links.count == 1);
	CHECK(surface->cells[0].link == 1 && surface->cells[1].link == 1);
	CHECK(surface->cells[2].link == 0 && surface->cells[4].link == 1);
	surface_free(surface);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_that_does_not_fit_ends_in_an_ellipsis),
		TEST(no_control_byte_gets_into_a_cell),
		TEST(half_of_a_wide_character_leaves_a_blank),
		TEST(an_area_clips_on_every_side),
		TEST(spaces_in_a_row_are_kept),
		TEST(only_web_addresses_become_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
