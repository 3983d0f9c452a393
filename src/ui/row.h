/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_ROW_H
#define WARTA_SRC_UI_ROW_H

#include "store/store.h"
#include "term/term.h"

/* How one headline looks, the same in every list. */
struct row_look {
	int64_t now;
	bool is_selected, is_focused, is_marked;
	bool has_source;  /* the list holds more than one feed */
	bool has_clock;   /* the day stands above: only the time of it */
	int skip;         /* columns of the title that are scrolled away */
	int lines;        /* that it may take in plain mode; 0: one */
	struct str hit;   /* what is to be seen of a title that holds it */
};

/* The lines that a headline needs in plain mode, which cuts nothing. */
int row_lines(const struct store_row *row, const struct row_look *look, int columns);

/* Draws it into line `line` of the area, and those behind in plain mode. */
void row_draw(struct area area, int line, const struct store_row *row,
	      const struct row_look *look);

/* As area_text, but right-to-left text in the order in which the eye reads it. */
int row_draw_title(struct area area, int line, int column, int columns, enum term_role role,
		   unsigned attributes, struct str text);

/* Where what stands below a row begins, in a list of so many columns. */
int row_snippet_column(int columns);

/* Draws text whose hits stand between \x02 and \x03. */
void row_draw_snippet(struct area area, int line, int column, struct str snippet,
		      enum term_role role, enum term_role hit);

/* In plain mode, which cuts no snippet either: how many lines it needs; and the
 * words of it in so many. */
int row_snippet_lines(struct str snippet, int columns);
void row_draw_snippet_plain(struct area area, int line, int lines, struct str snippet);

#endif
