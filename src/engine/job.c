/* SPDX-License-Identifier: MIT */
#include "engine/job.h"

#include <stdlib.h>

#include "base/mem.h"

struct job *job_new(struct job_table *table, enum job_kind kind, uint64_t ticket)
{
	struct job *job = mem_new(1, sizeof(*job));
	struct job **slot;

	job->kind = kind;
	job->ticket = ticket;
	job->id = ++table->last_id;
	slot = &table->slots[job->id % JOB_SLOTS];
	job->next = *slot;
	*slot = job;
	table->count++;
	return job;
}

struct job *job_find(struct job_table *table, uint64_t id)
{
	struct job *job = table->slots[id % JOB_SLOTS];

	while (job && job->id != id)
		job = job->next;
	return job;
}

void job_stop_waiting(struct job_table *table, struct job *job)
{
	struct job **link = &table->first_waiting;

	if (!job->is_waiting)
		return;
	while (*link && *link != job)
		link = &(*link)->next_waiting;
	if (*link)
		*link = job->next_waiting;
	if (table->waiting_end == &job->next_waiting)
		table->waiting_end = link;
	job->is_waiting = false;
}

void job_free(struct job_table *table, struct job *job)
{
	struct job **link = &table->slots[job->id % JOB_SLOTS];

	job_stop_waiting(table, job);
	while (*link != job)
		link = &(*link)->next;
	*link = job->next;
	table->count--;
	net_response_free(job->response);
	arena_free(&job->arena);
	free(job);
}

void job_wait(struct job_table *table, struct job *job, bool is_person)
{
	if (!table->first_waiting)
		table->waiting_end = &table->first_waiting;
	if (is_person) {
		job->next_waiting = table->first_waiting;
		if (!table->first_waiting)
			table->waiting_end = &job->next_waiting;
		table->first_waiting = job;
	} else {
		job->next_waiting = NULL;
		*table->waiting_end = job;
		table->waiting_end = &job->next_waiting;
	}
	job->is_waiting = true;
}

struct job *job_next_waiting(struct job_table *table)
{
	return table->first_waiting;
}

static int newest_first(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x > y ? -1 : x < y;
}

void job_each(struct job_table *table, void (*see)(void *ctx, struct job *job), void *ctx)
{
	uint64_t *ids = mem_new(table->count + 1, sizeof(*ids));
	size_t count = 0;

	for (size_t i = 0; i < JOB_SLOTS; i++)
		for (const struct job *job = table->slots[i]; job; job = job->next)
			ids[count++] = job->id;
	qsort(ids, count, sizeof(*ids), newest_first);
	for (size_t i = 0; i < count; i++) {
		struct job *job = job_find(table, ids[i]);
		if (job)
			see(ctx, job);
	}
	free(ids);
}
