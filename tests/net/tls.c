/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "base/mem.h"
#include "net/fetch.h"

/* Against nginx: HTTP/2, compression, and certificates that are not right. */

enum site { GOOD, EXPIRED, WRONG, SELF, PLAIN, SITE_COUNT };

struct tls {
	struct fetch fetch;
	char dir[64];
	pid_t nginx;
	int ports[SITE_COUNT];
};

static int free_port(void)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t len = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&in, sizeof(in)) != 0 ||
	    getsockname(fd, (struct sockaddr *)&in, &len) != 0)
		return 0;
	close(fd);
	return ntohs(in.sin_port);
}

static bool answers(int port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) },
				  .sin_port = htons((uint16_t)port) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	bool is_up = connect(fd, (struct sockaddr *)&in, sizeof(in)) == 0;

	close(fd);
	return is_up;
}

static void stop_site(struct tls *tls)
{
	char command[128];

	if (tls->nginx > 0) {
		kill(tls->nginx, SIGTERM);
		waitpid(tls->nginx, NULL, 0);
	}
	snprintf(command, sizeof(command), "%s", tls->dir);
	pid_t pid = fork();
	if (pid == 0) {
		execlp("rm", "rm", "-rf", command, (char *)NULL);
		_exit(127);
	}
	waitpid(pid, NULL, 0);
}

enum { SITE_MISSING = 77 }; /* no nginx, no openssl */

/* How the script ended before it was up; 0 once it is. */
static int try_site(struct tls *tls)
{
	char script[4096], numbers[SITE_COUNT][8];
	const char *top = getenv("top_srcdir");

	snprintf(tls->dir, sizeof(tls->dir), "/tmp/warta-tls-XXXXXX");
	if (!mkdtemp(tls->dir))
		return SITE_MISSING;
	snprintf(script, sizeof(script), "%s/tests/lib/tls_site.sh", top ? top : ".");
	for (int i = 0; i < SITE_COUNT; i++)
		snprintf(numbers[i], sizeof(numbers[i]), "%d", tls->ports[i] = free_port());
	tls->nginx = fork();
	if (tls->nginx == 0) {
		execlp("sh", "sh", script, tls->dir, numbers[0], numbers[1], numbers[2],
		       numbers[3], numbers[4], (char *)NULL);
		_exit(127);
	}
	for (int i = 0; i < 1200; i++) {
		int status;
		if (waitpid(tls->nginx, &status, WNOHANG) == tls->nginx) {
			tls->nginx = 0;
			return WIFEXITED(status) && WEXITSTATUS(status) ? WEXITSTATUS(status) : -1;
		}
		if (answers(tls->ports[PLAIN]) && answers(tls->ports[SELF]))
			return 0;
		usleep(100000);
	}
	return -1;
}

/* Again where somebody else was quicker to take a port. */
static int start_site(struct tls *tls)
{
	int end = try_site(tls);

	for (int i = 0; i < 3 && end && end != SITE_MISSING; i++) {
		stop_site(tls);
		end = try_site(tls);
	}
	return end;
}

static int build(void **state)
{
	static struct tls tls;
	static char ca[128];

	if (start_site(&tls)) {
		stop_site(&tls);
		return 1;
	}
	snprintf(ca, sizeof(ca), "%s/ca.pem", tls.dir);
	fetch_net(&tls.fetch, &(struct net_options){ .loopback_is_public = true, .ca_file = ca });
	*state = &tls;
	return 0;
}

static int tear_down(void **state)
{
	struct tls *tls = *state;

	fetch_end(&tls->fetch);
	stop_site(tls);
	return 0;
}

static struct net_response *get(struct tls *tls, enum site site, const char *path)
{
	struct net_request *request = calloc(1, sizeof(*request));
	struct buf url = { 0 };

	buf_addf(&url, "%s://localhost:%d%s", site == PLAIN ? "http" : "https", tls->ports[site],
		 path);
	request->url = buf_take(&url);
	return fetch_send(&tls->fetch, request);
}

static void test_http2_is_spoken_where_it_is_offered(void **state)
{
	struct net_response *r = get(*state, GOOD, "/protocol");

	CHECK(r->failure == NET_OK);
	CHECK_STR(buf_str(&r->body), "HTTP/2.0");
	net_response_free(r);
	r = get(*state, PLAIN, "/protocol");
	CHECK_STR(buf_str(&r->body), "HTTP/1.1");
	net_response_free(r);
}

static void test_a_compressed_feed_arrives_whole_and_is_known_again(void **state)
{
	struct tls *tls = *state;
	struct net_response *r = get(tls, GOOD, "/feed.xml");

	CHECK(r->failure == NET_OK && r->etag && r->last_modified);
	CHECK(r->body.len > 60000 && r->wire_bytes < (int64_t)r->body.len / 3);
	struct net_request *again = calloc(1, sizeof(*again));
	again->url = strdup(r->url);
	again->etag = strdup(r->etag);
	again->last_modified = strdup(r->last_modified);
	net_response_free(r);
	r = fetch_send(&tls->fetch, again);
	CHECK(r->is_not_modified && r->body.len == 0);
	net_response_free(r);
}

static void refused(struct tls *tls, enum site site, const char *sentence)
{
	struct net_response *r = get(tls, site, "/feed.xml");

	if (r->failure != NET_TLS || !strstr(r->error.text, sentence))
		fail_msg("%d: %s", (int)r->failure, r->error.text);
	CHECK(r->body.len == 0);
	net_response_free(r);
}

static void test_each_bad_certificate_has_its_sentence(void **state)
{
	refused(*state, EXPIRED, "expired on 2 November 2024");
	refused(*state, WRONG, "another host");
	refused(*state, SELF, "signed by itself");
}

static void test_secure_may_come_but_never_go(void **state)
{
	struct net_response *r = get(*state, PLAIN, "/up");

	CHECK(r->failure == NET_OK && r->moved_to && strstr(r->moved_to, "https://localhost"));
	net_response_free(r);
	r = get(*state, GOOD, "/down");
	CHECK(r->failure == NET_REDIRECTS && strstr(r->error.text, "secure"));
	net_response_free(r);
}

static void test_one_connection_serves_many_requests_of_a_host(void **state)
{
	struct tls *tls = *state;

	for (int i = 0; i < 30; i++) {
		struct net_request *request = calloc(1, sizeof(*request));
		struct buf url = { 0 };
		buf_addf(&url, "https://localhost:%d/feed.xml?%d", tls->ports[GOOD], i);
		request->url = buf_take(&url);
		net_send(tls->fetch.net, request);
	}
	for (int i = 0; i < 30; i++) {
		struct net_response *r = mailbox_wait(tls->fetch.box, 40000);
		CHECK(r && r->failure == NET_OK && r->body.len > 60000);
		net_body_done(tls->fetch.net, r->body.len);
		net_response_free(r);
	}
}

static void test_streams_of_one_connection_wait_for_memory_too(void **state)
{
	enum { COUNT = 8, SIZE = 3 << 20 };
	struct tls *tls = *state;
	struct fetch f = { .server = tls->fetch.server };
	struct buf url = { 0 };
	char ca[128];

	snprintf(ca, sizeof(ca), "%s/ca.pem", tls->dir);
	fetch_net(&f, &(struct net_options){ .loopback_is_public = true, .ca_file = ca,
					     .max_per_host = 4, .max_memory = 4 << 20 });
	for (int i = 0; i < COUNT; i++) {
		struct net_request *request = calloc(1, sizeof(*request));
		buf_clear(&url);
		buf_addf(&url, "https://localhost:%d/big.bin?%d", tls->ports[GOOD], i);
		request->url = mem_copy(url.ptr, url.len);
		net_send(f.net, request);
	}
	for (int i = 0; i < COUNT; i++) {
		struct net_response *r = mailbox_wait(f.box, 40000);
		CHECK(r != NULL);
		if (r->failure != NET_OK || r->body.len != SIZE)
			fail_msg("%zu bytes: %s", r->body.len, r->error.text);
		usleep(50000);
		net_body_done(f.net, r->body.len);
		net_response_free(r);
	}
	buf_free(&url);
	fetch_end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(http2_is_spoken_where_it_is_offered),
		TEST(a_compressed_feed_arrives_whole_and_is_known_again),
		TEST(each_bad_certificate_has_its_sentence),
		TEST(secure_may_come_but_never_go),
		TEST(one_connection_serves_many_requests_of_a_host),
		TEST(streams_of_one_connection_wait_for_memory_too),
	};
	struct tls probe = { 0 };

	int end = start_site(&probe);
	stop_site(&probe);
	if (end)
		return end;
	return cmocka_run_group_tests(tests, build, tear_down);
}
