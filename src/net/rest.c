/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "net/core.h"

/* A redirect may come with the wish that it be followed in a while (RFC 9110,
 * 10.2.3). A short while is spent here; a longer one ends the request, and
 * whoever sent it comes again and says that it has waited. */

enum { SHORT = 10 /* seconds, in all hops together */ };

static void put_off(struct transfer *t, int64_t seconds)
{
	struct error *err = &t->response->error;
	time_t at = time(NULL) + seconds;
	char when[32];
	struct tm local;

	t->response->status = t->reply.status;
	t->response->retry_after = seconds;
	if (localtime_r(&at, &local) && strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &local))
		error_say(err, N_("%.*s leads elsewhere, but not before %s"),
			  STR_ARG(say_host(t)), when);
	transfer_fail(t, NET_LATER);
}

void rest_begin(struct transfer *t, char *url, int64_t seconds)
{
	int64_t wait = seconds * 1000;

	if (t->rested + wait > SHORT * 1000) {
		free(url);
		put_off(t, seconds);
		return;
	}
	free(t->url);
	t->url = url;
	t->rested += wait;
	t->deadline += wait; /* this time is nobody's fault */
	t->rests_until = clock_ms() + wait;
	transfer_list_add(&t->net->resting, t);
}

int64_t rest_step(struct net *net)
{
	int64_t now = clock_ms(), wait = -1;
	struct transfer *next;

	for (struct transfer *t = net->resting.first; t; t = next) {
		next = t->next;
		int64_t left = t->rests_until - now;
		if (left <= 0) {
			char *url = t->url;
			transfer_list_remove(t);
			t->url = NULL;
			transfer_go(t, url);
		} else {
			wait = clock_shorter(wait, left);
		}
	}
	return wait;
}
