/* SPDX-License-Identifier: MIT */
#include "engine/demo.h"
#include "main/start.h"

bool demo_start(struct start *start)
{
	struct jail_line *line = NULL;
	struct store *store = NULL;

	if (!start->is_demo)
		return true;
	bool is_ok = jail_line_open(start->jail, &line, &start->err) &&
		     store_open(start->paths.database, STORE_WRITE, &store, NULL, &start->err) &&
		     demo_fill(store, line, &start->paths, &start->err);
	store_close(store);
	jail_line_close(line);
	return is_ok;
}
