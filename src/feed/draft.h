/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_DRAFT_SRC_H
#define WARTA_FEED_DRAFT_SRC_H

#include "news/feed.h"

/* A feed or an item while it is read. A fact may be told several times, by
 * elements of different worth: the highest rank stays, of equals the last. */

enum {
	DRAFT_READ = 10000,  /* items of a document; what follows is not read */
	DRAFT_ITEMS = 2000,  /* of these are kept, the newest */
	DRAFT_LIST = 64,     /* authors, categories, enclosures of one item */
	DRAFT_TITLE = 2000,  /* bytes of a title, a name */
	DRAFT_ADDRESS = 8192, /* bytes of an address or an id */
};

struct slot {
	struct str value;
	struct str base; /* what relative addresses in it resolve against */
	int rank;        /* 0: nothing yet */
};

struct slot_date {
	struct date value;
	int rank;
};

struct draft {
	struct slot id, title, link, summary, content, extra, language, comments, image;
	struct slot self, hub;
	struct slot_date published, updated;
	struct news_strings authors, others, categories;
	struct news_enclosure *enclosures;
	size_t enclosure_count;
	struct str base;
	bool id_is_link;
};

/* The value has to live as long as the draft's feed. Empty values are not
 * taken. */
void slot_set(struct slot *slot, int rank, struct str value, struct str base);
void slot_set_date(struct slot_date *slot, int rank, struct str text);

/* Adds to a list unless it is there already, or the list is full. */
void draft_add(struct arena *arena, struct news_strings *list, struct str value);

/* "me@example.org (Name)", "Name <me@example.org>" -> "Name (me@example.org)" */
void draft_add_person(struct arena *arena, struct news_strings *list, struct str name,
		      struct str email);
void draft_add_byline(struct arena *arena, struct news_strings *list, struct str text);

/* An enclosure of that address: the one that is there, else a new one; NULL
 * when the address is none or there are too many. */
struct news_enclosure *draft_enclosure(struct arena *arena, struct draft *draft,
				       struct str url);

/* Number of seconds in "3600", "61:01", "1:00:01"; 0 for anything else. */
int64_t draft_seconds(struct str text);

/* Makes the records of what was read. address: the document's own. Items come
 * after their feed, and inherit its authors and language. */
void draft_finish_feed(const struct draft *channel, struct str address, struct news_feed *feed);
void draft_finish_item(const struct draft *draft, const struct draft *channel,
		       struct str address, struct news_feed *feed, struct news_item *item);

/* Leaves the newest DRAFT_ITEMS in the order that they had; the first ones
 * where most have no date. Returns how many there are. */
size_t draft_keep_newest(struct draft *drafts, size_t count);

/* An address made absolute, in the arena; empty when it is none. */
struct str draft_address(struct arena *arena, struct str base, struct str address);

/* The same, and empty when it is not http or https. */
struct str draft_web_address(struct arena *arena, struct str base, struct str address);

/* Complaints come first come, first kept: in N_(), or as base/sentence.h keeps
 * them. */
void draft_complain(struct news_feed *feed, const char *sentence);

#endif
