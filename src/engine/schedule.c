/* SPDX-License-Identifier: MIT */
#include "engine/schedule.h"

#include <stdlib.h>

#include "base/date.h"
#include "net/policy.h"

enum {
	NEWEST = 20,            /* articles that show the rhythm */
	HOUR = 3600,
	WEEK_HOURS = 7 * 24,
	PATIENCE = 8,           /* failures until a missing feed counts as dead */
	FURTHEST = 30 * 24 * HOUR,
};

static int64_t clamp(int64_t value, int64_t least, int64_t most)
{
	return value < least ? least : value > most ? most : value;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static int compare_newest_first(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

/* Keeps the newest dates, sorted; those of the future say nothing. */
static size_t newest_dates(const struct news_feed *feed, int64_t now, int64_t dates[NEWEST + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < feed->item_count; i++) {
		const struct date *date = &feed->items[i].published;
		if (date->precision == DATE_NONE)
			date = &feed->items[i].updated;
		if (date->precision == DATE_NONE || date->utc > now || date->utc <= 0)
			continue;
		if (count == NEWEST && date->utc <= dates[NEWEST - 1])
			continue;
		dates[count] = date->utc;
		if (count < NEWEST)
			count++;
		else
			dates[NEWEST - 1] = date->utc;
		qsort(dates, count, sizeof(*dates), compare_newest_first);
	}
	return count;
}

int64_t schedule_rhythm(const struct news_feed *feed, int64_t now)
{
	int64_t dates[NEWEST + 1];
	size_t count = newest_dates(feed, now, dates);

	if (count < 3)
		return 0;
	int64_t span = dates[0] - dates[count - 1];
	int64_t usual = span / (int64_t)(count - 1);
	/* A feed that fell silent has slowed down, whatever it did before. */
	return larger(larger(usual, (now - dates[0]) / 4), 1);
}

/* Up to a tenth later, so that feeds polled together drift apart. */
static int64_t spread(int64_t interval, uint32_t seed)
{
	return interval + (int64_t)((uint64_t)interval * (seed % 1000) / 10000);
}

/* The first time at or after `when` that the feed does not ask to skip. */
static int64_t skip(int64_t when, uint32_t hours, uint8_t days)
{
	if (!hours && !days)
		return when;
	for (int i = 0; i < WEEK_HOURS; i++) {
		int64_t at = i ? (when / HOUR + i) * HOUR : when;
		struct date_parts parts = date_split(at, 0);
		if (!(hours >> parts.hour & 1) && !(days >> parts.weekday & 1))
			return at;
	}
	return when; /* all of the week is nonsense */
}

static int64_t adapt(const struct schedule_facts *f)
{
	int64_t interval = f->interval > 0 ? f->interval : SCHEDULE_FIRST;

	if (f->outcome == SCHEDULE_NOT_MODIFIED)
		interval += interval / 4;
	else if (f->rhythm > 0)
		interval = f->rhythm / 2;
	return clamp(interval, SCHEDULE_LEAST, SCHEDULE_MOST);
}

static struct schedule after_success(const struct schedule_facts *f)
{
	struct schedule next = { .interval = (int32_t)adapt(f) };
	int64_t wait = next.interval;

	if (f->every > 0) {
		wait = larger(f->every, SCHEDULE_LEAST);
	} else {
		wait = larger(wait, clamp(f->max_age, 0, SCHEDULE_MOST));
		wait = larger(wait, clamp((int64_t)f->ttl_minutes * 60, 0, SCHEDULE_MOST));
	}
	int64_t later = spread(wait, f->seed);
	/* A day is the most, unless the user wants longer: drift the other way. */
	if (f->every <= 0 && later > SCHEDULE_MOST)
		later = 2 * (int64_t)SCHEDULE_MOST - later;
	next.next_visit = skip(f->now + later, f->skip_hours, f->skip_days);
	return next;
}

static struct schedule after_failure(const struct schedule_facts *f)
{
	int failures = f->failures > 0 ? f->failures : 1;
	int64_t wait = policy_backoff(failures, f->seed);

	if (f->outcome == SCHEDULE_GONE)
		wait = FURTHEST;
	if (f->outcome == SCHEDULE_MISSING && failures > PATIENCE)
		wait = clamp(wait * (failures - PATIENCE + 1), wait, SCHEDULE_DEAD);
	wait = larger(wait, larger(f->retry_after, SCHEDULE_LEAST));
	if (f->every > 0)
		wait = larger(wait, f->every);
	return (struct schedule){ .next_visit = f->now + wait, .interval = f->interval };
}

struct schedule schedule_next(const struct schedule_facts *facts)
{
	if (facts->outcome == SCHEDULE_NEWS || facts->outcome == SCHEDULE_NOT_MODIFIED)
		return after_success(facts);
	return after_failure(facts);
}
