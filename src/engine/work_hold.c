/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/url.h"
#include "engine/work.h"

enum { LONGEST_HOLD = 86400 };

static struct work_hold *find(struct work *work, struct str host)
{
	for (size_t i = 0; i < work->hold_count; i++)
		if (str_eq_nocase(str_from(work->holds[i].host), host))
			return &work->holds[i];
	return NULL;
}

static struct work_hold *add(struct work *work, struct str host)
{
	work->holds = mem_grow(work->holds, work->hold_count, &work->hold_cap,
			       sizeof(*work->holds));
	work->holds[work->hold_count] = (struct work_hold){ .host = mem_copy(host.ptr, host.len) };
	return &work->holds[work->hold_count++];
}

static void add_name(struct buf *name, struct str host)
{
	buf_addf(name, "hold %.*s", STR_ARG(host));
}

/* What another process was told by the host. */
static int64_t load(struct work *work, struct str host)
{
	struct arena arena = { 0 };
	struct buf name = { 0 };
	struct str value;
	int64_t until = 0;

	add_name(&name, host);
	if (store_get(work->store, buf_str(&name), &arena, &value))
		str_to_int64(value, &until);
	buf_free(&name);
	arena_free(&arena);
	return until;
}

bool hold_is_on(struct work *work, struct str url, int64_t now, int64_t *until)
{
	struct str host = url_host(url);
	struct work_hold *hold;

	if (!host.len)
		return false;
	hold = find(work, host);
	if (!hold) {
		hold = add(work, host);
		hold->until = load(work, host);
	}
	/* A time that lies further ahead than any hold: the clock went back. */
	if (hold->until <= now || hold->until > now + LONGEST_HOLD)
		return false;
	*until = hold->until;
	return true;
}

void hold_set(struct work *work, struct str url, int64_t until)
{
	struct str host = url_host(url);
	struct work_hold *hold = find(work, host);
	struct buf name = { 0 }, value = { 0 };

	if (!host.len)
		return;
	if (!hold)
		hold = add(work, host);
	hold->until = until;
	add_name(&name, host);
	buf_addf(&value, "%" PRId64, until);
	store_put(work->store, buf_str(&name), buf_str(&value));
	log_write(LOG_INFO, "%.*s asked for patience", STR_ARG(host));
	buf_free(&name);
	buf_free(&value);
}
