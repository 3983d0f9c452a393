/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

static void fill(struct fixture *f, int count)
{
	int64_t feed = add_feeds(f, 1);
	struct news_item *items = calloc((size_t)count, sizeof(*items));

	for (int i = 0; i < count; i++)
		items[i] = item(arena_printf(&f->arena, "%d", i).ptr, "", "Judul", "Isi.", NOW - i);
	save(f, feed, items, (size_t)count);
	free(items);
}

static void reopen(struct fixture *f)
{
	store_close(f->store);
	CHECK(store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
}

static int64_t undo(struct fixture *f, const char *what)
{
	struct store_undone undone;

	CHECK(store_undo(f->store, &f->arena, &undone, &f->err));
	CHECK_STR(undone.what, what);
	return undone.count;
}

static void test_ten_thousand_read_are_undone_exactly_after_a_restart(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_selection all = { .scope = &scope };
	struct store_row *rows;
	int64_t changed, read_before[10];

	fill(f, 10000);
	list_all(f, &rows);
	for (int i = 0; i < 10; i++) {
		read_before[i] = rows[i * 50].id;
		mark(f, read_before[i], STORE_MARK_READ);
	}
	CHECK(store_mark(f->store, &all, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 9990 && unread_of(f) == 0);
	reopen(f);
	CHECK(undo(f, "read") == 9990);
	CHECK(unread_of(f) == 9990);
	for (int i = 0; i < 10; i++) {
		struct store_row row;

		CHECK(store_row_by_id(f->store, read_before[i], &f->arena, &row));
		CHECK(!(row.flags & STORE_UNREAD));
	}
}

static void test_tags_of_articles_are_listed_with_how_many_have_them(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	struct store_tag *tags;
	size_t count;

	fill(f, 30);
	CHECK(store_article_tags(f->store, &f->arena, &tags, &count) && count == 0);
	list_all(f, &rows);
	for (int i = 0; i < 3; i++)
		mark(f, rows[i].id, STORE_MARK_TAG);
	CHECK(store_mark(f->store, &(struct store_selection){ .ids = &rows[4].id, .count = 1 },
			 STORE_MARK_TAG, STR("Antre"), NOW, NULL, &f->err));
	mark(f, rows[2].id, STORE_MARK_DELETE);
	CHECK(store_article_tags(f->store, &f->arena, &tags, &count) && count == 2);
	CHECK_STR(tags[0].name, "Antre");
	CHECK_STR(tags[1].name, "simpan");
	CHECK(tags[0].total == 1 && tags[1].total == 2);
}

static void test_levels_of_undo_come_back_in_order(void **state)
{
	struct fixture *f = *state;
	struct store_undone undone;
	struct store_row *rows, row;
	struct store_article article;

	fill(f, 3);
	list_all(f, &rows);
	mark(f, rows[0].id, STORE_MARK_STAR);
	mark(f, rows[0].id, STORE_MARK_TAG);
	mark(f, rows[1].id, STORE_MARK_DELETE);
	CHECK(store_journal_note(f->store, STR("unsubscribe"), STR("https://a.example/ ~X"), NOW,
				 &f->err));
	/* What changes nothing leaves nothing to undo. */
	mark(f, rows[0].id, STORE_MARK_STAR);
	reopen(f);
	CHECK(store_undo(f->store, &f->arena, &undone, &f->err));
	CHECK_STR(undone.what, "unsubscribe");
	CHECK_STR(undone.data, "https://a.example/ ~X");
	CHECK(!store_row_by_id(f->store, 999, &f->arena, &row));
	CHECK(undo(f, "delete") == 1);
	CHECK(list_all(f, &rows) == 3);
	CHECK(store_article(f->store, rows[0].id, &f->arena, &article, &f->err));
	CHECK(article.tags.count == 1);
	CHECK(undo(f, "tag") == 1);
	CHECK(store_article(f->store, rows[0].id, &f->arena, &article, &f->err));
	CHECK(article.tags.count == 0);
	CHECK(undo(f, "star") == 1);
	list_all(f, &rows);
	CHECK(!(rows[0].flags & STORE_STARRED_FLAG));
	CHECK(!store_undo(f->store, &f->arena, &undone, &f->err) && !f->err.text[0]);
}

static void test_a_range_is_marked_from_row_to_row(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL, .order = STORE_OLDEST };
	struct store_selection part = { .scope = &scope };
	struct store_row *rows;
	int64_t changed;

	fill(f, 2500);
	list_scope(f, &scope, &rows);
	part.from = &rows[10];
	part.to = &rows[19];
	CHECK(store_mark(f->store, &part, STORE_MARK_STAR, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 10);
	part.to = part.from;
	CHECK(store_mark(f->store, &part, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 1);
	scope.order = STORE_BY_TITLE;
	part.from = &rows[0];
	part.to = NULL;
	CHECK(store_mark(f->store, &part, STORE_MARK_PLAYED, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed > 0);
}

static void test_a_group_is_marked_by_its_days_or_its_feed(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_selection day = { .scope = &scope, .since = NOW - 9, .until = NOW - 4 };
	int64_t changed;

	fill(f, 20);
	CHECK(store_mark(f->store, &day, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 5 && unread_of(f) == 15);
	struct store_selection other = { .scope = &scope, .feed = 99 };
	CHECK(store_mark(f->store, &other, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 0);
}

static void test_a_range_ends_where_its_last_row_was(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_selection above = { .scope = &scope };
	struct store_row *rows, last;
	int64_t changed;

	fill(f, 20);
	list_all(f, &rows);
	last = rows[5];
	mark(f, last.id, STORE_MARK_DELETE);
	above.to = &last;
	CHECK(store_mark(f->store, &above, STORE_MARK_READ, (struct str){ 0 }, NOW, &changed,
			 &f->err));
	CHECK(changed == 5);
	scope.order = STORE_BY_TITLE; /* nobody can tell where it was: nothing is marked */
	CHECK(!store_mark(f->store, &above, STORE_MARK_STAR, (struct str){ 0 }, NOW, &changed,
			  &f->err));
	CHECK(changed == 0);
}

static void test_marks_of_two_processes_do_not_lose_each_other(void **state)
{
	struct fixture *f = *state;
	struct store *other, *reader;
	struct store_row *rows;
	struct store_selection one = { .count = 1 };
	struct store_counts counts;

	fill(f, 4);
	list_all(f, &rows);
	CHECK(store_open(f->path, STORE_WRITE, &other, NULL, &f->err));
	CHECK(store_open(f->path, STORE_READ, &reader, NULL, &f->err));
	CHECK(!store_has_changed(reader));
	mark(f, rows[0].id, STORE_MARK_READ);
	one.ids = &rows[1].id;
	CHECK(store_mark(other, &one, STORE_MARK_READ, (struct str){ 0 }, NOW, NULL, &f->err));
	CHECK(store_has_changed(reader));
	CHECK(!store_has_changed(reader));
	CHECK(store_counts(reader, (struct str){ 0 }, &counts) && counts.unread == 2);
	CHECK(!store_mark(reader, &one, STORE_MARK_STAR, (struct str){ 0 }, NOW, NULL, &f->err));
	store_close(reader);
	store_close(other);
}

static void test_eviction_spares_what_matters_and_never_takes_all(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_selection all = { .scope = &scope };
	struct store_row *rows;
	int64_t evicted;

	fill(f, 100);
	index_all(f);
	list_all(f, &rows);
	mark(f, rows[0].id, STORE_MARK_STAR);
	mark(f, rows[1].id, STORE_MARK_TAG);
	CHECK(store_mark(f->store, &all, STORE_MARK_READ, (struct str){ 0 }, NOW, NULL, &f->err));
	mark(f, rows[2].id, STORE_MARK_UNREAD);
	/* A clock fifty years ahead. */
	CHECK(store_evict(f->store, (int64_t)NOW + 1577880000, 86400, 0, &evicted, &f->err));
	CHECK(evicted > 0 && evicted <= 11);
	for (int i = 0; i < 50; i++)
		CHECK(store_evict(f->store, (int64_t)NOW + 1577880000, 86400, 0, &evicted,
				  &f->err));
	CHECK(list_all(f, &rows) == 3);
	CHECK(store_check(f->store, &f->err));
}

static struct str text_of(struct fixture *f, int64_t id)
{
	struct store_article article;

	CHECK(store_article(f->store, id, &f->arena, &article, &f->err));
	return article.html;
}

/* However the neighbours that came with it change and go. */
static void test_an_article_keeps_its_own_text(void **state)
{
	struct fixture *f = *state;
	struct news_item items[60];
	struct store_row *rows;
	struct buf filler = { 0 };
	int64_t feed = add_feeds(f, 1), evicted;

	for (int i = 0; i < 60; i++) {
		buf_clear(&filler);
		for (int k = 0; k < i * 20; k++)
			buf_addf(&filler, "kata%d ", k * i);
		items[i] = item(arena_printf(&f->arena, "k%d", i).ptr,
				arena_printf(&f->arena, "https://a.example/k%d", i).ptr,
				arena_printf(&f->arena, "Judul %d", i).ptr,
				arena_printf(&f->arena, "Isi %d %s", i, buf_cstr(&filler)).ptr,
				NOW - i);
	}
	buf_free(&filler);
	CHECK(save(f, feed, items, 60).added == 60);
	items[7].content = items[7].text = STR("Isi yang baru");
	CHECK(save(f, feed, items, 60).updated == 1);
	index_all(f);
	CHECK(list_all(f, &rows) == 60);
	for (int i = 59; i >= 0; i--) {
		CHECK(str_eq(text_of(f, rows[i].id), items[i].content));
		if (i % 9)
			mark(f, rows[i].id, STORE_MARK_READ);
	}
	for (int i = 0; i < 50; i++)
		CHECK(store_evict(f->store, (int64_t)NOW + 1577880000, 86400, 0, &evicted,
				  &f->err));
	CHECK(list_all(f, &rows) == 7);
	for (int i = 0; i < 7; i++)
		CHECK(str_eq(text_of(f, rows[i].id), items[i * 9].content));
	CHECK(save(f, feed, items, 60).added == 0);
	CHECK(store_check(f->store, &f->err));
}

static void test_small_facts_and_places_outlive_a_session(void **state)
{
	struct fixture *f = *state;
	struct store_article article;
	struct store_row *rows;
	struct str value;

	fill(f, 1);
	list_all(f, &rows);
	CHECK(store_put(f->store, STR("layout"), STR("wide")));
	CHECK(store_save_place(f->store, rows[0].id, 3, 17));
	CHECK(store_save_place(f->store, 4711, 3, 17));
	reopen(f);
	CHECK(store_get(f->store, STR("layout"), &f->arena, &value));
	CHECK_STR(value, "wide");
	CHECK(!store_get(f->store, STR("starred"), &f->arena, &value));
	CHECK(store_article(f->store, rows[0].id, &f->arena, &article, &f->err));
	CHECK(article.place.block == 3 && article.place.offset == 17);
}

/* What a rule without a search finds. */
static size_t find_new(struct fixture *f, int64_t after, int64_t last, int64_t **ids)
{
	struct query all = { 0 };
	struct store_new news;
	size_t count = 0;

	CHECK(store_new_open(f->store, after, last, &f->arena, &news, &f->err));
	CHECK(store_new_find(f->store, &news, &all, &f->arena, ids, &count, &f->err));
	return count;
}

static void test_rules_leave_what_somebody_has_marked(void **state)
{
	struct fixture *f = *state;
	int64_t *ids, last, feed = add_feeds(f, 1);
	struct news_item first = item("lama", "", "Lama", "Isi.", NOW);
	struct news_item items[] = {
		item("a", "", "A", "Isi.", NOW), item("b", "", "B", "Isi.", NOW),
		item("c", "", "C", "Isi.", NOW), item("d", "", "D", "Isi.", NOW),
	};

	save(f, feed, &first, 1);
	last = store_last_article(f->store);
	save(f, feed, items, 4);
	CHECK(find_new(f, last, last + 4, &ids) == 4 && ids[0] == last + 1);
	mark(f, last + 2, STORE_MARK_READ);
	mark(f, last + 2, STORE_MARK_UNREAD);
	mark(f, last + 4, STORE_MARK_DELETE);
	CHECK(find_new(f, last, last + 4, &ids) == 2 && ids[0] == last + 1 && ids[1] == last + 3);
	CHECK(find_new(f, last, last + 2, &ids) == 1 && find_new(f, last + 4, last + 9, &ids) == 0);
	CHECK(undo(f, "delete") == 1);
	CHECK(find_new(f, last, last + 4, &ids) == 3);
}

static void test_undo_knows_nothing_of_what_rules_mark(void **state)
{
	struct fixture *f = *state;
	struct store_undone undone;
	struct store_row *rows;
	int64_t changed = 0, id;

	fill(f, 3);
	list_all(f, &rows);
	id = rows[0].id;
	CHECK(store_mark_quietly(f->store, &id, 1, STORE_MARK_READ, (struct str){ 0 }, &changed,
				 &f->err));
	CHECK(changed == 1 && unread_of(f) == 2);
	CHECK(store_mark_quietly(f->store, &id, 1, STORE_MARK_READ, (struct str){ 0 }, &changed,
				 &f->err));
	CHECK(changed == 0);
	CHECK(store_mark_quietly(f->store, &id, 1, STORE_MARK_TAG, STR("t"), &changed, &f->err));
	CHECK(changed == 1);
	CHECK(!store_undo(f->store, &f->arena, &undone, &f->err) && !f->err.text[0]);
	/* It was not read just now: a list of the unread does not keep it. */
	CHECK(list_scope(f, &(struct store_scope){ .kind = STORE_ALL, .unread_only = true,
						   .read_since = 1 }, &rows) == 2);
}

static void test_what_is_muted_stays_read_when_it_changes(void **state)
{
	struct fixture *f = *state;
	int64_t changed, feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("a", "", "A", "Isi.", NOW), item("b", "", "B", "Isi.", NOW),
	};
	struct news_feed news = { .format = NEWS_RSS, .items = items, .item_count = 2 };
	struct store_visit visit = { .feed = feed, .now = NOW, .status = 200, .news = &news,
				     .updated_becomes_unread = true };
	struct store_visit_result result;
	struct store_row *rows;
	struct query query;

	CHECK(store_visit_save(f->store, &visit, &f->arena, &result, &f->err));
	mark(f, result.added_ids[0], STORE_MARK_READ);
	CHECK(store_mark_quietly(f->store, &result.added_ids[1], 1, STORE_MARK_MUTE,
				 (struct str){ 0 }, &changed, &f->err));
	CHECK(changed == 1 && unread_of(f) == 0);
	items[0].text = items[0].content = items[1].text = items[1].content = STR("Lain.");
	CHECK(store_visit_save(f->store, &visit, &f->arena, &result, &f->err));
	CHECK(result.updated == 2 && unread_of(f) == 1);
	query_parse(STR("is:muted"), NOW, false, &query);
	CHECK(list_scope(f, &(struct store_scope){ .kind = STORE_QUERY, .query = &query },
			 &rows) == 1 && !(rows[0].flags & STORE_UNREAD));
	query_free(&query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(ten_thousand_read_are_undone_exactly_after_a_restart),
		STORE_TEST(tags_of_articles_are_listed_with_how_many_have_them),
		STORE_TEST(levels_of_undo_come_back_in_order),
		STORE_TEST(a_range_is_marked_from_row_to_row),
		STORE_TEST(a_group_is_marked_by_its_days_or_its_feed),
		STORE_TEST(a_range_ends_where_its_last_row_was),
		STORE_TEST(marks_of_two_processes_do_not_lose_each_other),
		STORE_TEST(an_article_keeps_its_own_text),
		STORE_TEST(eviction_spares_what_matters_and_never_takes_all),
		STORE_TEST(small_facts_and_places_outlive_a_session),
		STORE_TEST(rules_leave_what_somebody_has_marked),
		STORE_TEST(undo_knows_nothing_of_what_rules_mark),
		STORE_TEST(what_is_muted_stays_read_when_it_changes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
