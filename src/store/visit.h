/* SPDX-License-Identifier: MIT */
#ifndef WARTA_STORE_VISIT_H
#define WARTA_STORE_VISIT_H

#include "store/body.h"
#include "store/db.h"
#include "store/identity.h"

enum { VISIT_TITLE_MAX = 2000, VISIT_URL_MAX = 8192 /* bytes that are kept */ };

/* What a visit is about while it is being saved. */
struct visit {
	struct store *store;
	const struct store_visit *given;
	struct arena *arena;
	struct store_visit_result *result;
	struct identity *all;
	size_t count;
	int64_t flags;      /* of the feed */
	struct str site;    /* registrable domain that the feed comes from */
	bool has_evicted, has_pages;
	int64_t unread, total; /* inserted */
	struct body *bodies;   /* room for those that share a frame */
	size_t in_frame;       /* bodies of the next articles that are stored, */
	int64_t body;          /* from this one on */
	struct error *err;
};

/* visit_items.c: stores what is new of all, and what has changed. */
bool visit_save_items(struct visit *visit);

#endif
