/* SPDX-License-Identifier: MIT */
#include "cli/command.h"
#include "engine/import.h"
#include "engine/sources.h"

enum { NAMED = 20 /* addresses of a list that are named one by one */ };

static bool import_list(const struct cli_setup *setup, struct str bytes,
			struct import_result *result, struct error *err)
{
	struct jail_result parsed = { 0 };
	struct jail_line *line = NULL;
	bool is_ok = jail_line_open(setup->jail, &line, err);

	if (is_ok && !jail_run(line, &(struct jail_task){ .kind = JAIL_OPML, .bytes = bytes },
			       &parsed)) {
		*err = parsed.error;
		err->exit_code = EX_DATAERR;
		is_ok = false;
	}
	is_ok = is_ok && import_opml(&parsed.opml, setup->paths->urls, result, err);
	jail_result_free(&parsed);
	jail_line_close(line);
	return is_ok;
}

static void name_refused(const struct import_result *result)
{
	struct str rest = buf_str(&result->refused), line;
	struct buf sentence = { 0 };
	unsigned long count = 0;

	while (str_cut(&rest, '\n', &line)) {
		if (!line.len || count++ >= NAMED)
			continue;
		buf_addf(&sentence, _("left out: %.*s"), STR_ARG(line));
		cli_fail(0, buf_cstr(&sentence));
		buf_free(&sentence);
	}
	if (count <= NAMED)
		return;
	buf_addf(&sentence, ngettext("and %lu more was left out", "and %lu more were left out",
				     count - NAMED), count - NAMED);
	cli_fail(0, buf_cstr(&sentence));
	buf_free(&sentence);
}

/* Every piece through the jail; one that it cannot read is left out. */
static bool take_articles(const struct cli_setup *setup, struct store *store, const char *cache,
			  int64_t *added, struct error *err)
{
	struct import_articles *import;
	struct jail_line *line = NULL;
	struct buf json = { 0 };
	bool is_ok = true;

	if (!import_articles_open(store, cache, &import, err))
		return false;
	is_ok = jail_line_open(setup->jail, &line, err);
	while (is_ok && import_articles_next(import, &json)) {
		const struct jail_task task = { .kind = JAIL_FEED, .bytes = buf_str(&json),
						.content_type = STR("application/feed+json") };
		struct jail_result parsed = { 0 };

		if (jail_run(line, &task, &parsed))
			is_ok = import_articles_save(import, &parsed.feed, err);
		else
			cli_fail(0, parsed.error.text);
		jail_result_free(&parsed);
		buf_clear(&json);
	}
	*added = import_articles_added(import);
	import_articles_close(import);
	jail_line_close(line);
	buf_free(&json);
	return is_ok;
}

/* What newsboat had and knew of the articles; a sentence of what changed. */
static bool take_cache(const struct cli_setup *setup, const char *cache, struct buf *out,
		       struct error *err)
{
	struct store_imported marks;
	struct store *store = NULL;
	int64_t added = 0;
	bool is_ok = cli_open_store(setup, STORE_WRITE, &store, err) &&
		     sources_sync_file(store, setup->paths->urls, err) &&
		     take_articles(setup, store, cache, &added, err) &&
		     import_marks(store, cache, &marks, err);

	store_close(store);
	if (!is_ok)
		return false;
	if (added)
		buf_addf(out, _("newsboat's articles: %lld\n"), (long long)added);
	buf_addf(out, _("newsboat's marks: %lld read, %lld starred, %lld deleted"),
		 (long long)marks.read, (long long)marks.starred, (long long)marks.deleted);
	if (marks.found < marks.marked)
		buf_addf(out, _("; %lld more follow when a refresh brings their articles"),
			 (long long)(marks.marked - marks.found));
	buf_add_char(out, '\n');
	return true;
}

static void add_counts(const struct import_result *result, struct buf *out)
{
	buf_addf(out, ngettext("%zu feed added", "%zu feeds added", result->added),
		 result->added);
	if (result->known)
		buf_addf(out, ngettext(", %zu was there already", ", %zu were there already",
				       result->known), result->known);
	buf_add_char(out, '\n');
	if (result->rules)
		buf_addf(out, ngettext("%zu rule of newsboat's added",
				       "%zu rules of newsboat's added", result->rules),
			 result->rules);
	if (result->rules)
		buf_add_char(out, '\n');
}

static bool import_sources(const struct cli_setup *setup, const char *path, struct buf *out,
			   struct error *err)
{
	struct import_result result = { 0 };
	struct buf bytes = { 0 }, cache = { 0 };
	bool is_opml, is_ok;

	is_ok = import_read(path, &bytes, &is_opml, err);
	if (!is_ok)
		err->exit_code = EX_NOINPUT;
	else if (is_opml)
		is_ok = import_list(setup, buf_str(&bytes), &result, err);
	else
		is_ok = import_urls(buf_str(&bytes), setup->paths->urls, &result, err) &&
			import_rules(path, setup->paths->config, &result, err);
	name_refused(&result);
	if (is_ok)
		add_counts(&result, out);
	if (is_ok && !is_opml && import_find_cache(path, &cache))
		is_ok = take_cache(setup, buf_cstr(&cache), out, err);
	import_result_free(&result);
	buf_free(&bytes);
	buf_free(&cache);
	return is_ok;
}

static int run(const struct cli_setup *setup, const struct cli_args *args)
{
	struct buf path = { 0 }, out = { 0 };
	struct error err = { 0 };

	import_find_list(args->words[0], &path);
	bool is_ok = import_is_database(buf_cstr(&path)) ?
		     take_cache(setup, buf_cstr(&path), &out, &err) :
		     import_sources(setup, buf_cstr(&path), &out, &err);
	buf_free(&path);
	int exit_code = cli_write_free(&out);
	return is_ok ? exit_code : cli_fail_error(&err, EX_DATAERR);
}

const struct cli_command cli_import = {
	.name = "import",
	.arguments = N_("FILE"),
	.help = N_("subscriptions from OPML, or those of newsboat with articles and marks"),
	.least_words = 1,
	.most_words = 1,
	.needs = CLI_NEEDS_JAIL | CLI_NEEDS_PATHS,
	.run = run,
};
