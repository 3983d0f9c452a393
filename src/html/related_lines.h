/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_RELATED_LINES_H
#define WARTA_HTML_RELATED_LINES_H

#include "html/dom.h"

/* A page as lines of text: cut where a block starts or ends and at every br,
 * white space folded, empty lines left out. Each line knows which text nodes
 * and links it came from. */
struct line_span {
	struct dom_node *node;       /* the text node; all of it is in this span */
	struct dom_node *link;       /* the a element around it, or NULL */
	size_t from, to;             /* bytes of the line's text */
};

struct line {
	struct str text;
	const struct line_span *spans;
	size_t span_count;
	size_t first_span;           /* index into the page's spans */
	size_t offset;               /* of text in the page's text */
	size_t link_len;             /* bytes of text that are link text */
	bool is_hidden;              /* an element around it is hidden */
	bool is_menu;                /* inside nav, header, footer, form */
};

struct lines {
	struct line *items;
	size_t count, cap;
	struct line_span *spans;
	size_t span_count, span_cap;
	struct buf text;
	uint32_t *weights;           /* per node: bytes of text below it; a
				      * picture outside of links counts one */
	uint32_t weight_count;
};

/* Reads everything below root. Lines stay valid while the tree keeps its text
 * nodes. Free in every case. */
void lines_read(struct lines *lines, const struct dom *dom, struct dom_node *root);
void lines_free(struct lines *lines);

/* Bytes of white space at the start of s: ASCII's one, U+00A0's two, else 0.
 * Call only when s is not empty. */
size_t line_space_len(struct str s);

/* Whether a line is running text: long, and not mostly links. */
bool line_is_prose(const struct line *line);

#endif
