/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "engine/work.h"

enum { LEASE_SECONDS = 300 };

/* Who holds this lock knows that no other process is polling: leases that are
 * still there belong to one that died. */
static bool lock_refreshes(struct work *work)
{
	struct buf path = { 0 };

	buf_addf(&path, "%s/refresh.lock", work->engine->paths->data_dir);
	work->refresh.lock = open(buf_cstr(&path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
				  0600);
	buf_free(&path);
	if (work->refresh.lock < 0)
		return false;
	if (flock(work->refresh.lock, LOCK_EX | LOCK_NB) == 0)
		return true;
	claim_end(work);
	return false;
}

void claim_end(struct work *work)
{
	if (work->refresh.lock >= 0)
		close(work->refresh.lock);
	work->refresh.lock = -1;
}

static bool release_all(struct work *work, struct arena *arena, struct error *err)
{
	struct store_feed *feeds;
	size_t count = 0;

	if (!store_feeds(work->store, arena, &feeds, &count, err))
		return false;
	int64_t *ids = arena_array(arena, count + 1, sizeof(*ids));
	for (size_t i = 0; i < count; i++)
		ids[i] = feeds[i].id;
	return store_release(work->store, ids, count);
}

bool claim_feeds(struct work *work, const struct order *order, struct arena *arena,
		 struct store_feed **feeds, size_t *count, struct error *err)
{
	bool is_first = !work->refresh.visits_left && work->refresh.lock < 0;

	if (!store_begin(work->store, err))
		return false;
	bool is_ok = (!is_first || !lock_refreshes(work) || release_all(work, arena, err)) &&
		     store_claim(work->store, time(NULL), order->all,
				 order->id_count ? order->ids : NULL, order->id_count,
				 LEASE_SECONDS, arena, feeds, count, err) &&
		     store_commit(work->store, err);
	if (!is_ok)
		store_rollback(work->store);
	return is_ok;
}
