/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "cli/parse_json.h"

static const struct cli_option options[CLI_JAIL_OPTIONS] = {
	[CLI_BASE] = { "base", "URL", N_("the address that the bytes came from") },
	[CLI_CONTENT_TYPE] = { "content-type", "TYPE", N_("what the server said they are") },
};

static void show_feed(const struct cli_args *args, const struct jail_result *result,
		      struct buf *out)
{
	(void)args;
	parse_json(&result->feed, out);
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	return cli_jail_show(setup, args, JAIL_FEED_SAFE, show_feed);
}

const struct cli_command cli_parse = {
	.name = "parse",
	.arguments = N_("[--base URL] [--content-type TYPE] FILE"),
	.help = N_("a feed as JSON; - is standard input"),
	.options = options,
	.option_count = CLI_JAIL_OPTIONS,
	.least_words = 1,
	.most_words = 1,
	.needs = CLI_NEEDS_JAIL,
	.run = run,
};
