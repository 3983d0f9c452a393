/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_DB_H
#define WARTA_STORE_DB_H

#include <sqlite3.h>
#include <stdatomic.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/store.h"

/* One connection and its prepared statements. Every other file of this room
 * talks to SQLite through here. */
struct db_statement {
	struct str sql; /* owned */
	sqlite3_stmt *stmt;
	uint64_t used; /* tick of the last use */
};

enum { DB_STATEMENTS = 160, DB_FRAMES = 3, DB_PATIENCE_MS = 5000 };

struct body_codec;
struct word_memo;

struct store {
	sqlite3 *db;
	char *path;
	enum store_mode mode;
	struct files_identity { uint64_t device, number; } file; /* as it was opened */
	int lock_fd; /* shared lock of the file beside the database, or -1 */
	int depth;   /* of store_begin: 0 or 1 */
	int patience_ms; /* with another program that writes */
	int64_t data_version;
	struct store_upgrade *upgrade; /* NULL: nobody watches */
	struct {
		const char *part; /* the copy that is being made; NULL: none */
		int64_t size;     /* about what it will have */
	} copy;
	atomic_uint stops;   /* calls of store_interrupt, */
	unsigned stops_seen; /* and how many when the view began */
	struct db_statement statements[DB_STATEMENTS];
	size_t statement_count;
	uint64_t tick;
	struct {
		int64_t until; /* us, monotonic; 0: no limit */
		bool is_over;
		size_t rows;   /* looked at; the last of them: */
		int64_t date, feed, id;
	} look; /* of the reading under way */
	struct body_codec *codec;
	struct db_frame {
		int64_t number; /* 0: none */
		struct arena arena;
		struct str bytes;
		uint64_t used; /* tick of the last use */
	} frames[DB_FRAMES]; /* read last */
	struct word_memo *memo;   /* stems of the words seen last */
	struct holders *holders;  /* words that hold the letters of the last pattern */
};

/* A statement for this text, reset and without bindings; NULL when it does not
 * compile (binding to NULL and stepping it is harmless and fails). Kept for
 * next time. It is in use until db_done or until the same text is asked for. */
sqlite3_stmt *db_use(struct store *store, const char *sql);
sqlite3_stmt *db_use_str(struct store *store, struct str sql);

void db_int(sqlite3_stmt *stmt, int at, int64_t value);
/* Borrows the bytes until the statement is done. Empty text is '', not NULL. */
void db_str(sqlite3_stmt *stmt, int at, struct str value);
void db_blob(sqlite3_stmt *stmt, int at, struct str value);

/* Steps to the next row; false at the end and on failure, which db_failed
 * tells apart. */
bool db_row(sqlite3_stmt *stmt);
/* Ends a statement. False with a sentence when it failed on the way. */
bool db_done(struct store *store, sqlite3_stmt *stmt, struct error *err);
/* Runs a statement that yields no rows. */
bool db_run(struct store *store, sqlite3_stmt *stmt, struct error *err);
/* Runs plain text of any number of statements. */
bool db_exec(struct store *store, const char *sql, struct error *err);

/* Columns of the current row; the views live until the next step. */
int64_t db_get_int(sqlite3_stmt *stmt, int column);
struct str db_get_str(sqlite3_stmt *stmt, int column);
/* A copy in the arena. */
struct str db_copy_str(sqlite3_stmt *stmt, int column, struct arena *arena);

/* What a sentence that was kept says in the language of now. */
struct str db_tell_str(sqlite3_stmt *stmt, int column, struct arena *arena);

/* The first column of the first row, or otherwise `none`. */
int64_t db_number(struct store *store, sqlite3_stmt *stmt, int64_t none);
int64_t db_ask(struct store *store, const char *sql); /* without parameters; 0: none */

/* Of the database, with pages that are free and without its log. */
int64_t db_bytes(struct store *store);

/* The sentence for the connection's last failure; returns false. */
bool db_error(struct store *store, struct error *err);

/* A transaction of one's own unless one is open: end commits when all is well
 * and otherwise takes everything back. */
bool db_begin(struct store *store, bool *is_mine, struct error *err);
bool db_end(struct store *store, bool is_mine, bool is_well, struct error *err);

/* One view of the database for several statements, and one taking of its
 * lock; inside of a transaction nothing happens. */
bool db_view_begin(struct store *store);
void db_view_end(struct store *store, bool is_mine);

/* Whether store_interrupt was called since the view began; for loops over
 * statements that are too short to be interrupted themselves. */
bool db_is_stopped(struct store *store);

/* A reading that looks at rows one by one begins; whether it took its time and
 * has looked at one at least. */
void db_look_begin(struct store *store, int ms);
bool db_is_look_over(struct store *store);

/* Frees what is remembered between calls; it is made again when needed. */
void db_forget_caches(struct store *store);

/* Finalizes every statement. */
void db_forget(struct store *store);

/* A savepoint inside of a transaction: what fails leaves the rest alone. */
bool db_save_point(struct store *store, struct error *err);
void db_release_point(struct store *store, bool is_well);

#endif
