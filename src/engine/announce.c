/* SPDX-License-Identifier: MIT */
#include "engine/announce.h"

#include <inttypes.h>
#include <time.h>

#include "base/log.h"
#include "base/word.h"
#include "engine/work.h"

/* What rules, or the search of [notify], want announced is kept in the database
 * until somebody tells it: a refresh from cron that has a command for that, else
 * the next reader that looks. Whoever takes it, takes it from all others. */
enum {
	KEPT_MOST = 1000,
	NEWS_MOST = 20,
};

static size_t recall(struct work *work, struct arena *arena, int64_t **out)
{
	struct str value = { 0 }, word;
	size_t count = 0;

	*out = arena_array(arena, KEPT_MOST, sizeof(**out));
	if (!store_get(work->store, STR(ENGINE_NEWS_FACT), arena, &value))
		return 0;
	while (count < KEPT_MOST && str_next_word(&value, &word))
		count += str_to_int64(word, &(*out)[count]);
	return count;
}

static bool is_among(const int64_t *ids, size_t count, int64_t id)
{
	for (size_t i = 0; i < count; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* Each once, whoever wants it. The latest come last; the first make room for
 * them. */
void announce_keep(struct work *work, const int64_t *ids, size_t count)
{
	struct arena arena = { 0 };
	struct buf value = { 0 };
	int64_t *kept;
	size_t kept_count = recall(work, &arena, &kept), old = 0, drop;

	if (count > KEPT_MOST) {
		ids += count - KEPT_MOST;
		count = KEPT_MOST;
	}
	for (size_t i = 0; i < kept_count; i++)
		if (!is_among(ids, count, kept[i]))
			kept[old++] = kept[i];
	drop = old + count > KEPT_MOST ? old + count - KEPT_MOST : 0;
	for (size_t i = drop; i < old; i++)
		buf_addf(&value, "%" PRId64 " ", kept[i]);
	for (size_t i = 0; i < count; i++)
		buf_addf(&value, "%" PRId64 " ", ids[i]);
	if (count)
		store_put(work->store, STR(ENGINE_NEWS_FACT), buf_str(&value));
	buf_free(&value);
	arena_free(&arena);
}

static size_t take(struct work *work, struct arena *arena, int64_t **out)
{
	struct error err = { 0 };
	size_t count;

	if (!recall(work, arena, out))
		return 0;
	if (!store_begin(work->store, &err)) {
		log_write(LOG_WARNING, "%s", err.text);
		return 0;
	}
	count = recall(work, arena, out);
	store_put(work->store, STR(ENGINE_NEWS_FACT), STR(""));
	return store_commit(work->store, &err) ? count : 0;
}

/* What was kept, the latest first, unless somebody read it or took it away. */
static void add_kept(struct work *work, const int64_t *ids, size_t count,
		     struct engine_event *event)
{
	struct store_row row;

	for (size_t i = count; i-- > 0 && event->row_count < NEWS_MOST;)
		if (store_row_by_id(work->store, ids[i], &event->arena, &row) &&
		    (row.flags & STORE_UNREAD))
			event->rows[event->row_count++] = row;
}

/* The newest of what came and matches; rules may have marked it read. */
static void add_wanted(struct work *work, struct str wanted, const int64_t *but, size_t but_count,
		       struct engine_event *event)
{
	const struct work_refresh *refresh = &work->refresh;
	struct query query = { 0 };
	struct store_scope scope = { .kind = STORE_ALL };
	struct store_row *rows;
	size_t count = 0;

	if (wanted.len) {
		query_parse(wanted, time(NULL), false, &query);
		scope.kind = STORE_QUERY;
		scope.query = &query;
	}
	if (!store_list(work->store, &scope, NULL, 10 * NEWS_MOST, &event->arena, &rows, &count,
			NULL))
		count = 0;
	for (size_t i = 0; i < count && event->row_count < NEWS_MOST; i++)
		if ((rows[i].flags & STORE_UNREAD) &&
		    is_among(refresh->added_ids, refresh->added_count, rows[i].id) &&
		    !is_among(but, but_count, rows[i].id))
			event->rows[event->row_count++] = rows[i];
	query_free(&query);
}

/* Where rules name what is to be announced, and no search does, the rest is
 * not. */
static struct engine_event *news_of(struct work *work, const int64_t *kept, size_t kept_count)
{
	const struct conf *conf = &work->engine->conf;
	struct str wanted = conf_text(conf, SETTING_NOTIFY_QUERY);
	struct engine_event *event = event_new(ENGINE_NEWS, 0);

	event->rows = arena_array(&event->arena, NEWS_MOST, sizeof(*event->rows));
	add_kept(work, kept, kept_count, event);
	if (conf_number(conf, SETTING_NOTIFY) && work->refresh.added_count &&
	    (wanted.len || !work->has_notes))
		add_wanted(work, wanted, kept, kept_count, event);
	event->added = work->refresh.added;
	return event;
}

static void send(struct work *work, struct engine_event *event)
{
	if (event->row_count)
		event_send(work->engine, event);
	else
		engine_event_free(event);
}

bool announce_is_due(struct work *work)
{
	struct arena arena = { 0 };
	int64_t *ids;
	bool is_due = recall(work, &arena, &ids) > 0;

	arena_free(&arena);
	return is_due;
}

void announce_news(struct work *work)
{
	struct arena arena = { 0 };
	int64_t *ids;

	/* As soon as it can be found by its words, and rules have seen it. */
	if (work->index_left > 0 || work->is_rule_due)
		return;
	work->refresh.is_news = false;
	size_t count = take(work, &arena, &ids);
	send(work, news_of(work, ids, count));
	arena_free(&arena);
}

/* In one transaction: another process may take what is kept meanwhile. */
static void keep_rows(struct work *work, const struct engine_event *event)
{
	int64_t ids[NEWS_MOST];
	struct error err = { 0 };
	size_t count = 0;

	for (size_t i = event->row_count; i-- > 0;)
		ids[count++] = event->rows[i].id;
	if (!count)
		return;
	bool is_begun = store_begin(work->store, &err);
	if (is_begun)
		announce_keep(work, ids, count);
	if (!is_begun || !store_commit(work->store, &err))
		log_write(LOG_WARNING, "%s", err.text);
}

void announce_once(struct work *work)
{
	const struct conf *conf = &work->engine->conf;
	struct engine_event *event;

	if (conf_number(conf, SETTING_NOTIFY) == ENGINE_NOTIFY_COMMAND) {
		struct arena arena = { 0 };
		int64_t *ids;
		size_t count = take(work, &arena, &ids);

		send(work, news_of(work, ids, count));
		arena_free(&arena);
		return;
	}
	event = news_of(work, NULL, 0);
	keep_rows(work, event);
	engine_event_free(event);
}
