/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/sentence.h"
#include "base/url.h"
#include "engine/schedule.h"
#include "engine/work.h"

enum { MOVED_VISITS = 3 };

void visit_start(struct work *work, const struct store_feed *feed)
{
	struct job *job = job_new(&work->jobs, JOB_VISIT, 0);
	const struct conf_source *source = sources_find(work, feed->url);
	struct net_request *request = inside_request(&work->engine->conf, feed->url, source);
	int64_t every = conf_number(&work->engine->conf, SETTING_EVERY);

	job->visit = (struct visit){
		.url = arena_str(&work->refresh.arena, feed->url),
		.interval = feed->interval,
		.failures = feed->failures,
		.moved_visits = feed->moved_visits,
		.moved_before = arena_str(&work->refresh.arena, feed->moved_to),
		.every = source && source->every >= 0 ? source->every : every,
		.has_validators = feed->etag.len || feed->last_modified.len,
		.max_age = -1,
		.retry_after = -1,
		.result = {
			.feed = feed->id,
			.updated_becomes_unread =
				conf_bool(&work->engine->conf, SETTING_UPDATED_UNREAD),
		},
	};
	request->etag = inside_copy(feed->etag);
	request->last_modified = inside_copy(feed->last_modified);
	request->is_trusted = true; /* it stands in the user's own file */
	/* A redirect named a time, and that is over. */
	request->has_waited = feed->status / 100 == 3 && feed->status != 304 &&
			      feed->next_visit <= time(NULL);
	work_send(work, job, request);
}

void visit_drop(struct work *work, struct job *job)
{
	if (batch_open(work))
		store_release(work->store, &job->visit.result.feed, 1);
	work_job_end(work, job);
	refresh_visit_done(work, false, 0);
}

/* A move is believed when several visits in a row agree on it. */
static bool has_moved(const struct visit *visit)
{
	return visit->result.moved_to.len && !str_eq(visit->result.moved_to, visit->url) &&
	       str_eq(visit->result.moved_to, visit->moved_before) &&
	       visit->moved_visits + 1 >= MOVED_VISITS;
}

/* The new place has the feed: the articles stay, and the urls file follows. */
static void follow_move(struct work *work, const struct visit *visit)
{
	struct str from = visit->url, to = visit->result.moved_to;
	struct error err = { 0 };

	if (!has_moved(visit) || sources_find(work, to))
		return;
	batch_close(work);
	if (!conf_urls_move(work->engine->paths->urls, from, to, &err) ||
	    !store_feed_move(work->store, visit->result.feed, to, &err)) {
		log_write(LOG_WARNING, "%s", err.text);
		return;
	}
	sources_load(work, true);
}

/* Two subscriptions that have become one: what is asked for through the other
 * has to be asked for here once a day at most, and the person is told. */
static void heed_twin(struct work *work, struct job *job)
{
	struct visit *visit = &job->visit;
	struct buf shown = { 0 }, kept = { 0 };

	if (!has_moved(visit) || !sources_find(work, visit->result.moved_to))
		return;
	url_add_shown(&shown, visit->result.moved_to);
	sentence_keep(&kept, N_("the feed has moved to %s, which is subscribed as well"),
		      buf_cstr(&shown));
	visit->result.complaint = arena_str(&job->arena, buf_str(&kept));
	if (visit->result.next_visit < visit->result.now + SCHEDULE_MOST)
		visit->result.next_visit = visit->result.now + SCHEDULE_MOST;
	buf_free(&shown);
	buf_free(&kept);
}

static void plan_next(struct visit *visit, enum schedule_outcome outcome, int64_t now)
{
	struct schedule_facts facts = {
		.now = now,
		.outcome = outcome,
		.interval = visit->interval,
		.failures = visit->failures + 1,
		.every = visit->every,
		.max_age = visit->max_age,
		.retry_after = visit->retry_after,
		.ttl_minutes = visit->ttl_minutes,
		.rhythm = visit->rhythm,
		.skip_hours = visit->skip_hours,
		.skip_days = visit->skip_days,
		.seed = (uint32_t)str_hash(visit->url),
	};
	struct schedule next = schedule_next(&facts);

	visit->result.next_visit = next.next_visit;
	visit->result.interval = next.interval;
	visit->result.is_gone = outcome == SCHEDULE_GONE;
}

static void note_added(struct work *work, const struct store_visit_result *stored)
{
	struct work_refresh *refresh = &work->refresh;

	for (int64_t i = 0; i < stored->added && refresh->added_count < 1000; i++) {
		refresh->added_ids = mem_grow(refresh->added_ids, refresh->added_count,
					      &refresh->added_cap, sizeof(*refresh->added_ids));
		refresh->added_ids[refresh->added_count++] = stored->added_ids[i];
	}
}

struct same_host {
	struct work *work;
	struct str host;
};

static void see_same_host(void *ctx, struct job *job)
{
	const struct same_host *same = ctx;

	if (job->kind == JOB_VISIT && !job->is_waiting && !job->response &&
	    str_eq(url_host(job->visit.url), same->host))
		net_cancel(same->work->net, job->id);
}

/* The host gets its peace: now, from those that are still in the queue, and
 * until the time it named. Where it named none a person's wish goes on. */
static void hold_host(struct work *work, const struct visit *visit, struct str url)
{
	struct same_host same = { work, url_host(url) };
	int64_t until = hold_set(work, url, visit->result.now, visit->retry_after);
	bool is_named = visit->retry_after > 0;

	if (work->refresh.is_forced && !is_named)
		return;
	if (work->refresh.is_forced)
		hold_say(work, url, until);
	job_each(&work->jobs, see_same_host, &same);
}

/* Where the visit was led elsewhere it was that host who asked; what the first
 * one has may all lead there. */
static void hold_hosts(struct work *work, const struct job *job)
{
	struct str first = job->visit.url;
	struct str last = str_from(job->response ? job->response->url : NULL);

	hold_host(work, &job->visit, first);
	if (last.len && !str_eq_nocase(url_host(last), url_host(first)))
		hold_host(work, &job->visit, last);
}

/* Stores what the visit brought, in the transaction that is open. */
static void finish(struct work *work, struct job *job, enum schedule_outcome outcome)
{
	struct visit *visit = &job->visit;
	struct store_visit_result stored = { 0 };
	struct arena arena = { 0 };
	struct error err = { 0 };
	bool is_failed = outcome > SCHEDULE_NOT_MODIFIED;

	visit->result.now = time(NULL);
	plan_next(visit, outcome, visit->result.now);
	if (outcome == SCHEDULE_BUSY)
		hold_hosts(work, job);
	if (!is_failed)
		heed_twin(work, job);
	if (!batch_open(work) ||
	    !store_visit_save(work->store, &visit->result, &arena, &stored, &err)) {
		log_write(LOG_ERROR, "%s", err.text);
		if (err.text[0])
			refresh_fault(work, &err);
		is_failed = true;
	}
	calm_note(work, stored.added + stored.updated);
	note_added(work, &stored);
	work->refresh.stale += stored.stale;
	arena_free(&arena);
	work->is_changed = true;
	if (!is_failed)
		follow_move(work, visit);
	work_job_end(work, job);
	refresh_visit_done(work, is_failed, stored.added);
}

/* sentence is kept as base/sentence.h has it. */
static void fail(struct work *work, struct job *job, enum schedule_outcome outcome,
		 struct str sentence)
{
	struct buf line = { 0 };

	job->visit.result.news = NULL;
	job->visit.result.error = arena_str(&job->arena, sentence);
	/* What a failed answer said about itself is not to be believed. */
	job->visit.result.etag = job->visit.result.last_modified = STR("");
	job->visit.result.moved_to = STR("");
	url_add_shown(&line, job->visit.url);
	buf_add(&line, STR(": "));
	sentence_add(&line, sentence);
	log_write(LOG_WARNING, "%s", buf_cstr(&line));
	buf_free(&line);
	finish(work, job, outcome);
}

static enum schedule_outcome outcome_of(const struct net_response *response)
{
	switch (response->failure) {
	case NET_OK: break;
	case NET_NO_HOST:
	case NET_NO_CONNECTION:
	case NET_TIMEOUT: return SCHEDULE_MISSING;
	default: return SCHEDULE_FAILED;
	}
	switch (response->status) {
	case 404: return SCHEDULE_MISSING;
	case 410: return SCHEDULE_GONE;
	case 429:
	case 503: return SCHEDULE_BUSY;
	default: return SCHEDULE_FAILED;
	}
}

static void read_facts(struct job *job, const struct net_response *response)
{
	struct visit *visit = &job->visit;

	visit->max_age = response->max_age;
	visit->retry_after = response->retry_after;
	visit->result.status = response->status;
	visit->result.bytes = response->wire_bytes;
	visit->result.etag = str_from(response->etag);
	visit->result.last_modified = str_from(response->last_modified);
	visit->result.moved_to = str_from(response->moved_to);
}

/* What a response that is no document means; empty when it is one. */
static struct str complaint_of(const struct net_response *response)
{
	if (response->failure != NET_OK || response->status >= 400)
		return response->error.text[0] ? error_kept(&response->error) :
						 str_from(N_("The server refused"));
	if (response->status == 304)
		return str_from(N_("The server sent no feed, only that nothing has changed"));
	if (response->status == 206)
		return str_from(N_("The server sent only a part of the feed"));
	if (response->status && response->status / 100 != 2)
		return str_from(N_("The server led nowhere"));
	if (!response->body.len)
		return str_from(N_("The server sent nothing"));
	return STR("");
}

void visit_response(struct work *work, struct job *job, struct net_response *response)
{
	if (response->failure == NET_CANCELLED) {
		visit_drop(work, job);
		return;
	}
	refresh_hear(work, job, response);
	read_facts(job, response);
	if (response->is_not_modified && job->visit.has_validators) {
		job->visit.result.is_not_modified = true;
		finish(work, job, SCHEDULE_NOT_MODIFIED);
		return;
	}
	struct str complaint = complaint_of(response);
	if (complaint.len) {
		fail(work, job, outcome_of(response), complaint);
		return;
	}
	work_parse(work, job, &(struct jail_task){
		.kind = JAIL_FEED,
		.bytes = buf_str(&response->body),
		.base = response->url ? str_from(response->url) : job->visit.url,
		.content_type = str_from(response->content_type),
		.now = time(NULL),
	});
}

struct str visit_fault(const struct news_feed *feed)
{
	if (feed->is_truncated)
		return str_from(N_("The feed ends in the middle; nothing of it was stored"));
	if (feed->is_hollow)
		return str_from(N_("The feed has no channel in it"));
	return STR("");
}

void visit_parsed(struct work *work, struct job *job, struct jail_result *result)
{
	struct visit *visit = &job->visit;
	const struct news_feed *feed = &result->feed;

	if (!result->is_ok) {
		fail(work, job, SCHEDULE_FAILED, error_kept(&result->error));
		return;
	}
	if (visit_fault(feed).len) {
		fail(work, job, SCHEDULE_FAILED, visit_fault(feed));
		return;
	}
	visit->result.news = feed;
	visit->result.complaint = feed->complaint;
	visit->ttl_minutes = feed->ttl_minutes;
	visit->skip_hours = feed->skip_hours;
	visit->skip_days = feed->skip_days;
	visit->rhythm = schedule_rhythm(feed, time(NULL));
	finish(work, job, SCHEDULE_NEWS);
}
