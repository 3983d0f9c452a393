/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_DEMO_H
#define WARTA_ENGINE_DEMO_H

#include "conf/paths.h"
#include "jail/jail.h"
#include "store/store.h"

/* The built-in newsroom: three feeds and the pages behind their articles, as
 * they would be after a poll and a prefetch, without any network. Writes the
 * subscriptions to paths->urls and everything else to the store, which is a
 * fresh one for writing. */
bool demo_fill(struct store *store, struct jail_line *line, const struct conf_paths *paths,
	       struct error *err);

#endif
