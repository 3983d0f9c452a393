/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_WATCH_H
#define WARTA_SRC_UI_WATCH_H

#include <stdbool.h>
#include <stdint.h>

/* Tells when files of a folder change, for changes by other processes. Where
 * the system cannot, the descriptor is -1 and only own changes show. */
struct watch {
	int fd;
	const char *database, *config, *urls; /* paths; borrowed */
	int64_t rest_ms;  /* until then it is not listened to: a poll writes all the time */
	int64_t again_ms; /* when the database is looked at again, 0: not */
	int again_count;
	int64_t gone_ms; /* when somebody looks whether the settings stay gone, 0: not */
};

void watch_open(struct watch *watch, const char *database, const char *config, const char *urls);
void watch_close(struct watch *watch);

/* What changed. Programs that write settings may take the old ones away first:
 * gone need not mean that they stay gone. */
enum { WATCH_DATABASE = 1, WATCH_CONFIG = 2, WATCH_URLS = 4, WATCH_CONFIG_GONE = 8 };

/* Empties the descriptor and says what changed. */
unsigned watch_read(struct watch *watch);

#endif
