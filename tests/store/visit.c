/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/setup.h"

static void test_a_visit_is_listed_in_order_of_date(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "Satu", "Isi satu.", NOW - 300),
		item("2", "https://a.example/2", "Dua", "Isi dua.", NOW - 100),
		item("3", "https://a.example/3", "Tiga", "Isi tiga.", NOW - 200),
	};

	CHECK(save(f, feed, items, 3).added == 3);
	CHECK(list_all(f, &rows) == 3);
	CHECK_STR(rows[0].title, "Dua");
	CHECK_STR(rows[1].title, "Tiga");
	CHECK_STR(rows[2].title, "Satu");
	CHECK_STR(rows[0].source, "Kabar");
	CHECK(rows[0].flags & STORE_UNREAD);
}

static void test_the_list_names_authors_without_their_addresses(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct str authors[] = { STR("Ani (ani@a.example)"), STR("b@a.example"),
				 STR("Cici (Antara)") };
	struct news_item items[] = {
		item("1", "https://a.example/1", "Satu", "x", NOW - 1),
		item("2", "https://a.example/2", "Dua", "y", NOW - 2),
	};

	items[0].authors = (struct news_strings){ authors, 1 };
	items[1].authors = (struct news_strings){ authors, 3 };
	save(f, feed, items, 2);
	CHECK(list_all(f, &rows) == 2);
	CHECK_STR(rows[0].author, "Ani");
	CHECK_STR(rows[1].author, "Ani, b@a.example, Cici (Antara)");
}

static void test_a_post_without_a_title_is_called_by_its_first_words(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "", "Halo dunia.\nBaris kedua.", NOW - 1),
		item("2", "https://a.example/2", " ",
		     "Kalimat ini jauh lebih panjang daripada tempat yang ada di layar mana pun, "
		     "maka ia dipotong di antara kata.", NOW - 2),
		item("3", "https://a.example/3", "", "", NOW - 3),
		item("4", "https://a.example/4", "Empat", "Isi.", NOW - 4),
	};

	save(f, feed, items, 4);
	CHECK(list_all(f, &rows) == 4);
	CHECK_STR(rows[0].title, "Halo dunia.");
	CHECK(rows[0].flags & STORE_UNTITLED);
	CHECK_STR(rows[1].title, "Kalimat ini jauh lebih panjang daripada tempat yang ada di layar "
				 "mana pun, maka ia…");
	CHECK_STR(rows[2].title, "");
	CHECK(!(rows[3].flags & STORE_UNTITLED));
	items[0].title = STR("Kini berjudul");
	save(f, feed, items, 4);
	CHECK(list_all(f, &rows) == 4);
	CHECK_STR(rows[0].title, "Kini berjudul");
	CHECK(!(rows[0].flags & STORE_UNTITLED));
}

static void test_a_post_that_was_stored_without_a_name_gets_one_when_it_is_read(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "", "Halo dunia.\nBaris kedua.", NOW - 1),
		item("2", "https://a.example/2", "", "", NOW - 2),
	};
	char command[96];
	sqlite3 *db;

	save(f, feed, items, 2);
	snprintf(command, sizeof(command), /* as programs of old did */
		 "UPDATE items SET title = '', flags = flags & ~%d", (int)STORE_UNTITLED);
	CHECK(sqlite3_open(f->path, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, command, NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
	CHECK(list_all(f, &rows) == 2);
	CHECK_STR(rows[0].title, "Halo dunia.");
	CHECK(rows[0].flags & STORE_UNTITLED);
	CHECK_STR(rows[1].title, "");
}

static void test_items_without_dates_keep_the_order_of_the_document(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "Satu", "x", 0),
		item("2", "https://a.example/2", "Dua", "y", 0),
		item("3", "https://a.example/3", "Tiga", "z", 0),
	};

	save(f, feed, items, 3);
	CHECK(list_all(f, &rows) == 3);
	CHECK_STR(rows[0].title, "Satu");
	CHECK_STR(rows[2].title, "Tiga");
}

static void test_absurd_dates_do_not_lead_or_trail_the_list(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "Jauh", "x", NOW + 4000000000),
		item("2", "https://a.example/2", "Dulu", "y", -50000),
		item("3", "https://a.example/3", "Wajar", "z", NOW - 10),
	};

	save(f, feed, items, 3);
	CHECK(list_all(f, &rows) == 3);
	for (int i = 0; i < 3; i++)
		CHECK(rows[i].date <= NOW && rows[i].date >= NOW - 10);
}

static void test_an_unchanged_visit_adds_and_changes_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("1", "https://a.example/1", "Satu", "Isi.", NOW - 300),
		item("2", "https://a.example/2", "Dua", "Isi dua.", NOW - 100),
	};
	struct store_visit_result again;

	save(f, feed, items, 2);
	again = save_at(f, feed, NOW + 100, items, 2);
	CHECK(again.added == 0 && again.updated == 0);
	CHECK(unread_of(f) == 2);
}

static void test_an_update_is_marked_and_stays_read(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	struct store_article article;
	int64_t feed = add_feeds(f, 1);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Isi lama.", NOW - 300);

	save(f, feed, &one, 1);
	list_all(f, &rows);
	mark(f, rows[0].id, STORE_MARK_READ);
	one.text = one.content = STR("Isi baru.");
	CHECK(save(f, feed, &one, 1).updated == 1);
	CHECK(list_all(f, &rows) == 1);
	CHECK(!(rows[0].flags & STORE_UNREAD) && (rows[0].flags & STORE_UPDATED));
	CHECK(store_article(f->store, rows[0].id, &f->arena, &article, &f->err));
	CHECK_STR(article.html, "Isi baru.");
	CHECK_STR(article.key, "1");
	mark(f, rows[0].id, STORE_MARK_READ);
	list_all(f, &rows);
	CHECK(!(rows[0].flags & STORE_UPDATED));
}

static void test_a_truncated_document_stores_nothing(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 1);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Isi.", NOW);
	struct news_feed news = { .items = &one, .item_count = 1, .is_truncated = true };
	struct store_visit visit = { .feed = feed, .now = NOW, .news = &news };

	CHECK(store_visit_save(f->store, &visit, &f->arena, NULL, &f->err));
	CHECK(list_all(f, &rows) == 0);
}

static void test_a_failed_visit_keeps_validators_and_counts_failures(void **state)
{
	struct fixture *f = *state;
	struct store_feed *feeds;
	size_t count;
	int64_t feed = add_feeds(f, 1);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Isi.", NOW);
	struct store_visit bad = { .feed = feed, .now = NOW + 10, .status = 500,
				   .error = STR("kaputt"), .next_visit = NOW + 900 };

	save(f, feed, &one, 1);
	CHECK(store_visit_save(f->store, &bad, &f->arena, NULL, &f->err));
	CHECK(store_visit_save(f->store, &bad, &f->arena, NULL, &f->err));
	CHECK(store_feeds(f->store, &f->arena, &feeds, &count, &f->err) && count == 1);
	CHECK_STR(feeds[0].etag, "\"v1\"");
	CHECK_STR(feeds[0].error, "kaputt");
	CHECK(feeds[0].failures == 2 && feeds[0].status == 500 && feeds[0].total == 1);
	CHECK(feeds[0].last_success == NOW && feeds[0].last_visit == NOW + 10);
}

static void test_one_of_many_visits_in_a_transaction_may_fail_alone(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	int64_t feed = add_feeds(f, 2);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Isi.", NOW);

	CHECK(store_begin(f->store, &f->err));
	save(f, feed, &one, 1);
	store_rollback(f->store);
	CHECK(list_all(f, &rows) == 0);
	CHECK(store_begin(f->store, &f->err));
	save(f, feed, &one, 1);
	save(f, feed + 1, &one, 1);
	CHECK(store_commit(f->store, &f->err));
	CHECK(list_all(f, &rows) == 2);
}

static void test_a_claim_keeps_others_away_until_it_ends(void **state)
{
	struct fixture *f = *state;
	struct store *other;
	struct store_feed *feeds;
	size_t count;
	int64_t first = add_feeds(f, 3);

	CHECK(store_open(f->path, STORE_WRITE, &other, NULL, &f->err));
	CHECK(store_claim(f->store, NOW, false, NULL, 0, 60, &f->arena, &feeds, &count, &f->err));
	CHECK(count == 3 && feeds[0].tag_count == 2);
	CHECK(store_claim(other, NOW + 1, true, NULL, 0, 60, &f->arena, &feeds, &count, &f->err));
	CHECK(count == 0);
	CHECK(store_release(f->store, &first, 1));
	CHECK(store_claim(other, NOW + 1, false, NULL, 0, 60, &f->arena, &feeds, &count, &f->err));
	CHECK(count == 1 && feeds[0].id == first);
	CHECK(store_claim(other, NOW + 61, false, NULL, 0, 60, &f->arena, &feeds, &count,
			  &f->err));
	CHECK(count == 3);
	store_close(other);
}

/* As a refresh that is killed leaves them. */
static void claim_in_a_process_that_dies(const char *path)
{
	pid_t child = fork();

	if (child == 0) {
		struct arena arena = { 0 };
		struct store *store;
		struct store_feed *feeds;
		size_t count = 0;

		_exit(!store_open(path, STORE_WRITE, &store, NULL, NULL) ||
		      !store_claim(store, NOW, true, NULL, 0, 60, &arena, &feeds, &count, NULL) ||
		      count != 3);
	}
	int status = -1;
	CHECK(waitpid(child, &status, 0) == child && status == 0);
}

static void test_the_claims_of_a_process_that_died_are_free(void **state)
{
	struct fixture *f = *state;
	struct store_feed *feeds;
	size_t count;

	add_feeds(f, 3);
	claim_in_a_process_that_dies(f->path);
	CHECK(store_claim(f->store, NOW + 1, true, NULL, 0, 60, &f->arena, &feeds, &count,
			  &f->err));
	CHECK(count == 3);
}

static void test_a_visit_from_the_future_counts_as_due(void **state)
{
	struct fixture *f = *state;
	struct store_feed *feeds;
	size_t count;
	int64_t feed = add_feeds(f, 1);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Isi.", NOW);

	save(f, feed, &one, 1);
	CHECK(store_claim(f->store, NOW + 10, false, NULL, 0, 60, &f->arena, &feeds, &count,
			  &f->err));
	CHECK(count == 0);
	CHECK(store_claim(f->store, NOW - 31536000, false, NULL, 0, 60, &f->arena, &feeds, &count,
			  &f->err));
	CHECK(count == 1);
}

static void test_a_feed_that_left_the_file_takes_its_articles_along_and_back(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	struct store_feed *feeds;
	size_t count;
	int64_t feed = add_feeds(f, 2);
	struct news_item one = item("1", "https://a.example/1", "Satu", "Isi.", NOW);

	save(f, feed, &one, 1);
	save(f, feed + 1, &one, 1);
	add_feeds(f, 1);
	CHECK(list_all(f, &rows) == 1 && unread_of(f) == 1);
	CHECK(store_feeds(f->store, &f->arena, &feeds, &count, &f->err) && count == 2);
	CHECK(feeds[1].is_retired && feeds[1].unread == 0);
	/* A visit that was under way brings nothing back. */
	save(f, feed + 1, &one, 1);
	CHECK(list_all(f, &rows) == 1);
	add_feeds(f, 2);
	CHECK(list_all(f, &rows) == 2 && unread_of(f) == 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(a_visit_is_listed_in_order_of_date),
		STORE_TEST(the_list_names_authors_without_their_addresses),
		STORE_TEST(a_post_without_a_title_is_called_by_its_first_words),
		STORE_TEST(a_post_that_was_stored_without_a_name_gets_one_when_it_is_read),
		STORE_TEST(items_without_dates_keep_the_order_of_the_document),
		STORE_TEST(absurd_dates_do_not_lead_or_trail_the_list),
		STORE_TEST(an_unchanged_visit_adds_and_changes_nothing),
		STORE_TEST(an_update_is_marked_and_stays_read),
		STORE_TEST(a_truncated_document_stores_nothing),
		STORE_TEST(a_failed_visit_keeps_validators_and_counts_failures),
		STORE_TEST(one_of_many_visits_in_a_transaction_may_fail_alone),
		STORE_TEST(a_claim_keeps_others_away_until_it_ends),
		STORE_TEST(the_claims_of_a_process_that_died_are_free),
		STORE_TEST(a_visit_from_the_future_counts_as_due),
		STORE_TEST(a_feed_that_left_the_file_takes_its_articles_along_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
