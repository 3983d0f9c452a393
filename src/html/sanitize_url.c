/* SPDX-License-Identifier: MIT */
#include "html/sanitize.h"

#include "base/url.h"
#include "html/entity.h"

enum { URL_LEN_MAX = 1 << 16, SCHEME_LEN_MAX = 12 };

/* Sorted only for the eye. */
static const char *const schemes[] = {
	"ed2k", "feed", "ftp", "ftps", "geo", "gopher", "http", "https", "irc", "ircs",
	"magnet", "mailto", "news", "nntp", "rtsp", "sftp", "sip", "sips", "sms", "tel",
	"webcal", "xmpp",
};

/* Browsers pass over controls and white space wherever they stand. */
static bool is_ignored(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7f;
}

static bool is_scheme_char(char c)
{
	return (str_lower(c) >= 'a' && str_lower(c) <= 'z') || (c >= '0' && c <= '9') ||
	       c == '+' || c == '-' || c == '.';
}

/* Whether the address has no scheme or one of ours. What looks like a scheme
 * but for a letter that none has, is nothing that anybody means. */
static bool has_safe_scheme(struct str url)
{
	char scheme[SCHEME_LEN_MAX];
	size_t len = 0, i = 0;
	bool is_odd = false;

	for (; i < url.len && url.ptr[i] != ':'; i++) {
		char c = url.ptr[i];
		if (c == '/' || c == '?' || c == '#' || c == '\\')
			return true;
		if (is_ignored(c))
			continue;
		is_odd |= !is_scheme_char(c) || len == SCHEME_LEN_MAX;
		if (len < SCHEME_LEN_MAX)
			scheme[len++] = c;
	}
	if (i == url.len)
		return true;
	for (size_t at = 0; at < sizeof(schemes) / sizeof(*schemes) && !is_odd; at++)
		if (str_eq_nocase((struct str){ scheme, len }, str_from(schemes[at])))
			return true;
	return false;
}

bool sanitize_add_url(struct buf *out, struct str value, struct str base)
{
	struct buf url = { .max = URL_LEN_MAX };
	size_t before = out->len;
	/* The base comes from afar, too: what came out is looked at again. */
	bool is_safe = entity_add_decoded(&url, value, true) &&
		       has_safe_scheme(buf_str(&url)) &&
		       url_resolve(out, base, buf_str(&url)) &&
		       has_safe_scheme(str_slice(buf_str(out), before, out->len));

	if (!is_safe)
		buf_remove(out, before, out->len - before);
	buf_free(&url);
	return is_safe;
}
