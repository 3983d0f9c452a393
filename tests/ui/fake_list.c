/* SPDX-License-Identifier: MIT */
#include "ui/fake_room.h"

#include <stdlib.h>
#include <string.h>

/* Lists of the newsroom in memory, in the orders of the store. */

bool fake_is_in(const struct store_scope *scope, const struct store_row *row)
{
	if (scope->unread_only && !(row->flags & STORE_UNREAD))
		return false;
	if (scope->filter && scope->filter->root && scope->filter->root->text.len &&
	    str_find_nocase(row->title, scope->filter->root->text) == SIZE_MAX)
		return false;
	if (scope->kind == STORE_PAGES)
		return row->flags & STORE_CACHED;
	if (scope->kind == STORE_STARRED)
		return row->flags & STORE_STARRED_FLAG;
	return scope->kind != STORE_FEED || row->feed == scope->feed;
}

struct str store_group_of(struct store *store, enum store_order order, int64_t id,
			  struct arena *arena)
{
	static const char *const sections[] = { "Ekonomi", "Olahraga", "", "Daerah" };
	static const char *const tags[] = { "berita/nasional", "berita/ekonomi", "world", "" };
	const struct store_row *row = fake_row(id);

	(void)store, (void)arena;
	if (order == STORE_BY_TAG)
		return str_from(row ? tags[(row->feed - 1) & 3] : "");
	return str_from(row ? sections[id & 3] : "");
}

/* Those without a name come last. */
static int by_group(const void *a, const void *b)
{
	const struct store_row *x = a, *y = b;

	if (!x->group.len != !y->group.len)
		return x->group.len ? -1 : 1;
	int by = strcmp(x->group.ptr, y->group.ptr);

	if (!by && x->date != y->date)
		by = x->date > y->date ? -1 : 1;
	return by ? by : x->id > y->id ? -1 : x->id < y->id;
}

static int by_feed(const void *a, const void *b)
{
	const struct store_row *x = a, *y = b;

	if (x->feed != y->feed)
		return x->feed < y->feed ? -1 : 1;
	if (x->date != y->date)
		return x->date > y->date ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

/* A place need not be a row's: the edge of a group has no article. */
static bool is_before(const struct store_scope *scope, const struct store_row *a,
		      const struct store_row *b)
{
	if (a->id == b->id)
		return false;
	if (scope->order == STORE_BY_SOURCE && a->feed != b->feed)
		return a->feed < b->feed;
	if (scope->order > STORE_BY_SOURCE) {
		struct store_row x = *a, y = *b;

		if (!x.group.ptr)
			x.group = store_group_of(NULL, scope->order, x.id, NULL);
		if (!y.group.ptr)
			y.group = store_group_of(NULL, scope->order, y.id, NULL);
		return by_group(&x, &y) < 0;
	}
	return a->date > b->date || (a->date == b->date && a->id > b->id);
}

/* Newest first, as they are, or one feed after the other. */
static const struct store_row *in_order(const struct store_scope *scope, struct arena *arena)
{
	struct fake_room *room = fake_room();

	if (scope->order < STORE_BY_SOURCE || !room->row_count)
		return room->rows;
	struct store_row *copy = arena_array(arena, room->row_count, sizeof(*copy));
	memcpy(copy, room->rows, room->row_count * sizeof(*copy));
	bool is_grouped = scope->order > STORE_BY_SOURCE;
	for (size_t i = 0; i < room->row_count && is_grouped; i++)
		copy[i].group = store_group_of(NULL, scope->order, copy[i].id, arena);
	qsort(copy, room->row_count, sizeof(*copy), is_grouped ? by_group : by_feed);
	return copy;
}

bool store_list(struct store *store, const struct store_scope *scope,
		const struct store_row *after, int count, struct arena *arena,
		struct store_row **out, size_t *found, struct error *err)
{
	struct fake_room *room = fake_room();
	size_t want = (size_t)abs(count), start = 0;
	struct store_row *rows = arena_array(arena, want + 1, sizeof(*rows));

	(void)store;
	(void)err;
	*found = 0;
	*out = rows;
	const struct store_row *all = in_order(scope, arena);
	while (after && start < room->row_count && is_before(scope, &all[start], after))
		start++;
	if (count > 0) {
		start += after && start < room->row_count && all[start].id == after->id;
		for (size_t i = start; i < room->row_count && *found < want; i++) {
			if (fake_is_in(scope, &all[i]))
				rows[(*found)++] = all[i];
		}
		return true;
	}
	for (size_t i = after ? start : room->row_count; i > 0 && *found < want; i--) {
		if (fake_is_in(scope, &all[i - 1]))
			rows[want - ++*found] = all[i - 1];
	}
	*out = rows + want - *found;
	return true;
}

bool store_is_order_ready(struct store *store, const struct store_scope *scope)
{
	(void)store;
	(void)scope;
	return true;
}

bool store_list_some(struct store *store, const struct store_scope *scope,
		     const struct store_row *after, int count, struct store_effort *effort,
		     struct arena *arena, struct store_row **out, size_t *found,
		     struct error *err)
{
	effort->is_partial = false;
	return store_list(store, scope, after, count, arena, out, found, err);
}

bool store_next_unread(struct store *store, const struct store_scope *scope,
		       const struct store_row *from, bool backwards, struct arena *arena,
		       struct store_row *out)
{
	struct fake_room *room = fake_room();
	size_t at = 0;

	(void)store;
	(void)arena;
	while (from && at < room->row_count && room->rows[at].id != from->id)
		at++;
	for (size_t i = 0; i < room->row_count; i++) {
		if (backwards ? at == 0 : at + 1 >= room->row_count)
			return false;
		at = backwards ? at - 1 : at + 1;
		if (fake_is_in(scope, &room->rows[at]) && (room->rows[at].flags & STORE_UNREAD)) {
			*out = room->rows[at];
			return true;
		}
	}
	return false;
}
