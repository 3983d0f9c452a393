/* SPDX-License-Identifier: MIT */
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "net/net.h"

bool net_is_online(void)
{
	struct ifaddrs *all;
	bool found = false;

	if (getifaddrs(&all) != 0)
		return true; /* who cannot know must try */
	for (struct ifaddrs *one = all; one && !found; one = one->ifa_next) {
		if (!one->ifa_addr || !(one->ifa_flags & IFF_UP) ||
		    !(one->ifa_flags & IFF_RUNNING) || (one->ifa_flags & IFF_LOOPBACK))
			continue;
		const struct sockaddr_in6 *in6 = (const void *)one->ifa_addr;
		found = one->ifa_addr->sa_family == AF_INET ||
			(one->ifa_addr->sa_family == AF_INET6 &&
			 !IN6_IS_ADDR_LINKLOCAL(&in6->sin6_addr));
	}
	freeifaddrs(all);
	return found;
}
