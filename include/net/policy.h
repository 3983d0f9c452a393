/* SPDX-License-Identifier: MIT */
#ifndef WARTA_NET_POLICY_H
#define WARTA_NET_POLICY_H

#include <sys/socket.h>

#include "base/str.h"

/* HTTP manners as pure functions (RFC 9110, 9111, 9309). */

/* Seconds to wait from a Retry-After value in either form, clamped to
 * 0 .. 7 days; -1 when it is none. */
int64_t policy_retry_after(struct str value, int64_t now);

/* Seconds of freshness from Cache-Control and Expires/Date; -1 when nothing
 * is said; clamped to 0 .. 7 days. no-store and no-cache give 0. */
int64_t policy_freshness(struct str cache_control, struct str expires, struct str date,
			 int64_t now);

/* Whether an address is one that remote content may send warta to: false for
 * private, loopback, link-local, unique-local, mapped and other special
 * ranges (IANA special-purpose registries). */
bool policy_is_public(const struct sockaddr *address);

/* Whether robots.txt lets `agent` fetch path (RFC 9309: longest match, allow
 * wins ties, * and $). An empty file allows everything. */
bool policy_robots_allow(struct str robots, struct str agent, struct str path);

/* Seconds to wait after n failures in a row: doubles from 15 minutes to a
 * day, with jitter of up to a tenth taken from seed. */
int64_t policy_backoff(int failures, uint32_t seed);

#endif
