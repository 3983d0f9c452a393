/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_INSIDE_H
#define WARTA_ENGINE_INSIDE_H

#include <pthread.h>
#include <stdatomic.h>

#include "base/mailbox.h"
#include "engine/engine.h"
#include "engine/order.h"

/* What the engine's threads are given at the start; but for is_closing nothing
 * of it changes while they run. The mailboxes are what they share. */
struct engine {
	struct conf conf;      /* the work thread's, once it runs */
	struct conf desk_conf; /* the desk thread's */
	const struct conf_paths *paths;
	struct jail *jail;
	bool is_offline, is_once, loopback_is_public;

	struct mailbox *events;    /* struct engine_event, to the owner */
	struct mailbox *work_box;  /* struct order, to the work thread */
	struct mailbox *desk_box;  /* struct order, to the desk thread */
	struct mailbox *responses; /* struct net_response, to the work thread */
	struct net *net;           /* NULL when offline */

	struct store *work_store;      /* the work thread's */
	struct store *desk_store;      /* the desk thread's; NULL: none yet */
	struct jail_line *work_line, *desk_line;
	pthread_t work_thread, desk_thread;
	bool has_work_thread, has_desk_thread;
	atomic_bool is_closing; /* for who is in the middle of something */

	struct engine_progress progress; /* the owner's: as of the last event */
};

/* The threads' main functions; ctx is the engine. */
void *work_main(void *ctx);
void *desk_main(void *ctx);

/* Ids of requests and jobs: who asked is in the top bit, so that the work
 * thread knows which responses are the desk's. */
#define INSIDE_DESK_BIT (UINT64_C(1) << 63)

/* ---- events ---- */

struct engine_event *event_new(enum engine_event_kind kind, uint64_t ticket);
void event_send(struct engine *engine, struct engine_event *event);

/* Events that need no more than a sentence. */
void event_send_failed(struct engine *engine, uint64_t ticket, const struct error *err);
void event_send_notice(struct engine *engine, const char *sentence);
void event_send_changed(struct engine *engine);

/* A field of a request: a copy on the heap, NULL when there is nothing. */
char *inside_copy(struct str s);

/* The user agent and limits of a request to url as settings and source say;
 * source may be NULL. */
struct net_request *inside_request(const struct conf *conf, struct str url,
				   const struct conf_source *source);

/* The same scheme, host and port. */
bool inside_is_same_place(struct str a, struct str b);

/* Whether the user has subscribed to something at the very place of url: who
 * reads a feed of a private machine may read its articles there. */
bool inside_is_beside_feed(struct store *store, struct str url);

#endif
