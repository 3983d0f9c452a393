/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <string.h>

#include "lib/check.h"

/* A reader whose settings are this text; conf outlives it. */
static struct ui *start_with(const char *text, struct conf *conf)
{
	struct ui *ui;

	fake_reset();
	conf_parse(str_from(text), conf);
	ui = drive_start(24, 80);
	keymap_free(&ui->keymap);
	keymap_load(&ui->keymap, conf);
	return ui;
}

static void stop(struct ui *ui, struct conf *conf)
{
	drive_stop(ui);
	conf_free(conf);
}

static void test_a_macro_does_its_steps_in_order(void **state)
{
	(void)state;
	struct conf conf;
	struct ui *ui = start_with("[keys]\nmacro.x = \"read ; down; read-everything\"\n", &conf);

	drive_keys(ui, "Enter");
	fake_orders();
	drive_keys(ui, ", x");
	const char *orders = fake_orders();
	const char *first = strstr(orders, "mark "), *second = strstr(orders, "mark 0 scope");
	CHECK(first && second && first < second);
	stop(ui, &conf);
}

static void test_a_step_that_fails_ends_the_macro(void **state)
{
	(void)state;
	struct conf conf;
	struct ui *ui = start_with("[keys]\nmacro.x = open nowhere; read-everything\n", &conf);

	fake_orders();
	drive_keys(ui, ", x");
	CHECK(!strstr(fake_orders(), "mark"));
	CHECK(drive_has(ui, "open wants an address"));
	stop(ui, &conf);
}

static void test_a_line_to_type_ends_the_macro(void **state)
{
	(void)state;
	struct conf conf;
	struct ui *ui = start_with("[keys]\nmacro.x = command; read-everything\n", &conf);

	fake_orders();
	drive_keys(ui, ", x");
	CHECK_STR(str_from(fake_orders()), "");
	stop(ui, &conf);
}

static void test_mistakes_in_macros_name_their_lines(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
	} rows[] = {
		{ "[keys]\nmacro.a = serch\n", "\"search\"" },
		{ "[keys]\nmacro.a = macro a\n", "cannot start" },
		{ "[keys]\nmacro.a = ; ;\n", "without a step" },
		{ "[keys]\nmacro.Wrong = down\n", "is no key" },
		{ "[keys]\nmacro. = down\n", "is no key" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct keymap map;
		struct conf conf;

		conf_parse(str_from(rows[i].text), &conf);
		keymap_load(&map, &conf);
		CHECK(map.complaint_count == 1 && map.macro_count == 0);
		CHECK(map.complaints[0].line == 2);
		CHECK(str_find(map.complaints[0].text, str_from(rows[i].says)) != SIZE_MAX);
		keymap_free(&map);
		conf_free(&conf);
	}
}

static void test_keys_that_meet_are_named_with_their_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
		int line;
	} rows[] = {
		{ "[keys]\nfirst = X\nlast = X\n", "line 2", 3 },
		{ "[keys]\nsave = X\nstar = Xs\n", "hides the longer", 3 },
		{ "[keys]\nstar = Xs\nsave = X\n", "hides the longer", 3 },
		{ "[keys]\nstar = gs\n", "hides the longer", 2 }, /* g of the preset */
		{ "[keys]\nstar = 5\n", "number of a link", 2 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct keymap map;
		struct conf conf;

		conf_parse(str_from(rows[i].text), &conf);
		keymap_load(&map, &conf);
		CHECK(map.complaint_count == 1);
		CHECK(map.complaints[0].line == rows[i].line);
		CHECK(str_find(map.complaints[0].text, str_from(rows[i].says)) != SIZE_MAX);
		keymap_free(&map);
		conf_free(&conf);
	}
	for (int preset = 0; preset < 3; preset++) { /* and the presets have none */
		static const char *const names[] = { "default", "newsboat", "vim" };
		struct buf text = { 0 };
		struct keymap map;
		struct conf conf;

		buf_addf(&text, "[keys]\npreset = %s\narticle.save = X\nlist.star = X\n",
			 names[preset]);
		conf_parse(buf_str(&text), &conf);
		keymap_load(&map, &conf);
		CHECK(map.complaint_count == 0);
		keymap_free(&map);
		conf_free(&conf);
		buf_free(&text);
	}
}

static void test_a_macro_of_a_thousand_steps_is_refused(void **state)
{
	(void)state;
	struct buf text = { 0 };
	struct keymap map;
	struct conf conf;

	buf_add(&text, STR("[keys]\nmacro.a = "));
	for (int i = 0; i < 1000; i++)
		buf_add(&text, STR("down;"));
	conf_parse(buf_str(&text), &conf);
	keymap_load(&map, &conf);
	CHECK(map.complaint_count == 1 && map.macro_count == 0);
	keymap_free(&map);
	conf_free(&conf);
	buf_free(&text);
}

static void test_macros_of_a_file_that_others_may_write_are_left_out(void **state)
{
	(void)state;
	struct keymap map;
	struct conf conf;

	conf_parse(STR("[keys]\nmacro.a = down\n"), &conf);
	conf.is_open_to_others = true;
	keymap_load(&map, &conf);
	CHECK(map.complaint_count == 1 && map.macro_count == 0);
	keymap_free(&map);
	conf_free(&conf);
}

static void test_help_shows_macros_and_escape_takes_the_comma_back(void **state)
{
	(void)state;
	struct conf conf;
	struct ui *ui = start_with("[keys]\nmacro.x = star; next-article\n", &conf);

	drive_keys(ui, ", Esc ? G");
	CHECK(drive_has(ui, ", x") && drive_has(ui, "star; next-article"));
	drive_keys(ui, "q , y");
	CHECK(drive_has(ui, "there is no macro y"));
	stop(ui, &conf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_macro_does_its_steps_in_order),
		TEST(a_step_that_fails_ends_the_macro),
		TEST(a_line_to_type_ends_the_macro),
		TEST(mistakes_in_macros_name_their_lines),
		TEST(keys_that_meet_are_named_with_their_line),
		TEST(a_macro_of_a_thousand_steps_is_refused),
		TEST(macros_of_a_file_that_others_may_write_are_left_out),
		TEST(help_shows_macros_and_escape_takes_the_comma_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
