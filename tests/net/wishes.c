/* SPDX-License-Identifier: MIT */
#include "net/fetch.h"

/* What a site wishes: robots.txt, and redirects that are for later. */

static int build(void **state)
{
	return fetch_build(state, &(struct net_options){ .loopback_is_public = true });
}

static struct net_response *prefetch(struct fetch *f, const char *path)
{
	struct net_request *request = fetch_request(f, path);

	request->is_prefetch = true;
	return fetch_send(f, request);
}

static void test_prefetching_asks_robots_txt_once(void **state)
{
	struct fetch *f = *state;

	fetch_reset(f);
	net_response_free(fetch_path(f, "/__robots?text=User-agent:%20*%0ADisallow:%20/ok"));
	for (int i = 0; i < 3; i++) {
		struct net_response *r = prefetch(f, "/ok");
		CHECK(r->failure == NET_ROBOTS && strstr(r->error.text, "127.0.0.1"));
		net_response_free(r);
		r = prefetch(f, "/etag");
		CHECK(r->failure == NET_OK);
		net_response_free(r);
	}
	struct net_response *r = fetch_path(f, "/ok");
	CHECK(r->failure == NET_OK);
	net_response_free(r);
	CHECK(fetch_stats_count(f, "\"/robots.txt\"") == 1);
	CHECK(fetch_stats_count(f, "\"/ok\"") == 1);
}

/* Another net, which has asked for no robots.txt yet. */
static void forget_robots(struct fetch *f)
{
	fetch_end(f);
	fetch_net(f, &(struct net_options){ .loopback_is_public = true });
	fetch_reset(f);
}

static void test_a_robots_txt_that_gives_no_answer_is_no_refusal(void **state)
{
	struct fetch *f = *state;
	static const struct { const char *way; int status, least; } rows[] = {
		{ "/__robots?status=0", 0, 800 },
		{ "/__robots?status=503&after=7200", 503, 7100 },
		{ "/__robots?status=500", 500, 800 },
		{ "/__robots?status=429", 429, 800 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		forget_robots(f);
		net_response_free(fetch_path(f, rows[i].way));
		for (int turn = 0; turn < 2; turn++) {
			struct net_response *r = prefetch(f, "/ok");
			if (r->failure != NET_NO_ROBOTS || strstr(r->error.text, "does not want") ||
			    !strstr(r->error.text, "could not be asked") ||
			    r->status != rows[i].status || r->retry_after < rows[i].least ||
			    r->retry_after > rows[i].least + 110)
				fail_msg("%s: %d %d %d %s", rows[i].way, (int)r->failure, r->status,
					 (int)r->retry_after, r->error.text);
			net_response_free(r);
		}
		CHECK(fetch_stats_count(f, "\"/robots.txt\"") == 1);
		CHECK(fetch_stats_count(f, "\"/ok\"") == 0);
	}
}

static void test_of_a_robots_txt_without_end_the_beginning_counts(void **state)
{
	struct fetch *f = *state;

	forget_robots(f);
	net_response_free(fetch_path(f, "/__robots?pad=200000&text=User-agent:%20*%0A"
				     "Disallow:%20/ok%0A"));
	struct net_response *r = prefetch(f, "/ok");
	CHECK(r->failure == NET_ROBOTS);
	net_response_free(r);
	r = prefetch(f, "/etag");
	CHECK(r->failure == NET_OK);
	net_response_free(r);
}

static void test_a_redirect_may_ask_to_be_followed_later(void **state)
{
	struct fetch *f = *state;

	fetch_reset(f);
	struct net_response *r = fetch_path(f, "/redirect?to=/ok&after=1");
	CHECK(r->failure == NET_OK && r->status == 200 && r->retry_after == -1);
	CHECK(r->elapsed_ms >= 1000);
	net_response_free(r);
	CHECK(fetch_stats_count(f, "\"/ok\"") == 1);

	r = fetch_path(f, "/redirect?to=/ok&after=3600");
	CHECK(r->failure == NET_LATER && r->status == 302 && r->retry_after == 3600);
	CHECK(strstr(r->error.text, "127.0.0.1 leads elsewhere, but not before 20"));
	net_response_free(r);
	CHECK(fetch_stats_count(f, "\"/ok\"") == 1);

	/* Who has waited goes, and a time that is over is none. */
	struct net_request *request = fetch_request(f, "/redirect?to=/ok&after=3600");
	request->has_waited = true;
	r = fetch_send(f, request);
	CHECK(r->failure == NET_OK && r->status == 200);
	net_response_free(r);
	r = fetch_path(f, "/redirect?to=/ok&after=Sat,%2001%20Jan%202000%2000:00:00%20GMT");
	CHECK(r->failure == NET_OK && r->elapsed_ms < 10000);
	net_response_free(r);
}

static void test_who_rests_before_a_redirect_can_be_called_off(void **state)
{
	struct fetch *f = *state;
	struct net_request *request = fetch_request(f, "/redirect?to=/ok&after=9");

	net_send(f->net, request);
	net_response_free(fetch_path(f, "/hold?ms=300")); /* the redirect came before */
	net_cancel(f->net, f->ticket - 1);
	struct net_response *r = mailbox_wait(f->box, 5000);
	CHECK(r && r->failure == NET_CANCELLED);
	net_response_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(prefetching_asks_robots_txt_once),
		TEST(a_robots_txt_that_gives_no_answer_is_no_refusal),
		TEST(of_a_robots_txt_without_end_the_beginning_counts),
		TEST(a_redirect_may_ask_to_be_followed_later),
		TEST(who_rests_before_a_redirect_can_be_called_off),
	};
	struct server probe;

	if (!server_start(&probe, NULL))
		return 77; /* no Python: skipped */
	server_stop(&probe);
	return cmocka_run_group_tests(tests, build, fetch_tear_down);
}
