/* SPDX-License-Identifier: MIT */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "engine/import.h"
#include "engine/work.h"

static void answer(struct work *work, uint64_t ticket, struct import_result *result)
{
	struct engine_event *event = event_new(ENGINE_IMPORTED, ticket);

	event->count = (int64_t)result->added;
	event->text = arena_str(&event->arena, buf_str(&result->refused));
	sources_load(work, true);
	event_send(work->engine, event);
}

/* ---- newsboat's cache: its articles, then its marks ----------------------------------- */

/* The marks of a cache are an extra: without them the list is imported all
 * the same. */
static void take_marks(struct work *work, struct job *job)
{
	struct import_result none = { 0 };
	struct store_imported marks;
	struct error err = { 0 };

	bool is_ok = import_marks(work->store, job->articles.cache, &marks, &err);
	if (is_ok)
		event_send_changed(work->engine);
	if (is_ok && job->articles.is_alone)
		answer(work, job->ticket, &none);
	else if (!is_ok && job->articles.is_alone)
		event_send_failed(work->engine, job->ticket, &err);
	else if (!is_ok)
		event_send_notice(work->engine, err.text);
}

void articles_drop(struct work *work, struct job *job)
{
	import_articles_close(job->articles.import);
	free(job->articles.cache);
	job->articles.import = NULL;
	job->articles.cache = NULL;
	work_job_end(work, job);
}

/* One piece goes to the jail; after the last one the marks. */
static void articles_step(struct work *work, struct job *job)
{
	struct buf json = { 0 };

	if (!import_articles_next(job->articles.import, &json)) {
		calm_note(work, import_articles_added(job->articles.import));
		take_marks(work, job);
		articles_drop(work, job);
		return;
	}
	arena_free(&job->arena); /* the piece before */
	work_parse(work, job, &(struct jail_task){
		.kind = JAIL_FEED,
		.bytes = arena_str(&job->arena, buf_str(&json)),
		.content_type = STR("application/feed+json"),
		.now = time(NULL),
	});
	buf_free(&json);
}

/* A piece that the jail cannot read is left out. */
void articles_parsed(struct work *work, struct job *job, struct jail_result *result)
{
	struct error err = { 0 };

	if (!result->is_ok)
		log_write(LOG_WARNING, "%s", result->error.text);
	else if (!import_articles_save(job->articles.import, &result->feed, &err))
		log_write(LOG_ERROR, "%s", err.text);
	work->is_changed = true;
	articles_step(work, job);
}

static void import_cache(struct work *work, uint64_t ticket, const char *path, bool is_alone)
{
	struct job *job = job_new(&work->jobs, JOB_ARTICLES, ticket);
	struct error err = { 0 };

	job->articles.cache = mem_copy(path, strlen(path));
	job->articles.is_alone = is_alone;
	if (import_articles_open(work->store, path, &job->articles.import, &err)) {
		articles_step(work, job);
		return;
	}
	if (is_alone)
		event_send_failed(work->engine, ticket, &err);
	else
		event_send_notice(work->engine, err.text);
	articles_drop(work, job);
}

/* ---- lists ------------------------------------------------------------------------------ */

static void import_list(struct work *work, const struct order *order, const char *path)
{
	struct job *job = job_new(&work->jobs, JOB_IMPORT, order->ticket);
	struct import_result result = { 0 };
	struct buf bytes = { 0 }, cache = { 0 };
	struct error err = { 0 };
	bool is_opml;

	if (!import_read(path, &bytes, &is_opml, &err)) {
		event_send_failed(work->engine, order->ticket, &err);
		work_job_end(work, job);
	} else if (is_opml) {
		work_parse(work, job, &(struct jail_task){
			.kind = JAIL_OPML,
			.bytes = arena_str(&job->arena, buf_str(&bytes)),
		});
	} else {
		if (import_urls(buf_str(&bytes), work->engine->paths->urls, &result, &err) &&
		    import_rules(path, work->engine->paths->config, &result, &err)) {
			answer(work, order->ticket, &result);
			if (import_find_cache(path, &cache))
				import_cache(work, 0, buf_cstr(&cache), false);
		} else {
			event_send_failed(work->engine, order->ticket, &err);
		}
		work_job_end(work, job);
	}
	import_result_free(&result);
	buf_free(&bytes);
	buf_free(&cache);
}

void import_order(struct work *work, const struct order *order)
{
	struct buf path = { 0 };

	import_find_list(order->text.ptr, &path);
	if (import_is_database(buf_cstr(&path)))
		import_cache(work, order->ticket, buf_cstr(&path), true);
	else
		import_list(work, order, buf_cstr(&path));
	buf_free(&path);
}

void import_parsed(struct work *work, struct job *job, struct jail_result *parsed)
{
	struct import_result result = { 0 };
	struct error err = parsed->error;

	if (parsed->is_ok &&
	    import_opml(&parsed->opml, work->engine->paths->urls, &result, &err))
		answer(work, job->ticket, &result);
	else
		event_send_failed(work->engine, job->ticket, &err);
	import_result_free(&result);
	work_job_end(work, job);
}
