/* SPDX-License-Identifier: MIT */
#include "ui/drive.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/check.h"

/* A walk over random keys, resizes, clicks, pastes and changes of the store.
 * What it proves is that nothing breaks; the sanitizers watch. WARTA_WALK sets
 * the number of steps, WARTA_SEED another walk. */

static uint64_t seed = 20261102;

static uint32_t next_random(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 16);
}

static const char *const names[] = {
	"j",   "k",    "Enter", "Enter",     "q",     "Esc",    "Space", "b", "1", "2",    "3",
	"B",   "Tab",  "S-Tab", "Backspace", "H",     "L",      "u",     "x", "v", "V",    "y",
	"e",   "w",    "m",     "s",         "T",     "D",      "A",     "C", "<", ">",    "U",
	"/",   "F",    "t",     "S",         "M",     "+",      "(",     ")", "r", "R",    "a",
	"c",   "i",    "z",     "Z",         ":",     "?",      "C-l",   "g", "G", "PgDn", "PgUp",
	"C-d", "C-u",  "n",     "N",         "J",     "K",      "[",     "]", "{", "}",    "h",
	"l",   "Down", "Up",    "Left",      "Right", "Home",   "End",   "p", "a", "e",    "n",
	"*",   "0",    "9",     "S-Space",   "F1",    "M-Left",
};

static void step_key(struct ui *ui)
{
	struct term_event event;

	CHECK(term_key_parse(str_from(names[next_random() % (sizeof(names) / sizeof(*names))]),
			     &event));
	/* The browser of whoever runs the tests stays closed. */
	ui_key(ui, &event);
}

static void step_mouse(struct ui *ui)
{
	struct term_event event = {
		.key = KEY_MOUSE_,
		.row = (int)(next_random() % 60),
		.column = (int)(next_random() % 200),
		.mouse = (enum term_mouse)(next_random() % 5),
	};

	ui_key(ui, &event);
}

static void step(struct ui *ui)
{
	uint32_t dice = next_random() % 100;

	ui->now_ms += next_random() % 400;
	if (dice < 2)
		ui_resize(ui, 1 + (int)(next_random() % 60), 1 + (int)(next_random() % 200));
	else if (dice < 4)
		ui_changed(ui);
	else if (dice < 5)
		fake_add_news(1 + (int)(next_random() % 3));
	else if (dice < 6)
		ui_key(ui, &(struct term_event){ .key = KEY_PASTE, .paste = STR("te\xff mpel\n") });
	else if (dice < 8)
		fake_set_online(next_random() & 1);
	else if (dice < 14)
		step_mouse(ui);
	else
		step_key(ui);
	if (next_random() % 3)
		drive_answer(ui);
	ui_tick(ui);
	ui_draw(ui);
	fake_orders();
}

static void test_no_walk_over_keys_breaks_anything(void **state)
{
	(void)state;
	const char *wanted = getenv("WARTA_WALK"), *other = getenv("WARTA_SEED");
	long steps = wanted ? atol(wanted) : 4000;
	struct ui *ui;

	if (other)
		seed ^= (uint64_t)atol(other) << 20;
	setenv("BROWSER", "true", 1);
	fake_reset();
	ui = drive_start(24, 80);
	for (long i = 0; i < steps; i++) {
		step(ui);
		if (!ui->wants_quit && i % 3000 != 2999)
			continue;
		drive_stop(ui);
		fake_reset();
		ui = drive_start(24, 80);
	}
	drive_stop(ui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(no_walk_over_keys_breaks_anything),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
