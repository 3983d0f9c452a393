/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_STORE_NAME_H
#define WARTA_SRC_STORE_NAME_H

#include "base/arena.h"
#include "base/str.h"

/* What a post without a title is called in lists: the first words of its text,
 * into arena; empty where it has none. */
struct str name_of_post(struct str text, struct arena *arena);

#endif
