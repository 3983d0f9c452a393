/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "engine/inside.h"

struct engine_event *event_new(enum engine_event_kind kind, uint64_t ticket)
{
	struct engine_event *event = mem_new(1, sizeof(*event));

	event->kind = kind;
	event->ticket = ticket;
	return event;
}

void engine_event_free(struct engine_event *event)
{
	if (!event)
		return;
	page_free(&event->page);
	query_free(&event->query_mistake);
	arena_free(&event->arena);
	free(event);
}

/* Events that nobody waits for let the others pass. */
static enum mailbox_lane lane_of(enum engine_event_kind kind)
{
	switch (kind) {
	case ENGINE_PROGRESS:
	case ENGINE_REFRESHED:
	case ENGINE_CHANGED:
	case ENGINE_NEWS:
		return MAILBOX_BACKGROUND;
	default:
		return MAILBOX_PERSON;
	}
}

void event_send(struct engine *engine, struct engine_event *event)
{
	mailbox_send(engine->events, lane_of(event->kind), event);
}

void event_send_failed(struct engine *engine, uint64_t ticket, const struct error *err)
{
	struct engine_event *event = event_new(ENGINE_FAILED, ticket);

	event->error = *err;
	event_send(engine, event);
}

void event_send_notice(struct engine *engine, const char *sentence)
{
	struct engine_event *event = event_new(ENGINE_NOTICE, 0);

	event->text = arena_str(&event->arena, str_from(sentence));
	event_send(engine, event);
}

void event_send_changed(struct engine *engine)
{
	event_send(engine, event_new(ENGINE_CHANGED, 0));
}

