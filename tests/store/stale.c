/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include <time.h>

/* The page of the one article. */
static void store_page(struct fixture *f)
{
	struct page page = { 0 };

	page.meta.url = STR("https://b.example/s");
	page.meta.title = STR("Judul");
	CHECK(store_page_save(f->store, page.meta.url, &page, NOW, NULL, &f->err));
	page_free(&page);
}

/* An article and its page, then what its feed makes of it. */
static void publish(struct fixture *f, int64_t feed, const char *title, const char *text)
{
	struct news_item one = item("1", "https://b.example/s", title, text, NOW);

	save(f, feed, &one, 1);
}

static size_t wanted_now(struct fixture *f, struct store_wanted **wanted)
{
	size_t count;

	CHECK(store_wanted(f->store, 0, 0, false, 10, &f->arena, wanted, &count));
	return count;
}

static uint32_t flags_of_first(struct fixture *f)
{
	struct store_row *rows;

	CHECK(list_all(f, &rows) == 1);
	return rows[0].flags;
}

static void test_a_page_is_stale_from_its_articles_update_to_the_next_fetch(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct store_wanted *wanted;
	struct str packed;

	publish(f, feed, "Satu", "Isi.");
	CHECK(wanted_now(f, &wanted) == 1 && !wanted[0].is_stale);
	publish(f, feed, "Satu, diubah", "Isi."); /* before its page was there */
	store_page(f);
	CHECK(!(flags_of_first(f) & STORE_STALE));
	CHECK(wanted_now(f, &wanted) == 0);
	publish(f, feed, "Satu, diubah", "Isi."); /* says nothing new */
	CHECK(!(flags_of_first(f) & STORE_STALE));
	publish(f, feed, "Satu, diubah lagi", "Isi.");
	CHECK(flags_of_first(f) & STORE_STALE && flags_of_first(f) & STORE_CACHED);
	CHECK(store_page_find(f->store, STR("https://b.example/s"), &f->arena, &packed, NULL,
			      NULL));
	CHECK(wanted_now(f, &wanted) == 1 && wanted[0].is_stale);
	store_page(f);
	CHECK(!(flags_of_first(f) & STORE_STALE));
	CHECK(wanted_now(f, &wanted) == 0);
	publish(f, feed, "Satu, diubah lagi", "Isi yang lain.");
	CHECK(flags_of_first(f) & STORE_STALE);
	CHECK(store_page_confirm(f->store, STR("https://b.example/s")));
	CHECK(!(flags_of_first(f) & STORE_STALE));
	CHECK(wanted_now(f, &wanted) == 0);
}

static void test_a_stale_page_outlives_a_failure_and_rests_after_it(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), now = (int64_t)time(NULL);
	struct str url = STR("https://b.example/s"), packed;
	struct store_validators validators;
	struct store_wanted *wanted;

	publish(f, feed, "Satu", "Isi.");
	store_page(f);
	publish(f, feed, "Dua", "Isi.");
	CHECK(store_page_validators(f->store, url, now, &f->arena, &validators));
	CHECK(store_page_failed(f->store, url, now, STR("Tidak ada")));
	CHECK(store_page_find(f->store, url, &f->arena, &packed, NULL, NULL) && packed.len);
	CHECK(flags_of_first(f) & STORE_STALE);
	CHECK(wanted_now(f, &wanted) == 0);
	CHECK(!store_page_validators(f->store, url, now, &f->arena, &validators));
	CHECK(store_page_validators(f->store, url, now + 86400, &f->arena, &validators));
}

static void test_validators_are_those_of_the_page_that_is_stored(void **state)
{
	struct fixture *f = *state;
	struct str url = STR("https://b.example/s");
	struct store_validators given = { STR("\"v1\""), STR("Sun, 22 Nov 2026 10:00:00 GMT") };
	struct store_validators got;
	struct page page = { 0 };

	page.meta.url = url;
	CHECK(!store_page_validators(f->store, url, NOW, &f->arena, &got));
	CHECK(store_page_save_with(f->store, url, &page, &given, NOW, NULL, &f->err));
	CHECK(store_page_validators(f->store, url, NOW, &f->arena, &got));
	CHECK_STR(got.etag, "\"v1\"");
	CHECK_STR(got.last_modified, "Sun, 22 Nov 2026 10:00:00 GMT");
	CHECK(store_page_save(f->store, url, &page, NOW, NULL, &f->err));
	CHECK(store_page_validators(f->store, url, NOW, &f->arena, &got));
	CHECK(got.etag.len == 0 && got.last_modified.len == 0);
	page_free(&page);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_page_is_stale_from_its_articles_update_to_the_next_fetch),
		STORE_TEST(a_stale_page_outlives_a_failure_and_rests_after_it),
		STORE_TEST(validators_are_those_of_the_page_that_is_stored),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
