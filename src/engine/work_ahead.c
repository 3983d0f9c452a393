/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <time.h>

#include "base/i18n.h"
#include "base/log.h"
#include "engine/ahead.h"
#include "engine/work.h"
#include "store/pictures.h"

enum { LATELY = 60 /* seconds */ };

void ahead_start(struct work *work, const struct ahead_wish *wish)
{
	struct job *job = job_new(&work->jobs, JOB_PAGE, 0);

	fetch_start(&job->ahead.fetch, wish->url);
	job->ahead.article = wish->article;
	job->ahead.feed = wish->feed;
	job->ahead.level = wish->level;
	job->ahead.fetch.is_trusted = wish->is_trusted;
	/* What the user asked for by key is no crawl. */
	job->ahead.fetch.is_prefetch = !wish->is_order;
	if (wish->is_stale)
		store_page_validators(work->store, wish->url, time(NULL),
				      &job->ahead.fetch.arena, &job->ahead.fetch.validators);
	work->ahead.jobs_left++;
	work->ahead.total++;
	work_send(work, job, fetch_request(&job->ahead.fetch, work->engine,
						&work->engine->conf, job->id));
}

static void add_pages(const struct work *work, struct buf *out)
{
	int64_t got = work->ahead.done - work->ahead.failed;

	if (work->ahead.failed)
		buf_addf(out, _("%" PRId64 " pages can be read offline, "
				"%" PRId64 " could not be fetched"), got, work->ahead.failed);
	else
		buf_addf(out, ngettext("%" PRId64 " page can be read offline", "%" PRId64
				       " pages can be read offline", (unsigned long)got), got);
}

static void add_pictures(const struct work *work, struct buf *out)
{
	const struct work_pictures *p = &work->pictures;

	if (out->len)
		buf_add(out, STR("; "));
	buf_addf(out, ngettext("%" PRId64 " picture fetched", "%" PRId64 " pictures fetched",
			       (unsigned long)(p->done - p->failed)), p->done - p->failed);
	if (p->failed + p->left)
		buf_addf(out, _(", %" PRId64 " missing"), p->failed + p->left);
}

/* Why the one picture that was asked for is not here. */
static void say_failure(struct work *work, struct buf *out)
{
	struct store_failure *failures;
	struct arena arena = { 0 };
	size_t count;

	if (store_picture_failures(work->store, time(NULL) - LATELY, 1, &arena, &failures,
				   &count) && count) {
		buf_clear(out);
		buf_add(out, failures[0].sentence);
	}
	arena_free(&arena);
}

void ahead_tell_end(struct work *work)
{
	struct buf sentence = { 0 };

	if (work->refresh.is_running || !work->ahead.is_order || work->ahead.jobs_left ||
	    !pictures_are_done(work))
		return;
	if (work->ahead.total)
		add_pages(work, &sentence);
	if (work->pictures.total || work->pictures.left)
		add_pictures(work, &sentence);
	if (work->pictures.total == 1 && work->pictures.failed == 1 && !work->ahead.total)
		say_failure(work, &sentence);
	if (!sentence.len)
		buf_add(&sentence, str_from(_("everything that is related is here already")));
	event_send_notice(work->engine, buf_cstr(&sentence));
	buf_free(&sentence);
	ahead_reset(work);
	pictures_reset(work);
}

void ahead_leave(struct work *work, struct job *job)
{
	ahead_spend(work, job->ahead.fetch.asked, 0, job->ahead.fetch.wire_bytes);
	if (work->ahead.jobs_left)
		work->ahead.jobs_left--;
	fetch_free(&job->ahead.fetch);
	work_job_end(work, job);
	ahead_tell_end(work);
}

static void end(struct work *work, struct job *job, bool is_failed)
{
	work->ahead.done++;
	work->ahead.failed += is_failed;
	ahead_leave(work, job);
}

void ahead_drop(struct work *work, struct job *job)
{
	end(work, job, true);
}

static void fail(struct work *work, struct job *job, const struct error *err)
{
	const struct fetch *fetch = &job->ahead.fetch;

	if (fetch->is_put_off) {
		store_page_put_off(work->store, fetch->asked, time(NULL), error_kept(err));
		ahead_again(work);
	} else {
		store_page_failed(work->store, fetch->asked, time(NULL), error_kept(err));
	}
	end(work, job, true);
}

static void keep(struct work *work, struct job *job)
{
	struct fetch *fetch = &job->ahead.fetch;
	struct error err = { 0 };
	int64_t id;

	if (!store_page_save_with(work->store, fetch->asked, &fetch->page, &fetch->validators,
				  time(NULL), &id, &err)) {
		log_write(LOG_ERROR, "%s", err.text);
		fail(work, job, &err);
		return;
	}
	work->is_changed = true;
	calm_note(work, 1);
	if (!fetch->is_prefetch && ahead_wants_pictures(work, job->ahead.feed))
		pictures_look(work, job->ahead.article ? job->ahead.article : -id);
	if (job->ahead.level > 0)
		ahead_follow(work, &fetch->page, job->ahead.feed, job->ahead.level - 1);
	end(work, job, false);
}

static void advance(struct work *work, struct job *job, enum fetch_step step,
		    const struct jail_task *task, const struct error *err)
{
	switch (step) {
	case FETCH_REQUEST:
		work_send(work, job, fetch_request(&job->ahead.fetch, work->engine,
						&work->engine->conf, job->id));
		break;
	case FETCH_PARSE: work_parse(work, job, task); break;
	case FETCH_DONE: keep(work, job); break;
	case FETCH_FAILED: fail(work, job, err); break;
	case FETCH_UNCHANGED:
		store_page_confirm(work->store, job->ahead.fetch.asked);
		end(work, job, false);
		break;
	}
}

/* What is to be known of a response when its job is gone. */
struct answer {
	struct buf url;
	int status;
	int64_t retry_after;
};

static struct answer answer_of(const struct fetch *fetch, const struct net_response *response)
{
	struct answer answer = { .status = response->status,
				 .retry_after = response->retry_after };

	buf_add(&answer.url, fetch->current);
	return answer;
}

void ahead_response(struct work *work, struct job *job, struct net_response *response)
{
	struct jail_task task;
	struct error err = { 0 };

	if (response->failure == NET_CANCELLED) {
		ahead_drop(work, job);
		return;
	}
	struct answer answer = answer_of(&job->ahead.fetch, response);
	enum fetch_step step = fetch_response(&job->ahead.fetch, response, &task, &err);
	advance(work, job, step, &task, &err);
	ahead_heed(work, buf_str(&answer.url), answer.status, answer.retry_after);
	buf_free(&answer.url);
}

void ahead_parsed(struct work *work, struct job *job, struct jail_result *result)
{
	struct error err = { 0 };
	enum fetch_step step = fetch_parsed(&job->ahead.fetch, result, &err);

	advance(work, job, step, NULL, &err);
}
