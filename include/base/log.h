/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_LOG_H
#define WARTA_BASE_LOG_H

#include <stdbool.h>

#include "base/error.h"

/* The log file in $XDG_STATE_HOME/warta, and the last lines of it in memory
 * for the log view. Safe from any thread. Remote text is cleaned, userinfo of
 * URLs is the caller's to hide (url_add_shown). */
enum log_level { LOG_ERROR, LOG_WARNING, LOG_INFO, LOG_DEBUG };

/* Opens path for appending with mode 0600; without it lines stay in memory.
 * A file beyond 1 MiB is first moved to PATH.old. */
bool log_open(const char *path, enum log_level least, struct error *err);

/* Closes the file and forgets the lines. */
void log_close(void);

void log_write(enum log_level level, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Calls see for each of the last lines kept (512 at most), oldest first. see
 * must not log. */
void log_each(void (*see)(void *ctx, const char *line), void *ctx);

#endif
