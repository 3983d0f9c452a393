/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CONF_FILE_IN_H
#define WARTA_CONF_FILE_IN_H

#include "base/buf.h"
#include "base/error.h"

/* What was found where a file of the user's was looked for. */
struct file_facts {
	bool is_missing;
	bool is_open_to_others; /* others may write it, or own it */
};

/* The whole of a regular file of at most max bytes; a missing one is empty
 * and fine. Never waits (a FIFO is refused). */
bool file_load(const char *path, size_t max, struct buf *out, struct file_facts *facts,
	       struct error *err);

/* Holds off other processes that edit files in the same folder; -1 when
 * locking is not possible there (editing goes on). */
int file_lock(const char *path);
void file_unlock(int lock);

#endif
