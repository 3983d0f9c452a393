/* SPDX-License-Identifier: MIT */
#include <time.h>

#include "base/i18n.h"
#include "net/core.h"

/* A certificate that is out of date has been refused, and nothing was asked
 * of its host. To tell the person since when, the handshake is made once more
 * without looking at the certificate's worth: its dates are read and the
 * connection is closed. No request is ever sent over it, nothing of it is
 * kept for later connections. */

enum { VERDICT_NOT_YET = 9, VERDICT_EXPIRED = 10 };

bool probe_is_worth_it(struct transfer *t, CURLcode code)
{
	long verdict = 0;

	if (code != CURLE_PEER_FAILED_VERIFICATION || t->is_probe)
		return false;
	curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
	return verdict == VERDICT_NOT_YET || verdict == VERDICT_EXPIRED;
}

void probe_begin(struct transfer *t)
{
	CURL *easy = t->easy;
	long verdict = 0;

	curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verdict);
	t->is_probe = true;
	t->verdict = verdict;
	curl_multi_remove_handle(t->net->multi, easy);
	curl_easy_setopt(easy, CURLOPT_CONNECT_ONLY, 1L);
	curl_easy_setopt(easy, CURLOPT_CERTINFO, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 0L);
	curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
	curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
	curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
	curl_multi_add_handle(t->net->multi, easy);
}

/* A date of the host's own certificate, the first in the chain; -1 unknown. */
static time_t date_of(struct transfer *t, struct str name)
{
	struct curl_certinfo *chain = NULL;

	if (curl_easy_getinfo(t->easy, CURLINFO_CERTINFO, &chain) != CURLE_OK || !chain ||
	    chain->num_of_certs < 1)
		return -1;
	for (struct curl_slist *field = chain->certinfo[0]; field; field = field->next)
		if (str_has_prefix_nocase(str_from(field->data), name))
			return curl_getdate(field->data + name.len, NULL);
	return -1;
}

void probe_done(struct transfer *t)
{
	struct error *err = &t->response->error;
	struct str host = say_host(t);
	bool is_expired = t->verdict == VERDICT_EXPIRED;
	char day[64] = "";
	struct tm local;

	time_t when = date_of(t, is_expired ? STR("Expire date:") : STR("Start date:"));
	if (when != -1 && localtime_r(&when, &local))
		strftime(day, sizeof(day), "%d %B %Y", &local);
	const char *shown = day[0] == '0' ? day + 1 : day;
	if (is_expired && shown[0])
		error_say(err, N_("The certificate of %.*s expired on %s"), STR_ARG(host), shown);
	else if (is_expired)
		error_say(err, N_("The certificate of %.*s has expired"), STR_ARG(host));
	else if (shown[0])
		error_say(err, N_("The certificate of %.*s is valid from %s on; is this machine's "
				 "clock right?"), STR_ARG(host), shown);
	else
		error_say(err, N_("The certificate of %.*s is not valid yet; is this machine's "
				 "clock right?"), STR_ARG(host));
	transfer_fail(t, NET_TLS);
}
