/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/core.h"

/* A transfer's life: begun, hop by hop through queue and libcurl, finished. */

struct transfer *transfer_new(struct net *net, struct net_request *request,
			      enum transfer_kind kind)
{
	struct transfer *t = mem_new(1, sizeof(*t));

	t->net = net;
	t->kind = kind;
	t->request = request;
	t->response = mem_new(1, sizeof(*t->response));
	t->response->ticket = request->ticket;
	t->response->retry_after = -1;
	t->response->max_age = -1;
	t->response->total = -1;
	t->response->done = request->from;
	t->response->body.max = transfer_max_bytes(t);
	t->is_moved_for_good = true;
	t->started = clock_ms();
	return t;
}

size_t transfer_max_bytes(const struct transfer *t)
{
	return t->request->max_bytes ? t->request->max_bytes : NET_BODY_DEFAULT;
}

int transfer_timeout(const struct transfer *t)
{
	return t->request->timeout_ms > 0 ? t->request->timeout_ms : NET_TIMEOUT_DEFAULT;
}

void transfer_free(struct transfer *t)
{
	if (t->easy)
		transfer_detach(t);
	command_kill(t);
	queue_remove(t);
	body_release(t);
	decode_free(t->decode);
	reply_clear(&t->reply);
	if (t->headers) /* else libcurl may not even be there */
		curl_slist_free_all(t->headers);
	net_request_free(t->request);
	net_response_free(t->response);
	free(t->filter);
	free(t->url);
	free(t->home);
	free(t);
}

void transfer_finish(struct transfer *t)
{
	struct net_response *response = t->response;
	struct net *net = t->net;

	if (t->easy)
		transfer_detach(t);
	if (t->kind == TRANSFER_ROBOTS) {
		robots_arrived(t);
		return;
	}
	response->elapsed_ms = (int)(clock_ms() - t->started);
	body_release(t);
	if (response->failure != NET_OK)
		buf_free(&response->body);
	if (response->body.cap > response->body.len + response->body.len / 8 + 64) {
		response->body.ptr = mem_resize(response->body.ptr, response->body.len + 1);
		response->body.cap = response->body.len + 1;
	}
	if (!response->url) {
		struct buf shown = { 0 };
		url_add_shown(&shown, str_from(t->url ? t->url : t->request->url));
		response->url = buf_take(&shown);
	}
	net->given += response->body.len;
	t->response = NULL;
	mailbox_send(net->responses,
		     t->request->is_person ? MAILBOX_PERSON : MAILBOX_BACKGROUND, response);
	transfer_free(t);
}

void transfer_fail(struct transfer *t, enum net_failure failure)
{
	t->response->failure = failure;
	transfer_finish(t);
}

void transfer_begin(struct transfer *t)
{
	struct str url = str_trim(str_from(t->request->url));
	struct buf clean = { 0 };

	if (t->request->is_trusted && command_is_one(url)) {
		command_begin(t);
		return;
	}
	url_resolve(&clean, (struct str){ 0 }, url);
	transfer_go(t, buf_take(&clean));
}

/* False where t waits for a robots.txt, or has failed by it. */
static bool may_prefetch(struct transfer *t)
{
	struct error *err = &t->response->error;

	switch (robots_ask(t)) {
	case ROBOTS_YES:
		return true;
	case ROBOTS_ASKED:
		break;
	case ROBOTS_NO:
		error_say(err, N_("%.*s does not want this page fetched ahead of time"),
			  STR_ARG(say_host(t)));
		transfer_fail(t, NET_ROBOTS);
		break;
	case ROBOTS_SILENT:
		error_say(err, N_("%.*s could not be asked for its robots.txt, so this page was "
				  "not fetched ahead of time"), STR_ARG(say_host(t)));
		transfer_fail(t, NET_NO_ROBOTS);
		break;
	}
	return false;
}

void transfer_go(struct transfer *t, char *url)
{
	free(t->url);
	t->url = url;
	if (!t->home)
		t->home = mem_copy(url, strlen(url));
	t->has_left_home |= !gate_is_home(t, str_from(url));
	t->is_refused = false;
	if (!url_is_web(str_from(url))) {
		error_say(&t->response->error, N_("This is no address of the web"));
		transfer_fail(t, NET_BAD_ADDRESS);
		return;
	}
	if (!gate_literal_is_allowed(t, str_from(url))) {
		t->is_refused = true;
		transfer_fail(t, say_curl(t, CURLE_COULDNT_CONNECT));
		return;
	}
	if (!t->request->is_prefetch || t->kind != TRANSFER_FETCH || may_prefetch(t))
		queue_add(t);
}

void transfer_detach(struct transfer *t)
{
	struct net *net = t->net;

	curl_multi_remove_handle(net->multi, t->easy);
	transfer_list_remove(t);
	net->active_count--;
	if (net->favourite == t) {
		net->favourite = NULL;
		net->is_resume_due = true;
	}
	t->paused_at = 0;
	decode_free(t->decode);
	t->decode = NULL;
	if (net->spare_count < sizeof(net->spare) / sizeof(net->spare[0])) {
		curl_easy_reset(t->easy);
		net->spare[net->spare_count++] = t->easy;
	} else {
		curl_easy_cleanup(t->easy);
	}
	t->easy = NULL;
	struct net_host *host = t->host;
	t->host = NULL;
	queue_host_done(net, host);
}

static struct transfer *find_in(const struct transfer_list *list, uint64_t ticket)
{
	struct transfer *t = list->first;

	while (t && (t->kind != TRANSFER_FETCH || t->request->ticket != ticket))
		t = t->next;
	return t;
}

static struct transfer *find(struct net *net, uint64_t ticket)
{
	const struct transfer_list *const lists[] = { &net->active, &net->commands, &net->asking,
						      &net->resting };
	struct transfer *t = NULL;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]) && !t; i++)
		t = find_in(lists[i], ticket);
	for (size_t i = 0; i < NET_HOST_BUCKETS && !t; i++)
		for (struct net_host *host = net->hosts[i]; host && !t; host = host->next)
			for (int lane = 0; lane < MAILBOX_LANE_COUNT && !t; lane++)
				t = find_in(&host->lanes[lane], ticket);
	return t;
}

void transfer_cancel(struct net *net, uint64_t ticket)
{
	struct transfer *t = find(net, ticket);

	if (!t)
		return;
	error_say(&t->response->error, N_("Cancelled"));
	transfer_fail(t, NET_CANCELLED);
}

int64_t transfer_check_deadlines(struct net *net)
{
	struct transfer_list *const lists[] = { &net->active, &net->commands };
	int64_t now = clock_ms(), wait = -1;

	for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
		struct transfer *next;
		for (struct transfer *t = lists[i]->first; t; t = next) {
			next = t->next;
			if (t->paused_at)
				continue; /* it waits for us */
			int64_t left = t->deadline - now;
			if (left <= 0) {
				say_late(t);
				transfer_fail(t, NET_TIMEOUT);
			} else {
				wait = clock_shorter(wait, left);
			}
		}
	}
	return wait;
}
