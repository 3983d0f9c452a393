/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CLI_CLI_H
#define WARTA_CLI_CLI_H

#include "base/str.h"
#include "conf/paths.h"
#include "conf/settings.h"
#include "jail/jail.h"

/* The subcommands: one row of a table each. A subcommand reads its own words,
 * writes to standard output and returns an exit code (sysexits). */
struct cli_command;

/* What a subcommand wants prepared before it runs. */
enum cli_need {
	CLI_NEEDS_JAIL = 1 << 0,
	CLI_NEEDS_PATHS = 1 << 1, /* and with them the settings and the log */
};

struct cli_setup {
	struct jail *jail;
	const struct conf_paths *paths;
	const struct conf *conf;
	bool is_offline;         /* nothing is fetched */
	bool loopback_is_public; /* tests */
};

/* NULL when there is none of that name. */
const struct cli_command *cli_find(struct str name);
unsigned cli_needs(const struct cli_command *command);

/* argv[0] is the subcommand's name. */
int cli_run(const struct cli_command *command, const struct cli_setup *setup, int argc,
	    char **argv);

/* The subcommand that a name was probably meant to be, or NULL. */
const char *cli_nearest(struct str name);

/* `warta --help`: the table, and what stands without a subcommand. */
int cli_help(void);

/* `warta --version`. */
int cli_version(void);

/* --print-config and --check-config; the latter adds complaints of those who
 * read parts of the file that the settings' table does not know. */
int cli_print_config(const struct conf *conf);
int cli_check_config(const struct conf_paths *paths, const struct conf *conf,
		     const struct conf_complaint *more, size_t more_count);

/* Writes a text to standard output and frees it. */
int cli_print(struct buf *text);

/* One sentence on standard error, cleaned; returns exit_code. */
int cli_fail(int exit_code, const char *sentence);

#endif
