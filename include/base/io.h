/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_IO_H
#define WARTA_BASE_IO_H

#include <sys/types.h>

#include "base/buf.h"

/* Descriptors that wait: whatever is interrupted goes on. */

/* Adds all that is left to read, `max` bytes at most. False with errno, which
 * is EFBIG when there was more; what came before stays in out. */
bool io_read_all(int fd, size_t max, struct buf *out);

/* Writes all of it. False with errno; some of it may be written then. */
bool io_write_all(int fd, struct str bytes);
/* The same at a place of a file. */
bool io_write_at(int fd, struct str bytes, off_t at);

#endif
