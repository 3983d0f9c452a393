/* SPDX-License-Identifier: MIT */
#include "store/setup.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sysexits.h>

#include "store/db.h"
#include "store/schema.h"

static void fill(struct fixture *f, int count)
{
	int64_t feed = add_feeds(f, 1);
	struct news_item *items = calloc((size_t)count, sizeof(*items));

	for (int i = 0; i < count; i++)
		items[i] = item(arena_printf(&f->arena, "%d", i).ptr,
				arena_printf(&f->arena, "https://a.example/%d", i).ptr, "Judul",
				arena_printf(&f->arena, "Isi nomor %d dari semuanya.", i).ptr,
				NOW - i);
	save(f, feed, items, (size_t)count);
	free(items);
}

static struct str read_file(struct fixture *f, const char *path)
{
	FILE *in = fopen(path, "rb");
	struct buf bytes = { 0 };
	char block[4096];
	size_t got;
	struct str all;

	while (in && (got = fread(block, 1, sizeof(block), in)) > 0)
		buf_add_bytes(&bytes, block, got);
	if (in)
		fclose(in);
	all = arena_str(&f->arena, buf_str(&bytes));
	buf_free(&bytes);
	return all;
}

static void write_file(const char *path, struct str bytes)
{
	FILE *out = fopen(path, "wb");

	CHECK(out && fwrite(bytes.ptr, 1, bytes.len, out) == bytes.len);
	CHECK(fclose(out) == 0);
}

/* How many files of the folder have this in their names. */
static int count_files(struct fixture *f, const char *part)
{
	DIR *dir = opendir(f->folder);
	struct dirent *entry;
	int count = 0;

	while ((entry = readdir(dir)))
		count += strstr(entry->d_name, part) != NULL;
	closedir(dir);
	return count;
}

static void close_store(struct fixture *f)
{
	store_close(f->store);
	f->store = NULL;
}

static void sql(struct fixture *f, const char *text)
{
	sqlite3 *db;

	CHECK(sqlite3_open(f->path, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
}

static void test_files_are_the_users_own(void **state)
{
	struct fixture *f = *state;
	struct stat info;

	CHECK(stat(f->path, &info) == 0 && (info.st_mode & 0777) == 0600);
	close_store(f);
	chmod(f->path, 0666);
	CHECK(store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
	CHECK(stat(f->path, &info) == 0 && (info.st_mode & 0777) == 0600);
}

static void test_a_newer_database_is_refused_and_left_as_it_is(void **state)
{
	struct fixture *f = *state;
	struct str before;

	fill(f, 3);
	close_store(f);
	sql(f, "PRAGMA user_version = 999");
	before = read_file(f, f->path);
	CHECK(!store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
	CHECK(f->err.exit_code == EX_CONFIG);
	CHECK(!store_open(f->path, STORE_READ, &f->store, NULL, &f->err));
	CHECK(str_eq(before, read_file(f, f->path)));
	CHECK(count_files(f, "corrupt") == 0 && count_files(f, "backup") == 0);
}

static void test_a_newer_version_in_the_log_only_is_refused_too(void **state)
{
	struct fixture *f = *state;
	struct str base, wal, path = arena_printf(&f->arena, "%s-wal", f->path);
	sqlite3 *db;

	close_store(f);
	CHECK(sqlite3_open(f->path, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, "PRAGMA user_version = 999", NULL, NULL, NULL) == SQLITE_OK);
	base = read_file(f, f->path);
	wal = read_file(f, path.ptr);
	sqlite3_close(db);
	CHECK(wal.len > 0);
	write_file(f->path, base);
	write_file(path.ptr, wal);
	CHECK(!store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
	CHECK(f->err.exit_code == EX_CONFIG);
	CHECK(str_eq(base, read_file(f, f->path)) && str_eq(wal, read_file(f, path.ptr)));
}

static void test_a_database_of_another_program_is_refused(void **state)
{
	struct fixture *f = *state;

	close_store(f);
	sql(f, "PRAGMA application_id = 7");
	CHECK(!store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err) && f->err.text[0]);
}

static void test_damage_is_kept_and_the_backup_takes_its_place(void **state)
{
	struct fixture *f = *state;
	struct error notice = { 0 };
	struct store_row *rows;
	struct str bytes;

	fill(f, 5);
	CHECK(store_tend(f->store, NOW, &f->err));
	CHECK(count_files(f, "backup") == 0);
	CHECK(store_tend(f->store, NOW + 90000, &f->err));
	CHECK(count_files(f, "backup") == 1);
	close_store(f);
	bytes = read_file(f, f->path);
	memset((char *)bytes.ptr, 'x', 600);
	write_file(f->path, bytes);
	CHECK(store_open(f->path, STORE_WRITE, &f->store, &notice, &f->err));
	CHECK(notice.text[0] && !f->err.text[0]);
	CHECK(count_files(f, "corrupt") == 1);
	CHECK(list_all(f, &rows) == 5);
}

static void test_without_a_backup_a_new_one_begins_and_says_so(void **state)
{
	struct fixture *f = *state;
	struct error notice = { 0 };

	close_store(f);
	write_file(f->path, STR("this is no database at all, whatever its name may be ......."));
	CHECK(store_open(f->path, STORE_WRITE, &f->store, &notice, &f->err));
	CHECK(notice.text[0] && count_files(f, "corrupt") == 1);
	add_feeds(f, 1);
}

static void test_an_emptied_file_with_a_backup_is_damage(void **state)
{
	struct fixture *f = *state;
	struct error notice = { 0 };
	struct store_row *rows;

	fill(f, 2);
	CHECK(store_tend(f->store, NOW, &f->err) && store_tend(f->store, NOW + 90000, &f->err));
	close_store(f);
	CHECK(truncate(f->path, 0) == 0);
	CHECK(store_open(f->path, STORE_WRITE, &f->store, &notice, &f->err));
	CHECK(notice.text[0] && list_all(f, &rows) == 2);
}

/* Damage in the middle is seen after a session that did not end. */
static void test_a_torn_page_is_found_after_an_unclean_end(void **state)
{
	struct fixture *f = *state;
	struct error notice = { 0 };
	struct str bytes, wal = arena_printf(&f->arena, "%s-wal", f->path);

	fill(f, 400);
	close_store(f);
	bytes = read_file(f, f->path);
	for (size_t at = 8192 * 2; at + 8192 < bytes.len; at += 8192)
		memset((char *)bytes.ptr + at, 0xaa, 512);
	write_file(f->path, bytes);
	write_file(wal.ptr, STR("left over"));
	CHECK(store_open(f->path, STORE_WRITE, &f->store, &notice, &f->err));
	CHECK(notice.text[0] && count_files(f, "corrupt") > 0);
}

/* Three articles as the first schema had them. */
static void make_old(struct fixture *f)
{
	sqlite3 *db;
	static const char to_1[] =
		"ALTER TABLE pages DROP COLUMN etag; ALTER TABLE pages DROP COLUMN last_modified;"
		"DROP TABLE versions; DROP TABLE page_versions;"
		"DROP TABLE terms; DROP TABLE stems; DROP TABLE documents; DROP TABLE postings;"
		"DROP TABLE fresh; DROP TABLE reindex; DROP TABLE shingles;"
		"ALTER TABLE feeds DROP COLUMN leased_by;"
		"DROP TRIGGER frames_left; DROP TRIGGER frames_changed; DROP TABLE frames;"
		"ALTER TABLE items DROP COLUMN body;"
		"DROP TRIGGER items_pictures; DROP TRIGGER pages_pictures;"
		"DROP TABLE pictures; DROP TABLE picture_uses;"
		"DROP TRIGGER pages_changed; DROP TRIGGER pages_gone; DROP TRIGGER items_deleted;"
		"DROP INDEX pages_kept; DELETE FROM facts WHERE name = 'kept';"
		"CREATE INDEX pages_alone ON pages(fetched) WHERE article = 0 AND fetched > 0;"
		"DELETE FROM facts WHERE name = 'indexed'; PRAGMA user_version = 1";

	fill(f, 3);
	close_store(f);
	CHECK(sqlite3_open(f->path, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, to_1, NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
}

static void test_an_older_schema_is_migrated_behind_a_backup(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;
	make_old(f);
	CHECK(!store_open(f->path, STORE_READ, &f->store, NULL, &f->err));
	if (!store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err))
		print_error("%s\n", f->err.text);
	CHECK(f->store);
	CHECK(count_files(f, "backup") == 1);
	CHECK(list_all(f, &rows) == 3);
	index_all(f);
	CHECK(store_check(f->store, &f->err));
}

static void test_an_upgrade_can_be_watched_and_stopped(void **state)
{
	struct fixture *f = *state;
	struct store_upgrade upgrade = { 0 };
	struct str before;
	struct store_row *rows;

	CHECK(!store_is_old(f->path));
	make_old(f);
	before = read_file(f, f->path);
	CHECK(store_is_old(f->path));
	atomic_store(&upgrade.is_stopped, true);
	CHECK(!store_upgrade(f->path, &upgrade, NULL, &f->err));
	CHECK(store_is_old(f->path));
	CHECK(count_files(f, "backup") == 0);
	CHECK(str_eq(read_file(f, f->path), before));
	atomic_store(&upgrade.is_stopped, false);
	CHECK(store_upgrade(f->path, &upgrade, NULL, &f->err));
	CHECK(atomic_load(&upgrade.copied) == 100);
	CHECK(!store_is_old(f->path));
	CHECK(count_files(f, "backup") == 1);
	CHECK(store_open(f->path, STORE_READ, &f->store, NULL, &f->err));
	CHECK(list_all(f, &rows) == 3);
}

static void test_a_copy_that_somebody_killed_is_removed(void **state)
{
	struct fixture *f = *state;
	struct str part = arena_printf(&f->arena, "%s.backup-20010101-000000.part", f->path);
	struct str fresh = arena_printf(&f->arena, "%s.backup-20010102-000000.part", f->path);
	struct timespec old[2] = { { .tv_sec = 1000000000 }, { .tv_sec = 1000000000 } };

	make_old(f);
	write_file(part.ptr, STR("SQLite"));
	write_file(fresh.ptr, STR("SQLite"));
	CHECK(utimensat(AT_FDCWD, part.ptr, old, 0) == 0);
	CHECK(store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
	CHECK(access(part.ptr, F_OK) != 0);
	CHECK(access(fresh.ptr, F_OK) == 0); /* another process may be at it */
}

static void test_a_folder_that_cannot_be_written_can_be_read(void **state)
{
	struct fixture *f = *state;
	struct store_row *rows;

	if (geteuid() == 0)
		skip();
	fill(f, 3);
	close_store(f);
	chmod(f->path, 0400);
	chmod(f->folder, 0500);
	CHECK(!store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err) && f->err.text[0]);
	CHECK(store_open(f->path, STORE_READ, &f->store, NULL, &f->err));
	CHECK(list_all(f, &rows) == 3);
}

static void test_reading_what_does_not_exist_says_so(void **state)
{
	struct fixture *f = *state;
	struct store *store;
	struct str path = arena_printf(&f->arena, "%s/none.db", f->folder);

	CHECK(!store_open(path.ptr, STORE_READ, &store, NULL, &f->err));
	CHECK(f->err.exit_code == EX_NOINPUT && count_files(f, "none") == 0);
}

static void test_a_full_disk_loses_nothing_and_room_heals_it(void **state)
{
	struct fixture *f = *state;
	struct news_item items[200];
	struct news_feed news = { .items = items, .item_count = 200 };
	struct store_visit visit = { .feed = 1, .now = NOW, .news = &news };
	struct store_visit_result result;
	struct store_row *rows;
	int64_t pages;
	char limit[64];
	uint64_t seed = 88172645463325252u;

	fill(f, 10);
	for (int i = 0; i < 200; i++) {
		char *noise = arena_alloc(&f->arena, 4000);

		for (int k = 0; k < 3999; k++) {
			seed ^= seed << 13;
			seed ^= seed >> 7;
			seed ^= seed << 17;
			noise[k] = (char)('a' + seed % 26);
		}
		items[i] = item(arena_printf(&f->arena, "n%d", i).ptr, "", "Baru", noise, NOW);
	}
	pages = db_number(f->store, db_use(f->store, "PRAGMA page_count"), 0);
	snprintf(limit, sizeof(limit), "PRAGMA max_page_count = %lld", (long long)pages + 4);
	CHECK(db_exec(f->store, limit, &f->err));
	CHECK(!store_visit_save(f->store, &visit, &f->arena, &result, &f->err));
	CHECK(f->err.text[0] && result.added == 0);
	CHECK(list_all(f, &rows) == 10 && unread_of(f) == 10);
	CHECK(db_exec(f->store, "PRAGMA max_page_count = 1000000", &f->err));
	CHECK(store_visit_save(f->store, &visit, &f->arena, &result, &f->err));
	CHECK(result.added == 200 && store_check(f->store, &f->err));
}

/* A child saves visits until it is killed; what it left is whole. */
static void work_until_killed(const char *path)
{
	struct fixture f = { 0 };

	snprintf(f.path, sizeof(f.path), "%s", path);
	if (!store_open(path, STORE_WRITE, &f.store, NULL, &f.err))
		_exit(1);
	for (int round = 0;; round++) {
		struct news_item items[20];
		int64_t left;

		for (int i = 0; i < 20; i++)
			items[i] = item(arena_printf(&f.arena, "%d-%d", round, i).ptr,
					arena_printf(&f.arena, "https://a.example/%d/%d", round,
						     i).ptr, "Judul lagi", "Isi yang cukup.", NOW);
		save(&f, 1, items, 20);
		store_index_some(f.store, 15, &left, &f.err);
	}
}

static void test_killed_at_any_moment_a_visit_is_there_whole_or_not_at_all(void **state)
{
	struct fixture *f = *state;

	add_feeds(f, 1);
	close_store(f);
	for (int round = 0; round < 12; round++) {
		struct store_row *rows;
		struct error notice = { 0 };
		pid_t child = fork();

		if (child == 0)
			work_until_killed(f->path);
		usleep((useconds_t)(3000 + round * 7001));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		CHECK(store_open(f->path, STORE_WRITE, &f->store, &notice, &f->err));
		CHECK(!notice.text[0]);
		CHECK(store_check(f->store, &f->err));
		CHECK(db_number(f->store, db_use(f->store, "SELECT count(*) % 20 FROM items"), 1) ==
		      0);
		CHECK(db_number(f->store, db_use(f->store, "SELECT total - (SELECT count(*) "
				"FROM items) FROM tallies"), 1) == 0);
		list_all(f, &rows);
		close_store(f);
	}
}

static void test_a_database_that_was_moved_away_is_written_no_more(void **state)
{
	struct fixture *f = *state;
	struct str away = arena_printf(&f->arena, "%s.away", f->path);
	struct store_selection none = { .count = 0 };

	fill(f, 2);
	CHECK(rename(f->path, away.ptr) == 0);
	CHECK(!store_mark(f->store, &none, STORE_MARK_READ, (struct str){ 0 }, NOW, NULL, &f->err));
	CHECK(f->err.text[0]);
	CHECK(rename(away.ptr, f->path) == 0);
	CHECK(store_mark(f->store, &none, STORE_MARK_READ, (struct str){ 0 }, NOW, NULL, &f->err));
}

/* Whether this process is seen by others to have the database open: the lock
 * that SQLite keeps on its shared bytes. */
static bool is_held(const char *path)
{
	struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0x40000002,
			      .l_len = 510 };
	pid_t child = fork();
	int status;

	if (child == 0) {
		int fd = open(path, O_RDWR);

		_exit(fcntl(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK ? 0 : 1);
	}
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void test_another_opening_and_closing_takes_no_lock_away(void **state)
{
	struct fixture *f = *state;
	struct store *second;

	CHECK(is_held(f->path));
	CHECK(store_open(f->path, STORE_READ, &second, NULL, &f->err));
	CHECK(is_held(f->path));
	store_close(second);
	CHECK(is_held(f->path));
	CHECK(store_open(f->path, STORE_WRITE, &second, NULL, &f->err));
	store_close(second);
	CHECK(is_held(f->path));
}

static void test_a_rollback_takes_dictionaries_and_words_back_too(void **state)
{
	struct fixture *f = *state;
	struct store_article article;
	struct store_row *rows;
	int64_t left = 1;

	add_feeds(f, 1);
	for (int round = 0; round < 2; round++) {
		CHECK(store_begin(f->store, &f->err));
		fill(f, 600);
		CHECK(store_index_some(f->store, 1000, &left, &f->err));
		if (round == 0)
			store_rollback(f->store);
		else
			CHECK(store_commit(f->store, &f->err));
	}
	close_store(f);
	CHECK(store_open(f->path, STORE_WRITE, &f->store, NULL, &f->err));
	CHECK(list_all(f, &rows) == 600);
	for (int i = 0; i < 600; i += 50) {
		CHECK(store_article(f->store, rows[i].id, &f->arena, &article, &f->err));
		CHECK(str_has_prefix(article.html, STR("Isi nomor ")));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(files_are_the_users_own),
		STORE_TEST(a_newer_database_is_refused_and_left_as_it_is),
		STORE_TEST(a_newer_version_in_the_log_only_is_refused_too),
		STORE_TEST(a_database_of_another_program_is_refused),
		STORE_TEST(damage_is_kept_and_the_backup_takes_its_place),
		STORE_TEST(without_a_backup_a_new_one_begins_and_says_so),
		STORE_TEST(an_emptied_file_with_a_backup_is_damage),
		STORE_TEST(a_torn_page_is_found_after_an_unclean_end),
		STORE_TEST(an_older_schema_is_migrated_behind_a_backup),
		STORE_TEST(an_upgrade_can_be_watched_and_stopped),
		STORE_TEST(a_copy_that_somebody_killed_is_removed),
		STORE_TEST(a_folder_that_cannot_be_written_can_be_read),
		STORE_TEST(reading_what_does_not_exist_says_so),
		STORE_TEST(another_opening_and_closing_takes_no_lock_away),
		STORE_TEST(a_full_disk_loses_nothing_and_room_heals_it),
		STORE_TEST(killed_at_any_moment_a_visit_is_there_whole_or_not_at_all),
		STORE_TEST(a_database_that_was_moved_away_is_written_no_more),
		STORE_TEST(a_rollback_takes_dictionaries_and_words_back_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
