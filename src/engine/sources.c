/* SPDX-License-Identifier: MIT */
#include "engine/sources.h"

#include <stdlib.h>
#include <time.h>

#include "base/mem.h"

bool sources_sync(struct store *store, const struct conf_urls *urls, struct error *err)
{
	struct store_source *sources = mem_new(urls->count + 1, sizeof(*sources));
	size_t count = 0;

	for (size_t i = 0; i < urls->count; i++) {
		const struct conf_source *from = &urls->sources[i];
		if (from->kind == CONF_QUERY)
			continue;
		sources[count++] = (struct store_source){
			.url = from->url,
			.title = from->title,
			.tags = from->tags,
			.tag_count = from->tag_count,
			.is_hidden = from->is_hidden,
			.keep = from->keep,
		};
	}
	bool is_ok = store_set_sources(store, sources, count, err);
	free(sources);
	return is_ok;
}

bool sources_sync_file(struct store *store, const char *path, struct error *err)
{
	struct conf_urls urls;

	bool is_ok = conf_urls_load(path, &urls, err) && sources_sync(store, &urls, err);
	conf_urls_free(&urls);
	return is_ok;
}

/* A note is the url on a line of its own, then the kept lines. */
bool sources_note(struct store *store, const char *path, struct str url, struct str kind,
		  struct error *err)
{
	return sources_note_all(store, path, &url, 1, kind, err);
}

bool sources_note_all(struct store *store, const char *path, const struct str *urls,
		      size_t count, struct str kind, struct error *err)
{
	struct buf note = { 0 };

	if (count == 1)
		buf_add(&note, urls[0]);
	buf_add_char(&note, '\n');
	bool is_ok = conf_urls_keep(path, urls, count, &note, err) &&
		     store_journal_note(store, kind, buf_str(&note), time(NULL), err);
	buf_free(&note);
	return is_ok;
}

bool sources_take_back(struct store *store, const char *path, struct str data, struct error *err)
{
	struct str url;

	if (!str_cut(&data, '\n', &url))
		return true;
	return conf_urls_restore(path, url, data, err) && sources_sync_file(store, path, err);
}
