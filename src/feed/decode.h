/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_DECODE_SRC_H
#define WARTA_FEED_DECODE_SRC_H

#include "feed/feed.h"

/* A document as valid UTF-8. */
struct decoded {
	struct str text;   /* a view of the source, or of room */
	struct buf room;   /* to be freed by the caller */
	const char *name;  /* of the encoding, as it is usually called */
	bool is_mended;    /* bytes did not fit the encoding that was declared */
};

/* In order: a byte order mark, the charset of the content type, the XML
 * declaration, UTF-8 (RFC 7303, 3). Text that is UTF-8 beyond doubt is UTF-8
 * whatever somebody says; bytes that are not what was declared are taken for
 * what they most likely are. */
struct decoded decode(const struct feed_source *source);

#endif
