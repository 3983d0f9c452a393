/* SPDX-License-Identifier: MIT */
#include "news/feed.h"

#include <inttypes.h>

enum { ID_MAX = 512 };

void news_feed_free(struct news_feed *feed)
{
	arena_free(&feed->arena);
	*feed = (struct news_feed){ 0 };
}

struct str news_author_name(struct str author)
{
	size_t open = str_find(author, STR(" ("));

	if (open == 0 || open == SIZE_MAX || !str_has_suffix(author, STR(")")) ||
	    str_find_char(str_slice(author, open, author.len), '@') == SIZE_MAX)
		return author;
	return str_slice(author, 0, open);
}

static void add_hash(struct buf *out, const char *kind, struct str a, struct str b)
{
	buf_addf(out, "%s:%016" PRIx64 "%016" PRIx64, kind, str_hash(a), str_hash(b));
}

void news_item_add_key(const struct news_item *item, struct buf *out)
{
	struct str id = str_trim(item->id), link = str_trim(item->link);
	struct str named = id.len ? id : link;

	if (named.len > ID_MAX)
		add_hash(out, "long", named, str_slice(named, ID_MAX / 2, named.len));
	else if (named.len)
		buf_add(out, named);
	else
		add_hash(out, "text", item->title,
			 item->content.len ? item->content : item->summary);
}
