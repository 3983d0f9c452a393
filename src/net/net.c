/* SPDX-License-Identifier: MIT */
#include "net/net.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "net/core.h"

enum {
	CONNECTIONS = 256,
	PER_HOST = 2,
	MEMORY = 32 << 20, /* bytes */
	DESCRIPTORS_KEPT = 48, /* for everything that is no connection */
};

void net_request_free(struct net_request *request)
{
	if (!request)
		return;
	free(request->url);
	free(request->etag);
	free(request->last_modified);
	free(request->accept);
	free(request->user_agent);
	free(request->proxy);
	free(request->if_range);
	if (request->to_fd > 0)
		close(request->to_fd);
	for (size_t i = 0; request->headers && request->headers[i]; i++)
		free(request->headers[i]);
	free(request->headers);
	free(request);
}

void net_response_free(struct net_response *response)
{
	if (!response)
		return;
	buf_free(&response->body);
	free(response->url);
	free(response->moved_to);
	free(response->content_type);
	free(response->etag);
	free(response->last_modified);
	free(response);
}

static void order_dispose(void *message)
{
	struct net_order *order = message;

	net_request_free(order->request);
	free(order);
}

/* A connection may need a second descriptor for a moment, while two families
 * of addresses are tried or a name is looked up. */
static int connections_within_limit(int wanted)
{
	struct rlimit files;

	if (wanted <= 0)
		wanted = CONNECTIONS;
	if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
		return wanted;
	int64_t room = ((int64_t)files.rlim_cur - DESCRIPTORS_KEPT) / 2;
	if (room < 2)
		room = 2;
	return wanted < room ? wanted : (int)room;
}

static char *copy_or_null(const char *text)
{
	return text ? mem_copy(text, strlen(text)) : NULL;
}

static void net_free(struct net *net)
{
	mailbox_free(net->orders);
	free(net->user_agent);
	free(net->ca_file);
	free(net->sockets);
	free(net->opened);
	free(net->set);
	free(net);
}

/* Signals are the main thread's: a new thread starts with all of them
 * blocked. False with errno. */
static bool start_thread(struct net *net)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	int failed = pthread_create(&net->thread, NULL, net_life, net);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	errno = failed;
	return !failed;
}

/* Where the user keeps the authorities to trust, by OpenSSL's variable: behind
 * a company's proxy the system's list is not enough. */
static const char *own_authorities(void)
{
	const char *file = getenv("SSL_CERT_FILE");

	return file && file[0] == '/' ? file : NULL;
}

bool net_start(struct net **out, const struct net_options *options,
	       struct mailbox *responses, struct error *err)
{
	const struct net_options none = { 0 };

	*out = NULL;
	options = options ? options : &none;
	struct net *net = mem_new(1, sizeof(*net));
	net->orders = mailbox_new(order_dispose);
	net->responses = responses;
	net->user_agent = copy_or_null(options->user_agent ? options->user_agent
			: "warta/" WARTA_VERSION " (+" WARTA_URL ")");
	net->ca_file = copy_or_null(options->ca_file ? options->ca_file : own_authorities());
	net->max_connections = connections_within_limit(options->max_connections);
	net->max_per_host = options->max_per_host > 0 ? options->max_per_host : PER_HOST;
	net->patience_ms = options->patience_ms > 0 ? options->patience_ms : NET_PATIENCE;
	net->host_gap_ms = options->host_gap_ms;
	net->host_burst = options->host_burst;
	net->max_memory = options->max_memory ? options->max_memory : MEMORY;
	net->loopback_is_public = options->loopback_is_public;
	net->is_calm = options->is_calm;
	net->curl_due = -1;
	net->dice = (uint32_t)(time(NULL) ^ getpid()) | 1;
	if (!net->orders || !start_thread(net)) {
		if (net->orders)
			net_free(net);
		else
			free(net);
		return error_set_errno(err, _("The thread for the network cannot be started"));
	}
	*out = net;
	return true;
}

static void send_order(struct net *net, struct net_order order)
{
	struct net_order *copy = mem_new(1, sizeof(*copy));

	*copy = order;
	/* One lane: a cancel must not overtake what it cancels. Who goes first
	 * is decided by the queues inside. */
	mailbox_send(net->orders, MAILBOX_BACKGROUND, copy);
}

void net_stop(struct net *net)
{
	if (!net)
		return;
	send_order(net, (struct net_order){ .kind = ORDER_STOP });
	pthread_join(net->thread, NULL);
	net_free(net);
}

void net_send(struct net *net, struct net_request *request)
{
	send_order(net, (struct net_order){ .kind = ORDER_SEND, .request = request });
}

void net_cancel(struct net *net, uint64_t ticket)
{
	send_order(net, (struct net_order){ .kind = ORDER_CANCEL, .ticket = ticket });
}

void net_body_done(struct net *net, size_t bytes)
{
	send_order(net, (struct net_order){ .kind = ORDER_DONE, .bytes = bytes });
}

void net_warm(struct net *net)
{
	send_order(net, (struct net_order){ .kind = ORDER_WARM });
}
