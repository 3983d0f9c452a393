/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/work.h"

enum { /* seconds */
	LONGEST_HOLD = 86400,
	USUAL_HOLD = 900, /* where no time was named */
	HALF_A_DAY = 12 * 3600,
};

static struct work_hold *find(struct work *work, struct str host)
{
	for (size_t i = 0; i < work->hold_count; i++)
		if (str_eq_nocase(str_from(work->holds[i].host), host))
			return &work->holds[i];
	return NULL;
}

static struct work_hold *add(struct work *work, struct str host)
{
	work->holds = mem_grow(work->holds, work->hold_count, &work->hold_cap,
			       sizeof(*work->holds));
	work->holds[work->hold_count] = (struct work_hold){ .host = mem_copy(host.ptr, host.len) };
	return &work->holds[work->hold_count++];
}

static void add_name(struct buf *name, struct str host)
{
	buf_addf(name, "hold %.*s", STR_ARG(host));
}

/* What another process was told by the host. */
static void load(struct work *work, struct work_hold *hold)
{
	struct arena arena = { 0 };
	struct buf name = { 0 };
	struct str value, word;

	add_name(&name, str_from(hold->host));
	if (store_get(work->store, buf_str(&name), &arena, &value) &&
	    str_next_word(&value, &word) && str_to_int64(word, &hold->until))
		hold->is_named = str_eq(str_trim(value), STR("named"));
	buf_free(&name);
	arena_free(&arena);
}

bool hold_is_on(struct work *work, struct str url, int64_t now, int64_t *until)
{
	struct str host = url_host(url);
	struct work_hold *hold;

	if (!host.len)
		return false;
	hold = find(work, host);
	if (!hold) {
		hold = add(work, host);
		load(work, hold);
	}
	/* A time that lies further ahead than any hold: the clock went back. */
	if (hold->until <= now || hold->until > now + LONGEST_HOLD)
		return false;
	*until = hold->until;
	return true;
}

bool hold_is_named(struct work *work, struct str url, int64_t now, int64_t *until)
{
	return hold_is_on(work, url, now, until) && find(work, url_host(url))->is_named;
}

int64_t hold_set(struct work *work, struct str url, int64_t now, int64_t seconds)
{
	struct str host = url_host(url);
	struct work_hold *hold = find(work, host);
	struct buf name = { 0 }, value = { 0 };
	bool is_named = seconds > 0;

	if (!is_named)
		seconds = USUAL_HOLD;
	int64_t until = now + (seconds < LONGEST_HOLD ? seconds : LONGEST_HOLD);
	if (!host.len)
		return until;
	if (!hold)
		hold = add(work, host);
	hold->until = until;
	hold->is_named = is_named;
	add_name(&name, host);
	buf_addf(&value, "%" PRId64 "%s", until, is_named ? " named" : "");
	store_put(work->store, buf_str(&name), buf_str(&value));
	log_write(LOG_INFO, _("%.*s asked for patience"), STR_ARG(host));
	buf_free(&name);
	buf_free(&value);
	return until;
}

void hold_say(struct work *work, struct str url, int64_t until)
{
	char sentence[320], when[32];
	time_t at = (time_t)until;
	struct tm local;

	if (!localtime_r(&at, &local))
		return;
	strftime(when, sizeof(when), until - time(NULL) < HALF_A_DAY ? "%H:%M" : "%Y-%m-%d %H:%M",
		 &local);
	snprintf(sentence, sizeof(sentence), _("%.*s asked for patience until %s"),
		 STR_ARG(url_host(url)), when);
	event_send_notice(work->engine, sentence);
}
