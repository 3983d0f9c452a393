/* SPDX-License-Identifier: MIT */
#ifndef WARTA_CLI_COMMAND_H
#define WARTA_CLI_COMMAND_H

#include <sysexits.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/i18n.h"
#include "base/json.h"
#include "cli/cli.h"
#include "jail/jail.h"
#include "store/store.h"

enum { CLI_MOST_OPTIONS = 12 };

struct cli_option {
	const char *name;     /* without the dashes */
	const char *argument; /* what follows it, for the help; NULL: nothing */
	const char *help;
};

/* The words behind a subcommand, sorted out. */
struct cli_args {
	const char *values[CLI_MOST_OPTIONS]; /* by the option's index; NULL: not given */
	char **words; /* the rest, in order */
	int word_count;
};

struct cli_command {
	const char *name, *arguments, *help;
	const struct cli_option *options;
	int option_count;
	int least_words, most_words; /* -1: any number */
	unsigned needs;              /* bits of enum cli_need */
	int (*run)(const struct cli_setup *setup, const struct cli_args *args);
};

/* Reads argv[1] and on; moves the words to the front of argv + 1. */
bool cli_args_read(const struct cli_command *command, int argc, char **argv,
		   struct cli_args *out, struct error *err);

/* The same sentence and code for a struct error; its own code goes first. */
int cli_fail_error(const struct error *err, int exit_code);

/* Writes to standard output, cleaned of control bytes when that is a
 * terminal. A reader that went away is no failure. Returns an exit code. */
int cli_write(struct str text);
int cli_write_free(struct buf *text);

/* Standard output is a terminal: its columns, else 0. */
int cli_columns(void);
/* Breaks lines that are longer than that between words; what hangs under a
 * quote's or a list's mark goes on hanging. */
void cli_wrap(struct buf *text, int columns);

/* A file's bytes, or standard input for "-". */
bool cli_read_file(const char *path, size_t max, struct buf *out, struct error *err);

/* Puts the file that is the only word ("-" is standard input) through the jail
 * and prints what `shown` adds of the result. The command's first options say
 * where the bytes came from. Returns an exit code, after a sentence on standard
 * error unless it is EX_OK. */
enum { CLI_BASE, CLI_CONTENT_TYPE, CLI_JAIL_OPTIONS };
typedef void (*cli_jail_shown)(const struct cli_args *args, const struct jail_result *result,
			       struct buf *out);
int cli_jail_show(const struct cli_setup *setup, const struct cli_args *args,
		  enum jail_task_kind kind, cli_jail_shown shown);

/* All words as one text, with blanks between. */
char *cli_join_words(const struct cli_args *args, int from);

/* The database, made first when there is none yet. What its opening has to tell
 * goes to standard error. */
bool cli_open_store(const struct cli_setup *setup, enum store_mode mode, struct store **out,
		    struct error *err);

/* The same for writing where that is possible, with all that is stored in its
 * index: what a poll left is indexed before it is asked for. */
bool cli_open_indexed(const struct cli_setup *setup, struct store **out, struct error *err);

/* "2026-11-22 09:04", local time; "-" for 0. */
void cli_add_date(struct buf *out, int64_t utc);

/* s without line breaks, tabs and control bytes. */
void cli_add_line(struct buf *out, struct str s);

/* s cut or filled up to exactly `columns`. */
void cli_add_cell(struct buf *out, struct str s, int columns);

/* Times as JSON: null for 0. */
void cli_json_date(struct json *json, const char *name, int64_t utc);

/* One headline as JSON, and as a line. */
void cli_json_row(struct json *json, const struct store_row *row);
void cli_json_flags(struct json *json, uint32_t flags);
void cli_add_row(struct buf *out, const struct store_row *row, int columns);

/* A number that is an article's id; false when the word is no number. */
bool cli_read_id(const char *word, int64_t *id);

#define COMMAND(name) extern const struct cli_command cli_##name;
#include "cli/commands.def"
#undef COMMAND

#endif
