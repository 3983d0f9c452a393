/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_NET_COMMAND_LINE_H
#define WARTA_SRC_NET_COMMAND_LINE_H

#include "base/arena.h"

/* Words of a command as argv, NULL-terminated and in the arena: split at
 * blanks, 'quoted' or "quoted" parts kept together, \ takes the next byte as
 * it is (not within ''). "~/" at the front of a word is the home folder. No
 * other character means anything. NULL when there is no word. */
char **command_line_split(struct str line, struct arena *arena);

/* Splits what follows "filter:" into command and address. */
bool command_line_filter(struct str s, struct str *line, struct str *address);

#endif
