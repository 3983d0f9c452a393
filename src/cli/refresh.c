/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/child.h"
#include "base/mem.h"
#include "cli/feeds.h"
#include "cli/refresh_report.h"
#include "cli/session.h"

enum { ALL, OFFLINE, QUIET, AS_JSON, OPTION_COUNT };

static const struct cli_option options[OPTION_COUNT] = {
	[ALL] = { "all", NULL, N_("every feed, due or not") },
	[OFFLINE] = { "offline", NULL, N_("and the pages of all unread articles, for a trip") },
	[QUIET] = { "quiet", NULL, N_("no progress") },
	[AS_JSON] = { "json", NULL, N_("what came of it as JSON") },
};

static void show_progress(const struct engine_event *event)
{
	fprintf(stderr, "\r\033[K");
	fprintf(stderr, _("%" PRId64 "/%" PRId64 " feeds, %" PRId64 " failed, %" PRId64 " new"),
		event->done, event->total, event->failed, event->added);
	if (event->pages_total)
		fprintf(stderr, _(", %" PRId64 "/%" PRId64 " pages"), event->pages_done,
			event->pages_total);
	if (event->pictures.total)
		fprintf(stderr, _(", %" PRId64 "/%" PRId64 " pictures"), event->pictures.done,
			event->pictures.total);
	fflush(stderr);
}

/* What a rule, or the search of [notify], wants announced. */
static void announce(const struct cli_setup *setup, const struct engine_event *event)
{
	enum { WORDS_MAX = 32 };
	struct arena arena = { 0 };
	struct buf text = { 0 };
	char *words[WORDS_MAX];
	struct error err = { 0 };
	int failed;

	engine_news_add(event, &text);
	if (engine_news_words(setup->conf, buf_str(&text), &arena, words, WORDS_MAX)) {
		failed = child_launch(words);
		if (failed) {
			error_set(&err, _("cannot start %s: %s; set command in [notify]"),
				  words[0], strerror(failed));
			cli_fail(0, err.text);
		}
	}
	buf_free(&text);
	arena_free(&arena);
}

/* Waits for the end of the refresh; caller frees what it returns. */
static struct engine_event *wait_for_end(const struct cli_setup *setup, struct engine *engine,
					 bool has_progress)
{
	for (;;) {
		struct engine_event *event = session_next(engine);
		if (event->kind == ENGINE_PROGRESS && has_progress)
			show_progress(event);
		if (event->kind == ENGINE_NOTICE) {
			fputs(has_progress ? "\r\033[K" : "", stderr);
			fflush(stderr);
			cli_fail(0, event->text.ptr);
		}
		if (event->kind == ENGINE_NEWS)
			announce(setup, event);
		if (event->kind == ENGINE_REFRESHED) {
			if (has_progress)
				fputs("\r\033[K", stderr);
			return event;
		}
		engine_event_free(event);
	}
}

/* The ids of the feeds that the words name. */
static bool find_feeds(const struct cli_setup *setup, const struct cli_args *args, int64_t *ids,
		       struct error *err)
{
	struct arena arena = { 0 };
	struct store *store = NULL;
	struct store_feed feed;
	bool is_ok = true;

	if (!args->word_count)
		return true;
	is_ok = cli_open_store(setup, STORE_WRITE, &store, err) &&
		sources_sync_file(store, setup->paths->urls, err);
	for (int i = 0; is_ok && i < args->word_count; i++) {
		is_ok = feeds_find(store, args->words[i], &arena, &feed, err);
		if (is_ok)
			ids[i] = feed.id;
	}
	store_close(store);
	arena_free(&arena);
	return is_ok;
}

static int refresh(const struct cli_setup *setup, const struct cli_args *args, const int64_t *ids)
{
	bool has_progress = isatty(STDERR_FILENO) && !args->values[QUIET];
	struct engine *engine;
	struct error err = { 0 };
	int64_t since = time(NULL);

	bool is_fetching = args->values[ALL] || args->values[OFFLINE] || args->word_count;
	if (!session_open(setup, is_fetching, &engine, &err))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	if (args->values[OFFLINE])
		engine_refresh_offline(engine);
	else
		engine_refresh(engine, ids, (size_t)args->word_count, args->values[ALL]);
	struct engine_event *event = wait_for_end(setup, engine, has_progress);
	int exit_code = event->error.text[0] ? EX_IOERR : event->failed ? EX_TEMPFAIL : EX_OK;
	engine_close(engine);
	int written = refresh_report(setup, &(struct refresh_report){
		.end = event, .since = since, .ids = ids,
		.id_count = args->values[OFFLINE] ? 0 : (size_t)args->word_count,
		.is_offline = args->values[OFFLINE],
		.is_quiet = args->values[QUIET], .is_json = args->values[AS_JSON],
	});
	engine_event_free(event);
	return written ? written : exit_code;
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	int64_t *ids = mem_new((size_t)args->word_count + 1, sizeof(*ids));
	struct error err = { 0 };

	int exit_code = find_feeds(setup, args, ids, &err) ? refresh(setup, args, ids) :
			cli_fail_error(&err, EX_NOINPUT);
	free(ids);
	return exit_code;
}

const struct cli_command cli_refresh = {
	.name = "refresh",
	.arguments = N_("[--all] [--offline] [FEED...]"),
	.help = N_("polls what is due and fetches pages ahead"),
	.options = options,
	.option_count = OPTION_COUNT,
	.most_words = -1,
	.needs = CLI_NEEDS_JAIL | CLI_NEEDS_PATHS,
	.run = run,
};
