/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_BUILD_H
#define WARTA_HTML_BUILD_H

#include "html/notes.h"
#include "html/pipeline.h"

/* From the article's part of the tree to blocks and spans. */

enum { BUILD_DEPTH = 3 * DOM_DEPTH, BUILD_NEST_MAX = 60, BUILD_INSET_MAX = 8 };

/* What holds for the content of an element; a copy per level. */
struct build_place {
	uint32_t link;        /* index plus one */
	uint16_t style;
	uint8_t level;        /* inside a heading */
	uint8_t quote, depth; /* enclosing quotes and lists */
	uint8_t inset;        /* enclosing definitions */
	bool is_pre, is_ordered, is_reversed;
	bool is_fresh;        /* lists: no item yet */
	uint32_t ordinal;     /* lists: of the next item */
	uint8_t numbering;    /* lists: enum page_numbering */
	bool is_quoted;       /* inside <q> */
};

struct builder {
	struct dom *dom;
	struct page *page;
	struct build_place places[BUILD_DEPTH];
	int level;            /* of the place that holds now */
	/* The block that is being filled. */
	bool is_article;      /* of a page: it has noise in it */
	bool is_open;         /* its page_block exists */
	bool is_into_caption; /* text goes to the image added last */
	bool owes_item;       /* the next block is this item */
	uint32_t item_ordinal;
	uint8_t item_numbering;
	bool item_is_first;   /* of its list */
	int breaks;           /* <br> since the last text */
	int indent;           /* fixed blanks since the last of them */
	int owed;             /* enum build_space */
	bool has_text;        /* the block or cell has some already */
	struct buf run;       /* text of one style and link, not yet a span */
	uint16_t run_style;
	uint32_t run_link;
	size_t media_block;   /* index plus one of the last picture or film */
	struct dom_node *caption; /* seen before its picture */
	struct notes notes;
	uint32_t note;        /* the link of the note that begins with the next block */
};

enum build_space { SPACE_NONE, SPACE_BLANK, SPACE_FIXED };

/* Text and line breaks into the open block, which they open if need be. */
void build_add_text(struct builder *b, struct str s);
void build_add_break(struct builder *b);
/* Ends the open block, or the open cell. */
void build_end(struct builder *b);

/* Walks a node and everything below it. */
void build_walk(struct builder *b, struct dom_node *root);

/* A formula in MathML, in a line; always true. */
bool build_add_math(struct builder *b, const struct dom_node *math);

/* A table that is data becomes one block; false: its cells are mere layout. */
bool build_add_table(struct builder *b, struct dom_node *table);

/* Pictures, films and frames. True when the element is dealt with. */
bool build_add_media(struct builder *b, struct dom_node *node);
/* The address an img or picture stands for, past place holders of lazy
 * loading; empty: none. */
struct str build_image_url(struct dom *dom, const struct dom_node *node);

/* Captions and credits go to the picture right before them; those whose
 * picture cannot be shown are left out. True when node is one of them. */
bool build_add_caption(struct builder *b, struct dom_node *node);
/* The caption that stood before its picture. */
void build_add_waiting_caption(struct builder *b);

static inline struct build_place *build_place(struct builder *b)
{
	return &b->places[b->level];
}

#endif
