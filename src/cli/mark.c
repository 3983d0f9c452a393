/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "cli/command.h"
#include "engine/sources.h"
#include "query/query.h"

struct mark_word {
	const char *word;
	enum store_mark mark;
};

static const struct mark_word mark_words[] = {
	{ "read", STORE_MARK_READ },
	{ "unread", STORE_MARK_UNREAD },
	{ "star", STORE_MARK_STAR },
	{ "unstar", STORE_MARK_UNSTAR },
};

static bool find_mark(const char *word, enum store_mark *mark, struct error *err)
{
	for (size_t i = 0; i < sizeof(mark_words) / sizeof(*mark_words); i++)
		if (str_eq(str_from(word), str_from(mark_words[i].word))) {
			*mark = mark_words[i].mark;
			return true;
		}
	return error_set_code(err, EX_USAGE,
			      _("a mark is read, unread, star or unstar, not %s"), word);
}

/* All words behind the mark are numbers: articles by id. */
static size_t read_ids(const struct cli_args *args, int64_t *ids)
{
	size_t count = 0;

	for (int i = 1; i < args->word_count; i++)
		if (!cli_read_id(args->words[i], &ids[count++]))
			return 0;
	return count;
}

static bool mark_articles(struct store *store, const struct cli_args *args, enum store_mark mark,
			  int64_t *changed, struct error *err)
{
	int64_t *ids = mem_new((size_t)args->word_count, sizeof(*ids));
	char *text = cli_join_words(args, 1);
	struct query query;

	query_parse(str_from(text), time(NULL), false, &query);
	struct store_scope scope = {
		.kind = query.root ? STORE_QUERY : STORE_ALL, .query = &query,
	};
	struct store_selection selection = { .count = read_ids(args, ids) };
	if (selection.count)
		selection.ids = ids;
	else
		selection.scope = &scope;
	/* A query that is understood in part would mark too much. */
	bool is_ok = selection.count || !query.mistake.text[0] ||
		     error_set_code(err, EX_USAGE, "%s", query.mistake.text);
	/* So would a variable of a script that is not set. */
	if (is_ok && !selection.count && str_is_empty(str_trim(str_from(text))))
		is_ok = error_set_code(err, EX_USAGE,
				       _("which articles? is:unread means all that are unread"));
	is_ok = is_ok && store_mark(store, &selection, mark, STR(""), time(NULL), changed, err);
	query_free(&query);
	free(text);
	free(ids);
	return is_ok;
}

static int run_mark(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store *store = NULL;
	struct error err = { 0 };
	struct buf out = { 0 };
	enum store_mark mark = STORE_MARK_READ;
	int64_t changed = 0;

	bool is_ok = find_mark(args->words[0], &mark, &err) &&
		     cli_open_indexed(setup, &store, &err) &&
		     mark_articles(store, args, mark, &changed, &err);
	store_close(store);
	if (!is_ok)
		return cli_fail_error(&err, EX_UNAVAILABLE);
	buf_addf(&out, ngettext("%" PRId64 " article changed\n", "%" PRId64 " articles changed\n",
				(unsigned long)changed), changed);
	return cli_write_free(&out);
}

static int run_undo(const struct cli_setup *setup, const struct cli_args *args)
{
	struct store_undone undone = { 0 };
	struct arena arena = { 0 };
	struct store *store = NULL;
	struct error err = { 0 };
	struct buf out = { 0 };

	(void)args;
	bool is_ok = cli_open_store(setup, STORE_WRITE, &store, &err) &&
		     store_undo(store, &arena, &undone, &err);
	if (is_ok && undone.data.len)
		is_ok = sources_take_back(store, setup->paths->urls, undone.data, &err);
	store_close(store);
	if (is_ok)
		buf_addf(&out, _("taken back: %.*s\n"), STR_ARG(undone.what));
	else if (!err.text[0])
		buf_addf(&out, "%s\n", _("there is nothing to take back"));
	arena_free(&arena);
	if (err.text[0])
		return cli_fail_error(&err, EX_UNAVAILABLE);
	return cli_write_free(&out);
}

const struct cli_command cli_mark = {
	.name = "mark",
	.arguments = N_("read|unread|star|unstar QUERY|ID..."),
	.help = N_("marks articles"),
	.least_words = 2,
	.most_words = -1,
	.needs = CLI_NEEDS_PATHS,
	.run = run_mark,
};

const struct cli_command cli_undo = {
	.name = "undo",
	.arguments = "",
	.help = N_("takes the last change back"),
	.needs = CLI_NEEDS_PATHS,
	.run = run_undo,
};
