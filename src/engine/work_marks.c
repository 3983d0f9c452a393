/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "engine/work.h"

static void mark(struct work *work, const struct order *order)
{
	struct engine_event *event = event_new(ENGINE_MARKED, order->ticket);
	struct store_selection selection = {
		.ids = order->id_count ? order->ids : NULL,
		.count = order->id_count,
		.scope = order->has_scope ? &order->scope : NULL,
		.from = order->has_from ? &order->from : NULL,
		.to = order->has_to ? &order->to : NULL,
		.since = order->since,
		.until = order->until,
		.feed = order->feed,
		.group = order->has_group ? &order->title : NULL,
	};

	store_mark(work->store, &selection, order->mark, order->text, time(NULL), &event->count,
		   &event->error);
	event->mark = order->mark;
	event_send(work->engine, event);
	event_send_changed(work->engine);
}

static void undo(struct work *work)
{
	struct engine_event *event = event_new(ENGINE_UNDONE, 0);
	struct store_undone undone = { 0 };

	if (store_undo(work->store, &event->arena, &undone, &event->error)) {
		event->text = undone.what;
		event->count = undone.count > 0 ? undone.count : 1;
		if (undone.data.len)
			sources_undo(work, undone.data);
	}
	event_send(work->engine, event);
	event_send_changed(work->engine);
}

static void keep_page(struct work *work, const struct order *order)
{
	struct page page = { 0 };
	struct error err = { 0 };

	if (!page_unpack(buf_str(&order->packed), &page, &err) ||
	    !store_page_save_with(work->store, order->url, &page, &order->validators, time(NULL),
				  NULL, &err)) {
		log_write(LOG_ERROR, "%s", err.text);
		event_send_notice(work->engine, err.text);
	}
	calm_note(work, 1);
	page_free(&page);
	event_send_changed(work->engine);
}

void marks_order(struct work *work, const struct order *order)
{
	struct error err = { 0 };

	switch (order->kind) {
	case ORDER_MARK: mark(work, order); break;
	case ORDER_UNDO: undo(work); break;
	case ORDER_SAVE_PLACE:
		store_save_place(work->store, order->article, order->block, order->offset);
		break;
	case ORDER_PAGE_READ:
		store_page_mark_read(work->store, order->url, time(NULL));
		break;
	case ORDER_REMEMBER:
		store_put(work->store, order->title, order->text);
		break;
	case ORDER_PREPARE_ORDER:
		if (!store_prepare_order(work->store, order->scope.order, &err))
			log_write(LOG_WARNING, "%s", err.text);
		store_rest(work->store);
		event_send_changed(work->engine);
		break;
	case ORDER_KEEP_RENDERED:
		if (!store_save_rendered(work->store, order->article, buf_str(&order->packed),
					 &err))
			log_write(LOG_WARNING, "%s", err.text);
		break;
	case ORDER_KEEP_PAGE: keep_page(work, order); break;
	case ORDER_PAGE_SAME:
		store_page_confirm(work->store, order->url);
		break;
	case ORDER_PAGE_FAILED:
		store_page_failed(work->store, order->url, time(NULL), order->text);
		break;
	default: break;
	}
}
