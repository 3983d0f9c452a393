/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "engine/announce.h"
#include "engine/work.h"

enum {
	SLICE_FIRST = 64,     /* articles indexed in the first slice, */
	FIRST_OF_MANY = 1024, /* and in one that begins so many or more */
	SLICE_LEAST = 48,     /* fewer are not worth a flush of the disk */
	SLICE_MOST = 256,
	SLICE_MS = 15,        /* CPU time that a slice should take beside a poll; */
	REST_MOST = 8192,     /* else it may be larger: each is written to the disk */
	REST_MS = 1000,       /* and waited for, and many have pages in common. */
	LONG_MS = 50,         /* Behind one that took longer, */
	BREATH_MS = 20,       /* another process, which naps less, gets its turn to write */
	FINISH_MS = 150,      /* spent on the index before a subcommand ends, ... */
	FINISH_MOST = 1000,   /* ... when so many articles are left or fewer */
	TEND_MS = 3600 * 1000,
	EMPTY_SECONDS = 60,   /* after a refresh that had no feed to visit */
	LONGEST_SLEEP = 3600, /* seconds; a clock may be set meanwhile */
	DAY = 86400,
};

static enum store_index_step index_step(void *ctx)
{
	const struct work *work = ctx;
	const struct engine *engine = work->engine;

	if (!mailbox_count(engine->work_box) && !mailbox_count(engine->responses))
		return STORE_INDEX_ON;
	return atomic_load(&engine->is_closing) && !engine->is_once ? STORE_INDEX_DROP
								    : STORE_INDEX_END;
}

static size_t first_slice(struct work *work)
{
	return store_index_left(work->store) < FIRST_OF_MANY ? SLICE_FIRST : FIRST_OF_MANY;
}

/* Indexes a little and learns how much a slice can hold: by the time that it
 * used, for on a busy machine the clock on the wall says nothing of that. */
static void index_slice(struct work *work)
{
	struct error err = { 0 };
	int64_t before = clock_used_ms();
	bool is_rest = !work->refresh.is_running;
	int64_t most_ms = is_rest ? REST_MS : SLICE_MS;
	size_t most = is_rest ? REST_MOST : SLICE_MOST;
	size_t size = work->slice_size ? work->slice_size : first_slice(work);
	int64_t written = store_written(work->store), left = work->index_left;

	if (size > most)
		size = most;
	if (!store_index_while(work->store, size, index_step, work, &work->index_left, &err)) {
		log_write(LOG_WARNING, "%s", err.text);
		work->index_left = 0;
		return;
	}
	if (work->index_left == 0) {
		store_rest(work->store);
		if (store_written(work->store) != written)
			event_send_changed(work->engine); /* a search may find more now */
		work->is_rule_due = work->has_rules;
	}
	int64_t took = clock_used_ms() - before;
	left = left > work->index_left ? left - work->index_left : 0;
	work->fresh = work->fresh > left ? work->fresh - left : 0;
	if (took > LONG_MS && !work->engine->is_once)
		work->index_at = clock_ms() + BREATH_MS;
	if (took < most_ms / 2 && size < most)
		size *= took < most_ms / 8 ? 4 : 2;
	else if (took > most_ms)
		size = size / 2 > SLICE_LEAST ? size / 2 : SLICE_LEAST;
	work->slice_size = size;
}

void calm_note(struct work *work, int64_t count)
{
	work->index_left += count;
	work->fresh += count;
}

static int64_t stored_time(struct work *work, struct str name)
{
	struct arena arena = { 0 };
	struct str value;
	int64_t when = 0;

	if (store_get(work->store, name, &arena, &value))
		str_to_int64(value, &when);
	arena_free(&arena);
	return when;
}

/* Once a day over all processes; a new database starts its first day. */
static bool is_daily_due(struct work *work, struct str name)
{
	int64_t now = time(NULL), last = stored_time(work, name);
	struct buf value = { 0 };

	if (last && now >= last && now < last + DAY)
		return false;
	buf_addf(&value, "%lld", (long long)now);
	store_put(work->store, name, buf_str(&value));
	buf_free(&value);
	return last != 0;
}

/* What need not be done at once: eviction and the upkeep of the database. */
static void tend(struct work *work)
{
	const struct conf *conf = &work->engine->conf;
	struct error err = { 0 };
	int64_t evicted = 0;

	work->tended_at = clock_ms();
	if (!store_begin(work->store, &err))
		return;
	bool is_evict_due = is_daily_due(work, STR("evicted"));
	bool is_picture_due = is_daily_due(work, STR("pictures"));
	bool is_tend_due = is_daily_due(work, STR("tended"));
	if (!store_commit(work->store, &err))
		log_write(LOG_WARNING, "%s", err.text);
	if (is_evict_due &&
	    !store_evict(work->store, time(NULL), conf_number(conf, SETTING_KEEP),
			 conf_number(conf, SETTING_CACHE_SIZE), &evicted, &err))
		log_write(LOG_WARNING, "%s", err.text);
	if (is_picture_due)
		pictures_evict(work, true);
	if (is_tend_due && !store_tend(work->store, time(NULL), &err))
		log_write(LOG_WARNING, "%s", err.text);
	if (evicted)
		event_send_changed(work->engine);
}

/* When the feed can be visited: it is due, and its host is not to be left
 * alone any more. */
static int64_t wake_time(struct work *work, const struct store_feed *feed)
{
	int64_t until, due = feed->next_visit > 0 ? feed->next_visit : 1;

	return hold_is_on(work, feed->url, time(NULL), &until) && until > due ? until : due;
}

/* When the first feed is due. */
static void find_wake(struct work *work)
{
	struct arena arena = { 0 };
	struct store_feed *feeds;
	size_t count;

	work->wake_at = 0;
	if (store_feeds(work->store, &arena, &feeds, &count, NULL))
		for (size_t i = 0; i < count; i++) {
			if (feeds[i].is_retired || feeds[i].is_gone)
				continue;
			int64_t due = wake_time(work, &feeds[i]);
			if (!work->wake_at || due < work->wake_at)
				work->wake_at = due;
		}
	arena_free(&arena);
}

void calm_sources_changed(struct work *work)
{
	if (!work->engine->is_once)
		find_wake(work);
}

/* The reader polls by itself what becomes due while it runs. */
static void wake(struct work *work)
{
	struct order *order = order_new(ORDER_REFRESH, 0);

	work->wake_at = 0;
	refresh_order(work, order);
	order_free(order);
}

/* Nothing that came is waiting for us: whatever runs waits for the network. */
static bool is_idle(const struct work *work)
{
	return !work->is_batch_open && !jail_pending(work->line) &&
	       !mailbox_count(work->engine->responses) &&
	       !mailbox_count(work->engine->work_box);
}

/* ms until the next slice of the index. */
static int breath_left(const struct work *work)
{
	int64_t left = work->index_at - clock_ms();

	return left > 0 ? (int)left : 0;
}

bool calm_slice(struct work *work)
{
	if (!is_idle(work) || (work->engine->is_once && !work->refresh.is_running))
		return false;
	if (work->index_left > 0 && breath_left(work) > 0)
		return false;
	if (work->index_left > 0) {
		index_slice(work);
		return work->index_left > 0 || work->is_rule_due || work->refresh.is_news;
	}
	if (work->is_rule_due) {
		work->is_rule_due = rules_run(work);
		return true; /* somebody may have waited for it */
	}
	if (work->refresh.is_news && !work->refresh.is_running)
		announce_news(work);
	if (work->jobs.count || work->refresh.is_running || work->engine->is_once)
		return false;
	if (work->wake_at && work->net && time(NULL) >= work->wake_at)
		wake(work);
	else if (work->tended_at && clock_ms() - work->tended_at > TEND_MS)
		tend(work);
	return false;
}

int calm_wait(const struct work *work)
{
	if (pictures_have_looks(work))
		return 0;
	if (work->refresh.is_running)
		return 100; /* for progress */
	if (work->index_left > 0 && is_idle(work) && !work->engine->is_once)
		return breath_left(work);
	if (work->engine->is_once || !work->wake_at || !work->net || work->jobs.count)
		return -1;
	int64_t left = work->wake_at - time(NULL);
	if (left > LONGEST_SLEEP)
		left = LONGEST_SLEEP;
	return left > 0 ? (int)left * 1000 : 0;
}

void calm_finish(struct work *work)
{
	int64_t until = clock_ms() + FINISH_MS;

	/* A beginning would help nobody: what a large poll brought is indexed
	 * by the reader in its calm moments, or by the search that needs it. */
	while (work->fresh > 0 && work->index_left > 0 && work->index_left <= FINISH_MOST &&
	       clock_ms() < until && !mailbox_count(work->engine->work_box))
		index_slice(work);
}

void calm_after_refresh(struct work *work)
{
	if (work->engine->is_once) {
		calm_finish(work);
		while (rules_run(work))
			;
		announce_once(work);
		tend(work);
		return;
	}
	work->tended_at = clock_ms() - TEND_MS;
	find_wake(work);
	/* What is due and could not be had is on its way elsewhere. */
	int64_t least = time(NULL) + EMPTY_SECONDS;
	if (!work->refresh.total && work->wake_at && work->wake_at < least)
		work->wake_at = least;
}
