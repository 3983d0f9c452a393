/* SPDX-License-Identifier: MIT */
#include "base/mem.h"
#include "engine/inside.h"

/* The public orders: each becomes a message to the thread that does it. */

static void to_work(struct engine *engine, enum mailbox_lane lane, struct order *order)
{
	mailbox_send(engine->work_box, lane, order);
}

static void to_desk(struct engine *engine, struct order *order)
{
	mailbox_send(engine->desk_box, MAILBOX_PERSON, order);
}

void engine_refresh(struct engine *engine, const int64_t *feeds, size_t count, bool all)
{
	struct order *order = order_new(ORDER_REFRESH, 0);

	order_set_ids(order, feeds, count);
	order->all = all;
	to_work(engine, MAILBOX_BACKGROUND, order);
}

void engine_refresh_offline(struct engine *engine)
{
	struct order *order = order_new(ORDER_REFRESH, 0);

	order->all = true;
	order->is_offline_fill = true;
	to_work(engine, MAILBOX_BACKGROUND, order);
}

void engine_stop_refresh(struct engine *engine)
{
	to_work(engine, MAILBOX_PERSON, order_new(ORDER_STOP_REFRESH, 0));
}

void engine_open_article(struct engine *engine, uint64_t ticket, int64_t article, bool want_full)
{
	struct order *order = order_new(ORDER_OPEN_ARTICLE, ticket);

	order->article = article;
	order->want_full = want_full;
	to_desk(engine, order);
}

void engine_renew_page(struct engine *engine, uint64_t ticket, int64_t article)
{
	struct order *order = order_new(ORDER_RENEW_PAGE, ticket);

	order->article = article;
	to_desk(engine, order);
}

void engine_open_url(struct engine *engine, uint64_t ticket, struct str url, struct str title,
		     int64_t feed, bool is_typed)
{
	struct order *order = order_new(ORDER_OPEN_URL, ticket);

	order->url = order_str(order, url);
	order->title = order_str(order, title);
	order->feed = feed;
	order->is_typed = is_typed;
	to_desk(engine, order);
}

void engine_cancel(struct engine *engine, uint64_t ticket)
{
	to_desk(engine, order_new(ORDER_CANCEL, ticket));
	to_work(engine, MAILBOX_PERSON, order_new(ORDER_CANCEL, ticket));
}

void engine_search(struct engine *engine, uint64_t ticket, struct str text, bool is_typing,
		   const struct store_scope *within)
{
	struct order *order = order_new(ORDER_SEARCH, ticket);

	order->text = order_str(order, text);
	order->is_typing = is_typing;
	if (within)
		order_set_scope(order, within);
	/* First, so that it is an older search that is hit. */
	store_interrupt(engine->desk_store);
	to_desk(engine, order);
}

static struct order *conf_order(const struct conf *conf)
{
	struct order *order = order_new(ORDER_CONF, 0);

	conf_copy(conf, &order->conf);
	return order;
}

void engine_set_conf(struct engine *engine, const struct conf *conf)
{
	to_work(engine, MAILBOX_PERSON, conf_order(conf));
	to_desk(engine, conf_order(conf));
}

void engine_mark(struct engine *engine, const struct store_selection *selection,
		 enum store_mark mark, struct str tag)
{
	struct order *order = order_new(ORDER_MARK, 0);

	order->mark = mark;
	order->text = order_str(order, tag);
	order_set_ids(order, selection->ids, selection->count);
	if (selection->scope)
		order_set_scope(order, selection->scope);
	order->since = selection->since;
	order->until = selection->until;
	order->feed = selection->feed;
	order->has_group = selection->group != NULL;
	if (selection->group)
		order->title = order_str(order, *selection->group);
	order->has_from = selection->from;
	if (selection->from)
		order->from = store_row_copy(selection->from, &order->arena);
	order->has_to = selection->to;
	if (selection->to)
		order->to = store_row_copy(selection->to, &order->arena);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_undo(struct engine *engine)
{
	to_work(engine, MAILBOX_PERSON, order_new(ORDER_UNDO, 0));
}

void engine_save_place(struct engine *engine, int64_t article, uint32_t block, uint32_t offset)
{
	struct order *order = order_new(ORDER_SAVE_PLACE, 0);

	order->article = article;
	order->block = block;
	order->offset = offset;
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_mark_page_read(struct engine *engine, struct str url)
{
	struct order *order = order_new(ORDER_PAGE_READ, 0);

	order->url = order_str(order, url);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_remember(struct engine *engine, struct str name, struct str value)
{
	struct order *order = order_new(ORDER_REMEMBER, 0);

	order->title = order_str(order, name);
	order->text = order_str(order, value);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_prepare_order(struct engine *engine, enum store_order which)
{
	struct order *order = order_new(ORDER_PREPARE_ORDER, 0);

	order->scope.order = which;
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_announce(struct engine *engine)
{
	to_work(engine, MAILBOX_PERSON, order_new(ORDER_ANNOUNCE, 0));
}

void engine_prefetch(struct engine *engine, int64_t article, struct str url, int levels)
{
	struct order *order = order_new(ORDER_PREFETCH, 0);

	order->article = article;
	order->url = order_str(order, url);
	order->levels = levels;
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_save_picture(struct engine *engine, int64_t article, struct str page, struct str url)
{
	struct order *order = order_new(ORDER_PICTURE, 0);

	order->article = article;
	order->title = order_str(order, page);
	order->url = order_str(order, url);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_subscribe(struct engine *engine, uint64_t ticket, struct str url, struct str title,
		      const struct str *tags, size_t tag_count)
{
	struct order *order = order_new(ORDER_SUBSCRIBE, ticket);
	struct conf_source source = conf_source_new(str_trim(url));

	source.title = title;
	source.tags = (struct str *)tags;
	source.tag_count = tag_count;
	order_set_source(order, &source);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_unsubscribe(struct engine *engine, struct str url)
{
	struct order *order = order_new(ORDER_UNSUBSCRIBE, 0);

	order->url = order_str(order, url);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_set_source(struct engine *engine, const struct conf_source *source)
{
	struct order *order = order_new(ORDER_SET_SOURCE, 0);

	order_set_source(order, source);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_place_sources(struct engine *engine, const struct str *urls, size_t count,
			  struct str anchor, bool is_before)
{
	struct order *order = order_new(ORDER_PLACE_SOURCE, 0);

	order->tags = order_strings(order, urls, count);
	order->tag_count = count;
	order->text = order_str(order, anchor);
	order->all = is_before;
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_rename_folder(struct engine *engine, struct str from, struct str to)
{
	struct order *order = order_new(ORDER_RENAME_FOLDER, 0);

	order->title = order_str(order, from);
	order->text = order_str(order, to);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_import(struct engine *engine, uint64_t ticket, const char *file)
{
	struct order *order = order_new(ORDER_IMPORT, ticket);

	order->text = order_str(order, str_from(file));
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_reload_urls(struct engine *engine)
{
	to_work(engine, MAILBOX_PERSON, order_new(ORDER_RELOAD_URLS, 0));
}

void engine_forget_download(struct engine *engine, struct str url)
{
	struct order *order = order_new(ORDER_FORGET_DOWNLOAD, 0);

	order->url = order_str(order, url);
	to_work(engine, MAILBOX_PERSON, order);
}

void engine_download(struct engine *engine, uint64_t ticket, struct str url, int64_t article)
{
	struct order *order = order_new(ORDER_DOWNLOAD, ticket);

	order->url = order_str(order, url);
	order->article = article;
	to_work(engine, MAILBOX_BACKGROUND, order);
}
