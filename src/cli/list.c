/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "cli/command.h"
#include "query/query.h"

enum { AS_JSON, MOST, OPTION_COUNT, WINDOW = 256 };

static const struct cli_option list_options[OPTION_COUNT] = {
	[AS_JSON] = { "json", NULL, N_("as JSON") },
	[MOST] = { "limit", N_("NUMBER"), N_("so many rows at most; 0: all (200)") },
};

static const struct cli_option search_options[OPTION_COUNT] = {
	[AS_JSON] = { "json", NULL, N_("as JSON") },
	[MOST] = { "limit", N_("NUMBER"), N_("so many rows at most (50)") },
};

/* Where rows go as they come. */
struct sink {
	struct buf out;
	struct json json;
	bool is_json;
	int columns, exit_code;
};

static void sink_start(struct sink *sink, bool is_json)
{
	sink->is_json = is_json;
	sink->columns = cli_columns();
	sink->json.out = &sink->out;
	if (is_json)
		json_open(&sink->json, '[');
}

static void sink_row(struct sink *sink, const struct store_row *row)
{
	if (sink->is_json)
		cli_json_row(&sink->json, row);
	else
		cli_add_row(&sink->out, row, sink->columns);
}

/* Writes what has gathered, so that a long list needs little memory. */
static void sink_flush(struct sink *sink)
{
	if (!sink->exit_code)
		sink->exit_code = cli_write(buf_str(&sink->out));
	buf_clear(&sink->out);
}

static int sink_end(struct sink *sink)
{
	if (sink->is_json) {
		json_close(&sink->json, ']');
		buf_add_char(&sink->out, '\n');
	}
	sink_flush(sink);
	buf_free(&sink->out);
	return sink->exit_code;
}

/* All rows up to the limit, window after window. */
static bool list_rows(struct store *store, const struct store_scope *scope, int64_t limit,
		      struct sink *sink, struct error *err)
{
	struct arena arena = { 0 }, older = { 0 };
	struct store_row last, *rows;
	const struct store_row *after = NULL;
	bool is_ok = true, is_more = true;

	while (is_ok && is_more && limit > 0 && !sink->exit_code) {
		int wanted = limit < WINDOW ? (int)limit : WINDOW;
		size_t count = 0;
		is_ok = store_list(store, scope, after, wanted, &arena, &rows, &count, err);
		for (size_t i = 0; is_ok && i < count; i++)
			sink_row(sink, &rows[i]);
		sink_flush(sink);
		limit -= (int64_t)count;
		is_more = count == (size_t)wanted && scope->kind != STORE_SEARCH;
		if (is_ok && count)
			last = rows[count - 1];
		after = &last;
		/* The row that the next window starts after needs its strings. */
		arena_free(&older);
		older = arena;
		arena = (struct arena){ 0 };
	}
	arena_free(&older);
	return is_ok;
}

static bool read_limit(const struct cli_args *args, int64_t fallback, int64_t *limit,
		       struct error *err)
{
	const char *value = args->values[MOST];

	*limit = fallback;
	if (value && (!str_to_int64(str_from(value), limit) || *limit < 0))
		return error_set_code(err, EX_USAGE, _("--limit needs a number, not %s"), value);
	if (!*limit)
		*limit = INT64_MAX;
	return true;
}

static int print(struct store *store, const struct cli_args *args, enum store_scope_kind kind,
		 int64_t limit)
{
	char *text = cli_join_words(args, 0);
	struct query query;
	struct sink sink = { 0 };
	struct error err = { 0 };

	query_parse(str_from(text), time(NULL), false, &query);
	if (query.mistake.text[0])
		cli_fail(0, query.mistake.text);
	struct store_scope scope = { .kind = query.root ? kind : STORE_ALL, .query = &query };
	sink_start(&sink, args->values[AS_JSON]);
	bool is_ok = list_rows(store, &scope, limit, &sink, &err);
	int exit_code = sink_end(&sink);
	query_free(&query);
	free(text);
	return is_ok ? exit_code : cli_fail_error(&err, EX_UNAVAILABLE);
}

static int run_list(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store *store = NULL;
	struct error err = { 0 };
	int64_t limit;

	if (!read_limit(args, 200, &limit, &err) ||
	    !(args->word_count ? cli_open_indexed(setup, &store, &err)
			       : cli_open_store(setup, STORE_READ, &store, &err)))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	int exit_code = print(store, args, STORE_QUERY, limit);
	store_close(store);
	return exit_code;
}

static int run_search(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store *store = NULL;
	struct error err = { 0 };
	int64_t limit;

	if (!read_limit(args, 50, &limit, &err))
		return cli_fail_error(&err, EX_USAGE);
	int exit_code = cli_open_indexed(setup, &store, &err) ?
			print(store, args, STORE_SEARCH, limit) :
			cli_fail_error(&err, EX_UNAVAILABLE);
	store_close(store);
	return exit_code;
}

const struct cli_command cli_list = {
	.name = "list",
	.arguments = N_("[--json] [--limit NUMBER] [QUERY]"),
	.help = N_("headlines, newest first"),
	.options = list_options,
	.option_count = OPTION_COUNT,
	.most_words = -1,
	.needs = CLI_NEEDS_PATHS,
	.run = run_list,
};

const struct cli_command cli_search = {
	.name = "search",
	.arguments = N_("[--json] [--limit NUMBER] QUERY"),
	.help = N_("headlines that fit, the best first"),
	.options = search_options,
	.option_count = OPTION_COUNT,
	.least_words = 1,
	.most_words = -1,
	.needs = CLI_NEEDS_PATHS,
	.run = run_search,
};
