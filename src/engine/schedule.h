/* SPDX-License-Identifier: MIT */
#ifndef WARTA_ENGINE_SCHEDULE_H
#define WARTA_ENGINE_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

#include "news/feed.h"

/* When a feed is worth its next visit. Pure: the same facts give the same
 * answer. All times are seconds, UTC. */
enum {
	SCHEDULE_LEAST = 15 * 60,       /* between two visits that nobody forced */
	SCHEDULE_MOST = 24 * 3600,      /* of a feed that works */
	SCHEDULE_DEAD = 7 * 24 * 3600,  /* of one that has long failed */
	SCHEDULE_FIRST = 3600,          /* when nothing is known yet */
};

enum schedule_outcome {
	SCHEDULE_NEWS,         /* a document came */
	SCHEDULE_NOT_MODIFIED, /* 304 */
	SCHEDULE_FAILED,       /* might work next time */
	SCHEDULE_BUSY,         /* 429, 503 */
	SCHEDULE_MISSING,      /* 404, nobody there: seldom mends when it lasts */
	SCHEDULE_GONE,         /* 410: over */
};

struct schedule_facts {
	int64_t now;
	enum schedule_outcome outcome;
	int32_t interval;    /* the adaptive one so far; 0 none */
	int32_t failures;    /* in a row, this visit's included */
	int64_t every;       /* the user's wish; 0: adapt */
	int64_t max_age;     /* freshness the server gave, -1 none */
	int64_t retry_after; /* -1 none */
	int32_t ttl_minutes; /* of the feed, 0 none */
	int64_t rhythm;      /* of its articles, 0 unknown; see schedule_rhythm */
	uint32_t skip_hours; /* bit h: hour h UTC */
	uint8_t skip_days;   /* bit d: weekday d, 0 Sunday */
	uint32_t seed;       /* spreads visits; the same feed gets the same */
};

struct schedule {
	int64_t next_visit;
	int32_t interval;
};

struct schedule schedule_next(const struct schedule_facts *facts);

/* Typical seconds between articles, from the newest of them and from how long
 * it has been quiet; 0 when too few have a date. */
int64_t schedule_rhythm(const struct news_feed *feed, int64_t now);

#endif
