/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CLI_FEEDS_H
#define WARTA_CLI_FEEDS_H

#include "cli/command.h"
#include "engine/sources.h"

/* The feed that a word of the command line means: its address, its id, its
 * title, or a part of its title that no other has. */
bool feeds_find(struct store *store, const char *word, struct arena *arena,
		struct store_feed *out, struct error *err);

#endif
