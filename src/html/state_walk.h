/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_STATE_WALK_H
#define WARTA_HTML_STATE_WALK_H

#include "html/dom.h"
#include "html/state_value.h"

/* Calls see with each piece of data in the scripts of a page: JSON scripts,
 * objects that are assigned, pushed or returned, JSON in string literals,
 * streamed states. Not those of JSON-LD. Values live in the tree's arena. */
typedef void state_see(void *ctx, const struct value *root);
void state_walk(struct dom *dom, state_see *see, void *ctx);

/* Where the next object or array of a program's text begins, from `from` on:
 * behind "=", "(", ":" or "return". SIZE_MAX: there is none. */
size_t state_next_start(struct str text, size_t from);

#endif
