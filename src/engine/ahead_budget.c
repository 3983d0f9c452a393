/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>
#include <time.h>

#include "base/mem.h"
#include "base/url.h"
#include "engine/ahead.h"

enum {
	WIDER = 10, /* limits of a refresh, for a trip or by key */
	NOTE_BYTES = 1 << 20,
};

static void write_day(char day[16])
{
	time_t now = time(NULL);
	struct tm utc;

	if (!gmtime_r(&now, &utc) || !strftime(day, 16, "%Y-%m-%d", &utc))
		day[0] = '\0';
}

/* Bytes fetched ahead today, by any process: "2026-11-22 12345". */
static int64_t spent_today(struct work *work)
{
	struct arena arena = { 0 };
	struct str value, word;
	int64_t spent = 0;
	char day[16];

	write_day(day);
	if (store_get(work->store, STR("ahead"), &arena, &value) &&
	    str_cut(&value, ' ', &word) && str_eq(word, str_from(day)))
		str_to_int64(value, &spent);
	arena_free(&arena);
	return spent;
}

static void note_bytes(struct work *work, int64_t bytes)
{
	struct buf value = { 0 };
	char day[16];

	work->ahead.bytes_new += bytes;
	/* Written now and then: every page would be a transaction more. */
	if (work->ahead.bytes_new < NOTE_BYTES &&
	    work->ahead.jobs_left + work->pictures.jobs_left > 1)
		return;
	write_day(day);
	buf_addf(&value, "%s %" PRId64, day, spent_today(work) + work->ahead.bytes_new);
	store_put(work->store, STR("ahead"), buf_str(&value));
	buf_free(&value);
	work->ahead.bytes_new = 0;
}

void ahead_reset(struct work *work)
{
	struct work_ahead *ahead = &work->ahead;
	const struct conf *conf = &work->engine->conf;

	arena_free(&ahead->arena);
	free(ahead->hosts);
	*ahead = (struct work_ahead){ .jobs_left = ahead->jobs_left,
				      .bytes_reserved = ahead->bytes_reserved };
	ahead->budget = conf_number(conf, SETTING_PER_POLL);
	ahead->bytes_left = conf_number(conf, SETTING_PER_DAY_SIZE) - spent_today(work);
}

/* A limit of one refresh as it is now. */
static int64_t limit(const struct work *work, enum setting setting)
{
	int64_t most = conf_number(&work->engine->conf, setting);

	return work->refresh.is_offline_fill || work->ahead.is_order ? most * WIDER : most;
}

static struct ahead_host *find_host(struct work *work, struct str url)
{
	struct work_ahead *ahead = &work->ahead;
	struct str host = url_host(url);

	for (size_t i = 0; i < ahead->host_count; i++)
		if (str_eq_nocase(ahead->hosts[i].host, host))
			return &ahead->hosts[i];
	ahead->hosts = mem_grow(ahead->hosts, ahead->host_count, &ahead->host_cap,
				sizeof(*ahead->hosts));
	struct ahead_host *made = &ahead->hosts[ahead->host_count++];
	*made = (struct ahead_host){ .host = arena_str(&ahead->arena, host) };
	return made;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

int64_t ahead_room(struct work *work, struct str url, int64_t *at_best)
{
	struct work_ahead *ahead = &work->ahead;
	const struct ahead_host *host = find_host(work, url);
	int64_t of_host = limit(work, SETTING_PER_HOST_SIZE) - host->bytes;
	int64_t of_all = least(limit(work, SETTING_PER_POLL_SIZE) - ahead->bytes_done,
			       ahead->bytes_left);

	if (at_best)
		*at_best = least(of_host, of_all);
	return least(of_host - host->reserved, of_all - ahead->bytes_reserved);
}

void ahead_reserve(struct work *work, struct str url, int64_t bytes)
{
	find_host(work, url)->reserved += bytes;
	work->ahead.bytes_reserved += bytes;
}

void ahead_spend(struct work *work, struct str url, int64_t reserved, int64_t came)
{
	struct work_ahead *ahead = &work->ahead;
	struct ahead_host *host = find_host(work, url);

	/* A new refresh may have begun meanwhile with hosts of its own. */
	host->reserved = host->reserved > reserved ? host->reserved - reserved : 0;
	ahead->bytes_reserved -= least(reserved, ahead->bytes_reserved);
	host->bytes += came;
	ahead->bytes_done += came;
	ahead->bytes_left -= came;
	note_bytes(work, came);
}

bool ahead_is_held(struct work *work, struct str url)
{
	int64_t until;

	return hold_is_on(work, url, time(NULL), &until);
}

struct held {
	struct work *work;
	struct str host;
};

static void leave(void *ctx, struct job *job)
{
	struct held *held = ctx;
	struct work *work = held->work;

	if (job->kind == JOB_PAGE &&
	    str_eq_nocase(url_host(job->ahead.fetch.current), held->host)) {
		net_cancel(work->net, job->id);
		work->ahead.left++;
		work->ahead.total--;
		work->ahead.is_capped = true;
		ahead_leave(work, job);
	} else if (job->kind == JOB_PICTURE &&
		   str_eq_nocase(url_host(job->picture.url), held->host)) {
		net_cancel(work->net, job->id);
		work->pictures.left++;
		work->pictures.total--;
		work->pictures.done--;
		work->pictures.is_capped = true;
		pictures_drop(work, job);
	}
}

void ahead_heed(struct work *work, struct str url, int status, int64_t retry_after)
{
	struct arena arena = { 0 };
	struct held held = { .work = work };

	if (status != 429 && status != 503)
		return;
	held.host = arena_str(&arena, url_host(url));
	hold_set(work, url, time(NULL), retry_after);
	job_each(&work->jobs, leave, &held);
	arena_free(&arena);
}

bool ahead_take_page(struct work *work, struct str url)
{
	struct work_ahead *ahead = &work->ahead;

	if (!url_host(url).len)
		return false;
	if (ahead->budget <= 0 || ahead_is_held(work, url) || ahead_room(work, url, NULL) <= 0 ||
	    find_host(work, url)->count >= limit(work, SETTING_PER_HOST_POLL)) {
		ahead->is_capped = true;
		return false;
	}
	find_host(work, url)->count++;
	ahead->budget--;
	return true;
}
