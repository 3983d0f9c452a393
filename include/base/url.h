/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_URL_H
#define WARTA_BASE_URL_H

#include "base/arena.h"
#include "base/buf.h"

/* Addresses: resolving after RFC 3986 section 5 with the leniency of the
 * WHATWG URL standard (white space, backslashes), and what warta may do with
 * one. Nothing here touches the network. */

/* The parts of a URL, views into it; absent parts are empty with ptr NULL. */
struct url {
	struct str scheme, user, host, port, path, query, fragment;
	bool has_authority;
};

/* False when host or port are malformed; *out is filled all the same. */
bool url_split(struct str s, struct url *out);

/* Adds ref made absolute against base. An absolute ref is cleaned (white
 * space trimmed, spaces and controls percent-encoded) and kept; with no
 * usable base the ref is added as it is. False when nothing came out. */
bool url_resolve(struct buf *out, struct str base, struct str ref);

/* Whether content may offer s as a link: http or https, with a host, no
 * control characters. Everything that is opened, fetched or handed to
 * another program passes here. */
bool url_is_web(struct str s);

/* The host as written, without userinfo and port; empty when none. A view:
 * compare with str_eq_nocase. */
struct str url_host(struct str s);

/* The registrable domain by a small rule: the last two labels, three where
 * the last two are a public suffix such as co.id, go.id, co.uk, com.au. */
struct str url_site(struct str host);
/* Whether two addresses are of one. */
bool url_is_same_site(struct str a, struct str b);

/* Adds the key by which two addresses are the same article: scheme and
 * "www." dropped, host in lower case, default port, fragment and tracking
 * parameters (utm_*, fbclid, gclid, ...) removed, a trailing slash dropped,
 * percent-encoding normalised, the rest of the query sorted. A fragment that
 * is a route ("#!/a", "#/a") stays. False when s is no web address. */
bool url_add_identity(struct buf *out, struct str s);

/* Adds s without userinfo, for messages and logs. */
bool url_add_shown(struct buf *out, struct str s);
/* The same in an arena; without userinfo s itself. */
struct str url_shown(struct str s, struct arena *arena);

/* The same for somebody who is to judge where it leads: a host with letters
 * beyond ASCII is written as the name system knows it ("xn--..."), since they
 * may look like others. */
bool url_add_readable(struct buf *out, struct str s);

/* Percent-decodes s. */
bool url_add_decoded(struct buf *out, struct str s);

#endif
