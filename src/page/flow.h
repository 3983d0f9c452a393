/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_FLOW_H
#define WARTA_PAGE_FLOW_H

#include "base/utf8.h"
#include "page/layout.h"

/* Text that is to be broken into lines: what of it looks how, and where the
 * lines are. */

/* What stands from `from` up to the next part. */
struct flow_part {
	size_t from;     /* byte of the text */
	uint32_t source; /* bytes of the block's text before it */
	uint32_t source_len;
	uint32_t link;
	uint16_t style;
	uint8_t role;
	bool is_made;    /* ours, not the article's: no break in or before it */
};

/* Without the white space at its end. */
struct flow_line {
	size_t from, to; /* bytes of the text */
	int width;       /* columns */
};

struct flow {
	struct buf text;
	struct flow_part *parts;
	size_t part_count, part_cap;
	struct flow_line *lines;
	size_t line_count, line_cap;
	uint8_t *levels;  /* per byte, after UAX 9; NULL: all left to right */
	uint32_t source;  /* bytes of the block's text added so far */
	enum utf8_direction direction; /* it reads so, wherever it stands; neutral: as the
			   * lines stand */
	bool is_pre;      /* white space is kept, lines end at '\n' only */
	bool is_ascii;
};

/* How added text looks. */
struct flow_look {
	uint8_t role;
	uint16_t style;
	uint32_t link;
};

/* Adds text of the article, cleaned for the screen. */
void flow_add(struct flow *flow, struct str text, struct flow_look look);

/* Adds text of ours that stays with the word before it. */
void flow_add_made(struct flow *flow, struct str text, struct flow_look look);

/* Breaks the text into lines of at most so many columns (2 or more). May be
 * called again. */
void flow_wrap(struct flow *flow, int columns);

/* Columns of its longest line were it not wrapped, and of its longest word
 * (the part that cannot be broken). */
void flow_measure(struct flow *flow, int *longest_line, int *longest_word);

/* The part that holds the byte; hint is where the search starts, an earlier
 * answer for an earlier byte. */
size_t flow_part_at(const struct flow *flow, size_t byte, size_t hint);

/* Bytes of the block's text before that byte. */
uint32_t flow_source_at(const struct flow *flow, size_t byte);

/* Puts Arabic letters into the forms in which they join, for terminals that
 * know one form only. Call before flow_wrap. */
void flow_shape(struct flow *flow, bool is_rtl);

/* Finds the levels of its letters, where the library for that is there. */
void flow_set_levels(struct flow *flow, bool is_rtl);

/* Empties it and keeps its memory. */
void flow_clear(struct flow *flow);
void flow_free(struct flow *flow);

#endif
