/* SPDX-License-Identifier: MIT */
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/thread.h"
#include "net/core.h"

enum {
	IDLE_SWEEP = 5000, /* ms without work until the memory is given back */
	STEPS_MAX = 16,    /* orders taken before the sockets are served again */
};

static size_t socket_find(const struct net *net, curl_socket_t fd)
{
	for (size_t i = 0; i < net->socket_count; i++)
		if (net->sockets[i].fd == fd)
			return i;
	return SIZE_MAX;
}

/* libcurl keeps our index plus one beside its socket. */
static int on_socket(CURL *easy, curl_socket_t fd, int what, void *ctx, void *known)
{
	struct net *net = ctx;
	size_t at = known ? (size_t)(uintptr_t)known - 1 : socket_find(net, fd);

	(void)easy;
	if (what == CURL_POLL_REMOVE) {
		if (at >= net->socket_count)
			return 0;
		net->sockets[at] = net->sockets[--net->socket_count];
		if (at < net->socket_count)
			curl_multi_assign(net->multi, net->sockets[at].fd,
					  (void *)(uintptr_t)(at + 1));
		return 0;
	}
	if (at >= net->socket_count) {
		net->sockets = mem_grow(net->sockets, net->socket_count, &net->socket_cap,
					sizeof(*net->sockets));
		at = net->socket_count++;
		net->sockets[at] = (struct pollfd){ .fd = fd };
		curl_multi_assign(net->multi, fd, (void *)(uintptr_t)(at + 1));
	}
	net->sockets[at].events = (short)((what & CURL_POLL_IN ? POLLIN : 0) |
					  (what & CURL_POLL_OUT ? POLLOUT : 0));
	return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *ctx)
{
	struct net *net = ctx;

	(void)multi;
	net->curl_due = timeout_ms < 0 ? -1 : clock_ms() + timeout_ms;
	return 0;
}

bool net_wake_curl(struct net *net, struct error *err)
{
	if (net->multi)
		return true;
	if (!curl_load(err))
		return false;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) {
		net->multi = curl_multi_init();
		net->share = curl_share_init();
	}
	if (!net->multi || !net->share)
		return error_say(err, N_("There is not enough memory to fetch this"));
	curl_share_setopt(net->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_SSL_SESSION);
	curl_multi_setopt(net->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
	curl_multi_setopt(net->multi, CURLMOPT_SOCKETDATA, net);
	curl_multi_setopt(net->multi, CURLMOPT_TIMERFUNCTION, on_timer);
	curl_multi_setopt(net->multi, CURLMOPT_TIMERDATA, net);
	curl_multi_setopt(net->multi, CURLMOPT_PIPELINING, (long)CURLPIPE_MULTIPLEX);
	curl_multi_setopt(net->multi, CURLMOPT_MAXCONNECTS, (long)net->max_connections);
	curl_multi_setopt(net->multi, CURLMOPT_MAX_HOST_CONNECTIONS, (long)net->max_per_host);
	return true;
}

/* Closes every connection and forgets what is only worth keeping while there
 * is work. */
static void drop_curl(struct net *net)
{
	while (net->spare_count)
		curl_easy_cleanup(net->spare[--net->spare_count]);
	if (net->multi)
		curl_multi_cleanup(net->multi);
	if (net->share)
		curl_share_cleanup(net->share);
	net->multi = NULL;
	net->share = NULL;
	net->socket_count = 0;
	net->curl_due = -1;
}

static void take_order(struct net *net, struct net_order *order)
{
	struct error ignored; /* the first request will say it */

	switch (order->kind) {
	case ORDER_SEND:
		transfer_begin(transfer_new(net, order->request, TRANSFER_FETCH));
		break;
	case ORDER_CANCEL:
		transfer_cancel(net, order->ticket);
		break;
	case ORDER_WARM:
		net_wake_curl(net, &ignored);
		break;
	case ORDER_DONE:
		net->given -= order->bytes < net->given ? order->bytes : net->given;
		net->is_resume_due = true;
		break;
	case ORDER_STOP:
		net->is_stopping = true;
		break;
	}
	free(order);
}

static void collect_done(struct net *net)
{
	CURLMsg *message;
	int left;

	while (net->multi && (message = curl_multi_info_read(net->multi, &left))) {
		struct transfer *t = NULL;
		CURLcode code = message->data.result;
		if (message->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
		hop_done(t, code);
	}
}

/* The nearer of two waits in ms, where -1 is for ever. */
static bool is_busy(const struct net *net)
{
	return net->active.first || net->commands.first || net->asking.first ||
	       net->resting.first || !queue_is_empty(net);
}

/* ms until idle memory is to be given back; -1 when there is none. */
static int64_t idle_wait(struct net *net)
{
	int64_t now = clock_ms();

	if (is_busy(net) || !net->multi) {
		net->idle_since = 0;
		return -1;
	}
	if (!net->idle_since)
		net->idle_since = now;
	int64_t left = net->idle_since + IDLE_SWEEP - now;
	if (left > 0)
		return left;
	drop_curl(net);
	queue_sweep(net, true);
#ifdef __GLIBC__
	malloc_trim(0);
#endif
	return -1;
}

static void sleep_and_serve(struct net *net, int64_t wait)
{
	size_t count = 1 + net->socket_count + command_descriptor_count(net);

	while (net->set_cap < count)
		net->set = mem_grow(net->set, net->set_cap, &net->set_cap, sizeof(*net->set));
	net->set[0] = (struct pollfd){ .fd = mailbox_fd(net->orders), .events = POLLIN };
	/* A copy, since libcurl adds and removes while it is being served. */
	if (net->socket_count)
		memcpy(net->set + 1, net->sockets, net->socket_count * sizeof(*net->set));
	size_t of_curl = net->socket_count;
	command_poll(net, net->set + 1 + of_curl, count - 1 - of_curl);
	int ready = poll(net->set, count, wait < 0 ? -1 : (int)wait);

	int running;
	for (size_t i = 1; ready > 0 && i <= of_curl; i++) {
		short got = net->set[i].revents;
		if (!got)
			continue;
		int what = (got & (POLLIN | POLLHUP) ? CURL_CSELECT_IN : 0) |
			   (got & POLLOUT ? CURL_CSELECT_OUT : 0) |
			   (got & (POLLERR | POLLNVAL) ? CURL_CSELECT_ERR : 0);
		curl_multi_socket_action(net->multi, net->set[i].fd, what, &running);
	}
	if (net->multi && net->curl_due >= 0 && net->curl_due <= clock_ms()) {
		net->curl_due = -1;
		curl_multi_socket_action(net->multi, CURL_SOCKET_TIMEOUT, 0, &running);
	}
	collect_done(net);
	command_step(net);
}

/* Nobody reads the responses any more: let everything go. */
static void end_all(struct net *net)
{
	struct transfer_list *const lists[] = { &net->active, &net->commands, &net->asking,
						&net->resting };

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		while (lists[i]->first)
			transfer_free(lists[i]->first);
	queue_sweep(net, true);
	robots_free(net);
	drop_curl(net);
}

void *net_life(void *ctx)
{
	struct net *net = ctx;

	if (net->is_calm)
		thread_step_back();
	while (!net->is_stopping) {
		struct net_order *order;
		for (int i = 0; i < STEPS_MAX && (order = mailbox_take(net->orders)); i++)
			take_order(net, order);
		if (net->is_stopping)
			break;
		if (net->is_resume_due)
			body_resume(net);
		/* Whoever goes makes room for the next. */
		int64_t wait = transfer_check_deadlines(net);
		wait = clock_shorter(wait, rest_step(net));
		wait = clock_shorter(wait, queue_yield(net));
		wait = clock_shorter(wait, queue_pump(net));
		wait = clock_shorter(wait, command_wait(net));
		wait = clock_shorter(wait, idle_wait(net));
		if (net->curl_due >= 0) {
			int64_t left = net->curl_due - clock_ms();
			wait = clock_shorter(wait, left > 0 ? left : 0);
		}
		sleep_and_serve(net, net->is_resume_due ? 0 : wait);
	}
	end_all(net);
	return NULL;
}
