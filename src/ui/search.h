/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_SEARCH_H
#define WARTA_SRC_UI_SEARCH_H

#include "ui/boxes.h"
#include "ui/cursor.h"
#include "ui/window.h"

/* What is found while it is typed: a line for the query, then results of two
 * lines each, headline and snippet. */
struct search {
	struct view view;
	struct edit edit;
	bool is_typing;
	struct window window;
	struct cursor cursor;
	int screen; /* results that fit */
	int rows, columns; /* of the last drawing */
	bool has_snippets; /* some hit has words to show below it */
	uint64_t ticket;
	bool is_waiting;
	bool has_more; /* than the window holds */
	int past;      /* the search of old that is shown; -1 none */
	int64_t left;  /* articles that no search finds yet */
	char mistake[320];
	size_t mistake_from, mistake_to;
	bool are_marks_old;          /* something changed since the results came; */
	size_t fresh_from, fresh_to; /* the marks of these are known again */
	int64_t range; /* the article at which a range begins; 0 none */
};

/* The result under the cursor, or NULL. */
const struct store_row *search_selected(const struct search *search);

/* search_type.c */
/* Has the line searched for; an empty one finds nothing. */
void search_ask(struct ui *ui, struct search *search);
bool search_key(struct ui *ui, struct view *view, const struct term_event *event);

/* search_draw.c */
void search_draw(struct ui *ui, struct view *view, struct area area, bool is_focused);
/* The hit on a line below that of the query; beyond the last: there is none. */
size_t search_index_at(const struct ui *ui, const struct search *search, int line);

/* search_range.c: several results at once. */
bool search_is_in_range(const struct search *search, size_t index);
/* False when the action is none for several. */
bool search_range_order(struct ui *ui, struct search *search, enum action action);

#endif
