/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_ENGINE_IMPORT_TWINS_H
#define WARTA_SRC_ENGINE_IMPORT_TWINS_H

#include "base/arena.h"
#include "conf/urls.h"

enum { IMPORT_TAGS_MAX = 64 /* of one subscription that a list names often */ };

/* Makes one subscription of those that name the same feed: the first of them,
 * with the tags of all. The others are closed up; returns how many are left.
 * Tags live in the arena. */
size_t import_join_twins(struct conf_source *sources, size_t count, struct arena *arena);

#endif
