/* SPDX-License-Identifier: MIT */
#ifndef WARTA_JAIL_JAIL_H
#define WARTA_JAIL_JAIL_H

#include "news/feed.h"
#include "news/opml.h"
#include "page/page.h"

/* Runs feed/ and html/ where they can do no harm: a zygote forked first of
 * all, and for every parse one child of it with rlimits and a seccomp filter
 * that leaves it nothing but memory, the bytes it was given and its answer.
 * What comes back is treated as hostile: unpacked with every length checked. */
struct jail;

enum jail_layer {
	JAIL_PROCESS = 1 << 0, /* a process of its own */
	JAIL_RLIMITS = 1 << 1,
	JAIL_SECCOMP = 1 << 2,
	JAIL_NO_NEW_PRIVS = 1 << 3,
};

struct jail_limits {
	int cpu_seconds;     /* of one parse; default 5 */
	size_t memory_bytes; /* address space of one child; default 256 MiB */
	int children;        /* at once; default: processors, at most 8 */
	bool is_lazy;        /* the zygote sleeps until the first line is opened, and
			      * no line waits to learn which layers there are */
};

/* Forks the zygote. Call first in main, before any thread, descriptor or
 * database. NULL limits: the defaults. */
bool jail_start(struct jail **out, const struct jail_limits *limits, struct error *err);
void jail_stop(struct jail *jail);

/* The layers that are live, bits of enum jail_layer, proven by a trial child
 * at the first line, of a lazy jail by jail_line_find_layers; what is missing
 * is for doctor and the status line. */
unsigned jail_layers(const struct jail *jail);

enum jail_task_kind {
	JAIL_FEED,      /* -> news_feed with items' text filled in for the index */
	JAIL_FEED_SAFE, /* -> news_feed with summary and content sanitized (`warta parse`) */
	JAIL_OPML,      /* -> news_opml */
	JAIL_PAGE,      /* a web page -> page (html_extract) */
	JAIL_FRAGMENT,  /* a feed item's HTML -> page (html_fragment) */
	JAIL_TASK_COUNT,
};

struct jail_task {
	enum jail_task_kind kind;
	struct str bytes; /* borrowed until the call returns */
	struct str base, content_type, language; /* may be empty */
	struct str first; /* JAIL_PAGE, a further part: the first one's address */
	int64_t now;
};

struct jail_result {
	enum jail_task_kind kind;
	uint64_t ticket; /* as given to jail_submit */
	bool is_ok;
	struct error error; /* when not ok: a sentence; for a child that died,
			     * what it died of ("took too long") */
	struct news_feed feed; /* the one that fits kind; the feed also when
				* not ok but alternates were found */
	struct news_opml opml;
	struct page page;
	struct buf bytes; /* that feed's texts are in */
};

void jail_result_free(struct jail_result *result);

/* A conversation with the zygote. Each thread has a line of its own. */
struct jail_line;
bool jail_line_open(struct jail *jail, struct jail_line **out, struct error *err);
/* The same for work that nobody waits for: its children get the processor
 * when others leave it. */
bool jail_line_open_calm(struct jail *jail, struct jail_line **out, struct error *err);
void jail_line_close(struct jail_line *line);

/* Runs the trial child and waits for it, unless that was done before. */
void jail_line_find_layers(struct jail_line *line, struct jail *jail);

/* Runs one task and waits for it: twice cpu_seconds, or on a busy machine for
 * a child that is kept from the processor a dozen times. Returns
 * out->is_ok. */
bool jail_run(struct jail_line *line, const struct jail_task *task, struct jail_result *out);

/* The same without waiting. Submit copies the task; false when as many as
 * jail_capacity are already under way, most of them waiting for a child, or
 * those that wait are large. */
bool jail_submit(struct jail_line *line, const struct jail_task *task, uint64_t ticket);
size_t jail_pending(const struct jail_line *line);
size_t jail_capacity(const struct jail_line *line);

/* Takes a finished task: waits up to timeout_ms (0: look only, -1: for ever);
 * false when none is done. */
bool jail_take(struct jail_line *line, struct jail_result *out, int timeout_ms);

/* Frees the result and keeps its memory, while it is not large, for the next
 * one that the line brings. */
void jail_reuse(struct jail_line *line, struct jail_result *result);

/* Descriptors to poll() for reading beside others: fills at most max, returns
 * how many. */
size_t jail_line_fds(const struct jail_line *line, int *fds, size_t max);

/* Proves the walls: a child tries exec, socket, open, fork. Returns how many
 * of the attempts were NOT stopped; 0 is right. */
int jail_self_test(struct jail_line *line);

#endif
