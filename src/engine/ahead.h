/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_AHEAD_H
#define WARTA_ENGINE_AHEAD_H

#include "engine/work.h"

/* Between what may be fetched ahead (ahead_policy.c, ahead_budget.c), choosing
 * it (ahead_plan.c for pages, picture_plan.c) and fetching it (work_ahead.c,
 * work_picture.c). */

/* ---- ahead_policy.c: what the settings say of each feed ---- */

struct ahead_policy {
	int64_t feed;
	enum conf_choice fulltext;
	int related;
	bool pictures;
	struct str url;
};

struct ahead_policies {
	struct ahead_policy *items;
	size_t count;
};

/* Of all feeds that have articles; into the arena. */
void ahead_policies(struct work *work, struct arena *arena, struct ahead_policies *out);
const struct ahead_policy *ahead_policy_find(const struct ahead_policies *policies, int64_t feed);
/* Whether the feed has no wish of its own. */
bool ahead_policy_is_usual(const struct work *work, const struct ahead_policy *policy);
/* Whether pictures are wanted of a feed, or (0) of pages without one. */
bool ahead_wants_pictures(struct work *work, int64_t feed);

/* Calls ask for each feed that has a wish of its own, and once with feed 0 for
 * all others. */
void ahead_policies_ask(struct work *work, const struct ahead_policies *policies,
			void (*ask)(struct work *work, const struct ahead_policies *policies,
				    int64_t feed, const struct ahead_policy *policy));

/* Whether something may be wanted: articles came since all were served, or
 * what is wanted was changed. */
bool ahead_is_due(struct work *work);

/* ---- ahead_budget.c: the limits ---- */

/* Whether the limits allow one more page of this host; counts it. */
bool ahead_take_page(struct work *work, struct str url);
/* Bytes that may still come from this host, now and (when all that is asked
 * for is less than was set aside for it) at best. */
int64_t ahead_room(struct work *work, struct str url, int64_t *at_best);
/* Sets bytes aside for what is being asked for. */
void ahead_reserve(struct work *work, struct str url, int64_t bytes);
/* What was asked for is here: bytes that were set aside, and that came. */
void ahead_spend(struct work *work, struct str url, int64_t reserved, int64_t came);

/* Whether the host asked for patience. */
bool ahead_is_held(struct work *work, struct str url);
/* What a host answered: when it asks for patience, nothing more is asked of it
 * ahead of time, and what waits for it is left for a later refresh. Frees jobs,
 * that of this answer must be done with. */
void ahead_heed(struct work *work, struct str url, int status, int64_t retry_after);

/* ---- pages ---- */

struct ahead_wish {
	struct str url;
	int64_t article, feed;
	int level;       /* of related pages that are to follow */
	bool is_trusted; /* stands where the user has a subscription */
	bool is_order;   /* the user asked for this very page */
	bool is_stale;   /* an older one is stored */
};

void ahead_start(struct work *work, const struct ahead_wish *wish);

/* Ends a job that has neither failed nor brought anything. */
void ahead_leave(struct work *work, struct job *job);

/* The related links of a page that was ordered with levels to follow. */
void ahead_follow(struct work *work, const struct page *page, int64_t feed, int level);

/* Before what the user asks for by key; false (and said) without a network. */
bool ahead_begin_order(struct work *work);

/* The user asked for pages by key: says how it ended, when it has. */
void ahead_tell_end(struct work *work);

/* ---- picture_plan.c, work_picture.c: pictures ---- */

/* Has the pictures of an article, or of a page (the negative of its id), looked
 * for and fetched. */
void pictures_look(struct work *work, int64_t owner);
/* The same for whatever is stored under an address. */
void pictures_look_url(struct work *work, struct str url);
/* Looks through articles while there is time. */
void pictures_look_on(struct work *work);

#endif
