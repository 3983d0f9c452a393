/* SPDX-License-Identifier: MIT */
#include "cli/session.h"

#include <poll.h>

bool session_open(const struct cli_setup *setup, bool is_fetching, struct engine **out,
		  struct error *err)
{
	struct engine_options options = {
		.paths = setup->paths,
		.conf = setup->conf,
		.jail = setup->jail,
		.is_offline = setup->is_offline,
		.is_once = true,
		.is_fetching = is_fetching,
		.loopback_is_public = setup->loopback_is_public,
	};

	return engine_open(&options, out, err);
}

struct engine_event *session_next(struct engine *engine)
{
	struct pollfd fd = { .fd = engine_fd(engine), .events = POLLIN };
	struct engine_event *event;

	while (!(event = engine_next(engine)))
		poll(&fd, 1, -1);
	return event;
}

static bool is_answer(const struct engine_event *event, uint64_t ticket)
{
	return event->ticket == ticket && event->kind != ENGINE_FETCHING &&
	       event->kind != ENGINE_NOTICE && event->kind != ENGINE_CHANGED;
}

struct engine_event *session_answer(struct engine *engine, uint64_t ticket)
{
	for (;;) {
		struct engine_event *event = session_next(engine);
		if (is_answer(event, ticket))
			return event;
		if (event->kind == ENGINE_NOTICE)
			cli_fail(0, event->text.ptr);
		engine_event_free(event);
	}
}
