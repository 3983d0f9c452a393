/* SPDX-License-Identifier: MIT */
#include "engine/import_twins.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/url.h"

/* A source and the key under which it is the same subscription. */
struct twin {
	struct str key;
	struct conf_source *source;
};

/* Scheme and host in lower case, no slash at the end. */
static struct str make_key(struct arena *arena, struct str url)
{
	struct str host = url_host(url);
	struct buf key = { 0 };

	buf_add(&key, url);
	for (size_t i = 0; host.ptr && i < (size_t)(host.ptr - url.ptr) + host.len; i++)
		key.ptr[i] = str_lower(key.ptr[i]);
	while (host.ptr && key.len && key.ptr[key.len - 1] == '/')
		key.len--;
	struct str kept = arena_str(arena, buf_str(&key));
	buf_free(&key);
	return kept;
}

static int compare(const void *a, const void *b)
{
	const struct twin *x = a, *y = b;
	int order = str_cmp(x->key, y->key);

	return order ? order : x->source < y->source ? -1 : x->source > y->source;
}

/* The tags of a run of twins, each once, go to the first. */
static void gather_tags(struct twin *run, size_t count, struct arena *arena)
{
	struct conf_source *first = run[0].source;
	size_t most = 0, tag_count = 0;

	for (size_t i = 0; i < count; i++)
		most += run[i].source->tag_count;
	struct str *tags = arena_array(arena, most + 1, sizeof(*tags));
	for (size_t i = 0; i < count; i++)
		for (size_t k = 0; k < run[i].source->tag_count; k++) {
			struct str tag = run[i].source->tags[k];
			size_t at = 0;
			while (at < tag_count && !str_eq(tags[at], tag))
				at++;
			if (at == tag_count && tag_count < IMPORT_TAGS_MAX)
				tags[tag_count++] = tag;
		}
	first->tags = tags;
	first->tag_count = tag_count;
}

size_t import_join_twins(struct conf_source *sources, size_t count, struct arena *arena)
{
	struct twin *twins = mem_new(count + 1, sizeof(*twins));
	bool *is_twin = mem_new(count + 1, sizeof(*is_twin));
	size_t kept = 0;

	for (size_t i = 0; i < count; i++)
		twins[i] = (struct twin){ .key = make_key(arena, sources[i].url),
					  .source = &sources[i] };
	qsort(twins, count, sizeof(*twins), compare);
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from + 1; to < count && str_eq(twins[to].key, twins[from].key); to++)
			is_twin[twins[to].source - sources] = true;
		if (to > from + 1)
			gather_tags(&twins[from], to - from, arena);
	}
	for (size_t i = 0; i < count; i++)
		if (!is_twin[i])
			sources[kept++] = sources[i];
	free(twins);
	free(is_twin);
	return kept;
}
