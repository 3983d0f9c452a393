/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_JOB_H
#define WARTA_ENGINE_JOB_H

#include "engine/fetch.h"
#include "jail/jail.h"

/* Something of the work thread's that takes several messages: to the network
 * and back, to the jail and back. */
enum job_kind { JOB_VISIT, JOB_PAGE, JOB_SUBSCRIBE, JOB_IMPORT, JOB_ARTICLES, JOB_DOWNLOAD,
	JOB_PICTURE, JOB_LOOK, JOB_KIND_COUNT };

/* One visit to a feed: what is known of the feed, then what came of it. */
struct visit {
	struct str url;
	int32_t interval, failures, moved_visits;
	struct str moved_before;
	int64_t every, rhythm;
	bool has_validators;
	struct store_visit result;
	int64_t max_age, retry_after;
	int32_t ttl_minutes;
	uint32_t skip_hours;
	uint8_t skip_days;
};

/* One page that is fetched ahead. */
struct ahead_page {
	struct fetch fetch;
	int64_t article, feed;
	int level; /* of related pages that are to follow */
};

/* A subscription on its way. */
struct subscribe {
	struct conf_source source; /* as the user wrote it */
	struct str site;           /* what was typed, with a scheme */
	struct str current;        /* what is being tried */
	int path;                  /* index of the well-known path; -1: the address itself */
	int hops;                  /* alternates followed */
	bool is_scheme_guessed, has_tried_http;
	struct error first_error;
	struct str etag, last_modified, content_type, moved_to;
	int64_t wire_bytes, max_age;
	int status;
};

/* One picture that is fetched ahead. */
struct picture_fetch {
	struct str url;
	int64_t reserved; /* bytes that the limits leave it */
	bool is_cut;      /* fewer than a picture may have */
};

/* An article's own text is made a page, for its pictures. */
struct picture_look {
	struct store_article article;
};

struct download {
	struct str url, path, part; /* part: where it grows */
	struct str validator;       /* of what is in the part; empty: unknown */
	int64_t article;
	int fd;
	int64_t done, total; /* bytes; total -1 unknown */
	int64_t begun;       /* bytes there when it was asked for last */
	int tries;           /* requests so far */
	bool is_sent;        /* else it waits for its turn */
};

struct import_articles;

struct job {
	uint64_t id, ticket; /* ticket: the caller's, 0 none */
	enum job_kind kind;
	struct job *next;         /* in its slot of the table */
	struct job *next_waiting; /* for a place in the jail */
	bool is_waiting;
	struct arena arena;
	struct jail_task task; /* with views into response or arena */
	struct net_response *response;
	union {
		struct visit visit;
		struct ahead_page ahead;
		struct subscribe subscribe;
		struct download download;
		struct { /* articles of newsboat's cache */
			struct import_articles *import;
			char *cache; /* its path */
			bool is_alone; /* the cache was imported for itself */
		} articles;
		struct picture_fetch picture;
		struct picture_look look;
	};
};

enum { JOB_SLOTS = 1024 };

struct job_table {
	struct job *slots[JOB_SLOTS];
	size_t count;
	uint64_t last_id;
	struct job *first_waiting, **waiting_end;
};

struct job *job_new(struct job_table *table, enum job_kind kind, uint64_t ticket);
struct job *job_find(struct job_table *table, uint64_t id);
/* Frees the job but not what its kind owns; see the kinds' drop functions. */
void job_free(struct job_table *table, struct job *job);

/* The line for the jail; what a person waits for goes to its front. */
void job_wait(struct job_table *table, struct job *job, bool is_person);
struct job *job_next_waiting(struct job_table *table);
void job_stop_waiting(struct job_table *table, struct job *job);

/* Calls see for every job, the newest first: who cancels them takes what waits
 * before what runs, or each would make room for the next. see may free them. */
void job_each(struct job_table *table, void (*see)(void *ctx, struct job *job), void *ctx);

#endif
