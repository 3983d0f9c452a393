/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_WORK_H
#define WARTA_ENGINE_WORK_H

#include "engine/fetch.h"
#include "engine/inside.h"
#include "engine/job.h"

/* The work thread: the only writing store, the schedule, a line to the jail,
 * and all jobs that go to the network except the desk's. One loop; nothing in
 * it takes longer than a person may wait. */

/* A refresh from its order to its last event. */
struct work_refresh {
	bool is_running;   /* feeds are being visited, or pages fetched */
	bool is_fetching_pages;
	bool is_offline_fill;
	bool is_forced; /* a person wants it now, due or not */
	bool is_all;    /* ... and every feed */
	size_t visits_left;
	struct arena arena; /* what is known of the feeds that are visited */
	int64_t total, done, failed, added;
	int64_t stale; /* articles that changed and have a page stored */
	int64_t *added_ids; /* of articles to announce; heap */
	size_t added_count, added_cap;
	bool is_news; /* they are to be announced, once they are in the index */
	struct error fault; /* why something could not be stored */
	bool has_heard;     /* a server has answered */
	int64_t *silent;    /* feeds of which nothing was heard; heap */
	size_t silent_count, silent_cap;
	struct str silent_host; /* of the first of them */
	bool are_all_silent;    /* several hosts are */
};

/* Pages fetched ahead. */
struct work_ahead {
	size_t jobs_left;   /* requested and not stored yet */
	int64_t total, done, failed;
	int64_t budget;     /* pages that may still be fetched in this refresh */
	int64_t bytes_done; /* fetched in this refresh, pictures too */
	int64_t bytes_reserved; /* asked for and not here yet */
	int64_t bytes_left; /* that may still be fetched today */
	int64_t bytes_new;  /* of them, not written down yet */
	int64_t left;       /* pages that the limits did not allow */
	int rounds;         /* plans made in this refresh */
	bool was_due;       /* there was a reason for them */
	bool is_planned;    /* nothing more is wanted */
	bool is_capped;     /* more is wanted than the caps allow */
	bool is_order;      /* the user asked for these by key */
	struct ahead_host { struct str host; int64_t count, bytes, reserved; } *hosts;
	size_t host_count, host_cap;
	struct arena arena; /* of the names of hosts */
};

/* Pictures fetched ahead: articles to look through, then what they show. */
struct work_pictures {
	struct arena arena;
	int64_t *looks; /* articles, and pages as the negative of their ids */
	size_t look_count, look_cap, look_at;
	struct picture_wish { struct str url; bool is_trusted; } *wishes;
	size_t wish_count, wish_cap, wish_at;
	uint64_t *seen; /* hashes of the wishes' addresses: open addressing */
	size_t jobs_left; /* requested, or being made a page, */
	size_t look_jobs; /* the latter of them */
	int64_t total, done, failed, bytes;
	int64_t left;   /* pictures that the limits did not allow */
	bool is_planned, is_capped;
	int64_t feed;   /* whose address was looked up last */
	struct str feed_url;
};

/* A host that asked for patience. */
struct work_hold {
	char *host;
	int64_t until;
	bool is_named; /* the host said until when, else warta did */
};

struct work {
	struct engine *engine;
	struct store *store;
	struct jail_line *line;
	struct net *net; /* NULL when offline */
	struct job_table jobs;
	bool is_quitting;

	struct conf_urls urls;
	size_t *url_slots;  /* open addressing: hash of url to index plus one */
	size_t url_slot_count;
	uint64_t urls_hash; /* of the text that urls was made from */
	bool has_urls;

	bool is_batch_open; /* a transaction of visits */
	int batch_count;
	int64_t batch_since; /* clock_ms */

	struct work_refresh refresh;
	struct work_ahead ahead;
	struct work_pictures pictures;
	struct order **titles; /* wait for the visits' end */
	size_t title_count, title_cap;
	int ahead_due; /* pages are wanted: 0 unknown, 1 no, 2 yes */
	uint64_t ahead_due_hash; /* and what was wanted when that was so */
	struct work_hold *holds;
	size_t hold_count, hold_cap;

	bool has_rules;         /* the settings have a section of them */
	bool has_notes;         /* ... and one of them announces */
	bool is_rule_due;       /* what came is in the index, and not judged */
	int64_t last_progress;  /* clock_ms */
	bool is_changed;        /* ENGINE_CHANGED is due */
	int64_t index_left;     /* articles to index, as far as is known */
	int64_t fresh;          /* articles and pages that this process brought
				 * and has not indexed as many of yet */
	size_t slice_size;      /* articles that a slice of indexing holds */
	int64_t index_at;       /* clock_ms: not before that time */
	int64_t wake_at;        /* UTC: when the next feed is due; 0 never */
	int64_t tended_at;      /* clock_ms */
};

/* work.c */
/* Puts what a response brought into the line for the jail. */
void work_parse(struct work *work, struct job *job, const struct jail_task *task);
/* Ends a job of which nothing is left to do. */
void work_job_end(struct work *work, struct job *job);
void work_send(struct work *work, struct job *job, struct net_request *request);

/* work_batch.c: visits share transactions; everything else goes between. */
bool batch_open(struct work *work);
void batch_close(struct work *work);
void batch_close_when_due(struct work *work);
/* Milliseconds until the batch should be closed, -1 without one. */
int batch_wait(const struct work *work);

/* work_sources.c: the urls file and the feeds table. */
bool sources_load(struct work *work, bool is_forced);
/* The line of the file, NULL when there is none. */
const struct conf_source *sources_find(const struct work *work, struct str url);
void sources_unsubscribe(struct work *work, const struct order *order);
void sources_set(struct work *work, const struct order *order);
void sources_place(struct work *work, const struct order *order);
void sources_rename_folder(struct work *work, const struct order *order);
void sources_undo(struct work *work, struct str data);

/* work_refresh.c */
void refresh_order(struct work *work, const struct order *order);
void refresh_stop(struct work *work);
/* Notes whether a server has answered for the feed. */
void refresh_hear(struct work *work, struct job *job, const struct net_response *response);
/* What came could not be stored: tells it once, and so does the refresh's end. */
void refresh_fault(struct work *work, const struct error *err);
void refresh_visit_done(struct work *work, bool is_failed, int64_t added);
/* Sends progress, moves on to pages and the end. */
void refresh_step(struct work *work);
void refresh_free(struct work *work);

/* work_title.c: articles that are known by their title only. */
void title_order(struct work *work, const struct order *order);
/* The feeds were visited: the desk looks again. */
void title_answer(struct work *work);
void title_free(struct work *work);

/* work_visit.c */
void visit_start(struct work *work, const struct store_feed *feed);
void visit_response(struct work *work, struct job *job, struct net_response *response);
void visit_parsed(struct work *work, struct job *job, struct jail_result *result);
void visit_drop(struct work *work, struct job *job);
/* Why nothing of a document may be stored, a sentence in N_(); empty when it may
 * be. */
struct str visit_fault(const struct news_feed *feed);

/* work_hold.c: hosts that asked for patience (Retry-After). */
bool hold_is_on(struct work *work, struct str url, int64_t now, int64_t *until);
/* The same where the host itself named the time: that holds for anybody. */
bool hold_is_named(struct work *work, struct str url, int64_t now, int64_t *until);
/* The host of url asked for patience: for so many seconds, or it named no time
 * (0 or less). Returns until when it is left alone. */
int64_t hold_set(struct work *work, struct str url, int64_t now, int64_t seconds);
/* Tells the person that the host of url is left alone. */
void hold_say(struct work *work, struct str url, int64_t until);

/* ahead_*.c and work_ahead.c: pages fetched ahead. */
void ahead_plan(struct work *work);
void ahead_order(struct work *work, const struct order *order);
void ahead_response(struct work *work, struct job *job, struct net_response *response);
void ahead_parsed(struct work *work, struct job *job, struct jail_result *result);
void ahead_drop(struct work *work, struct job *job);
void ahead_reset(struct work *work);
/* Whether a later refresh should look for pages that are wanted. */
void ahead_set_due(struct work *work, bool is_due);
/* A page was put off: it is looked for again when its rest is over. */
void ahead_again(struct work *work);

/* picture_plan.c, work_picture.c: pictures fetched ahead. */
void pictures_plan(struct work *work);
/* Looks on and asks for more, as far as the limits allow. */
void pictures_step(struct work *work);
/* One picture by key. */
void pictures_order(struct work *work, const struct order *order);
/* Whether nothing is to be looked at or fetched. */
bool pictures_are_done(const struct work *work);
bool pictures_have_looks(const struct work *work);
void pictures_response(struct work *work, struct job *job, struct net_response *response);
void pictures_parsed(struct work *work, struct job *job, struct jail_result *result);
void pictures_drop(struct work *work, struct job *job);
/* Forgets what was wanted; what is on its way stays. */
void pictures_reset(struct work *work);
/* Removes those that are too many. */
void pictures_evict(struct work *work, bool is_thorough);
void pictures_free(struct work *work);

/* work_subscribe.c */
void subscribe_order(struct work *work, const struct order *order);
void subscribe_response(struct work *work, struct job *job, struct net_response *response);
void subscribe_parsed(struct work *work, struct job *job, struct jail_result *result);
void subscribe_drop(struct work *work, struct job *job);

/* work_import.c */
void import_order(struct work *work, const struct order *order);
void import_parsed(struct work *work, struct job *job, struct jail_result *result);
void articles_parsed(struct work *work, struct job *job, struct jail_result *result);
void articles_drop(struct work *work, struct job *job);

/* work_download.c: files on their way. */
void download_order(struct work *work, const struct order *order);
void download_forget(struct work *work, const struct order *order);
void download_progress(struct work *work, struct job *job, const struct net_response *report);
void download_response(struct work *work, struct job *job, struct net_response *response);
void download_drop(struct work *work, struct job *job);

/* download_list.c: what has not ended, for another day, and what has. list is
 * the name of the fact: "downloads" or "downloaded". */
/* The line about url; false: there is none. The path goes into arena. */
bool download_find(struct store *store, struct str list, struct str url, struct arena *arena,
		   struct engine_saved *out);
void download_keep(struct store *store, struct str list, const struct engine_saved *entry);
void download_lose(struct store *store, struct str list, struct str url);

/* download_name.c: files that nobody has yet. */
/* The last part of the address's path as a name that no shell, file system or
 * player takes for something else. */
void download_add_name(struct buf *name, struct str url);
/* A path in the folder that is neither there nor growing; creates its part.
 * Its descriptor, or -1 with err. */
int download_create(struct arena *arena, struct str folder, struct str url, struct str *path,
		    struct str *part, struct error *err);
/* Opens a part that is there already; -1: it is no file of ours. */
int download_reopen(struct str part, int64_t *size);
/* The part becomes the file. */
bool download_finish(int fd, struct str part, struct str path, struct error *err);

/* rules.c: what the user wants done with articles that come. */
/* From now on: nothing that is here already is touched by new rules. */
void rules_start(struct work *work);
/* Some of what came since, once it is in the index, by which it is found. True:
 * there is more. */
bool rules_run(struct work *work);

/* work_marks.c: small writes that a person sees at once. */
void marks_order(struct work *work, const struct order *order);

/* work_calm.c: the index, eviction, upkeep, in slices when nothing else is to
 * be done. True while there is more to do at once. */
bool calm_slice(struct work *work);
/* So many articles or pages are to be indexed. */
void calm_note(struct work *work, int64_t count);
/* Milliseconds until there is something for calm_slice or the schedule, -1. */
int calm_wait(const struct work *work);
/* Indexes what came, as far as a short time allows; for subcommands. */
void calm_finish(struct work *work);
void calm_after_refresh(struct work *work);
/* The subscriptions changed: looks when the first feed is due. */
void calm_sources_changed(struct work *work);

#endif
