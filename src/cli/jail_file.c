/* SPDX-License-Identifier: MIT */
#include "cli/command.h"

enum { LARGEST_FILE = 64 << 20 };

int cli_jail_file(const struct cli_setup *setup, const char *path, struct jail_task task,
		  struct jail_result *result)
{
	struct jail_line *line = NULL;
	struct buf bytes = { 0 };
	struct error err = { 0 };
	int exit_code = EX_OK;

	if (!cli_read_file(path, LARGEST_FILE, &bytes, &err)) {
		exit_code = cli_fail_error(&err, EX_NOINPUT);
	} else if (!jail_line_open(setup->jail, &line, &err)) {
		exit_code = cli_fail_error(&err, EX_UNAVAILABLE);
	} else {
		task.bytes = buf_str(&bytes);
		if (!jail_run(line, &task, result))
			exit_code = cli_fail_error(&result->error, EX_DATAERR);
	}
	jail_line_close(line);
	buf_free(&bytes);
	return exit_code;
}
