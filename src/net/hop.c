/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/core.h"
#include "net/policy.h"

/* What came of a hop: the next one, a response, or a sentence. */

enum {
	RESTING = 100, /* ms until an open connection is used again */
	HEEDING = 500, /* ms for others to call off what a busy host would get next */
};

static bool is_permanent(int status)
{
	return status == 301 || status == 308;
}

static bool is_redirect(const struct reply *reply)
{
	static const int followed[] = { 301, 302, 303, 307, 308 };

	for (size_t i = 0; i < sizeof(followed) / sizeof(followed[0]); i++)
		if (reply->status == followed[i])
			return true;
	return false;
}

/* Adds next with the user's own name and password where it is still the
 * user's own server. What a server wrote there itself is dropped. */
static void add_with_user(struct transfer *t, struct str next, struct buf *out)
{
	struct url home, u;
	struct buf plain = { 0 };

	url_add_shown(&plain, next);
	struct str s = str_slice(buf_str(&plain), 0, str_find_char(buf_str(&plain), '#'));
	url_split(str_from(t->home), &home);
	if (home.user.ptr && gate_is_home(t, s) && url_split(s, &u)) {
		size_t at = (size_t)(u.host.ptr - s.ptr);
		buf_add(out, str_slice(s, 0, at));
		buf_add(out, home.user);
		buf_add_char(out, '@');
		s = str_slice(s, at, s.len);
	}
	buf_add(out, s);
	buf_free(&plain);
}

static bool is_downgrade(const struct transfer *t, struct str next)
{
	return str_has_prefix_nocase(str_from(t->home), STR("https:")) &&
	       !str_has_prefix_nocase(next, STR("https:"));
}

/* Says why next may not be followed. */
static bool next_is_allowed(struct transfer *t, struct str location, struct str next)
{
	struct error *err = &t->response->error;
	struct str host = say_host(t);
	struct url u;

	if (++t->hops > NET_HOPS_MAX)
		return error_say(err, N_("%.*s redirects without an end"), STR_ARG(host));
	if (str_is_empty(location) || str_has_controls(location))
		return error_say(err, N_("%.*s redirects to nowhere"), STR_ARG(host));
	url_split(next, &u);
	bool is_http = str_has_prefix_nocase(u.scheme, STR("http"));
	if (!url_is_web(next) && !is_http && u.scheme.ptr && u.scheme.len < 20)
		return error_say(err, N_("%.*s redirects to a %.*s: address, which is not "
					 "followed"), STR_ARG(host), STR_ARG(u.scheme));
	if (!url_is_web(next))
		return error_say(err, N_("%.*s redirects to nowhere"), STR_ARG(host));
	if (is_downgrade(t, next))
		return error_say(err, N_("%.*s redirects from a secure address to one that is not"),
				 STR_ARG(host));
	/* No cookie will make the next answer another one. */
	if (str_eq(next, str_from(t->url)))
		return error_say(err, N_("%.*s redirects to itself"), STR_ARG(host));
	return true;
}

static void follow(struct transfer *t)
{
	struct buf joined = { 0 }, next = { 0 };
	struct str location = buf_str(&t->reply.location);

	url_resolve(&joined, str_from(t->url), location);
	add_with_user(t, buf_str(&joined), &next);
	bool is_allowed = next_is_allowed(t, location, buf_str(&next));
	t->is_moved_for_good &= is_permanent(t->reply.status);
	buf_free(&joined);
	if (!is_allowed) {
		buf_free(&next);
		transfer_fail(t, NET_REDIRECTS);
		return;
	}
	int64_t later = policy_retry_after(buf_str(&t->reply.retry_after), time(NULL));
	transfer_detach(t);
	if (later > 0 && !t->request->has_waited)
		rest_begin(t, buf_take(&next), later);
	else
		transfer_go(t, buf_take(&next));
}

/* A header's value for the response; NULL when there was none. */
static char *take(struct buf *value, size_t most)
{
	struct str s = buf_str(value);

	if (!value->ptr || s.len == 0 || s.len > most || str_has_controls(s))
		return NULL;
	return buf_take(value);
}

static void fill(struct transfer *t)
{
	struct net_response *response = t->response;
	struct reply *reply = &t->reply;
	int64_t now = time(NULL);

	response->status = reply->status;
	if (reply->status == 416)
		response->total = save_whole_length(reply);
	response->is_not_modified = reply->status == 304;
	response->retry_after = policy_retry_after(buf_str(&reply->retry_after), now);
	response->max_age = policy_freshness(buf_str(&reply->cache_control),
					     buf_str(&reply->expires), buf_str(&reply->date), now);
	response->content_type = take(&reply->content_type, NET_VALIDATOR_MAX);
	response->etag = take(&reply->etag, NET_VALIDATOR_MAX);
	response->last_modified = take(&reply->last_modified, NET_VALIDATOR_MAX);
	bool is_fine = (reply->status >= 200 && reply->status < 300) || reply->status == 304;
	if (t->hops && t->is_moved_for_good && is_fine)
		response->moved_to = mem_copy(t->url, strlen(t->url));
}

/* An answer that was sent whole, and still is not what was asked for. */
static bool is_usable(struct transfer *t)
{
	struct error *err = &t->response->error;
	struct str host = say_host(t);

	if (t->reply.is_bad)
		return error_say(err, N_("%.*s sent headers that contradict themselves"),
				 STR_ARG(host));
	if (t->reply.status == 206 && !save_is_one(t))
		return error_say(err, N_("%.*s sent a part where the whole was asked for"),
				 STR_ARG(host));
	if (t->wire && !t->is_discarding && !decode_is_whole(t->decode))
		return error_say(err, N_("What %.*s sent ended too early"), STR_ARG(host));
	return true;
}

static void count_bytes(struct transfer *t)
{
	curl_off_t body = 0;
	long head = 0;

	curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &body);
	curl_easy_getinfo(t->easy, CURLINFO_HEADER_SIZE, &head);
	t->response->wire_bytes += (int64_t)body + head;
}

/* The connection held bytes before anything was asked: what this hop would
 * have read is an answer to somebody else. Again, over a new one, but once. */
static void ask_again(struct transfer *t)
{
	t->host->is_unruly = true;
	t->is_stale = false;
	if (t->was_stale) {
		transfer_fail(t, say_curl(t, CURLE_WEIRD_SERVER_REPLY));
		return;
	}
	t->was_stale = true;
	transfer_detach(t);
	queue_add(t);
}

void hop_done(struct transfer *t, CURLcode code)
{
	if (t->is_probe) {
		probe_done(t);
		return;
	}
	if (t->is_stale) {
		ask_again(t);
		return;
	}
	/* Without TLS a second answer, sent right behind the first, would be
	 * taken for that to the next request: until it would have come, a new
	 * connection is taken, and then one that nobody has spoken on. */
	if (str_has_prefix_nocase(str_from(t->url), STR("http:")))
		t->host->rested = clock_ms() + RESTING;
	if (t->reply.status == 429 || t->reply.status == 503)
		t->host->next_start = clock_ms() + HEEDING;
	count_bytes(t);
	if (probe_is_worth_it(t, code)) {
		probe_begin(t);
		return;
	}
	/* The rest of a body that nobody wants was not worth waiting for. */
	bool is_done = code == CURLE_OK || (t->is_discarding && t->wire > 0);
	if (t->response->failure != NET_OK) {
		transfer_finish(t);
		return;
	}
	if (is_done && !t->reply.is_bad && is_redirect(&t->reply)) {
		follow(t);
		return;
	}
	if (!is_done) {
		transfer_fail(t, say_curl(t, code));
		return;
	}
	if (!t->is_discarding && !body_end(t)) {
		transfer_finish(t);
		return;
	}
	if (!is_usable(t)) {
		transfer_fail(t, NET_BROKEN);
		return;
	}
	fill(t);
	if (t->reply.status >= 300 && t->reply.status != 304)
		say_status(t);
	if (t->filter && t->reply.status == 200)
		command_filter(t);
	else
		transfer_finish(t);
}
