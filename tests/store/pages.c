/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include <time.h>

#include "base/utf8.h"
#include "store/db.h"

static const char *const none[] = { NULL };

static void test_a_page_is_found_by_every_address_of_it(void **state)
{
	struct fixture *f = *state;
	struct page page = { 0 };
	struct str packed;
	int64_t id, found, fetched;

	page.meta.url = STR("https://b.example/amp/1");
	page.meta.canonical = STR("https://www.b.example/1");
	page.meta.title = STR("Satu");
	CHECK(store_page_save(f->store, STR("http://b.example/s?id=1"), &page, NOW, &id, &f->err));
	CHECK(store_page_find(f->store, STR("https://b.example/1#x"), &f->arena, &packed, &found,
			      &fetched));
	CHECK(found == id && fetched == NOW && packed.len > 0);
	CHECK(store_page_find(f->store, STR("https://b.example/s?id=1&utm_source=q"), &f->arena,
			      &packed, &found, NULL) && found == id);
	CHECK(store_page_find(f->store, STR("https://b.example/amp/1"), &f->arena, &packed, &found,
			      NULL) && found == id);
	CHECK(!store_page_find(f->store, STR("https://b.example/2"), &f->arena, &packed, &found,
			       NULL));
	page_free(&page);
}

static void test_titles_that_are_too_long_are_cut_between_letters(void **state)
{
	struct fixture *f = *state;
	struct page page = { 0 };
	struct buf title = { 0 };
	struct store_row row;
	int64_t id;

	while (title.len < 3000)
		buf_add(&title, STR("\u00e9\u4e2d\u00e9"));
	page.meta.title = buf_str(&title);
	CHECK(store_page_save(f->store, STR("https://b.example/1"), &page, NOW, &id, &f->err));
	CHECK(store_row_by_id(f->store, -id, &f->arena, &row));
	CHECK(row.title.len > 900 && row.title.len < 3000 && utf8_is_valid(row.title));
	page_free(&page);
	buf_free(&title);
}

static void test_a_page_cannot_take_the_place_of_another_sites(void **state)
{
	struct fixture *f = *state;
	struct page evil = { 0 };
	struct page read = { 0 };
	struct str packed;
	int64_t id;

	save_page(f, "korban", none);
	evil.meta.url = STR("https://jahat.example/");
	evil.meta.canonical = STR("https://b.example/korban");
	evil.meta.title = STR("JAHAT");
	CHECK(store_page_save(f->store, STR("https://jahat.example/"), &evil, NOW, &id, &f->err));
	CHECK(store_page_find(f->store, STR("https://b.example/korban"), &f->arena, &packed, &id,
			      NULL));
	CHECK(page_unpack(packed, &read, &f->err));
	CHECK_STR(read.meta.title, "Judul korban");
	page_free(&read);
	page_free(&evil);
}

static void test_an_article_knows_its_page_whichever_came_first(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct store_row *rows;
	struct store_article article;
	struct news_item items[] = {
		item("1", "https://b.example/a", "A", "x", NOW),
		item("2", "https://b.example/b", "B", "y", NOW - 1),
	};

	save_page(f, "a", none);
	save(f, feed, items, 2);
	save_page(f, "b", none);
	CHECK(list_all(f, &rows) == 2);
	for (int i = 0; i < 2; i++) {
		CHECK(rows[i].flags & STORE_CACHED);
		CHECK(store_article(f->store, rows[i].id, &f->arena, &article, &f->err));
		CHECK(article.full.len > 0);
	}
}

static void test_states_of_links_tell_stored_and_read(void **state)
{
	struct fixture *f = *state;
	static const char *const related[] = { "b", "c", NULL };
	struct str urls[] = { STR("https://b.example/a"), STR("https://b.example/b"),
			      STR("https://b.example/c"), STR("") };
	struct store_link_state states[4];

	save_page(f, "a", related);
	CHECK(store_page_mark_read(f->store, STR("https://b.example/a"), NOW));
	CHECK(store_page_mark_read(f->store, STR("https://b.example/c"), NOW));
	store_link_states(f->store, urls, 4, states);
	CHECK(states[0].is_cached && states[0].is_read);
	CHECK(!states[1].is_cached && !states[1].is_read);
	CHECK(!states[2].is_cached && states[2].is_read);
	CHECK(!states[3].is_cached && !states[3].is_read);
}

static void test_a_story_is_walked_both_ways_in_order_of_time(void **state)
{
	struct fixture *f = *state;
	static const char *const from_a[] = { "b", NULL }, *const from_b[] = { "c", "d", NULL },
		*const from_d[] = { "a", NULL };
	struct store_story_item *items;
	size_t count;

	save_page(f, "a", from_a);
	save_page(f, "b", from_b);
	save_page(f, "d", from_d);
	CHECK(store_story(f->store, 0, STR("https://b.example/a"), 3, 50, &f->arena, &items, &count,
			  &f->err));
	CHECK(count == 4);
	/* d is the oldest; c is not stored and has no date. */
	CHECK_STR(items[0].title, "Judul d");
	CHECK_STR(items[1].title, "Judul b");
	CHECK_STR(items[2].title, "Judul a");
	CHECK_STR(items[3].title, "Judul c");
	CHECK(items[2].depth == 0 && items[1].depth == 1 && items[0].depth == 1);
	CHECK(items[3].depth == 2);
	CHECK(items[0].flags & STORE_CACHED);
	CHECK(!(items[3].flags & STORE_CACHED));
	CHECK(items[0].edge_count == 4);
	CHECK(store_story(f->store, 0, STR("https://b.example/a"), 1, 2, &f->arena, &items, &count,
			  &f->err));
	CHECK(count == 2);
}

static void test_prefetch_wants_what_is_missing_and_lets_failures_rest(void **state)
{
	struct fixture *f = *state;
	static const char *const related[] = { "x", "y", NULL };
	int64_t feed = add_feeds(f, 1), now = (int64_t)time(NULL);
	struct store_wanted *wanted;
	size_t count;
	struct news_item items[] = {
		item("1", "https://b.example/a", "A", "pendek", NOW),
		item("2", "https://b.example/b", "B", "pendek", NOW - 1),
		item("3", "", "C", "pendek", NOW - 2),
	};

	save(f, feed, items, 3);
	CHECK(store_wanted(f->store, 0, 1, true, 10, &f->arena, &wanted, &count));
	CHECK(count == 2);
	CHECK_STR(wanted[0].url, "https://b.example/a");
	save_page(f, "a", related);
	CHECK(store_page_failed(f->store, STR("https://b.example/b"), now, STR("tidak menjawab")));
	CHECK(store_wanted(f->store, feed, 1, true, 10, &f->arena, &wanted, &count));
	CHECK(count == 2 && wanted[0].level == 1);
	CHECK_STR(wanted[0].url, "https://b.example/x");
	CHECK(store_wanted(f->store, feed, 0, true, 10, &f->arena, &wanted, &count));
	CHECK(count == 0);
}

static void test_a_page_that_was_put_off_rests_and_is_never_given_up(void **state)
{
	struct fixture *f = *state;
	struct news_item items[] = { item("1", "https://b.example/a", "A", "pendek", NOW) };
	int64_t feed = add_feeds(f, 1), now = (int64_t)time(NULL);
	struct store_wanted *wanted;
	struct store_failure *failures;
	size_t count;

	save(f, feed, items, 1);
	for (int i = 0; i < 20; i++)
		CHECK(store_page_put_off(f->store, STR("https://b.example/a"), now - 60,
					 STR("belum")));
	CHECK(store_wanted(f->store, feed, 1, true, 10, &f->arena, &wanted, &count));
	CHECK(count == 0);
	CHECK(store_failures(f->store, now - 100, 5, &f->arena, &failures, &count));
	CHECK(count == 1);
	CHECK(store_page_put_off(f->store, STR("https://b.example/a"), now - 3601,
				 STR("belum")));
	CHECK(store_wanted(f->store, feed, 1, true, 10, &f->arena, &wanted, &count));
	CHECK(count == 1);
}

static void test_what_only_the_page_has_is_shown_of_the_page(void **state)
{
	struct fixture *f = *state;
	struct news_item items[] = { item("1", "https://b.example/a", "Sawah di tepi kota",
					  "pendek saja", NOW) };
	struct store_row *rows;
	struct query query;
	struct store_scope search = { .kind = STORE_SEARCH, .query = &query };

	save(f, add_feeds(f, 1), items, 1);
	save_page(f, "a", none);
	index_all(f);
	query_parse(STR("perkara"), NOW, false, &query);
	CHECK(list_scope(f, &search, &rows) == 1 && rows[0].id > 0);
	CHECK(str_find(rows[0].snippet, STR("\x02perkara\x03")) != SIZE_MAX);
	CHECK(!rows[0].hit.len);
	query_free(&query);
	query_parse(STR("sawah"), NOW, false, &query);
	CHECK(list_scope(f, &search, &rows) == 1);
	CHECK_STR(rows[0].snippet, "pendek saja");
	CHECK_STR(rows[0].hit, "Sawah");
	query_free(&query);
}

static void test_the_newest_unread_of_a_section_come_after_an_article(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct str economy = STR("Ekonomi"), sport = STR("Olahraga");
	struct store_row *rows;
	size_t found;
	struct news_item items[] = {
		item("1", "https://b.example/1", "A", "x", NOW - 1),
		item("2", "https://b.example/2", "B", "x", NOW - 2),
		item("3", "https://b.example/3", "C", "x", NOW - 3),
	};

	items[0].categories = (struct news_strings){ &economy, 1 };
	items[1].categories = (struct news_strings){ &sport, 1 };
	items[2].categories = (struct news_strings){ &economy, 1 };
	save(f, feed, items, 3);
	list_all(f, &rows);
	CHECK(store_latest(f->store, feed, STR("ekonomi"), rows[0].id, 5, &f->arena, &rows,
			   &found));
	CHECK(found == 1);
	CHECK_STR(rows[0].title, "C");
	CHECK(store_latest(f->store, feed, STR("Seni"), 0, 2, &f->arena, &rows, &found));
	CHECK(found == 2);
}

static bool is_stored(struct fixture *f, const char *name)
{
	struct str packed;
	int64_t id;

	return store_page_find(f->store, arena_printf(&f->arena, "https://b.example/%s", name),
			       &f->arena, &packed, &id, NULL);
}

static void test_pages_go_with_the_article_they_were_fetched_for(void **state)
{
	struct fixture *f = *state;
	static const char *const of_a[] = { "r", "s", "t", "opened", NULL };
	static const char *const of_b[] = { "s", NULL }, *const of_r[] = { "deep", "a", NULL };
	int64_t feed = add_feeds(f, 2), evicted, later = NOW + 90 * 86400;
	struct store_row *rows;
	struct news_item items[] = { item("1", "https://b.example/a", "A", "x", NOW),
				     item("2", "https://b.example/b", "B", "y", NOW - 1),
				     item("3", "https://b.example/shared", "C", "z", NOW - 2) };

	save(f, feed, items, 3);
	save(f, feed + 1, &items[2], 1);
	save_page(f, "a", of_a);
	save_page(f, "b", of_b);
	save_page(f, "shared", none);
	save_page(f, "r", of_r);
	for (const char *const *name = of_a + 1; *name; name++)
		save_page(f, *name, none);
	save_page(f, "deep", none);
	save_page(f, "saved", none); /* by hand: nothing leads there */
	CHECK(store_page_mark_read(f->store, STR("https://b.example/opened"), later - 5));
	CHECK(list_all(f, &rows) == 4);
	for (int i = 0; i < 4; i++)
		if (rows[i].title.ptr[0] == 'A' || (rows[i].title.ptr[0] == 'C' &&
						    rows[i].feed == feed))
			mark(f, rows[i].id, STORE_MARK_READ);
	for (int i = 0; i < 5; i++)
		CHECK(store_evict(f->store, later, 30 * 86400, 0, &evicted, &f->err));
	CHECK(list_all(f, &rows) == 2);
	/* A's own page, what it led to, and what that led to. */
	CHECK(!is_stored(f, "a") && !is_stored(f, "r") && !is_stored(f, "t"));
	CHECK(!is_stored(f, "deep"));
	/* B names this one too; this was saved; that was read a moment ago. */
	CHECK(is_stored(f, "s") && is_stored(f, "b") && is_stored(f, "saved"));
	CHECK(is_stored(f, "opened"));
	CHECK(is_stored(f, "shared"));
	for (int i = 0; i < 2; i++)
		CHECK(rows[i].flags & STORE_CACHED);
	CHECK(store_check(f->store, &f->err));
}

static void test_pages_of_starred_and_tagged_articles_stay(void **state)
{
	struct fixture *f = *state;
	static const char *const of_a[] = { "r", NULL };
	int64_t feed = add_feeds(f, 1), evicted;
	struct store_row *rows;
	struct news_item items[] = { item("1", "https://b.example/a", "A", "x", NOW),
				     item("2", "https://b.example/b", "B", "y", NOW - 1) };

	save(f, feed, items, 2);
	save_page(f, "a", of_a);
	save_page(f, "b", none);
	save_page(f, "r", none);
	CHECK(list_all(f, &rows) == 2);
	mark(f, rows[0].id, STORE_MARK_STAR);
	mark(f, rows[1].id, STORE_MARK_TAG);
	for (int i = 0; i < 2; i++)
		mark(f, rows[i].id, STORE_MARK_READ);
	for (int i = 0; i < 3; i++)
		CHECK(store_evict(f->store, NOW + 900 * 86400, 86400, 1, &evicted, &f->err));
	CHECK(is_stored(f, "a") && is_stored(f, "b") && is_stored(f, "r"));
}

static void test_related_links_of_a_full_text_are_wanted_too(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct buf packed = { 0 }, text = { 0 };
	struct page page = { 0 };
	struct store_wanted *wanted;
	struct store_row *rows;
	size_t count;

	for (int i = 0; i < 400; i++)
		buf_addf(&text, "kata%d ", i);
	struct news_item one = item("1", "https://b.example/a", "A", buf_cstr(&text), NOW);
	save(f, feed, &one, 1);
	CHECK(list_all(f, &rows) == 1 && !(rows[0].flags & STORE_PARTIAL));
	page_add_block(&page, PAGE_RELATED)->link =
		page_add_link(&page, PAGE_LINK_RELATED, STR("https://b.example/r"), STR("R"),
			      STR("Baca Juga"));
	CHECK(page_pack(&page, &packed));
	CHECK(store_save_rendered(f->store, rows[0].id, buf_str(&packed), &f->err));
	CHECK(store_wanted(f->store, 0, 0, true, 10, &f->arena, &wanted, &count) && count == 0);
	CHECK(store_wanted(f->store, 0, 1, true, 10, &f->arena, &wanted, &count) && count == 1);
	CHECK_STR(wanted[0].url, "https://b.example/r");
	CHECK(wanted[0].level == 1);
	page_free(&page);
	buf_free(&packed);
	buf_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_page_is_found_by_every_address_of_it),
		STORE_TEST(titles_that_are_too_long_are_cut_between_letters),
		STORE_TEST(a_page_cannot_take_the_place_of_another_sites),
		STORE_TEST(an_article_knows_its_page_whichever_came_first),
		STORE_TEST(states_of_links_tell_stored_and_read),
		STORE_TEST(a_story_is_walked_both_ways_in_order_of_time),
		STORE_TEST(prefetch_wants_what_is_missing_and_lets_failures_rest),
		STORE_TEST(a_page_that_was_put_off_rests_and_is_never_given_up),
		STORE_TEST(what_only_the_page_has_is_shown_of_the_page),
		STORE_TEST(the_newest_unread_of_a_section_come_after_an_article),
		STORE_TEST(pages_go_with_the_article_they_were_fetched_for),
		STORE_TEST(pages_of_starred_and_tagged_articles_stay),
		STORE_TEST(related_links_of_a_full_text_are_wanted_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
