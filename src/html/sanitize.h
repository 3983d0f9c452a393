/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_SANITIZE_H
#define WARTA_HTML_SANITIZE_H

#include "base/buf.h"

enum sanitize_trait {
	SANITIZE_KEEP = 1 << 0,  /* harmless: its tags stay */
	SANITIZE_BLOCK = 1 << 1, /* starts and ends a line of text */
	SANITIZE_VOID = 1 << 2,  /* never has content */
	SANITIZE_TABLE = 1 << 3, /* a part of a table, or one */
	SANITIZE_RAW = 1 << 4,   /* its content is not the reader's */
	SANITIZE_FRAME = 1 << 5, /* shows what is at its src: a link remains */
};

struct sanitize_tag {
	const char *name; /* lower case */
	unsigned traits;  /* bits of enum sanitize_trait */
};

/* The element of that name in any case, or NULL where HTML has none. */
const struct sanitize_tag *sanitize_tag_find(struct str name);

/* Adds value, an attribute as it stands in the source, as an address that is
 * safe to follow: references resolved, absolute where base allows, its scheme
 * one that fetches or calls but runs nothing, whatever case, controls or white
 * space hide it. False, and nothing added, for any other. */
bool sanitize_add_url(struct buf *out, struct str value, struct str base);

#endif
