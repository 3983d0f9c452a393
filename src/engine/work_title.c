/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "engine/work.h"

void title_order(struct work *work, const struct order *order)
{
	struct order *again = order_new(ORDER_OPEN_URL, order->ticket);

	again->title = order_str(again, order->title);
	again->feed = order->feed;
	again->is_last_try = true;
	work->titles = mem_grow(work->titles, work->title_count, &work->title_cap,
				sizeof(struct order *));
	work->titles[work->title_count++] = again;
	refresh_order(work, order);
}

void title_answer(struct work *work)
{
	for (size_t i = 0; i < work->title_count; i++)
		mailbox_send(work->engine->desk_box, MAILBOX_PERSON, work->titles[i]);
	work->title_count = 0;
}

void title_free(struct work *work)
{
	for (size_t i = 0; i < work->title_count; i++)
		order_free(work->titles[i]);
	free(work->titles);
}
