/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "engine/desk.h"
#include "query/query.h"

enum {
	FIRST = 24,    /* enough for a screen: these come at once */
	SLICE_MS = 50, /* what else is ordered waits no longer */
};

void desk_search(struct desk *desk, struct order *order)
{
	order_free(desk->search);
	desk->search = order;
	arena_free(&desk->found.arena);
	desk->found.count = 0;
	desk->found.is_begun = false;
}

/* Reads on; false when it failed. */
static bool read_on(struct desk *desk, const struct store_scope *scope, bool *is_whole,
		    struct error *err)
{
	struct desk_found *found = &desk->found;
	int limit = found->is_begun ? DESK_FOUND_MOST : FIRST;
	struct store_effort effort = { .ms = SLICE_MS };
	struct store_row *rows;
	size_t count;

	if (!store_list_some(desk->store, scope, found->is_begun ? &found->reached : NULL,
			     limit - (int)found->count, &effort, &found->arena, &rows, &count,
			     err))
		return false;
	for (size_t i = 0; i < count; i++)
		found->rows[found->count++] = rows[i];
	*is_whole = !effort.is_partial && found->count < (size_t)limit;
	if (effort.is_partial)
		found->reached = effort.reached;
	else if (found->count)
		found->reached = found->rows[found->count - 1];
	found->is_begun = true;
	return true;
}

static void tell(struct desk *desk, struct engine_event *event, bool is_whole)
{
	const struct desk_found *found = &desk->found;

	event->rows = arena_array(&event->arena, found->count + 1, sizeof(*event->rows));
	for (size_t i = 0; i < found->count; i++)
		event->rows[i] = store_row_copy(&found->rows[i], &event->arena);
	event->row_count = found->count;
	event->has_more = !is_whole;
	event->total = store_index_left(desk->store);
	event_send(desk->engine, event);
}

void desk_search_on(struct desk *desk)
{
	struct order *order = desk->search;
	struct engine_event *event = event_new(ENGINE_FOUND, order->ticket);
	struct query *query = &event->query_mistake;
	struct store_scope scope = { 0 };
	size_t before = desk->found.count;
	bool was_begun = desk->found.is_begun, is_whole = true;

	if (order->has_scope)
		scope = order->scope;
	query_parse(order->text, time(NULL), order->is_typing, query);
	scope.kind = STORE_SEARCH;
	scope.filter = scope.query ? scope.query : scope.filter;
	scope.query = query;
	bool is_ok = read_on(desk, &scope, &is_whole, &event->error);
	query->root = NULL;
	if (!is_ok && mailbox_count(desk->engine->desk_box)) {
		/* Whatever arrived comes first; a newer search replaces this. */
		engine_event_free(event);
		return;
	}
	event->is_last = is_whole || desk->found.count == DESK_FOUND_MOST;
	if (event->is_last || !was_begun || desk->found.count > before) {
		bool is_last = event->is_last;

		tell(desk, event, is_whole);
		if (is_last)
			desk_search(desk, NULL);
	} else {
		engine_event_free(event);
	}
}
