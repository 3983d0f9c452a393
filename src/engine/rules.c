/* SPDX-License-Identifier: MIT */
#include "engine/rules.h"

#include <inttypes.h>
#include <time.h>

#include "base/log.h"
#include "engine/announce.h"
#include "engine/work.h"

enum { SLICE = 2000 /* articles that are judged in one go */ };

static void remember(struct work *work, int64_t last)
{
	struct buf value = { 0 };

	buf_addf(&value, "%" PRId64, last);
	store_put(work->store, STR("rules"), buf_str(&value));
	buf_free(&value);
}

static bool recall(struct work *work, int64_t *last)
{
	struct arena arena = { 0 };
	struct str value = { 0 };

	bool is_there = store_get(work->store, STR("rules"), &arena, &value) && value.len &&
			str_to_int64(value, last);
	arena_free(&arena);
	return is_there;
}

void rules_start(struct work *work)
{
	const struct conf *conf = &work->engine->conf;
	const struct conf_pair *pair;
	size_t at = 0;
	int64_t last;

	work->has_rules = work->has_notes = false;
	while ((pair = rule_next(conf, &at))) {
		struct rule rule;

		work->has_rules = true;
		if (!rule_read(pair, 0, &rule, NULL))
			continue;
		work->has_notes |= rule.is_notified;
		query_free(&rule.query);
	}
	if (work->has_rules && !recall(work, &last))
		remember(work, store_last_article(work->store));
	else if (!work->has_rules && recall(work, &last))
		store_put(work->store, STR("rules"), STR(""));
}

static bool apply(struct work *work, const struct rule *rule, const struct store_new *news,
		  int64_t *changed, struct error *err)
{
	struct arena arena = { 0 };
	int64_t *ids, some;
	size_t count;
	bool is_well = store_new_find(work->store, news, &rule->query, &arena, &ids, &count, err);

	for (size_t i = 0; is_well && count && i < rule->action_count; i++) {
		is_well = store_mark_quietly(work->store, ids, count, rule->actions[i].mark,
					     rule->actions[i].tag, &some, err);
		*changed += some;
	}
	if (is_well && rule->is_notified) {
		announce_keep(work, ids, count);
		work->refresh.is_news |= count > 0;
	}
	arena_free(&arena);
	return is_well;
}

/* All rules in their order; what one did, the next ones find. */
static void judge(struct work *work, const struct store_new *news, int64_t *changed)
{
	const struct conf *conf = &work->engine->conf;
	const struct conf_pair *pair;
	size_t at = 0;

	while ((pair = rule_next(conf, &at))) {
		struct error err = { 0 };
		struct rule rule;

		if (!rule_read(pair, time(NULL), &rule, &err)) {
			log_write(LOG_WARNING, "[rules] %d: %s", pair->line, err.text);
			continue;
		}
		if (!apply(work, &rule, news, changed, &err))
			log_write(LOG_WARNING, "[rules] %d: %s", pair->line, err.text);
		query_free(&rule.query);
	}
}

static void judge_slice(struct work *work, int64_t after, int64_t last, int64_t *changed)
{
	struct arena arena = { 0 };
	struct error err = { 0 };
	struct store_new news;

	if (store_new_open(work->store, after, last, &arena, &news, &err))
		judge(work, &news, changed);
	else
		log_write(LOG_WARNING, "[rules]: %s", err.text);
	arena_free(&arena);
}

bool rules_run(struct work *work)
{
	int64_t after, last, upto, changed = 0;
	struct error err = { 0 };

	if (!work->has_rules || work->index_left > 0 || !recall(work, &after) ||
	    store_last_article(work->store) <= after)
		return false;
	/* One transaction: each article is judged once, whoever else polls. */
	if (!store_begin(work->store, &err)) {
		log_write(LOG_WARNING, "[rules]: %s", err.text);
		return false;
	}
	last = upto = store_last_article(work->store);
	if (recall(work, &after) && last > after) {
		upto = last - after > SLICE ? after + SLICE : last;
		judge_slice(work, after, upto, &changed);
		remember(work, upto);
	}
	if (!store_commit(work->store, &err)) {
		log_write(LOG_WARNING, "[rules]: %s", err.text);
		return false;
	}
	if (changed)
		event_send_changed(work->engine);
	return upto < last;
}
