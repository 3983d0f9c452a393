/* SPDX-License-Identifier: MIT */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "store/body.h"
#include "store/db.h"
#include "store/files.h"
#include "store/functions.h"
#include "store/schema.h"
#include "store/terms.h"
#include "store/upgrade.h"

enum {
	NAPS_SHORT = 10, /* of 1 ms, while another program writes */
	NAP_MS = 10,     /* then; its pauses are longer */
	CACHE_KIB = 8192,
	/* After an unclean end a database up to this size is checked before it
	 * is used; a bigger one at the next calm moment (store_tend). */
	CHECK_AT_ONCE = 192 << 20,
	BLOB_MAX = 64 << 20,
};

static const char common[] =
	"PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF; PRAGMA temp_store = MEMORY;"
	"PRAGMA recursive_triggers = OFF; PRAGMA cell_size_check = ON;";

/* SQLite's own naps grow to 100 ms, by which a turn is easily missed. */
static int nap(void *ctx, int count)
{
	const struct store *store = ctx;
	int waited = count < NAPS_SHORT ? count : NAPS_SHORT + (count - NAPS_SHORT) * NAP_MS;

	if (waited >= store->patience_ms)
		return 0;
	poll(NULL, 0, count < NAPS_SHORT ? 1 : NAP_MS);
	return 1;
}

static bool harden(struct store *store, struct error *err)
{
	sqlite3_extended_result_codes(store->db, 1);
	store->patience_ms = DB_PATIENCE_MS;
	sqlite3_busy_handler(store->db, nap, store);
	sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, BLOB_MAX);
	sqlite3_limit(store->db, SQLITE_LIMIT_ATTACHED, 1); /* VACUUM INTO needs one */
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0, NULL);
	return db_exec(store, common, err);
}

static bool connect(struct store *store, int flags, struct error *err)
{
	if (sqlite3_open_v2(store->path, &store->db, flags | SQLITE_OPEN_NOMUTEX, NULL) !=
	    SQLITE_OK) {
		db_error(store, err);
		sqlite3_close(store->db);
		store->db = NULL;
		return false;
	}
	return harden(store, err);
}

static void disconnect(struct store *store)
{
	db_forget(store);
	sqlite3_close_v2(store->db);
	store->db = NULL;
}

/* A newer program's changes may still be in the log: leave them there. */
static bool refuse_newer(struct store *store, struct error *err)
{
	int on = 1;

	sqlite3_db_config(store->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_file_control(store->db, NULL, SQLITE_FCNTL_PERSIST_WAL, &on);
	return error_set_code(err, EX_CONFIG, _("The database was made by a newer warta: %s"),
			      store->path);
}

static bool check_version(struct store *store, int64_t *version, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "PRAGMA user_version");

	*version = db_row(stmt) ? db_get_int(stmt, 0) : -1;
	if (!db_done(store, stmt, err))
		return false;
	return *version <= schema_newest() || refuse_newer(store, err);
}

/* The log wants memory that all who have the file open share. On another
 * machine's disk there is none: then changes go through a journal, one process
 * at a time. */
static bool choose_journal(struct store *store, struct error *notice, struct error *err)
{
	if (!files_is_remote(store->path))
		return db_exec(store, "PRAGMA journal_mode = WAL;", err);
	error_set(notice, _("The database is on a network file system: do not use it from two "
			    "machines at once (%s)"), store->path);
	return db_exec(store, "PRAGMA journal_mode = DELETE;", err);
}

static bool prepare_writing(struct store *store, struct error *notice, struct error *err)
{
	int64_t version;
	char cache[64];

	if (!check_version(store, &version, err))
		return false;
	snprintf(cache, sizeof(cache), "PRAGMA cache_size = -%d;", CACHE_KIB);
	if (version == 0 && !db_exec(store, "PRAGMA page_size = 8192;", err))
		return false;
	if (!choose_journal(store, notice, err) ||
	    !db_exec(store, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000;"
			    "PRAGMA journal_size_limit = 8388608;", err) ||
	    !db_exec(store, cache, err))
		return false;
	return version == schema_newest() || upgrade_migrate(store, (int)version, err);
}

static bool prepare_reading(struct store *store, struct error *err)
{
	int64_t version;

	if (!check_version(store, &version, err))
		return false;
	if (version < schema_newest())
		return error_set_code(err, EX_TEMPFAIL,
				      _("The database is still being made: %s"), store->path);
	return db_exec(store, "PRAGMA query_only = ON; PRAGMA cache_size = -2048;", err);
}

/* What the header says decides before SQLite touches anything. */
static bool check_header(struct store *store, struct files_header *head, struct error *err)
{
	if (!files_header(store->path, head, err))
		return false;
	if (!head->is_database)
		return true;
	if (head->application != 0 && head->application != SCHEMA_APPLICATION)
		return error_set_code(err, EX_DATAERR,
				      _("This is a database of another program: %s"), store->path);
	if (head->application == SCHEMA_APPLICATION && head->version > (uint32_t)schema_newest())
		return error_set_code(err, EX_CONFIG,
				      _("The database was made by a newer warta: %s"), store->path);
	return true;
}

static bool is_damage(struct store *store)
{
	int code = sqlite3_errcode(store->db) & 0xff;

	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/* Replaces a damaged database by its newest backup, or by an empty one. */
static bool replace_damaged(struct store *store, struct error *notice, struct error *err)
{
	struct arena arena = { 0 };
	struct str kept, from;
	bool is_well = files_set_aside(store->path, &arena, &kept, err);

	if (is_well && files_restore(store->path, &arena, &from, err))
		error_set(notice, _("The database was damaged. It is kept as %s; the backup %s is "
				    "in its place"), kept.ptr, from.ptr);
	else if (is_well)
		error_set(notice, _("The database was damaged. It is kept as %s; there is no "
				    "backup, so a new one was begun"), kept.ptr);
	arena_free(&arena);
	return is_well;
}

static bool quick_check(struct store *store)
{
	sqlite3_stmt *stmt = db_use(store, "PRAGMA quick_check(1)");
	bool is_well = db_row(stmt) && str_eq(db_get_str(stmt, 0), STR("ok"));

	return db_done(store, stmt, NULL) && is_well;
}

static bool open_writing(struct store *store, bool alone, bool suspicious, bool *damaged,
			 struct error *notice, struct error *err)
{
	*damaged = false;
	if (!connect(store, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err))
		return false;
	files_identify(store->path, &store->file);
	if (!prepare_writing(store, notice, err)) {
		*damaged = is_damage(store);
		return false;
	}
	if (!alone || !suspicious)
		return true;
	if (db_bytes(store) > CHECK_AT_ONCE)
		return store_put(store, STR("check"), STR("1"));
	*damaged = !quick_check(store);
	return !*damaged;
}

static bool begin_writing(struct store *store, struct error *notice, struct error *err)
{
	struct files_header head;
	bool alone = false, damaged, suspicious;

	if (!check_header(store, &head, err))
		return false;
	if (!head.exists && !files_create(store->path, err))
		return false;
	store->lock_fd = files_lock(store->path, &alone);
	suspicious = head.exists && files_has_leftover(store->path);
	if (head.exists && !head.is_database && alone && !suspicious && !head.is_empty)
		damaged = true;
	else if (alone && head.is_empty && !suspicious && files_has_backup(store->path))
		damaged = true;
	else if (open_writing(store, alone, suspicious, &damaged, notice, err))
		return true;
	if (!damaged || !alone)
		return false;
	disconnect(store);
	if (!replace_damaged(store, notice, err))
		return false;
	*err = (struct error){ 0 };
	return open_writing(store, alone, false, &damaged, NULL, err);
}

/* A folder that cannot be written leaves no way to share a log: read the file
 * as it stands. */
static bool connect_frozen(struct store *store, struct error *err)
{
	struct arena arena = { 0 };
	struct str uri;
	struct buf name = { 0 };

	for (const char *p = store->path; *p; p++)
		if (*p == '?' || *p == '#' || *p == '%')
			buf_addf(&name, "%%%02x", (unsigned)(unsigned char)*p);
		else
			buf_add_char(&name, *p);
	uri = arena_printf(&arena, "file:%s?immutable=1", buf_cstr(&name));
	buf_free(&name);
	disconnect(store);
	if (sqlite3_open_v2(uri.ptr, &store->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI |
			    SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
		db_error(store, err);
		arena_free(&arena);
		return false;
	}
	arena_free(&arena);
	return harden(store, err) && prepare_reading(store, err);
}

static bool begin_reading(struct store *store, struct error *err)
{
	struct files_header head;
	bool alone;

	if (!check_header(store, &head, err))
		return false;
	if (!head.exists || head.is_empty)
		return error_set_code(err, EX_NOINPUT,
				      _("There is no database yet: %s"), store->path);
	store->lock_fd = files_lock(store->path, &alone);
	if (connect(store, SQLITE_OPEN_READWRITE, err) && prepare_reading(store, err))
		return true;
	if (!store->db)
		return connect(store, SQLITE_OPEN_READONLY, err) && prepare_reading(store, err);
	switch (sqlite3_errcode(store->db) & 0xff) {
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
		if (err)
			*err = (struct error){ 0 };
		return connect_frozen(store, err);
	default:
		return false;
	}
}

static bool open_watched(const char *path, enum store_mode mode, struct store_upgrade *upgrade,
			 struct store **out, struct error *notice, struct error *err)
{
	struct store *store = mem_new(1, sizeof(*store));
	struct error none = { 0 };
	bool is_well;

	*out = NULL;
	err = err ? err : &none;
	store->path = mem_copy(path, strlen(path));
	store->mode = mode;
	store->lock_fd = -1;
	store->upgrade = upgrade;
	is_well = mode == STORE_WRITE ? begin_writing(store, notice, err)
				      : begin_reading(store, err);
	if (store->lock_fd >= 0)
		flock(store->lock_fd, LOCK_SH);
	if (!is_well || !functions_register(store, err)) {
		store_close(store);
		return false;
	}
	*out = store;
	return true;
}

bool store_open(const char *path, enum store_mode mode, struct store **out, struct error *notice,
		struct error *err)
{
	return open_watched(path, mode, NULL, out, notice, err);
}

bool store_upgrade(const char *path, struct store_upgrade *upgrade, struct error *notice,
		   struct error *err)
{
	struct store *store;

	if (!open_watched(path, STORE_WRITE, upgrade, &store, notice, err))
		return false;
	store_close(store);
	return true;
}

void store_close(struct store *store)
{
	if (!store)
		return;
	disconnect(store);
	db_forget_caches(store);
	if (store->lock_fd >= 0)
		close(store->lock_fd);
	free(store->path);
	free(store);
}

bool store_has_changed(struct store *store)
{
	int64_t version = db_ask(store, "PRAGMA data_version");
	bool has_changed = store->data_version != 0 && version != store->data_version;

	store->data_version = version;
	return has_changed;
}

void store_interrupt(struct store *store)
{
	atomic_fetch_add(&store->stops, 1);
	sqlite3_interrupt(store->db);
}

int64_t store_written(const struct store *store)
{
	return sqlite3_total_changes(store->db);
}

bool store_check(struct store *store, struct error *err)
{
	if (quick_check(store))
		return true;
	return error_set_code(err, EX_DATAERR, _("The database is damaged: %s"), store->path);
}

bool store_begin(struct store *store, struct error *err)
{
	bool is_mine;

	return db_begin(store, &is_mine, err);
}

bool store_commit(struct store *store, struct error *err)
{
	return store->depth == 0 || db_end(store, true, true, err);
}

void store_rollback(struct store *store)
{
	if (store->depth > 0)
		db_end(store, true, false, NULL);
}
