/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "cli/command.h"
#include "page/export.h"

enum { BASE, CONTENT_TYPE, AS_JSON, AS_HTML, AS_TEXT, AS_MARKDOWN, OPTION_COUNT };

static const struct cli_option options[OPTION_COUNT] = {
	[BASE] = { "base", "URL", N_("the address that the bytes came from") },
	[CONTENT_TYPE] = { "content-type", "TYPE", N_("what the server said they are") },
	[AS_JSON] = { "json", NULL, N_("as JSON (the default)") },
	[AS_HTML] = { "html", NULL, N_("as a safe HTML document") },
	[AS_TEXT] = { "text", NULL, N_("as plain text") },
	[AS_MARKDOWN] = { "markdown", NULL, N_("as Markdown") },
};

static void export_page(const struct cli_args *args, const struct page *page, struct buf *out)
{
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
	struct jail_result result = { 0 };
	struct buf out = { 0 };
	int exit_code = cli_jail_file(setup, args->words[0],
				      (struct jail_task){
					      .kind = JAIL_PAGE,
					      .base = str_from(args->values[BASE]),
					      .content_type = str_from(args->values[CONTENT_TYPE]),
					      .now = time(NULL),
				      },
				      &result);

	if (exit_code == EX_OK) {
		export_page(args, &result.page, &out);
		exit_code = cli_write(buf_str(&out));
	}
	jail_result_free(&result);
	buf_free(&out);
	return exit_code;
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
