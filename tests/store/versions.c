/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include "store/db.h"
#include "store/versions.h"

enum { ITEMS = 6 /* enough to share a frame */ };

static void publish(struct fixture *f, int64_t feed, const char *title, const char *text)
{
	struct news_item items[ITEMS];

	for (int i = 0; i < ITEMS; i++) {
		struct str url = arena_printf(&f->arena, "https://a.example/%d", i);

		items[i] = item(arena_printf(&f->arena, "%d", i).ptr, url.ptr, "Judul tetap",
				"Isi yang tetap.", NOW - i);
	}
	items[2].title = str_from(title);
	items[2].content = items[2].text = str_from(text);
	save(f, feed, items, ITEMS);
}

static int64_t number(struct fixture *f, const char *sql)
{
	return db_number(f->store, db_use(f->store, sql), -1);
}

static void test_what_an_article_was_is_kept_until_it_is_looked_at(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), id, evicted;
	struct store_change change;
	struct store_row *rows;

	publish(f, feed, "Dua luka", "Isi pertama.");
	CHECK(list_all(f, &rows) == ITEMS);
	id = rows[2].id;
	CHECK_STR(rows[2].title, "Dua luka");
	CHECK(!store_change(f->store, id, &f->arena, &change));
	publish(f, feed, "Tiga luka", "Isi kedua.");
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_title, "Dua luka");
	CHECK_STR(change.old_text, "Isi pertama.");
	CHECK_STR(change.title, "Tiga luka");
	CHECK_STR(change.text, "Isi kedua.");
	/* Nobody has looked: the first is still what it is compared with. */
	publish(f, feed, "Empat luka", "Isi ketiga.");
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Isi pertama.");
	CHECK_STR(change.text, "Isi ketiga.");
	mark(f, id, STORE_MARK_READ);
	publish(f, feed, "Empat luka", "Isi keempat.");
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Isi ketiga.");
	CHECK_STR(change.text, "Isi keempat.");
	CHECK(!store_change(f->store, rows[0].id, &f->arena, &change));
	/* The frame is needed by five articles and, until now, by a version. */
	CHECK(number(f, "SELECT parts FROM frames") == ITEMS - 1);
	CHECK(number(f, "SELECT count(*) FROM versions") == 1);
	CHECK(store_evict(f->store, NOW + 90 * 86400, 0, 0, &evicted, &f->err));
	CHECK(!store_change(f->store, id, &f->arena, &change));
	CHECK(store_check(f->store, &f->err));
}

static void test_a_version_in_a_frame_keeps_it_and_lets_it_go(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), id, evicted;
	struct store_change change;
	struct store_row *rows;

	publish(f, feed, "A", "Isi pertama.");
	publish(f, feed, "A", "Isi kedua.");
	CHECK(number(f, "SELECT parts FROM frames") == ITEMS);
	CHECK(list_all(f, &rows) == ITEMS);
	id = rows[2].id;
	for (int i = 0; i < ITEMS; i++)
		if (rows[i].id != id)
			mark(f, rows[i].id, STORE_MARK_READ);
	/* Not more than a tenth goes at a time. */
	for (int i = 0; i < ITEMS; i++)
		CHECK(store_evict(f->store, NOW + 30 * 86400, 86400, 0, &evicted, &f->err));
	CHECK(list_all(f, &rows) == 1);
	CHECK(number(f, "SELECT parts FROM frames") == 1);
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Isi pertama.");
	CHECK(version_evict(f->store, NOW + 90 * 86400, &f->err));
	CHECK(number(f, "SELECT count(*) FROM frames") == 0);
}

static void fetch(struct fixture *f, const char *text, int64_t now)
{
	struct page page = { 0 };

	page.meta.title = STR("Halaman");
	page_add_block(&page, PAGE_PARAGRAPH);
	page_add_span(&page, str_from(text), 0, 0);
	CHECK(store_page_save(f->store, STR("https://a.example/2"), &page, now, NULL, &f->err));
	page_free(&page);
}

static void test_what_a_page_was_is_told_before_what_its_feed_says(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), id, evicted;
	struct store_change change;
	struct store_row *rows;

	publish(f, feed, "A", "Isi pertama.");
	CHECK(list_all(f, &rows) == ITEMS);
	id = rows[2].id;
	fetch(f, "Halaman pertama.", NOW - 200);
	fetch(f, "Halaman kedua.", NOW - 100); /* its feed has said nothing */
	CHECK(number(f, "SELECT count(*) FROM page_versions") == 0);
	publish(f, feed, "A", "Isi kedua.");
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Isi pertama.");
	fetch(f, "Halaman ketiga.", NOW + 5);
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_title, "Halaman");
	CHECK_STR(change.old_text, "Halaman kedua.\n");
	CHECK_STR(change.text, "Halaman ketiga.\n");
	fetch(f, "Halaman keempat.", NOW + 6); /* fetched once more for the same change */
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Halaman kedua.\n");
	CHECK_STR(change.text, "Halaman keempat.\n");
	/* Another change that nobody has looked at between: the first page stays. */
	publish(f, feed, "A", "Isi ketiga.");
	fetch(f, "Halaman kelima.", NOW + 6);
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Halaman kedua.\n");
	/* A page that says the same leaves what the feed changed. */
	fetch(f, "Halaman kedua.", NOW + 7);
	CHECK(store_change(f->store, id, &f->arena, &change));
	CHECK_STR(change.old_text, "Isi pertama.");
	CHECK(store_evict(f->store, NOW + 90 * 86400, 0, 0, &evicted, &f->err));
	CHECK(number(f, "SELECT count(*) FROM page_versions") == 0);
}

static void test_of_many_versions_at_once_the_newest_4000_stay(void **state)
{
	struct fixture *f = *state;

	CHECK(db_exec(f->store, "PRAGMA foreign_keys = OFF;"
		"WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 4010) "
		"INSERT INTO versions(id, at, title, body) SELECT id, 1795348800, '', 0 FROM n",
		&f->err));
	CHECK(version_evict(f->store, NOW + 1, &f->err));
	CHECK(number(f, "SELECT count(*) FROM versions") == 4000);
	CHECK(number(f, "SELECT min(id) FROM versions") == 11);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(what_an_article_was_is_kept_until_it_is_looked_at),
		STORE_TEST(a_version_in_a_frame_keeps_it_and_lets_it_go),
		STORE_TEST(what_a_page_was_is_told_before_what_its_feed_says),
		STORE_TEST(of_many_versions_at_once_the_newest_4000_stay),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
