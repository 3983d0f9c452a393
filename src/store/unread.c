/* SPDX-License-Identifier: MIT */
#include "store/db.h"

enum {
	LOOK_MS = 150, /* for one behind a filter that lets little through */
	RANKED = 100,  /* rows at once */
};

/* The next unread row is the first of the scope's unread ones behind a row,
 * wherever that row itself stands. */
bool store_next_unread(struct store *store, const struct store_scope *scope,
		       const struct store_row *from, bool backwards, struct arena *arena,
		       struct store_row *out)
{
	struct store_effort effort = { .ms = LOOK_MS };
	struct store_scope unread = *scope;
	struct store_row *rows;
	size_t found;

	if (scope->kind == STORE_SEARCH) {
		const struct store_row *after = from;
		struct store_row last;

		/* Ranked rows have no index of unread ones: they are few. */
		do {
			if (!store_list(store, scope, after, backwards ? -RANKED : RANKED, arena,
					&rows, &found, NULL))
				return false;
			for (size_t i = 0; i < found; i++) {
				*out = rows[backwards ? found - 1 - i : i];
				if (out->flags & STORE_UNREAD)
					return true;
			}
			if (found)
				last = rows[backwards ? 0 : found - 1];
			after = &last;
		} while (found == RANKED);
		return false;
	}
	unread.unread_only = true;
	unread.read_since = 0;
	if (!store_list_some(store, &unread, from, backwards ? -1 : 1, &effort, arena, &rows,
			     &found, NULL) ||
	    found == 0)
		return false;
	*out = rows[0];
	return true;
}
