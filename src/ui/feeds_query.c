/* SPDX-License-Identifier: MIT */
#include "ui/feeds.h"
#include "ui/settings.h"
#include "ui/state.h"

/* The smart folders of the tree, out of the file of subscriptions. */

static bool is_new_file(struct feeds *feeds, const char *path)
{
	struct stat now = { 0 }, *then = &feeds->urls_stat;
	bool is_same = stat(path, &now) == 0 && now.st_ino == then->st_ino &&
		       now.st_size == then->st_size &&
		       now.st_mtim.tv_sec == then->st_mtim.tv_sec &&
		       now.st_mtim.tv_nsec == then->st_mtim.tv_nsec;

	*then = now;
	return !is_same;
}

static void query_add(struct feeds *feeds, const struct conf_source *source,
		      const struct tree_query *former, size_t former_count)
{
	struct tree_query *query = &feeds->queries[feeds->query_count++];

	*query = (struct tree_query){ .name = arena_str(&feeds->words, source->title),
				      .query = arena_str(&feeds->words, source->query),
				      .url = arena_str(&feeds->words, source->url) };
	for (size_t i = 0; i < former_count; i++) {
		if (str_eq(former[i].query, query->query)) {
			query->unread = former[i].unread;
			query->has_more = former[i].has_more;
		}
	}
}

void feeds_queries_load(struct ui *ui, struct feeds *feeds)
{
	struct arena former = feeds->words;
	const struct tree_query *counted = feeds->queries;
	size_t counted_count = feeds->query_count, count = 0;
	struct conf_urls urls;
	struct error err = { 0 };

	if (!is_new_file(feeds, ui->options->paths->urls))
		return;
	if (!conf_urls_load(ui->options->paths->urls, &urls, &err)) {
		feeds->urls_stat = (struct stat){ 0 }; /* it may be read the next time */
		return;
	}
	if (!feeds->has_urls && !ui->message[0])
		urls_complain(ui, &urls);
	feeds->has_urls = true;
	feeds_count_stop(feeds);
	for (size_t i = 0; i < urls.count; i++)
		count += urls.sources[i].kind == CONF_QUERY;
	feeds->words = (struct arena){ 0 };
	feeds->queries = arena_array(&feeds->words, count + 1, sizeof(*feeds->queries));
	feeds->query_count = 0;
	for (size_t i = 0; i < urls.count; i++) {
		const struct conf_source *source = &urls.sources[i];

		if (source->kind == CONF_QUERY && !source->is_hidden)
			query_add(feeds, source, counted, counted_count);
	}
	conf_urls_free(&urls);
	arena_free(&former);
}
