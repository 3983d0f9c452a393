/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_INPUT_H
#define WARTA_SRC_TERM_INPUT_H

#include "term/term.h"

/* What a terminal sends, as events. Knows no descriptor and no clock. */
struct input {
	struct buf bytes; /* not read yet; at most INPUT_MAX */
	size_t at;        /* of them, how many are used up */
	struct buf paste;
	bool is_pasting;
	bool has_margins; /* the terminal has answered so */
};

enum { INPUT_MAX = 1 << 20 };

/* Adds bytes as they came; what exceeds the limit is dropped. */
void input_feed(struct input *input, const char *bytes, size_t len);

/* The next event: KEY_NONE when the bytes so far make none. is_late: nothing
 * followed in time, so that an unfinished sequence is what it is. */
void input_next(struct input *input, bool is_late, struct term_event *out);

/* Whether an unfinished sequence waits. */
bool input_is_waiting(const struct input *input);

void input_free(struct input *input);

#endif
