/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_IDENTITY_H
#define WARTA_STORE_IDENTITY_H

#include "store/db.h"

/* Which item of a document is which article of its feed. */
struct identity {
	const struct news_item *item;
	uint64_t key;     /* within the feed */
	uint64_t link;    /* of the canonical address; without one, of the title */
	uint64_t guid, title;
	uint32_t content; /* of title and text: what a reader would see change */
	uint32_t rest;    /* of everything else that is kept */
	bool has_guid, has_link;
	bool is_lone_guid, is_lone_link; /* no other item of the document has it */
	bool is_skipped;  /* says again what an earlier item says */
	/* The article that it is, 0 for a new one. */
	int64_t article;
	int64_t old_content; /* as items.content_hash has it */
	uint64_t old_key, old_link;
	int64_t story_with; /* new ones: an article of another feed, same address */
};

/* The hash that items.link_hash and pages.url_hash hold; 0 for no address. */
uint64_t identity_of_url(struct str url);

/* The key of an item that is known by its guid alone. */
uint64_t identity_of_guid(struct str guid);

/* Whether both name the same thing; for what a hash found. */
bool identity_is_same_url(struct str a, struct str b);

/* What items.content_hash holds. */
int64_t identity_content(const struct identity *one);

/* Finds keys for the whole document: guid, else link, else title and text,
 * with duplicates told apart. site is the feed's home page; unstable says that
 * its guids are known to change. */
struct identity *identity_of_feed(const struct news_feed *news, struct str site, bool is_unstable,
				  struct arena *arena);

/* Finds the articles of `feed` that these are. An item whose key is new while
 * an article with its link says the same is that article. *found_unstable is
 * set when nearly all keys are new and the links are not, or guids turn out to
 * be places in a list. */
bool identity_match(struct store *store, int64_t feed, struct identity *all, size_t count,
		    bool *found_unstable, struct error *err);

#endif
