/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_PEN_H
#define WARTA_PAGE_PEN_H

#include "page/flow.h"
#include "page/forms.h"

enum {
	PEN_MARGIN_RUNS = 40,
	PEN_BARS_MAX = 20,    /* deeper quotes get no bar more */
	PEN_DEPTH_MAX = 16,   /* deeper lists are indented no more */
	PEN_INDENT_FROM = 40, /* columns that have room for what is set in */
	PEN_WIDTH_MIN = 10,
	PEN_WIDTH_MAX = 1000,
};

/* What stands before the text of a line: bars, bullets, numbers. */
struct margin {
	struct layout_run runs[PEN_MARGIN_RUNS];
	int count;
	int width; /* columns, gaps included */
};

/* Where a layout goes on. */
struct layout_state {
	bool is_head_done;
	uint8_t levels;      /* bits: those that headings of the page have */
	uint32_t list;       /* of form_lists */
	uint32_t list_link;  /* the next link to look at */
	uint32_t list_lines; /* items shown, over all lists */
	bool is_list_open;   /* its heading is there */
	size_t rows_done;    /* of the table at blocks_done */
	struct table_plan *plan; /* of that table; NULL before its first row */
	uint8_t markers[PEN_DEPTH_MAX + 1]; /* columns of each list's bullets */
	uint8_t quotes[PEN_DEPTH_MAX + 1];  /* around the last item of each */
};

/* What draws: one for each call of page_layout. */
struct pen {
	struct layout *layout;
	struct layout_state *state;
	const struct page *page;
	const struct layout_options *options;
	int width;          /* columns of the measure, within the limits */
	uint32_t block;     /* what the lines are said to show */
	uint32_t offset;    /* added to the offsets of lines */
	bool is_rtl;        /* they stand at the right edge */
	struct flow flow;   /* for the block at hand; empty between blocks */
};

/* Adding to a margin. Text is ours or in the layout's arena; beyond the room
 * of a margin nothing is added. */
void margin_add(struct margin *margin, struct str text, uint8_t role, uint32_t link);
void margin_gap(struct margin *margin, int columns);

/* The most columns that margins may take at this width. */
int pen_margin_max(const struct pen *pen);

/* Bars of so many quotes. */
void pen_add_bars(const struct pen *pen, struct margin *margin, int quotes);

/* How many lists are around it; an item counts its own. */
int pen_depth(const struct page_block *block);

/* Bars and indents as the quotes and lists around the block stand in each
 * other, down to the list of that depth; `kept` columns stay free. */
struct margin pen_margin(const struct pen *pen, const struct page_block *block, int depth,
			 int kept);

/* The link when it is that of a note and its number is shown; else NULL. */
const struct page_link *pen_note(const struct pen *pen, uint32_t index);

/* "[n]" or "bn" of a link; empty for one without a number. */
struct str pen_number(struct pen *pen, uint32_t link, bool has_brackets);

/* The flow's text broken to what the margin leaves: first before its first
 * line, rest before the others. A flow without text gives one line where the
 * margin says something, else none. Empties the flow. */
void pen_put_flow(struct pen *pen, const struct margin *first, const struct margin *rest);

/* One line of a flow as runs from that column on; its text must be in the
 * arena already. */
void pen_put_line(struct pen *pen, const struct flow *flow, size_t line, int column);

/* Starts a line; runs that are put next are its. */
void pen_start_line(struct pen *pen, uint32_t offset);
void pen_put_run(struct pen *pen, struct str text, int width, int column, struct flow_look look);
void pen_put_margin(struct pen *pen, const struct margin *margin);

/* A line with the bars of that margin (NULL: none) and nothing else; its block is
 * the one before. */
void pen_put_blank(struct pen *pen, const struct margin *margin);

/* Moves the flow's text into the arena, where runs may point. */
void pen_keep_flow(struct pen *pen, struct flow *flow);

/* Adds a block's or a cell's spans to the flow, with their numbers. */
void pen_add_spans(struct pen *pen, struct flow *flow, struct form_spans spans, uint8_t role);

/* The parts of a page, one file each: each draws one piece and says whether
 * there is more. */
void pen_draw_head(struct pen *pen);
void pen_draw_block(struct pen *pen, const struct page_block *block);
bool pen_draw_table_row(struct pen *pen, const struct page_block *block);
bool pen_draw_list_item(struct pen *pen);

/* "label b1 * title" of a related link, bars before it. */
void pen_draw_related(struct pen *pen, uint32_t link, const struct margin *before,
		      struct str label);
/* A picture's or embed's mark and number before what is to be its text; the
 * number begins the text where the margin has no room for it. */
void pen_add_media(struct pen *pen, struct margin *margin, const char *mark,
		   const char *ascii, uint32_t link);
/* The same margin with blanks in place of all that is no bar. */
struct margin pen_hanging(const struct margin *margin);

#endif
