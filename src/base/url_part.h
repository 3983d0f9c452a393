/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_BASE_URL_PART_H
#define WARTA_SRC_BASE_URL_PART_H

#include "base/url.h"

/* What the two halves of base/url share. */

bool url_scheme_is_web(struct str scheme);

/* Resolves "." and ".." in the path that out holds from `from` on; it starts
 * with a slash. In place. */
void url_remove_dots(struct buf *out, size_t from);

/* Whether s is an absolute address of the web as nearly all are: ASCII, with
 * nothing in it that url_resolve would change or url_is_web would not take.
 * False says nothing. */
bool url_is_plain(struct str s);

/* Whether s holds white space, controls or bidi controls raw. */
bool url_is_hidden(struct str s);

bool url_add_hex(struct buf *out, unsigned char c); /* "%C3" */

#endif
