/* SPDX-License-Identifier: MIT */
#include <sqlite3.h>

#include "store/setup.h"

static const char schema[] =
	"CREATE TABLE rss_item(id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,"
	" guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL,"
	" url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,"
	" content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024),"
	" enclosure_type VARCHAR(1024), enqueued INTEGER(1) NOT NULL DEFAULT 0,"
	" flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);";

static const char *make_cache(struct fixture *f, const char *sql)
{
	const char *path = arena_printf(&f->arena, "%s/cache.db", f->folder).ptr;
	sqlite3 *db;

	CHECK(sqlite3_open(path, &db) == SQLITE_OK);
	CHECK(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_close(db);
	return path;
}

static const char *make_rows(struct fixture *f, const char *rows)
{
	return make_cache(f, arena_printf(&f->arena, "%s INSERT INTO rss_item(guid, title, author,"
					  " url, feedurl, pubDate, content, unread, flags, deleted)"
					  " VALUES %s", schema, rows).ptr);
}

static void fill(struct fixture *f)
{
	int64_t feed = add_feeds(f, 1);
	struct news_item items[] = {
		item("g1", "https://a.example/1", "Satu", "x", NOW - 100),
		item("g2", "https://a.example/2", "Dua", "x", NOW - 200),
		item("http://a.example/guid3", "https://a.example/3", "Tiga", "x", NOW - 300),
		item("g4", "https://a.example/4", "Empat", "x", NOW - 400),
	};

	save(f, feed, items, 4);
}

static const char marks[] =
	"('g1','','','','https://a.example/feed0',0,'',0,NULL,0),"
	"('other','','','http://www.a.example/2?utm_source=x','https://gone.example/f',0,'',1,"
	"'bZ',0),"
	"('https://a.example/guid3','','','','https://a.example/feed0/',0,'',0,'',1),"
	"('g4','','','https://a.example/4','https://a.example/feed0',0,'',1,'',0),"
	"('unknown','','','https://b.example/','https://a.example/feed0',0,'',0,'',0)";

static void test_marks_of_newsboat_are_taken_over(void **state)
{
	struct fixture *f = *state;
	struct store_scope tagged = { .kind = STORE_QUERY }, starred = { .kind = STORE_STARRED };
	struct store_imported got;
	struct store_row *rows;
	struct query query;

	fill(f);
	CHECK(store_import_newsboat(f->store, make_rows(f, marks), 0, NOW, &got, &f->err));
	CHECK(got.marked == 4 && got.found == 3);
	CHECK(got.read == 2 && got.starred == 1 && got.deleted == 1);
	CHECK(unread_of(f) == 2);
	CHECK(list_all(f, &rows) == 3);
	CHECK(list_scope(f, &starred, &rows) == 1 && str_eq(rows[0].title, STR("Dua")));
	query_parse(STR("tag:flag-b tag:flag-Z"), NOW, false, &query);
	tagged.query = &query;
	CHECK(list_scope(f, &tagged, &rows) == 1);
	query_free(&query);
}

static void test_what_was_there_before_is_left_alone_the_second_time(void **state)
{
	struct fixture *f = *state;
	struct store_imported got;
	struct store_row *rows;
	const char *path;

	fill(f);
	path = make_rows(f, marks);
	CHECK(store_import_newsboat(f->store, path, 0, NOW, &got, &f->err));
	CHECK(list_all(f, &rows) == 3);
	mark(f, rows[0].id, STORE_MARK_UNREAD);
	CHECK(store_import_newsboat(f->store, path, got.last, NOW, &got, &f->err));
	CHECK(got.read == 0 && unread_of(f) == 3);
	CHECK(store_import_newsboat(f->store, path, 0, NOW, &got, &f->err));
	CHECK(got.read == 1 && unread_of(f) == 2);
}

static void test_an_old_cache_without_flags_is_read(void **state)
{
	struct fixture *f = *state;
	struct store_imported got;
	const char *path;

	fill(f);
	path = make_cache(f, "CREATE TABLE rss_item(guid, url, feedurl, unread);"
			     "INSERT INTO rss_item VALUES('g1', '', 'https://a.example/feed0', 0)");
	CHECK(store_import_newsboat(f->store, path, 0, NOW, &got, &f->err));
	CHECK(got.read == 1);
}

static void check_refused(struct fixture *f, const char *path)
{
	struct store_imported got;

	f->err = (struct error){ 0 };
	CHECK(!store_import_newsboat(f->store, path, 0, NOW, &got, &f->err));
	CHECK(f->err.text[0] != '\0');
	CHECK(unread_of(f) == 4);
}

static void test_a_hostile_cache_is_refused_with_a_sentence(void **state)
{
	static const char *const schemas[] = {
		"CREATE TABLE x(a)",
		"CREATE TABLE x(a); CREATE VIEW rss_item AS WITH RECURSIVE n(i) AS (SELECT 1 "
		"UNION ALL SELECT i + 1 FROM n) SELECT i AS guid, '' AS url, '' AS feedurl, "
		"0 AS unread, '' AS flags, 0 AS deleted FROM n",
		"CREATE TABLE rss_item(guid, url, feedurl, flags, deleted, unread GENERATED ALWAYS "
		"AS (length(guid)) VIRTUAL)",
		"CREATE TABLE rss_item(a)",
	};
	struct fixture *f = *state;
	const char *path = NULL;

	fill(f);
	for (size_t i = 0; i < sizeof(schemas) / sizeof(*schemas); i++) {
		path = make_cache(f, schemas[i]);
		check_refused(f, path);
		CHECK(unlink(path) == 0);
	}
	check_refused(f, path);
	check_refused(f, f->folder);
}

static void test_a_damaged_cache_changes_nothing(void **state)
{
	struct fixture *f = *state;
	const char *path;
	FILE *file;
	long size;

	fill(f);
	path = make_rows(f, marks);
	file = fopen(path, "r+");
	CHECK(file && fseek(file, 0, SEEK_END) == 0);
	size = ftell(file);
	CHECK(size > 4096 && fseek(file, 4096, SEEK_SET) == 0);
	for (long i = 4096; i < size; i++)
		fputc(0xfe, file);
	fclose(file);
	check_refused(f, path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(marks_of_newsboat_are_taken_over),
		STORE_TEST(what_was_there_before_is_left_alone_the_second_time),
		STORE_TEST(an_old_cache_without_flags_is_read),
		STORE_TEST(a_hostile_cache_is_refused_with_a_sentence),
		STORE_TEST(a_damaged_cache_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
