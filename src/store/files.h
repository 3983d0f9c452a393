/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_FILES_H
#define WARTA_STORE_FILES_H

#include "store/db.h"

/* The database as files: its lock, its backups, and what is done when it is
 * damaged. */

/* What the file's header says, read so that nothing changes and that no lock is
 * lost: the file must never be opened and closed behind SQLite's back. */
struct files_header {
	bool exists, is_empty, is_database;
	uint32_t application, version;
};
bool files_header(const char *path, struct files_header *out, struct error *err);

/* Which file a path leads to. */
void files_identify(const char *path, struct files_identity *out);
bool files_is_same(const char *path, const struct files_identity *was);

/* Whether the file lives on another machine, where memory cannot be shared. */
bool files_is_remote(const char *path);

/* Makes an empty file that only its owner can read. */
bool files_create(const char *path, struct error *err);

/* Opens PATH.lock and takes it shared; *alone says whether nobody else had the
 * database open at that moment. -1 where no lock can be had. */
int files_lock(const char *path, bool *alone);

/* Whether a session ended without closing: a log of changes is left over. */
bool files_has_leftover(const char *path);

/* Whether a backup exists. */
bool files_has_backup(const char *path);

/* Moves the database (and its -wal and -shm) to PATH.corrupt-DATE. */
bool files_set_aside(const char *path, struct arena *arena, struct str *kept, struct error *err);

/* Puts the newest backup that is whole in place of a missing database. False
 * without a sentence when there is none. */
bool files_restore(const char *path, struct arena *arena, struct str *from, struct error *err);

/* Writes a backup named after `now`, and keeps the newest `keep`. */
bool files_backup(struct store *store, int64_t now, int keep, struct error *err);

/* When the newest backup was made, 0 never. */
int64_t files_last_backup(const char *path);

#endif
