/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_LAYOUT_H
#define WARTA_PAGE_LAYOUT_H

#include "page/page.h"

/* Where on the screen the parts of a page go. Pure: the same page, width and
 * options give the same lines. No line is wider than the width (of a table: than
 * its own) and no word is lost. */

/* What a run is, for the theme to colour: names are roles, not colours. */
enum layout_role {
	LAYOUT_TEXT,
	LAYOUT_TITLE,
	LAYOUT_META,
	LAYOUT_HEADING,
	LAYOUT_QUOTE,
	LAYOUT_CODE,
	LAYOUT_LINK,
	LAYOUT_LINK_NUMBER,
	LAYOUT_CAPTION,
	LAYOUT_CREDIT,
	LAYOUT_LABEL,    /* "Baca Juga" */
	LAYOUT_RELATED,  /* its title */
	LAYOUT_STATE,    /* the state mark of a related link or a picture,
			  * drawn by the reader: the run's text is blank */
	LAYOUT_DIM,      /* a related line without an address */
	LAYOUT_RULE,     /* bars, lines of tables */
	LAYOUT_BULLET,
	LAYOUT_TABLE_HEAD,
	LAYOUT_ROLE_COUNT,
};

struct layout_run {
	struct str text;  /* in the layout's arena or the page's */
	uint16_t column;  /* where it starts, in columns */
	uint16_t width;   /* columns */
	uint16_t style;   /* bits of enum page_style */
	uint8_t role;
	uint32_t link;    /* index into the page's links plus one; 0 none */
};

struct layout_line {
	uint32_t first_run, run_count;
	uint32_t block;   /* the block it shows; UINT32_MAX for the head, the
			   * page's block_count for the lists behind the body */
	uint32_t offset;  /* bytes of the block's text before it: with block
			   * the anchor that survives a change of width */
};

/* A position that survives a change of width or of options. */
struct layout_anchor {
	uint32_t block, offset;
};

struct layout_options {
	int width;               /* columns of the measure, at least 10 */
	int table_width;         /* that a table may take that needs more; 0: width */
	bool show_numbers;       /* [n] after links */
	bool show_picture_states; /* a state mark before each caption */
	int state_columns;       /* of a state mark where there is room: 1 (or
				  * 0), more for words; then captions begin
				  * with words too */
	bool show_head;          /* title, meta line, lead image before the body */
	bool is_ascii;           /* everything in ASCII, text too */
	bool keeps_order;        /* the terminal itself reorders right-to-left
				  * text: lines are in reading order */
	int16_t offset;          /* minutes east; add_date's business */
	const char *related_label; /* for related links without a label of their own */
	/* Adds the meta line's date in the reader's language; ctx is passed on. */
	void (*add_date)(void *ctx, const struct date *date, struct buf *out);
	void *ctx;
};

struct layout {
	struct arena arena;
	struct layout_run *runs;
	struct layout_line *lines;
	size_t run_count, line_count, run_cap, line_cap;
	size_t blocks_done; /* blocks laid out so far */
	bool is_done;
	struct layout_state *state; /* where it goes on; in the arena */
};

/* Lays out until at least `lines` lines exist or the page ends; call again
 * with a larger number to go on, with the same page and options. The page must
 * outlive the layout. Runs of a line stand in the order of their columns. A
 * right-to-left block stands at the right edge; its text is in the order of
 * the screen where the library for that is there, unless keeps_order. */
void page_layout(struct layout *layout, const struct page *page,
		 const struct layout_options *options, size_t lines);

/* Whether right-to-left text is put in the order of the screen at all. */
bool page_orders_text(void);

/* One line of text, as long as it is to be, for a terminal that shows letters
 * in the order of the bytes: Arabic joined, right-to-left parts turned round.
 * False, and nothing added, when there is nothing to turn. */
bool page_line_turn(struct str line, struct buf *out);

/* How long an enclosure plays, as 21:05; and its size, with the blank between
 * number and unit. Nothing where it is not known. */
void page_add_playtime(const struct page_link *link, struct buf *out);
void page_add_size(const struct page_link *link, const char *blank, struct buf *out);

void layout_free(struct layout *layout);

/* The line that shows the anchor (lays out as far as is needed). */
size_t layout_line_of(struct layout *layout, const struct page *page,
		      const struct layout_options *options, struct layout_anchor anchor);
struct layout_anchor layout_anchor_of(const struct layout *layout, size_t line);

/* The first line that holds the link (index plus one), or SIZE_MAX. */
size_t layout_line_of_link(struct layout *layout, const struct page *page,
			   const struct layout_options *options, uint32_t link);

#endif
