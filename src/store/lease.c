/* SPDX-License-Identifier: MIT */
#include "store/lease.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/ids.h"

enum { PID_BITS = 32, START_FIELD = 22 };

/* When a process started, in ticks; 0 where the system does not tell. It keeps
 * a number that was given to another process from passing for the old one. */
static int64_t start_of(pid_t pid)
{
	char path[32], text[1024];
	const char *at;
	ssize_t got;
	int fd;

	snprintf(path, sizeof(path), "/proc/%ld/stat", (long)pid);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return 0;
	got = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[got > 0 ? got : 0] = '\0';
	/* The second field is a name that may hold blanks. */
	at = strrchr(text, ')');
	for (int field = 2; at && field < START_FIELD; field++)
		at = strchr(at + 1, ' ');
	return at ? strtoll(at, NULL, 10) & 0x7fffffff : 0;
}

static int64_t holder_of(pid_t pid)
{
	return (int64_t)pid | start_of(pid) << PID_BITS;
}

int64_t lease_holder(void)
{
	return holder_of(getpid());
}

static bool is_gone(int64_t holder)
{
	pid_t pid = (pid_t)(holder & 0x7fffffff);

	if (pid <= 0)
		return false; /* of a version that did not say */
	if (kill(pid, 0) != 0)
		return errno == ESRCH;
	return holder_of(pid) != holder;
}

bool lease_end_stale(struct store *store, int64_t now, struct error *err)
{
	sqlite3_stmt *stmt = db_use(store, "SELECT DISTINCT leased_by FROM feeds "
					   "WHERE leased_until > ?");
	struct ids gone = { 0 };
	bool is_well;

	db_int(stmt, 1, now);
	while (db_row(stmt))
		if (is_gone(db_get_int(stmt, 0)))
			ids_add(&gone, db_get_int(stmt, 0));
	is_well = db_done(store, stmt, err);
	for (size_t i = 0; is_well && i < gone.count; i++) {
		stmt = db_use(store, "UPDATE feeds SET leased_until = 0 WHERE leased_by = ?");
		db_int(stmt, 1, gone.items[i]);
		is_well = db_run(store, stmt, err);
	}
	ids_free(&gone);
	return is_well;
}
