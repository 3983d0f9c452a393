/* SPDX-License-Identifier: MIT */
#include <inttypes.h>

#include "engine/work.h"

/* Lines of the facts "downloads" and "downloaded": article, total, validator, path, address, with
 * tabs between them. None of them can hold a tab. */

enum { KEPT_MAX = 200 };

bool engine_next_download(struct str *text, struct engine_saved *out)
{
	struct str line, article, total, validator, path;

	while (str_cut(text, '\n', &line)) {
		if (!str_cut(&line, '\t', &article) || !str_cut(&line, '\t', &total) ||
		    !str_cut(&line, '\t', &validator) || !str_cut(&line, '\t', &path) ||
		    !line.len || !path.len)
			continue;
		*out = (struct engine_saved){ .url = line, .path = path,
						   .validator = validator, .total = -1 };
		str_to_int64(article, &out->article);
		str_to_int64(total, &out->total);
		return true;
	}
	return false;
}

bool download_find(struct store *store, struct str list, struct str url, struct arena *arena,
		   struct engine_saved *out)
{
	struct str all;

	if (!store_get(store, list, arena, &all))
		return false;
	while (engine_next_download(&all, out))
		if (str_eq(out->url, url)) {
			out->path = arena_str(arena, out->path);
			return true;
		}
	return false;
}

static void add_line(struct buf *out, const struct engine_saved *entry)
{
	buf_addf(out, "%" PRId64 "\t%" PRId64 "\t%.*s\t%.*s\t%.*s\n", entry->article, entry->total,
		 STR_ARG(entry->validator), STR_ARG(entry->path), STR_ARG(entry->url));
}

/* The newest first; with a fresh one or without the old one. */
static void rewrite(struct store *store, struct str list, const struct engine_saved *fresh,
		    struct str url)
{
	struct arena arena = { 0 };
	struct engine_saved entry;
	struct buf all = { 0 };
	struct str old = { 0 };
	size_t count = 1;

	if (fresh)
		add_line(&all, fresh);
	if (store_get(store, list, &arena, &old))
		while (count < KEPT_MAX && engine_next_download(&old, &entry))
			if (!str_eq(entry.url, url)) {
				add_line(&all, &entry);
				count++;
			}
	store_put(store, list, buf_str(&all));
	buf_free(&all);
	arena_free(&arena);
}

void download_keep(struct store *store, struct str list, const struct engine_saved *entry)
{
	rewrite(store, list, entry, entry->url);
}

void download_lose(struct store *store, struct str list, struct str url)
{
	rewrite(store, list, NULL, url);
}
