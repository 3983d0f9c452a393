/* SPDX-License-Identifier: MIT */
#include "query/query.h"

#include <string.h>

#include "query/pattern.h"
#include "query/tree.h"

struct query_node *tree_node(struct query *query, enum query_kind kind)
{
	struct query_node *node = arena_alloc(&query->arena, sizeof(*node));

	node->kind = (uint8_t)kind;
	return node;
}

void tree_add(struct query *query, struct query_node *parent, struct query_node *child)
{
	size_t count = parent->child_count;

	if (!child)
		return;
	/* Full at every power of two: then twice as many fit. */
	if ((count & (count - 1)) == 0) {
		struct query_node **more = arena_array(&query->arena, count ? count * 2 : 1,
						       sizeof(struct query_node *));

		if (count)
			memcpy(more, parent->children, count * sizeof(struct query_node *));
		parent->children = more;
	}
	parent->children[parent->child_count++] = child;
}

struct query_node *tree_simplify(struct query_node *node)
{
	if (!node || node->child_count == 0)
		return NULL;
	return node->child_count == 1 ? node->children[0] : node;
}

void tree_mistake(struct query *query, size_t from, size_t to, const char *sentence)
{
	if (query->mistake.text[0])
		return;
	error_set(&query->mistake, "%s", sentence);
	query->mistake_from = from;
	query->mistake_to = to;
}

bool query_pattern_check(struct str pattern, struct error *err)
{
	struct pattern *made = pattern_new(pattern, err);

	pattern_free(made);
	return made != NULL;
}

void query_free(struct query *query)
{
	arena_free(&query->arena);
	query->root = NULL;
}
