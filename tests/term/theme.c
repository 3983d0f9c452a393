/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "lib/check.h"

/* base^2.4 without libm: base^2 * base^0.4, the latter by Newton's method for
 * the fifth root of base^2. */
static double power(double base)
{
	double square = base * base, root = 0.5 + base / 2;

	for (int i = 0; i < 40; i++)
		root -= (root * root * root * root * root - square) /
			(5 * root * root * root * root);
	return square * root;
}

/* The relative luminance of WCAG 2.1. */
static double luminance(int32_t rgb)
{
	static const double weights[3] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double part = (rgb >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] *
		       (part <= 0.03928 ? part / 12.92 : power((part + 0.055) / 1.055));
	}
	return sum;
}

static double contrast(int32_t a, int32_t b)
{
	double x = luminance(a), y = luminance(b);

	return x > y ? (x + 0.05) / (y + 0.05) : (y + 0.05) / (x + 0.05);
}

/* What the terminal's owner has chosen cannot be measured. */
static bool is_known(int32_t colour)
{
	return colour >= 0 && (colour < TERM_INDEXED || colour >= TERM_INDEXED + 16);
}

static int check_theme(const struct theme *theme)
{
	int bad = 0;

	for (int i = 0; i < ROLE_COUNT; i++) {
		const struct term_style *style = &theme->styles[i];

		if (!is_known(style->fg) || !is_known(style->bg))
			continue;
		double got = contrast(theme_rgb(style->fg, 0), theme_rgb(style->bg, 0));
		/* Lines are no text: WCAG asks less of what is drawn. */
		if (got >= (i == ROLE_RULE ? 3.0 : 4.5))
			continue;
		print_error("%s: %s has a contrast of %.2f\n", theme->name,
			    theme_role_name((enum term_role)i), got);
		bad++;
	}
	return bad;
}

static void test_every_theme_loads_and_can_be_read(void **state)
{
	(void)state;
	const char *top = getenv("top_srcdir");
	char folder[1024], path[2048];
	int count = 0, bad = 0;
	struct dirent *entry;

	snprintf(folder, sizeof(folder), "%s/themes", top ? top : ".");
	DIR *dir = opendir(folder);
	CHECK(dir != NULL);
	while ((entry = readdir(dir))) {
		struct theme theme;
		struct error err = { 0 };

		if (!strstr(entry->d_name, ".theme"))
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		if (!theme_load(path, &theme, &err)) {
			print_error("%s\n", err.text);
			bad++;
		} else {
			bad += check_theme(&theme);
		}
		count++;
	}
	closedir(dir);
	CHECK(count >= 10);
	CHECK(bad == 0);
}

static void test_the_built_in_theme_is_the_file(void **state)
{
	(void)state;
	const char *top = getenv("top_srcdir");
	char path[1024];
	struct theme built_in, file;

	snprintf(path, sizeof(path), "%s/themes/default.theme", top ? top : ".");
	theme_default(&built_in);
	CHECK(theme_load(path, &file, NULL));
	for (int i = 0; i < ROLE_COUNT; i++) {
		CHECK(built_in.styles[i].fg == file.styles[i].fg);
		CHECK(built_in.styles[i].bg == file.styles[i].bg);
		CHECK(built_in.styles[i].attributes == file.styles[i].attributes);
	}
}

static void test_mistakes_name_the_line_and_the_word(void **state)
{
	(void)state;
	struct theme theme;
	struct error err = { 0 };

	CHECK(!theme_parse(STR("# x\ntext = blak default\n"), &theme, &err));
	CHECK(strstr(err.text, "2") && strstr(err.text, "blak"));
	CHECK(!theme_parse(STR("txt = red\n"), &theme, &err));
	CHECK(strstr(err.text, "txt"));
	CHECK(!theme_parse(STR("text = 300\n"), &theme, &err));
	CHECK(!theme_parse(STR("text = #12345g\n"), &theme, &err));
	CHECK(!theme_parse(STR("text = red\n"), &theme, &err));
	CHECK(strstr(err.text, "dim"));
}

static void test_colours_are_reduced_to_the_nearest(void **state)
{
	(void)state;
	CHECK(theme_reduce(0xff0000, 1 << 24) == 0xff0000);
	CHECK(theme_reduce(0xff0000, 256) == TERM_INDEXED + 196);
	CHECK(theme_reduce(0xfe0101, 16) == TERM_INDEXED + 9);
	CHECK(theme_reduce(0xfe0101, 8) == TERM_INDEXED + 1);
	CHECK(theme_reduce(0xfe0101, 0) == -1);
	CHECK(theme_reduce(TERM_INDEXED + 14, 8) >= TERM_INDEXED);
	CHECK(theme_reduce(TERM_INDEXED + 14, 8) < TERM_INDEXED + 8);
	CHECK(theme_reduce(-1, 256) == -1);
	CHECK(theme_reduce(0x808080, 256) == TERM_INDEXED + 244);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_theme_loads_and_can_be_read),
		TEST(the_built_in_theme_is_the_file),
		TEST(mistakes_name_the_line_and_the_word),
		TEST(colours_are_reduced_to_the_nearest),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
