/* SPDX-License-Identifier: MIT */
#include "jail/wire.h"

bool jail_start(struct jail **out, const struct jail_limits *limits, struct error *err)
{
	return jail_start_with(out, limits, &jail_feeds_and_pages, err);
}
