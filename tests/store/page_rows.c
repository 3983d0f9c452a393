/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include "store/db.h"

static const char *const none[] = { NULL };

static int64_t kept(struct fixture *f)
{
	struct store_counts counts;

	CHECK(store_counts(f->store, (struct str){ 0 }, &counts));
	return counts.kept;
}

static void test_pages_kept_have_a_list_of_their_own(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_PAGES };
	struct store_row *rows, row;
	struct store_article article;
	struct query query;
	struct store_scope search = { .kind = STORE_SEARCH, .query = &query };

	save_page(f, "a", none);
	save_page(f, "b", none);
	CHECK(list_scope(f, &scope, &rows) == 2);
	CHECK(rows[0].id < 0);
	CHECK_STR(rows[0].title, "Judul a");
	CHECK(store_row_by_id(f->store, rows[0].id, &f->arena, &row));
	CHECK(store_article(f->store, rows[0].id, &f->arena, &article, &f->err));
	CHECK(article.full.len > 0);
	mark(f, rows[0].id, STORE_MARK_READ);
	scope.unread_only = true;
	CHECK(list_scope(f, &scope, &rows) == 1);
	index_all(f);
	query_parse(STR("perkara"), NOW, false, &query);
	CHECK(list_scope(f, &search, &rows) == 2);
	CHECK(str_find(rows[0].snippet, STR("\x02perkara\x03")) != SIZE_MAX);
	query_free(&query);
}

static void test_the_list_of_kept_pages_holds_articles_and_others(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct store_scope scope = { .kind = STORE_PAGES };
	struct store_row *rows, one = { 0 };
	struct store_counts counts;
	struct store_undone undone;
	struct query query;
	struct news_item items[] = { item("1", "https://b.example/a", "A", "x", NOW - 9),
				     item("2", "https://b.example/z", "Z", "x", NOW - 8) };

	save(f, feed, items, 2);
	CHECK(kept(f) == 0);
	save_page(f, "a", none);
	save_page(f, "b", none);
	save_page(f, "c", none);
	CHECK(list_scope(f, &scope, &rows) == 3 && kept(f) == 3);
	/* One of them is an article and has its marks; the others are pages. */
	int articles = 0;
	for (int i = 0; i < 3; i++)
		if (rows[i].id > 0) {
			articles++;
			one = rows[i];
		}
	CHECK(articles == 1);
	CHECK_STR(one.title, "A");
	CHECK(one.feed == feed && one.flags & STORE_CACHED && one.flags & STORE_UNREAD);
	query_parse(STR("title:\"judul b\""), NOW, false, &query);
	scope.filter = &query;
	CHECK(list_scope(f, &scope, &rows) == 1 && rows[0].id < 0);
	CHECK_STR(rows[0].title, "Judul b");
	scope.filter = NULL;
	query_free(&query);
	scope.unread_only = true;
	mark(f, one.id, STORE_MARK_READ);
	CHECK(list_scope(f, &scope, &rows) == 2);
	scope.unread_only = false;
	/* Deleting takes articles and pages out, undoing brings them back. */
	mark(f, one.id, STORE_MARK_DELETE);
	CHECK(list_scope(f, &scope, &rows) == 2 && kept(f) == 2);
	mark(f, rows[0].id, STORE_MARK_DELETE);
	CHECK(list_scope(f, &scope, &rows) == 1 && kept(f) == 1);
	CHECK(store_undo(f->store, &f->arena, &undone, &f->err));
	CHECK(store_undo(f->store, &f->arena, &undone, &f->err));
	CHECK(list_scope(f, &scope, &rows) == 3 && kept(f) == 3);
	CHECK(store_counts(f->store, (struct str){ 0 }, &counts) && counts.total == 2);
}

static void test_windows_of_kept_pages_join_to_the_whole(void **state)
{
	struct fixture *f = *state;
	struct store_scope scope = { .kind = STORE_PAGES };
	struct store_row *all, *rows, last;
	int64_t feed = add_feeds(f, 1);
	size_t found, count = 0;
	struct news_item one = item("1", "https://b.example/p5", "A", "x", NOW);

	save(f, feed, &one, 1);
	for (int i = 0; i < 23; i++)
		save_page(f, arena_printf(&f->arena, "p%d", i).ptr, none);
	save_page(f, "other", none); /* a second page of the same article */
	CHECK(sqlite3_exec(f->store->db, "UPDATE pages SET article = 1 WHERE url LIKE '%other'",
			   NULL, NULL, NULL) == SQLITE_OK);
	for (int order = STORE_NEWEST; order <= STORE_OLDEST; order++) {
		scope.order = (enum store_order)order;
		CHECK(list_scope(f, &scope, &all) == 24);
		for (count = 0; count < 24; count += found) {
			CHECK(store_list(f->store, &scope, count ? &last : NULL, 7, &f->arena,
					 &rows, &found, &f->err));
			CHECK(found && count + found <= 24);
			for (size_t i = 0; i < found; i++)
				CHECK(rows[i].id == all[count + i].id);
			last = rows[found - 1];
		}
		CHECK(store_list(f->store, &scope, &all[9], -5, &f->arena, &rows, &found, &f->err));
		CHECK(found == 5 && rows[0].id == all[4].id && rows[4].id == all[8].id);
	}
}

static void test_a_page_that_was_deleted_may_come_back(void **state)
{
	struct fixture *f = *state;
	struct store_scope pages = { .kind = STORE_PAGES };
	struct store_row *rows;
	struct query query;
	struct store_scope search = { .kind = STORE_SEARCH, .query = &query };

	save_page(f, "a", none);
	index_all(f);
	CHECK(list_scope(f, &pages, &rows) == 1);
	mark(f, rows[0].id, STORE_MARK_DELETE);
	save_page(f, "a", none);
	index_all(f);
	CHECK(list_scope(f, &pages, &rows) == 1 && kept(f) == 1);
	query_parse(STR("perkara"), NOW, false, &query);
	CHECK(list_scope(f, &search, &rows) == 1);
	query_free(&query);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(pages_kept_have_a_list_of_their_own),
		STORE_TEST(the_list_of_kept_pages_holds_articles_and_others),
		STORE_TEST(windows_of_kept_pages_join_to_the_whole),
		STORE_TEST(a_page_that_was_deleted_may_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
