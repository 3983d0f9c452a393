/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "cli/command.h"
#include "engine/rules.h"
#include "query/query.h"

int cli_version(void)
{
	return cli_write(STR("warta " WARTA_VERSION "\n"));
}

int cli_print(struct buf *text)
{
	return cli_write_free(text);
}

int cli_print_config(const struct conf *conf)
{
	struct buf out = { 0 };

	conf_print(conf, &out);
	return cli_write_free(&out);
}

/* How many of them are mistakes. */
static size_t say(struct buf *out, const char *path, const struct conf_complaint *complaints,
		  size_t count)
{
	size_t mistakes = 0;

	for (size_t i = 0; i < count; i++) {
		buf_add(out, str_from(path));
		if (complaints[i].line)
			buf_addf(out, ":%d", complaints[i].line);
		if (complaints[i].column)
			buf_addf(out, ":%d", complaints[i].column);
		if (complaints[i].is_warning)
			buf_addf(out, ": %s", _("warning"));
		buf_addf(out, ": %.*s\n", STR_ARG(complaints[i].text));
		mistakes += !complaints[i].is_warning;
	}
	return mistakes;
}

static int line_order(const void *a, const void *b)
{
	const struct conf_complaint *x = a, *y = b;

	return x->line != y->line ? x->line - y->line : x->column - y->column;
}

/* Those of settings, of rules and of keys, in the order of the file's lines. */
static size_t say_all(struct buf *out, const struct conf_paths *paths, const struct conf *conf,
		      const struct conf_complaint *more, size_t more_count)
{
	struct arena arena = { 0 };
	struct conf_complaint *of_rules;
	size_t rule_count = rules_check(conf, 0, &arena, &of_rules), count = 0;
	struct conf_complaint *all = arena_array(&arena, conf->complaint_count + more_count +
						 rule_count + 1, sizeof(*all));

	for (size_t i = 0; i < conf->complaint_count; i++)
		all[count++] = conf->complaints[i];
	for (size_t i = 0; i < more_count; i++)
		all[count++] = more[i];
	for (size_t i = 0; i < rule_count; i++)
		all[count++] = of_rules[i];
	qsort(all, count, sizeof(*all), line_order);
	count = say(out, paths->config, all, count);
	arena_free(&arena);
	return count;
}

/* Smart folders whose search cannot be read. */
static size_t say_queries(struct buf *out, const char *path, const struct conf_urls *urls)
{
	size_t count = 0;

	for (size_t i = 0; i < urls->count; i++) {
		const struct conf_source *source = &urls->sources[i];
		struct query query;

		if (source->kind != CONF_QUERY)
			continue;
		query_parse_folder(source->query, 0, &query);
		if (query.mistake.text[0]) {
			buf_addf(out, "%s:%d: %.*s: %s\n", path, source->line,
				 STR_ARG(source->title), query.mistake.text);
			count++;
		}
		query_free(&query);
	}
	return count;
}

int cli_check_config(const struct conf_paths *paths, const struct conf *conf,
		     const struct conf_complaint *more, size_t more_count)
{
	struct conf_urls urls;
	struct error err = { 0 };
	struct buf out = { 0 };
	struct conf again;

	/* Start-up has gone on with the defaults; here it is a mistake. */
	bool is_read = conf_load(paths->config, &again, &err);
	conf_free(&again);
	if (is_read)
		is_read = conf_urls_load(paths->urls, &urls, &err);
	if (!is_read)
		return cli_fail_error(&err, EX_CONFIG);
	size_t mistakes = say_all(&out, paths, conf, more, more_count);
	mistakes += say(&out, paths->urls, urls.complaints, urls.complaint_count);
	mistakes += say_queries(&out, paths->urls, &urls);
	conf_urls_free(&urls);
	if (!mistakes && !out.len)
		buf_addf(&out, "%s\n", _("Nothing is wrong."));
	int exit_code = cli_write_free(&out);
	return mistakes ? EX_CONFIG : exit_code;
}
