/* SPDX-License-Identifier: MIT */
#include "news/opml.h"

#include "news/pack.h"

#define MARK STR("warta opml 1\n")

enum { OUTLINE_LEAST = 5 * 4 };

void news_opml_free(struct news_opml *list)
{
	arena_free(&list->arena);
	*list = (struct news_opml){ 0 };
}

bool news_opml_pack(const struct news_opml *list, struct buf *out)
{
	buf_add(out, MARK);
	pack_str(out, list->title);
	pack_number(out, list->count, 4);
	for (size_t i = 0; i < list->count; i++) {
		const struct news_outline *o = &list->items[i];
		pack_str(out, o->url);
		pack_str(out, o->site);
		pack_str(out, o->title);
		pack_str(out, o->folder);
		pack_strings(out, &o->tags);
	}
	pack_strings(out, &list->refused);
	return !out->is_full;
}

bool news_opml_unpack(struct str bytes, struct news_opml *list, struct error *err)
{
	*list = (struct news_opml){ 0 };
	struct unpack in = unpack_start(bytes, MARK, &list->arena);

	list->title = unpack_str(&in, "title");
	list->count = unpack_count(&in, OUTLINE_LEAST, "outlines");
	if (list->count)
		list->items = arena_array(&list->arena, list->count, sizeof(*list->items));
	for (size_t i = 0; i < list->count && !in.wrong; i++) {
		struct news_outline *o = &list->items[i];
		o->url = unpack_str(&in, "url");
		o->site = unpack_str(&in, "site");
		o->title = unpack_str(&in, "name");
		o->folder = unpack_str(&in, "folder");
		o->tags = unpack_strings(&in, "tags");
	}
	list->refused = unpack_strings(&in, "refused");
	if (unpack_end(&in, err))
		return true;
	news_opml_free(list);
	return false;
}
