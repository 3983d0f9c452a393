/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_TERM_TERMINFO_H
#define WARTA_SRC_TERM_TERMINFO_H

#include "base/error.h"

/* What the terminal can do, read from terminfo once. Strings are complete
 * escape sequences, empty where the terminal lacks them. */
struct terminfo {
	char enter[128], leave[128]; /* the alternate screen */
	char hide[64], show[64];     /* the cursor */
	int colours;                 /* 0, 8, 16, 256, or 1 << 24 */
	bool has_dim, has_italic, has_strike;
	bool can_scroll; /* delete and insert lines within some rows */
	bool can_repeat; /* the last letter */
	bool is_modern; /* knows private modes and OSC, or ignores them well */
};

/* For the terminal on descriptor fd, named by TERM. Fails with a sentence
 * when the name is unset or unknown, or the terminal cannot do what a
 * screen program needs. */
bool terminfo_load(struct terminfo *out, int fd, struct error *err);

#endif
