/* SPDX-License-Identifier: MIT */
#include <dlfcn.h>
#include <locale.h>
#include <netdb.h>

#include "net/fetch.h"

/* Where names lead. libcurl resolves with getaddrinfo, and the one below is
 * found before the C library's: names under .example mean what the test says. */

static struct { const char *name, *address; } names[] = {
	{ "home.example", "127.0.0.1" },
	{ "evil.example", "127.0.0.1" },
};

static const char *translate(const char *name)
{
	for (size_t i = 0; name && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(name, names[i].name) == 0)
			return names[i].address;
	return name;
}

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
		struct addrinfo **found);

int getaddrinfo(const char *name, const char *service, const struct addrinfo *hints,
		struct addrinfo **found)
{
	typedef int function(const char *, const char *, const struct addrinfo *,
			     struct addrinfo **);
	function *real;
	struct addrinfo any;

	*(void **)&real = dlsym(RTLD_NEXT, "getaddrinfo");
	/* libcurl asks for IPv4 alone where it believes that there is no IPv6. */
	if (hints && translate(name) != name) {
		any = *hints;
		any.ai_family = AF_UNSPEC;
		hints = &any;
	}
	return real(translate(name), service, hints, found);
}

static int build(void **state)
{
	return fetch_build(state, NULL);
}

static struct net_response *ask(struct fetch *f, bool is_trusted, const char *proxy,
				const char *format, ...)
{
	struct net_request *request = calloc(1, sizeof(*request));
	struct buf url = { 0 };
	char text[1024];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	buf_addf(&url, "http://%s", text);
	request->url = buf_take(&url);
	request->is_trusted = is_trusted;
	request->timeout_ms = 5000;
	if (proxy)
		request->proxy = strdup(proxy);
	return fetch_send(f, request);
}

/* How many requests have arrived, counted by a net that may ask. */
static int arrived(struct fetch *f)
{
	struct net_response *r = ask(f, true, NULL, "127.0.0.1:%d/__stats", f->server.port);
	struct str rest = buf_str(&r->body);
	int count = 0;

	for (size_t at; (at = str_find(rest, STR("\"target\""))) != SIZE_MAX; count++)
		rest = str_slice(rest, at + 8, rest.len);
	net_response_free(r);
	return count;
}

static const char *const inside[] = {
	"127.0.0.1", "127.9.9.9", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254",
	"100.64.0.1", "0.0.0.0", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3",
	"::127.0.0.1", "fe80::1%lo", "fe80::1", "fd00::1", "fec0::1", "64:ff9b::7f00:1",
	"64:ff9b::10.1.2.3", "2002:7f00:1::1", "2002:a01:203::", "2001:0:7f00:1::",
};

static void test_a_name_may_not_lead_inside_on_a_later_hop(void **state)
{
	struct fetch *f = *state;

	for (size_t i = 0; i < sizeof(inside) / sizeof(inside[0]); i++) {
		names[1].address = inside[i];
		/* Names that are no one else's, for libcurl keeps what it learnt. */
		fetch_end(f);
		fetch_net(f, NULL);
		int before = arrived(f);
		struct net_response *r = ask(f, true, NULL, "home.example:%d/redirect?to="
					     "http://evil.example:%d/ok", f->server.port,
					     f->server.port);
		if (r->failure != NET_REDIRECTS ||
		    strcmp(r->error.text, "evil.example leads into a private network and was "
					  "not fetched") != 0)
			fail_msg("%s: %d %s", inside[i], (int)r->failure, r->error.text);
		net_response_free(r);
		/* Alone, for content that names it. */
		r = ask(f, false, NULL, "evil.example:%d/ok", f->server.port);
		if (r->failure != NET_BAD_ADDRESS || !strstr(r->error.text, "private network"))
			fail_msg("%s: %d %s", inside[i], (int)r->failure, r->error.text);
		net_response_free(r);
		CHECK(arrived(f) == before + 1); /* the redirect */
	}
}

static void test_what_the_user_typed_leads_where_its_name_does(void **state)
{
	struct fetch *f = *state;
	static const char *const own[] = { "127.0.0.1", "::ffff:127.0.0.1" };

	for (size_t i = 0; i < sizeof(own) / sizeof(own[0]); i++) {
		names[1].address = own[i];
		fetch_end(f);
		fetch_net(f, NULL);
		struct net_response *r = ask(f, true, NULL, "evil.example:%d/redirect?to=/ok",
					     f->server.port);
		if (r->failure != NET_OK)
			fail_msg("%s: %s", own[i], r->error.text);
		net_response_free(r);
	}
}

/* A connection that is open for one is none for another. */
static void test_an_open_connection_is_looked_at_again(void **state)
{
	struct fetch *f = *state;

	for (int i = 0; i < 3; i++) {
		struct net_response *r = ask(f, true, NULL, "home.example:%d/ok", f->server.port);
		CHECK(r->failure == NET_OK);
		net_response_free(r);
		r = ask(f, false, NULL, "home.example:%d/ok", f->server.port);
		CHECK(r->failure == NET_BAD_ADDRESS);
		CHECK(strstr(r->error.text, "home.example leads into a private network"));
		net_response_free(r);
	}
}

static const char *const spellings[] = {
	"127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "0177.0.0.1", "0177.1", "017700000001",
	"0x7f.0.0.1", "0x7f.1", "0x7F000001", "2130706433", "0", "0.0.0.0", "[::1]", "[::]",
	"[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:ffff:127.0.0.1]", "[::127.0.0.1]",
	"[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fe80::1%2525lo]",
	"[fe80::1%25lo]", "[fe80::1]", "%2531%2532%2537.0.0.1", "%31%32%37.0.0.1",
	"127%E3%80%820%E3%80%820%E3%80%821", /* ideographic full stops */
	"%EF%BC%91%EF%BC%92%EF%BC%97.0.0.1", /* fullwidth digits */
	"%E2%91%A0%E2%91%A1%E2%91%A6.0.0.1", /* digits in circles */
	"localhost", "LocalHost", "localhost.", "anything.localhost", "a@127.0.0.1",
	"169.254.169.254", "10.1.2.3", "127.0.0.1%E2%80%8B", "127%EF%BD%A10.0.1",
	"127%C2%AD.0.0.1", "127.0.0.1..",
};

static void expect_refused(struct fetch *f, const char *host, const char *proxy)
{
	int before = arrived(f);
	struct net_response *r = ask(f, true, proxy,
				     "home.example:%d/redirect?to=http://%s:%d/ok", f->server.port,
				     host, f->server.port);

	if (r->failure == NET_OK)
		fail_msg("%s was let through %s", host, proxy ? "by proxy" : "");
	if (!strstr(r->error.text, "private network") && !strstr(r->error.text, "nowhere"))
		fail_msg("%s: %s", host, r->error.text);
	net_response_free(r);
	if (arrived(f) > before + 1)
		fail_msg("%s was asked %s", host, proxy ? "by proxy" : "");
}

static void test_no_spelling_of_an_address_leads_inside(void **state)
{
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		expect_refused(*state, spellings[i], NULL);
}

/* Who goes through a proxy sees no address but those that are written. */
static void test_no_spelling_of_an_address_leads_inside_by_a_proxy(void **state)
{
	struct fetch *f = *state;
	struct buf proxy = { 0 };

	buf_addf(&proxy, "http://127.0.0.1:%d", f->server.port);
	for (size_t i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		expect_refused(f, spellings[i], buf_cstr(&proxy));
	struct net_response *r = ask(f, true, buf_cstr(&proxy),
				     "home.example/redirect?to=http://news.example/ok");
	CHECK(r->failure == NET_OK);
	net_response_free(r);
	buf_free(&proxy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_may_not_lead_inside_on_a_later_hop),
		TEST(what_the_user_typed_leads_where_its_name_does),
		TEST(an_open_connection_is_looked_at_again),
		TEST(no_spelling_of_an_address_leads_inside),
		TEST(no_spelling_of_an_address_leads_inside_by_a_proxy),
	};
	struct server probe;

	setlocale(LC_ALL, "C.UTF-8"); /* for names beyond ASCII */
	if (!server_start(&probe, NULL))
		return 77; /* no Python: skipped */
	server_stop(&probe);
	return cmocka_run_group_tests(tests, build, fetch_tear_down);
}
