/* SPDX-License-Identifier: MIT */
#include "query/query.h"

void query_free(struct query *query)
{
	arena_free(&query->arena);
	query->root = NULL;
}
