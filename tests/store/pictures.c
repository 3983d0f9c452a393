/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "store/pictures.h"

/* A picture as far as its first bytes go, with n more. */
static struct str png(struct fixture *f, const char *what, size_t more)
{
	struct buf bytes = { 0 };

	buf_add(&bytes, STR("\x89PNG\r\n\x1a\n"));
	buf_add(&bytes, str_from(what));
	for (size_t i = 0; i < more; i++)
		buf_add_char(&bytes, (char)('a' + i % 26));
	struct str kept = arena_str(&f->arena, buf_str(&bytes));
	buf_free(&bytes);
	return kept;
}

static const char *folder_of(struct fixture *f)
{
	return arena_printf(&f->arena, "%s/pictures", f->folder).ptr;
}

static size_t files_in(const char *folder)
{
	DIR *dir = opendir(folder);
	size_t count = 0;

	if (!dir)
		return 0;
	for (struct dirent *entry; (entry = readdir(dir));)
		count += entry->d_name[0] != '.';
	closedir(dir);
	return count;
}

static void keep(struct fixture *f, int64_t owner, const char *url, struct str bytes)
{
	struct str one = str_from(url);
	enum store_picture_state state;

	CHECK(store_pictures_note(f->store, folder_of(f), owner, &one, 1, NOW, &state, &f->err));
	CHECK(state == STORE_PICTURE_WANTED);
	CHECK(store_picture_save(f->store, folder_of(f), one, bytes, NOW, &f->err));
}

static bool is_kept(struct fixture *f, const char *url)
{
	struct store_picture found;

	return store_picture_find(f->store, folder_of(f), str_from(url), &f->arena, &found);
}

static void test_a_kind_is_told_by_the_first_bytes_alone(void **state)
{
	(void)state;
#define TYPE(literal) store_picture_type(STR(literal))
	CHECK(!strcmp(TYPE("\x89PNG\r\n\x1a\n...."), "png"));
	CHECK(!strcmp(TYPE("\xff\xd8\xff\xe0..JFIF"), "jpg"));
	CHECK(!strcmp(TYPE("GIF89a......"), "gif"));
	CHECK(!strcmp(TYPE("RIFF\x10\0\0\0WEBPVP8 "), "webp"));
	CHECK(!strcmp(TYPE("\0\0\0\x1c" "ftypavif\0\0\0\0mif1avifmiaf"), "avif"));
	CHECK(!strcmp(TYPE("\0\0\0\x1c" "ftypmif1\0\0\0\0mif1avifmiaf"), "avif"));
	CHECK(!TYPE("\0\0\0\x18" "ftypheic\0\0\0\0mif1heic"));
	CHECK(!TYPE("\0\0\0\x1c" "ftypmif1\0\0\0\0mif1"));
	CHECK(!TYPE("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"));
	CHECK(!TYPE("<html>"));
	CHECK(!TYPE("\x89PN"));
	CHECK(!TYPE(""));
#undef TYPE
}

static void test_a_picture_is_kept_once_and_found_by_its_address(void **state)
{
	struct fixture *f = *state;
	struct str urls[] = { STR("https://b.example/a.png"), STR("https://b.example/c.png?w=1"),
			      STR("") };
	enum store_picture_state states[3];
	struct store_picture found;
	struct store_picture_counts counts;

	keep(f, -1, "https://b.example/a.png", png(f, "satu", 5));
	CHECK(store_picture_find(f->store, folder_of(f), urls[0], &f->arena, &found));
	CHECK(found.bytes == 17 && str_has_suffix(found.path, STR(".png")));
	CHECK(store_pictures_note(f->store, folder_of(f), 7, urls, 3, NOW, states, &f->err));
	CHECK(states[0] == STORE_PICTURE_KEPT && states[1] == STORE_PICTURE_WANTED);
	CHECK(states[2] == STORE_PICTURE_GIVEN_UP);
	CHECK(!is_kept(f, "https://b.example/c.png"));
	/* The same bytes at another address are the same file. */
	CHECK(store_picture_save(f->store, folder_of(f), urls[1], png(f, "satu", 5), NOW, &f->err));
	CHECK(files_in(folder_of(f)) == 1);
	store_picture_count(f->store, &counts);
	CHECK(counts.kept == 1 && counts.bytes == 17 && counts.failed == 0);
}

static void test_what_is_no_picture_is_refused(void **state)
{
	struct fixture *f = *state;

	CHECK(!store_picture_save(f->store, folder_of(f), STR("https://b.example/x.png"),
				  STR("<html>"), NOW, &f->err));
	CHECK(f->err.text[0]);
	CHECK(files_in(folder_of(f)) == 0 && !is_kept(f, "https://b.example/x.png"));
}

static void test_a_file_that_was_lost_or_cut_is_wanted_again(void **state)
{
	struct fixture *f = *state;
	struct str url = STR("https://b.example/a.png");
	enum store_picture_state one;
	struct store_picture found;

	keep(f, 1, url.ptr, png(f, "satu", 90));
	CHECK(store_picture_find(f->store, folder_of(f), url, &f->arena, &found));
	CHECK(truncate(found.path.ptr, 10) == 0);
	CHECK(!is_kept(f, url.ptr));
	CHECK(store_pictures_note(f->store, folder_of(f), 1, &url, 1, NOW, &one, &f->err));
	CHECK(one == STORE_PICTURE_WANTED);
	CHECK(store_picture_save(f->store, folder_of(f), url, png(f, "satu", 90), NOW, &f->err));
	CHECK(is_kept(f, url.ptr));
	CHECK(store_picture_find(f->store, folder_of(f), url, &f->arena, &found));
	CHECK(unlink(found.path.ptr) == 0 && symlink("/etc/passwd", found.path.ptr) == 0);
	CHECK(!is_kept(f, url.ptr));
}

static void test_a_failure_rests_and_is_given_up_in_the_end(void **state)
{
	struct fixture *f = *state;
	struct str url = STR("https://b.example/a.png");
	enum store_picture_state one;
	struct store_failure *failures;
	size_t count;

	for (int i = 1; i <= 4; i++) {
		CHECK(store_picture_failed(f->store, url, NOW, STR("no such picture")));
		CHECK(store_pictures_note(f->store, folder_of(f), 1, &url, 1, NOW + 60, &one,
					  &f->err));
		CHECK(one == (i < 4 ? STORE_PICTURE_RESTING : STORE_PICTURE_GIVEN_UP));
		CHECK(store_pictures_note(f->store, folder_of(f), 1, &url, 1, NOW + 90000, &one,
					  &f->err));
		CHECK(one == (i < 4 ? STORE_PICTURE_WANTED : STORE_PICTURE_GIVEN_UP));
	}
	CHECK(store_picture_failures(f->store, NOW, 10, &f->arena, &failures, &count));
	CHECK(count == 1);
	CHECK_STR(failures[0].sentence, "no such picture");
}

static void test_read_and_old_pictures_go_first_and_starred_ones_never(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), evicted;
	struct news_item items[5];
	static const char *const names[] = { "a", "b", "c", "d", "e" };
	struct store_row *rows;
	struct store_visit_result result;

	for (int i = 0; i < 5; i++)
		items[i] = item(names[i], arena_printf(&f->arena, "https://b.example/%d", i).ptr,
				names[i], "teks", NOW - 1000 + i);
	result = save(f, feed, items, 5);
	CHECK(result.added == 5 && list_all(f, &rows) == 5);
	for (int i = 0; i < 5; i++) /* rows: newest first; a is the oldest */
		keep(f, rows[4 - i].id, arena_printf(&f->arena, "https://b.example/%d.png", i).ptr,
		     png(f, names[i], 991));
	mark(f, rows[4].id, STORE_MARK_STAR); /* a: old, starred, read */
	mark(f, rows[4].id, STORE_MARK_READ);
	mark(f, rows[3].id, STORE_MARK_TAG); /* b: old, tagged */
	mark(f, rows[0].id, STORE_MARK_READ); /* e: new, read */
	CHECK(store_pictures_evict(f->store, folder_of(f), 4500, &evicted, &f->err));
	CHECK(evicted == 1 && !is_kept(f, "https://b.example/4.png"));
	CHECK(store_pictures_evict(f->store, folder_of(f), 3500, &evicted, &f->err));
	CHECK(evicted == 1 && !is_kept(f, "https://b.example/2.png"));
	CHECK(store_pictures_evict(f->store, folder_of(f), 1, &evicted, &f->err));
	CHECK(evicted == 1 && !is_kept(f, "https://b.example/3.png"));
	CHECK(is_kept(f, "https://b.example/0.png") && is_kept(f, "https://b.example/1.png"));
	CHECK(files_in(folder_of(f)) == 2);
	/* What had to go is not fetched again at once. */
	struct str gone = STR("https://b.example/4.png");
	enum store_picture_state one;
	CHECK(store_pictures_note(f->store, folder_of(f), rows[0].id, &gone, 1, NOW, &one,
				  &f->err));
	CHECK(one == STORE_PICTURE_GIVEN_UP);
}

static void test_pictures_of_evicted_articles_go_with_them(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 1), evicted;
	struct news_item items[] = { item("1", "https://b.example/a", "A", "x", NOW),
				     item("2", "https://b.example/b", "B", "y", NOW) };
	struct store_row *rows;

	save(f, feed, items, 2);
	CHECK(list_all(f, &rows) == 2);
	keep(f, rows[0].id, "https://b.example/1.png", png(f, "sama", 9));
	keep(f, rows[1].id, "https://b.example/2.png", png(f, "sama", 9));
	CHECK(files_in(folder_of(f)) == 1);
	mark(f, rows[0].id, STORE_MARK_READ);
	CHECK(store_evict(f->store, NOW + 90 * 86400, 86400, 0, &evicted, &f->err));
	CHECK(evicted == 1);
	CHECK(store_pictures_evict(f->store, folder_of(f), 0, &evicted, &f->err));
	CHECK(evicted == 1);
	CHECK(files_in(folder_of(f)) == 1);
	CHECK(is_kept(f, "https://b.example/1.png") + is_kept(f, "https://b.example/2.png") == 1);
}

static void test_files_that_nobody_knows_go_when_they_are_old(void **state)
{
	struct fixture *f = *state;
	const char *folder = folder_of(f);
	const struct timespec old[2] = { { .tv_sec = 1000 }, { .tv_sec = 1000 } };
	int64_t evicted;

	keep(f, 1, "https://b.example/1.png", png(f, "ini", 9));
	int dir = open(folder, O_RDONLY | O_DIRECTORY);
	static const char *const names[] = { "feedbeeffeedbeef.png", ".part-abc", "Mine.TXT",
					     "0123456789abcdef.jpg" };
	for (int i = 0; i < 4; i++) {
		close(openat(dir, names[i], O_CREAT | O_WRONLY, 0600));
		if (i < 3)
			utimensat(dir, names[i], old, 0);
	}
	CHECK(store_pictures_evict(f->store, folder, 0, &evicted, &f->err));
	CHECK(faccessat(dir, names[0], F_OK, 0) != 0);
	CHECK(faccessat(dir, names[1], F_OK, 0) != 0);
	CHECK(faccessat(dir, names[2], F_OK, 0) == 0); /* not of our making */
	CHECK(faccessat(dir, names[3], F_OK, 0) == 0); /* somebody may be writing it */
	CHECK(is_kept(f, "https://b.example/1.png"));
	close(dir);
}

static void test_unread_articles_want_pictures_until_they_are_settled(void **state)
{
	struct fixture *f = *state;
	int64_t feed = add_feeds(f, 2);
	struct news_item items[] = { item("1", "https://b.example/a", "A", "x", NOW),
				     item("2", "", "B", "y", NOW - 1),
				     item("3", "https://b.example/c", "C", "z", NOW - 2) };
	struct store_wanted *wanted;
	struct store_row *rows;
	struct page page = { 0 };
	size_t count;

	save(f, feed, items, 3);
	CHECK(list_all(f, &rows) == 3);
	mark(f, rows[2].id, STORE_MARK_READ);
	CHECK(store_pictures_wanted(f->store, 0, 1, 10, &f->arena, &wanted, &count));
	CHECK(count == 2 && wanted[0].article == rows[0].id && wanted[1].article == rows[1].id);
	CHECK(store_pictures_settle(f->store, rows[0].id, &f->err));
	CHECK(store_pictures_wanted(f->store, 0, 1, 10, &f->arena, &wanted, &count));
	CHECK(count == 1 && wanted[0].article == rows[1].id);
	/* The page comes: there is another text to look at, and what it leads to. */
	page.meta.url = STR("https://b.example/a");
	page_add_block(&page, PAGE_RELATED)->link =
		page_add_link(&page, PAGE_LINK_RELATED, STR("https://b.example/r"), STR("R"),
			      STR("Baca Juga"));
	CHECK(store_page_save(f->store, page.meta.url, &page, NOW, NULL, &f->err));
	page_free(&page);
	page = (struct page){ .meta.url = STR("https://b.example/r") };
	CHECK(store_page_save(f->store, page.meta.url, &page, NOW, NULL, &f->err));
	page_free(&page);
	CHECK(store_pictures_wanted(f->store, 0, 0, 10, &f->arena, &wanted, &count) && count == 2);
	CHECK(store_pictures_wanted(f->store, feed, 1, 10, &f->arena, &wanted, &count));
	CHECK(count == 3 && wanted[1].page > 0 && wanted[1].level == 1 && wanted[0].page == 0);
	CHECK(store_pictures_settle(f->store, -wanted[1].page, &f->err));
	CHECK(store_pictures_wanted(f->store, feed, 1, 2, &f->arena, &wanted, &count));
	CHECK(count == 2 && wanted[0].page == 0 && wanted[1].page == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_kind_is_told_by_the_first_bytes_alone),
		STORE_TEST(a_picture_is_kept_once_and_found_by_its_address),
		STORE_TEST(what_is_no_picture_is_refused),
		STORE_TEST(a_file_that_was_lost_or_cut_is_wanted_again),
		STORE_TEST(a_failure_rests_and_is_given_up_in_the_end),
		STORE_TEST(read_and_old_pictures_go_first_and_starred_ones_never),
		STORE_TEST(pictures_of_evicted_articles_go_with_them),
		STORE_TEST(files_that_nobody_knows_go_when_they_are_old),
		STORE_TEST(unread_articles_want_pictures_until_they_are_settled),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
