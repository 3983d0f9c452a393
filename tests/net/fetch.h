/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_NET_FETCH_H
#define WARTA_TESTS_NET_FETCH_H

#include "lib/check.h"
#include "lib/mailbox_wait.h"
#include "lib/server.h"
#include "net/net.h"

/* What most tests of net/ do: a server, a net, one request and its answer. */
struct fetch {
	struct server server;
	struct net *net;
	struct mailbox *box;
	uint64_t ticket;
};

static inline void fetch_dispose(void *message)
{
	net_response_free(message);
}

static inline void fetch_net(struct fetch *f, const struct net_options *options)
{
	struct error err;

	f->box = mailbox_new(fetch_dispose);
	if (!net_start(&f->net, options, f->box, &err))
		fail_msg("%s", err.text);
}

static inline void fetch_end(struct fetch *f)
{
	net_stop(f->net);
	mailbox_free(f->box);
	f->net = NULL;
}

/* The address of a path on the server; caller frees. */
static inline char *fetch_url(const struct fetch *f, const char *path)
{
	struct buf url = { 0 };

	buf_addf(&url, "http://127.0.0.1:%d%s", f->server.port, path);
	return buf_take(&url);
}

static inline struct net_request *fetch_request(struct fetch *f, const char *path)
{
	struct net_request *request = calloc(1, sizeof(*request));

	request->ticket = ++f->ticket;
	request->url = fetch_url(f, path);
	return request;
}

/* Sends it and waits for its response, which the caller frees. */
static inline struct net_response *fetch_send(struct fetch *f, struct net_request *request)
{
	net_send(f->net, request);
	struct net_response *response = mailbox_wait(f->box, 40000);
	if (!response)
		fail_msg("no response");
	net_body_done(f->net, response->body.len);
	return response;
}

static inline struct net_response *fetch_path(struct fetch *f, const char *path)
{
	return fetch_send(f, fetch_request(f, path));
}

/* How often text occurs in what the server says of its requests. */
static inline int fetch_stats_count(struct fetch *f, const char *text)
{
	struct net_response *stats = fetch_path(f, "/__stats");
	struct str rest = buf_str(&stats->body);
	int count = 0;

	for (size_t at; (at = str_find_nocase(rest, str_from(text))) != SIZE_MAX; count++)
		rest = str_slice(rest, at + strlen(text), rest.len);
	net_response_free(stats);
	return count;
}

static inline void fetch_reset(struct fetch *f)
{
	net_response_free(fetch_path(f, "/__reset"));
}

/* A fixture: a server of its own, and somebody who asks it. */
static inline int fetch_build(void **state, const struct net_options *options)
{
	static struct fetch fetch;

	fetch = (struct fetch){ 0 };
	if (!server_start(&fetch.server, NULL))
		return 1;
	fetch_net(&fetch, options);
	*state = &fetch;
	return 0;
}

static inline int fetch_tear_down(void **state)
{
	struct fetch *f = *state;

	fetch_end(f);
	server_stop(&f->server);
	return 0;
}

#endif
