/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/past.h"

enum { PAST_MAX = 200 };

struct past_line {
	struct buf label, text;
};

struct past {
	struct past_line lines[PAST_MAX]; /* oldest first */
	size_t count;
};

static void line_free(struct past_line *line)
{
	buf_free(&line->label);
	buf_free(&line->text);
}

static void forget(struct past *past, size_t at)
{
	line_free(&past->lines[at]);
	past->count--;
	memmove(past->lines + at, past->lines + at + 1,
		(past->count - at) * sizeof(*past->lines));
}

void past_add(struct past **kept, struct str label, struct str text)
{
	struct past *past = *kept;

	if (str_is_empty(text))
		return;
	if (!past)
		past = *kept = mem_new(1, sizeof(*past));
	for (size_t at = 0; at < past->count; at++) { /* told twice: the later time counts */
		if (str_eq(buf_str(&past->lines[at].label), label) &&
		    str_eq(buf_str(&past->lines[at].text), text))
			forget(past, at--);
	}
	if (past->count == PAST_MAX)
		forget(past, 0);
	struct past_line *line = &past->lines[past->count++];
	*line = (struct past_line){ 0 };
	buf_add(&line->label, label);
	buf_add(&line->text, text);
}

bool past_find(const struct past *past, struct str label, int nth, struct str *text)
{
	for (size_t at = past ? past->count : 0; at > 0; at--) {
		if (str_eq(buf_str(&past->lines[at - 1].label), label) && nth-- == 0) {
			*text = buf_str(&past->lines[at - 1].text);
			return true;
		}
	}
	return false;
}

void past_free(struct past *past)
{
	while (past && past->count)
		line_free(&past->lines[--past->count]);
	free(past);
}
