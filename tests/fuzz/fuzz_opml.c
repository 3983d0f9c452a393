/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/url.h"
#include "base/utf8.h"
#include "feed/feed.h"

/* Nothing but http and https may come out of a list, and what is written of it
 * must read back as the same list. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool is_kept)
{
	if (!is_kept)
		abort();
}

static void check_written(const struct news_opml *list)
{
	struct buf out = { 0 };
	struct news_opml back;

	news_opml_write(list, &out);
	promise(feed_parse_opml(buf_str(&out), &back, NULL));
	promise(back.count == list->count && back.refused.count == 0);
	news_opml_free(&back);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct news_opml list, back;
	struct buf packed = { 0 };

	if (feed_parse_opml((struct str){ (const char *)data, size }, &list, NULL))
		check_written(&list);
	for (size_t i = 0; i < list.count; i++) {
		promise(url_is_web(list.items[i].url));
		promise(utf8_is_valid(list.items[i].title) &&
			utf8_is_valid(list.items[i].folder));
	}
	promise(news_opml_pack(&list, &packed));
	promise(news_opml_unpack(buf_str(&packed), &back, NULL));
	news_opml_free(&back);
	news_opml_free(&list);
	buf_free(&packed);
	return 0;
}
