/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/announce.h"
#include "engine/import.h"
#include "engine/schedule.h"
#include "engine/work.h"
#include "query/query.h"

enum { PROGRESS_GAP_MS = 100, LEASE_SECONDS = 300 };

static void fill_progress(const struct work *work, struct engine_event *event)
{
	event->is_all = work->refresh.is_all;
	event->done = work->refresh.done;
	event->total = work->refresh.total;
	event->failed = work->refresh.failed;
	event->added = work->refresh.added;
	event->pages_done = work->ahead.done;
	event->pages_total = work->ahead.total;
	event->count = work->ahead.failed;
	event->pages_left = work->ahead.left;
	event->pictures = (struct engine_pictures){
		.done = work->pictures.done, .total = work->pictures.total,
		.failed = work->pictures.failed, .left = work->pictures.left,
		.bytes = work->pictures.bytes,
	};
}

static void send_progress(struct work *work)
{
	struct engine_event *event = event_new(ENGINE_PROGRESS, 0);

	fill_progress(work, event);
	work->last_progress = clock_ms();
	event_send(work->engine, event);
}

/* Whether the feed has to be left alone for now. A host's wish for patience
 * holds for all that is polled by itself, and when it named a time also for who
 * wants everything; feeds that a person chose are kept only from what was told
 * of them. */
static bool must_wait(struct work *work, const struct store_feed *feed, bool is_chosen,
		      int64_t now, int64_t *until)
{
	bool was_told = feed->status == 429 || feed->status == 503;

	if (!work->refresh.is_forced)
		return hold_is_on(work, feed->url, now, until);
	if (!is_chosen && hold_is_named(work, feed->url, now, until))
		return true;
	*until = feed->next_visit;
	return was_told && feed->next_visit > now && feed->last_visit <= now;
}

static void start_visits(struct work *work, const struct store_feed *feeds, size_t count,
			 bool is_chosen)
{
	int64_t now = time(NULL), until;
	struct str said = STR("");

	for (size_t i = 0; i < count; i++) {
		if (must_wait(work, &feeds[i], is_chosen, now, &until)) {
			struct str host = url_host(feeds[i].url);
			if (work->refresh.is_forced && !str_eq_nocase(said, host))
				hold_say(work, feeds[i].url, until);
			said = host;
			if (batch_open(work))
				store_release(work->store, &feeds[i].id, 1);
			continue;
		}
		work->refresh.total++;
		work->refresh.visits_left++;
		visit_start(work, &feeds[i]);
	}
}

static void begin(struct work *work)
{
	struct work_refresh *refresh = &work->refresh;

	if (refresh->is_running)
		return;
	free(refresh->added_ids);
	free(refresh->silent);
	arena_free(&refresh->arena);
	*refresh = (struct work_refresh){ .is_running = true };
	ahead_reset(work);
	if (pictures_are_done(work))
		pictures_reset(work);
}

void refresh_order(struct work *work, const struct order *order)
{
	struct arena arena = { 0 };
	struct store_feed *feeds = NULL;
	struct error err = { 0 };
	size_t count = 0;

	if (!work->net) {
		event_send_notice(work->engine, _("warta is offline; nothing is fetched"));
		event_send(work->engine, event_new(ENGINE_REFRESHED, 0));
		return;
	}
	if (order->all || order->id_count)
		net_warm(work->net); /* something will be asked for certain */
	begin(work);
	sources_load(work, false);
	work->refresh.is_offline_fill |= order->is_offline_fill;
	work->refresh.is_forced |= order->all || order->id_count;
	work->refresh.is_all |= order->all;
	work->refresh.is_fetching_pages = false;
	work->ahead.is_planned = work->pictures.is_planned = false;
	batch_close(work);
	if (store_claim(work->store, time(NULL), order->all, order->id_count ? order->ids : NULL,
			order->id_count, LEASE_SECONDS, &arena, &feeds, &count, &err))
		start_visits(work, feeds, count, order->id_count > 0);
	else
		refresh_fault(work, &err);
	arena_free(&arena);
	send_progress(work);
}

static void see_visit(void *ctx, struct job *job)
{
	struct work *work = ctx;

	if (job->kind == JOB_VISIT) {
		net_cancel(work->net, job->id);
		visit_drop(work, job);
	} else if (job->kind == JOB_PAGE) {
		net_cancel(work->net, job->id);
		ahead_drop(work, job);
	} else if (job->kind == JOB_PICTURE || job->kind == JOB_LOOK) {
		net_cancel(work->net, job->id);
		pictures_drop(work, job);
	}
}

void refresh_stop(struct work *work)
{
	if (!work->refresh.is_running)
		return;
	work->refresh.is_fetching_pages = true;
	pictures_reset(work);
	work->ahead.is_planned = work->pictures.is_planned = true;
	job_each(&work->jobs, see_visit, work);
	work->ahead.budget = 0;
}

void refresh_fault(struct work *work, const struct error *err)
{
	struct error *fault = &work->refresh.fault;

	if (!work->refresh.is_running || !fault->text[0]) /* once for all feeds */
		event_send_notice(work->engine, err->text);
	*fault = *err;
}

void refresh_hear(struct work *work, struct job *job, const struct net_response *response)
{
	struct work_refresh *refresh = &work->refresh;
	struct str host = url_host(job->visit.url);

	refresh->has_heard |= response->status > 0;
	if (refresh->has_heard || (response->failure != NET_NO_HOST &&
	    response->failure != NET_NO_CONNECTION && response->failure != NET_TIMEOUT))
		return;
	if (!refresh->silent_count)
		refresh->silent_host = host;
	refresh->are_all_silent |= !str_eq_nocase(refresh->silent_host, host);
	refresh->silent = mem_grow(refresh->silent, refresh->silent_count, &refresh->silent_cap,
				   sizeof(*refresh->silent));
	refresh->silent[refresh->silent_count++] = job->visit.result.feed;
}

/* Where several hosts were asked and none has answered it is the network that is
 * not there, and no fault of theirs. */
static void forgive_silence(struct work *work)
{
	struct work_refresh *refresh = &work->refresh;

	if (!refresh->has_heard && refresh->are_all_silent)
		store_forgive(work->store, refresh->silent, refresh->silent_count,
			      time(NULL) + SCHEDULE_LEAST);
	refresh->silent_count = 0;
}

void refresh_visit_done(struct work *work, bool is_failed, int64_t added)
{
	struct work_refresh *refresh = &work->refresh;

	if (refresh->visits_left)
		refresh->visits_left--;
	refresh->done++;
	refresh->failed += is_failed;
	refresh->added += added;
}

static void end(struct work *work)
{
	struct engine_event *event = event_new(ENGINE_REFRESHED, 0);

	batch_close(work);
	forgive_silence(work);
	if (work->refresh.added)
		import_marks_again(work->store);
	work->refresh.is_news = work->refresh.added > 0 || announce_is_due(work);
	calm_after_refresh(work);
	work->refresh.is_running = false;
	fill_progress(work, event);
	event->error = work->refresh.fault;
	event_send_changed(work->engine);
	work->is_changed = false;
	event_send(work->engine, event);
	pictures_reset(work);
	if (work->refresh.done)
		log_write(LOG_INFO, _("refresh: %lld feeds, %lld failed, %lld new"),
			  (long long)work->refresh.done, (long long)work->refresh.failed,
			  (long long)work->refresh.added);
}

void refresh_step(struct work *work)
{
	struct work_refresh *refresh = &work->refresh;

	if (!refresh->is_running)
		return;
	if (clock_ms() - work->last_progress >= PROGRESS_GAP_MS)
		send_progress(work);
	if (refresh->visits_left)
		return;
	batch_close(work);
	title_answer(work);
	refresh->is_fetching_pages = true;
	if (!work->ahead.jobs_left && !work->ahead.is_planned) {
		/* No page is wanted of what rules are about to mute. */
		if (work->has_rules && (work->index_left > 0 || work->is_rule_due))
			return;
		ahead_plan(work);
	}
	if (work->ahead.jobs_left || !work->ahead.is_planned)
		return;
	if (!work->pictures.is_planned)
		pictures_plan(work);
	if (pictures_are_done(work))
		end(work);
}

void refresh_free(struct work *work)
{
	free(work->refresh.added_ids);
	free(work->refresh.silent);
	arena_free(&work->refresh.arena);
	ahead_reset(work);
	free(work->ahead.hosts);
	work->ahead.hosts = NULL;
	arena_free(&work->ahead.arena);
}
