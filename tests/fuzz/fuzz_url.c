/* SPDX-License-Identifier: MIT */
#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "base/url.h"

/* A base and a reference, split at the first line break. What url_is_web lets
 * through must lead libcurl to the same host, and resolving must be stable. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_host(struct str address)
{
	struct buf text = { 0 };
	char *theirs = NULL;
	CURLU *u = curl_url();

	buf_add(&text, address);
	if (address.ptr[0] == '-')
		abort();
	if (curl_url_set(u, CURLUPART_URL, buf_cstr(&text), 0) == CURLUE_OK &&
	    curl_url_get(u, CURLUPART_HOST, &theirs, 0) == CURLUE_OK) {
		struct str ours = url_host(address);
		struct url parts;
		url_split(address, &parts);
		/* libcurl spells IPv4 numbers its own way. */
		bool is_number = ours.len && ours.ptr[0] >= '0' && ours.ptr[0] <= '9';
		if (!is_number && ours.ptr[0] != '[' && !str_eq_nocase(ours, str_from(theirs)))
			abort();
	}
	curl_free(theirs);
	curl_url_cleanup(u);
	buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size }, base, ref;
	struct buf once = { 0 }, twice = { 0 }, other = { 0 };

	if (size > 65536 || !str_cut(&rest, '\n', &base))
		return 0;
	ref = rest;
	url_resolve(&once, base, ref);
	url_resolve(&twice, base, buf_str(&once));
	if (url_is_web(buf_str(&once))) {
		if (!str_eq(buf_str(&once), buf_str(&twice)))
			abort();
		check_host(buf_str(&once));
	}
	if (url_is_web(ref))
		check_host(ref);
	url_site(url_host(ref));
	url_add_identity(&other, ref);
	buf_clear(&other);
	url_add_shown(&other, ref);
	url_add_decoded(&other, ref);
	/* A name that is plain already stays as it is. */
	buf_clear(&once);
	buf_clear(&twice);
	url_add_readable(&once, ref);
	url_add_readable(&twice, buf_str(&once));
	if (url_is_web(ref) && !str_eq(buf_str(&once), buf_str(&twice)))
		abort();
	buf_free(&once);
	buf_free(&twice);
	buf_free(&other);
	return 0;
}
