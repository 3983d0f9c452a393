/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_FEED_H
#define WARTA_FEED_FEED_H

#include "news/feed.h"
#include "news/opml.h"

/* Bytes of a feed -> records. Runs in the jail: no file, no network, no
 * locale. RSS 0.90-2.0, RDF, Atom 0.3/1.0, JSON Feed 1.0/1.1. */
struct feed_source {
	struct str bytes;
	struct str base;         /* the address it came from; may be empty */
	struct str content_type; /* of the HTTP response; may be empty (RFC 7303) */
};

/* False when the bytes are no feed; err says what they are instead ("the
 * server sent a web page, not a feed"), and *feed then holds alternates where
 * the page names feeds. *feed is to be freed in both cases. */
bool feed_parse(const struct feed_source *source, struct news_feed *feed, struct error *err);

/* OPML 1 and 2. Only http and https addresses come out; refused ones are
 * counted and named in list->refused. */
bool feed_parse_opml(struct str bytes, struct news_opml *list, struct error *err);

#endif
