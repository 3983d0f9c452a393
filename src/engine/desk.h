/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_DESK_H
#define WARTA_ENGINE_DESK_H

#include "engine/fetch.h"
#include "engine/inside.h"

/* The desk: what a person waits for and must not queue behind the poll. It has
 * a store for reading and its own line to the jail, and hands what is to be
 * kept to the work thread. */
struct desk_job {
	uint64_t id, ticket;
	bool is_fetch;   /* else: an article's own text is made a page */
	bool is_waiting; /* for a place in the jail */
	bool want_full;
	bool is_renewal; /* what is stored is shown already */
	struct arena arena; /* of the article */
	struct store_article article;
	bool has_article;
	int64_t feed; /* whose latest articles are listed below */
	struct fetch fetch;
	struct net_response *response; /* what is parsed or waits for it */
	struct str complaint; /* said when the feed's text stands in for a page */
};

enum { DESK_FOUND_MOST = 200 };

struct desk {
	struct engine *engine;
	struct store *store;
	struct jail_line *line;
	struct desk_job **jobs;
	size_t job_count, job_cap;
	uint64_t last_id;
	struct order *search; /* the newest, not answered to its end yet */
	struct desk_found {
		struct arena arena;
		struct store_row rows[DESK_FOUND_MOST];
		size_t count;
		struct store_row reached; /* where to go on, when is_begun */
		bool is_begun;
	} found; /* by it */
	bool is_quitting;
	bool is_rested; /* nothing is kept in memory for what may come */
};

/* desk_search.c */
/* Takes the search in place of the one under way; NULL: none. */
void desk_search(struct desk *desk, struct order *order);
/* Goes on with it for a moment. */
void desk_search_on(struct desk *desk);

/* desk_open.c */
void desk_open_article(struct desk *desk, const struct order *order);
void desk_open_url(struct desk *desk, const struct order *order);
void desk_renew_page(struct desk *desk, const struct order *order);
void desk_response(struct desk *desk, struct order *order);
void desk_result(struct desk *desk, struct jail_result *result);
void desk_retry_waiting(struct desk *desk);
void desk_cancel(struct desk *desk, uint64_t ticket);
void desk_drop_all(struct desk *desk);

/* desk_title.c: articles that are known by their title only. */
/* Looks in the feed, in those of its site, then anywhere. */
bool desk_find_title(struct desk *desk, const struct order *order, struct arena *arena,
		     int64_t *id, struct str *url);
/* Gives related lines without an address those that the cache has for their
 * titles. */
void desk_resolve(struct desk *desk, struct page *page, int64_t feed);
/* Has the site's feeds refreshed that were not visited lately; the order comes
 * back then. False when there is none, or no network. */
bool desk_refresh_site(struct desk *desk, const struct order *order);

#endif
