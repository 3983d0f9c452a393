/* SPDX-License-Identifier: MIT */
#include "net/policy.h"

#include "base/date.h"

enum {
	A_MINUTE = 60,
	A_DAY = 24 * 60 * A_MINUTE,
	PATIENCE = 7 * A_DAY, /* the longest that a server may ask for */
	FIRST_WAIT = 15 * A_MINUTE,
};

static int64_t clamp(int64_t seconds)
{
	return seconds < 0 ? 0 : seconds > PATIENCE ? PATIENCE : seconds;
}

/* Digits only; more than fit are as many as one may ask for. -1: no number. */
static int64_t seconds_of(struct str s)
{
	int64_t value;

	if (str_is_empty(s))
		return -1;
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return -1;
	return str_to_int64(s, &value) ? clamp(value) : PATIENCE;
}

static bool moment_of(struct str s, int64_t *utc)
{
	const struct date_hint hint = { 0 };
	struct date date;

	if (!date_parse(s, &hint, &date) || date.precision != DATE_SECOND)
		return false;
	*utc = date.utc;
	return true;
}

int64_t policy_retry_after(struct str value, int64_t now)
{
	int64_t moment;

	value = str_trim(value);
	int64_t seconds = seconds_of(value);
	if (seconds >= 0)
		return seconds;
	return moment_of(value, &moment) ? clamp(moment - now) : -1;
}

/* The seconds that Cache-Control grants; -1 when it says nothing about it. */
static int64_t granted(struct str cache_control)
{
	int64_t seconds = -1;
	struct str word;

	while (str_cut(&cache_control, ',', &word)) {
		word = str_trim(word);
		if (str_eq_nocase(word, STR("no-store")) || str_eq_nocase(word, STR("no-cache")))
			return 0;
		if (!str_has_prefix_nocase(word, STR("max-age")))
			continue;
		struct str value = str_trim(str_slice(word, 7, word.len));
		if (!str_has_prefix(value, STR("=")))
			continue;
		value = str_trim(str_slice(value, 1, value.len));
		if (value.len > 1 && value.ptr[0] == '"')
			value = str_slice(value, 1, value.len - 1);
		if (seconds < 0)
			seconds = seconds_of(value);
	}
	return seconds;
}

int64_t policy_freshness(struct str cache_control, struct str expires, struct str date,
			 int64_t now)
{
	int64_t seconds = granted(cache_control);
	int64_t end, start;

	if (seconds >= 0)
		return seconds;
	if (str_is_empty(str_trim(expires)))
		return -1;
	/* "0" and other rubbish mean that it is stale already (RFC 9111, 5.3). */
	if (!moment_of(str_trim(expires), &end))
		return 0;
	if (!moment_of(str_trim(date), &start))
		start = now;
	return clamp(end - start);
}

int64_t policy_backoff(int failures, uint32_t seed)
{
	int64_t wait = FIRST_WAIT;

	for (int i = 1; i < failures && wait < A_DAY; i++)
		wait *= 2;
	if (wait > A_DAY)
		wait = A_DAY;
	return wait + wait / 10 * (int64_t)(seed % 1024) / 1024;
}
