/* SPDX-License-Identifier: MIT */
#include "base/url.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/url_part.h"

/* Parameters that say where a reader came from or which reader it is, not what
 * is read. A star stands for the rest of the name. */
static const char *const tracking[] = {
	"utm_*", "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid",
	"mc_cid", "mc_eid", "igshid", "igsh", "yclid", "ysclid", "_openstat", "_hsenc",
	"_hsmi", "__hs*", "hsctatracking", "vero_*", "wickedid", "oly_*", "rb_clickid",
	"s_cid", "mkt_tok", "twclid", "ttclid", "li_fat_id", "epik", "cmpid", "ref_src",
	"ref_url", "_ga", "_gl", "at_medium", "at_campaign*", "at_custom*", "xtor",
	"ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee", "pk_*",
	"piwik_*", "mtm_*", "matomo_*", "guccounter", "guce_*", "soc_src", "soc_trk",
	"wt_mc", "wt.mc*", "sc_src", "sc_cid", "traffic_source", "action_object_map",
	"action_type_map", "action_ref_map", "fb_action_*", "fb_source", "ftag", "intcid",
	"jsessionid", "phpsessid", "aspsessionid*", "sessionid", "session_id", "cfid", "cftoken",
};

/* Second-level names that belong to a country's registry, not to a site. */
static const char *const registries[] = {
	"ac", "ad", "asn", "biz", "co", "com", "conf", "desa", "ed", "edu", "firm", "gen",
	"go", "gob", "gouv", "gov", "govt", "gr", "id", "ind", "info", "int", "jus", "k12",
	"lg", "ltd", "me", "mil", "mod", "my", "ne", "net", "nhs", "nic", "nom", "or",
	"org", "plc", "police", "ponpes", "res", "sch", "school", "web",
};

static bool is_registry(struct str label)
{
	for (size_t i = 0; i < sizeof(registries) / sizeof(registries[0]); i++)
		if (str_eq_nocase(label, str_from(registries[i])))
			return true;
	return false;
}

static bool is_tracking(struct str name)
{
	for (size_t i = 0; i < sizeof(tracking) / sizeof(tracking[0]); i++) {
		struct str row = str_from(tracking[i]);
		if (str_has_suffix(row, STR("*"))) {
			row.len--;
			if (str_has_prefix_nocase(name, row))
				return true;
		} else if (str_eq_nocase(name, row)) {
			return true;
		}
	}
	return false;
}

static bool host_is_plain(struct str host)
{
	bool is_literal = host.len && host.ptr[0] == '[';

	for (size_t i = 0; i < host.len; i++)
		if (strchr(is_literal ? "\"<>\\^`{|}" : "\"<>\\^`{|}%[]", host.ptr[i]))
			return false;
	return host.len > 0 && host.ptr[0] != '-';
}

/* Before the query readers of URLs disagree about it: none may stand there.
 * url_resolve has made slashes of them. */
static bool has_backslash(struct str s)
{
	for (size_t i = 0; i < s.len && s.ptr[i] != '?' && s.ptr[i] != '#'; i++)
		if (s.ptr[i] == '\\')
			return true;
	return false;
}

bool url_is_web(struct str s)
{
	struct url u;

	return url_is_plain(s) ||
	       (!url_is_hidden(s) && !has_backslash(s) && url_split(s, &u) && u.has_authority &&
		url_scheme_is_web(u.scheme) && host_is_plain(u.host));
}

struct str url_host(struct str s)
{
	struct url u;

	return url_split(s, &u) ? u.host : (struct str){ NULL, 0 };
}

/* The label that ends before `end`; moves end to the dot before it. */
static struct str label_before(struct str host, size_t *end)
{
	size_t from = *end;

	while (from > 0 && host.ptr[from - 1] != '.')
		from--;
	struct str label = str_slice(host, from, *end);
	*end = from ? from - 1 : 0;
	return label;
}

static bool is_number(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
	return s.len > 0;
}

struct str url_site(struct str host)
{
	if (str_has_suffix(host, STR(".")))
		host.len--;
	size_t end = host.len;
	struct str top = label_before(host, &end);
	if (is_number(top) || str_has_prefix(host, STR("[")) || end == 0)
		return host;
	struct str second = label_before(host, &end);
	if (end && top.len == 2 && is_registry(second))
		label_before(host, &end);
	return str_slice(host, end ? end + 1 : 0, host.len);
}

bool url_is_same_site(struct str a, struct str b)
{
	struct str site = url_site(url_host(a));

	return site.len && str_eq_nocase(site, url_site(url_host(b)));
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = str_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that "%XX" at s[at] stands for, or -1. */
static int escaped_byte(struct str s, size_t at)
{
	if (s.ptr[at] != '%' || s.len - at < 3)
		return -1;
	int high = hex_value(s.ptr[at + 1]), low = hex_value(s.ptr[at + 2]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

static bool is_unreserved(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

/* Adds s with one spelling for each character: escapes of plain characters
 * undone, other escapes in upper case, raw bytes that need one escaped. */
static bool add_normal(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		int byte = escaped_byte(s, i);
		unsigned char c = byte < 0 ? (unsigned char)s.ptr[i] : (unsigned char)byte;
		bool is_raw = byte < 0 ? c > ' ' && c < 0x7f : is_unreserved(c);
		if (!(is_raw ? buf_add_char(out, (char)c) : url_add_hex(out, c)))
			return false;
		i += byte < 0 ? 0 : 2;
	}
	return true;
}

static int by_bytes(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static bool add_query(struct buf *out, struct str query)
{
	size_t count = 0, cap = 0;
	struct str *pairs = NULL;
	struct str pair, rest = query;
	bool is_good = true;

	while (str_cut(&rest, '&', &pair)) {
		if (pair.len == 0 || is_tracking(str_slice(pair, 0, str_find_char(pair, '='))))
			continue;
		pairs = mem_grow(pairs, count, &cap, sizeof(*pairs));
		pairs[count++] = pair;
	}
	if (count > 1)
		qsort(pairs, count, sizeof(*pairs), by_bytes);
	for (size_t i = 0; i < count && is_good; i++)
		is_good = buf_add_char(out, i ? '&' : '?') && add_normal(out, pairs[i]);
	free(pairs);
	return is_good;
}

/* Without the session that Java servers put at the end of a path. */
static bool add_path(struct buf *out, struct str path)
{
	size_t at = SIZE_MAX;

	if (str_find_char(path, ';') != SIZE_MAX)
		at = str_find_nocase(path, STR(";jsessionid="));
	if (at == SIZE_MAX)
		return add_normal(out, path);
	struct str rest = str_slice(path, at + 1, path.len);
	size_t end = 0;
	while (end < rest.len && rest.ptr[end] != ';' && rest.ptr[end] != '/')
		end++;
	return add_normal(out, str_slice(path, 0, at)) &&
	       add_normal(out, str_slice(rest, end, rest.len));
}

static bool is_default_port(const struct url *u)
{
	return str_is_empty(u->port) || str_eq(u->port, STR("80")) || str_eq(u->port, STR("443"));
}

bool url_add_identity(struct buf *out, struct str s)
{
	struct url u;

	if (!url_split(s, &u) || !url_scheme_is_web(u.scheme) || str_is_empty(u.host))
		return false;
	if (str_has_prefix_nocase(u.host, STR("www.")) && u.host.len > 4)
		u.host = str_slice(u.host, 4, u.host.len);
	if (str_has_suffix(u.host, STR(".")))
		u.host.len--;
	for (size_t i = 0; i < u.host.len; i++)
		if (!buf_add_char(out, str_lower(u.host.ptr[i])))
			return false;
	if (!is_default_port(&u) && !(buf_add_char(out, ':') && buf_add(out, u.port)))
		return false;
	size_t from = out->len;
	if (!add_path(out, u.path))
		return false;
	if (out->len > from) {
		for (size_t i = from; i < out->len; i++)
			if (out->ptr[i] == '\\')
				out->ptr[i] = '/';
		url_remove_dots(out, from);
	}
	while (out->len > from && out->ptr[out->len - 1] == '/')
		out->ptr[--out->len] = '\0';
	if (!add_query(out, u.query))
		return false;
	/* "#!/article/7" is a route, not a place on the page. */
	bool is_route = u.fragment.len > 1 &&
			(u.fragment.ptr[0] == '!' || u.fragment.ptr[0] == '/');
	return !is_route || (buf_add_char(out, '#') && add_normal(out, u.fragment));
}

/* Both sides of the userinfo; false when there is none. */
static bool cut_user(struct str s, struct str *front, struct str *rest)
{
	struct url u;

	url_split(s, &u);
	if (!u.user.ptr)
		return false;
	*front = (struct str){ s.ptr, (size_t)(u.user.ptr - s.ptr) };
	*rest = str_slice(s, front->len + u.user.len + 1, s.len);
	return true;
}

bool url_add_shown(struct buf *out, struct str s)
{
	struct str front;

	return !cut_user(s, &front, &s) ? buf_add(out, s) : buf_add(out, front) && buf_add(out, s);
}

struct str url_shown(struct str s, struct arena *arena)
{
	struct str front, rest;

	if (!cut_user(s, &front, &rest))
		return s;
	return arena_printf(arena, "%.*s%.*s", STR_ARG(front), STR_ARG(rest));
}

bool url_add_decoded(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		int byte = escaped_byte(s, i);
		if (!buf_add_char(out, byte < 0 ? s.ptr[i] : (char)byte))
			return false;
		i += byte < 0 ? 0 : 2;
	}
	return true;
}
