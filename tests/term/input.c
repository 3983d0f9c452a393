/* SPDX-License-Identifier: MIT */
#include "term/input.h"

#include <string.h>

#include "lib/check.h"

/* Bytes as a terminal sends them and the names of the keys they are. */
static const struct {
	const char *bytes, *names;
} cases[] = {
	{ "jk", "j k" },
	{ "\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace" },
	{ "\x01\x1a", "C-a C-z" },
	{ "\033[A\033[B\033[C\033[D", "Up Down Right Left" },
	{ "\033OA\033OB\033OH\033OF\033OP", "Up Down Home End F1" },
	{ "\033[1~\033[4~\033[7~\033[8~\033[5~\033[6~", "Home End Home End PgUp PgDn" },
	{ "\033[H\033[F\033[2~\033[3~\033[Z", "Home End Insert Delete S-Tab" },
	{ "\033[1;3D\033[1;5C\033[1;2A", "M-Left C-Right S-Up" },
	{ "\033[a\033[[A\033[[E\033[15~\033[24~", "S-Up F1 F5 F5 F12" },
	{ "\033b\033B", "M-b M-B" },
	{ "\033[27;2;32~\033[32;2u\033[97;5u", "S-Space S-Space C-a" },
	{ "\xc3\xa9\xf0\x9f\x98\x80", "é 😀" },
	{ "a\xff\xc3(b", "a ( b" },
	{ "\033[?1;2c\033[999~x", "x" },
	{ "\033[12\001y", "C-a y" },
	{ "\033\033[Ax", "Esc Up x" },
	{ " ", "Space" },
};

static void add_all(struct input *input, bool is_late, struct buf *out)
{
	struct term_event event;

	for (input_next(input, is_late, &event); event.key != KEY_NONE;
	     input_next(input, is_late, &event)) {
		if (out->len)
			buf_add_char(out, ' ');
		if (event.key == KEY_MOUSE_)
			buf_addf(out, "mouse%d@%d,%d", event.mouse, event.row, event.column);
		else if (event.key == KEY_PASTE)
			buf_addf(out, "paste(%.*s)", STR_ARG(event.paste));
		else
			term_key_name(&event, out);
	}
}

static void test_sequences_of_known_terminals_are_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct input input = { 0 };
		struct buf out = { 0 };

		input_feed(&input, cases[i].bytes, strlen(cases[i].bytes));
		add_all(&input, false, &out);
		CHECK_STR(buf_str(&out), cases[i].names);
		buf_free(&out);
		input_free(&input);
	}
}

static void test_bytes_one_at_a_time_give_the_same_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct input input = { 0 };
		struct buf out = { 0 };

		for (const char *c = cases[i].bytes; *c; c++) {
			input_feed(&input, c, 1);
			add_all(&input, false, &out);
		}
		CHECK_STR(buf_str(&out), cases[i].names);
		buf_free(&out);
		input_free(&input);
	}
}

static void test_an_escape_alone_is_a_key_once_it_is_late(void **state)
{
	(void)state;
	struct input input = { 0 };
	struct buf out = { 0 };

	input_feed(&input, "\033", 1);
	add_all(&input, false, &out);
	CHECK(out.len == 0 && input_is_waiting(&input));
	add_all(&input, true, &out);
	CHECK_STR(buf_str(&out), "Esc");
	CHECK(!input_is_waiting(&input));
	buf_free(&out);
	input_free(&input);
}

static void test_a_cut_sequence_swallows_nothing_that_follows(void **state)
{
	(void)state;
	struct input input = { 0 };
	struct buf out = { 0 };

	input_feed(&input, "\033[1;", 4);
	add_all(&input, true, &out);
	input_feed(&input, "q", 1);
	add_all(&input, false, &out);
	CHECK_STR(buf_str(&out), "q");
	buf_free(&out);
	input_free(&input);
}

static void test_pasted_text_is_never_a_key(void **state)
{
	(void)state;
	struct input input = { 0 };
	struct buf out = { 0 };
	static const char bytes[] = "\033[200~Q\r\033[Aq\033[201~j";

	for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
		input_feed(&input, bytes + i, 1);
		add_all(&input, false, &out);
	}
	CHECK_STR(buf_str(&out), "paste(Q\r\033[Aq) j");
	buf_free(&out);
	input_free(&input);
}

static void test_the_mouse_says_where_it_was(void **state)
{
	(void)state;
	struct input input = { 0 };
	struct buf out = { 0 };
	static const char bytes[] =
		"\033[<0;5;3M\033[<0;5;3m\033[<65;1;1M\033[<64;1;1M\033[<32;2;2M"
		"\033[<0;0;0M\033[<35;2;2M";

	input_feed(&input, bytes, sizeof(bytes) - 1);
	add_all(&input, false, &out);
	CHECK_STR(buf_str(&out), "mouse0@2,4 mouse1@2,4 mouse3@0,0 mouse2@0,0 mouse4@1,1");
	buf_free(&out);
	input_free(&input);
}

static void test_only_the_answer_about_margins_tells_of_margins(void **state)
{
	(void)state;
	static const struct { const char *bytes; bool has_margins; } rows[] = {
		{ "\033[?69;1$y", true },  { "\033[?69;2$y", true },  { "\033[?69;0$y", false },
		{ "\033[?69;3$y", false }, { "\033[?69;4$y", false }, { "\033[?70;1$y", false },
		{ "\033[69;1$y", false },  { "\033[?69;1$z", false },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct input input = { 0 };
		struct buf keys = { 0 };

		input_feed(&input, rows[i].bytes, strlen(rows[i].bytes));
		add_all(&input, true, &keys);
		CHECK(input.has_margins == rows[i].has_margins);
		CHECK_STR(buf_str(&keys), "");
		buf_free(&keys);
		input_free(&input);
	}
}

static void test_a_pressed_key_equals_its_name_as_read(void **state)
{
	(void)state;
	static const char bytes[] = "\r\t\x7f\033[Z\033[A\033OP\x01j \033[1;3D";
	static const char *const names[] = { "Enter", "Tab", "Backspace", "S-Tab", "Up",
					     "F1",    "C-a", "j",         "Space", "M-Left" };
	struct input input = { 0 };

	input_feed(&input, bytes, sizeof(bytes) - 1);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct term_event pressed, named;

		input_next(&input, false, &pressed);
		CHECK(term_key_parse(str_from(names[i]), &named));
		CHECK(pressed.key == named.key && pressed.code_point == named.code_point &&
		      pressed.modifiers == named.modifiers);
	}
	input_free(&input);
}

static void test_key_names_are_read_as_they_are_written(void **state)
{
	(void)state;
	static const char *const names[] = { "j",     "C-a", "M-Left", "S-Tab",   "F12",
					     "Space", "<",   "é",      "C-Right", "S-Space",
					     "Enter", "-",   "PgUp" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct term_event event;
		struct buf out = { 0 };

		CHECK(term_key_parse(str_from(names[i]), &event));
		term_key_name(&event, &out);
		CHECK_STR(buf_str(&out), names[i]);
		buf_free(&out);
	}
	struct term_event event;
	CHECK(!term_key_parse(STR(""), &event));
	CHECK(!term_key_parse(STR("Entr"), &event));
	CHECK(!term_key_parse(STR("F99"), &event));
	CHECK(!term_key_parse(STR("\x01"), &event));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sequences_of_known_terminals_are_keys),
		TEST(bytes_one_at_a_time_give_the_same_keys),
		TEST(an_escape_alone_is_a_key_once_it_is_late),
		TEST(a_cut_sequence_swallows_nothing_that_follows),
		TEST(pasted_text_is_never_a_key),
		TEST(the_mouse_says_where_it_was),
		TEST(only_the_answer_about_margins_tells_of_margins),
		TEST(a_pressed_key_equals_its_name_as_read),
		TEST(key_names_are_read_as_they_are_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
