/* SPDX-License-Identifier: MIT */
#include "engine/schedule.h"

#include "lib/check.h"

enum { NOW = 1800000000, MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* A working feed about which nobody said anything. */
static struct schedule_facts plain(void)
{
	return (struct schedule_facts){
		.now = NOW, .outcome = SCHEDULE_NEWS, .max_age = -1, .retry_after = -1,
	};
}

static int64_t wait_of(const struct schedule_facts *facts)
{
	return schedule_next(facts).next_visit - facts->now;
}

static void test_a_busy_feed_is_visited_often_and_a_quiet_one_seldom(void **state)
{
	static const struct { int64_t rhythm, wait; } cases[] = {
		{ 0, HOUR },              { 60, 15 * MINUTE }, { 2 * HOUR, HOUR },
		{ 20 * HOUR, 10 * HOUR }, { 30 * DAY, DAY },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct schedule_facts facts = plain();
		facts.rhythm = cases[i].rhythm;
		CHECK(wait_of(&facts) == cases[i].wait);
	}
}

static void test_no_facts_bring_a_feed_more_than_four_visits_an_hour(void **state)
{
	(void)state;
	for (int outcome = SCHEDULE_NEWS; outcome <= SCHEDULE_GONE; outcome++)
		for (int64_t every = 0; every <= 60; every += 60) {
			struct schedule_facts facts = plain();
			facts.outcome = (enum schedule_outcome)outcome;
			facts.every = every;
			facts.rhythm = 1;
			facts.interval = 1;
			facts.retry_after = 0;
			facts.max_age = 0;
			CHECK(wait_of(&facts) >= 15 * MINUTE);
		}
}

static void test_unchanged_answers_make_the_waits_longer_up_to_a_day(void **state)
{
	struct schedule_facts facts = plain();
	int64_t before = 0;

	(void)state;
	facts.outcome = SCHEDULE_NOT_MODIFIED;
	for (int i = 0; i < 40; i++) {
		int64_t wait = wait_of(&facts);
		CHECK(wait >= before && wait <= DAY);
		before = wait;
		facts.interval = schedule_next(&facts).interval;
	}
	CHECK(before == DAY);
}

static void test_what_the_server_and_the_feed_say_is_kept(void **state)
{
	struct schedule_facts facts = plain();

	(void)state;
	facts.max_age = 2 * HOUR;
	CHECK(wait_of(&facts) == 2 * HOUR);
	facts.ttl_minutes = 240;
	CHECK(wait_of(&facts) == 4 * HOUR);
	facts.ttl_minutes = INT32_MAX;
	CHECK(wait_of(&facts) == DAY);
	facts.seed = 999;
	CHECK(wait_of(&facts) <= DAY && wait_of(&facts) > 20 * HOUR);
	facts.seed = 0;
	facts.every = 30 * MINUTE;
	CHECK(wait_of(&facts) == 30 * MINUTE);
}

static void test_hours_and_days_to_skip_are_skipped(void **state)
{
	struct schedule_facts facts = plain();
	int64_t midnight = NOW / DAY * DAY;

	(void)state;
	facts.now = midnight;
	facts.every = HOUR;
	facts.skip_hours = 0x3fe; /* 1 to 9 */
	CHECK(schedule_next(&facts).next_visit == midnight + 10 * HOUR);
	facts.skip_hours = 0xffffff;
	CHECK(schedule_next(&facts).next_visit == midnight + HOUR);
	facts.skip_hours = 0;
	facts.skip_days = 0x7f;
	CHECK(schedule_next(&facts).next_visit == midnight + HOUR);
	int weekday = date_split(midnight, 0).weekday;
	facts.skip_days = (uint8_t)(1 << weekday);
	CHECK(schedule_next(&facts).next_visit == midnight + DAY);
}

static void test_failures_wait_longer_and_longer(void **state)
{
	struct schedule_facts facts = plain();
	int64_t before = 0;

	(void)state;
	facts.outcome = SCHEDULE_FAILED;
	for (facts.failures = 1; facts.failures < 12; facts.failures++) {
		CHECK(wait_of(&facts) >= before);
		before = wait_of(&facts);
	}
	CHECK(before >= DAY && before < 2 * DAY);
	facts.outcome = SCHEDULE_MISSING;
	facts.failures = 30;
	CHECK(wait_of(&facts) == 7 * DAY);
	facts.outcome = SCHEDULE_GONE;
	CHECK(wait_of(&facts) >= 7 * DAY);
}

static void test_a_server_that_asks_for_patience_gets_it(void **state)
{
	struct schedule_facts facts = plain();

	(void)state;
	facts.outcome = SCHEDULE_BUSY;
	facts.failures = 1;
	facts.retry_after = 5 * HOUR;
	CHECK(wait_of(&facts) == 5 * HOUR);
	facts.retry_after = 1;
	CHECK(wait_of(&facts) >= 15 * MINUTE);
}

static void test_feeds_polled_together_drift_apart(void **state)
{
	struct schedule_facts one = plain(), other = plain();

	(void)state;
	other.seed = 999;
	CHECK(wait_of(&one) < wait_of(&other));
	CHECK(wait_of(&other) <= HOUR + HOUR / 10);
}

static struct news_item item_of(int64_t utc)
{
	return (struct news_item){ .published = { .utc = utc, .precision = DATE_SECOND } };
}

static void test_the_rhythm_is_that_of_the_newest_articles(void **state)
{
	struct news_item items[40] = { { .id = { 0 } } };
	struct news_feed feed = { .items = items, .item_count = 40 };

	(void)state;
	for (int i = 0; i < 20; i++)
		items[39 - i] = item_of(NOW - 100 - i * HOUR);
	for (int i = 0; i < 20; i++)
		items[i] = item_of(NOW - 1000 * DAY - i * DAY);
	CHECK(schedule_rhythm(&feed, NOW) == HOUR);
	/* Dates of the future and articles without one do not count. */
	items[0] = item_of(NOW + 100 * DAY);
	items[1] = (struct news_item){ 0 };
	CHECK(schedule_rhythm(&feed, NOW) == HOUR);
	feed.item_count = 2;
	CHECK(schedule_rhythm(&feed, NOW) == 0);
}

static void test_a_silent_feed_has_slowed_down(void **state)
{
	struct news_item items[3] = { item_of(NOW - 40 * DAY), item_of(NOW - 40 * DAY - HOUR),
				      item_of(NOW - 40 * DAY - 2 * HOUR) };
	struct news_feed feed = { .items = items, .item_count = 3 };

	(void)state;
	CHECK(schedule_rhythm(&feed, NOW) == 10 * DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_busy_feed_is_visited_often_and_a_quiet_one_seldom),
		TEST(no_facts_bring_a_feed_more_than_four_visits_an_hour),
		TEST(unchanged_answers_make_the_waits_longer_up_to_a_day),
		TEST(what_the_server_and_the_feed_say_is_kept),
		TEST(hours_and_days_to_skip_are_skipped),
		TEST(failures_wait_longer_and_longer),
		TEST(a_server_that_asks_for_patience_gets_it),
		TEST(feeds_polled_together_drift_apart),
		TEST(the_rhythm_is_that_of_the_newest_articles),
		TEST(a_silent_feed_has_slowed_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
