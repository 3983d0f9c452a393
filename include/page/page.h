/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_PAGE_H
#define WARTA_PAGE_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/date.h"
#include "base/error.h"

/* The article document: everything readable is one of these. Made in the
 * jail, packed to cross the boundary and to be stored. Strings are valid
 * UTF-8 and live in the page's arena; absent ones are empty. */

enum page_style {
	PAGE_STRONG = 1 << 0,
	PAGE_EMPHASIS = 1 << 1,
	PAGE_CODE = 1 << 2,
	PAGE_STRIKE = 1 << 3,
	PAGE_SUP = 1 << 4,
	PAGE_SUB = 1 << 5,
	PAGE_MARK = 1 << 6,
	PAGE_UNDERLINE = 1 << 7,
	PAGE_SMALL = 1 << 8,
};

/* A run of text in one style. '\n' in it is a forced line break (in
 * PAGE_PRE: a line). White space elsewhere is already folded. */
struct page_span {
	struct str text;
	uint32_t link;  /* index into links plus one; 0 for none */
	uint16_t style; /* bits of enum page_style */
};

enum page_block_kind {
	PAGE_PARAGRAPH,
	PAGE_HEADING, /* level 1 to 6 */
	PAGE_ITEM,    /* of a list: depth >= 1, ordinal 0 for a bullet */
	PAGE_PRE,
	PAGE_TABLE,   /* exactly rows x columns cells in row order: short rows
		       * are filled up with empty cells, and so are the slots
		       * that the span of another cell covers */
	PAGE_IMAGE,   /* link names it, its title is the alternative text; spans
		       * are caption then credit */
	PAGE_EMBED,   /* link names it; spans are its caption */
	PAGE_RULE,
	PAGE_RELATED, /* link names it: a "Baca Juga" at its place */
	PAGE_KIND_COUNT,
};

/* What stands before an item: its ordinal in these figures; boxes of a list of
 * things to do have none. */
enum page_numbering {
	PAGE_DECIMAL,
	PAGE_LOWER, PAGE_UPPER, PAGE_LOWER_ROMAN, PAGE_UPPER_ROMAN,
	PAGE_BOX_OPEN, PAGE_BOX_DONE,
};

struct page_cell {
	uint32_t first_span, span_count;
	uint16_t colspan, rowspan; /* 1 to 1000; for looks only */
	bool is_header;
};

struct page_block {
	uint8_t kind;  /* enum page_block_kind */
	uint8_t level; /* headings: 1 to 6; items: enum page_numbering */
	uint8_t quote; /* how many quotes enclose it */
	uint8_t depth; /* how many lists enclose it; a paragraph with depth
			* continues the item above it */
	uint32_t ordinal;  /* of an ordered list's item, from 1 */
	uint32_t link;     /* index plus one; 0 for none */
	uint32_t first_span, span_count;
	uint32_t first_cell, cell_count;
	uint16_t rows, columns;
	uint16_t credit_span; /* images: how many of the spans are caption;
			       * the rest is the credit */
	bool is_rtl;
	bool starts_list;  /* items: what stands above is of another list */
	uint8_t inset;     /* how many definitions it is (part of) the text of:
			    * the terms stand above, one less set in */
};

enum page_link_kind {
	PAGE_LINK_BODY,
	PAGE_LINK_RELATED,
	PAGE_LINK_IMAGE,
	PAGE_LINK_ENCLOSURE,
	PAGE_LINK_EMBED,
	PAGE_LINK_COMMENTS,
	PAGE_LINK_LATEST,
	PAGE_LINK_NOTE, /* from its mark in the text to a note of this page: the
			 * block, a paragraph or an item, that has it as its link */
	PAGE_LINK_KIND_COUNT,
};

struct page_link {
	uint8_t kind;      /* enum page_link_kind */
	bool is_inline;    /* related: stands between the paragraphs */
	uint16_t number;   /* shown to the reader, from 1: related and latest
			    * count b1, b2 ..., all others 1, 2 ...; 0 none.
			    * Set by page_number. */
	struct str url;    /* absolute http(s); empty: resolve by title; notes: "#"
			    * and a name */
	struct str title;
	struct str label;  /* as printed: "Baca Juga" */
	struct str type;   /* enclosures: MIME type */
	int64_t length;    /* enclosures: bytes, 0 unknown */
	int64_t duration;  /* enclosures: seconds, 0 unknown; is not packed */
};

struct page_names {
	struct str *items;
	size_t count;
};

struct page_meta {
	struct str title, site, section, place, description;
	struct str url, canonical, next_page, single_page;
	struct str language; /* BCP 47 */
	struct str image_url, image_alt, image_caption, image_credit;
	struct date published, modified;
	struct page_names authors, editors, sources;
	bool is_rtl;
	bool is_complete; /* false: cut by a paywall or a teaser */
};

struct page {
	struct arena arena;
	struct page_meta meta;
	struct page_block *blocks;
	struct page_span *spans;
	struct page_cell *cells;
	struct page_link *links;
	size_t block_count, span_count, cell_count, link_count;
	size_t block_cap, span_cap, cell_cap, link_cap;
	uint32_t *link_slots; /* open addressing, kind and url to index plus one */
	size_t link_slot_count;
};

void page_free(struct page *page);

/* Building. Strings are copied into the page's arena. Blocks own the spans
 * and cells that are added after them and before the next block. */
struct page_block *page_add_block(struct page *page, enum page_block_kind kind);
void page_add_span(struct page *page, struct str text, unsigned style, uint32_t link);
/* Starts a cell of the last block (a table): spans added next are its own. */
struct page_cell *page_add_cell(struct page *page);
/* Returns index plus one, as blocks and spans name it. The same kind and url
 * twice gives the same link (related: the first stays). */
uint32_t page_add_link(struct page *page, enum page_link_kind kind, struct str url,
		       struct str title, struct str label);
void page_add_name(struct page *page, struct page_names *names, struct str name);

/* Adds the blocks, links and names of `part` behind those of `page`: the next
 * page of an article in parts. Facts of the page stay; part is borrowed. */
void page_append(struct page *page, const struct page *part);

/* Whether at least half of what `part` says stands in `page` already. */
bool page_repeats(const struct page *page, const struct page *part);

/* Gives every link its number in reading order. Call when the page is whole.
 * The lead image becomes a link, if it was none, and gets the first number. */
void page_number(struct page *page);

/* The link of the lead image, index plus one, or 0. */
uint32_t page_image_link(const struct page *page);

/* The page's words: every block's text, one a line, related blocks and their
 * labels left out. For the index, reading time and similarity. */
void page_add_text(const struct page *page, struct buf *out);

/* How long reading takes, in minutes, at 200 words or 500 letters of scripts
 * without spaces a minute; at least 1 where there is text at all. */
unsigned page_reading_minutes(const struct page *page);

/* Packs and unpacks; unpack trusts nothing (see news_feed_unpack). */
bool page_pack(const struct page *page, struct buf *out);
bool page_unpack(struct str bytes, struct page *page, struct error *err);

#endif
