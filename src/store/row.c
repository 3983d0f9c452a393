/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "store/store.h"

struct store_row store_row_copy(const struct store_row *row, struct arena *arena)
{
	struct store_row out = *row;

	out.title = arena_str(arena, row->title);
	out.source = arena_str(arena, row->source);
	out.author = arena_str(arena, row->author);
	out.url = arena_str(arena, row->url);
	if (row->group.ptr)
		out.group = arena_str(arena, row->group);
	out.snippet = arena_str(arena, row->snippet);
	out.hit = arena_str(arena, row->hit);
	return out;
}
