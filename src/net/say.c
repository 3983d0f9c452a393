/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/url.h"
#include "net/core.h"

/* Every failure has its own sentence, and none holds a password. */

struct str say_host(const struct transfer *t)
{
	return url_host(str_from(t->url ? t->url : t->request->url));
}

/* What OpenSSL calls X509_V_ERR_*: reasons that a person can act on. */
static const struct { long code; const char *sentence; } verdicts[] = {
	{ 18, N_("The certificate of {host} is signed by itself, so nobody vouches for it") },
	{ 19, N_("The certificate of {host} is signed by somebody unknown") },
	{ 20, N_("The certificate of {host} is signed by somebody unknown") },
	{ 21, N_("The certificate of {host} cannot be checked: its chain is incomplete") },
	{ 23, N_("The certificate of {host} has been revoked") },
	{ 62, N_("The certificate of {host} is for another host") },
};

static bool is_openssl(void)
{
	const char *name = curl_version_info(CURLVERSION_NOW)->ssl_version;

	return name && (strstr(name, "OpenSSL") || strstr(name, "LibreSSL"));
}

static void say_certificate(struct transfer *t)
{
	struct error *err = &t->response->error;
	struct str host = say_host(t);
	long verdict = 0;

	if (is_openssl())
		curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(verdicts[0]); i++)
		if (verdicts[i].code == verdict) {
			error_say_host(err, verdicts[i].sentence, host);
			return;
		}
	/* The chain was fine (libcurl then leaves 0 or 1), but for the name. */
	if (verdict <= 1 && strstr(t->curl_words, "host name"))
		error_say(err, N_("The certificate of %.*s is for another host"), STR_ARG(host));
	else
		error_say(err, N_("The certificate of %.*s cannot be trusted"), STR_ARG(host));
}

static void say_connect(struct transfer *t)
{
	struct error *err = &t->response->error;
	struct str host = say_host(t);
	long number = 0;

	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &number);
	if (number == ECONNREFUSED)
		error_say(err, N_("%.*s refused the connection"), STR_ARG(host));
	else if (number == ENETUNREACH || number == EHOSTUNREACH)
		error_say(err, N_("There is no way to %.*s; is the network up?"), STR_ARG(host));
	else if (number == EMFILE || number == ENFILE)
		error_say(err, N_("There are too many open files to connect to %.*s"),
			  STR_ARG(host));
	else
		error_say(err, N_("%.*s could not be reached"), STR_ARG(host));
}

void say_late(struct transfer *t)
{
	/* Without the time that it stood in line behind others. */
	int64_t began = t->deadline ? t->deadline - transfer_timeout(t) : t->started;
	int64_t seconds = (clock_ms() - began + 500) / 1000;
	int s = seconds < 1 ? 1 : (int)seconds;

	struct error *err = &t->response->error;

	if (t->command)
		error_say(err, N_("The command was not done after %d s"), s);
	else if (t->reply.has_body_begun)
		error_say(err, N_("%.*s was not done after %d s"), STR_ARG(say_host(t)), s);
	else
		error_say(err, N_("%.*s did not answer for %d s"), STR_ARG(say_host(t)), s);
}

/* Codes of libcurl whose sentence names the host and nothing else. */
static const struct {
	CURLcode code;
	enum net_failure failure;
	const char *sentence;
} simple[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, NET_NO_HOST, N_("There is no host named {host}") },
	{ CURLE_COULDNT_RESOLVE_PROXY, NET_NO_CONNECTION,
	  N_("The proxy for {host} was not found") },
	{ CURLE_PROXY, NET_NO_CONNECTION, N_("The proxy for {host} refused to serve") },
	{ CURLE_URL_MALFORMAT, NET_BAD_ADDRESS, N_("The address at {host} cannot be read") },
	{ CURLE_UNSUPPORTED_PROTOCOL, NET_BAD_ADDRESS, N_("The address at {host} cannot be read") },
	{ CURLE_GOT_NOTHING, NET_BROKEN, N_("{host} closed the connection without an answer") },
	{ CURLE_PARTIAL_FILE, NET_BROKEN, N_("What {host} sent ended too early") },
	{ CURLE_RECV_ERROR, NET_BROKEN, N_("The connection to {host} broke off") },
	{ CURLE_SEND_ERROR, NET_BROKEN, N_("The connection to {host} broke off") },
	{ CURLE_HTTP2, NET_BROKEN, N_("{host} does not keep to HTTP") },
	{ CURLE_HTTP2_STREAM, NET_BROKEN, N_("The connection to {host} broke off") },
	{ CURLE_ABORTED_BY_CALLBACK, NET_BROKEN,
	  N_("{host} closed the connection without an answer") },
	{ CURLE_WEIRD_SERVER_REPLY, NET_BROKEN, N_("{host} does not keep to HTTP") },
	{ CURLE_UNSUPPORTED_PROTOCOL, NET_BROKEN, N_("{host} does not keep to HTTP") },
	{ CURLE_SSL_CONNECT_ERROR, NET_TLS, N_("No secure connection to {host} could be made") },
	{ CURLE_SSL_CACERT_BADFILE, NET_TLS,
	  N_("The list of trusted certificates for {host} cannot be read") },
	{ CURLE_OUT_OF_MEMORY, NET_NO_CONNECTION, N_("There is not enough memory for {host}") },
};

enum net_failure say_curl(struct transfer *t, CURLcode code)
{
	struct error *err = &t->response->error;
	struct str host = say_host(t);

	if (t->is_refused) {
		error_say(err, N_("%.*s leads into a private network and was not fetched"),
			  STR_ARG(host));
		return t->hops ? NET_REDIRECTS : NET_BAD_ADDRESS;
	}
	if (code == CURLE_OPERATION_TIMEDOUT) {
		say_late(t);
		return NET_TIMEOUT;
	}
	if (code == CURLE_COULDNT_CONNECT) {
		say_connect(t);
		return NET_NO_CONNECTION;
	}
	if (code == CURLE_PEER_FAILED_VERIFICATION) {
		say_certificate(t);
		return NET_TLS;
	}
	/* libcurl's own ceiling for one line. */
	if (code == CURLE_OUT_OF_MEMORY && t->reply.status && !t->reply.has_body_begun) {
		error_say(err, N_("%.*s sent headers without an end"), STR_ARG(host));
		return NET_TOO_LARGE;
	}
	/* An answer that does not begin like one. */
	if (code == CURLE_UNSUPPORTED_PROTOCOL && t->reply.header_bytes == 0 && t->easy)
		code = CURLE_WEIRD_SERVER_REPLY;
	for (size_t i = 0; i < sizeof(simple) / sizeof(simple[0]); i++)
		if (simple[i].code == code) {
			error_say_host(err, simple[i].sentence, host);
			return simple[i].failure;
		}
	error_say(err, N_("What %.*s sent cannot be used (%s)"), STR_ARG(host),
		  curl_easy_strerror(code));
	return NET_BROKEN;
}

static const struct { int status; const char *sentence; } statuses[] = {
	{ 401, N_("{host} wants a name and a password (401)") },
	{ 402, N_("{host} wants money for this (402)") },
	{ 403, N_("{host} does not let warta in (403)") },
	{ 404, N_("There is nothing at this address of {host} (404)") },
	{ 407, N_("The proxy for {host} wants a name and a password (407)") },
	{ 408, N_("{host} lost patience (408)") },
	{ 410, N_("{host} says that this is gone for good (410)") },
	{ 429, N_("{host} asks for fewer visits (429)") },
	{ 451, N_("{host} may not show this for legal reasons (451)") },
	{ 500, N_("{host} has trouble of its own (500)") },
	{ 502, N_("{host} has trouble of its own (502)") },
	{ 503, N_("{host} has no time at the moment (503)") },
	{ 504, N_("{host} has trouble of its own (504)") },
};

void say_status(struct transfer *t)
{
	struct error *err = &t->response->error;
	int status = t->response->status;

	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].status == status) {
			error_say_host(err, statuses[i].sentence, say_host(t));
			return;
		}
	if (status < 400)
		error_say(err, N_("%.*s redirects to nowhere (%d)"), STR_ARG(say_host(t)), status);
	else
		error_say(err, N_("%.*s answered with error %d"), STR_ARG(say_host(t)), status);
}
