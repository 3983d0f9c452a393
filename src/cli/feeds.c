/* SPDX-License-Identifier: MIT */
#include "cli/feeds.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/url.h"
#include "base/utf8.h"

enum { AS_JSON, OPTION_COUNT, STATE_COLUMNS = 9, NUMBER_COLUMNS = 14, LEAST_TITLE = 24 };

static const struct cli_option options[OPTION_COUNT] = {
	[AS_JSON] = { "json", NULL, N_("as JSON, with all that is known of each feed") },
};

static bool has_part(struct str text, struct str part)
{
	struct buf a = { 0 }, b = { 0 };

	utf8_fold(&a, text);
	utf8_fold(&b, part);
	bool is_found = str_find(buf_str(&a), buf_str(&b)) != SIZE_MAX;
	buf_free(&a);
	buf_free(&b);
	return is_found;
}

bool feeds_find(struct store *store, const char *word, struct arena *arena,
		struct store_feed *out, struct error *err)
{
	struct str wanted = str_from(word);
	struct store_feed *feeds;
	size_t count, found = 0;
	int64_t id = 0;

	if (!store_feeds(store, arena, &feeds, &count, err))
		return false;
	cli_read_id(word, &id);
	for (size_t i = 0; i < count; i++)
		if (!feeds[i].is_retired && (str_eq(feeds[i].url, wanted) || feeds[i].id == id ||
					     str_eq(feeds[i].title, wanted))) {
			*out = feeds[i];
			return true;
		}
	for (size_t i = 0; i < count; i++)
		if (!feeds[i].is_retired && has_part(feeds[i].title, wanted)) {
			*out = feeds[i];
			found++;
		}
	if (found == 1)
		return true;
	if (found)
		return error_set_code(err, EX_USAGE, _("%s could be any of %zu feeds"), word,
				      found);
	return error_set_code(err, EX_NOINPUT, _("there is no feed %s; warta feeds lists them"),
			      word);
}

static void feed_json(struct json *json, const struct store_feed *feed, struct arena *arena)
{
	json_open(json, '{');
	json_pair_int(json, "id", feed->id);
	json_pair(json, "url", url_shown(feed->url, arena));
	json_pair(json, "title", feed->title);
	json_pair_or_null(json, "site", feed->site);
	json_pair_strs(json, "tags", feed->tags, feed->tag_count);
	json_pair_int(json, "unread", feed->unread);
	json_pair_int(json, "total", feed->total);
	json_pair_int(json, "status", feed->status);
	json_pair_or_null(json, "error", feed->error);
	json_pair_or_null(json, "complaint", feed->complaint);
	json_pair_int(json, "failures", feed->failures);
	cli_json_date(json, "last_visit", feed->last_visit);
	cli_json_date(json, "last_success", feed->last_success);
	cli_json_date(json, "last_new", feed->last_new);
	cli_json_date(json, "next_visit", feed->next_visit);
	json_pair_int(json, "interval", feed->interval);
	json_pair_int(json, "bytes", feed->bytes);
	json_pair_or_null(json, "etag", feed->etag);
	json_pair_or_null(json, "last_modified", feed->last_modified);
	json_pair_or_null(json, "moved_to", feed->moved_to);
	json_pair_bool(json, "hidden", feed->is_hidden);
	json_pair_bool(json, "gone", feed->is_gone);
	json_close(json, '}');
}

static const char *state_of(const struct store_feed *feed)
{
	if (feed->is_gone)
		return _("gone");
	if (feed->error.len)
		return _("failing");
	return feed->last_success ? _("fine") : _("new");
}

static void feed_line(struct buf *out, const struct store_feed *feed, int columns)
{
	struct buf shown = { 0 };

	url_add_shown(&shown, feed->url);
	if (columns) {
		char numbers[48];
		int left = (columns - STATE_COLUMNS - NUMBER_COLUMNS - 4) / 2;
		left = left < LEAST_TITLE ? LEAST_TITLE : left;
		snprintf(numbers, sizeof(numbers), "%6" PRId64 "/%-6" PRId64, feed->unread,
			 feed->total);
		cli_add_cell(out, str_from(numbers), NUMBER_COLUMNS);
		cli_add_cell(out, str_from(state_of(feed)), STATE_COLUMNS);
		cli_add_cell(out, feed->title, left);
		buf_add(out, STR("  "));
		cli_add_cell(out, feed->error.len ? feed->error : buf_str(&shown), left);
	} else {
		buf_addf(out, "%" PRId64 "\t%" PRId64 "\t%s\t", feed->unread, feed->total,
			 state_of(feed));
		cli_add_line(out, feed->title);
		buf_add_char(out, '\t');
		cli_add_line(out, buf_str(&shown));
		buf_add_char(out, '\t');
		cli_add_line(out, feed->error);
	}
	buf_add_char(out, '\n');
	buf_free(&shown);
}

static int print(struct store *store, bool is_json)
{
	struct arena arena = { 0 };
	struct store_feed *feeds = NULL;
	struct error err = { 0 };
	struct buf out = { 0 };
	struct json json = { .out = &out };
	size_t count = 0;

	if (!store_feeds(store, &arena, &feeds, &count, &err)) {
		arena_free(&arena);
		return cli_fail_error(&err, EX_UNAVAILABLE);
	}
	if (is_json)
		json_open(&json, '[');
	for (size_t i = 0; i < count; i++) {
		if (feeds[i].is_retired)
			continue;
		if (is_json)
			feed_json(&json, &feeds[i], &arena);
		else
			feed_line(&out, &feeds[i], cli_columns());
	}
	if (is_json) {
		json_close(&json, ']');
		buf_add_char(&out, '\n');
	}
	arena_free(&arena);
	return cli_write_free(&out);
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store *store = NULL;
	struct error err = { 0 };

	/* The file may have been edited by hand since anybody looked. */
	bool is_ok = cli_open_store(setup, STORE_WRITE, &store, &err) &&
		     sources_sync_file(store, setup->paths->urls, &err);
	int exit_code = is_ok ? print(store, args->values[AS_JSON]) :
			cli_fail_error(&err, EX_UNAVAILABLE);
	store_close(store);
	return exit_code;
}

const struct cli_command cli_feeds = {
	.name = "feeds",
	.arguments = "[--json]",
	.help = N_("subscriptions and how they are"),
	.options = options,
	.option_count = OPTION_COUNT,
	.needs = CLI_NEEDS_PATHS,
	.run = run,
};
