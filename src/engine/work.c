/* SPDX-License-Identifier: MIT */
#include "engine/work.h"

#include <poll.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/thread.h"
#include "engine/announce.h"

enum {
	JAIL_FDS = 16,
	RESPONSES_A_ROUND = 64,
	CHANGED_GAP_MS = 250,
	HANG_CHECK_MS = 500,
};

/* What each kind of job does with what comes back, and with its end. */
struct job_ways {
	void (*response)(struct work *work, struct job *job, struct net_response *response);
	void (*parsed)(struct work *work, struct job *job, struct jail_result *result);
	void (*drop)(struct work *work, struct job *job);
	bool is_person;
};

/* Lets the net thread read on once a body is out of our hands. */
static void body_done(struct work *work, size_t len)
{
	if (work->net && len)
		net_body_done(work->net, len);
}

void work_job_end(struct work *work, struct job *job)
{
	if (job->is_waiting && job->response)
		body_done(work, job->response->body.len);
	job_free(&work->jobs, job);
}

static void plain_drop(struct work *work, struct job *job)
{
	work_job_end(work, job);
}

static const struct job_ways ways[JOB_KIND_COUNT] = {
	[JOB_VISIT] = { visit_response, visit_parsed, visit_drop, false },
	[JOB_PAGE] = { ahead_response, ahead_parsed, ahead_drop, false },
	[JOB_SUBSCRIBE] = { subscribe_response, subscribe_parsed, subscribe_drop, true },
	[JOB_IMPORT] = { NULL, import_parsed, plain_drop, true },
	[JOB_ARTICLES] = { NULL, articles_parsed, articles_drop, false },
	[JOB_DOWNLOAD] = { download_response, NULL, download_drop, false },
	[JOB_PICTURE] = { pictures_response, NULL, pictures_drop, false },
	[JOB_LOOK] = { NULL, pictures_parsed, pictures_drop, false },
};

void work_send(struct work *work, struct job *job, struct net_request *request)
{
	request->ticket = job->id;
	net_send(work->net, request);
}

void work_parse(struct work *work, struct job *job, const struct jail_task *task)
{
	job->task = *task;
	job_wait(&work->jobs, job, ways[job->kind].is_person);
}

static void fill_jail(struct work *work)
{
	struct job *job;

	while ((job = job_next_waiting(&work->jobs))) {
		if (!jail_submit(work->line, &job->task, job->id))
			return;
		job_stop_waiting(&work->jobs, job);
		if (job->response) {
			body_done(work, job->response->body.len);
			buf_free(&job->response->body);
		}
	}
}

/* Hands a response to its job; the job may end by that. */
static void take_response(struct work *work, struct net_response *response)
{
	struct job *job = job_find(&work->jobs, response->ticket);
	uint64_t id = response->ticket;
	size_t len = response->body.len;

	if (response->is_progress) {
		if (job && job->kind == JOB_DOWNLOAD)
			download_progress(work, job, response);
		net_response_free(response);
		return;
	}
	if (job) {
		/* It stays with the job, which may have it parsed. */
		net_response_free(job->response);
		job->response = response;
		ways[job->kind].response(work, job, response);
		job = job_find(&work->jobs, id);
	} else {
		net_response_free(response);
	}
	if (job && job->is_waiting)
		return;
	if (job && job->response)
		buf_free(&job->response->body);
	body_done(work, len);
}

static void take_responses(struct work *work)
{
	struct net_response *response;

	for (int i = 0; i < RESPONSES_A_ROUND; i++) {
		response = mailbox_take(work->engine->responses);
		if (!response)
			return;
		if (response->ticket & INSIDE_DESK_BIT) {
			struct order *order = order_new(ORDER_RESPONSE, 0);
			order->response = response;
			mailbox_send(work->engine->desk_box, MAILBOX_PERSON, order);
		} else {
			take_response(work, response);
		}
	}
}

static void take_results(struct work *work)
{
	struct jail_result result;

	while (jail_take(work->line, &result, 0)) {
		struct job *job = job_find(&work->jobs, result.ticket);
		fill_jail(work);
		if (job)
			ways[job->kind].parsed(work, job, &result);
		jail_reuse(work->line, &result);
		if (mailbox_count(work->engine->work_box))
			return; /* somebody may wait for an order */
	}
}

struct cancelled {
	struct work *work;
	uint64_t ticket;
};

static void see_cancelled(void *ctx, struct job *job)
{
	const struct cancelled *wanted = ctx;

	if (!wanted->ticket || job->ticket != wanted->ticket)
		return;
	if (wanted->work->net)
		net_cancel(wanted->work->net, job->id);
	ways[job->kind].drop(wanted->work, job);
}

static void cancel(struct work *work, uint64_t ticket)
{
	struct cancelled wanted = { work, ticket };

	job_each(&work->jobs, see_cancelled, &wanted);
}

static void take_order(struct work *work, struct order *order)
{
	batch_close(work);
	switch (order->kind) {
	case ORDER_QUIT: work->is_quitting = true; break;
	case ORDER_CANCEL: cancel(work, order->ticket); break;
	case ORDER_REFRESH: refresh_order(work, order); break;
	case ORDER_CONF:
		order_take_conf(order, &work->engine->conf);
		rules_start(work);
		break;
	case ORDER_ANNOUNCE: work->refresh.is_news = true; break;
	case ORDER_FIND_TITLE: title_order(work, order); break;
	case ORDER_STOP_REFRESH: refresh_stop(work); break;
	case ORDER_PREFETCH: ahead_order(work, order); break;
	case ORDER_PICTURE: pictures_order(work, order); break;
	case ORDER_SUBSCRIBE: subscribe_order(work, order); break;
	case ORDER_UNSUBSCRIBE: sources_unsubscribe(work, order); break;
	case ORDER_SET_SOURCE: sources_set(work, order); break;
	case ORDER_PLACE_SOURCE: sources_place(work, order); break;
	case ORDER_RENAME_FOLDER: sources_rename_folder(work, order); break;
	case ORDER_IMPORT: import_order(work, order); break;
	case ORDER_RELOAD_URLS: sources_load(work, true); break;
	case ORDER_DOWNLOAD: download_order(work, order); break;
	case ORDER_FORGET_DOWNLOAD: download_forget(work, order); break;
	default: marks_order(work, order); break;
	}
	order_free(order);
}

static void sleep_until_something(struct work *work, int timeout)
{
	struct pollfd fds[JAIL_FDS + 2] = {
		{ .fd = mailbox_fd(work->engine->work_box), .events = POLLIN },
		{ .fd = mailbox_fd(work->engine->responses), .events = POLLIN },
	};
	int jail_fds[JAIL_FDS];
	size_t count = jail_line_fds(work->line, jail_fds, JAIL_FDS);

	for (size_t i = 0; i < count; i++)
		fds[i + 2] = (struct pollfd){ .fd = jail_fds[i], .events = POLLIN };
	if (jail_pending(work->line))
		timeout = (int)clock_shorter(timeout, HANG_CHECK_MS);
	timeout = (int)clock_shorter(timeout, batch_wait(work));
	poll(fds, (nfds_t)count + 2, timeout);
}

static void tell_changes(struct work *work)
{
	int64_t now = clock_ms();

	if (!work->is_changed || work->is_batch_open)
		return;
	if (work->refresh.is_running && now - work->last_progress < CHANGED_GAP_MS)
		return;
	work->is_changed = false;
	event_send_changed(work->engine);
}

static void work_round(struct work *work, int timeout)
{
	struct order *order;

	sleep_until_something(work, timeout);
	while (!work->is_quitting && (order = mailbox_take(work->engine->work_box)))
		take_order(work, order);
	take_responses(work);
	fill_jail(work);
	take_results(work);
	/* What came meanwhile: the children are not to wait for the disk. */
	take_responses(work);
	fill_jail(work);
	batch_close_when_due(work);
	pictures_step(work);
	refresh_step(work);
	tell_changes(work);
}

static void drop_job(void *ctx, struct job *job)
{
	ways[job->kind].drop(ctx, job);
}

static void leave(struct work *work)
{
	job_each(&work->jobs, drop_job, work);
	batch_close(work);
	refresh_free(work);
	pictures_free(work);
	title_free(work);
	conf_urls_free(&work->urls);
	free(work->url_slots);
	for (size_t i = 0; i < work->hold_count; i++)
		free(work->holds[i].host);
	free(work->holds);
}

/* A kernel that lacks a wall is not a secret. */
static void tell_missing_walls(struct engine *engine)
{
	const unsigned all = JAIL_PROCESS | JAIL_RLIMITS | JAIL_SECCOMP | JAIL_NO_NEW_PRIVS;

	jail_line_find_layers(engine->work_line, engine->jail);
	if ((jail_layers(engine->jail) & all) != all)
		event_send_notice(engine, _("Feeds are read with fewer protections than usual on "
					    "this machine; warta doctor names them"));
}

void *work_main(void *ctx)
{
	struct engine *engine = ctx;
	struct work *work = mem_new(1, sizeof(*work));

	work->engine = engine;
	work->store = engine->work_store;
	work->line = engine->work_line;
	work->net = engine->net;
	work->index_left = 1; /* unknown: look once */
	if (!engine->is_once)
		thread_step_back();
	tell_missing_walls(engine);
	sources_load(work, false);
	rules_start(work);
	work->refresh.is_news = !engine->is_once && announce_is_due(work);
	while (!work->is_quitting) {
		bool is_more = calm_slice(work);
		work_round(work, is_more ? 0 : calm_wait(work));
	}
	leave(work);
	free(work);
	return NULL;
}
