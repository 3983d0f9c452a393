/* SPDX-License-Identifier: MIT */
#include "base/clock.h"
#include "base/log.h"
#include "engine/work.h"

enum { BATCH_MOST = 256, BATCH_MS = 250 };

bool batch_open(struct work *work)
{
	struct error err = { 0 };

	if (!work->is_batch_open) {
		if (!store_begin(work->store, &err)) {
			log_write(LOG_ERROR, "%s", err.text);
			refresh_fault(work, &err);
			return false;
		}
		work->is_batch_open = true;
		work->batch_count = 0;
		work->batch_since = clock_ms();
	}
	work->batch_count++;
	return true;
}

void batch_close(struct work *work)
{
	struct error err = { 0 };

	if (!work->is_batch_open)
		return;
	work->is_batch_open = false;
	if (!store_commit(work->store, &err)) {
		store_rollback(work->store);
		log_write(LOG_ERROR, "%s", err.text);
		refresh_fault(work, &err);
	}
	if (work->engine->is_once)
		mailbox_send(work->engine->desk_box, MAILBOX_BACKGROUND,
			     order_new(ORDER_COPY, 0));
}

int batch_wait(const struct work *work)
{
	if (!work->is_batch_open)
		return -1;
	int64_t left = work->batch_since + BATCH_MS - clock_ms();
	return left > 0 ? (int)left : 0;
}

/* Commits cost a flush of the disk, so they wait a little for company, but
 * not when nobody else will come. */
void batch_close_when_due(struct work *work)
{
	if (!work->is_batch_open)
		return;
	if (work->batch_count >= BATCH_MOST || batch_wait(work) == 0 ||
	    work->refresh.visits_left == 0)
		batch_close(work);
}
