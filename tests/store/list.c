/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include "store/db.h"

enum { FEEDS = 20, ITEMS = 50 };

/* Dates interleave over the feeds and collide on purpose. */
static struct news_item numbered(struct fixture *f, int k, int i)
{
	static struct str sections[] = { { "Ekonomi", 7 }, { "olahraga", 8 }, { "Olahraga", 8 },
					 { "Zaman", 5 }, { "aneka", 5 } };
	struct news_item one = item(arena_printf(&f->arena, "%d", i).ptr,
		    arena_printf(&f->arena, "https://a.example/%d/%d", k, i).ptr,
		    arena_printf(&f->arena, "Judul %d %d", (i * 37 + k) % 91, k).ptr, "Isi.",
		    NOW - (i * 7 + k % 3) * 60);

	if ((i + k) % 7 < 5)
		one.categories = (struct news_strings){ &sections[(i + k) % 7], 1 };
	return one;
}

static void fill(struct fixture *f)
{
	int64_t feed = add_feeds(f, FEEDS);

	CHECK(store_begin(f->store, &f->err));
	for (int k = 0; k < FEEDS; k++) {
		struct news_item items[ITEMS];

		for (int i = 0; i < ITEMS; i++)
			items[i] = numbered(f, k, i);
		save(f, feed + k, items, ITEMS);
	}
	CHECK(store_commit(f->store, &f->err));
}

static bool in_order(enum store_order order, const struct store_row *a, const struct store_row *b)
{
	int by;

	switch (order) {
	case STORE_NEWEST:
		return a->date > b->date || (a->date == b->date &&
			(a->feed > b->feed || (a->feed == b->feed && a->id > b->id)));
	case STORE_OLDEST:
		return in_order(STORE_NEWEST, b, a);
	case STORE_BY_TITLE:
		return strcasecmp(a->title.ptr, b->title.ptr) < 0 ||
		       (str_eq(a->title, b->title) && a->id < b->id);
	case STORE_BY_SOURCE:
		return a->feed != b->feed || in_order(STORE_NEWEST, a, b);
	case STORE_BY_SECTION: case STORE_BY_TAG:
		if (str_eq_nocase(a->group, b->group))
			return in_order(STORE_NEWEST, a, b);
		if (!a->group.len || !b->group.len)
			return a->group.len > 0;
		by = strncasecmp(a->group.ptr, b->group.ptr,
				 a->group.len < b->group.len ? a->group.len : b->group.len);
		return by ? by < 0 : a->group.len < b->group.len;
	}
	return false;
}

/* Walks a scope by windows, forth and back, and compares with one big window. */
static void check_walk(struct fixture *f, const struct store_scope *scope, size_t wanted)
{
	struct store_row *all, *rows, last;
	size_t count = 0, found = 1;

	CHECK(store_list(f->store, scope, NULL, 5000, &f->arena, &all, &count, &f->err));
	if (count != wanted)
		print_error("kind %d order %d: %zu rows, %zu wanted\n", scope->kind, scope->order,
			    count, wanted);
	CHECK(count == wanted);
	for (size_t i = 1; i < count; i++)
		CHECK(in_order(scope->order, &all[i - 1], &all[i]));
	for (size_t at = 0; at < count; at += found) {
		CHECK(store_list(f->store, scope, at ? &last : NULL, 7, &f->arena, &rows, &found,
				 &f->err));
		CHECK(found > 0 && found <= 7 && at + found <= count);
		for (size_t i = 0; i < found; i++)
			CHECK(rows[i].id == all[at + i].id);
		last = rows[found - 1];
	}
	if (count < 20)
		return;
	CHECK(store_list(f->store, scope, &all[count - 2], -9, &f->arena, &rows, &found, &f->err));
	CHECK(found == 9);
	for (size_t i = 0; i < 9; i++) {
		if (rows[i].id != all[count - 2 - 9 + i].id)
			print_error("kind %d order %d: row %zu before the end\n", scope->kind,
				    scope->order, i);
		CHECK(rows[i].id == all[count - 2 - 9 + i].id);
	}
}

static void test_windows_of_every_scope_and_order_join_to_the_whole(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;

	fill(f);
	list_all(f, &rows);
	for (int i = 0; i < 100; i++)
		mark(f, rows[i * 3].id, i % 2 ? STORE_MARK_STAR : STORE_MARK_READ);
	mark(f, rows[1].id, STORE_MARK_TAG);
	mark(f, rows[400].id, STORE_MARK_TAG);
	for (int i = STORE_NEWEST; i <= STORE_BY_TAG + 1; i++) {
		enum store_order order = i > STORE_BY_TAG ? STORE_BY_SECTION : (enum store_order)i;
		struct store_scope scope = { .kind = STORE_ALL, .order = order };

		if (i > STORE_BY_TAG) /* once more by its index */
			CHECK(store_prepare_order(f->store, STORE_BY_SECTION, &f->err));

		check_walk(f, &scope, FEEDS * ITEMS);
		scope.unread_only = true;
		check_walk(f, &scope, FEEDS * ITEMS - 50);
		scope.read_since = NOW - 1;
		check_walk(f, &scope, FEEDS * ITEMS);
		scope.read_since = NOW + 1;
		check_walk(f, &scope, FEEDS * ITEMS - 50);
		scope = (struct store_scope){ .kind = STORE_FEED, .feed = 3,
					      .order = order };
		check_walk(f, &scope, ITEMS);
		scope = (struct store_scope){ .kind = STORE_STARRED,
					      .order = order };
		check_walk(f, &scope, 50);
		scope = (struct store_scope){ .kind = STORE_TAG, .tag = STR("Berita"),
					      .order = order };
		check_walk(f, &scope, FEEDS * ITEMS);
		scope.tag = STR("simpan");
		check_walk(f, &scope, 2);
		scope.tag = STR("tag4");
		check_walk(f, &scope, ITEMS);
		scope = (struct store_scope){ .kind = STORE_TODAY, .today = NOW - 7 * 60 * 10,
					      .order = order };
		check_walk(f, &scope, FEEDS * 10 + 7);
	}
}

/* A row at a time, from an end to the other. */
static void check_steps(struct fixture *f, const struct store_scope *scope, int way)
{
	struct store_effort effort = { .ms = -1, .is_partial = true };
	struct store_row *all, *rows, last, *after = NULL;
	size_t count, found, at = 0, steps = 0;

	count = list_scope(f, scope, &all);
	CHECK(count > 5);
	for (; at < count || effort.is_partial; steps++) {
		CHECK(steps <= FEEDS * ITEMS);
		CHECK(store_list_some(f->store, scope, after, way * 40, &effort, &f->arena, &rows,
				      &found, &f->err));
		for (size_t i = 0; i < found; i++) {
			size_t place = way > 0 ? at + i : count - at - found + i;

			CHECK(rows[i].id == all[place].id);
		}
		at += found;
		if (found)
			last = rows[way > 0 ? found - 1 : 0];
		if (effort.is_partial)
			last = effort.reached;
		after = &last;
	}
	CHECK(at == count && steps > count / 4);
}

static void test_a_reading_that_was_ended_goes_on_where_it_was(void **state)
{
	static const char *const queries[] = { "url:a.example/7/", "url:9 -url:8",
					       "is:unread url:19", "since:3h url:4" };
	struct fixture *f = *state;
	struct store_row *rows;

	fill(f);
	CHECK(store_prepare_order(f->store, STORE_BY_TITLE, &f->err));
	CHECK(store_prepare_order(f->store, STORE_BY_SECTION, &f->err));
	list_all(f, &rows);
	for (int i = 0; i < 100; i++)
		mark(f, rows[i * 3].id, STORE_MARK_READ);
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct query query = { 0 };

		query_parse(str_from(queries[i]), NOW, false, &query);
		for (int way = -1; way <= 1; way += 2) {
			struct store_scope scopes[] = {
				{ .kind = STORE_QUERY, .query = &query },
				{ .kind = STORE_QUERY, .query = &query, .order = STORE_OLDEST },
				{ .kind = STORE_ALL, .filter = &query, .fold_stories = true },
				{ .kind = STORE_ALL, .filter = &query, .unread_only = true },
				{ .kind = STORE_ALL, .filter = &query, .unread_only = true,
				  .read_since = NOW - 1 },
				{ .kind = STORE_TAG, .tag = STR("berita"), .filter = &query },
				{ .kind = STORE_ALL, .filter = &query, .order = STORE_BY_SOURCE },
				{ .kind = STORE_ALL, .filter = &query, .order = STORE_BY_TITLE },
				{ .kind = STORE_ALL, .filter = &query, .order = STORE_BY_SECTION },
				{ .kind = STORE_ALL, .filter = &query, .order = STORE_BY_TAG },
				{ .kind = STORE_TODAY, .today = NOW - 18000,
				  .filter = &query, .order = STORE_BY_TITLE },
			};

			for (size_t k = 0; k < sizeof(scopes) / sizeof(scopes[0]); k++)
				check_steps(f, &scopes[k], way);
		}
		query_free(&query);
	}
}

static void test_titles_in_order_are_the_same_with_their_index(void **state)
{
	struct fixture *f = *state;
	struct store_scope scopes[] = {
		{ .kind = STORE_ALL, .order = STORE_BY_TITLE },
		{ .kind = STORE_TAG, .tag = STR("tag4"), .order = STORE_BY_TITLE },
		{ .kind = STORE_ALL, .order = STORE_BY_TITLE, .unread_only = true },
		{ .kind = STORE_FEED, .feed = 3, .order = STORE_BY_TITLE },
	};
	struct store_row *before[4], *after;
	size_t counts[4];

	fill(f);
	for (int64_t id = 1; id < 400; id += 2)
		mark(f, id, STORE_MARK_READ);
	for (int i = 0; i < 4; i++)
		counts[i] = list_scope(f, &scopes[i], &before[i]);
	CHECK(store_prepare_order(f->store, STORE_BY_TITLE, &f->err));
	for (int i = 0; i < 4; i++) {
		CHECK(list_scope(f, &scopes[i], &after) == counts[i] && counts[i] > 9);
		for (size_t k = 0; k < counts[i]; k++)
			CHECK(after[k].id == before[i][k].id);
		check_walk(f, &scopes[i], counts[i]);
	}
}

static void test_next_unread_skips_what_is_read(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL }, tag = { .kind = STORE_TAG,
								 .tag = STR("berita") };
	struct store_row *rows, next;

	fill(f);
	list_all(f, &rows);
	for (int i = 3; i < 9; i++)
		mark(f, rows[i].id, STORE_MARK_READ);
	CHECK(store_next_unread(f->store, &scope, &rows[2], false, &f->arena, &next));
	CHECK(next.id == rows[9].id);
	CHECK(store_next_unread(f->store, &scope, &rows[9], true, &f->arena, &next));
	CHECK(next.id == rows[2].id);
	CHECK(store_next_unread(f->store, &tag, &rows[5], false, &f->arena, &next));
	CHECK(next.id == rows[9].id);
	CHECK(!store_next_unread(f->store, &scope, &rows[FEEDS * ITEMS - 1], false, &f->arena,
				 &next));
}

static void test_tags_keep_their_order_and_reading_again_writes_nothing(void **state)
{
	struct fixture *f = *state;
	struct str first[] = { STR("zebra"), STR("Berita"), STR("apa") };
	struct str second[] = { STR("berita"), STR("zebra") };
	struct store_source sources[] = {
		{ .url = STR("https://a.example/2"), .tags = second, .tag_count = 2, .keep = -1 },
		{ .url = STR("https://a.example/0"), .keep = -1 },
		{ .url = STR("https://a.example/1"), .tags = first, .tag_count = 3, .keep = -1 },
	};
	struct store_feed *feeds;
	size_t found;

	CHECK(store_set_sources(f->store, sources, 3, &f->err));
	int64_t written = store_written(f->store);
	CHECK(store_set_sources(f->store, sources, 3, &f->err));
	CHECK(store_written(f->store) == written);
	CHECK(store_feeds(f->store, &f->arena, &feeds, &found, &f->err) && found == 3);
	CHECK(feeds[0].tag_count == 2 && feeds[1].tag_count == 0 && feeds[2].tag_count == 3);
	CHECK_STR(feeds[0].tags[0], "berita");
	CHECK_STR(feeds[0].tags[1], "zebra");
	CHECK_STR(feeds[2].tags[0], "zebra");
	CHECK_STR(feeds[2].tags[1], "Berita");
	CHECK_STR(feeds[2].tags[2], "apa");
	sources[1].is_hidden = true;
	CHECK(store_set_sources(f->store, sources, 3, &f->err));
	CHECK(store_written(f->store) > written);
}

static void test_kept_counts_agree_with_what_is_there(void **state)
{
	struct fixture *f = *state;
	struct store_counts counts;
	struct store_row *rows;

	fill(f);
	list_all(f, &rows);
	for (int i = 0; i < 30; i++) {
		mark(f, rows[i].id, STORE_MARK_READ);
		if (i < 20)
			mark(f, rows[i].id, STORE_MARK_STAR);
		if (i < 10)
			mark(f, rows[i].id, STORE_MARK_DELETE);
	}
	CHECK(store_counts(f->store, (struct str){ 0 }, &counts));
	CHECK(counts.unread == FEEDS * ITEMS - 30 && counts.total == FEEDS * ITEMS - 10);
	CHECK(counts.starred == 10);
	CHECK(store_counts(f->store, STR("tag5"), &counts));
	CHECK(counts.total <= ITEMS && counts.total > 0);
	CHECK(store_counts(f->store, STR("none"), &counts));
	CHECK(counts.total == 0);
}

static void test_a_story_in_two_feeds_is_one_row_and_both_are_marked(void **state)
{
	struct fixture *f = *state;
	struct store_scope folded = { .kind = STORE_ALL, .fold_stories = true };
	struct store_selection from_it = { .scope = &folded };
	int64_t feed = add_feeds(f, 3), changed;
	struct store_row *rows;
	struct news_item same[] = { item("1", "https://b.example/x",
					 "Gempa besar guncang kota pelabuhan", "Isi.", NOW - 50) },
		again[] = { item("9", "https://www.b.example/x?utm_source=z", "Gempa",
				 "Lain.", NOW - 40) },
		near[] = { item("4", "https://c.example/y",
				"Gempa besar guncang kota pelabuhan lama", "Isi.", NOW - 30) },
		other[] = { item("5", "https://c.example/z", "Panen raya di desa sebelah timur",
				 "Isi.", NOW - 20) };

	save(f, feed, same, 1);
	save(f, feed + 1, again, 1);
	save(f, feed + 2, near, 1);
	save(f, feed + 2, other, 1);
	index_all(f);
	CHECK(list_scope(f, &folded, &rows) == 2);
	CHECK(rows[0].story_size == 1 && rows[1].story_size == 3);
	CHECK(rows[1].feed == feed);
	folded.order = STORE_OLDEST;
	CHECK(list_scope(f, &folded, &rows) == 2);
	CHECK(rows[0].feed == feed);
	/* Of one feed, its own article leads. */
	folded.kind = STORE_FEED;
	folded.feed = feed + 1;
	CHECK(list_scope(f, &folded, &rows) == 1);
	CHECK(store_mark(f->store, &from_it, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 3 && unread_of(f) == 1);
}

static void test_a_feed_that_names_anothers_address_is_not_its_face(void **state)
{
	struct fixture *f = *state;
	struct store_source sources[] = {
		{ .url = STR("https://jahat.example/rss"), .keep = -1 },
		{ .url = STR("https://feeds.b.example/rss"), .keep = -1 },
	};
	struct store_scope folded = { .kind = STORE_ALL, .fold_stories = true };
	struct store_feed *feeds;
	struct store_row *rows;
	size_t count;
	struct news_item evil[] = { item("1", "https://b.example/x", "PALSU", "Isi.", NOW + 300),
				    item("2", "https://c.example/y", "Tautan", "Isi.",
					 NOW - 90) },
		good[] = { item("9", "https://www.b.example/x", "Gempa", "Isi.", NOW - 400),
			   item("8", "https://c.example/y", "Titipan", "Isi.", NOW) };

	CHECK(store_set_sources(f->store, sources, 2, &f->err));
	CHECK(store_feeds(f->store, &f->arena, &feeds, &count, &f->err) && count == 2);
	/* Whoever comes first, and whatever the dates say. */
	save(f, feeds[0].id, evil, 2);
	save(f, feeds[1].id, good, 2);
	CHECK(list_scope(f, &folded, &rows) == 2);
	CHECK_STR(rows[0].title, "Tautan"); /* neither lives there: the first seen */
	CHECK_STR(rows[1].title, "Gempa");
	CHECK(rows[0].story_size == 2 && rows[1].story_size == 2);
	CHECK(rows[1].flags == STORE_UNREAD || rows[1].flags == (STORE_UNREAD | STORE_PARTIAL));
	/* What is folded is not lost: the story has all of them. */
	struct store_story_item *items;
	CHECK(store_story(f->store, rows[1].id, (struct str){ 0 }, 2, 50, &f->arena, &items,
			  &count, &f->err));
	CHECK(count == 2 && items[0].article == rows[1].id && items[0].depth == 0);
	CHECK(!items[0].is_same && items[1].is_same && items[1].article != rows[1].id);
	CHECK_STR(items[1].title, "PALSU");
	folded.fold_stories = false;
	CHECK(list_scope(f, &folded, &rows) == 4);
	folded = (struct store_scope){ .kind = STORE_FEED, .feed = feeds[0].id,
				       .fold_stories = true };
	CHECK(list_scope(f, &folded, &rows) == 2);
}

/* ---- plans --------------------------------------------------------------------- */

struct plans { struct store *store; char *sql[64]; size_t count; };

static int remember(unsigned what, void *ctx, void *stmt, void *text)
{
	struct plans *plans = ctx;

	(void)what;
	(void)text;
	if (plans->count < 64)
		plans->sql[plans->count++] = sqlite3_expanded_sql(stmt);
	return 0;
}

/* No statement of a window walks a table or sorts. */
static void check_plans(struct plans *plans)
{
	sqlite3_trace_v2(plans->store->db, 0, NULL, NULL);
	CHECK(plans->count > 0);
	for (size_t i = 0; i < plans->count; i++) {
		struct buf explain = { 0 };
		sqlite3_stmt *stmt;

		buf_addf(&explain, "EXPLAIN QUERY PLAN %s", plans->sql[i]);
		CHECK(sqlite3_prepare_v2(plans->store->db, buf_cstr(&explain), -1, &stmt, NULL) ==
		      SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			const char *step = (const char *)sqlite3_column_text(stmt, 3);
			bool is_scan = strstr(step, "SCAN i") && !strstr(step, "USING INDEX") &&
				       !strstr(step, "USING COVERING INDEX");

			if (is_scan || strstr(step, "TEMP B-TREE"))
				print_error("%s\n    %s\n", plans->sql[i], step);
			CHECK(!is_scan && !strstr(step, "TEMP B-TREE"));
		}
		sqlite3_finalize(stmt);
		sqlite3_free(plans->sql[i]);
		buf_free(&explain);
	}
	plans->count = 0;
}

static void check_scope_plan(struct fixture *f, struct store_scope scope)
{
	struct plans plans = { .store = f->store };
	struct store_row *rows;
	size_t found;

	for (int i = 0; i < 8; i++) {
		scope.order = i & 1 ? STORE_OLDEST : STORE_NEWEST;
		scope.unread_only = i & 2;
		scope.fold_stories = i & 4;
		CHECK(store_list(f->store, &scope, NULL, 50, &f->arena, &rows, &found, &f->err));
		sqlite3_trace_v2(f->store->db, SQLITE_TRACE_STMT, remember, &plans);
		CHECK(store_list(f->store, &scope, found ? &rows[found / 2] : NULL,
				 i % 3 ? 20 : -20, &f->arena, &rows, &found, &f->err));
		check_plans(&plans);
	}
}

static void test_plans_of_lists_are_pinned_to_indexes(void **state)
{
	struct fixture *f = *state;
	struct plans plans = { .store = f->store };
	struct store_counts counts;

	fill(f);
	/* With statistics, without them, and with those of an empty table. */
	for (int round = 0; round < 2; round++) {
		check_scope_plan(f, (struct store_scope){ .kind = STORE_ALL });
		check_scope_plan(f, (struct store_scope){ .kind = STORE_FEED, .feed = 2 });
		check_scope_plan(f, (struct store_scope){ .kind = STORE_STARRED });
		check_scope_plan(f, (struct store_scope){ .kind = STORE_TODAY, .today = NOW });
		check_scope_plan(f, (struct store_scope){ .kind = STORE_TAG,
							  .tag = STR("berita") });
		check_scope_plan(f, (struct store_scope){ .kind = STORE_PAGES });
		sqlite3_trace_v2(f->store->db, SQLITE_TRACE_STMT, remember, &plans);
		CHECK(store_counts(f->store, (struct str){ 0 }, &counts));
		check_plans(&plans);
		CHECK(sqlite3_exec(f->store->db, "ANALYZE", NULL, NULL, NULL) == SQLITE_OK);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(windows_of_every_scope_and_order_join_to_the_whole),
		STORE_TEST(a_reading_that_was_ended_goes_on_where_it_was),
		STORE_TEST(titles_in_order_are_the_same_with_their_index),
		STORE_TEST(next_unread_skips_what_is_read),
		STORE_TEST(tags_keep_their_order_and_reading_again_writes_nothing),
		STORE_TEST(kept_counts_agree_with_what_is_there),
		STORE_TEST(a_story_in_two_feeds_is_one_row_and_both_are_marked),
		STORE_TEST(a_feed_that_names_anothers_address_is_not_its_face),
		STORE_TEST(plans_of_lists_are_pinned_to_indexes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
