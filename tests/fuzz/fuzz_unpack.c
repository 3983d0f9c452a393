/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/utf8.h"
#include "news/feed.h"
#include "news/opml.h"

/* Answers of a parsing process that lies: what is taken must pack to the same
 * bytes again, what is refused must come with a sentence and hold nothing. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool is_kept)
{
	if (!is_kept)
		abort();
}

static void check_feed(struct str bytes)
{
	struct news_feed feed, again;
	struct error err = { 0 };
	struct buf packed = { 0 };

	if (!news_feed_unpack(bytes, &feed, &err)) {
		promise(err.text[0] && feed.item_count == 0 && feed.arena.total == 0);
		return;
	}
	promise(utf8_is_valid(feed.title));
	promise(news_feed_pack(&feed, &packed) && packed.len == bytes.len);
	promise(news_feed_unpack(buf_str(&packed), &again, NULL));
	promise(again.item_count == feed.item_count);
	news_feed_free(&again);
	news_feed_free(&feed);
	buf_free(&packed);
}

static void check_list(struct str bytes)
{
	struct news_opml list;
	struct buf packed = { 0 };

	if (!news_opml_unpack(bytes, &list, NULL)) {
		promise(list.count == 0);
		return;
	}
	promise(news_opml_pack(&list, &packed) && str_eq(buf_str(&packed), bytes));
	news_opml_write(&list, &packed);
	news_opml_free(&list);
	buf_free(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };

	check_feed(bytes);
	check_list(bytes);
	return 0;
}
