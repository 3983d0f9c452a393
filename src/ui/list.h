/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_LIST_H
#define WARTA_SRC_UI_LIST_H

#include "ui/row.h"
#include "ui/state.h"
#include "ui/window.h"

/* The headline list: list.c shows and moves, list_scope.c says of what,
 * list_read.c reads on and ahead, list_empty.c says why there is nothing,
 * list_group.c puts headings over groups, list_lines.c knows which line is
 * whose, list_order.c and list_range.c do things to articles. */

/* Which neighbours stand under one heading. */
enum list_group { GROUP_NONE, GROUP_DAY, GROUP_SOURCE, GROUP_SECTION, GROUP_TAG };

struct list {
	struct view view;
	struct store_scope scope;
	struct query query, filter; /* what scope.query and scope.filter name */
	struct arena arena;         /* owns the strings of the scope and below */
	struct str title, query_text, filter_text;
	bool is_newsboat, has_scope;
	bool wants_unread;  /* the reader, of lists of articles that come and go */
	bool is_of_unread;  /* the scope is that of what is unread */
	bool is_kept;       /* it holds what was put there to stay: all of it shows */
	enum store_order order; /* wanted; the scope has another one until it is ready */
	enum store_order asked_order; /* that is being made ready */
	struct window window;
	size_t at, top;      /* in the window */
	long ahead;          /* articles known to be new above the first row */
	bool has_failed;     /* to read ahead */
	bool fills_behind, fills_before; /* is reading ahead there */
	size_t step;         /* rows of the last move */
	int screen;          /* rows of the last drawing */
	int skip;            /* columns of titles scrolled away */
	int wrap;            /* columns at which plain mode wraps titles; 0: they are cut */
	int64_t now;         /* of the last drawing */
	int shown;           /* headlines on it */
	enum list_group group;
	bool has_range;      /* from `range` to the selected row, or ... */
	bool has_group_range; /* ... the whole group of the selected row */
	struct store_row range;
	struct arena range_arena; /* of its strings */
	int64_t dropped_id;  /* the article that was deleted last; 0: none */
	bool wants_dropped;  /* that was undone: select it when it is there again */
	uint64_t wanted_menu; /* ticket of the page whose links are to be listed */
	enum action wanted_action;
	int64_t wanted_feed;
};

/* ---- list_scope.c ---- */

/* Takes the target as what is listed and reads it from the top. */
/* What the bottom line names where no headline stands. */
void list_hint(const struct ui *ui, const struct view *view, struct hint hints[HINTS]);
void list_set_scope(struct ui *ui, struct list *list, const struct target *target);
/* Takes order and groups, remembers them for this list, and reads it. */
void list_set_order(struct ui *ui, struct list *list, enum store_order order,
		    enum list_group group);
/* Narrows it; an empty text ends that. */
void list_set_filter(struct ui *ui, struct list *list, struct str text);
/* Reads from the top. */
void list_load(struct ui *ui, struct list *list);
/* Reads what is on the screen again; nothing moves. */
void list_reload(struct ui *ui, struct list *list);
void list_free_scope(struct list *list);

/* ---- list.c ---- */

const struct store_row *list_selected(const struct list *list);
/* Opens the selected article. */
bool list_open(struct ui *ui, struct list *list, bool keeps_focus);
/* Moves by rows, reading more where needed. */
void list_move(struct ui *ui, struct list *list, long step);
/* Keeps the selected row on the screen. */
void list_fit(struct list *list);

/* Selects a row that may lie far away. */
void list_select_row(struct ui *ui, struct list *list, const struct store_row *row);

/* Takes an article out that has been deleted; the one below is selected. */
void list_drop(struct list *list, int64_t id);

/* ---- list_read.c ---- */

/* Reads on while the place wanted lies beyond an end that is not the list's. */
void list_extend_to(struct ui *ui, struct list *list, long *wanted);
/* Whether a filter lets so little through that the screen is not full yet. */
bool list_is_looking_on(const struct list *list);
/* Of the view: goes on looking between keys, and reads ahead. */
int list_wait_ms(struct ui *ui, struct view *view);
void list_tick(struct ui *ui, struct view *view);

/* ---- list_group.c ---- */

/* The groups that an order allows: those wanted, or none. */
enum list_group list_group_for(enum store_order order, enum list_group wanted);
/* The order that such groups need, as near to this one as can be. */
enum store_order list_order_for(enum store_order order, enum list_group wanted);
/* Whether headings are drawn: wanted, and the screen has room. */
bool list_is_grouped(const struct list *list);
bool list_same_group(const struct list *list, const struct store_row *a,
		     const struct store_row *b);
/* Whether the row is the first of its group as far as the window goes. */
bool list_begins_group(const struct list *list, size_t index);
void list_draw_heading(struct ui *ui, const struct list *list, struct area area, int line,
		       size_t index);
bool list_step_group(struct ui *ui, struct list *list, enum action action);
/* All articles of the row's group. */
void list_select_group(const struct list *list, const struct store_row *row,
		       struct store_selection *out);
bool list_read_group(struct ui *ui, struct list *list);
bool list_group_menu(struct ui *ui, struct list *list);

/* ---- list_empty.c ---- */

/* Why there is no headline. */
void list_draw_empty(struct ui *ui, const struct list *list, struct area area);

/* ---- list_lines.c ---- */

/* Whether not every row is one line of the screen. */
bool list_is_uneven(const struct list *list);
/* How a row is drawn, but for the focus. */
struct row_look list_look(const struct list *list, size_t index);
/* The lines of a row without its heading. */
int list_row_lines(const struct list *list, size_t index);
/* The row on a line of the screen; SIZE_MAX: a heading or nothing. */
size_t list_index_at(const struct list *list, int line);
/* Moves top so that the selected row is whole on the screen with its headings. */
void list_fit_lines(struct list *list);
/* After a move by a screen: rows take several lines, and none that was never
 * seen is passed over. before stood at the top, shown rows were below. */
void list_join_screens(struct list *list, const struct store_row *before, int shown, bool is_down);

/* ---- list_range.c ---- */

/* Begins a range at the selected row, or takes its group as one; ends the one
 * there was. */
void list_begin_range(struct list *list, bool is_group);
void list_end_range(struct list *list);
bool list_is_in_range(const struct list *list, size_t index);
/* Marks, stars, tags, deletes the range; false: there is none. */
bool list_range_order(struct ui *ui, struct list *list, enum action action);

/* ---- list_order.c ---- */

bool list_order(struct ui *ui, struct list *list, enum action action);
/* The links of an article that is not open, here or among what was found: its
 * page is asked for first. False where there is none to ask for. */
bool list_ask_links(struct ui *ui, const struct store_row *row, enum action action);
/* The page that was asked for by a menu has come. */
void list_page(struct ui *ui, struct list *list, struct engine_event *event);

#endif
