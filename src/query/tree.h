/* SPDX-License-Identifier: MIT */
#ifndef WARTA_QUERY_TREE_H
#define WARTA_QUERY_TREE_H

#include "query/query.h"

enum { TREE_TERMS = 64, TREE_LEVELS = 16 };

struct query_node *tree_node(struct query *query, enum query_kind kind);

/* Appends to the children of an AND, OR or NOT. */
void tree_add(struct query *query, struct query_node *parent, struct query_node *child);

/* A parent of one child is that child; one of none is NULL. */
struct query_node *tree_simplify(struct query_node *node);

/* Notes the first mistake, of the bytes [from, to) of the input. */
void tree_mistake(struct query *query, size_t from, size_t to, const char *sentence);

#endif
