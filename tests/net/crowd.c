/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "net/fetch.h"

/* Many at once: limits, lanes, memory, cancelling, stopping. */

enum { LONG = 40000 /* ms: for a machine that has other things to do */ };

static int64_t now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int build(void **state)
{
	static struct fetch fetch;

	fetch = (struct fetch){ 0 };
	*state = &fetch;
	return server_start(&fetch.server, NULL) ? 0 : 1;
}

static int tear_down(void **state)
{
	struct fetch *f = *state;

	if (f->net)
		fetch_end(f);
	server_stop(&f->server);
	return 0;
}

static struct fetch *with_net(void **state, struct net_options options)
{
	struct fetch *f = *state;

	if (f->net)
		fetch_end(f);
	options.loopback_is_public = true;
	fetch_net(f, &options);
	return f;
}

static void test_one_host_gets_two_requests_at_once(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ 0 });

	fetch_reset(f);
	for (int i = 0; i < 8; i++)
		net_send(f->net, fetch_request(f, "/hold?ms=60"));
	for (int i = 0; i < 8; i++) {
		struct net_response *r = mailbox_wait(f->box, LONG);
		CHECK(r && r->failure == NET_OK);
		net_response_free(r);
	}
	CHECK(fetch_stats_count(f, "\"peak\": 2}") == 1);
	CHECK(fetch_stats_count(f, "/hold") == 8);
}

static void test_rested_connections_are_used_again(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ 0 });

	fetch_reset(f);
	for (int i = 0; i < 2; i++) {
		usleep(300000);
		net_response_free(fetch_path(f, "/ok"));
	}
	usleep(300000);
	CHECK(fetch_stats_count(f, "\"connections\": 0,") == 1);
}

static void test_a_second_answer_is_never_taken_for_the_next_one(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ 0 });

	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 10; i++)
			net_send(f->net, fetch_request(f, i % 2 ? "/ok?bytes=3" : "/desync"));
		for (int i = 0; i < 10; i++) {
			struct net_response *r = mailbox_wait(f->box, LONG);
			CHECK(r != NULL);
			if (r->failure != NET_OK)
				fail_msg("round %d: failure %d: %s", round, (int)r->failure,
					 r->error.text);
			if (str_find(buf_str(&r->body), STR("second")) != SIZE_MAX)
				fail_msg("got \"%s\"", buf_cstr(&r->body));
			net_response_free(r);
		}
		net_response_free(fetch_path(f, "/__speak"));
		usleep(300000);
	}
}

static void test_a_person_goes_before_the_poll(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .max_per_host = 1 });

	/* The first holds the place until all of them wait. */
	for (int i = 0; i < 6; i++)
		net_send(f->net, fetch_request(f, i ? "/ok" : "/hold?ms=1000"));
	struct net_request *person = fetch_request(f, "/ok");
	person->is_person = true;
	uint64_t ticket = person->ticket;
	net_send(f->net, person);
	int place = 0;
	for (int i = 0; i < 7; i++) {
		struct net_response *r = mailbox_wait(f->box, LONG);
		CHECK(r != NULL);
		if (r->ticket == ticket)
			place = i;
		net_response_free(r);
	}
	CHECK(place <= 1);
}

static void test_starts_on_one_host_are_spaced(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .host_gap_ms = 80 });
	int64_t start = now_ms();

	for (int i = 0; i < 4; i++)
		net_send(f->net, fetch_request(f, "/ok"));
	for (int i = 0; i < 4; i++)
		net_response_free(mailbox_wait(f->box, LONG));
	CHECK(now_ms() - start >= 3 * 80);
}

static void test_only_those_after_a_burst_are_spaced(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .host_gap_ms = 10 * LONG,
								.host_burst = 4 });

	for (int i = 0; i < 5; i++)
		net_send(f->net, fetch_request(f, "/ok"));
	for (int i = 0; i < 4; i++) {
		struct net_response *r = mailbox_wait(f->box, LONG);
		CHECK(r && r->failure == NET_OK);
		net_response_free(r);
	}
	CHECK(mailbox_wait(f->box, 100) == NULL);
}

static void test_a_slow_host_holds_up_nobody_else(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .max_connections = 4 });

	for (int i = 0; i < 10; i++)
		net_send(f->net, fetch_request(f, "/stall"));
	struct net_request *other = calloc(1, sizeof(*other));
	struct buf url = { 0 };
	buf_addf(&url, "http://localhost:%d/ok", f->server.port);
	other->url = buf_take(&url);
	other->ticket = 99;
	net_send(f->net, other);
	struct net_response *r = mailbox_wait(f->box, LONG);
	CHECK(r && r->ticket == 99 && r->failure == NET_OK);
	net_response_free(r);
}

static void test_the_silent_let_others_of_their_host_go_first(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .patience_ms = 200 });

	for (int i = 0; i < 6; i++)
		net_send(f->net, fetch_request(f, i % 2 ? "/stall-mid" : "/stall"));
	struct net_request *quick = fetch_request(f, "/ok");
	uint64_t ticket = quick->ticket;
	net_send(f->net, quick);
	struct net_response *r = mailbox_wait(f->box, LONG);
	CHECK(r && r->ticket == ticket && r->failure == NET_OK);
	net_response_free(r);
}

static void test_who_let_others_go_first_comes_back_and_stays(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .patience_ms = 200 });

	fetch_reset(f);
	for (int i = 0; i < 4; i++)
		net_send(f->net, fetch_request(f, "/hold?ms=1000"));
	for (int i = 0; i < 4; i++) {
		struct net_response *r = mailbox_wait(f->box, LONG);
		CHECK(r && r->failure == NET_OK && r->body.len > 0);
		net_response_free(r);
	}
	int asked = fetch_stats_count(f, "\"/hold?ms=1000\"");
	CHECK(asked > 4 && asked <= 8);
}

static void test_a_person_waits_for_no_silent_poll(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .patience_ms = 1000 });

	for (int i = 0; i < 5; i++)
		net_send(f->net, fetch_request(f, "/stall"));
	struct net_request *person = fetch_request(f, "/ok");
	person->is_person = true;
	uint64_t ticket = person->ticket;
	net_send(f->net, person);
	struct net_response *r = mailbox_wait(f->box, LONG);
	CHECK(r && r->ticket == ticket && r->failure == NET_OK);
	net_response_free(r);
}

static void test_stopping_does_not_wait_for_anybody(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ 0 });

	for (int i = 0; i < 20; i++)
		net_send(f->net, fetch_request(f, "/stall"));
	struct net_request *refused = calloc(1, sizeof(*refused));
	refused->url = strdup("http://localhost:1/");
	net_response_free(fetch_send(f, refused));
	int64_t start = now_ms();
	fetch_end(f);
	CHECK(now_ms() - start < 10000); /* they would take 30 s */
}

static void test_cancelling_answers_once_and_frees_the_place(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .max_per_host = 1 });
	struct net_request *active = fetch_request(f, "/stall");
	struct net_request *queued = fetch_request(f, "/stall");
	uint64_t tickets[] = { active->ticket, queued->ticket };

	net_send(f->net, active);
	net_send(f->net, queued);
	net_send(f->net, fetch_request(f, "/ok"));
	net_cancel(f->net, 12345);
	for (int i = 1; i >= 0; i--) {
		net_cancel(f->net, tickets[i]);
		net_cancel(f->net, tickets[i]);
		struct net_response *r = mailbox_wait(f->box, LONG);
		CHECK(r && r->failure == NET_CANCELLED && r->ticket == tickets[i]);
		net_response_free(r);
	}
	struct net_response *r = mailbox_wait(f->box, LONG);
	CHECK(r && r->failure == NET_OK);
	net_response_free(r);
	CHECK(mailbox_count(f->box) == 0);
}

static void test_answers_wait_in_their_sockets_until_there_is_memory(void **state)
{
	enum { COUNT = 12, SIZE = 3 << 20 };
	struct fetch *f = with_net(state, (struct net_options){ .max_per_host = COUNT,
								.max_memory = 4 << 20 });
	struct net_response *kept[COUNT];
	int arrived = 0, more = 0;

	for (int i = 0; i < COUNT; i++)
		net_send(f->net, fetch_request(f, "/ok?bytes=3145728"));
	/* Nothing is given back yet. */
	struct net_response *r;
	while (arrived < COUNT && (r = mailbox_wait(f->box, arrived ? 300 : LONG)))
		kept[arrived++] = r;
	CHECK(arrived >= 1 && arrived <= 2);
	for (int i = 0; i < arrived; i++) {
		CHECK(kept[i]->failure == NET_OK && kept[i]->body.len == SIZE);
		net_body_done(f->net, kept[i]->body.len);
		net_response_free(kept[i]);
	}
	for (; arrived + more < COUNT; more++) {
		r = mailbox_wait(f->box, LONG);
		CHECK(r && r->failure == NET_OK && r->body.len == SIZE);
		net_body_done(f->net, r->body.len);
		net_response_free(r);
	}
}

static void test_waiting_for_memory_is_no_reason_to_time_out(void **state)
{
	struct fetch *f = with_net(state, (struct net_options){ .max_per_host = 4,
								.max_memory = 1 << 20 });

	for (int i = 0; i < 4; i++) {
		struct net_request *request = fetch_request(f, "/ok?bytes=2000000");
		request->timeout_ms = 5000;
		net_send(f->net, request);
	}
	for (int i = 0; i < 4; i++) {
		struct net_response *r = mailbox_wait(f->box, LONG);
		CHECK(r && r->failure == NET_OK && r->body.len == 2000000);
		if (i == 0)
			sleep(6);
		net_body_done(f->net, r->body.len);
		net_response_free(r);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(one_host_gets_two_requests_at_once),
		TEST(rested_connections_are_used_again),
		TEST(a_second_answer_is_never_taken_for_the_next_one),
		TEST(a_person_goes_before_the_poll),
		TEST(starts_on_one_host_are_spaced),
		TEST(only_those_after_a_burst_are_spaced),
		TEST(a_slow_host_holds_up_nobody_else),
		TEST(the_silent_let_others_of_their_host_go_first),
		TEST(who_let_others_go_first_comes_back_and_stays),
		TEST(a_person_waits_for_no_silent_poll),
		TEST(stopping_does_not_wait_for_anybody),
		TEST(cancelling_answers_once_and_frees_the_place),
		TEST(answers_wait_in_their_sockets_until_there_is_memory),
		TEST(waiting_for_memory_is_no_reason_to_time_out),
	};
	struct server probe;

	if (!server_start(&probe, NULL))
		return 77; /* no Python: skipped */
	server_stop(&probe);
	return cmocka_run_group_tests(tests, build, tear_down);
}
