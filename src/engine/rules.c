/* SPDX-License-Identifier: MIT */
#include "engine/rules.h"

#include <inttypes.h>
#include <time.h>

#include "base/log.h"
#include "engine/work.h"

static bool has_rules(const struct conf *conf)
{
	for (size_t i = 0; i < conf->pair_count; i++)
		if (str_eq_nocase(conf->pairs[i].section, STR("rules")))
			return true;
	return false;
}

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
	int64_t last;

	work->has_rules = has_rules(&work->engine->conf);
	if (work->has_rules && !recall(work, &last))
		remember(work, store_last_article(work->store));
	else if (!work->has_rules && recall(work, &last))
		store_put(work->store, STR("rules"), STR(""));
}

void rules_run(struct work *work)
{
	const struct conf *conf = &work->engine->conf;
	int64_t after, last, now = time(NULL), all = 0;

	if (!work->has_rules || work->index_left > 0 || !recall(work, &after))
		return;
	last = store_last_article(work->store);
	for (size_t i = 0; i < conf->pair_count && last > after; i++) {
		struct error err = { 0 };
		struct rule rule;
		int64_t changed = 0;

		if (!str_eq_nocase(conf->pairs[i].section, STR("rules")))
			continue;
		if (!rule_read(&conf->pairs[i], now, &rule, &err) ||
		    !store_apply_rule(work->store, &rule.query, after, last, rule.mark, rule.tag,
				      now, &changed, &err))
			log_write(LOG_WARNING, "[rules] %d: %s", conf->pairs[i].line, err.text);
		query_free(&rule.query);
		all += changed;
	}
	if (last > after)
		remember(work, last);
	if (all)
		event_send_changed(work->engine);
}
