/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "cli/parse_json.h"

enum { BASE, CONTENT_TYPE, OPTION_COUNT };

static const struct cli_option options[OPTION_COUNT] = {
	[BASE] = { "base", "URL", N_("the address that the bytes came from") },
	[CONTENT_TYPE] = { "content-type", "TYPE", N_("what the server said they are") },
};

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct jail_result result = { 0 };
	struct buf out = { 0 };
	int exit_code = cli_jail_file(setup, args->words[0],
				      (struct jail_task){
					      .kind = JAIL_FEED_SAFE,
					      .base = str_from(args->values[BASE]),
					      .content_type = str_from(args->values[CONTENT_TYPE]),
				      },
				      &result);

	if (exit_code == EX_OK) {
		parse_json(&result.feed, &out);
		exit_code = cli_write(buf_str(&out));
	}
	jail_result_free(&result);
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
