/* SPDX-License-Identifier: MIT */
#include "store/index.h"

#include "store/body.h"
#include "store/similar.h"
#include "store/words.h"

static const char get_indexed[] = "SELECT value FROM facts WHERE name = 'indexed'";
static const char get_languages[] = "SELECT value FROM facts WHERE name = 'languages'";

/* The words of an article as they are, and were, indexed. */
static bool load_article(struct store *store, int64_t id, struct arena *arena,
			 struct words_text *out, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT title, author, section FROM items WHERE id = ?");
	struct body body;
	bool is_there;

	*out = (struct words_text){ 0 };
	db_int(stmt, 1, id);
	is_there = db_row(stmt);
	if (is_there) {
		out->title = db_copy_str(stmt, 0, arena);
		out->authors = db_copy_str(stmt, 1, arena);
		out->section = db_copy_str(stmt, 2, arena);
	}
	if (!db_done(store, stmt, err) || !is_there)
		return false;
	if (body_load(store, id, arena, &body, err)) {
		out->body = body.text;
		out->language = body.language;
	}
	return true;
}

static bool load_page(struct store *store, int64_t id, struct arena *arena, struct words_text *out,
		      struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT pack FROM page_bodies WHERE id = ?");
	struct str packed;
	struct buf text = { .max = 1 << 20 };
	struct page page;
	bool is_there;

	*out = (struct words_text){ 0 };
	db_int(stmt, 1, id);
	is_there = db_row(stmt) && body_expand(store, db_get_str(stmt, 0), arena, &packed);
	if (!db_done(store, stmt, err) || !is_there || !page_unpack(packed, &page, NULL))
		return false;
	page_add_text(&page, &text);
	out->body = arena_str(arena, buf_str(&text));
	out->title = arena_str(arena, page.meta.title);
	out->section = arena_str(arena, page.meta.section);
	out->language = arena_str(arena, page.meta.language);
	if (page.meta.authors.count)
		out->authors = arena_str(arena, page.meta.authors.items[0]);
	buf_free(&text);
	page_free(&page);
	return true;
}

static bool run_on_search(struct store *store, const char *sql, int64_t row, struct buf *words,
			  struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, sql);

	db_int(stmt, 1, row);
	db_str(stmt, 2, buf_str(words));
	return db_run(store, stmt, err);
}

static bool is_waiting(struct store *store, int64_t row)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT 1 FROM reindex WHERE id = ?");

	db_int(stmt, 1, row);
	return db_number(store, stmt, 0) == 1;
}

static bool wait_for(struct store *store, int64_t row, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "INSERT OR IGNORE INTO reindex(id) VALUES(?)");

	db_int(stmt, 1, row);
	return db_run(store, stmt, err);
}

static bool wait_no_more(struct store *store, int64_t row, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "DELETE FROM reindex WHERE id = ?");

	db_int(stmt, 1, row);
	return db_run(store, stmt, err);
}

/* A contentless index has to be told the words that it is to forget. */
static bool forget(struct store *store, int64_t row, struct error *err)
{
	struct arena arena = { 0 };
	struct buf words = { 0 };
	struct words_text text;
	bool is_there = row > 0 ? load_article(store, row, &arena, &text, err)
				: load_page(store, -row, &arena, &text, err);
	bool is_well = true;

	if (is_there) {
		words_add(store, &text, &words);
		is_well = run_on_search(store, "INSERT INTO search(search, rowid, words) "
					       "VALUES('delete', ?, ?)", row, &words, err);
	}
	buf_free(&words);
	arena_free(&arena);
	return is_well;
}

bool index_forget(struct store *store, int64_t article, bool for_good, struct error *err)
{
	if (article > db_number(store, db_use(store, get_indexed), 0))
		return true;
	if (is_waiting(store, article))
		return !for_good || wait_no_more(store, article, err);
	return forget(store, article, err) && (for_good || wait_for(store, article, err));
}

bool index_forget_page(struct store *store, int64_t page, bool for_good, struct error *err)
{
	if (is_waiting(store, -page))
		return !for_good || wait_no_more(store, -page, err);
	return forget(store, -page, err) && (for_good || wait_for(store, -page, err));
}

bool index_want_page(struct store *store, int64_t page, struct error *err)
{
	return wait_for(store, -page, err);
}

static bool add_row(struct store *store, int64_t row, struct error *err)
{
	struct arena arena = { 0 };
	struct buf words = { 0 };
	struct words_text text;
	bool is_well = true;

	if (row > 0 ? load_article(store, row, &arena, &text, err)
		    : load_page(store, -row, &arena, &text, err)) {
		words_add(store, &text, &words);
		is_well = run_on_search(store, "INSERT INTO search(rowid, words) VALUES(?, ?)",
					row, &words, err);
		if (is_well && row > 0)
			is_well = similar_note(store, row, text.title, text.body, err);
	}
	buf_free(&words);
	arena_free(&arena);
	return is_well;
}

/* Up to max rows of a statement that yields ids. */
static size_t collect(struct store *store, sqlite3_stmt *stmt, int64_t *ids, size_t max)
{
	size_t count = 0;

	while (count < max && db_row(stmt))
		ids[count++] = db_get_int(stmt, 0);
	return db_done(store, stmt, NULL) ? count : 0;
}

static bool index_waiting(struct store *store, size_t max, size_t *done, struct arena *arena,
			  struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM reindex LIMIT ?");
	int64_t *ids = arena_array(arena, max + 1, sizeof(*ids));
	size_t count;

	db_int(stmt, 1, (int64_t)max);
	count = collect(store, stmt, ids, max);
	for (size_t i = 0; i < count; i++)
		if (!add_row(store, ids[i], err) || !wait_no_more(store, ids[i], err))
			return false;
	*done += count;
	return true;
}

static bool index_new(struct store *store, size_t max, size_t *done, struct arena *arena,
		      struct error *err)
{
	int64_t indexed = db_number(store, db_use(store, get_indexed), 0);
	sqlite3_stmt *stmt = db_use(store, "SELECT id FROM items WHERE id > ? ORDER BY id LIMIT ?");
	int64_t *ids = arena_array(arena, max + 1, sizeof(*ids));
	size_t count;

	db_int(stmt, 1, indexed);
	db_int(stmt, 2, (int64_t)max);
	count = collect(store, stmt, ids, max);
	for (size_t i = 0; i < count; i++)
		if (!add_row(store, ids[i], err))
			return false;
	*done += count;
	if (count == 0)
		return true;
	stmt = db_use(store, "UPDATE facts SET value = ? WHERE name = 'indexed'");
	db_int(stmt, 1, ids[count - 1]);
	return db_run(store, stmt, err);
}

uint32_t index_languages(struct store *store)
{
	return (uint32_t)db_number(store, db_use(store, get_languages), 0) |
	       words_languages(store);
}

static bool save_languages(struct store *store, struct error *err)
{
	int64_t known = db_number(store, db_use(store, get_languages), 0);
	int64_t all = known | words_languages(store);
	sqlite3_stmt *stmt;

	if (all == known)
		return true;
	stmt = db_use(store, "INSERT OR REPLACE INTO facts(name, value) VALUES('languages', ?)");
	db_int(stmt, 1, all);
	return db_run(store, stmt, err);
}

/* By the ids, which have no gaps worth speaking of: nothing is counted. */
static int64_t count_left(struct store *store)
{
	return db_number(store, db_use(store, "SELECT max(0, ifnull((SELECT max(id) FROM items), 0)"
		" - (SELECT value FROM facts WHERE name = 'indexed'))"), 0) +
	       db_number(store, db_use(store, "SELECT count(*) FROM "
					      "(SELECT 1 FROM reindex LIMIT 10000)"), 0);
}

bool store_index_some(struct store *store, size_t max, int64_t *left, struct error *err)
{
	struct arena arena = { 0 };
	bool is_mine, is_well;
	size_t done = 0;

	if (left)
		*left = count_left(store);
	if (left && *left == 0)
		return true;
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = index_waiting(store, max, &done, &arena, err) &&
		  (done >= max || index_new(store, max - done, &done, &arena, err)) &&
		  save_languages(store, err);
	is_well = db_end(store, is_mine, is_well, err);
	if (is_well && left)
		*left = count_left(store);
	arena_free(&arena);
	return is_well;
}
