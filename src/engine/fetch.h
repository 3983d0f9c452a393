/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_FETCH_H
#define WARTA_ENGINE_FETCH_H

#include "base/arena.h"
#include "engine/inside.h"
#include "jail/jail.h"

/* Getting one article from the web, step by step: the page, its "single page"
 * form or its further parts. It does no I/O: it says what to request and what
 * to parse, and is told what came of it. */
enum { FETCH_PARTS = 10, FETCH_REQUESTS = FETCH_PARTS + 2 };

struct fetch {
	struct arena arena;
	struct str asked;   /* the address that was asked for */
	struct str current; /* the one to request next */
	struct str keys[FETCH_REQUESTS]; /* identities of what was requested */
	size_t key_count;
	struct page page; /* what is there so far */
	bool has_page, is_single_try;
	bool is_put_off; /* failed, but only for now and not by the page itself */
	size_t parts;
	bool is_trusted, is_person, is_prefetch;
	int64_t wire_bytes; /* of all responses */
	/* Of the page that is stored, to ask with, or else empty; then of the one
	 * that came, where it came in one piece. */
	struct store_validators validators;
};

enum fetch_step {
	FETCH_REQUEST, /* send fetch_request */
	FETCH_PARSE,   /* run the task, then fetch_parsed */
	FETCH_DONE,    /* page is whole; it may be taken */
	FETCH_FAILED,
	FETCH_UNCHANGED, /* the page that is stored is what the server has */
};

void fetch_start(struct fetch *fetch, struct str url);
struct net_request *fetch_request(struct fetch *fetch, const struct engine *engine,
				  const struct conf *conf, uint64_t id);

/* FETCH_PARSE: *task borrows from the response. */
enum fetch_step fetch_response(struct fetch *fetch, const struct net_response *response,
			       struct jail_task *task, struct error *err);
/* Takes the page out of a good result. */
enum fetch_step fetch_parsed(struct fetch *fetch, struct jail_result *result, struct error *err);
void fetch_free(struct fetch *fetch);

#endif
