/* SPDX-License-Identifier: MIT */
#include "ui/window.h"

void window_free(struct window *window)
{
	arena_free(&window->arena);
	*window = (struct window){ 0 };
}

/* Three runs of rows, one after the other, in an arena of their own. */
static void window_join(struct window *window, const struct store_row *const parts[3],
			const size_t counts[3])
{
	struct window joined = { .has_first = window->has_first, .has_last = window->has_last,
				 .front = window->front, .back = window->back };

	joined.rows = arena_array(&joined.arena, counts[0] + counts[1] + counts[2] + 1,
				  sizeof(*joined.rows));
	for (int part = 0; part < 3; part++) {
		for (size_t i = 0; i < counts[part]; i++)
			joined.rows[joined.count++] =
				store_row_copy(&parts[part][i], &joined.arena);
	}
	arena_free(&window->arena);
	*window = joined;
}

/* Rows behind (count > 0) or before a row, or from an end of the list. */
static bool read_rows(struct store *store, const struct store_scope *scope,
		      const struct store_row *from, int count, struct arena *arena,
		      struct store_row **rows, size_t *found, struct window_end *end,
		      struct error *err)
{
	struct store_effort effort = { .ms = WINDOW_MS };

	if (!store_list_some(store, scope, from, count, &effort, arena, rows, found, err))
		return false;
	*end = (struct window_end){ effort.is_partial, effort.reached };
	return true;
}

static bool load_from(struct window *window, struct store *store, const struct store_scope *scope,
		      int count, struct error *err)
{
	struct window fresh = { 0 };
	struct window_end *end = count > 0 ? &fresh.back : &fresh.front;

	if (!read_rows(store, scope, NULL, count, &fresh.arena, &fresh.rows, &fresh.count, end,
		       err)) {
		arena_free(&fresh.arena);
		return false;
	}
	bool is_whole = fresh.count < WINDOW_ROWS && !end->is_open;
	fresh.has_first = count > 0 || is_whole;
	fresh.has_last = count < 0 || is_whole;
	window_free(window);
	*window = fresh;
	return true;
}

bool window_load_first(struct window *window, struct store *store,
		       const struct store_scope *scope, struct error *err)
{
	return load_from(window, store, scope, WINDOW_ROWS, err);
}

bool window_load_last(struct window *window, struct store *store,
		      const struct store_scope *scope, struct error *err)
{
	return load_from(window, store, scope, -WINDOW_ROWS, err);
}

bool window_load_around(struct window *window, struct store *store,
			const struct store_scope *scope, const struct store_row *row, size_t *at,
			struct error *err)
{
	struct arena arena = { 0 };
	struct store_row *before, *after, middle = *row, now;
	size_t before_count = 0, after_count = 0;

	struct window_end front, back;

	bool is_ok = read_rows(store, scope, row, -WINDOW_ROWS, &arena, &before, &before_count,
			       &front, err) &&
		     read_rows(store, scope, row, WINDOW_ROWS, &arena, &after, &after_count,
			       &back, err);
	if (is_ok) {
		if (store_row_by_id(store, row->id, &arena, &now)) {
			now.story_size = row->story_size;
			now.group = row->group;
			if (scope->order >= STORE_BY_SECTION && !now.group.ptr)
				now.group = store_group_of(store, scope->order, row->id, &arena);
			middle = now;
		}
		window->front = front;
		window->back = back;
		window->has_first = before_count < WINDOW_ROWS && !front.is_open;
		window->has_last = after_count < WINDOW_ROWS && !back.is_open;
		window_join(window, (const struct store_row *const[]){ before, &middle, after },
			    (const size_t[]){ before_count, 1, after_count });
		*at = before_count;
	}
	arena_free(&arena);
	return is_ok;
}

bool window_extend(struct window *window, struct store *store, const struct store_scope *scope,
		   int rows, bool backwards, long *moved, struct error *err)
{
	struct arena arena = { 0 };
	struct store_row *more;
	size_t found = 0, kept = window->count < WINDOW_KEPT ? window->count : WINDOW_KEPT;

	*moved = 0;
	struct window_end *end = backwards ? &window->front : &window->back;
	if ((!window->count && !end->is_open) ||
	    (backwards ? window->has_first : window->has_last))
		return true;
	const struct store_row *edge = end->is_open ? &end->reached :
				       &window->rows[backwards ? 0 : window->count - 1];
	if (!read_rows(store, scope, edge, backwards ? -rows : rows, &arena, &more, &found, end,
		       err)) {
		arena_free(&arena);
		return false;
	}
	const struct store_row *old =
		backwards ? window->rows : window->rows + window->count - kept;
	bool is_cut = kept < window->count, is_whole = found < (size_t)rows && !end->is_open;
	if (is_cut) /* what was looked at beyond it is not known any more */
		*(backwards ? &window->back : &window->front) = (struct window_end){ 0 };
	if (backwards) {
		*moved = (long)found;
		window->has_first = is_whole;
		window->has_last = window->has_last && !is_cut;
	} else {
		*moved = -(long)(window->count - kept);
		window->has_last = is_whole;
		window->has_first = window->has_first && !is_cut;
	}
	window_join(window, (const struct store_row *const[]){ more, old, more },
		    (const size_t[]){ backwards ? found : 0, kept, backwards ? 0 : found });
	arena_free(&arena);
	return true;
}

void window_set(struct window *window, const struct store_row *rows, size_t count)
{
	window->has_first = window->has_last = true;
	window_join(window, (const struct store_row *const[]){ rows, rows, rows },
		    (const size_t[]){ count, 0, 0 });
}

void window_drop(struct window *window, size_t index)
{
	window->count--;
	for (size_t i = index; i < window->count; i++)
		window->rows[i] = window->rows[i + 1];
}

size_t window_find(const struct window *window, int64_t id)
{
	for (size_t i = 0; i < window->count; i++) {
		if (window->rows[i].id == id)
			return i;
	}
	return SIZE_MAX;
}

uint32_t window_marked_flags(uint32_t flags, enum store_mark mark)
{
	switch (mark) {
	case STORE_MARK_READ: return flags & ~(uint32_t)STORE_UNREAD;
	case STORE_MARK_UNREAD: return flags | STORE_UNREAD;
	case STORE_MARK_STAR: return flags | STORE_STARRED_FLAG;
	case STORE_MARK_UNSTAR: return flags & ~(uint32_t)STORE_STARRED_FLAG;
	case STORE_MARK_PLAYED: return flags | STORE_PLAYED;
	case STORE_MARK_UNPLAYED: return flags & ~(uint32_t)STORE_PLAYED;
	default: return flags;
	}
}
