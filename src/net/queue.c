/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/core.h"

/* A queue per host, so that a slow host holds up nobody else's feed, and a
 * ring of the hosts that have somebody to start. */

enum {
	PERSON_EXTRA = 4, /* connections beyond the ceiling, for who waits */
	TOO_MUCH_TO_LOSE = 64 << 10, /* bytes that are not thrown away */
	SLOWEST = 100, /* bytes a second that are an answer on its way */
	RESTED = 1000, /* ms after which a host has forgotten the last request */
	PLENTY = 256 << 10, /* bytes of bodies that are arriving or waiting */
};

void transfer_list_add(struct transfer_list *list, struct transfer *t)
{
	t->list = list;
	t->next = NULL;
	t->prev = list->last;
	if (list->last)
		list->last->next = t;
	else
		list->first = t;
	list->last = t;
}

void transfer_list_remove(struct transfer *t)
{
	struct transfer_list *list = t->list;

	if (!list)
		return;
	if (t->prev)
		t->prev->next = t->next;
	else
		list->first = t->next;
	if (t->next)
		t->next->prev = t->prev;
	else
		list->last = t->prev;
	t->list = NULL;
	t->prev = t->next = NULL;
}

static struct net_host *host_find(struct net *net, struct str name)
{
	char lower[256];
	size_t len = name.len < sizeof(lower) ? name.len : sizeof(lower) - 1;

	for (size_t i = 0; i < len; i++)
		lower[i] = str_lower(name.ptr[i]);
	lower[len] = '\0';
	struct net_host **at = &net->hosts[str_hash((struct str){ lower, len }) % NET_HOST_BUCKETS];
	for (; *at; at = &(*at)->next)
		if (strcmp((*at)->name, lower) == 0)
			return *at;
	*at = mem_new(1, sizeof(**at) + len + 1);
	memcpy((*at)->name, lower, len + 1);
	return *at;
}

static void wait_add(struct net *net, struct net_host *host)
{
	if (host->is_waiting)
		return;
	host->is_waiting = true;
	host->next_waiting = NULL;
	host->prev_waiting = net->last_waiting;
	if (net->last_waiting)
		net->last_waiting->next_waiting = host;
	else
		net->first_waiting = host;
	net->last_waiting = host;
}

static void wait_remove(struct net *net, struct net_host *host)
{
	if (!host->is_waiting)
		return;
	host->is_waiting = false;
	if (host->prev_waiting)
		host->prev_waiting->next_waiting = host->next_waiting;
	else
		net->first_waiting = host->next_waiting;
	if (host->next_waiting)
		host->next_waiting->prev_waiting = host->prev_waiting;
	else
		net->last_waiting = host->prev_waiting;
	host->next_waiting = host->prev_waiting = NULL;
}

static bool has_queue(const struct net_host *host)
{
	for (int lane = 0; lane < MAILBOX_LANE_COUNT; lane++)
		if (host->lanes[lane].first)
			return true;
	return false;
}

/* A host is in the ring while somebody waits and a place is free. */
static void wait_update(struct net *net, struct net_host *host)
{
	if (has_queue(host) && host->active < net->max_per_host)
		wait_add(net, host);
	else
		wait_remove(net, host);
}

void queue_add(struct transfer *t)
{
	enum mailbox_lane lane = t->request->is_person ? MAILBOX_PERSON : MAILBOX_BACKGROUND;

	t->host = host_find(t->net, url_host(str_from(t->url)));
	transfer_list_add(&t->host->lanes[lane], t);
	wait_update(t->net, t->host);
}

void queue_remove(struct transfer *t)
{
	transfer_list_remove(t);
	if (t->host)
		wait_update(t->net, t->host);
}

void queue_host_done(struct net *net, struct net_host *host)
{
	host->active--;
	wait_update(net, host);
}

bool queue_is_empty(const struct net *net)
{
	return net->first_waiting == NULL;
}

static uint32_t roll(struct net *net)
{
	net->dice ^= net->dice << 13;
	net->dice ^= net->dice >> 17;
	net->dice ^= net->dice << 5;
	return net->dice;
}

static void start_one(struct net *net, struct net_host *host, struct transfer *t, int64_t now)
{
	transfer_list_remove(t);
	host->active++;
	if (now - host->next_start > RESTED)
		host->burst = 0;
	/* A little more than the gap, so that no rhythm shows. */
	if (++host->burst < net->host_burst)
		host->next_start = now;
	else if (net->host_gap_ms > 0)
		host->next_start = now + net->host_gap_ms +
				   roll(net) % (uint32_t)(net->host_gap_ms / 2 + 1);
	wait_remove(net, host);
	wait_update(net, host); /* at the end of the ring now */
	transfer_start(t);
}

/* ms until a host may be asked in the background. While there is plenty
 * to read nothing is lost by waiting for its connections, which must rest before
 * they are used again; else new ones are opened meanwhile. */
static int64_t time_left(const struct net *net, const struct net_host *host, int64_t now)
{
	bool waits = net->held + net->given >= PLENTY && host->rested > host->next_start;

	return (waits ? host->rested : host->next_start) - now;
}

/* The first host of the ring whose lane has somebody and whose gap is over. */
static struct net_host *next_host(struct net *net, int lane, int64_t now, int64_t *wait)
{
	for (struct net_host *host = net->first_waiting; host; host = host->next_waiting) {
		if (!host->lanes[lane].first)
			continue;
		int64_t left = time_left(net, host, now);
		if (left <= 0 || lane == MAILBOX_PERSON)
			return host;
		*wait = clock_shorter(*wait, left);
	}
	return NULL;
}

int64_t queue_pump(struct net *net)
{
	int64_t wait = -1, now = clock_ms();

	for (int lane = 0; lane < MAILBOX_LANE_COUNT; lane++) {
		int most = net->max_connections + (lane == MAILBOX_PERSON ? PERSON_EXTRA : 0);
		while (net->active_count < most) {
			struct net_host *host = next_host(net, lane, now, &wait);
			if (!host)
				break;
			start_one(net, host, host->lanes[lane].first, now);
		}
	}
	return wait;
}

/* How long t may be silent while others wait for its place; -1: nobody does. */
static int64_t patience(const struct net *net, const struct transfer *t)
{
	const struct net_host *host = t->host;

	if (t->has_yielded || t->is_probe || t->paused_at || t->wire > TOO_MUCH_TO_LOSE ||
	    host->active < net->max_per_host)
		return -1;
	if (host->lanes[MAILBOX_PERSON].first)
		return t->request->is_person ? net->patience_ms : net->patience_ms / 4;
	return host->lanes[MAILBOX_BACKGROUND].first && !t->request->is_person ?
	       net->patience_ms : -1;
}

/* Its answer, as far as it came, is lost; its turn comes once more. */
static void yield(struct transfer *t)
{
	t->has_yielded = true;
	transfer_detach(t);
	body_release(t);
	buf_clear(&t->response->body);
	t->deadline = 0;
	queue_add(t);
}

int64_t queue_yield(struct net *net)
{
	int64_t wait = -1, now = clock_ms();
	struct transfer *next;

	for (struct transfer *t = net->active.first; t; t = next) {
		next = t->next;
		int64_t left = patience(net, t);
		if (left < 0)
			continue;
		left -= now - t->looked_at;
		if (left <= 0) {
			uint64_t got = t->reply.header_bytes + t->wire;
			if (got - t->got_then < (uint64_t)(now - t->looked_at) * SLOWEST / 1000) {
				yield(t);
				continue;
			}
			t->looked_at = now;
			t->got_then = got;
			left = patience(net, t);
		}
		wait = clock_shorter(wait, left);
	}
	return wait;
}

void queue_sweep(struct net *net, bool all)
{
	int64_t now = clock_ms();

	for (size_t i = 0; i < NET_HOST_BUCKETS; i++) {
		struct net_host **at = &net->hosts[i];
		while (*at) {
			struct net_host *host = *at;
			for (int lane = 0; lane < MAILBOX_LANE_COUNT && net->is_stopping; lane++)
				while (host->lanes[lane].first)
					transfer_free(host->lanes[lane].first);
			if (host->active || has_queue(host) ||
			    (!all && host->next_start > now)) {
				at = &host->next;
				continue;
			}
			wait_remove(net, host);
			*at = host->next;
			free(host);
		}
	}
}
