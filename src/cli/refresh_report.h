/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CLI_REFRESH_REPORT_H
#define WARTA_CLI_REFRESH_REPORT_H

#include "cli/command.h"
#include "engine/engine.h"

/* What came of a refresh that began at `since`. */
struct refresh_report {
	const struct engine_event *end; /* ENGINE_REFRESHED */
	int64_t since;
	const int64_t *ids; /* of the feeds that were asked for */
	size_t id_count;    /* 0: any */
	bool is_offline, is_quiet, is_json;
};

/* For a trip, all that one has to know on standard output; otherwise a line
 * for the person who watches, and what went wrong. Returns an exit code. */
int refresh_report(const struct cli_setup *setup, const struct refresh_report *report);

#endif
