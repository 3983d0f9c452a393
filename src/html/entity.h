/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_ENTITY_H
#define WARTA_HTML_ENTITY_H

#include "base/buf.h"

/* Character references (WHATWG HTML, 13.2.5.72), also the numeric ones that
 * mean windows-1252. */

/* What s, which begins with '&', stands for: its length in bytes, and the
 * UTF-8 text in *out (valid until the next call with the same room). 0 when it
 * is no reference. In attributes, a name without a semicolon before a letter,
 * a digit or '=' is none. */
size_t entity_read(struct str s, bool in_attribute, char room[8], struct str *out);

/* Adds s with its references resolved once. */
bool entity_add_decoded(struct buf *out, struct str s, bool in_attribute);

#endif
