/* SPDX-License-Identifier: MIT */
#include "cli/refresh_report.h"

#include <inttypes.h>
#include <stdio.h>
#include <unistd.h>

#include "base/url.h"
#include "store/pictures.h"

enum {
	FAILURES_SHOWN = 20,
	FAILURES_MOST = 5000,
	FAILED_LATELY = 86400, /* seconds: what failed is not tried again at once */
};

/* What one has to do without. */
struct missing {
	struct arena arena;
	struct store_failure *feeds, *pages, *pictures;
	size_t feed_count, page_count, picture_count;
};

static bool is_asked(const struct refresh_report *report, int64_t feed)
{
	for (size_t i = 0; i < report->id_count; i++)
		if (report->ids[i] == feed)
			return true;
	return !report->id_count;
}

/* Pages and pictures that failed include those that rest since an earlier
 * refresh. */
static void find_missing(struct store *store, const struct refresh_report *report,
			 struct missing *out)
{
	int64_t lately = report->since - FAILED_LATELY;
	struct store_feed *feeds;
	size_t count;

	if (!store_feeds(store, &out->arena, &feeds, &count, NULL))
		count = 0;
	out->feeds = arena_array(&out->arena, count + 1, sizeof(*out->feeds));
	for (size_t i = 0; i < count; i++)
		if (feeds[i].last_visit >= report->since && feeds[i].error.len &&
		    is_asked(report, feeds[i].id))
			out->feeds[out->feed_count++] = (struct store_failure){
				feeds[i].url, feeds[i].error };
	if (!report->is_offline)
		return;
	if (!store_failures(store, lately, FAILURES_MOST, &out->arena, &out->pages,
			    &out->page_count))
		out->page_count = 0;
	if (!store_picture_failures(store, lately, FAILURES_MOST, &out->arena, &out->pictures,
				    &out->picture_count))
		out->picture_count = 0;
}

/* ---- as text --------------------------------------------------------------- */

static void add_failures(struct buf *out, const struct store_failure *failures, size_t count,
			 size_t most)
{
	for (size_t i = 0; i < count && i < most; i++) {
		url_add_shown(out, failures[i].url);
		buf_addf(out, ": %.*s\n", STR_ARG(failures[i].sentence));
	}
	if (count > most)
		buf_addf(out, _("and %zu more\n"), count - most);
}

static void add_missing(struct buf *out, const struct refresh_report *report,
			const struct missing *missing)
{
	int64_t pages = report->end->pages_left, pictures = report->end->pictures.left;

	if (missing->page_count)
		buf_addf(out, ngettext("%zu page is missing:\n", "%zu pages are missing:\n",
				       missing->page_count), missing->page_count);
	add_failures(out, missing->pages, missing->page_count, FAILURES_SHOWN);
	if (pages)
		buf_addf(out, ngettext("%" PRId64 " page more is wanted than the limits allow\n",
				       "%" PRId64 " pages more are wanted than the limits allow\n",
				       (unsigned long)pages), pages);
	if (missing->picture_count)
		buf_addf(out, ngettext("%zu picture is missing:\n", "%zu pictures are missing:\n",
				       missing->picture_count), missing->picture_count);
	add_failures(out, missing->pictures, missing->picture_count, FAILURES_SHOWN);
	if (pictures)
		buf_addf(out, ngettext("%" PRId64 " picture more is wanted than the limits "
				       "allow\n", "%" PRId64 " pictures more are wanted than the "
				       "limits allow\n", (unsigned long)pictures), pictures);
}

static void summarize(const struct refresh_report *report, struct buf *out)
{
	const struct engine_event *end = report->end;
	const struct engine_pictures *pictures = &end->pictures;

	buf_addf(out, _("%" PRId64 " feeds, %" PRId64 " failed, %" PRId64 " new articles"),
		 end->done, end->failed, end->added);
	if (end->pages_total || report->is_offline)
		buf_addf(out, _(", %" PRId64 " pages fetched"), end->pages_done - end->count);
	if (pictures->total)
		buf_addf(out, _(", %" PRId64 " pictures (%.1f MB)"),
			 pictures->done - pictures->failed, (double)pictures->bytes / 1e6);
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

static int report_text(const struct refresh_report *report, const struct missing *missing)
{
	struct buf summary = { 0 }, lines = { 0 };
	int exit_code = EX_OK;

	summarize(report, &summary);
	add_failures(&lines, missing->feeds, missing->feed_count, SIZE_MAX);
	if (report->is_offline && !report->is_quiet) {
		add_missing(&lines, report, missing);
		buf_add(&summary, buf_str(&lines));
		exit_code = cli_write(buf_str(&summary));
	} else {
		if (isatty(STDERR_FILENO) && !report->is_quiet)
			fputs(buf_cstr(&summary), stderr);
		say_each(buf_str(&lines));
	}
	buf_free(&summary);
	buf_free(&lines);
	return exit_code;
}

/* ---- as JSON --------------------------------------------------------------- */

static void add_missing_json(struct json *json, const char *kind,
			     const struct store_failure *failures, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct arena arena = { 0 };

		json_open(json, '{');
		json_pair(json, "kind", str_from(kind));
		json_pair(json, "url", url_shown(failures[i].url, &arena));
		arena_free(&arena);
		json_pair(json, "error", failures[i].sentence);
		json_close(json, '}');
	}
}

static int report_json(const struct refresh_report *report, const struct missing *missing)
{
	const struct engine_event *end = report->end;
	struct buf out = { 0 };
	struct json json = { .out = &out };

	json_open(&json, '{');
	json_pair_int(&json, "feeds", end->done);
	json_pair_int(&json, "failed", end->failed);
	json_pair_int(&json, "added", end->added);
	json_key(&json, "pages");
	json_open(&json, '{');
	json_pair_int(&json, "fetched", end->pages_done - end->count);
	json_pair_int(&json, "failed", end->count);
	json_pair_int(&json, "left", end->pages_left);
	json_close(&json, '}');
	json_key(&json, "pictures");
	json_open(&json, '{');
	json_pair_int(&json, "fetched", end->pictures.done - end->pictures.failed);
	json_pair_int(&json, "failed", end->pictures.failed);
	json_pair_int(&json, "left", end->pictures.left);
	json_pair_int(&json, "bytes", end->pictures.bytes);
	json_close(&json, '}');
	json_key(&json, "missing");
	json_open(&json, '[');
	add_missing_json(&json, "feed", missing->feeds, missing->feed_count);
	add_missing_json(&json, "page", missing->pages, missing->page_count);
	add_missing_json(&json, "picture", missing->pictures, missing->picture_count);
	json_close(&json, ']');
	json_close(&json, '}');
	buf_add_char(&out, '\n');
	return cli_write_free(&out);
}

int refresh_report(const struct cli_setup *setup, const struct refresh_report *report)
{
	struct missing missing = { 0 };
	struct store *store = NULL;
	int exit_code;

	if ((report->end->failed || report->is_offline || report->is_json) &&
	    cli_open_store(setup, STORE_READ, &store, NULL)) {
		find_missing(store, report, &missing);
		store_close(store);
	}
	exit_code = report->is_json ? report_json(report, &missing) :
				      report_text(report, &missing);
	arena_free(&missing.arena);
	return exit_code;
}
