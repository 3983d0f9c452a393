/* SPDX-License-Identifier: MIT */
#ifndef WARTA_NET_NET_H
#define WARTA_NET_NET_H

#include "base/buf.h"
#include "base/error.h"
#include "base/mailbox.h"

/* All that talks. One thread owns one curl_multi; requests come in by mail,
 * responses go out by mail. It knows addresses, bytes and manners, no news. */
struct net;

enum net_failure {
	NET_OK, /* a response arrived whole, whatever its status */
	NET_BAD_ADDRESS, /* not http(s), no host, refused by the address policy */
	NET_NO_HOST,     /* name not found */
	NET_NO_CONNECTION,
	NET_TIMEOUT,
	NET_TLS,       /* certificate or handshake */
	NET_REDIRECTS, /* too many, a loop, or to a place not allowed */
	NET_LATER,     /* a redirect that wants to be followed in retry_after seconds */
	NET_TOO_LARGE,
	NET_BROKEN, /* cut short, bad encoding, protocol error */
	NET_ROBOTS, /* robots.txt says no (prefetch only) */
	NET_NO_ROBOTS, /* robots.txt could not be had, so nothing is known: not now
			* (prefetch only). Status and retry_after are its own */
	NET_CANCELLED,
	NET_COMMAND, /* exec: or filter: failed */
};

struct net_request {
	uint64_t ticket;
	char *url; /* http, https; file:, exec:, filter: only when is_trusted */
	char *etag, *last_modified; /* sent verbatim when not NULL */
	char *accept;     /* NULL: for feeds */
	char *user_agent; /* NULL: warta's own */
	char *proxy;      /* NULL: from the environment */
	char **headers;   /* "Name: value" the user wrote, NULL-terminated, or NULL */
	int timeout_ms;   /* of the whole; 0: 30 s */
	size_t max_bytes; /* decoded; 0: 16 MiB */
	bool is_trusted;  /* typed by the user: private addresses are allowed */
	bool is_person;   /* somebody waits: goes ahead of the poll */
	bool is_prefetch; /* robots.txt is asked first */
	bool has_waited;  /* as long as a redirect wanted, last time: followed now */
	/* A download: what comes goes to a file and not to memory. */
	int to_fd;        /* > 0: open for writing; closed with the request */
	int64_t from;     /* bytes that are there already: only the rest is asked
			   * for, if the answer is still the same as */
	char *if_range;   /* this validator says; without one all is asked for */
	int64_t max_file; /* bytes of the whole; 0: 4 GiB. max_bytes has no say */
};

struct net_response {
	uint64_t ticket;
	enum net_failure failure;
	struct error error; /* the sentence for failure, and for status >= 400 */
	int status;         /* HTTP status, 0 when none */
	struct buf body;    /* decoded */
	char *url;          /* after redirects */
	char *moved_to;     /* where it is now, when every hop was 301/308; else NULL */
	char *content_type, *etag, *last_modified; /* verbatim, or NULL */
	int64_t retry_after; /* seconds from now, -1 none */
	int64_t max_age;     /* seconds of freshness, -1 nothing said */
	int64_t wire_bytes;  /* as transferred */
	int elapsed_ms;
	bool is_not_modified; /* 304 */
	/* Of a download. */
	bool is_progress; /* a report under way, with validators; the answer follows */
	int64_t done, total; /* bytes in the file; of the whole, -1 unknown */
};

void net_request_free(struct net_request *request);
void net_response_free(struct net_response *response);

struct net_options {
	const char *user_agent; /* NULL: "warta/VERSION (+address of its page)" */
	int max_connections;    /* over all; 0: 256, within the descriptor limit */
	int max_per_host;       /* 0: 2 */
	int host_gap_ms;        /* least time between request starts on one host ... */
	int host_burst;         /* ... after so many in a row without one */
	int patience_ms;        /* whoever is silent for so long lets others of
				 * its host go first, once; 0: 4 s */
	size_t max_memory;      /* bodies in flight, bytes; beyond it responses
				 * wait in their sockets; 0: 32 MiB */
	const char *ca_file;    /* NULL: $SSL_CERT_FILE, else the system's */
	bool loopback_is_public; /* for tests, which have nothing else */
	bool is_calm;            /* others get the processor first */
};

/* Starts the thread. Responses (struct net_response *) are sent to
 * `responses`, which outlives the net; the receiver calls net_body_done when
 * it has let go of a body: that is what opens the sockets again. */
bool net_start(struct net **out, const struct net_options *options,
	       struct mailbox *responses, struct error *err);
void net_stop(struct net *net);

/* Takes the request. */
void net_send(struct net *net, struct net_request *request);
void net_cancel(struct net *net, uint64_t ticket);
void net_body_done(struct net *net, size_t bytes);

/* What takes time before the first request: do it now. */
void net_warm(struct net *net);

#endif
