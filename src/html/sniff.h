/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_SNIFF_H
#define WARTA_HTML_SNIFF_H

#include "base/buf.h"

/* Bytes of a page -> valid UTF-8. In order: a byte order mark, the charset of
 * the content type, what the page's first kilobytes declare (meta, XML
 * declaration), what the bytes look like. Bytes that are valid UTF-8 with
 * letters beyond ASCII are UTF-8 whatever somebody says, and a declaration of
 * UTF-8 that most bytes contradict is not believed. */

/* *text is a view of bytes where nothing had to change, else of *room, which
 * the caller frees. Returns the encoding's name, static. */
const char *sniff_decode(struct str bytes, struct str content_type, struct buf *room,
			 struct str *text);

#endif
