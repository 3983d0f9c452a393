/* SPDX-License-Identifier: MIT */
#include "term/input.h"

#include <string.h>

#include "base/utf8.h"

enum {
	ESC = 0x1b,
	PARAMETERS_MAX = 8,
	SEQUENCE_MAX = 64, /* bytes; longer ones are no keys */
};

/* What became of an attempt to read one event. */
enum got { GOT_EVENT, GOT_NOTHING, GOT_TOO_LITTLE };

/* CSI number ~ (DEC, xterm, rxvt, linux). */
static const struct {
	int number;
	enum term_key key;
	uint32_t function;
} tilde_keys[] = {
	{ 1, KEY_HOME_, 0 }, { 2, KEY_INSERT_, 0 }, { 3, KEY_DELETE_, 0 }, { 4, KEY_END_, 0 },
	{ 5, KEY_PAGE_UP, 0 }, { 6, KEY_PAGE_DOWN, 0 }, { 7, KEY_HOME_, 0 }, { 8, KEY_END_, 0 },
	{ 11, KEY_FUNCTION, 1 }, { 12, KEY_FUNCTION, 2 }, { 13, KEY_FUNCTION, 3 },
	{ 14, KEY_FUNCTION, 4 }, { 15, KEY_FUNCTION, 5 }, { 17, KEY_FUNCTION, 6 },
	{ 18, KEY_FUNCTION, 7 }, { 19, KEY_FUNCTION, 8 }, { 20, KEY_FUNCTION, 9 },
	{ 21, KEY_FUNCTION, 10 }, { 23, KEY_FUNCTION, 11 }, { 24, KEY_FUNCTION, 12 },
};

/* CSI letter and SS3 letter. */
static const struct {
	char letter;
	enum term_key key;
	uint32_t function;
	unsigned modifiers;
} letter_keys[] = {
	{ 'A', KEY_UP_, 0, 0 }, { 'B', KEY_DOWN_, 0, 0 }, { 'C', KEY_RIGHT_, 0, 0 },
	{ 'D', KEY_LEFT_, 0, 0 }, { 'H', KEY_HOME_, 0, 0 }, { 'F', KEY_END_, 0, 0 },
	{ 'Z', KEY_BACKTAB, 0, 0 }, { 'M', KEY_ENTER, 0, 0 },
	{ 'P', KEY_FUNCTION, 1, 0 }, { 'Q', KEY_FUNCTION, 2, 0 },
	{ 'R', KEY_FUNCTION, 3, 0 }, { 'S', KEY_FUNCTION, 4, 0 },
	{ 'a', KEY_UP_, 0, TERM_SHIFT }, { 'b', KEY_DOWN_, 0, TERM_SHIFT },
	{ 'c', KEY_RIGHT_, 0, TERM_SHIFT }, { 'd', KEY_LEFT_, 0, TERM_SHIFT },
};

void input_feed(struct input *input, const char *bytes, size_t len)
{
	if (input->at == input->bytes.len) {
		buf_clear(&input->bytes);
		input->at = 0;
	}
	input->bytes.max = INPUT_MAX;
	input->paste.max = INPUT_MAX;
	buf_add_bytes(&input->bytes, bytes, len);
}

void input_free(struct input *input)
{
	buf_free(&input->bytes);
	buf_free(&input->paste);
	*input = (struct input){ 0 };
}

bool input_is_waiting(const struct input *input)
{
	return input->at < input->bytes.len;
}

static struct str left(const struct input *input)
{
	return str_slice(buf_str(&input->bytes), input->at, input->bytes.len);
}

/* xterm's modifier parameter: 1 plus bits. */
static unsigned modifiers_of(int parameter)
{
	static const unsigned bits[] = { TERM_SHIFT, TERM_ALT, TERM_CTRL, TERM_ALT };
	unsigned modifiers = 0;

	for (int i = 0; i < 4; i++) {
		if (parameter > 0 && (parameter - 1) & 1 << i)
			modifiers |= bits[i];
	}
	return modifiers;
}

static enum got char_event(uint32_t code_point, unsigned modifiers, struct term_event *out)
{
	out->key = KEY_CHAR;
	out->modifiers = modifiers;
	switch (code_point) {
	case '\r': case '\n': out->key = KEY_ENTER; return GOT_EVENT;
	case 0x7f: case 0x08: out->key = KEY_BACKSPACE; return GOT_EVENT;
	case ESC: out->key = KEY_ESCAPE; return GOT_EVENT;
	case '\t':
		out->key = modifiers & TERM_SHIFT ? KEY_BACKTAB : KEY_TAB;
		out->modifiers &= ~(unsigned)TERM_SHIFT;
		return GOT_EVENT;
	default: break;
	}
	out->code_point = code_point;
	if (code_point < ' ') {
		out->code_point = code_point == 0 ? ' ' :
				  code_point < 27 ? code_point + 'a' - 1 : code_point + '@';
		out->modifiers |= TERM_CTRL;
	} else if ((code_point >= 0x80 && code_point < 0xa0) || code_point > 0x10ffff ||
		   (code_point >= 0xd800 && code_point < 0xe000)) {
		return GOT_NOTHING;
	}
	return GOT_EVENT;
}

/* ---- control sequences ------------------------------------------------------- */

struct sequence {
	char prefix; /* '<' or '?', else 0 */
	char final;
	int parameters[PARAMETERS_MAX];
	int count;
	size_t len; /* bytes after ESC [ */
};

static bool is_final(char c)
{
	return c >= 0x40 && c <= 0x7e;
}

/* Reads what follows ESC [. */
static enum got sequence_read(struct str s, struct sequence *out)
{
	*out = (struct sequence){ 0 };
	size_t i = 0;

	if (i < s.len && strchr("<?>=", s.ptr[i]))
		out->prefix = s.ptr[i++];
	for (; i < s.len && i < SEQUENCE_MAX; i++) {
		char c = s.ptr[i];

		if (is_final(c)) {
			out->final = c;
			out->len = i + 1;
			return GOT_EVENT;
		}
		if (c == ';' && out->count + 1 < PARAMETERS_MAX)
			out->count++;
		else if (c >= '0' && c <= '9' && out->parameters[out->count] < 100000000)
			out->parameters[out->count] =
				out->parameters[out->count] * 10 + (c - '0');
		else if ((unsigned char)c < ' ' || (unsigned char)c > '~') {
			out->len = i; /* broken off: what follows is something else */
			return GOT_NOTHING;
		}
	}
	out->len = i;
	return i < SEQUENCE_MAX ? GOT_TOO_LITTLE : GOT_NOTHING;
}

static enum got mouse_event(const struct sequence *sequence, struct term_event *out)
{
	int code = sequence->parameters[0];

	out->key = KEY_MOUSE_;
	out->column = sequence->parameters[1] - 1;
	out->row = sequence->parameters[2] - 1;
	out->modifiers = (code & 4 ? TERM_SHIFT : 0) | (code & 8 ? TERM_ALT : 0) |
			 (code & 16 ? TERM_CTRL : 0);
	out->button = code & 3;
	if (out->row < 0 || out->column < 0)
		return GOT_NOTHING;
	if (code & 128)
		return GOT_NOTHING; /* side buttons */
	if (code & 64) {
		if (out->button > 1)
			return GOT_NOTHING; /* sideways */
		out->mouse = out->button ? TERM_WHEEL_DOWN : TERM_WHEEL_UP;
		return GOT_EVENT;
	}
	out->mouse = code & 32 ? TERM_DRAG : sequence->final == 'm' ? TERM_RELEASE : TERM_PRESS;
	return out->button == 3 ? GOT_NOTHING : GOT_EVENT;
}

static enum got tilde_event(const struct sequence *sequence, struct input *input,
			    struct term_event *out)
{
	int number = sequence->parameters[0];

	if (number == 200) {
		input->is_pasting = true;
		buf_clear(&input->paste);
		return GOT_NOTHING;
	}
	if (number == 27 && sequence->count >= 2) /* modifyOtherKeys */
		return char_event((uint32_t)sequence->parameters[2],
				  modifiers_of(sequence->parameters[1]), out);
	for (size_t i = 0; i < sizeof(tilde_keys) / sizeof(*tilde_keys); i++) {
		if (tilde_keys[i].number != number)
			continue;
		out->key = tilde_keys[i].key;
		out->code_point = tilde_keys[i].function;
		out->modifiers = modifiers_of(sequence->parameters[1]);
		return GOT_EVENT;
	}
	return GOT_NOTHING;
}

static enum got letter_event(char letter, int modifier, struct term_event *out)
{
	for (size_t i = 0; i < sizeof(letter_keys) / sizeof(*letter_keys); i++) {
		if (letter_keys[i].letter != letter)
			continue;
		out->key = letter_keys[i].key;
		out->code_point = letter_keys[i].function;
		out->modifiers = letter_keys[i].modifiers | modifiers_of(modifier);
		if (out->key == KEY_BACKTAB)
			out->modifiers = 0;
		return GOT_EVENT;
	}
	return GOT_NOTHING;
}

/* The answer to a question about a mode: set or reset, it has it. */
static void mode_told(struct input *input, const struct sequence *sequence)
{
	enum { MARGINS = 69, SET = 1, RESET = 2 };

	if (sequence->parameters[0] == MARGINS)
		input->has_margins = sequence->parameters[1] == SET ||
				     sequence->parameters[1] == RESET;
}

static enum got control_event(struct input *input, struct str s, struct term_event *out)
{
	struct sequence sequence;

	if (s.len && s.ptr[0] == '[') { /* the linux console's F1 to F5 */
		if (s.len < 2)
			return GOT_TOO_LITTLE;
		input->at += 4;
		if (s.ptr[1] < 'A' || s.ptr[1] > 'E')
			return GOT_NOTHING;
		out->key = KEY_FUNCTION;
		out->code_point = (uint32_t)(s.ptr[1] - 'A' + 1);
		return GOT_EVENT;
	}
	enum got got = sequence_read(s, &sequence);
	if (got == GOT_TOO_LITTLE)
		return got;
	input->at += 2 + sequence.len;
	if (got == GOT_NOTHING)
		return got;
	if (sequence.prefix == '<' && (sequence.final == 'M' || sequence.final == 'm'))
		return mouse_event(&sequence, out);
	if (sequence.prefix == '?' && sequence.final == 'y')
		mode_told(input, &sequence);
	if (sequence.prefix)
		return GOT_NOTHING;
	if (sequence.final == '~')
		return tilde_event(&sequence, input, out);
	if (sequence.final == 'u') /* fixterms, kitty */
		return char_event((uint32_t)sequence.parameters[0],
				  modifiers_of(sequence.parameters[1]) , out);
	return letter_event(sequence.final, sequence.parameters[1], out);
}

/* ---- one event ------------------------------------------------------------------ */

static enum got escape_event(struct input *input, bool is_late, struct term_event *out)
{
	struct str s = left(input);
	enum got got = GOT_TOO_LITTLE;

	if (s.len >= 2 && s.ptr[1] == '[') {
		got = control_event(input, str_slice(s, 2, s.len), out);
	} else if (s.len >= 3 && s.ptr[1] == 'O') {
		input->at += 3;
		return letter_event(s.ptr[2], 0, out);
	} else if (s.len >= 2 && s.ptr[1] == ESC) {
		input->at++;
		return char_event(ESC, 0, out);
	} else if (s.len >= 2 && s.ptr[1] != 'O') {
		struct str rest = str_slice(s, 1, s.len);
		uint32_t code_point = utf8_next(&rest);

		input->at += 1 + (s.len - 1 - rest.len);
		return char_event(code_point, TERM_ALT, out);
	}
	if (got != GOT_TOO_LITTLE || !is_late)
		return got;
	if (s.len == 1) {
		input->at++;
		return char_event(ESC, 0, out);
	}
	input->at += s.len; /* Alt and '[' or 'O', or a sequence cut off */
	return s.len == 2 ? char_event((unsigned char)s.ptr[1], TERM_ALT, out) : GOT_NOTHING;
}

/* How many bytes the character that starts with c has. */
static size_t utf8_length(unsigned char c)
{
	if (c < 0xc2 || c > 0xf4)
		return 1;
	return c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

static enum got text_event(struct input *input, bool is_late, struct term_event *out)
{
	struct str s = left(input);
	size_t len = utf8_length((unsigned char)s.ptr[0]);
	struct str one = str_slice(s, 0, len);

	if (s.len < len && !is_late)
		return GOT_TOO_LITTLE;
	if (!utf8_is_valid(one)) {
		input->at++;
		return GOT_NOTHING;
	}
	input->at += one.len;
	return char_event(utf8_next(&one), 0, out);
}

/* Pasted text is a text whatever it holds; only its end mark ends it. */
static enum got paste_event(struct input *input, struct term_event *out)
{
	static const struct str mark = { "\033[201~", 6 };
	struct str s = left(input);
	size_t end = str_find(s, mark), kept;

	if (end == SIZE_MAX) {
		kept = s.len < mark.len ? 0 : s.len - mark.len + 1;
		buf_add(&input->paste, str_slice(s, 0, kept));
		input->at += kept;
		return GOT_TOO_LITTLE;
	}
	buf_add(&input->paste, str_slice(s, 0, end));
	input->at += end + mark.len;
	input->is_pasting = false;
	out->key = KEY_PASTE;
	out->paste = buf_str(&input->paste);
	return GOT_EVENT;
}

void input_next(struct input *input, bool is_late, struct term_event *out)
{
	enum got got = GOT_NOTHING;

	while (got == GOT_NOTHING && input->at < input->bytes.len) {
		*out = (struct term_event){ 0 };
		if (input->is_pasting)
			got = paste_event(input, out);
		else if (input->bytes.ptr[input->at] == ESC)
			got = escape_event(input, is_late, out);
		else
			got = text_event(input, is_late, out);
	}
	if (got != GOT_EVENT)
		*out = (struct term_event){ .key = KEY_NONE };
}
