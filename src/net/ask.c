/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/url.h"
#include "net/core.h"

/* How a hop is asked for: everything that libcurl is told. */

enum {
	CONNECT_TIMEOUT = 15000, /* ms */
	SLOWEST = 100,           /* bytes a second ... */
	SLOWEST_FOR = 20,        /* ... for so many seconds */
};

static const char feeds_accepted[] =
	"application/atom+xml, application/rss+xml, application/feed+json, "
	"application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, "
	"application/json;q=0.7, text/html;q=0.5, */*;q=0.3";

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
	add_header(t, "Accept-Encoding: ", save_is_one(t) ? "identity" : decode_accepted());
	if (save_is_one(t) && r->from > 0 && r->if_range) {
		char range[48];

		snprintf(range, sizeof(range), "%lld-", (long long)r->from);
		add_header(t, "Range: bytes=", range);
		add_header(t, "If-Range: ", r->if_range);
	}
	if (t->kind == TRANSFER_FETCH) {
		if (r->etag && strlen(r->etag) <= NET_VALIDATOR_MAX)
			add_header(t, "If-None-Match: ", r->etag);
		if (r->last_modified && strlen(r->last_modified) <= NET_VALIDATOR_MAX)
			add_header(t, "If-Modified-Since: ", r->last_modified);
		/* What the user added may be a secret for this server alone. */
		bool is_home = gate_is_home(t, str_from(t->url));
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
	if (t->host->is_unruly || t->host->rested > clock_ms())
		curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
	if (t->host->is_unruly)
		curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 300L);
	long patience = (long)transfer_timeout(t);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
			 patience < CONNECT_TIMEOUT ? patience : (long)CONNECT_TIMEOUT);
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

	t->easy = net_wake_curl(net, &t->response->error) ? easy_take(net) : NULL;
	if (!t->easy) {
		queue_host_done(net, t->host);
		t->host = NULL;
		if (!t->response->error.text[0])
			error_say(&t->response->error,
				  N_("There is not enough memory to fetch this"));
		transfer_fail(t, NET_NO_CONNECTION);
		return;
	}
	char *url = wire_url(t->url);
	reply_clear(&t->reply);
	t->wire = 0;
	t->sent = 0;
	t->looked_at = clock_ms();
	t->got_then = 0;
	t->is_discarding = false;
	t->curl_words[0] = '\0';
	/* The time in the queue is nobody's fault; that of earlier hops is. */
	if (!t->deadline)
		t->deadline = clock_ms() + transfer_timeout(t);
	set_options(t, url);
	set_headers(t);
	free(url);
	transfer_list_add(&net->active, t);
	net->active_count++;
	curl_multi_add_handle(net->multi, t->easy);
}
