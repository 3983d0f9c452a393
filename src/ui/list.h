/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_LIST_H
#define WARTA_SRC_UI_LIST_H

#include "ui/state.h"
#include "ui/window.h"

/* The headline list in three files: list.c shows and moves, list_scope.c says
 * of what, list_order.c does things to articles. */
struct list {
	struct view view;
	struct store_scope scope;
	struct query query, filter; /* what scope.query and scope.filter name */
	struct arena arena;         /* owns the strings of the scope and below */
	struct str title, query_text, filter_text;
	bool is_newsboat, has_scope;
	bool forces_unread; /* unread_only belongs to the scope, not to the reader */
	struct window window;
	size_t at, top;      /* in the window */
	long ahead;          /* articles known to be new above the first row */
	int screen;          /* rows of the last drawing */
	int skip;            /* columns of titles scrolled away */
	int64_t range_id;    /* where a range began; 0: there is none */
	uint64_t wanted_menu; /* ticket of the page whose links are to be listed */
	enum action wanted_action;
};

/* ---- list_scope.c ---- */

/* Takes the target as what is listed and reads it from the top. */
void list_set_scope(struct ui *ui, struct list *list, const struct target *target);
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

/* ---- list_order.c ---- */

bool list_order(struct ui *ui, struct list *list, enum action action);
/* The page that was asked for by a menu has come. */
void list_page(struct ui *ui, struct list *list, struct engine_event *event);

#endif
