/* SPDX-License-Identifier: MIT */
#include "feed/feed.h"

/* Until room feed lands. */
bool feed_parse(const struct feed_source *source, struct news_feed *feed, struct error *err)
{
	(void)source;
	*feed = (struct news_feed){ 0 };
	return error_set(err, "feeds are not read yet");
}

bool feed_parse_opml(struct str bytes, struct news_opml *list, struct error *err)
{
	(void)bytes;
	*list = (struct news_opml){ 0 };
	return error_set(err, "OPML is not read yet");
}
