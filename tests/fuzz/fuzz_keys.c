/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "term/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool is_kept)
{
	if (!is_kept)
		abort();
}

/* Whatever a terminal sends ends, in events that have names; a key's name
 * leads back to the key. */
static void read_all(struct input *input, bool is_late)
{
	struct term_event event;

	for (input_next(input, is_late, &event); event.key != KEY_NONE;
	     input_next(input, is_late, &event)) {
		struct term_event back;
		struct buf name = { 0 };

		term_key_name(&event, &name);
		if (event.key == KEY_CHAR && event.code_point > ' ' && event.code_point != 0x7f) {
			promise(term_key_parse(buf_str(&name), &back));
			promise(back.key == event.key && back.code_point == event.code_point);
		}
		if (event.key == KEY_MOUSE_)
			promise(event.row >= 0 && event.column >= 0);
		buf_free(&name);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = { 0 };
	size_t cut = size ? data[0] % size : 0;

	input_feed(&input, (const char *)data, cut);
	read_all(&input, false);
	input_feed(&input, (const char *)data + cut, size - cut);
	read_all(&input, false);
	read_all(&input, true);
	promise(!input_is_waiting(&input) || input.is_pasting);
	input_free(&input);
	return 0;
}
