/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_PAST_H
#define WARTA_SRC_UI_PAST_H

#include "base/buf.h"

/* Lines that were typed in this session, by the label of their prompt. */

struct past;

/* Made with the first line; an empty one is not kept. */
void past_add(struct past **kept, struct str label, struct str text);
/* The nth newest of that label, from 0; false: there are not so many. */
bool past_find(const struct past *past, struct str label, int nth, struct str *text);
void past_free(struct past *past);

#endif
