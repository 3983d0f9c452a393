/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "cli/parse_json.h"

enum { BASE, CONTENT_TYPE, OPTION_COUNT, LARGEST_FILE = 64 << 20 };

static const struct cli_option options[OPTION_COUNT] = {
	[BASE] = { "base", "URL", N_("the address that the bytes came from") },
	[CONTENT_TYPE] = { "content-type", "TYPE", N_("what the server said they are") },
};

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct jail_line *line = NULL;
	struct jail_result result = { 0 };
	struct buf bytes = { 0 }, out = { 0 };
	struct error err = { 0 };
	int exit_code;

	if (!cli_read_file(args->words[0], LARGEST_FILE, &bytes, &err))
		exit_code = cli_fail_error(&err, EX_NOINPUT);
	else if (!jail_line_open(setup->jail, &line, &err))
		exit_code = cli_fail_error(&err, EX_UNAVAILABLE);
	else if (!jail_run(line, &(struct jail_task){
			 .kind = JAIL_FEED_SAFE,
			 .bytes = buf_str(&bytes),
			 .base = str_from(args->values[BASE]),
			 .content_type = str_from(args->values[CONTENT_TYPE]),
		 }, &result))
		exit_code = cli_fail_error(&result.error, EX_DATAERR);
	else {
		parse_json(&result.feed, &out);
		exit_code = cli_write(buf_str(&out));
	}
	jail_result_free(&result);
	jail_line_close(line);
	buf_free(&bytes);
	buf_free(&out);
	return exit_code;
}

const struct cli_command cli_parse = {
	.name = "parse",
	.arguments = N_("[--base URL] [--content-type TYPE] FILE"),
	.help = N_("a feed as JSON; - is standard input"),
	.options = options,
	.option_count = OPTION_COUNT,
	.least_words = 1,
	.most_words = 1,
	.needs = CLI_NEEDS_JAIL,
	.run = run,
};
