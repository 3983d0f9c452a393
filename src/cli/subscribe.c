/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/feeds.h"
#include "cli/session.h"

enum { TITLE, TAGS, NO_FETCH, OPTION_COUNT, MOST_TAGS = 32 };

static const struct cli_option options[OPTION_COUNT] = {
	[TITLE] = { "title", N_("TITLE"), N_("shown instead of the feed's own") },
	[TAGS] = { "tags", N_("TAG,TAG"), N_("tags; one with slashes is a folder") },
	[NO_FETCH] = { "no-fetch", NULL, N_("without looking whether a feed is there") },
};

static size_t read_tags(const struct cli_args *args, struct str tags[MOST_TAGS])
{
	struct str rest = str_from(args->values[TAGS]), tag;
	size_t count = 0;

	while (count < MOST_TAGS && str_cut(&rest, ',', &tag))
		if (str_trim(tag).len)
			tags[count++] = str_trim(tag);
	return count;
}

static int add_unseen(const struct cli_setup *setup, const struct cli_args *args)
{
	struct str tags[MOST_TAGS];
	size_t tag_count = read_tags(args, tags);
	struct error err = { 0 };
	int exit_code = EX_OK;

	for (int i = 0; i < args->word_count; i++) {
		struct conf_source source = conf_source_new(str_from(args->words[i]));
		source.title = str_from(args->values[TITLE]);
		source.tags = tags;
		source.tag_count = tag_count;
		if (!conf_urls_add(setup->paths->urls, &source, &err))
			exit_code = cli_fail_error(&err, EX_DATAERR);
	}
	return exit_code;
}

static void list_choices(const struct engine_event *event, FILE *to)
{
	for (size_t i = 0; i < event->alternate_count; i++) {
		struct buf line = { 0 };
		buf_addf(&line, "%zu  ", i + 1);
		cli_add_line(&line, event->alternates[i].title);
		buf_add(&line, STR("  "));
		cli_add_line(&line, event->alternates[i].url);
		fprintf(to, "%s\n", buf_cstr(&line));
		buf_free(&line);
	}
}

/* Asks which of the page's feeds is meant; 0 for none. */
static size_t ask(const struct engine_event *event)
{
	char answer[16];
	int64_t number = 0;

	list_choices(event, stderr);
	fprintf(stderr, _("Which one? (1-%zu, empty for none) "), event->alternate_count);
	fflush(stderr);
	if (!fgets(answer, sizeof(answer), stdin) ||
	    !str_to_int64(str_trim(str_from(answer)), &number) || number < 1 ||
	    number > (int64_t)event->alternate_count)
		return 0;
	return (size_t)number;
}

static int tell(const struct engine_event *event)
{
	struct buf out = { 0 };

	cli_add_line(&out, event->text);
	buf_add(&out, STR("  "));
	cli_add_line(&out, event->url);
	buf_add_char(&out, '\n');
	return cli_write_free(&out);
}

static int add_one(struct engine *engine, const struct cli_args *args, struct str url,
		   uint64_t ticket)
{
	struct str tags[MOST_TAGS];
	size_t tag_count = read_tags(args, tags), choice;
	int exit_code = EX_DATAERR;

	engine_subscribe(engine, ticket, url, str_from(args->values[TITLE]), tags, tag_count);
	struct engine_event *event = session_answer(engine, ticket);
	if (event->kind == ENGINE_SUBSCRIBED) {
		exit_code = tell(event);
	} else if (event->kind == ENGINE_CHOICES && isatty(STDIN_FILENO) &&
		   isatty(STDERR_FILENO)) {
		choice = ask(event);
		if (choice)
			exit_code = add_one(engine, args, event->alternates[choice - 1].url,
					    ticket);
	} else if (event->kind == ENGINE_CHOICES) {
		list_choices(event, stdout);
		fflush(stdout);
		exit_code = cli_fail(EX_DATAERR, _("this page names several feeds; add one of "
						   "them by its address"));
	} else {
		exit_code = cli_fail_error(&event->error, EX_UNAVAILABLE);
	}
	engine_event_free(event);
	return exit_code;
}

static int run_add(const struct cli_setup *setup, const struct cli_args *args)
{
	struct engine *engine;
	struct error err = { 0 };
	int exit_code = EX_OK;

	if (args->values[NO_FETCH] || setup->is_offline)
		return add_unseen(setup, args);
	if (!session_open(setup, true, &engine, &err))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	for (int i = 0; i < args->word_count; i++) {
		int one = add_one(engine, args, str_from(args->words[i]), (uint64_t)i + 1);
		exit_code = exit_code ? exit_code : one;
	}
	engine_close(engine);
	return exit_code;
}

static bool remove_one(struct store *store, const char *urls, const char *word, struct buf *out,
		       struct error *err)
{
	struct arena arena = { 0 };
	struct store_feed feed;

	bool is_ok = feeds_find(store, word, &arena, &feed, err) &&
		     sources_note(store, urls, feed.url, STR("unsubscribe"), err) &&
		     conf_urls_remove(urls, feed.url, err) &&
		     sources_sync_file(store, urls, err);
	if (is_ok) {
		buf_addf(out, _("removed: %.*s"), STR_ARG(feed.title));
		buf_add_char(out, '\n');
	}
	arena_free(&arena);
	return is_ok;
}

static bool open_synced(const struct cli_setup *setup, struct store **store, struct error *err)
{
	return cli_open_store(setup, STORE_WRITE, store, err) &&
	       sources_sync_file(*store, setup->paths->urls, err);
}

static int run_remove(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store *store = NULL;
	struct error err = { 0 };
	struct buf out = { 0 };

	bool is_ok = open_synced(setup, &store, &err);
	for (int i = 0; is_ok && i < args->word_count; i++)
		is_ok = remove_one(store, setup->paths->urls, args->words[i], &out, &err);
	store_close(store);
	int exit_code = cli_write_free(&out);
	return is_ok ? exit_code : cli_fail_error(&err, EX_UNAVAILABLE);
}

static bool tag_one(const char *urls, struct str url, struct str tag, struct error *err)
{
	bool is_on = !str_has_prefix(tag, STR("-"));

	tag = is_on ? tag : str_slice(tag, 1, tag.len);
	if (!tag.len || tag.ptr[0] == '!' || tag.ptr[0] == '~')
		return error_set_code(err, EX_USAGE, _("\"%.*s\" cannot be a tag"),
				      STR_ARG(tag));
	return conf_urls_tag(urls, url, tag, is_on, err);
}

static int run_tag(const struct cli_setup *setup, const struct cli_args *args)
{
	const char *urls = setup->paths->urls;
	struct arena arena = { 0 };
	struct store *store = NULL;
	struct store_feed feed;
	struct error err = { 0 };

	bool is_ok = open_synced(setup, &store, &err) &&
		     feeds_find(store, args->words[0], &arena, &feed, &err) &&
		     sources_note(store, urls, feed.url, STR("settings"), &err);
	for (int i = 1; is_ok && i < args->word_count; i++)
		is_ok = tag_one(urls, feed.url, str_from(args->words[i]), &err);
	is_ok = is_ok && sources_sync_file(store, urls, &err);
	store_close(store);
	arena_free(&arena);
	return is_ok ? EX_OK : cli_fail_error(&err, EX_UNAVAILABLE);
}

const struct cli_command cli_add = {
	.name = "add",
	.arguments = N_("[--title TITLE] [--tags TAG,TAG] URL..."),
	.help = N_("subscribes; the address of a site is enough"),
	.options = options,
	.option_count = OPTION_COUNT,
	.least_words = 1,
	.most_words = -1,
	.needs = CLI_NEEDS_JAIL | CLI_NEEDS_PATHS,
	.run = run_add,
};

const struct cli_command cli_remove = {
	.name = "remove",
	.arguments = N_("FEED..."),
	.help = N_("unsubscribes; warta undo takes it back"),
	.least_words = 1,
	.most_words = -1,
	.needs = CLI_NEEDS_PATHS,
	.run = run_remove,
};

const struct cli_command cli_tag = {
	.name = "tag",
	.arguments = N_("FEED TAG|-TAG..."),
	.help = N_("gives a feed tags or takes them away"),
	.least_words = 2,
	.most_words = -1,
	.needs = CLI_NEEDS_PATHS,
	.run = run_tag,
};
