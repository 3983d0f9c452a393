/* SPDX-License-Identifier: MIT */
#include "net/policy.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "lib/check.h"

enum { NOW = 1795348800 }; /* 2026-11-22T12:00:00Z, a Sunday */
enum { WEEK = 7 * 86400, DAY = 86400 };

static void test_retry_after_is_read_in_both_forms_and_clamped(void **state)
{
	(void)state;
	static const struct { const char *value; int64_t seconds; } rows[] = {
		{ "120", 120 }, { " 0 ", 0 }, { "99999999999999", WEEK },
		{ "99999999999999999999999999", WEEK }, { "-5", -1 }, { "soon", -1 }, { "", -1 },
		{ "1.5", -1 },
		{ "Sun, 22 Nov 2026 12:02:00 GMT", 120 },
		{ "Mon, 05 Jan 1970 10:00:00 GMT", 0 },
		{ "Sun, 22 Nov 2099 12:02:00 GMT", WEEK },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (policy_retry_after(str_from(rows[i].value), NOW) != rows[i].seconds)
			fail_msg("\"%s\" gave %lld", rows[i].value,
				 (long long)policy_retry_after(str_from(rows[i].value), NOW));
}

static void test_freshness_prefers_max_age_to_expires(void **state)
{
	(void)state;
	static const struct { const char *cache, *expires, *date; int64_t seconds; } rows[] = {
		{ "", "", "", -1 },
		{ "public", "", "", -1 },
		{ "max-age=600", "", "", 600 },
		{ "public, Max-Age = \"600\"", "", "", 600 },
		{ "max-age=600, no-store", "", "", 0 },
		{ "no-cache", "Sun, 22 Nov 2026 13:00:00 GMT", "", 0 },
		{ "max-age=999999999999", "", "", WEEK },
		{ "max-age=-1", "", "", -1 },
		{ "s-maxage=60", "", "", -1 },
		{ "", "Sun, 22 Nov 2026 13:00:00 GMT", "", 3600 },
		{ "", "Sun, 22 Nov 2026 13:00:00 GMT", "Sun, 22 Nov 2026 12:30:00 GMT", 1800 },
		{ "", "0", "", 0 },
		{ "max-age=60", "0", "", 60 },
	};
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (policy_freshness(str_from(rows[i].cache), str_from(rows[i].expires),
				     str_from(rows[i].date), NOW) != rows[i].seconds)
			fail_msg("row %zu", i);
}

static bool is_public(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		return policy_is_public((struct sockaddr *)&in);
	CHECK(inet_pton(AF_INET6, text, &in6.sin6_addr) == 1);
	return policy_is_public((struct sockaddr *)&in6);
}

static void test_special_addresses_are_not_public(void **state)
{
	(void)state;
	static const char *const special[] = {
		"0.0.0.0", "10.255.255.1", "100.64.0.1", "100.127.255.255", "127.0.0.1",
		"127.9.8.7", "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.8",
		"192.0.2.1", "192.168.1.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
		"203.0.113.9", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
		"::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::8.8.8.8", "fc00::1",
		"fd00::1", "fe80::1", "fec0::1", "ff02::1", "2001:db8::1", "2001::1",
		"2002:7f00:1::", "2002:a00:1::", "64:ff9b::7f00:1", "64:ff9b:1::1", "100::1",
		"3fff::1", "5f00::1",
	};
	static const char *const open[] = {
		"1.1.1.1", "8.8.8.8", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1",
		"192.0.1.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111", "2a00:1450::1",
		"2001:4860::8888", "2002:101:101::", "64:ff9b::808:808",
	};
	for (size_t i = 0; i < sizeof(special) / sizeof(special[0]); i++)
		if (is_public(special[i]))
			fail_msg("public: %s", special[i]);
	for (size_t i = 0; i < sizeof(open) / sizeof(open[0]); i++)
		if (!is_public(open[i]))
			fail_msg("not public: %s", open[i]);
}

static const char robots[] =
	"\xef\xbb\xbf# a comment\r\n"
	"User-agent: *\r\nDisallow: /private\r\nAllow: /private/open # yes\r\n"
	"Disallow: /*.pdf$\r\nDisallow: /a*/b\r\nDisallow:\r\n"
	"Sitemap: /x\n"
	"User-Agent: other\nUser-agent: Warta/9\nDisallow: /\nAllow: /news/\nAllow: /$\n";

static bool may(const char *agent, const char *path)
{
	return policy_robots_allow(str_from(robots), str_from(agent), str_from(path));
}

static void test_the_longest_rule_of_our_group_decides(void **state)
{
	(void)state;
	CHECK(may("anyone", "/"));
	CHECK(!may("anyone", "/private"));
	CHECK(!may("anyone", "/private/x"));
	CHECK(may("anyone", "/private/open/x"));
	CHECK(!may("anyone", "/doc.pdf"));
	CHECK(may("anyone", "/doc.pdf?x"));
	CHECK(!may("anyone", "/abc/bc"));
	CHECK(may("anyone", "/abc/c"));
	CHECK(may("warta", "/news/1"));
	CHECK(may("warta", "/"));
	CHECK(!may("warta", "/private/open"));
	CHECK(!may("other", "/x"));
	CHECK(may("warta", "/robots.txt"));
}

static void test_an_empty_robots_file_allows_everything(void **state)
{
	(void)state;
	CHECK(policy_robots_allow(STR(""), STR("warta"), STR("/x")));
	CHECK(policy_robots_allow(STR("<html>not found</html>"), STR("warta"), STR("/x")));
	CHECK(policy_robots_allow(STR("User-agent: *\nDisallow:"), STR("warta"), STR("/x")));
}

static void test_allow_wins_a_tie(void **state)
{
	(void)state;
	CHECK(policy_robots_allow(STR("User-agent: *\nAllow: /x\nDisallow: /x"), STR("w"),
				  STR("/x")));
	CHECK(policy_robots_allow(STR("User-agent: *\nDisallow: /x\nAllow: /x"), STR("w"),
				  STR("/x")));
}

static void test_back_off_doubles_up_to_a_day_with_a_tenth_of_jitter(void **state)
{
	(void)state;
	CHECK(policy_backoff(1, 0) == 900);
	CHECK(policy_backoff(2, 0) == 1800);
	CHECK(policy_backoff(3, 0) == 3600);
	CHECK(policy_backoff(1000000, 0) == DAY);
	for (uint32_t seed = 0; seed < 5000; seed += 7) {
		int64_t wait = policy_backoff(2, seed * 2654435761u);
		CHECK(wait >= 1800 && wait <= 1980);
	}
	CHECK(policy_backoff(1, 1) != policy_backoff(1, 1000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(retry_after_is_read_in_both_forms_and_clamped),
		TEST(freshness_prefers_max_age_to_expires),
		TEST(special_addresses_are_not_public),
		TEST(the_longest_rule_of_our_group_decides),
		TEST(an_empty_robots_file_allows_everything),
		TEST(allow_wins_a_tie),
		TEST(back_off_doubles_up_to_a_day_with_a_tenth_of_jitter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
