/* SPDX-License-Identifier: MIT */
#include "cli/session.h"
#include "page/export.h"
#include "store/pictures.h"

enum { AS_TEXT, AS_MARKDOWN, AS_HTML, AS_JSON, OWN_TEXT, OPTION_COUNT, TICKET = 1, MEASURE = 80 };

static const struct cli_option options[OPTION_COUNT] = {
	[AS_TEXT] = { "text", NULL, N_("as plain text (the default)") },
	[AS_MARKDOWN] = { "markdown", NULL, N_("as Markdown") },
	[AS_HTML] = { "html", NULL, N_("as a safe HTML document") },
	[AS_JSON] = { "json", NULL, N_("as JSON") },
	[OWN_TEXT] = { "feed", NULL, N_("the feed's own text, not the page behind it") },
};

/* What is known of the pictures here. */
struct pictures {
	struct store *store; /* NULL: nothing */
	const char *folder;
};

static void add_files(void *ctx, const struct page *page, struct json *json)
{
	const struct pictures *pictures = ctx;
	int64_t count = 0, stored = 0, bytes = 0;

	json_key(json, "pictures");
	json_open(json, '{');
	json_key(json, "files");
	json_open(json, '[');
	for (size_t i = 0; i < page->link_count; i++) {
		struct arena arena = { 0 };
		struct store_picture found = { 0 };

		if (page->links[i].kind != PAGE_LINK_IMAGE)
			continue;
		count++;
		stored += pictures->store && store_picture_find(pictures->store, pictures->folder,
								page->links[i].url, &arena, &found);
		bytes += found.bytes;
		json_open(json, '{');
		json_pair(json, "url", page->links[i].url);
		json_pair_or_null(json, "file", found.path);
		json_close(json, '}');
		arena_free(&arena);
	}
	json_close(json, ']');
	json_pair_int(json, "count", count);
	json_pair_int(json, "stored", stored);
	json_pair_int(json, "bytes", bytes);
	json_close(json, '}');
}

static void add_json(const struct cli_setup *setup, const struct page *page, struct buf *out)
{
	struct pictures pictures = { .folder = setup->paths->pictures };

	cli_open_store(setup, STORE_READ, &pictures.store, NULL);
	page_export_json_with(page, add_files, &pictures, out);
	store_close(pictures.store);
}

static int print(const struct cli_setup *setup, const struct cli_args *args,
		 const struct page *page)
{
	struct buf out = { 0 };

	if (args->values[AS_JSON])
		add_json(setup, page, &out);
	else if (args->values[AS_HTML])
		page_export(page, PAGE_AS_HTML, &out);
	else if (args->values[AS_MARKDOWN])
		page_export(page, PAGE_AS_MARKDOWN, &out);
	else
		page_export(page, PAGE_AS_TEXT, &out);
	bool is_text = !args->values[AS_JSON] && !args->values[AS_HTML] &&
		       !args->values[AS_MARKDOWN];
	if (is_text && cli_columns())
		cli_wrap(&out, cli_columns() < MEASURE ? cli_columns() : MEASURE);
	if (out.len && out.ptr[out.len - 1] != '\n')
		buf_add_char(&out, '\n');
	return cli_write_free(&out);
}

static bool exists(const struct cli_setup *setup, int64_t id, struct error *err)
{
	struct arena arena = { 0 };
	struct store *store = NULL;
	struct store_row row;

	if (!cli_open_store(setup, STORE_READ, &store, err))
		return false;
	bool is_found = store_row_by_id(store, id, &arena, &row) ||
			error_set_code(err, EX_NOINPUT, _("there is no article %lld"),
				       (long long)id);
	arena_free(&arena);
	store_close(store);
	return is_found;
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct engine *engine;
	struct error err = { 0 };
	int64_t id = 0;
	int exit_code;

	if (cli_read_id(args->words[0], &id) && !exists(setup, id, &err))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	if (!session_open(setup, false, &engine, &err))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	if (id)
		engine_open_article(engine, TICKET, id, !args->values[OWN_TEXT]);
	else
		engine_open_url(engine, TICKET, str_from(args->words[0]), STR(""), 0, true);
	struct engine_event *event = session_answer(engine, TICKET);
	if (event->kind == ENGINE_PAGE)
		exit_code = print(setup, args, &event->page);
	else
		exit_code = cli_fail_error(&event->error, EX_UNAVAILABLE);
	engine_event_free(event);
	engine_close(engine);
	return exit_code;
}

const struct cli_command cli_show = {
	.name = "show",
	.arguments = N_("[--text|--markdown|--html|--json] ID|URL"),
	.help = N_("one article"),
	.options = options,
	.option_count = OPTION_COUNT,
	.least_words = 1,
	.most_words = 1,
	.needs = CLI_NEEDS_JAIL | CLI_NEEDS_PATHS,
	.run = run,
};
