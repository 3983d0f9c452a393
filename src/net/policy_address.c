/* SPDX-License-Identifier: MIT */
#include "net/policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

/* From the IANA special-purpose registries: what is no place on the public
 * Internet, or no place that a web server may be at. */
static const struct { uint8_t net[4]; int bits; } special4[] = {
	{ { 0, 0, 0, 0 }, 8 },	     { { 10, 0, 0, 0 }, 8 },	 { { 100, 64, 0, 0 }, 10 },
	{ { 127, 0, 0, 0 }, 8 },     { { 169, 254, 0, 0 }, 16 }, { { 172, 16, 0, 0 }, 12 },
	{ { 192, 0, 0, 0 }, 24 },    { { 192, 0, 2, 0 }, 24 },	 { { 192, 88, 99, 0 }, 24 },
	{ { 192, 168, 0, 0 }, 16 },  { { 198, 18, 0, 0 }, 15 },	 { { 198, 51, 100, 0 }, 24 },
	{ { 203, 0, 113, 0 }, 24 },  { { 224, 0, 0, 0 }, 4 },	 { { 240, 0, 0, 0 }, 4 },
};

/* Exceptions within 2000::/3, which holds every public address but NAT64. */
static const struct { uint8_t net[16]; int bits; } special6[] = {
	{ { 0x20, 0x01, 0x00, 0x00 }, 23 }, /* protocol assignments, Teredo */
	{ { 0x20, 0x01, 0x0d, 0xb8 }, 32 }, /* documentation */
	{ { 0x3f, 0xff, 0x00, 0x00 }, 20 },
};

static bool is_within(const uint8_t *address, const uint8_t *net, int bits)
{
	int whole = bits / 8, rest = bits % 8;

	if (memcmp(address, net, (size_t)whole) != 0)
		return false;
	return rest == 0 || (address[whole] ^ net[whole]) >> (8 - rest) == 0;
}

static bool is_public4(const uint8_t *address)
{
	for (size_t i = 0; i < sizeof(special4) / sizeof(special4[0]); i++)
		if (is_within(address, special4[i].net, special4[i].bits))
			return false;
	return true;
}

static bool is_public6(const uint8_t *address)
{
	static const uint8_t global[16] = { 0x20 }, nat64[16] = { 0, 0x64, 0xff, 0x9b };
	static const uint8_t six_to_four[16] = { 0x20, 0x02 };

	/* These carry an IPv4 address: the one that counts. */
	if (is_within(address, nat64, 96))
		return is_public4(address + 12);
	if (is_within(address, six_to_four, 16))
		return is_public4(address + 2);
	if (!is_within(address, global, 3))
		return false;
	for (size_t i = 0; i < sizeof(special6) / sizeof(special6[0]); i++)
		if (is_within(address, special6[i].net, special6[i].bits))
			return false;
	return true;
}

bool policy_is_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)address;
		return is_public4((const uint8_t *)&in->sin_addr);
	}
	if (address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in = (const void *)address;
		return is_public6(in->sin6_addr.s6_addr);
	}
	return false;
}
