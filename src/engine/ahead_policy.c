/* SPDX-License-Identifier: MIT */
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

#include "engine/ahead.h"

enum { PUT_OFF = 3600 /* seconds that the store lets a page rest which was put off */ };

static enum conf_choice usual_fulltext(const struct work *work)
{
	return CONF_AUTO + (enum conf_choice)conf_number(&work->engine->conf, SETTING_FULLTEXT);
}

static struct ahead_policy policy_of(const struct work *work, const struct store_feed *feed)
{
	const struct conf_source *source = sources_find(work, feed->url);
	struct ahead_policy policy = {
		.feed = feed->id,
		.fulltext = usual_fulltext(work),
		.related = (int)conf_number(&work->engine->conf, SETTING_RELATED),
		.pictures = conf_bool(&work->engine->conf, SETTING_PICTURES),
		.url = feed->url,
	};

	if (source && source->fulltext != CONF_UNSET)
		policy.fulltext = source->fulltext;
	if (source && source->related >= 0)
		policy.related = source->related;
	if (source && source->pictures >= 0)
		policy.pictures = source->pictures;
	if (work->refresh.is_offline_fill) {
		if (policy.fulltext == CONF_AUTO)
			policy.fulltext = CONF_ALWAYS;
		policy.related = policy.related > 0 ? policy.related : 1;
	}
	return policy;
}

void ahead_policies(struct work *work, struct arena *arena, struct ahead_policies *out)
{
	struct store_feed *feeds;
	size_t count;

	if (!store_feeds(work->store, arena, &feeds, &count, NULL))
		count = 0;
	*out = (struct ahead_policies){
		.items = arena_array(arena, count + 1, sizeof(*out->items)),
	};
	for (size_t i = 0; i < count; i++)
		if (!feeds[i].is_retired && feeds[i].total > 0)
			out->items[out->count++] = policy_of(work, &feeds[i]);
}

const struct ahead_policy *ahead_policy_find(const struct ahead_policies *policies, int64_t feed)
{
	for (size_t i = 0; i < policies->count; i++)
		if (policies->items[i].feed == feed)
			return &policies->items[i];
	return NULL;
}

bool ahead_policy_is_usual(const struct work *work, const struct ahead_policy *policy)
{
	const struct conf *conf = &work->engine->conf;
	int64_t related = conf_number(conf, SETTING_RELATED);

	if (policy->pictures != conf_bool(conf, SETTING_PICTURES))
		return false;
	if (work->refresh.is_offline_fill)
		return policy->related == (related > 0 ? related : 1);
	return policy->fulltext == usual_fulltext(work) && policy->related == related;
}

bool ahead_wants_pictures(struct work *work, int64_t feed)
{
	bool is_wanted = conf_bool(&work->engine->conf, SETTING_PICTURES);
	struct ahead_policies policies;
	struct arena arena = { 0 };

	if (!feed)
		return is_wanted;
	ahead_policies(work, &arena, &policies);
	const struct ahead_policy *policy = ahead_policy_find(&policies, feed);
	is_wanted = policy ? policy->pictures : is_wanted;
	arena_free(&arena);
	return is_wanted;
}

void ahead_policies_ask(struct work *work, const struct ahead_policies *policies,
			void (*ask)(struct work *work, const struct ahead_policies *policies,
				    int64_t feed, const struct ahead_policy *policy))
{
	const struct ahead_policy *usual = NULL;

	for (size_t i = 0; i < policies->count; i++) {
		const struct ahead_policy *policy = &policies->items[i];
		if (ahead_policy_is_usual(work, policy))
			usual = policy;
		else
			ask(work, policies, policy->feed, policy);
	}
	if (usual)
		ask(work, policies, 0, usual);
}

/* ---- whether there is something to do ---- */

/* A number that changes with what is wanted. */
static uint64_t wishes_hash(const struct work *work)
{
	const struct conf *conf = &work->engine->conf;
	uint64_t settings = (uint64_t)conf_number(conf, SETTING_FULLTEXT) * 16 +
			    (uint64_t)conf_number(conf, SETTING_RELATED) * 2 +
			    (uint64_t)conf_number(conf, SETTING_PICTURES);

	return work->urls_hash ^ (settings + 1) * 0x9e3779b97f4a7c15u;
}

void ahead_set_due(struct work *work, bool is_due)
{
	uint64_t hash = wishes_hash(work);
	char value[32];

	if (work->ahead_due == (is_due ? 2 : 1) && work->ahead_due_hash == hash)
		return;
	work->ahead_due = is_due ? 2 : 1;
	work->ahead_due_hash = hash;
	snprintf(value, sizeof(value), "%d %016" PRIx64, is_due, hash);
	store_put(work->store, STR("ahead due"), str_from(value));
}

void ahead_again(struct work *work)
{
	char value[32];

	snprintf(value, sizeof(value), "%" PRId64, (int64_t)time(NULL) + PUT_OFF);
	store_put(work->store, STR("ahead again"), str_from(value));
}

/* Whether the rest of what was put off is over; told once. */
static bool is_again(struct work *work)
{
	struct arena arena = { 0 };
	struct str value;
	int64_t again = 0;

	if (store_get(work->store, STR("ahead again"), &arena, &value))
		str_to_int64(value, &again);
	arena_free(&arena);
	if (!again || again > time(NULL))
		return false;
	store_put(work->store, STR("ahead again"), STR("0"));
	return true;
}

bool ahead_is_due(struct work *work)
{
	struct arena arena = { 0 };
	char settled[32];
	struct str value;

	if (work->refresh.added > 0 || work->refresh.stale > 0 || work->refresh.is_offline_fill ||
	    is_again(work))
		return true;
	snprintf(settled, sizeof(settled), "%d %016" PRIx64, 0, wishes_hash(work));
	bool is_due = !store_get(work->store, STR("ahead due"), &arena, &value) ||
		      !str_eq(value, str_from(settled));
	arena_free(&arena);
	return is_due;
}
