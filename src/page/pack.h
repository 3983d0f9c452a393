/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_PACK_H
#define WARTA_PAGE_PACK_H

#include "page/page.h"

/* A packed page: the mark, the length of all its text and that text, then
 * records. A number is seven bits a byte, the lowest first, the high bit set
 * where more follow. A string is a number: that many of the next bytes of the
 * text. Indices of spans and cells are not written: a block owns the next
 * ones. The last byte of the mark is the version. */
#define PACK_MARK "wpg\002"
#define PACK_MARK_1 "wpg\001" /* no flags of lists and definitions */

/* More of anything is refused by page_pack and page_unpack. */
enum {
	PACK_TEXT_MAX = 48 << 20, /* bytes */
	PACK_BLOCKS_MAX = 1000000,
	PACK_SPANS_MAX = 2000000,
	PACK_CELLS_MAX = 1000000,
	PACK_LINKS_MAX = 500000,
	PACK_NAMES_MAX = 1000,
};

/* What one of them takes at least, in bytes of records. */
enum { PACK_LINK_LEAST = 8, PACK_BLOCK_LEAST = 12, PACK_CELL_LEAST = 5, PACK_SPAN_LEAST = 3 };

/* Bits of a block's, a link's and the page's flags. */
enum { PACK_IS_RTL = 1, PACK_IS_INLINE = 1, PACK_IS_HEADER = 1, PACK_IS_COMPLETE = 2 };
enum { PACK_STARTS_LIST = 2, PACK_INSET = 4, PACK_INSET_MAX = 15 }; /* times its inset */

/* The styles that this version knows. */
enum { PACK_STYLES = 2 * PAGE_SMALL - 1 };

#endif
