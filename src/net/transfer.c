/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/core.h"

/* A transfer's life: begun, hop by hop through queue and libcurl, finished. */

enum {
	CONNECT_TIMEOUT = 15000, /* ms */
	SLOWEST = 100,           /* bytes a second ... */
	SLOWEST_FOR = 20,        /* ... for so many seconds */
};

static const char feeds_accepted[] =
	"application/atom+xml, application/rss+xml, application/feed+json, "
	"application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
	"application/json;q=0.7, text/html;q=0.5, */*;q=0.3";

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
	t->response->body.max = transfer_max_bytes(t);
	t->is_moved_for_good = true;
	t->started = net_now_ms();
	return t;
}

size_t transfer_max_bytes(const struct transfer *t)
{
	return t->request->max_bytes ? t->request->max_bytes : NET_BODY_DEFAULT;
}

static int timeout_of(const struct transfer *t)
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
	curl_slist_free_all(t->headers);
	net_request_free(t->request);
	net_response_free(t->response);
	free(t->filter);
	free(t->url);
	free(t);
}

void transfer_finish(struct transfer *t)
{
	struct net_response *response = t->response;
	struct net *net = t->net;

	if (t->easy)
		transfer_detach(t);
	if (t->kind == TRANSFER_ROBOTS) {
		robots_arrived(t, response->failure == NET_OK);
		return;
	}
	response->elapsed_ms = (int)(net_now_ms() - t->started);
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

/* Bytes beyond ASCII are escaped for the wire; the host's are libcurl's. */
static char *wire_url(const char *text)
{
	struct url u;
	struct buf out = { 0 };

	url_split(str_from(text), &u);
	for (const char *p = text; *p; p++) {
		if ((unsigned char)*p < 0x80 || p < u.path.ptr)
			buf_add_char(&out, *p);
		else
			buf_addf(&out, "%%%02X", (unsigned char)*p);
	}
	return buf_take(&out);
}

void transfer_go(struct transfer *t, char *url)
{
	free(t->url);
	t->url = url;
	t->is_refused = false;
	if (!url_is_web(str_from(url))) {
		error_set(&t->response->error, _("This is no address of the web"));
		transfer_fail(t, NET_BAD_ADDRESS);
		return;
	}
	if (!gate_literal_is_allowed(t, str_from(url))) {
		t->is_refused = true;
		transfer_fail(t, say_curl(t, CURLE_COULDNT_CONNECT));
		return;
	}
	if (t->request->is_prefetch && t->kind == TRANSFER_FETCH) {
		enum robots_answer answer = robots_ask(t);
		if (answer == ROBOTS_ASKED)
			return;
		if (answer == ROBOTS_NO) {
			error_set(&t->response->error,
				  _("%.*s does not want this page fetched ahead of time"),
				  STR_ARG(say_host(t)));
			transfer_fail(t, NET_ROBOTS);
			return;
		}
	}
	queue_add(t);
}

/* A line of the user's own, or one of ours; none that holds a line break. */
static void add_header(struct transfer *t, const char *name, const char *value)
{
	struct buf line = { 0 };

	if (!value || strpbrk(value, "\r\n"))
		return;
	buf_addf(&line, "%s%s", name, value);
	struct curl_slist *list = curl_slist_append(t->headers, buf_cstr(&line));
	if (list)
		t->headers = list;
	buf_free(&line);
}

static void set_headers(struct transfer *t)
{
	const struct net_request *r = t->request;

	curl_slist_free_all(t->headers);
	t->headers = NULL;
	add_header(t, "Accept: ", t->kind == TRANSFER_ROBOTS ? "text/plain" :
		   r->accept ? r->accept : feeds_accepted);
	add_header(t, "Accept-Encoding: ", decode_accepted());
	if (t->kind == TRANSFER_FETCH) {
		if (r->etag && strlen(r->etag) <= NET_VALIDATOR_MAX)
			add_header(t, "If-None-Match: ", r->etag);
		if (r->last_modified && strlen(r->last_modified) <= NET_VALIDATOR_MAX)
			add_header(t, "If-Modified-Since: ", r->last_modified);
		/* What the user added may be a secret for this host alone. */
		bool is_home = t->hops == 0 ||
			       gate_same_host(str_from(r->url), str_from(t->url));
		for (size_t i = 0; is_home && r->headers && r->headers[i]; i++)
			add_header(t, "", r->headers[i]);
	}
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->headers);
}

static void set_options(struct transfer *t, const char *url)
{
	CURL *easy = t->easy;
	const struct net_request *r = t->request;

	curl_easy_setopt(easy, CURLOPT_URL, url);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_USERAGENT,
			 r->user_agent ? r->user_agent : t->net->user_agent);
	curl_easy_setopt(easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (t->net->ca_file)
		curl_easy_setopt(easy, CURLOPT_CAINFO, t->net->ca_file);
	if (r->proxy)
		curl_easy_setopt(easy, CURLOPT_PROXY, r->proxy);
	curl_easy_setopt(easy, CURLOPT_SHARE, t->net->share);
	/* One connection for all of a host's requests, where it speaks HTTP/2. */
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT,
			 (long)str_has_prefix_nocase(str_from(url), STR("https:")));
	if (t->host->is_unruly || t->host->rested > net_now_ms())
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
	if (t->host->is_unruly)
		curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 300L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)(timeout_of(t) < CONNECT_TIMEOUT ? timeout_of(t) : CONNECT_TIMEOUT));
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)SLOWEST_FOR);
	/* What comes in is unpacked here: see decode.h. */
	curl_easy_setopt(easy, CURLOPT_HTTP_CONTENT_DECODING, 0L);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->curl_words);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, body_on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, body_on_data);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
	gate_watch(t);
}

/* After a hop elsewhere nothing of it may be left in a handle. */
static CURL *easy_take(struct net *net)
{
	if (net->spare_count)
		return net->spare[--net->spare_count];
	return curl_easy_init();
}

void transfer_start(struct transfer *t)
{
	struct net *net = t->net;

	t->easy = net_wake_curl(net) ? easy_take(net) : NULL;
	if (!t->easy) {
		queue_host_done(net, t->host);
		t->host = NULL;
		error_set(&t->response->error, _("There is not enough memory to fetch this"));
		transfer_fail(t, NET_NO_CONNECTION);
		return;
	}
	char *url = wire_url(t->url);
	reply_clear(&t->reply);
	t->wire = 0;
	t->is_discarding = false;
	t->curl_words[0] = '\0';
	/* The time in the queue is nobody's fault; that of earlier hops is. */
	if (!t->deadline)
		t->deadline = net_now_ms() + timeout_of(t);
	set_options(t, url);
	set_headers(t);
	free(url);
	transfer_list_add(&net->active, t);
	net->active_count++;
	curl_multi_add_handle(net->multi, t->easy);
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
	const struct transfer_list *const lists[] = { &net->active, &net->commands, &net->asking };
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
	error_set(&t->response->error, _("Cancelled"));
	transfer_fail(t, NET_CANCELLED);
}

int64_t transfer_check_deadlines(struct net *net)
{
	struct transfer_list *const lists[] = { &net->active, &net->commands };
	int64_t now = net_now_ms(), wait = -1;

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
			} else if (wait < 0 || left < wait) {
				wait = left;
			}
		}
	}
	return wait;
}
