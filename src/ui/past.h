/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_PAST_H
#define WARTA_SRC_UI_PAST_H

#include "base/buf.h"
#include "base/error.h"

/* Lines that were typed, by kind: the last 200 of each. Those of a kind that
 * is kept are in a file from one session to the next, "kind, tab, text" on a
 * line, oldest first. */

struct past;

/* Made with the first line; an empty one is not kept. Control bytes go. */
void past_add(struct past **past, struct str kind, struct str text, bool is_kept);
/* The nth newest of that kind, from 0; false: there are not so many. */
bool past_find(const struct past *past, struct str kind, int nth, struct str *text);
void past_free(struct past *past);

/* Reads the file; what is no such line is left out, and a file that is none or
 * cannot be read has no lines. */
void past_load(struct past **past, const char *path);
/* Adds the kept lines of this session behind those that are in the file by
 * now: others may have written it. Nothing new, nothing written. */
bool past_save(const struct past *past, const char *path, struct error *err);

#endif
