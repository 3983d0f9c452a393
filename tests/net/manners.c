/* SPDX-License-Identifier: MIT */
#include "net/fetch.h"

/* Redirects, addresses, secrets, politeness. */

static int build_open(void **state)
{
	return fetch_build(state, &(struct net_options){ .loopback_is_public = true });
}

static int build_strict(void **state)
{
	return fetch_build(state, NULL);
}

static void expect(struct fetch *f, const char *path, enum net_failure failure, const char *words)
{
	struct net_response *r = fetch_path(f, path);

	if (r->failure != failure || !strstr(r->error.text, words))
		fail_msg("%s: failure %d, status %d, \"%s\"", path, (int)r->failure, r->status,
			 r->error.text);
	net_response_free(r);
}

static void test_redirects_are_followed_up_to_eight(void **state)
{
	struct net_response *r = fetch_path(*state, "/chain/8");

	CHECK(r->failure == NET_OK && r->status == 200 && r->body.len > 0);
	CHECK(strstr(r->url, "/chain/0"));
	CHECK(r->moved_to == NULL);
	net_response_free(r);
	expect(*state, "/chain/9", NET_REDIRECTS, "without an end");
	expect(*state, "/loop", NET_REDIRECTS, "to itself");
}

static void test_a_feed_has_moved_when_every_hop_was_permanent(void **state)
{
	struct net_response *r = fetch_path(*state, "/chain/3?status=301");

	CHECK(r->failure == NET_OK && r->moved_to && strstr(r->moved_to, "/chain/0"));
	net_response_free(r);
	r = fetch_path(*state, "/redirect?status=308&to=/ok");
	CHECK(r->moved_to && strstr(r->moved_to, "/ok"));
	net_response_free(r);
	r = fetch_path(*state, "/redirect?status=308&to=/redirect%3Fto%3D/ok");
	CHECK(r->failure == NET_OK && !r->moved_to);
	net_response_free(r);
	r = fetch_path(*state, "/redirect?status=301&to=/status/404");
	CHECK(r->status == 404 && !r->moved_to);
	net_response_free(r);
}

static void test_redirects_lead_to_the_web_and_nowhere_else(void **state)
{
	expect(*state, "/redirect?to=file:///etc/passwd", NET_REDIRECTS, "file:");
	expect(*state, "/redirect?to=ftp://127.0.0.1/", NET_REDIRECTS, "ftp:");
	expect(*state, "/redirect?to=gopher://127.0.0.1/", NET_REDIRECTS, "gopher:");
	expect(*state, "/redirect?to=javascript:alert(1)", NET_REDIRECTS, "javascript:");
	expect(*state, "/redirect?to=data:text/plain,x", NET_REDIRECTS, "data:");
	expect(*state, "/redirect?to=http:///", NET_REDIRECTS, "nowhere");
	expect(*state, "/redirect?to=%1b%5b2J", NET_REDIRECTS, "nowhere");
	expect(*state, "/redirect?to=", NET_REDIRECTS, "nowhere");
	expect(*state, "/redirect?to=/ok", NET_OK, "");
}

static void test_private_addresses_are_refused_without_a_packet(void **state)
{
	static const char *const places[] = {
		"http://169.254.169.254/latest/", "http://10.255.255.1/", "http://0.0.0.0:1/",
		"http://[::ffff:127.0.0.1]:1/",	  "http://[fd00::1]/",	  "http://[fe80::1]/",
		"http://192.168.1.1/",
	};
	struct fetch *f = *state;
	struct buf path = { 0 };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		buf_clear(&path);
		buf_addf(&path, "/redirect?to=%s", places[i]);
		struct net_response *r = fetch_path(f, buf_cstr(&path));
		if (r->failure != NET_REDIRECTS || !strstr(r->error.text, "private") ||
		    r->elapsed_ms > 10000)
			fail_msg("%s: %d %s", places[i], (int)r->failure, r->error.text);
		net_response_free(r);
	}
	buf_free(&path);
}

static void test_content_may_not_lead_into_the_users_own_network(void **state)
{
	struct fetch *f = *state;
	static const char *const spellings[] = { "127.0.0.1", "2130706433", "0177.0.0.1",
						 "localhost", "[::1]" };

	fetch_reset(f);
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++) {
		struct net_request *request = calloc(1, sizeof(*request));
		struct buf url = { 0 };
		buf_addf(&url, "http://%s:%d/ok", spellings[i], f->server.port);
		request->url = buf_take(&url);
		struct net_response *r = fetch_send(f, request);
		if (r->failure != NET_BAD_ADDRESS)
			fail_msg("%s: %d %s", spellings[i], (int)r->failure, r->error.text);
		net_response_free(r);
	}
}

static struct net_request *trusted(struct fetch *f, const char *path)
{
	struct net_request *request = fetch_request(f, path);

	request->is_trusted = true;
	return request;
}

static void test_what_the_user_typed_may_be_private_and_stays_on_its_host(void **state)
{
	struct fetch *f = *state;
	struct buf path = { 0 };

	struct net_response *r = fetch_send(f, trusted(f, "/ok"));
	CHECK(r->failure == NET_OK);
	net_response_free(r);
	r = fetch_send(f, trusted(f, "/redirect?to=/ok"));
	CHECK(r->failure == NET_OK);
	net_response_free(r);
	buf_addf(&path, "/redirect?to=http://localhost:%d/ok", f->server.port);
	r = fetch_send(f, trusted(f, buf_cstr(&path)));
	CHECK(r->failure == NET_REDIRECTS && strstr(r->error.text, "private"));
	net_response_free(r);
	/* And a connection that trust has opened does not carry others. */
	r = fetch_path(f, "/ok");
	CHECK(r->failure == NET_BAD_ADDRESS);
	net_response_free(r);
	buf_free(&path);
}

/* Another server of the same machine, and a net that may ask it. */
static struct fetch beside(void)
{
	struct fetch other = { 0 };

	if (!server_start(&other.server, NULL))
		fail_msg("there is no second server");
	fetch_net(&other, &(struct net_options){ .loopback_is_public = true });
	return other;
}

static void beside_end(struct fetch *other)
{
	fetch_end(other);
	server_stop(&other->server);
}

static void test_trust_is_for_a_server_and_not_for_its_machine(void **state)
{
	struct fetch *f = *state, other = beside();
	struct buf path = { 0 };

	/* The name of one, so that only the robots.txt could be let through. */
	static const char *const hosts[] = { "127.0.0.1", "localhost" };
	for (int i = 0; i < 4; i++) {
		buf_clear(&path);
		buf_addf(&path, "/redirect?to=http://%s:%d/ok", hosts[i % 2],
			 other.server.port);
		struct net_request *request = trusted(f, buf_cstr(&path));
		request->is_prefetch = i >= 2;
		struct net_response *r = fetch_send(f, request);
		if (r->failure == NET_OK || (i < 3 && !strstr(r->error.text, "private")))
			fail_msg("%s: %d %s", buf_cstr(&path), (int)r->failure, r->error.text);
		net_response_free(r);
	}
	CHECK(fetch_stats_count(&other, "\"target\"") == 0);
	beside_end(&other);
	buf_free(&path);
}

static void test_secrets_do_not_come_home_by_way_of_another_server(void **state)
{
	struct fetch *f = *state, other = beside();
	struct net_request *request = calloc(1, sizeof(*request));
	struct buf url = { 0 };

	buf_addf(&url, "http://me:secret@127.0.0.1:%d/redirect?to=http://127.0.0.1:%d"
		 "/redirect?to=http://127.0.0.1:%d/echo", f->server.port, other.server.port,
		 f->server.port);
	request->url = buf_take(&url);
	request->headers = calloc(2, sizeof(*request->headers));
	request->headers[0] = strdup("X-Token: hush");
	fetch_reset(f);
	struct net_response *r = fetch_send(f, request);
	CHECK(r->failure == NET_OK);
	CHECK(str_find_nocase(buf_str(&r->body), STR("authorization")) == SIZE_MAX);
	CHECK(str_find_nocase(buf_str(&r->body), STR("hush")) == SIZE_MAX);
	net_response_free(r);
	CHECK(fetch_stats_count(f, "hush") == 1);
	CHECK(fetch_stats_count(&other, "\"target\"") == 1);
	CHECK(fetch_stats_count(&other, "hush") == 0);
	CHECK(fetch_stats_count(&other, "authorization") == 0);
	beside_end(&other);
}

static void test_validators_go_back_byte_by_byte(void **state)
{
	struct fetch *f = *state;

	struct net_response *r = fetch_path(f, "/etag");
	CHECK(r->status == 200 && strcmp(r->etag, "\"v\\\"1\"") == 0);
	struct net_request *again = fetch_request(f, "/etag");
	again->etag = strdup(r->etag);
	net_response_free(r);
	r = fetch_send(f, again);
	CHECK(r->failure == NET_OK && r->is_not_modified && r->status == 304);
	net_response_free(r);

	r = fetch_path(f, "/modified");
	CHECK(r->last_modified != NULL);
	again = fetch_request(f, "/modified");
	again->last_modified = strdup(r->last_modified);
	net_response_free(r);
	r = fetch_send(f, again);
	CHECK(r->is_not_modified);
	net_response_free(r);
}

static void test_no_cookie_no_referer_and_a_name(void **state)
{
	struct fetch *f = *state;

	fetch_reset(f);
	net_response_free(fetch_path(f, "/cookie"));
	net_response_free(fetch_path(f, "/redirect?to=/echo"));
	struct net_response *r = fetch_path(f, "/echo");
	struct str body = buf_str(&r->body);
	CHECK(str_find_nocase(body, STR("\"cookie\"")) == SIZE_MAX);
	CHECK(str_find_nocase(body, STR("\"referer\"")) == SIZE_MAX);
	CHECK(str_find(body, STR("\"user-agent\": \"warta/")) != SIZE_MAX);
	CHECK(str_find(body, STR("(+https://")) != SIZE_MAX);
	CHECK(str_find(body, STR("application/rss+xml")) != SIZE_MAX);
	net_response_free(r);
}

static void test_secrets_stay_on_their_host_and_out_of_messages(void **state)
{
	struct fetch *f = *state;
	struct net_request *request = calloc(1, sizeof(*request));
	struct buf url = { 0 };

	buf_addf(&url, "http://me:secret@127.0.0.1:%d/redirect?to=http://localhost:%d/echo",
		 f->server.port, f->server.port);
	request->url = buf_take(&url);
	request->headers = calloc(2, sizeof(*request->headers));
	request->headers[0] = strdup("X-Token: hush");
	fetch_reset(f);
	struct net_response *r = fetch_send(f, request);
	CHECK(r->failure == NET_OK);
	CHECK(str_find_nocase(buf_str(&r->body), STR("authorization")) == SIZE_MAX);
	CHECK(str_find_nocase(buf_str(&r->body), STR("hush")) == SIZE_MAX);
	net_response_free(r);
	CHECK(fetch_stats_count(f, "authorization") == 1);
	CHECK(fetch_stats_count(f, "hush") == 1);

	request = calloc(1, sizeof(*request));
	buf_addf(&url, "http://me:secret@127.0.0.1:%d/redirect?to=/echo&status=301",
		 f->server.port);
	request->url = buf_take(&url);
	r = fetch_send(f, request);
	CHECK(str_find_nocase(buf_str(&r->body), STR("authorization")) != SIZE_MAX);
	CHECK(!strstr(r->url, "secret") && strstr(r->moved_to, "me:secret@"));
	net_response_free(r);

	request = calloc(1, sizeof(*request));
	request->url = strdup("http://me:secret@127.0.0.1:1/x");
	r = fetch_send(f, request);
	CHECK(r->failure == NET_NO_CONNECTION && !strstr(r->error.text, "secret"));
	CHECK(strstr(r->error.text, "refused") && !strstr(r->url, "secret"));
	net_response_free(r);

	/* A name that a server puts into its redirect is not used. */
	buf_addf(&url, "/redirect?to=http://eve:pw@127.0.0.1:%d/echo", f->server.port);
	r = fetch_path(f, buf_cstr(&url));
	CHECK(str_find_nocase(buf_str(&r->body), STR("authorization")) == SIZE_MAX);
	net_response_free(r);
	buf_free(&url);
}

static void test_wishes_about_time_arrive_as_seconds(void **state)
{
	struct fetch *f = *state;

	struct net_response *r = fetch_path(f, "/status/429?Retry-After=120");
	CHECK(r->status == 429 && r->retry_after == 120);
	net_response_free(r);
	r = fetch_path(f, "/status/503?Retry-After=soon");
	CHECK(r->retry_after == -1);
	net_response_free(r);
	r = fetch_path(f, "/status/200?Cache-Control=max-age%3D600");
	CHECK(r->max_age == 600 && r->retry_after == -1);
	net_response_free(r);
	r = fetch_path(f, "/ok");
	CHECK(r->max_age == -1);
	net_response_free(r);
}

static void test_bad_addresses_are_no_requests(void **state)
{
	static const char *const bad[] = {
		"", "no address", "ftp://127.0.0.1/", "file:///etc/passwd", "exec:true",
		"filter:cat:http://127.0.0.1/", "javascript:x", "http://", "http://a b/", "-x",
	};
	struct fetch *f = *state;

	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct net_request *request = calloc(1, sizeof(*request));
		request->url = strdup(bad[i]);
		struct net_response *r = fetch_send(f, request);
		if (r->failure != NET_BAD_ADDRESS || !r->error.text[0])
			fail_msg("%s: %d", bad[i], (int)r->failure);
		net_response_free(r);
	}
}

static void test_a_host_without_an_address_is_told_so(void **state)
{
	struct net_request *request = calloc(1, sizeof(*request));

	request->url = strdup("http://nobody.invalid/feed");
	struct net_response *r = fetch_send(*state, request);
	CHECK(r->failure == NET_NO_HOST && strstr(r->error.text, "nobody.invalid"));
	net_response_free(r);
}

int main(void)
{
	const struct CMUnitTest open_net[] = {
		TEST(redirects_are_followed_up_to_eight),
		TEST(a_feed_has_moved_when_every_hop_was_permanent),
		TEST(redirects_lead_to_the_web_and_nowhere_else),
		TEST(private_addresses_are_refused_without_a_packet),
		TEST(validators_go_back_byte_by_byte),
		TEST(no_cookie_no_referer_and_a_name),
		TEST(secrets_stay_on_their_host_and_out_of_messages),
		TEST(secrets_do_not_come_home_by_way_of_another_server),
		TEST(wishes_about_time_arrive_as_seconds),
		TEST(bad_addresses_are_no_requests),
		TEST(a_host_without_an_address_is_told_so),
	};
	const struct CMUnitTest strict_net[] = {
		TEST(content_may_not_lead_into_the_users_own_network),
		TEST(what_the_user_typed_may_be_private_and_stays_on_its_host),
		TEST(trust_is_for_a_server_and_not_for_its_machine),
	};
	struct server probe;

	if (!server_start(&probe, NULL))
		return 77; /* no Python: skipped */
	server_stop(&probe);
	return cmocka_run_group_tests(open_net, build_open, fetch_tear_down) |
	       cmocka_run_group_tests(strict_net, build_strict, fetch_tear_down);
}
