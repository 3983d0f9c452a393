/* SPDX-License-Identifier: MIT */
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

/* The marks of a cache are an extra: without them the list is imported all
 * the same. */
static void take_marks(struct work *work, const char *cache)
{
	struct store_imported marks;
	struct error err = { 0 };

	if (import_marks(work->store, cache, &marks, &err))
		event_send_changed(work->engine);
	else
		event_send_notice(work->engine, err.text);
}

static void import_cache(struct work *work, const struct order *order, const char *path)
{
	struct import_result none = { 0 };
	struct store_imported marks;
	struct error err = { 0 };

	if (import_marks(work->store, path, &marks, &err))
		answer(work, order->ticket, &none);
	else
		event_send_failed(work->engine, order->ticket, &err);
}

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
		if (import_urls(buf_str(&bytes), work->engine->paths->urls, &result, &err)) {
			answer(work, order->ticket, &result);
			if (import_find_cache(path, &cache))
				take_marks(work, buf_cstr(&cache));
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
		import_cache(work, order, buf_cstr(&path));
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
