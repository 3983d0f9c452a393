/* SPDX-License-Identifier: MIT */
#include "term/paint.h"

#include <string.h>

#include "lib/check.h"

static struct painter painter_new(int colours)
{
	struct painter painter = { .colours = colours, .has_dim = true, .has_italic = true };
	struct theme theme;

	theme_default(&theme);
	paint_set_theme(&painter, &theme);
	return painter;
}

static void rows_fill(struct surface *surface, int selected)
{
	surface_clear(surface);
	for (int i = 0; i < surface->rows; i++) {
		enum term_role role = i == selected ? ROLE_SELECTED : ROLE_READ;

		area_fill(area_of(surface), i, 0, surface->columns, role);
		area_text(area_of(surface), i, 0, surface->columns, role, 0,
			  STR("09.04  Harga beras naik di pasar induk"));
	}
}

static void test_nothing_is_sent_when_nothing_changed(void **state)
{
	(void)state;
	struct painter painter = painter_new(256);
	struct surface *surface = surface_new(10, 40);
	struct buf out = { 0 };

	rows_fill(surface, 2);
	paint_surface(&painter, surface, &out);
	CHECK(out.len > 100);
	buf_clear(&out);
	rows_fill(surface, 2);
	paint_surface(&painter, surface, &out);
	CHECK(out.len == 0);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_a_theme_may_draw_labels_in_capitals(void **state)
{
	(void)state;
	struct painter painter = painter_new(256);
	struct surface *surface = surface_new(1, 40);
	struct buf out = { 0 };
	struct theme theme;

	theme_default(&theme);
	theme.styles[ROLE_LABEL].attributes |= TERM_CAPITALS;
	paint_set_theme(&painter, &theme);
	area_text(area_of(surface), 0, 0, 40, ROLE_LABEL, 0,
		  STR("lire auss\xc3\xa9 \xc3\x9f \xe8\xaa\x9e"));
	area_text(area_of(surface), 0, 20, 20, ROLE_TEXT, 0, STR("prose"));
	paint_surface(&painter, surface, &out);
	CHECK(str_find(buf_str(&out), STR("LIRE AUSS\xc3\x89 \xc3\x9f \xe8\xaa\x9e")) != SIZE_MAX);
	CHECK(str_find(buf_str(&out), STR("prose")) != SIZE_MAX);
	buf_clear(&out);
	paint_surface(&painter, surface, &out);
	CHECK(out.len == 0);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

/* The pen of one row of a role. */
static void pen_of(struct painter *painter, enum term_role role, struct buf *out)
{
	struct surface *surface = surface_new(1, 10);

	buf_clear(out);
	area_text(area_of(surface), 0, 0, 10, role, 0, STR("satu"));
	paint_surface(painter, surface, out);
	paint_forget(painter);
	surface_free(surface);
}

static void test_an_idle_selection_never_looks_like_the_focused_one(void **state)
{
	(void)state;
	struct buf idle = { 0 }, focused = { 0 };

	for (int i = 0; i < 4; i++) {
		struct painter painter = painter_new(i & 1 ? 256 : 0);
		struct theme theme;

		painter.has_dim = i & 2;
		theme_default(&theme);
		if (painter.has_dim) { /* one of colours alone */
			theme.styles[ROLE_SELECTED] = (struct term_style){ 0xffffff, 0x000080, 0 };
			theme.styles[ROLE_SELECTED_IDLE] =
				(struct term_style){ 0xffffff, 0x404040, 0 };
		}
		paint_set_theme(&painter, &theme);
		pen_of(&painter, ROLE_SELECTED_IDLE, &idle);
		pen_of(&painter, ROLE_SELECTED, &focused);
		CHECK(idle.len && !str_eq(buf_str(&idle), buf_str(&focused)));
		CHECK(painter.has_dim || str_find(buf_str(&idle), STR(";4m")) != SIZE_MAX);
	}
	buf_free(&idle);
	buf_free(&focused);
}

static void test_a_moved_selection_costs_few_bytes(void **state)
{
	(void)state;
	struct painter painter = painter_new(1 << 24);
	struct surface *surface = surface_new(40, 120);
	struct buf out = { 0 };

	rows_fill(surface, 5);
	paint_surface(&painter, surface, &out);
	buf_clear(&out);
	rows_fill(surface, 6);
	paint_surface(&painter, surface, &out);
	CHECK(out.len > 0 && out.len <= 400);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

/* Of two letters with a blank between them, the blank's role another one. */
static void blank_fill(struct surface *surface, enum term_role role, unsigned attributes)
{
	area_text(area_of(surface), 0, 0, 9, ROLE_UNREAD, 0, STR("a b"));
	area_restyle(area_of(surface), 0, 1, 1, role, attributes);
}

static void test_a_blank_takes_the_pen_that_is_there(void **state)
{
	(void)state;
	struct painter painter = painter_new(256);
	struct surface *surface = surface_new(2, 20);
	struct buf out = { 0 };

	paint_surface(&painter, surface, &out);
	buf_clear(&out);
	blank_fill(surface, ROLE_DIM, TERM_ITALIC);
	paint_surface(&painter, surface, &out);
	CHECK_STR(buf_str(&out), "\033[1;1H\033[;1ma b");
	buf_clear(&out);
	blank_fill(surface, ROLE_READ, 0);
	paint_surface(&painter, surface, &out);
	CHECK(out.len == 0);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_a_blank_that_shows_is_drawn_with_its_own_pen(void **state)
{
	(void)state;
	static const unsigned shows[] = { TERM_REVERSE, TERM_UNDERLINE, TERM_STRIKE };
	struct painter painter = painter_new(256);
	struct surface *surface = surface_new(2, 20);
	struct buf out = { 0 };
	struct theme theme;

	for (size_t i = 0; i < sizeof(shows) / sizeof(shows[0]); i++) {
		blank_fill(surface, ROLE_UNREAD, 0);
		paint_surface(&painter, surface, &out);
		buf_clear(&out);
		blank_fill(surface, ROLE_UNREAD, shows[i]);
		paint_surface(&painter, surface, &out);
		CHECK(out.len > 0);
		buf_clear(&out);
		blank_fill(surface, ROLE_UNREAD, 0);
		paint_surface(&painter, surface, &out);
		CHECK_STR(buf_str(&out), "\033[1;2H\033[;1m ");
	}
	theme_default(&theme);
	theme.styles[ROLE_DIM].bg = TERM_INDEXED + 4;
	paint_set_theme(&painter, &theme);
	blank_fill(surface, ROLE_UNREAD, 0);
	paint_surface(&painter, surface, &out);
	buf_clear(&out);
	blank_fill(surface, ROLE_DIM, 0);
	paint_surface(&painter, surface, &out);
	CHECK_STR(buf_str(&out), "\033[1;2H\033[;2;44m ");
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_a_changed_letter_sends_that_letter(void **state)
{
	(void)state;
	struct painter painter = painter_new(0);
	struct surface *surface = surface_new(3, 20);
	struct buf out = { 0 };

	area_text(area_of(surface), 1, 4, 9, ROLE_TEXT, 0, STR("abc"));
	paint_surface(&painter, surface, &out);
	buf_clear(&out);
	area_text(area_of(surface), 1, 5, 1, ROLE_TEXT, 0, STR("x"));
	paint_surface(&painter, surface, &out);
	CHECK_STR(buf_str(&out), "\033[2;6H\033[mx");
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_half_a_wide_character_is_sent_whole(void **state)
{
	(void)state;
	struct painter painter = painter_new(0);
	struct surface *surface = surface_new(1, 10);
	struct buf out = { 0 };

	area_text(area_of(surface), 0, 0, 9, ROLE_TEXT, 0, STR("a新聞b"));
	paint_surface(&painter, surface, &out);
	buf_clear(&out);
	area_restyle(area_of(surface), 0, 2, 1, ROLE_TEXT, TERM_BOLD);
	paint_surface(&painter, surface, &out);
	CHECK(str_find(buf_str(&out), STR("新")) != SIZE_MAX);
	CHECK(str_find(buf_str(&out), STR("聞")) == SIZE_MAX);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_without_colours_no_colour_is_sent(void **state)
{
	(void)state;
	struct painter painter = painter_new(0);
	struct surface *surface = surface_new(ROLE_COUNT, 10);
	struct buf out = { 0 };

	for (int i = 0; i < ROLE_COUNT; i++)
		area_text(area_of(surface), i, 0, 9, (enum term_role)i, 0, STR("abc"));
	paint_surface(&painter, surface, &out);
	for (size_t i = 0; i + 1 < out.len; i++)
		CHECK(out.ptr[i] != ';' || !strchr("34", out.ptr[i + 1]) || out.ptr[i + 2] == 'm' ||
		      out.ptr[i + 2] == ';' || out.ptr[i + 2] == 'H');
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_ascii_terminals_get_ascii(void **state)
{
	(void)state;
	struct painter painter = painter_new(8);
	struct surface *surface = surface_new(1, 30);
	struct buf out = { 0 };

	painter.is_ascii = true;
	area_text(area_of(surface), 0, 0, 30, ROLE_TEXT, 0, STR("● café “x” 新 ★ … ┃ ‹"));
	paint_surface(&painter, surface, &out);
	for (size_t i = 0; i < out.len; i++)
		CHECK((unsigned char)out.ptr[i] < 0x80);
	CHECK(str_find(buf_str(&out), STR("cafe")) != SIZE_MAX);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

static void test_text_consoles_get_what_their_fonts_have(void **state)
{
	(void)state;
	struct painter painter = painter_new(8);
	struct surface *surface = surface_new(1, 30);
	struct buf out = { 0 };

	painter.has_few_glyphs = true;
	area_text(area_of(surface), 0, 0, 30, ROLE_TEXT, 0, STR("╭ ✓ é ● ┃"));
	paint_surface(&painter, surface, &out);
	CHECK(str_find(buf_str(&out), STR("┌ √ é ● │")) != SIZE_MAX);
	paint_forget(&painter);
	surface_free(surface);
	buf_free(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_consoles_get_what_their_fonts_have),
		TEST(nothing_is_sent_when_nothing_changed),
		TEST(a_theme_may_draw_labels_in_capitals),
		TEST(an_idle_selection_never_looks_like_the_focused_one),
		TEST(a_moved_selection_costs_few_bytes),
		TEST(a_blank_takes_the_pen_that_is_there),
		TEST(a_blank_that_shows_is_drawn_with_its_own_pen),
		TEST(a_changed_letter_sends_that_letter),
		TEST(half_a_wide_character_is_sent_whole),
		TEST(without_colours_no_colour_is_sent),
		TEST(ascii_terminals_get_ascii),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
