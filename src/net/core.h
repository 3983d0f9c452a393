/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_NET_CORE_H
#define WARTA_SRC_NET_CORE_H

#include <poll.h>
#include <pthread.h>

#include "net/curl_api.h"
#include "net/decode.h"
#include "net/net.h"

/* The inside of the net thread. Everything below belongs to it alone; other
 * threads reach it through its mailbox of orders. */

enum {
	NET_HOPS_MAX = 8,            /* redirects */
	NET_SENT_MAX = 3,            /* requests of one hop */
	NET_HEADERS_MAX = 256 << 10, /* bytes of all headers of one answer */
	NET_VALUE_MAX = 8 << 10,     /* bytes of one value that is kept */
	NET_VALIDATOR_MAX = 1 << 10, /* bytes of an ETag worth sending back */
	NET_BODY_DEFAULT = 16 << 20,
	NET_TIMEOUT_DEFAULT = 30000, /* ms */
	NET_PATIENCE = 4000,         /* ms */
	NET_UNREAD_MAX = 256 << 10,  /* bytes of a body that nobody wants */
	NET_HOST_BUCKETS = 256,
};

struct net_order {
	enum { ORDER_SEND, ORDER_CANCEL, ORDER_DONE, ORDER_WARM, ORDER_STOP } kind;
	struct net_request *request;
	uint64_t ticket;
	size_t bytes;
};

/* A socket, and its own port once that was asked for. */
struct net_opened {
	int fd, port;
};

/* A queue of transfers, linked by themselves. */
struct transfer_list {
	struct transfer *first, *last;
};

struct net_host {
	struct net_host *next; /* in its bucket */
	struct net_host *next_waiting, *prev_waiting;
	bool is_waiting; /* in the list of hosts with somebody to start */
	bool is_unruly;  /* said more than it was asked: no connection to it is
			  * used twice */
	int active;
	int burst;          /* requests started in a row */
	int64_t next_start; /* ms */
	int64_t rested;     /* ms from when on its open connections are used */
	struct transfer_list lanes[MAILBOX_LANE_COUNT];
	char name[]; /* lower case */
};

/* What one answer's headers said, as they came. */
struct reply {
	int status;
	size_t header_bytes;
	bool has_body_begun, is_bad;
	struct buf etag, last_modified, content_type, content_length, content_range, retry_after,
		cache_control, expires, date, location, content_encoding, transfer_encoding;
};

enum transfer_kind {
	TRANSFER_FETCH,
	TRANSFER_ROBOTS, /* nobody asked for it: a robots.txt */
};

struct transfer {
	struct transfer *prev, *next;
	struct transfer_list *list; /* the one it is in, or NULL */
	struct net *net;
	enum transfer_kind kind;
	struct net_request *request;
	struct net_response *response;
	struct net_host *host; /* of the current hop */
	char *url;             /* of the current hop */
	char *home;            /* of the first: the user's own */
	struct robots *robots; /* what it waits for, or what it fetches */
	CURL *easy;            /* while active */
	struct curl_slist *headers;
	struct decode *decode;
	struct reply reply;
	struct command *command;
	char *filter; /* the command of a filter: source, once its input is there */
	int64_t started, deadline, paused_at; /* ms; 0: not */
	int64_t rests_until, rested;          /* ms; in all hops so far */
	int64_t looked_at;  /* ms when it was last asked how far it is ... */
	uint64_t got_then;  /* ... and the bytes that it had */
	uint64_t wire;      /* body bytes of this hop as they came */
	size_t held;        /* bytes of this body that count in net->held */
	int hops;
	int sent;               /* requests of this hop: libcurl repeats those that
				 * a server says it has not looked at */
	bool is_moved_for_good; /* every hop so far was permanent */
	bool has_left_home;     /* a hop led to another server */
	bool has_yielded;       /* went back to the end of the queue, once */
	int64_t told, told_done; /* ms and bytes: a download's last report */
	bool is_discarding;     /* this hop's body is of no use */
	bool is_refused;        /* the address policy said no to this hop */
	bool is_stale;          /* its connection held bytes nobody asked for */
	bool was_stale;         /* ... once before */
	bool is_probe;          /* this hop only looks at a certificate ... */
	long verdict;           /* ... that was refused for this reason */
	char curl_words[CURL_ERROR_SIZE];
};

struct net {
	pthread_t thread;
	struct mailbox *orders, *responses;
	char *user_agent, *ca_file;
	int max_connections, max_per_host, host_gap_ms, host_burst, patience_ms;
	size_t max_memory;
	bool loopback_is_public, is_calm;

	CURLM *multi; /* made when first needed, dropped when long idle */
	CURLSH *share;
	CURL *spare[64]; /* handles to use again */
	size_t spare_count;
	struct pollfd *sockets; /* of libcurl */
	size_t socket_count, socket_cap;
	struct net_opened *opened; /* sockets that libcurl has */
	size_t opened_count, opened_cap;
	struct pollfd *set; /* all that one poll() looks at */
	size_t set_cap;
	int64_t curl_due; /* ms when libcurl wants to be called, -1 never */

	struct net_host *hosts[NET_HOST_BUCKETS];
	struct net_host *first_waiting, *last_waiting;
	struct transfer_list active, commands;
	struct transfer_list asking;  /* these wait for a robots.txt, */
	struct transfer_list resting; /* and these for a time that a redirect named */
	int active_count;
	struct transfer *favourite; /* goes on although the memory is full */
	size_t held;  /* bytes of bodies that are arriving */
	size_t given; /* bytes of bodies that the receiver still has */
	bool is_resume_due;
	struct robots *robots;
	size_t robots_count;
	uint32_t dice;
	int64_t idle_since; /* ms; 0: busy or already swept */
	bool is_stopping;
};

/* ---- loop.c: the thread ------------------------------------------------------ */
void *net_life(void *ctx);
/* Loads libcurl and makes what it needs; false when that cannot be. */
bool net_wake_curl(struct net *net, struct error *err);

/* ---- queue.c: who may start when --------------------------------------------- */
void transfer_list_add(struct transfer_list *list, struct transfer *t);
void transfer_list_remove(struct transfer *t);
void queue_add(struct transfer *t);
/* Takes t out of wherever it waits. */
void queue_remove(struct transfer *t);
/* Starts what may start now. Returns ms until the next may, -1 for none. */
int64_t queue_pump(struct net *net);
/* Sends silent transfers to the end of their host's queue while others wait
 * in it. Returns ms until somebody should be looked at again, -1 for never. */
int64_t queue_yield(struct net *net);
/* A transfer of this host has ended. */
void queue_host_done(struct net *net, struct net_host *host);
/* Forgets hosts that nobody waits for. */
void queue_sweep(struct net *net, bool all);
bool queue_is_empty(const struct net *net);

/* ---- transfer.c ---------------------------------------------------------------- */
struct transfer *transfer_new(struct net *net, struct net_request *request,
			      enum transfer_kind kind);
void transfer_free(struct transfer *t);
/* Takes the first step for a new transfer: a queue, a file, a command. */
void transfer_begin(struct transfer *t);
/* Takes t to url, whose robots.txt, host and address are looked at. */
void transfer_go(struct transfer *t, char *url);
/* Takes the current hop back from libcurl. */
void transfer_detach(struct transfer *t);
/* Sends the response and frees t. */
void transfer_finish(struct transfer *t);
/* The same with a failure; the sentence is in response->error already. */
void transfer_fail(struct transfer *t, enum net_failure failure);
void transfer_cancel(struct net *net, uint64_t ticket);
/* Fails whoever is over time. Returns ms until the next would be, -1 none. */
int64_t transfer_check_deadlines(struct net *net);
size_t transfer_max_bytes(const struct transfer *t);
int transfer_timeout(const struct transfer *t); /* ms */

/* ---- ask.c ----------------------------------------------------------------------- */
/* Hands the current hop to libcurl. */
void transfer_start(struct transfer *t);

/* ---- body.c: what arrives ------------------------------------------------------- */
size_t body_on_header(char *bytes, size_t size, size_t count, void *ctx);
size_t body_on_data(char *bytes, size_t size, size_t count, void *ctx);
/* Lets transfers go on that wait for memory. */
void body_resume(struct net *net);
/* All bytes are there: unpacks what waited for the last. False when the
 * response has failed by it. */
bool body_end(struct transfer *t);
/* Bytes of t's body have been given away or dropped. */
void body_release(struct transfer *t);
void reply_clear(struct reply *reply);

/* ---- save.c: bodies that go to a file ------------------------------------------------ */
bool save_is_one(const struct transfer *t);
/* All headers are there: false when the answer cannot go to the file. */
bool save_begin(struct transfer *t);
/* Writes the body's bytes, and now and then tells how far it is. */
bool save_write(struct transfer *t, struct str data);
/* How long an answer to a part says that the whole is; -1: it does not. */
int64_t save_whole_length(const struct reply *reply);

/* ---- hop.c: what came of it ------------------------------------------------------ */
/* libcurl is done with the current hop. */
void hop_done(struct transfer *t, CURLcode code);

/* ---- rest.c: redirects that are to be followed later -------------------------------- */
/* Takes t to url after `seconds`, or fails it when that is too long to stay. */
void rest_begin(struct transfer *t, char *url, int64_t seconds);
/* Sends on who has rested. Returns ms until the next, -1 for none. */
int64_t rest_step(struct net *net);

/* ---- probe.c: certificates out of date -------------------------------------------- */
bool probe_is_worth_it(struct transfer *t, CURLcode code);
/* Makes the handshake of the current hop once more, to read dates. */
void probe_begin(struct transfer *t);
/* That hop is done, well or not: fails t with a sentence. */
void probe_done(struct transfer *t);

/* ---- say.c: sentences ---------------------------------------------------------------- */
enum net_failure say_curl(struct transfer *t, CURLcode code);
void say_status(struct transfer *t);
void say_late(struct transfer *t);
struct str say_host(const struct transfer *t);

/* ---- gate.c: addresses ----------------------------------------------------------------- */
/* Sets the callbacks that see every address before a byte is sent to it. */
void gate_watch(struct transfer *t);
/* Whether the host of url is no number, or one that t may go to. */
bool gate_literal_is_allowed(struct transfer *t, struct str url);
/* Whether url is at the very server that t was first sent to, and no other
 * had a say in it: there it has the user's trust and the user's secrets. */
bool gate_is_home(const struct transfer *t, struct str url);

/* ---- robots.c -------------------------------------------------------------------------- */
/* What t's robots.txt says of its url: may go, may not, is being asked (t then
 * waits and is begun again), or could not be had: t's response then has the
 * status and the wish for patience that came in its place. */
enum robots_answer { ROBOTS_YES, ROBOTS_NO, ROBOTS_ASKED, ROBOTS_SILENT };
enum robots_answer robots_ask(struct transfer *t);
/* The answer for a TRANSFER_ROBOTS is there; frees t. */
void robots_arrived(struct transfer *t);
void robots_free(struct net *net);

/* ---- file.c: file: ------------------------------------------------------------------------ */
/* Reads the file at t's address into its body and fails or finishes t, or
 * hands it to its filter. */
void file_begin(struct transfer *t, struct str url);

/* ---- command.c: exec: and filter: --------------------------------------------------------- */
bool command_is_one(struct str url);
/* Takes over t, whose source is one of them. */
void command_begin(struct transfer *t);
/* The input of a filter has arrived: runs it. */
void command_filter(struct transfer *t);
/* Adds the descriptors of running commands to the set; returns how many. */
size_t command_poll(struct net *net, struct pollfd *set, size_t room);
size_t command_descriptor_count(const struct net *net);
/* ms until one of them should be looked at without a descriptor; -1: none. */
int64_t command_wait(const struct net *net);
/* Moves bytes for all of them after a poll. */
void command_step(struct net *net);
void command_kill(struct transfer *t);

#endif
