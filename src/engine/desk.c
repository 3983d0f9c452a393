/* SPDX-License-Identifier: MIT */
#include "engine/desk.h"

#include <poll.h>
#include <stdlib.h>

enum {
	JAIL_FDS = 16,
	CHILD_MS = 500,  /* a child that hangs makes no sound; the jail notices when asked */
	REST_MS = 4000,  /* without an order: what was read goes out of memory */
};

static void take_order(struct desk *desk, struct order *order)
{
	switch (order->kind) {
	case ORDER_QUIT:
		desk->is_quitting = true;
		break;
	case ORDER_SEARCH:
		desk_search(desk, order);
		return;
	case ORDER_CONF:
		order_take_conf(order, &desk->engine->desk_conf);
		break;
	case ORDER_OPEN_ARTICLE:
		desk_open_article(desk, order);
		break;
	case ORDER_OPEN_URL:
		desk_open_url(desk, order);
		break;
	case ORDER_RENEW_PAGE:
		desk_renew_page(desk, order);
		break;
	case ORDER_COPY:
		store_copy(desk->store);
		break;
	case ORDER_RESPONSE:
		desk_response(desk, order);
		break;
	case ORDER_CANCEL:
		if (desk->search && desk->search->ticket == order->ticket)
			desk_search(desk, NULL);
		desk_cancel(desk, order->ticket);
		break;
	default:
		break;
	}
	order_free(order);
}

static void take_results(struct desk *desk)
{
	struct jail_result result;

	while (jail_take(desk->line, &result, 0)) {
		desk_result(desk, &result);
		jail_reuse(desk->line, &result);
	}
	desk_retry_waiting(desk);
}

static void sleep_until_something(struct desk *desk)
{
	struct pollfd fds[JAIL_FDS + 1] = {
		{ .fd = mailbox_fd(desk->engine->desk_box), .events = POLLIN },
	};
	int jail_fds[JAIL_FDS];
	size_t count = jail_line_fds(desk->line, jail_fds, JAIL_FDS);

	for (size_t i = 0; i < count; i++)
		fds[i + 1] = (struct pollfd){ .fd = jail_fds[i], .events = POLLIN };
	int wait = jail_pending(desk->line) ? CHILD_MS : desk->is_rested ? -1 : REST_MS;
	if (poll(fds, (nfds_t)count + 1, wait) != 0) {
		desk->is_rested = false;
	} else if (wait == REST_MS) {
		store_rest(desk->store);
		desk->is_rested = true;
	}
}

void *desk_main(void *ctx)
{
	struct engine *engine = ctx;
	struct desk desk = {
		.engine = engine,
		.store = engine->desk_store,
		.line = engine->desk_line,
		.is_rested = true,
	};
	struct order *order;

	while (!desk.is_quitting) {
		if (!desk.search)
			sleep_until_something(&desk);
		while (!desk.is_quitting && (order = mailbox_take(engine->desk_box)))
			take_order(&desk, order);
		take_results(&desk);
		if (desk.search && !desk.is_quitting)
			desk_search_on(&desk);
	}
	desk_search(&desk, NULL);
	desk_drop_all(&desk);
	return NULL;
}
