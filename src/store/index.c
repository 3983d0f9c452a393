/* SPDX-License-Identifier: MIT */
#include "store/index.h"

#include "store/body.h"
#include "store/ids.h"
#include "store/postings.h"
#include "store/similar.h"
#include "store/terms.h"

enum {
	BULK = 300,       /* documents that are worth opening blocks for */
	DROP_LEAST = 512, /* fewer are written in no time */
};

static const char get_indexed[] = "SELECT value FROM facts WHERE name = 'indexed'";

/* What is to be found of an article. */
static bool load_article(struct store *store, int64_t id, struct arena *arena,
			 struct terms_text *out, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT title, author, section FROM items WHERE id = ?");
	struct body body;
	bool is_there;

	*out = (struct terms_text){ 0 };
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

static bool load_page(struct store *store, int64_t id, struct arena *arena, struct terms_text *out,
		      struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT pack FROM page_bodies WHERE id = ?");
	struct str packed;
	struct buf text = { .max = 1 << 20 };
	struct page page;
	bool is_there;

	*out = (struct terms_text){ 0 };
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

bool index_forget(struct store *store, int64_t row, bool for_good, struct error *err)
{
	if (row > db_number(store, db_use(store, get_indexed), 0))
		return true;
	if (is_waiting(store, row))
		return !for_good || wait_no_more(store, row, err);
	return postings_drop(store, row, err) && (for_good || wait_for(store, row, err));
}

bool index_want_page(struct store *store, int64_t page, struct error *err)
{
	return wait_for(store, -page, err);
}

struct job {
	struct store *store;
	struct postings batch;
	struct terms_doc doc;
	size_t done;
	enum store_index_step (*ask)(void *ctx);
	void *ctx;
	enum store_index_step step; /* as it was told last */
	struct error *err;
};

static bool is_stopped(struct job *job)
{
	if (job->ask && job->step == STORE_INDEX_ON)
		job->step = job->ask(job->ctx);
	return job->step != STORE_INDEX_ON;
}

static bool add_row(struct job *job, int64_t row)
{
	struct arena arena = { 0 };
	struct terms_text text;
	bool is_well = true;

	if (row > 0 ? load_article(job->store, row, &arena, &text, job->err)
		    : load_page(job->store, -row, &arena, &text, job->err)) {
		is_well = terms_analyse(job->store, &text, &job->doc, job->err) &&
			  postings_add(&job->batch, row, &job->doc, job->err);
		if (is_well && row > 0)
			is_well = similar_note(job->store, row, text.title, text.body, job->err);
	}
	arena_free(&arena);
	return is_well;
}

static bool index_waiting(struct job *job, size_t max)
{
	sqlite3_stmt *stmt = db_use(job->store, "SELECT id FROM reindex LIMIT ?");
	struct ids ids = { 0 };
	bool is_well;

	db_int(stmt, 1, (int64_t)max);
	is_well = ids_take(&ids, job->store, stmt, max, job->err);
	for (size_t i = 0; is_well && i < ids.count && !is_stopped(job); i++, job->done++)
		is_well = add_row(job, ids.items[i]) &&
			  wait_no_more(job->store, ids.items[i], job->err);
	ids_free(&ids);
	return is_well;
}

static bool set_indexed(struct store *store, int64_t last, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "UPDATE facts SET value = ? WHERE name = 'indexed'");

	db_int(stmt, 1, last);
	return db_run(store, stmt, err);
}

static bool index_new(struct job *job, size_t max)
{
	int64_t indexed = db_number(job->store, db_use(job->store, get_indexed), 0);
	sqlite3_stmt *stmt = db_use(job->store, "SELECT id FROM items WHERE id > ? "
						"ORDER BY id LIMIT ?");
	struct ids ids = { 0 };
	size_t done = 0;
	bool is_well;

	db_int(stmt, 1, indexed);
	db_int(stmt, 2, (int64_t)max);
	is_well = ids_take(&ids, job->store, stmt, max, job->err);
	for (; is_well && done < ids.count && !is_stopped(job); done++)
		is_well = add_row(job, ids.items[done]);
	job->done += done;
	if (is_well && done > 0)
		is_well = set_indexed(job->store, ids.items[done - 1], job->err);
	ids_free(&ids);
	return is_well;
}

/* By the ids, which have no gaps worth speaking of: nothing is counted. */
static int64_t count_left(struct store *store)
{
	return db_number(store, db_use(store, "SELECT max(0, ifnull((SELECT max(id) FROM items), 0)"
		" - (SELECT value FROM facts WHERE name = 'indexed'))"), 0) +
	       db_number(store, db_use(store, "SELECT count(*) FROM "
					      "(SELECT 1 FROM reindex LIMIT 10000)"), 0);
}

int64_t store_index_left(struct store *store)
{
	return count_left(store);
}

bool store_index_some(struct store *store, size_t max, int64_t *left, struct error *err)
{
	return store_index_while(store, max, NULL, NULL, left, err);
}

static bool save_batch(struct job *job, int64_t backlog)
{
	return postings_end(&job->batch, backlog, job->err) &&
	       terms_save_languages(job->store, job->err);
}

bool store_index_while(struct store *store, size_t max,
		       enum store_index_step (*ask)(void *ctx), void *ctx, int64_t *left,
		       struct error *err)
{
	struct job job = { .store = store, .ask = ask, .ctx = ctx, .step = STORE_INDEX_ON,
			   .err = err };
	int64_t before = count_left(store);
	bool is_mine, is_well, is_dropped;

	if (left)
		*left = before;
	if (before == 0)
		return true;
	if (!db_begin(store, &is_mine, err))
		return false;
	is_well = postings_begin(&job.batch, store, before >= BULK && max >= BULK, err) &&
		  index_waiting(&job, max) &&
		  (job.done >= max || index_new(&job, max - job.done));
	is_dropped = is_well && is_mine && job.step == STORE_INDEX_DROP && job.done >= DROP_LEAST;
	if (is_well && !is_dropped)
		is_well = save_batch(&job, before - (int64_t)job.done);
	postings_free(&job.batch);
	is_well = db_end(store, is_mine, is_well && !is_dropped, err) || is_dropped;
	if (is_well && left)
		*left = count_left(store);
	terms_doc_free(&job.doc);
	return is_well;
}
