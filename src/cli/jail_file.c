/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "cli/command.h"

enum { LARGEST_FILE = 64 << 20 };

/* Returns EX_OK, or an exit code after a sentence on standard error. */
static int run(const struct cli_setup *setup, const char *path, struct jail_task task,
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

int cli_jail_show(const struct cli_setup *setup, const struct cli_args *args,
		  enum jail_task_kind kind, cli_jail_shown shown)
{
	struct jail_result result = { 0 };
	struct buf out = { 0 };
	struct jail_task task = {
		.kind = kind,
		.base = str_from(args->values[CLI_BASE]),
		.content_type = str_from(args->values[CLI_CONTENT_TYPE]),
		.now = time(NULL),
	};
	int exit_code = run(setup, args->words[0], task, &result);

	if (exit_code == EX_OK) {
		shown(args, &result, &out);
		exit_code = cli_write(buf_str(&out));
	}
	jail_result_free(&result);
	buf_free(&out);
	return exit_code;
}
