/* SPDX-License-Identifier: MIT */
#ifndef WARTA_NEWS_FEED_H
#define WARTA_NEWS_FEED_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"

/* A feed document as records: what feed/ makes of bytes, what crosses the
 * jail, what the store takes. Plain data; every string is valid UTF-8 and
 * lives in the record's arena. Absent strings are empty. */

enum news_format { NEWS_UNKNOWN, NEWS_RSS, NEWS_ATOM, NEWS_RDF, NEWS_JSON };

struct news_enclosure {
	struct str url;   /* absolute http(s) */
	struct str type;  /* MIME type as given */
	struct str title;
	int64_t length;   /* bytes, 0 unknown */
	int64_t duration; /* seconds, 0 unknown */
};

struct news_strings {
	struct str *items;
	size_t count;
};

struct news_item {
	struct str id;      /* guid or atom:id as written; empty when missing */
	struct str title;   /* plain text, entities resolved once */
	struct str link;    /* absolute */
	struct str base;    /* what relative addresses in summary/content resolve against */
	struct str summary; /* HTML as it came, or escaped text when it was plain */
	struct str content; /* the same; empty when the feed has only one of them */
	struct str text;    /* plain text of content else summary, for the index;
			     * filled in the jail, not by feed/ */
	struct str pieces;  /* text as pieces of content else summary
			     * (news/pieces.h); empty when it is not told so */
	struct str comments; /* URL of the comments page */
	struct str image;    /* absolute URL */
	struct str language; /* BCP 47 */
	struct date published, updated;
	struct news_strings authors, categories;
	struct news_enclosure *enclosures;
	size_t enclosure_count;
	bool id_is_link; /* guid with isPermaLink not false */
};

/* Authors are "Name", "Name (me@example.org)" or an address alone; this is the
 * part to show: the name, else all of it. A view into author. */
struct str news_author_name(struct str author);

/* A feed that a page or feed names: <link rel=alternate>, a moved feed. */
struct news_alternate {
	struct str url, title, type;
};

struct news_feed {
	struct arena arena;
	enum news_format format;
	struct str version;     /* "2.0", "0.91", "1.0", "1.1" ... */
	struct str encoding;    /* canonical name of what it was decoded from */
	bool is_recovered;      /* the bytes were broken and were mended */
	bool is_truncated;      /* the document ends early: show, do not store */
	bool is_hollow;         /* RSS without a channel: the same */
	struct str complaint;   /* what was wrong, one sentence, else empty */
	struct str title, link, self, description, language, image, hub;
	struct date updated;
	struct news_strings authors, categories;
	int32_t ttl_minutes;    /* ttl or sy:updatePeriod/Frequency; 0 none */
	uint32_t skip_hours;    /* bit h: hour h UTC is to be skipped */
	uint8_t skip_days;      /* bit d: weekday d (0 Sunday) */
	struct news_item *items; /* in document order */
	size_t item_count;
	struct news_alternate *alternates; /* of a web page that is no feed */
	size_t alternate_count;
};

void news_feed_free(struct news_feed *feed);

/* Packs the whole record: versioned, little-endian, lengths before bytes. */
bool news_feed_pack(const struct news_feed *feed, struct buf *out);

/* The reverse, for bytes from a process that is not trusted: every length
 * and count is checked against what is there, text is checked to be UTF-8.
 * On false *feed is zeroed and err says what did not fit. */
bool news_feed_unpack(struct str bytes, struct news_feed *feed, struct error *err);

/* The same without a copy: texts are views into bytes, which must stay. */
bool news_feed_view(struct str bytes, struct news_feed *feed, struct error *err);

/* The key of an item within its feed: its id, else its link, else a hash of
 * title and text. Never empty. */
void news_item_add_key(const struct news_item *item, struct buf *out);

#endif
