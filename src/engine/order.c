/* SPDX-License-Identifier: MIT */
#include "engine/order.h"

#include <stdlib.h>

#include "base/mem.h"

enum { DEEPEST_QUERY = 32 };

struct order *order_new(enum order_kind kind, uint64_t ticket)
{
	struct order *order = mem_new(1, sizeof(*order));

	order->kind = kind;
	order->ticket = ticket;
	return order;
}

void order_free(struct order *order)
{
	if (!order)
		return;
	net_response_free(order->response);
	buf_free(&order->packed);
	conf_free(&order->conf);
	arena_free(&order->arena);
	free(order);
}

void order_take_conf(struct order *order, struct conf *mine)
{
	struct conf former = *mine;

	*mine = order->conf;
	order->conf = former;
}

struct str order_str(struct order *order, struct str s)
{
	return s.len ? arena_str(&order->arena, s) : STR("");
}

void order_set_ids(struct order *order, const int64_t *ids, size_t count)
{
	order->ids = arena_array(&order->arena, count + 1, sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		order->ids[i] = ids[i];
	order->id_count = count;
}

struct str *order_strings(struct order *order, const struct str *from, size_t count)
{
	struct str *copy = arena_array(&order->arena, count + 1, sizeof(*copy));

	for (size_t i = 0; i < count; i++)
		copy[i] = order_str(order, from[i]);
	return copy;
}

void order_set_source(struct order *order, const struct conf_source *source)
{
	struct conf_source *copy = arena_alloc(&order->arena, sizeof(*copy));

	*copy = *source;
	copy->url = order_str(order, source->url);
	copy->title = order_str(order, source->title);
	copy->query = order_str(order, source->query);
	copy->user_agent = order_str(order, source->user_agent);
	copy->proxy = order_str(order, source->proxy);
	copy->tags = order_strings(order, source->tags, source->tag_count);
	copy->headers = order_strings(order, source->headers, source->header_count);
	order->source = copy;
}

static struct query_node *copy_node(struct order *order, const struct query_node *from, int depth)
{
	if (!from || depth > DEEPEST_QUERY)
		return NULL;
	struct query_node *copy = arena_alloc(&order->arena, sizeof(*copy));
	*copy = *from;
	copy->text = order_str(order, from->text);
	copy->children = arena_array(&order->arena, from->child_count + 1,
				     sizeof(copy->children[0]));
	for (size_t i = 0; i < from->child_count; i++)
		copy->children[i] = copy_node(order, from->children[i], depth + 1);
	return copy;
}

/* The copy lives in the order's arena, not in one of its own. */
static const struct query *copy_query(struct order *order, const struct query *from)
{
	if (!from)
		return NULL;
	struct query *copy = arena_alloc(&order->arena, sizeof(*copy));
	copy->root = copy_node(order, from->root, 0);
	return copy;
}

void order_set_scope(struct order *order, const struct store_scope *scope)
{
	order->scope = *scope;
	order->scope.tag = order_str(order, scope->tag);
	order->scope.query = copy_query(order, scope->query);
	order->scope.filter = copy_query(order, scope->filter);
	order->has_scope = true;
}
