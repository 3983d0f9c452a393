/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

static size_t count_all(struct fixture *f)
{
	struct store_row *rows;

	return list_all(f, &rows);
}

/* Reads everything; whatever is unread afterwards came anew. */
static void read_all(struct fixture *f)
{
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_selection all = { .scope = &scope };

	CHECK(store_mark(f->store, &all, STORE_MARK_READ, (struct str){ 0 }, NOW, NULL, &f->err));
}

static void test_a_guid_that_changes_at_every_fetch_makes_no_doubles(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);

	for (int round = 0; round < 10; round++) {
		struct news_item items[3];

		for (int i = 0; i < 3; i++) {
			items[i] = item(NULL,
					arena_printf(&f->arena, "https://a.example/%d", i).ptr,
					arena_printf(&f->arena, "Judul %d", i).ptr,
					arena_printf(&f->arena, "Isi %d.", i).ptr, NOW - i);
			items[i].id = arena_printf(&f->arena, "guid-%d-%d", round, i);
		}
		CHECK(save(f, feed, items, 3).added == (round ? 0 : 3));
		read_all(f);
	}
	CHECK(count_all(f) == 3 && unread_of(f) == 0);
}

static void test_new_guids_for_edited_titles_are_recognised_by_their_links(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[4];

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 4; i++) {
			items[i] = item(NULL,
					arena_printf(&f->arena, "https://a.example/%d", i).ptr,
					arena_printf(&f->arena, "Judul %d, versi %d", i, round).ptr,
					arena_printf(&f->arena, "Isi %d %d.", i, round).ptr,
					NOW - i * 100 + round);
			items[i].id = arena_printf(&f->arena, "acak-%d-%d", round, i);
		}
		save(f, feed, items, 4);
		read_all(f);
	}
	CHECK(count_all(f) == 4);
}

static void test_a_site_that_moves_brings_no_doubles(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[4];

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 4; i++) {
			struct str url = arena_printf(&f->arena, "https://a.example/%d/%d",
						      round, i);
			/* The last one has the headline of another, on another day. */
			items[i] = item(url.ptr, url.ptr,
					arena_printf(&f->arena, "Judul %d", i % 3).ptr,
					arena_printf(&f->arena, "Isi %d.", round).ptr,
					NOW - i * 90000);
		}
		CHECK(save(f, feed, items, 4).added == (round ? 0 : 4));
		read_all(f);
	}
	CHECK(count_all(f) == 4 && unread_of(f) == 0);
	/* With one that is known the others are what they claim to be. */
	for (int i = 1; i < 4; i++)
		items[i].id = items[i].link =
			arena_printf(&f->arena, "https://a.example/baru/%d", i);
	CHECK(save(f, feed, items, 4).added == 3);
}

static void test_one_address_for_a_series_of_articles_keeps_them_apart(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item one = item("1", "https://a.example/live", "Senin", "Pagi.", NOW - 200000);

	save(f, feed, &one, 1);
	one = item("2", "https://a.example/live", "Selasa", "Siang.", NOW - 100000);
	CHECK(save(f, feed, &one, 1).added == 1);
	CHECK(count_all(f) == 2);
}

static void test_items_with_one_guid_in_a_document_are_all_kept(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[5];

	for (int i = 0; i < 5; i++)
		items[i] = item("sama", arena_printf(&f->arena, "https://a.example/%d", i).ptr,
				arena_printf(&f->arena, "Judul %d", i).ptr, "Isi.", NOW - i);
	for (int round = 0; round < 3; round++) {
		CHECK(save(f, feed, items, 5).added == (round ? 0 : 5));
		CHECK(count_all(f) == 5);
	}
	/* And when only some are left they are still the same ones. */
	CHECK(save(f, feed, items + 3, 2).added == 0);
	CHECK(save(f, feed, items + 4, 1).added == 0);
	CHECK(count_all(f) == 5);
}

/* The first has number 1, whichever it is. */
static void test_guids_that_number_a_list_do_not_hide_what_is_new(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);

	for (int round = 0; round < 4; round++) {
		struct news_item items[5];

		for (int i = 0; i < 5; i++) {
			int n = 100 + round * 2 - i;
			items[i] = item(NULL,
					arena_printf(&f->arena, "https://a.example/%d", n).ptr,
					arena_printf(&f->arena, "Judul %d", n).ptr,
					arena_printf(&f->arena, "Isi %d.", n).ptr, NOW + n);
			items[i].id = arena_printf(&f->arena, "%d", i + 1);
		}
		CHECK(save(f, feed, items, 5).added == (round ? 2 : 5));
		CHECK(unread_of(f) == (round ? 2 : 5));
		read_all(f);
		CHECK(save(f, feed, items, 5).added == 0);
	}
	CHECK(count_all(f) == 11 && unread_of(f) == 0);
}

static void test_an_item_that_stands_twice_in_a_document_is_one(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[4];

	for (int i = 0; i < 4; i++)
		items[i] = item(i % 2 ? "b" : "a",
				i % 2 ? "https://a.example/b" : "https://a.example/a",
				i % 2 ? "Judul b" : "Judul a", i % 2 ? "Isi b." : "Isi a.", NOW);
	CHECK(save(f, feed, items, 4).added == 2);
	CHECK(save(f, feed, items, 4).added == 0 && save(f, feed, items, 2).added == 0);
	CHECK(count_all(f) == 2);
}

static void test_guid_and_link_of_the_home_page_tell_nothing_apart(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[3];

	for (int i = 0; i < 3; i++)
		items[i] = item("https://a.example/", "https://a.example/",
				arena_printf(&f->arena, "Judul %d", i).ptr, "Isi.", NOW - i);
	CHECK(save(f, feed, items, 3).added == 3);
	CHECK(save(f, feed, items, 3).added == 0);
	CHECK(save(f, feed, items + 2, 1).added == 0);
	items[0].title = STR("Judul baru");
	CHECK(save(f, feed, items, 1).added == 1);
	CHECK(count_all(f) == 4);
}

static void test_without_a_guid_the_link_counts_whatever_the_date(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);

	for (int round = 0; round < 4; round++) {
		struct news_item one = item("", "https://a.example/1", "Satu", "Isi.",
					    NOW + round * 1000);

		CHECK(save_at(f, feed, NOW + round * 1000, &one, 1).added == (round == 0));
		read_all(f);
	}
	CHECK(count_all(f) == 1 && unread_of(f) == 0);
}

static void test_without_guid_and_link_title_and_text_count(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("", "", "Cuaca", "Hujan.", 0), item("", "", "Cuaca", "Cerah.", 0),
		item("", "", "Bola", "Imbang.", 0),
	};

	CHECK(save(f, feed, items, 3).added == 3);
	CHECK(save_at(f, feed, NOW + 100, items, 3).added == 0);
	CHECK(count_all(f) == 3);
}

static void test_scheme_and_tracking_words_change_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct store_row *rows;
	struct news_item one = item("http://a.example/1", "http://a.example/1?utm_source=rss",
				    "Satu", "Isi.", NOW);

	save(f, feed, &one, 1);
	read_all(f);
	one.id = STR("https://a.example/1");
	one.link = STR("https://www.a.example/1?utm_source=lain&fbclid=9");
	CHECK(save(f, feed, &one, 1).added == 0);
	one.id = (struct str){ 0 };
	CHECK(save(f, feed, &one, 1).added == 0);
	CHECK(list_all(f, &rows) == 1 && unread_of(f) == 0);
	CHECK(!(rows[0].flags & STORE_UPDATED));
	CHECK_STR(rows[0].url, "https://www.a.example/1?utm_source=lain&fbclid=9");
}

static void test_a_feed_cannot_touch_the_articles_of_another(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 2);
	struct store_row *rows;
	struct news_item good = item("shared-guid-1", "https://a.example/1", "Benar", "Isi.", NOW),
			 evil = item("shared-guid-1", "https://a.example/1", "JAHAT",
				     "Palsu.", NOW);

	save(f, feed, &good, 1);
	CHECK(save(f, feed + 1, &evil, 1).added == 1);
	save(f, feed, &good, 1);
	CHECK(list_all(f, &rows) == 2);
	for (int i = 0; i < 2; i++)
		check_str(rows[i].title, rows[i].feed == feed ? "Benar" : "JAHAT", __FILE__,
			  __LINE__);
}

static void test_guids_differ_by_case_and_not_by_blanks(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("abc", "https://a.example/1", "Satu", "a", NOW),
		item("ABC", "https://a.example/2", "Dua", "b", NOW),
		item(" abc ", "https://a.example/3", "Tiga", "c", NOW),
	};

	save(f, feed, items, 3);
	CHECK(count_all(f) == 3);
	save(f, feed, items, 3);
	CHECK(count_all(f) == 3);
}

static void test_a_megabyte_of_guid_is_one_article(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	char *guid = calloc(1, 1 << 20);
	struct news_item one = item("", "https://a.example/1", "Satu", "a", NOW);

	memset(guid, 'g', (1 << 20) - 1);
	one.id = str_from(guid);
	CHECK(save(f, feed, &one, 1).added == 1);
	CHECK(save(f, feed, &one, 1).added == 0);
	free(guid);
}

static void test_a_changed_text_comes_unread_only_when_asked(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Lama.", NOW);
	struct news_feed news = { .items = &one, .item_count = 1 };
	struct store_visit visit = { .feed = feed, .now = NOW, .news = &news,
				     .updated_becomes_unread = true };

	save(f, feed, &one, 1);
	read_all(f);
	one.text = one.content = STR("Baru.");
	CHECK(store_visit_save(f->store, &visit, &f->arena, NULL, &f->err));
	CHECK(unread_of(f) == 1);
}

static void test_a_deleted_article_does_not_come_back(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), evicted;
	struct store_row *rows;
	struct news_item items[] = {
		item("1", "https://a.example/1", "Satu", "a", NOW - 100),
		item("2", "https://a.example/2", "Dua", "b", NOW - 200),
	};

	save(f, feed, items, 2);
	list_all(f, &rows);
	mark(f, rows[0].id, STORE_MARK_DELETE);
	read_all(f);
	CHECK(save(f, feed, items, 2).added == 0);
	CHECK(count_all(f) == 1);
	/* Nor does one that was evicted. */
	CHECK(store_evict(f->store, NOW + 864000, 86400, 0, &evicted, &f->err));
	CHECK(evicted > 0);
	CHECK(save_at(f, feed, NOW + 864000, items, 2).added == 0);
}

static void test_items_of_one_address_in_the_thousands_take_no_square_of_time(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	enum { MANY = 20000 };
	struct news_item *items = calloc(MANY, sizeof(*items));

	for (int i = 0; i < MANY; i++) {
		items[i] = item("", "https://a.example/sama", "", "", NOW - i);
		items[i].title = arena_printf(&f->arena, "Judul %d", i);
	}
	CHECK(save(f, feed, items, MANY).added == MANY);
	CHECK(save(f, feed, items, MANY).added == 0);
	free(items);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_guid_that_changes_at_every_fetch_makes_no_doubles),
		STORE_TEST(new_guids_for_edited_titles_are_recognised_by_their_links),
		STORE_TEST(a_site_that_moves_brings_no_doubles),
		STORE_TEST(one_address_for_a_series_of_articles_keeps_them_apart),
		STORE_TEST(items_with_one_guid_in_a_document_are_all_kept),
		STORE_TEST(guids_that_number_a_list_do_not_hide_what_is_new),
		STORE_TEST(an_item_that_stands_twice_in_a_document_is_one),
		STORE_TEST(guid_and_link_of_the_home_page_tell_nothing_apart),
		STORE_TEST(without_a_guid_the_link_counts_whatever_the_date),
		STORE_TEST(without_guid_and_link_title_and_text_count),
		STORE_TEST(scheme_and_tracking_words_change_nothing),
		STORE_TEST(a_feed_cannot_touch_the_articles_of_another),
		STORE_TEST(guids_differ_by_case_and_not_by_blanks),
		STORE_TEST(a_megabyte_of_guid_is_one_article),
		STORE_TEST(a_changed_text_comes_unread_only_when_asked),
		STORE_TEST(a_deleted_article_does_not_come_back),
		STORE_TEST(items_of_one_address_in_the_thousands_take_no_square_of_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
