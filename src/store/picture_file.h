/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_PICTURE_FILE_H
#define WARTA_STORE_PICTURE_FILE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/* Pictures as files. Names are made here and nowhere else: letters, digits, a
 * dot and a dash. */

/* Writes the bytes under a name that tells what they are; bytes that are there
 * already are not written again. The name goes to the arena. */
bool picture_file_write(const char *folder, struct str bytes, const char *type,
			struct arena *arena, struct str *name, struct error *err);

/* Whether a file of this name and size is there; its path into the arena. */
bool picture_file_find(const char *folder, struct str name, int64_t bytes, struct arena *arena,
		       struct str *path);

void picture_file_remove(const char *folder, struct str name);

/* Calls see for the name of every file; those that it does not know go, unless
 * they are younger than an hour. */
void picture_file_sweep(const char *folder, bool (*is_known)(void *ctx, struct str name),
			void *ctx);

#endif
