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

void import_order(struct work *work, const struct order *order)
{
	struct job *job = job_new(&work->jobs, JOB_IMPORT, order->ticket);
	struct import_result result = { 0 };
	struct buf bytes = { 0 };
	struct error err = { 0 };
	bool is_opml;

	if (!import_read(order->text.ptr, &bytes, &is_opml, &err)) {
		event_send_failed(work->engine, order->ticket, &err);
		work_job_end(work, job);
	} else if (is_opml) {
		work_parse(work, job, &(struct jail_task){
			.kind = JAIL_OPML,
			.bytes = arena_str(&job->arena, buf_str(&bytes)),
		});
	} else {
		if (import_urls(buf_str(&bytes), work->engine->paths->urls, &result, &err))
			answer(work, order->ticket, &result);
		else
			event_send_failed(work->engine, order->ticket, &err);
		work_job_end(work, job);
	}
	import_result_free(&result);
	buf_free(&bytes);
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
