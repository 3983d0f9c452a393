/* SPDX-License-Identifier: MIT */
#include "base/log.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum { LINES_KEPT = 512, LINE_MAX_BYTES = 1024, FILE_MAX_BYTES = 1 << 20 };

/* The one log of the process: shared by nature, locked, and reached only
 * through the functions below. */
static struct {
	pthread_mutex_t lock;
	int fd; /* plus one; 0: none */
	enum log_level least;
	char *lines[LINES_KEPT]; /* a ring */
	size_t count;            /* lines ever written */
} the_log = { .lock = PTHREAD_MUTEX_INITIALIZER, .least = LOG_INFO };

static const char *const level_names[] = {
	[LOG_ERROR] = "error",
	[LOG_WARNING] = "warning",
	[LOG_INFO] = "info",
	[LOG_DEBUG] = "debug",
};

/* A file that has grown too long becomes PATH.old. */
static void rotate(const char *path)
{
	struct stat st;
	char old[4096];

	if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode) || st.st_size < FILE_MAX_BYTES)
		return;
	int len = snprintf(old, sizeof(old), "%s.old", path);
	if (len > 0 && (size_t)len < sizeof(old))
		(void)rename(path, old);
}

bool log_open(const char *path, enum log_level least, struct error *err)
{
	rotate(path);
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY,
		      0600);
	if (fd < 0)
		error_set_errno(err, _("The log %s cannot be opened"), path);
	pthread_mutex_lock(&the_log.lock);
	if (the_log.fd)
		close(the_log.fd - 1);
	the_log.fd = fd + 1;
	the_log.least = least;
	pthread_mutex_unlock(&the_log.lock);
	return fd >= 0;
}

void log_close(void)
{
	pthread_mutex_lock(&the_log.lock);
	if (the_log.fd)
		close(the_log.fd - 1);
	the_log.fd = 0;
	for (size_t i = 0; i < LINES_KEPT; i++) {
		free(the_log.lines[i]);
		the_log.lines[i] = NULL;
	}
	the_log.count = 0;
	pthread_mutex_unlock(&the_log.lock);
}

/* One line, ended by a newline, in one write so that processes do not mix. */
static void keep(struct str line)
{
	if (the_log.fd && write(the_log.fd - 1, line.ptr, line.len) < 0 && errno == EBADF)
		the_log.fd = 0;
	char **slot = &the_log.lines[the_log.count++ % LINES_KEPT];
	free(*slot);
	*slot = mem_copy(line.ptr, line.len - 1);
}

void log_write(enum log_level level, const char *format, ...)
{
	char text[LINE_MAX_BYTES];
	char stamp[40] = "";
	time_t now = time(NULL);
	struct tm local;

	pthread_mutex_lock(&the_log.lock);
	bool is_wanted = level <= the_log.least;
	pthread_mutex_unlock(&the_log.lock);
	if (!is_wanted)
		return;
	va_list args;
	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (localtime_r(&now, &local))
		strftime(stamp, sizeof(stamp), "%Y-%m-%dT%H:%M:%S%z", &local);

	struct buf line = { 0 };
	buf_addf(&line, "%s %s ", stamp, level_names[level]);
	utf8_clean_line(&line, str_from(text));
	buf_add_char(&line, '\n');
	pthread_mutex_lock(&the_log.lock);
	keep(buf_str(&line));
	pthread_mutex_unlock(&the_log.lock);
	buf_free(&line);
}

void log_each(void (*see)(void *ctx, const char *line), void *ctx)
{
	pthread_mutex_lock(&the_log.lock);
	size_t from = the_log.count > LINES_KEPT ? the_log.count - LINES_KEPT : 0;
	for (size_t i = from; i < the_log.count; i++)
		see(ctx, the_log.lines[i % LINES_KEPT]);
	pthread_mutex_unlock(&the_log.lock);
}
