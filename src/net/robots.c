/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/core.h"
#include "net/policy.h"

/* What sites want left alone: asked once and kept for a day. Only prefetching
 * asks; a page that a person opens is opened. */

enum {
	KEPT = 24 * 3600 * 1000,       /* ms */
	KEPT_IF_SILENT = 15 * 60 * 1000, /* ms; a site in trouble is left alone */
	FILE_MAX = 520 << 10, /* bytes: RFC 9309 wants 500 KiB read of any file */
	SITES_MAX = 256,
};

struct robots {
	struct robots *next;
	char *origin;  /* "https://host:port" */
	struct buf text;
	int64_t until; /* ms; 0: being asked */
	bool is_silent; /* nobody knows what may be fetched: nothing, for now */
	int status;     /* ... but what was answered, 0 for nothing */
};

/* "https://host:port" of url, without userinfo. */
static char *origin_of(struct str url)
{
	struct buf out = { 0 };
	struct url u;

	url_split(url, &u);
	buf_add(&out, u.scheme);
	buf_add(&out, STR("://"));
	buf_add(&out, u.host);
	if (!str_is_empty(u.port)) {
		buf_add_char(&out, ':');
		buf_add(&out, u.port);
	}
	for (size_t i = 0; i < out.len; i++)
		out.ptr[i] = str_lower(out.ptr[i]);
	return buf_take(&out);
}

static void site_free(struct robots *site)
{
	free(site->origin);
	buf_free(&site->text);
	free(site);
}

/* Makes room by forgetting the one that was asked the longest ago. */
static void forget_one(struct net *net)
{
	struct robots **oldest = NULL;

	for (struct robots **at = &net->robots; *at; at = &(*at)->next)
		if ((*at)->until && (!oldest || (*at)->until < (*oldest)->until))
			oldest = at;
	if (!oldest)
		return;
	struct robots *site = *oldest;
	*oldest = site->next;
	site_free(site);
	net->robots_count--;
}

static void ask(struct net *net, struct robots *site, const struct transfer *t)
{
	const struct net_request *asker = t->request;
	struct net_request *request = mem_new(1, sizeof(*request));
	struct buf url = { 0 };

	buf_addf(&url, "%s/robots.txt", site->origin);
	request->url = buf_take(&url);
	request->max_bytes = FILE_MAX;
	request->is_trusted = asker->is_trusted && !t->has_left_home;
	request->is_person = asker->is_person;
	if (asker->proxy)
		request->proxy = mem_copy(asker->proxy, strlen(asker->proxy));
	struct transfer *file = transfer_new(net, request, TRANSFER_ROBOTS);
	file->robots = site;
	transfer_go(file, mem_copy(request->url, strlen(request->url)));
}

static bool allows(const struct robots *site, const char *url)
{
	struct url u;

	url_split(str_from(url), &u);
	/* Path and query, as they stand in the address. */
	struct str path = u.path;
	if (u.query.ptr)
		path.len = (size_t)(u.query.ptr + u.query.len - path.ptr);
	return policy_robots_allow(buf_str(&site->text), STR("warta"), path);
}

/* What is known of site, for t. */
static enum robots_answer answer_of(const struct robots *site, struct transfer *t)
{
	if (!site->is_silent)
		return allows(site, t->url) ? ROBOTS_YES : ROBOTS_NO;
	t->response->status = site->status;
	t->response->retry_after = (site->until - clock_ms()) / 1000;
	return ROBOTS_SILENT;
}

enum robots_answer robots_ask(struct transfer *t)
{
	struct net *net = t->net;
	char *origin = origin_of(str_from(t->url));
	struct robots *site = net->robots;

	while (site && strcmp(site->origin, origin) != 0)
		site = site->next;
	if (site && site->until > clock_ms()) {
		free(origin);
		return answer_of(site, t);
	}
	t->robots = site;
	bool is_being_asked = site && site->until == 0;
	if (!site) {
		if (net->robots_count >= SITES_MAX)
			forget_one(net);
		site = mem_new(1, sizeof(*site));
		site->origin = origin;
		site->next = net->robots;
		net->robots = site;
		net->robots_count++;
		t->robots = site;
	} else {
		free(origin);
	}
	transfer_list_add(&net->asking, t);
	if (!is_being_asked) {
		site->until = 0;
		ask(net, site, t);
	}
	return ROBOTS_ASKED;
}

/* Notes what came of asking: no such file is no wish, trouble means to keep
 * away for a while, and of a file without end the beginning counts. */
static void note(struct robots *site, struct transfer *t)
{
	struct net_response *response = t->response;
	int64_t retry_after = policy_retry_after(buf_str(&t->reply.retry_after), time(NULL));
	int64_t patience = retry_after > 0 ? retry_after * 1000 : 0;
	bool is_cut = response->failure == NET_TOO_LARGE && response->body.len;

	buf_free(&site->text);
	site->status = response->failure == NET_OK ? response->status : 0;
	site->is_silent = (response->failure != NET_OK && !is_cut) || site->status >= 500 ||
			  site->status == 429;
	if (is_cut || site->status / 100 == 2) {
		site->text = response->body;
		response->body = (struct buf){ 0 };
	}
	while (is_cut && site->text.len && site->text.ptr[site->text.len - 1] != '\n')
		site->text.len--; /* half a line says something else */
	if (!site->is_silent)
		patience = KEPT;
	else if (patience < KEPT_IF_SILENT || patience > KEPT)
		patience = patience > KEPT ? KEPT : KEPT_IF_SILENT;
	site->until = clock_ms() + patience;
}

void robots_arrived(struct transfer *t)
{
	struct net *net = t->net;
	struct robots *site = t->robots;
	struct transfer_list waiting = net->asking;

	note(site, t);
	transfer_free(t);
	net->asking = (struct transfer_list){ 0 };
	/* Each goes on, or back to the list when it waits for another site. */
	for (struct transfer *next, *asker = waiting.first; asker; asker = next) {
		next = asker->next;
		asker->list = NULL;
		asker->prev = asker->next = NULL;
		if (asker->robots == site)
			transfer_go(asker, mem_copy(asker->url, strlen(asker->url)));
		else
			transfer_list_add(&net->asking, asker);
	}
}

void robots_free(struct net *net)
{
	while (net->robots) {
		struct robots *site = net->robots;
		net->robots = site->next;
		site_free(site);
	}
	net->robots_count = 0;
}
