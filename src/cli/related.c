/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "cli/session.h"

enum { DEPTH, AS_JSON, AS_DOT, OPTION_COUNT, MOST = 500, DEEPEST = 10, TICKET = 1 };

static const struct cli_option options[OPTION_COUNT] = {
	[DEPTH] = { "depth", N_("NUMBER"), N_("how many links away, 1 to 10 (2)") },
	[AS_JSON] = { "json", NULL, N_("as JSON") },
	[AS_DOT] = { "dot", NULL, N_("as a graph for Graphviz") },
};

struct story {
	struct store_story_item *items;
	size_t count;
};

static void add_quoted(struct buf *out, struct str s)
{
	struct buf line = { 0 };

	cli_add_line(&line, s);
	buf_add_char(out, '"');
	for (size_t i = 0; i < line.len; i++) {
		if (line.ptr[i] == '"' || line.ptr[i] == '\\')
			buf_add_char(out, '\\');
		buf_add_char(out, line.ptr[i]);
	}
	buf_add_char(out, '"');
	buf_free(&line);
}

static void add_dot(const struct story *story, struct buf *out)
{
	buf_add(out, STR("digraph story {\n"));
	for (size_t i = 0; i < story->count; i++) {
		const struct store_story_item *item = &story->items[i];
		buf_addf(out, "\tn%zu [label=", i);
		add_quoted(out, item->title.len ? item->title : item->url);
		if (!(item->flags & STORE_CACHED))
			buf_add(out, STR(", style=dashed"));
		buf_add(out, STR("];\n"));
	}
	for (size_t i = 0; story->count && i < story->items[0].edge_count; i++)
		buf_addf(out, "\tn%d -> n%d;\n", story->items[0].edges[i].from,
			 story->items[0].edges[i].to);
	buf_add(out, STR("}\n"));
}

static void add_item_json(struct json *json, const struct store_story_item *item)
{
	json_open(json, '{');
	json_key(json, "id");
	if (item->article)
		json_int(json, item->article);
	else
		json_null(json);
	json_pair_or_null(json, "url", item->url);
	json_pair(json, "title", item->title);
	json_pair(json, "source", item->source);
	cli_json_date(json, "date", item->date);
	json_pair_int(json, "depth", item->depth);
	json_pair_bool(json, "same_story", item->is_same);
	cli_json_flags(json, item->flags);
	json_close(json, '}');
}

static void add_json(const struct story *story, struct buf *out)
{
	struct json json = { .out = out };

	json_open(&json, '{');
	json_key(&json, "articles");
	json_open(&json, '[');
	for (size_t i = 0; i < story->count; i++)
		add_item_json(&json, &story->items[i]);
	json_close(&json, ']');
	json_key(&json, "links");
	json_open(&json, '[');
	for (size_t i = 0; story->count && i < story->items[0].edge_count; i++) {
		json_open(&json, '[');
		json_int(&json, story->items[0].edges[i].from);
		json_int(&json, story->items[0].edges[i].to);
		json_close(&json, ']');
	}
	json_close(&json, ']');
	json_close(&json, '}');
	buf_add_char(out, '\n');
}

static void add_lines(const struct story *story, struct buf *out)
{
	for (size_t i = 0; i < story->count; i++) {
		const struct store_story_item *item = &story->items[i];
		cli_add_date(out, item->date);
		buf_addf(out, "  %s  %*s", item->flags & STORE_CACHED ? "c" : "-",
			 2 * item->depth, "");
		cli_add_line(out, item->title.len ? item->title : item->url);
		if (item->article)
			buf_addf(out, "  (%" PRId64 ")", item->article);
		buf_add_char(out, '\n');
	}
}

static bool read_depth(const struct cli_args *args, int64_t *depth, struct error *err)
{
	*depth = 2;
	if (args->values[DEPTH] &&
	    (!str_to_int64(str_from(args->values[DEPTH]), depth) || *depth < 1 ||
	     *depth > DEEPEST))
		return error_set_code(err, EX_USAGE, _("--depth is a number from 1 to %d"),
				      DEEPEST);
	return true;
}

static int print(const struct cli_args *args, struct store *store, int64_t depth)
{
	struct arena arena = { 0 };
	struct error err = { 0 };
	struct story story = { 0 };
	struct buf out = { 0 };
	int64_t id = 0;
	bool is_id = cli_read_id(args->words[0], &id);

	bool is_ok = store_story(store, id, is_id ? STR("") : str_from(args->words[0]),
				 (int)depth, MOST, &arena, &story.items, &story.count, &err);
	if (is_ok && !story.count)
		is_ok = error_set_code(&err, EX_NOINPUT, _("there is no article %s"),
				       args->words[0]);
	if (is_ok && args->values[AS_JSON])
		add_json(&story, &out);
	else if (is_ok && args->values[AS_DOT])
		add_dot(&story, &out);
	else if (is_ok)
		add_lines(&story, &out);
	arena_free(&arena);
	int exit_code = cli_write_free(&out);
	return is_ok ? exit_code : cli_fail_error(&err, EX_UNAVAILABLE);
}

/* The links of an article that nobody has opened yet are in its own text:
 * opening it brings them into the graph. What goes wrong here shows below. */
static void open_once(const struct cli_setup *setup, int64_t id)
{
	struct engine *engine;

	if (!session_open(setup, false, &engine, NULL))
		return;
	engine_open_article(engine, TICKET, id, true);
	engine_event_free(session_answer(engine, TICKET));
	engine_close(engine);
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store *store = NULL;
	struct error err = { 0 };
	int64_t depth, id;

	if (cli_read_id(args->words[0], &id))
		open_once(setup, id);
	if (!read_depth(args, &depth, &err) || !cli_open_store(setup, STORE_READ, &store, &err))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	int exit_code = print(args, store, depth);
	store_close(store);
	return exit_code;
}

const struct cli_command cli_related = {
	.name = "related",
	.arguments = N_("[--depth NUMBER] [--json|--dot] ID|URL"),
	.help = N_("the articles that an article is linked with"),
	.options = options,
	.option_count = OPTION_COUNT,
	.least_words = 1,
	.most_words = 1,
	.needs = CLI_NEEDS_PATHS | CLI_NEEDS_JAIL,
	.run = run,
};
