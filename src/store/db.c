/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "store/body.h"
#include "store/files.h"
#include "store/terms.h"

/* Room is made by closing the statement that waited longest. */
static void forget_oldest(struct store *store)
{
	size_t oldest = 0;

	for (size_t i = 1; i < store->statement_count; i++)
		if (store->statements[i].used < store->statements[oldest].used)
			oldest = i;
	sqlite3_finalize(store->statements[oldest].stmt);
	free((char *)store->statements[oldest].sql.ptr);
	store->statements[oldest] = store->statements[--store->statement_count];
}

static sqlite3_stmt *ready(struct store *store, struct db_statement *kept)
{
	kept->used = ++store->tick;
	sqlite3_reset(kept->stmt);
	sqlite3_clear_bindings(kept->stmt);
	return kept->stmt;
}

sqlite3_stmt *db_use_str(struct store *store, struct str sql)
{
	sqlite3_stmt *stmt = NULL;

	for (size_t i = 0; i < store->statement_count; i++) {
		struct db_statement *kept = &store->statements[i];

		if (!str_eq(kept->sql, sql))
			continue;
		/* What is asked for often moves to the front. */
		if (i > 0) {
			struct db_statement swap = store->statements[i / 2];

			store->statements[i / 2] = *kept;
			*kept = swap;
			kept = &store->statements[i / 2];
		}
		return ready(store, kept);
	}
	if (sqlite3_prepare_v3(store->db, sql.ptr, (int)sql.len, SQLITE_PREPARE_PERSISTENT, &stmt,
			       NULL) != SQLITE_OK)
		return NULL;
	if (store->statement_count == DB_STATEMENTS)
		forget_oldest(store);
	store->statements[store->statement_count++] = (struct db_statement){
		.sql = { mem_copy(sql.ptr, sql.len), sql.len },
		.stmt = stmt,
		.used = ++store->tick,
	};
	return stmt;
}

sqlite3_stmt *db_use(struct store *store, const char *sql)
{
	return db_use_str(store, str_from(sql));
}

void db_forget(struct store *store)
{
	for (size_t i = 0; i < store->statement_count; i++) {
		sqlite3_finalize(store->statements[i].stmt);
		free((char *)store->statements[i].sql.ptr);
	}
	store->statement_count = 0;
}

void db_int(sqlite3_stmt *stmt, int at, int64_t value)
{
	sqlite3_bind_int64(stmt, at, value);
}

void db_str(sqlite3_stmt *stmt, int at, struct str value)
{
	sqlite3_bind_text64(stmt, at, value.ptr ? value.ptr : "", value.len, SQLITE_STATIC,
			    SQLITE_UTF8);
}

void db_blob(sqlite3_stmt *stmt, int at, struct str value)
{
	sqlite3_bind_blob64(stmt, at, value.ptr ? value.ptr : "", value.len, SQLITE_STATIC);
}

bool db_row(sqlite3_stmt *stmt)
{
	return stmt && sqlite3_step(stmt) == SQLITE_ROW;
}

bool db_error(struct store *store, struct error *err)
{
	int code = sqlite3_errcode(store->db);

	switch (code & 0xff) {
	case SQLITE_FULL:
		return error_set_code(err, EX_IOERR, _("The disk is full: %s"), store->path);
	case SQLITE_BUSY:
		return error_set_code(err, EX_TEMPFAIL,
				      _("Another program keeps the database busy: %s"),
				      store->path);
	case SQLITE_READONLY:
		return error_set_code(err, EX_IOERR, _("The database can only be read: %s"),
				      store->path);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return error_set_code(err, EX_DATAERR,
				      _("The database is damaged: %s"), store->path);
	case SQLITE_INTERRUPT:
		return error_set_code(err, EX_TEMPFAIL, _("Stopped"));
	case SQLITE_CANTOPEN:
		return error_set_code(err, EX_IOERR,
				      _("Cannot open the database: %s"), store->path);
	default:
		return error_set_code(err, EX_IOERR, _("The database %s: %s"), store->path,
				      sqlite3_errmsg(store->db));
	}
}

bool db_done(struct store *store, sqlite3_stmt *stmt, struct error *err)
{
	if (!stmt || sqlite3_reset(stmt) != SQLITE_OK)
		return db_error(store, err);
	return true;
}

bool db_run(struct store *store, sqlite3_stmt *stmt, struct error *err)
{
	while (db_row(stmt))
		;
	return db_done(store, stmt, err);
}

bool db_exec(struct store *store, const char *sql, struct error *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return db_error(store, err);
	return true;
}

int64_t db_get_int(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt, column);
}

struct str db_get_str(sqlite3_stmt *stmt, int column)
{
	struct str s;

	s.ptr = sqlite3_column_blob(stmt, column);
	s.len = s.ptr ? (size_t)sqlite3_column_bytes(stmt, column) : 0;
	return s;
}

struct str db_copy_str(sqlite3_stmt *stmt, int column, struct arena *arena)
{
	struct str s = db_get_str(stmt, column);

	return s.len ? arena_str(arena, s) : (struct str){ 0 };
}

struct str db_tell_str(sqlite3_stmt *stmt, int column, struct arena *arena)
{
	struct buf told = { 0 };

	sentence_add(&told, db_get_str(stmt, column));
	struct str text = told.len ? arena_str(arena, buf_str(&told)) : (struct str){ 0 };
	buf_free(&told);
	return text;
}

int64_t db_number(struct store *store, sqlite3_stmt *stmt, int64_t none)
{
	int64_t value = db_row(stmt) ? db_get_int(stmt, 0) : none;

	return db_done(store, stmt, NULL) ? value : none;
}

int64_t db_ask(struct store *store, const char *sql)
{
	return db_number(store, db_use(store, sql), 0);
}

int64_t db_bytes(struct store *store)
{
	return db_ask(store, "PRAGMA page_count") * db_ask(store, "PRAGMA page_size");
}

void db_forget_caches(struct store *store)
{
	body_codec_free(store->codec);
	store->codec = NULL;
	word_memo_free(store->memo);
	store->memo = NULL;
	holders_free(store->holders);
	store->holders = NULL;
	for (size_t i = 0; i < DB_FRAMES; i++) {
		arena_free(&store->frames[i].arena);
		store->frames[i].number = 0;
	}
}

bool db_begin(struct store *store, bool *is_mine, struct error *err)
{
	*is_mine = store->depth == 0;
	if (!*is_mine)
		return true;
	if (store->mode == STORE_READ)
		return error_set_code(err, EX_IOERR, _("The database can only be read: %s"),
				      store->path);
	if (!files_is_same(store->path, &store->file))
		return error_set_code(err, EX_IOERR,
				      _("The database was moved or deleted while it was open: %s"),
				      store->path);
	if (!db_run(store, db_use(store, "BEGIN IMMEDIATE"), err))
		return false;
	store->depth = 1;
	return true;
}

bool db_end(struct store *store, bool is_mine, bool is_well, struct error *err)
{
	if (!is_mine)
		return is_well;
	store->depth = 0;
	if (is_well && db_run(store, db_use(store, "COMMIT"), err))
		return true;
	if (!sqlite3_get_autocommit(store->db))
		sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
	/* They may know a dictionary, and numbers of words, that were taken
	 * back. */
	db_forget_caches(store);
	return false;
}

void store_copy_later(struct store *store)
{
	sqlite3_wal_autocheckpoint(store->db, 0);
}

void store_copy(struct store *store)
{
	sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

bool db_view_begin(struct store *store)
{
	store->stops_seen = atomic_load(&store->stops);
	return sqlite3_get_autocommit(store->db) && db_run(store, db_use(store, "BEGIN"), NULL);
}

void db_view_end(struct store *store, bool is_mine)
{
	if (is_mine)
		db_run(store, db_use(store, "COMMIT"), NULL);
}

bool db_is_stopped(struct store *store)
{
	return atomic_load(&store->stops) != store->stops_seen;
}

void db_look_begin(struct store *store, int ms)
{
	store->look.until = ms > 0 ? clock_us() + (int64_t)ms * 1000 : ms < 0 ? 1 : 0;
	store->look.is_over = false;
	store->look.rows = 0;
}

bool db_is_look_over(struct store *store)
{
	if (store->look.until && store->look.rows && !store->look.is_over)
		store->look.is_over = clock_us() > store->look.until;
	return store->look.is_over;
}

bool db_save_point(struct store *store, struct error *err)
{
	return db_run(store, db_use(store, "SAVEPOINT part"), err);
}

void db_release_point(struct store *store, bool is_well)
{
	if (!is_well) {
		db_run(store, db_use(store, "ROLLBACK TO part"), NULL);
		db_forget_caches(store);
	}
	db_run(store, db_use(store, "RELEASE part"), NULL);
}
