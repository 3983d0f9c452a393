/* SPDX-License-Identifier: MIT */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/url.h"
#include "base/utf8.h"
#include "net/core.h"
#include "net/policy.h"

/* Who content may lead to. The real address is looked at: before a socket is
 * opened, and again before a request goes over a connection that was open
 * already. A name that was fine when it was looked up proves nothing. */

/* The port that is meant; 0 for none that can be. */
static int64_t port_meant(const struct url *u)
{
	int64_t port = 0;

	if (u->port.len)
		return str_to_int64(u->port, &port) ? port : 0;
	return str_eq_nocase(u->scheme, STR("https")) ? 443 : 80;
}

bool gate_is_home(const struct transfer *t, struct str url)
{
	struct url home, u;

	if (t->has_left_home || !url_split(str_from(t->home), &home) || !url_split(url, &u) ||
	    !str_eq_nocase(home.host, u.host))
		return false;
	int64_t from = port_meant(&home), to = port_meant(&u);
	/* The secure side of a server is still that server. */
	return from == to || (from == 80 && to == 443);
}

static bool is_loopback(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const void *)address;
		return ntohl(in->sin_addr.s_addr) >> 24 == 127;
	}
	const struct sockaddr_in6 *in6 = (const void *)address;
	return address->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&in6->sin6_addr);
}

static bool is_allowed(struct transfer *t, const struct sockaddr *address)
{
	if (policy_is_public(address) || (t->net->loopback_is_public && is_loopback(address)))
		return true;
	/* The user's own network, when the user said so: that server, since on
	 * other ports of the same machine there are others. */
	return t->request->is_trusted && gate_is_home(t, str_from(t->url));
}

/* The proxy that the environment names for t's scheme, or the user for t. */
static struct str proxy_of(const struct transfer *t)
{
	static const char *const http[] = { "http_proxy", "all_proxy", "ALL_PROXY" };
	static const char *const https[] = { "https_proxy", "HTTPS_PROXY", "all_proxy",
					     "ALL_PROXY" };
	bool is_https = str_has_prefix_nocase(str_from(t->url), STR("https:"));
	const char *const *names = is_https ? https : http;
	const char *found = t->request->proxy;

	for (size_t i = 0; !found && i < (is_https ? 4 : 3); i++)
		found = getenv(names[i]);
	return str_from(found);
}

/* The port of a proxy as written, or libcurl's own default. */
static unsigned proxy_port(struct str proxy)
{
	struct buf text = { 0 };
	struct url u;
	int64_t port = 0;

	if (str_find(proxy, STR("://")) == SIZE_MAX)
		buf_add(&text, STR("http://"));
	buf_add(&text, proxy);
	url_split(buf_str(&text), &u);
	if (!str_to_int64(u.port, &port))
		port = str_eq_nocase(u.scheme, STR("https")) ? 443 : 1080;
	buf_free(&text);
	return port > 0 && port < 65536 ? (unsigned)port : 0;
}

static unsigned port_of(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET)
		return ntohs(((const struct sockaddr_in *)(const void *)address)->sin_port);
	return ntohs(((const struct sockaddr_in6 *)(const void *)address)->sin6_port);
}

/* A proxy is the user's choice wherever it is; where it goes is its own
 * business, but for addresses given as numbers, which are looked at before. */
static bool is_proxy(const struct transfer *t, const struct sockaddr *address)
{
	struct str proxy = proxy_of(t);

	return !str_is_empty(proxy) && proxy_port(proxy) == port_of(address);
}

static curl_socket_t on_open(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = ctx;

	(void)purpose;
	if (!is_allowed(t, &address->addr) && !is_proxy(t, &address->addr)) {
		t->is_refused = true;
		return CURL_SOCKET_BAD;
	}
	int fd = socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
	if (fd < 0)
		return CURL_SOCKET_BAD;
	struct net *net = t->net;
	net->opened = mem_grow(net->opened, net->opened_count, &net->opened_cap,
			       sizeof(*net->opened));
	net->opened[net->opened_count++] = (struct net_opened){ .fd = fd };
	return fd;
}

static int on_close(void *ctx, curl_socket_t fd)
{
	struct net *net = ctx;

	for (size_t i = 0; i < net->opened_count; i++)
		if (net->opened[i].fd == fd) {
			net->opened[i] = net->opened[--net->opened_count];
			break;
		}
	return close(fd);
}

/* Whether the socket leads to this address. */
static bool leads_to(int fd, const struct sockaddr_storage *address)
{
	struct sockaddr_storage peer = { 0 };
	socklen_t len = sizeof(peer);

	if (getpeername(fd, (struct sockaddr *)&peer, &len) != 0 ||
	    peer.ss_family != address->ss_family ||
	    port_of((struct sockaddr *)&peer) != port_of((const struct sockaddr *)address))
		return false;
	if (peer.ss_family == AF_INET)
		return !memcmp(&((struct sockaddr_in *)(void *)&peer)->sin_addr,
			       &((const struct sockaddr_in *)(const void *)address)->sin_addr,
			       sizeof(struct in_addr));
	return !memcmp(&((struct sockaddr_in6 *)(void *)&peer)->sin6_addr,
		       &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr,
		       sizeof(struct in6_addr));
}

/* The socket from this port to this address; -1 for none. Connections to
 * different addresses may share a port of ours. */
static int find_opened(struct net *net, int port, const struct sockaddr_storage *to)
{
	for (size_t i = 0; i < net->opened_count; i++) {
		struct net_opened *one = &net->opened[i];
		struct sockaddr_storage own;
		socklen_t len = sizeof(own);
		if (!one->port && getsockname(one->fd, (struct sockaddr *)&own, &len) == 0)
			one->port = (int)port_of((struct sockaddr *)&own);
		if (one->port == port && leads_to(one->fd, to))
			return one->fd;
	}
	return -1;
}

/* Whether somebody has spoken on a connection before being asked. With TLS
 * and HTTP/2 that is the custom; without, it can only be meant to be taken
 * for the answer to the next request. */
static bool has_spoken(struct transfer *t, int own_port, const struct sockaddr_storage *to)
{
	char byte;

	if (!str_has_prefix_nocase(str_from(t->url), STR("http:")))
		return false;
	int fd = find_opened(t->net, own_port, to);
	return fd >= 0 && recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

static bool read_address(const char *ip, int port, struct sockaddr_storage *out)
{
	struct sockaddr_in *in = (void *)out;
	struct sockaddr_in6 *in6 = (void *)out;
	char plain[INET6_ADDRSTRLEN + 1];

	*out = (struct sockaddr_storage){ 0 };
	snprintf(plain, sizeof(plain), "%.*s", (int)strcspn(ip, "%"), ip);
	if (inet_pton(AF_INET, plain, &in->sin_addr) == 1) {
		in->sin_family = AF_INET;
		in->sin_port = htons((uint16_t)port);
		return true;
	}
	in6->sin6_family = AF_INET6;
	in6->sin6_port = htons((uint16_t)port);
	return inet_pton(AF_INET6, plain, &in6->sin6_addr) == 1;
}

static int on_request(void *ctx, char *to_ip, char *from_ip, int to_port, int from_port)
{
	struct transfer *t = ctx;
	struct sockaddr_storage address;

	(void)from_ip;
	t->is_refused = !read_address(to_ip, to_port, &address) ||
			(!is_allowed(t, (struct sockaddr *)&address) &&
			 !is_proxy(t, (struct sockaddr *)&address));
	t->is_stale = !t->is_refused && has_spoken(t, from_port, &address);
	bool is_too_often = ++t->sent > NET_SENT_MAX;
	return t->is_refused || t->is_stale || is_too_often ? CURL_PREREQFUNC_ABORT :
							      CURL_PREREQFUNC_OK;
}

void gate_watch(struct transfer *t)
{
	curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, on_open);
	curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t);
	curl_easy_setopt(t->easy, CURLOPT_CLOSESOCKETFUNCTION, on_close);
	curl_easy_setopt(t->easy, CURLOPT_CLOSESOCKETDATA, t->net);
	curl_easy_setopt(t->easy, CURLOPT_PREREQFUNCTION, on_request);
	curl_easy_setopt(t->easy, CURLOPT_PREREQDATA, t);
}

/* The host as whoever connects may come to read it: escapes resolved, letters
 * and digits of other kinds made plain, without the root's dot. */
static void add_plain_host(struct buf *out, struct str host)
{
	struct buf decoded = { 0 }, ascii = { 0 };

	if (str_has_prefix(host, STR("[")))
		host = str_slice(host, 1, host.len - 1);
	url_add_decoded(&decoded, host);
	utf8_add_ascii(&ascii, buf_str(&decoded));
	for (size_t i = 0; i < ascii.len; i++)
		if (ascii.ptr[i] != '?') /* a sign that may count for nothing */
			buf_add_char(out, str_lower(ascii.ptr[i]));
	while (out->len && out->ptr[out->len - 1] == '.')
		out->ptr[--out->len] = '\0';
	buf_free(&decoded);
	buf_free(&ascii);
}

static bool is_own_machine(struct str host)
{
	return str_eq(host, STR("localhost")) || str_has_suffix(host, STR(".localhost"));
}

bool gate_literal_is_allowed(struct transfer *t, struct str url)
{
	const struct addrinfo hints = { .ai_flags = AI_NUMERICHOST, .ai_socktype = SOCK_STREAM };
	struct addrinfo *found;
	struct buf host = { 0 };
	bool is_fine = true; /* a name: its addresses are seen later */

	add_plain_host(&host, url_host(url));
	if (getaddrinfo(is_own_machine(buf_str(&host)) ? "127.0.0.1" : buf_cstr(&host), NULL,
			&hints, &found) == 0) {
		is_fine = is_allowed(t, found->ai_addr);
		freeaddrinfo(found);
	}
	buf_free(&host);
	return is_fine;
}
