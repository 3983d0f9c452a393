/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "page/export.h"

enum { AS_JSON = CLI_JAIL_OPTIONS, AS_HTML, AS_TEXT, AS_MARKDOWN, OPTION_COUNT };

static const struct cli_option options[OPTION_COUNT] = {
	[CLI_BASE] = { "base", "URL", N_("the address that the bytes came from") },
	[CLI_CONTENT_TYPE] = { "content-type", "TYPE", N_("what the server said they are") },
	[AS_JSON] = { "json", NULL, N_("as JSON (the default)") },
	[AS_HTML] = { "html", NULL, N_("as a safe HTML document") },
	[AS_TEXT] = { "text", NULL, N_("as plain text") },
	[AS_MARKDOWN] = { "markdown", NULL, N_("as Markdown") },
};

static void export_page(const struct cli_args *args, const struct jail_result *result,
			struct buf *out)
{
	const struct page *page = &result->page;

	if (args->values[AS_TEXT])
		page_export(page, PAGE_AS_TEXT, out);
	else if (args->values[AS_HTML])
		page_export(page, PAGE_AS_HTML, out);
	else if (args->values[AS_MARKDOWN])
		page_export(page, PAGE_AS_MARKDOWN, out);
	else
		page_export_json(page, out);
	if (out->len && out->ptr[out->len - 1] != '\n')
		buf_add_char(out, '\n');
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	return cli_jail_show(setup, args, JAIL_PAGE, export_page);
}

const struct cli_command cli_extract = {
	.name = "extract",
	.arguments = N_("[--base URL] [--content-type TYPE] FILE"),
	.help = N_("the article of a web page as JSON; - is standard input"),
	.options = options,
	.option_count = OPTION_COUNT,
	.least_words = 1,
	.most_words = 1,
	.needs = CLI_NEEDS_JAIL,
	.run = run,
};
