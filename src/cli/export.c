/* SPDX-License-Identifier: MIT */
#include "base/url.h"
#include "cli/command.h"
#include "conf/urls.h"
#include "news/opml.h"

enum { AS_JSON, OPTION_COUNT };

static const struct cli_option options[OPTION_COUNT] = {
	[AS_JSON] = { "json", NULL, N_("as JSON") },
};

/* A list is made to be given away: names and passwords stay here. */
static void fill_outline(const struct conf_source *source, struct arena *arena,
			 struct news_outline *out)
{
	struct str folder = conf_folder_of(source->tags, source->tag_count);

	*out = (struct news_outline){ .url = url_shown(source->url, arena),
				      .title = source->title };
	out->tags.items = arena_array(arena, source->tag_count + 1, sizeof(struct str));
	for (size_t i = 0; i < source->tag_count; i++) {
		if (source->tags[i].ptr == folder.ptr)
			out->folder = folder;
		else
			out->tags.items[out->tags.count++] = source->tags[i];
	}
}

/* A feed that the file does not name is called what it calls itself. */
static void name_sources(const struct cli_setup *setup, struct arena *arena,
			 struct conf_urls *urls)
{
	struct store *store = NULL;
	struct store_feed *feeds = NULL;
	size_t count = 0;

	if (!cli_open_store(setup, STORE_READ, &store, NULL))
		return;
	if (!store_feeds(store, arena, &feeds, &count, NULL))
		count = 0;
	/* Mostly in the same order: the search goes on where it stopped. */
	for (size_t i = 0, at = 0; i < urls->count && count; i++) {
		size_t steps = 0;
		while (steps < count && !str_eq(feeds[at].url, urls->sources[i].url)) {
			at = (at + 1) % count;
			steps++;
		}
		if (steps < count && !urls->sources[i].title.len)
			urls->sources[i].title = feeds[at].title;
	}
	store_close(store);
}

static void add_opml(const struct conf_urls *urls, struct buf *out)
{
	struct news_opml list = { .title = STR("warta") };

	list.items = arena_array(&list.arena, urls->count + 1, sizeof(*list.items));
	for (size_t i = 0; i < urls->count; i++)
		if (urls->sources[i].kind == CONF_WEB)
			fill_outline(&urls->sources[i], &list.arena, &list.items[list.count++]);
	news_opml_write(&list, out);
	news_opml_free(&list);
}

static void add_json(const struct conf_urls *urls, struct buf *out)
{
	struct json json = { .out = out };
	struct arena arena = { 0 };

	json_open(&json, '[');
	for (size_t i = 0; i < urls->count; i++) {
		const struct conf_source *source = &urls->sources[i];
		json_open(&json, '{');
		json_pair(&json, "url", source->kind == CONF_WEB ?
			  url_shown(source->url, &arena) : source->url);
		json_pair_or_null(&json, "title", source->title);
		json_pair_strs(&json, "tags", source->tags, source->tag_count);
		json_pair_bool(&json, "hidden", source->is_hidden);
		json_close(&json, '}');
	}
	json_close(&json, ']');
	buf_add_char(out, '\n');
	arena_free(&arena);
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct conf_urls urls;
	struct arena arena = { 0 };
	struct error err = { 0 };
	struct buf out = { 0 };

	if (!conf_urls_load(setup->paths->urls, &urls, &err))
		return cli_fail_error(&err, EX_CONFIG);
	name_sources(setup, &arena, &urls);
	if (args->values[AS_JSON])
		add_json(&urls, &out);
	else
		add_opml(&urls, &out);
	conf_urls_free(&urls);
	arena_free(&arena);
	return cli_write_free(&out);
}

const struct cli_command cli_export = {
	.name = "export",
	.arguments = "[--json]",
	.help = N_("subscriptions as OPML"),
	.options = options,
	.option_count = OPTION_COUNT,
	.needs = CLI_NEEDS_PATHS,
	.run = run,
};
