/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/url.h"
#include "base/utf8.h"
#include "feed/feed.h"

/* Bytes up to the first line break are the content type, the rest is the
 * document. What comes out must be UTF-8, keep the promises of the header and
 * survive the way through the jail's answer. */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void promise(bool is_kept)
{
	if (!is_kept)
		abort();
}

static void check_item(const struct news_item *item)
{
	const struct str texts[] = { item->id, item->title, item->link, item->base, item->summary,
				     item->content, item->comments, item->image, item->language };
	struct buf key = { 0 };

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		promise(utf8_is_valid(texts[i]));
	promise(!item->link.len || url_is_web(item->link));
	promise(!item->image.len || url_is_web(item->image));
	promise(!item->comments.len || url_is_web(item->comments));
	for (size_t i = 0; i < item->enclosure_count; i++)
		promise(url_is_web(item->enclosures[i].url) && item->enclosures[i].length >= 0);
	for (size_t i = 0; i < item->authors.count; i++)
		promise(utf8_is_valid(item->authors.items[i]));
	for (size_t i = 0; i < item->categories.count; i++)
		promise(utf8_is_valid(item->categories.items[i]));
	news_item_add_key(item, &key);
	promise(key.len > 0);
	buf_free(&key);
}

static void check_way(const struct news_feed *feed)
{
	struct buf once = { 0 }, twice = { 0 };
	struct news_feed back;

	promise(news_feed_pack(feed, &once));
	promise(news_feed_unpack(buf_str(&once), &back, NULL));
	promise(news_feed_pack(&back, &twice));
	promise(str_eq(buf_str(&once), buf_str(&twice)));
	news_feed_free(&back);
	buf_free(&once);
	buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = { (const char *)data, size };
	size_t line = str_find_char(all, '\n');
	struct feed_source source = { .base = STR("https://example.org/feed") };
	struct news_feed feed;
	struct error err = { 0 };

	if (line == SIZE_MAX)
		return 0;
	source.content_type = str_slice(all, 0, line);
	source.bytes = str_slice(all, line + 1, all.len);
	bool is_good = feed_parse(&source, &feed, &err);
	promise(is_good || err.text[0]);
	promise(utf8_is_valid(feed.title) && utf8_is_valid(feed.description));
	promise(!feed.link.len || url_is_web(feed.link));
	for (size_t i = 0; i < feed.item_count; i++)
		check_item(&feed.items[i]);
	for (size_t i = 0; i < feed.alternate_count; i++)
		promise(url_is_web(feed.alternates[i].url));
	check_way(&feed);
	news_feed_free(&feed);
	return 0;
}
