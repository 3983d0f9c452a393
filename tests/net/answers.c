/* SPDX-License-Identifier: MIT */
#include "net/fetch.h"

/* What comes of every kind of answer. */

struct expected {
	const char *path;
	enum net_failure failure;
	int status; /* 0: any */
	const char *sentence;
};

static const struct expected rows[] = {
	{ "/ok", NET_OK, 200, "" },
	{ "/bare-lf", NET_OK, 200, "" },
	{ "/early-hints", NET_OK, 200, "" },
	{ "/both-lengths", NET_OK, 200, "" },
	{ "/packed/gzip", NET_OK, 200, "" },
	{ "/packed/gzip-members", NET_OK, 200, "" },
	{ "/packed/gzip-trailing", NET_OK, 200, "" },
	{ "/packed/gzip-nested", NET_OK, 200, "" },
	{ "/packed/deflate", NET_OK, 200, "" },
	{ "/packed/deflate-raw", NET_OK, 200, "" },
	{ "/packed/silent", NET_OK, 200, "" },
	{ "/packed/letters", NET_OK, 200, "" },
	{ "/status/204", NET_OK, 204, "" },
	{ "/status/304", NET_OK, 304, "" },
	{ "/status/401", NET_OK, 401, "name and a password" },
	{ "/status/404", NET_OK, 404, "404" },
	{ "/status/410", NET_OK, 410, "gone for good" },
	{ "/status/418", NET_OK, 418, "418" },
	{ "/status/503", NET_OK, 503, "no time" },
	{ "/status/999", NET_OK, 999, "999" },
	{ "/status/302", NET_REDIRECTS, 0, "nowhere" },
	{ "/truncated", NET_BROKEN, 0, "too early" },
	{ "/chunk-cut", NET_BROKEN, 0, "" },
	{ "/chunk-bad", NET_BROKEN, 0, "" },
	{ "/packed/gzip-cut", NET_BROKEN, 0, "too early" },
	{ "/packed/gzip-corrupt", NET_BROKEN, 0, "" },
	{ "/packed/gzip-length", NET_BROKEN, 0, "unpacked" },
	{ "/packed/gzip-sum", NET_BROKEN, 0, "unpacked" },
	{ "/packed/gzip-many", NET_BROKEN, 0, "packed" },
	{ "/packed/unknown", NET_BROKEN, 0, "packed" },
	{ "/packed/lie", NET_BROKEN, 0, "unpacked" },
	{ "/packed/bomb", NET_TOO_LARGE, 0, "16 MiB" },
	{ "/endless", NET_TOO_LARGE, 0, "16 MiB" },
	{ "/headers-endless", NET_TOO_LARGE, 0, "headers" },
	{ "/two-lengths", NET_BROKEN, 0, "" },
	{ "/partial", NET_BROKEN, 0, "part" },
	{ "/empty-reply", NET_BROKEN, 0, "without an answer" },
	{ "/garbage", NET_BROKEN, 0, "HTTP" },
	{ "/http09", NET_BROKEN, 0, "HTTP" },
	{ "/reset", NET_BROKEN, 0, "" },
};

static int build(void **state)
{
	return fetch_build(state, &(struct net_options){ .loopback_is_public = true });
}

static void test_every_kind_of_answer_ends_as_it_should(void **state)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct net_response *r = fetch_path(*state, rows[i].path);
		bool is_status = !rows[i].status || r->status == rows[i].status;
		if (r->failure != rows[i].failure || !is_status ||
		    !strstr(r->error.text, rows[i].sentence))
			fail_msg("%s: failure %d, status %d, \"%s\"", rows[i].path, (int)r->failure,
				 r->status, r->error.text);
		if (r->failure != NET_OK && !r->error.text[0])
			fail_msg("%s: no sentence", rows[i].path);
		if ((r->failure != NET_OK || r->status >= 400) && r->body.len)
			fail_msg("%s: a body that nobody should read", rows[i].path);
		net_response_free(r);
	}
}

static void test_bodies_come_unpacked_and_whole(void **state)
{
	static const char *const paths[] = { "/packed/gzip", "/packed/gzip-nested",
					     "/packed/gzip-trailing", "/packed/deflate",
					     "/packed/deflate-raw", "/packed/silent",
					     "/packed/letters", "/both-lengths" };
	struct net_response *plain = fetch_path(*state, "/ok");

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct net_response *r = fetch_path(*state, paths[i]);
		if (!str_eq(buf_str(&r->body), buf_str(&plain->body)))
			fail_msg("%s differs", paths[i]);
		net_response_free(r);
	}
	struct net_response *twice = fetch_path(*state, "/packed/gzip-members");
	CHECK(twice->body.len == 2 * plain->body.len);
	CHECK(twice->wire_bytes < (int64_t)twice->body.len);
	net_response_free(twice);
	struct net_response *longer = fetch_path(*state, "/packed/gzip-long");
	CHECK(longer->body.len == (400 << 10) + plain->body.len);
	CHECK(str_has_suffix(buf_str(&longer->body), buf_str(&plain->body)));
	net_response_free(longer);
	net_response_free(plain);
}

static void test_brotli_is_unpacked_where_it_was_asked_for(void **state)
{
	struct net_response *echo = fetch_path(*state, "/echo");
	bool has_brotli = str_find(buf_str(&echo->body), STR("deflate, br")) != SIZE_MAX;

	net_response_free(echo);
	if (!has_brotli)
		skip();
	struct net_response *r = fetch_path(*state, "/packed/br");
	CHECK_STR(buf_str(&r->body), "hello world, hello brotli\n");
	net_response_free(r);
	r = fetch_path(*state, "/packed/br-cut");
	CHECK(r->failure == NET_BROKEN);
	net_response_free(r);
}

static void test_a_body_of_exactly_the_ceiling_is_let_in(void **state)
{
	struct fetch *f = *state;

	for (int more = 0; more < 2; more++) {
		struct net_request *request = fetch_request(f, more ? "/ok?bytes=100001"
								    : "/ok?bytes=100000");
		request->max_bytes = 100000;
		struct net_response *r = fetch_send(f, request);
		CHECK(r->failure == (more ? NET_TOO_LARGE : NET_OK));
		net_response_free(r);
	}
}

static void test_slow_and_silent_servers_are_given_up(void **state)
{
	static const char *const paths[] = { "/slow", "/stall", "/stall-mid" };
	struct fetch *f = *state;

	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct net_request *request = fetch_request(f, paths[i]);
		request->timeout_ms = 700;
		net_send(f->net, request);
	}
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		struct net_response *r = mailbox_wait(f->box, 40000);
		CHECK(r != NULL);
		if (r->failure != NET_TIMEOUT || r->elapsed_ms > 15000)
			fail_msg("failure %d after %d ms: %s", (int)r->failure, r->elapsed_ms,
				 r->error.text);
		CHECK(strstr(r->error.text, "127.0.0.1") && r->body.len == 0);
		net_response_free(r);
	}
}

static void test_an_answer_nobody_asked_for_is_not_taken_for_the_next(void **state)
{
	struct net_response *r = fetch_path(*state, "/desync");

	CHECK_STR(buf_str(&r->body), "first");
	net_response_free(r);
	net_response_free(fetch_path(*state, "/__speak"));
	r = fetch_path(*state, "/ok?bytes=3");
	CHECK_STR(buf_str(&r->body), "xxx");
	net_response_free(r);
}

static void test_who_speaks_first_is_asked_twice_and_no_more(void **state)
{
	struct fetch *f = *state;
	struct server ours = f->server;
	const char *const arguments[] = { "--banner", "220 mail ready\r\n", NULL };

	CHECK(server_start(&f->server, arguments));
	struct net_response *r = fetch_path(f, "/ok");
	CHECK(r->failure == NET_BROKEN && r->elapsed_ms < 5000);
	net_response_free(r);
	server_stop(&f->server);
	f->server = ours;
}

static void test_a_huge_header_is_refused_or_left_out(void **state)
{
	struct net_response *r = fetch_path(*state, "/huge-header");

	CHECK(r->failure != NET_OK && !r->etag);
	net_response_free(r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_kind_of_answer_ends_as_it_should),
		TEST(bodies_come_unpacked_and_whole),
		TEST(brotli_is_unpacked_where_it_was_asked_for),
		TEST(a_body_of_exactly_the_ceiling_is_let_in),
		TEST(slow_and_silent_servers_are_given_up),
		TEST(an_answer_nobody_asked_for_is_not_taken_for_the_next),
		TEST(who_speaks_first_is_asked_twice_and_no_more),
		TEST(a_huge_header_is_refused_or_left_out),
	};
	void *state = NULL;

	if (build(&state) != 0)
		return 77; /* no Python: skipped */
	fetch_tear_down(&state);
	return cmocka_run_group_tests(tests, build, fetch_tear_down);
}
