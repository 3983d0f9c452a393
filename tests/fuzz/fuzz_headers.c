/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "net/policy.h"

/* Values that a server sends, one a line: Retry-After, Cache-Control,
 * Expires, Date, then a robots.txt. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WEEK = 7 * 24 * 3600 };

static void check_range(int64_t seconds)
{
	if (seconds < -1 || seconds > WEEK)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size }, lines[4] = { { 0 } };
	const int64_t now = 1795348800;

	if (size > 65536)
		return 0;
	for (int i = 0; i < 4; i++)
		str_cut(&rest, '\n', &lines[i]);
	check_range(policy_retry_after(lines[0], now));
	check_range(policy_freshness(lines[1], lines[2], lines[3], now));
	policy_robots_allow(rest, lines[0], lines[1]);
	int64_t wait = policy_backoff(size ? data[0] : 0, (uint32_t)size * 2654435761u);
	if (wait < 900 || wait > 24 * 3600 * 11 / 10)
		abort();
	return 0;
}
