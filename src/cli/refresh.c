/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/url.h"
#include "cli/feeds.h"
#include "cli/session.h"

enum { ALL, OFFLINE, QUIET, OPTION_COUNT };

enum {
	FAILURES_SHOWN = 20,
	FAILURES_MOST = 5000,
	FAILED_LATELY = 86400, /* seconds: what failed is not tried again at once */
};

static const struct cli_option options[OPTION_COUNT] = {
	[ALL] = { "all", NULL, N_("every feed, due or not") },
	[OFFLINE] = { "offline", NULL, N_("and the pages of all unread articles, for a trip") },
	[QUIET] = { "quiet", NULL, N_("no progress") },
};

static void show_progress(const struct engine_event *event)
{
	fprintf(stderr, "\r\033[K");
	fprintf(stderr, _("%" PRId64 "/%" PRId64 " feeds, %" PRId64 " failed, %" PRId64 " new"),
		event->done, event->total, event->failed, event->added);
	if (event->pages_total)
		fprintf(stderr, _(", %" PRId64 "/%" PRId64 " pages"), event->pages_done,
			event->pages_total);
	fflush(stderr);
}

/* Waits for the end of the refresh; caller frees what it returns. */
static struct engine_event *wait_for_end(struct engine *engine, bool has_progress)
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
		if (event->kind == ENGINE_REFRESHED) {
			if (has_progress)
				fputs("\r\033[K", stderr);
			return event;
		}
		engine_event_free(event);
	}
}

static void add_failure(struct buf *out, struct str url, struct str sentence)
{
	url_add_shown(out, url);
	buf_addf(out, ": %.*s\n", STR_ARG(sentence));
}

/* A line for each feed that failed in this refresh. */
static void add_failed_feeds(struct store *store, int64_t since, struct buf *out)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count;

	if (store_feeds(store, &arena, &feeds, &count, NULL))
		for (size_t i = 0; i < count; i++)
			if (feeds[i].last_visit >= since && feeds[i].error.len)
				add_failure(out, feeds[i].url, feeds[i].error);
	arena_free(&arena);
}

/* What a trip has to do without: pages that failed, of which some rest since
 * an earlier refresh, and those that the limits left for another time. */
static void add_missing(struct store *store, const struct conf *conf, int64_t since,
			struct buf *out)
{
	int levels = (int)conf_number(conf, SETTING_RELATED);
	struct arena arena = { 0 };
	struct store_failure *failures;
	struct store_wanted *wanted;
	size_t count;

	if (store_failures(store, since - FAILED_LATELY, FAILURES_MOST, &arena, &failures,
			   &count) && count) {
		buf_addf(out, ngettext("%zu page is missing:\n", "%zu pages are missing:\n",
				       count), count);
		for (size_t i = 0; i < count && i < FAILURES_SHOWN; i++)
			add_failure(out, failures[i].url, failures[i].sentence);
		if (count > FAILURES_SHOWN)
			buf_addf(out, _("and %zu more\n"), count - FAILURES_SHOWN);
	}
	if (store_wanted(store, 0, levels > 0 ? levels : 1, false, FAILURES_MOST, &arena, &wanted,
			 &count) && count)
		buf_addf(out, ngettext("%zu page more is wanted than the limits allow\n",
				       "%zu pages more are wanted than the limits allow\n",
				       count), count);
	arena_free(&arena);
}

static void summarize(const struct engine_event *event, bool is_offline, struct buf *out)
{
	buf_addf(out, _("%" PRId64 " feeds, %" PRId64 " failed, %" PRId64 " new articles"),
		 event->done, event->failed, event->added);
	if (event->pages_total || is_offline)
		buf_addf(out, _(", %" PRId64 " pages fetched"),
			 event->pages_done - event->count);
	buf_add_char(out, '\n');
}

static void say_each(struct str lines)
{
	struct str line;

	while (str_cut(&lines, '\n', &line)) {
		struct buf sentence = { 0 };
		if (line.len) {
			buf_add(&sentence, line);
			cli_fail(0, buf_cstr(&sentence));
		}
		buf_free(&sentence);
	}
}

/* What came of it: for a trip, all that one has to know on standard output;
 * otherwise a line for the person who watches, and what went wrong. */
static void report(const struct cli_setup *setup, const struct cli_args *args,
		   const struct engine_event *event, int64_t since)
{
	struct buf summary = { 0 }, failed = { 0 };
	struct store *store = NULL;

	summarize(event, args->values[OFFLINE], &summary);
	if ((event->failed || args->values[OFFLINE]) &&
	    cli_open_store(setup, STORE_READ, &store, NULL)) {
		add_failed_feeds(store, since, &failed);
		if (args->values[OFFLINE] && !args->values[QUIET])
			add_missing(store, setup->conf, since, &failed);
		store_close(store);
	}
	if (args->values[OFFLINE] && !args->values[QUIET]) {
		buf_add(&summary, buf_str(&failed));
		cli_write_free(&summary);
	} else {
		if (isatty(STDERR_FILENO) && !args->values[QUIET])
			fputs(buf_cstr(&summary), stderr);
		say_each(buf_str(&failed));
		buf_free(&summary);
	}
	buf_free(&failed);
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

	if (!session_open(setup, &engine, &err))
		return cli_fail_error(&err, EX_UNAVAILABLE);
	if (args->values[OFFLINE])
		engine_refresh_offline(engine);
	else
		engine_refresh(engine, ids, (size_t)args->word_count, args->values[ALL]);
	struct engine_event *event = wait_for_end(engine, has_progress);
	int exit_code = event->failed ? EX_TEMPFAIL : EX_OK;
	engine_close(engine);
	report(setup, args, event, since);
	engine_event_free(event);
	return exit_code;
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
