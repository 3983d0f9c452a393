/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include <sqlite3.h>

#include "store/db.h"

/* A window of a list costs the same wherever in the list it is. */
enum {
	FEEDS = 40, ITEMS = 120, WINDOW = 30,
	OPCODES = 100,  /* of the database's machine, between looks */
	MOST = 200,     /* looks: far less than all rows would need */
};

static int look(void *ctx)
{
	++*(int *)ctx;
	return 0;
}

static int effort(struct fixture *f, const struct store_scope *scope, const struct store_row *after,
		  int count)
{
	struct store_row *rows;
	size_t found;
	int looks = 0;

	sqlite3_progress_handler(f->store->db, OPCODES, look, &looks);
	CHECK(store_list(f->store, scope, after, count, &f->arena, &rows, &found, &f->err));
	sqlite3_progress_handler(f->store->db, 0, NULL, NULL);
	if (looks >= MOST)
		print_error("order %d: %d looks\n", scope->order, looks);
	CHECK(found == WINDOW);
	return looks;
}

static void fill(struct fixture *f)
{
	int64_t first = add_feeds(f, FEEDS);

	for (int i = 0; i < FEEDS; i++) {
		struct news_item *items = arena_array(&f->arena, ITEMS, sizeof(*items));

		for (int k = 0; k < ITEMS; k++) {
			int at = i * ITEMS + k;

			items[k] = item(arena_printf(&f->arena, "%d", at).ptr,
					arena_printf(&f->arena, "https://a.example/%d", at).ptr,
					arena_printf(&f->arena, "%c%d", 'a' + at % 26,
						     at % 977).ptr,
					"isi", NOW - at * 7);
		}
		save(f, first + i, items, ITEMS);
	}
	CHECK(store_prepare_order(f->store, STORE_BY_TITLE, &f->err));
}

static void test_a_window_costs_the_same_wherever_it_is(void **state)
{
	static const enum store_order orders[] = { STORE_NEWEST, STORE_OLDEST, STORE_BY_SOURCE,
						   STORE_BY_TITLE };
	struct fixture *f = *state;
	struct store_row *all;
	size_t count;

	fill(f);
	for (size_t i = 0; i < sizeof(orders) / sizeof(*orders); i++) {
		struct store_scope scope = { .kind = STORE_ALL, .order = orders[i] };

		CHECK(store_list(f->store, &scope, NULL, FEEDS * ITEMS, &f->arena, &all, &count,
				 &f->err));
		CHECK(count == FEEDS * ITEMS);
		CHECK(effort(f, &scope, NULL, WINDOW) < MOST);
		for (size_t at = 500; at < count; at += 1111) {
			CHECK(effort(f, &scope, &all[at], WINDOW) < MOST);
			CHECK(effort(f, &scope, &all[at], -WINDOW) < MOST);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_window_costs_the_same_wherever_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
