/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_BOXES_H
#define WARTA_SRC_UI_BOXES_H

#include "ui/state.h"

/* The views over the panes: a line to type, a menu, a text. Each opens itself
 * on top and goes away by itself. */

/* ---- a line to type ----------------------------------------------------------- */

struct prompt_hooks {
	/* What is typed: prompts of one kind share the lines that Up brings
	 * back, and the next session has them too. NULL: the label is the kind,
	 * for this session alone. */
	const char *kind;
	/* Enter. subject is what prompt_open was given. */
	void (*done)(struct ui *ui, struct str subject, struct str text);
	/* After every change; may be NULL. */
	void (*changed)(struct ui *ui, struct str subject, struct str text);
	/* Esc; may be NULL. */
	void (*cancelled)(struct ui *ui, struct str subject);
	/* Adds the nth completion of text; false: there are not so many. */
	bool (*complete)(struct ui *ui, struct str text, int nth, struct buf *out);
	/* Keys that the line itself has no use for (arrows, Tab); may be NULL. */
	bool (*key)(struct ui *ui, const struct term_event *event);
};
/* label and subject are copied. */
void prompt_open(struct ui *ui, const char *label, struct str text,
		 const struct prompt_hooks *hooks, struct str subject);

/* ---- a menu ------------------------------------------------------------------------- */

struct menu_item {
	struct str text, note;  /* note: dim, at the right edge */
	struct str value;       /* for pick */
	struct str label;       /* in front, such as "b3" */
	struct str mark;        /* before the text; one column, or words */
	enum term_role mark_role;
	int64_t number, article; /* for pick */
	int depth;              /* steps of indent */
	const char *does;       /* what Enter does to this one; NULL: as the menu says */
};

struct menu;
struct menu_hooks {
	/* What to do with an item: how is ACTION_OPEN, or another action that
	 * the menu does not use itself. False: how has no meaning. The menu is
	 * closed first when how is ACTION_OPEN. */
	bool (*pick)(struct ui *ui, const struct menu_item *item, enum action how);
	/* When another item is selected; may be NULL. */
	void (*preview)(struct ui *ui, const struct menu_item *item);
	/* Closed without a pick; may be NULL. */
	void (*cancelled)(struct ui *ui);
	bool stays; /* open after a pick: one may want several */
	/* For the bottom line: what Enter does (NULL: opens) and q (NULL: back),
	 * and what else one would want to do to an item. */
	const char *does, *leaves;
	enum action also[2];
};

/* Strings are copied. empty: what stands there while there are no items. */
struct menu *menu_open(struct ui *ui, const char *title, const char *empty,
		       const struct menu_hooks *hooks);
void menu_add(struct menu *menu, const struct menu_item *item);
void menu_select(struct menu *menu, size_t index);

/* The item with this number, or this value, in an open menu with these hooks, the
 * topmost first: to be changed in place. NULL: none. Texts that are put there have
 * to outlive it. */
struct menu_item *menu_find_number(struct ui *ui, const struct menu_hooks *hooks, int64_t number);
struct menu_item *menu_find_value(struct ui *ui, const struct menu_hooks *hooks, struct str value);

/* ---- a text ---------------------------------------------------------------------------- */

struct pager;
/* Lines wrap; / narrows them to those with a word. */
struct pager *pager_open(struct ui *ui, const char *title);
/* key (may be empty) stands in a column of its own. */
void pager_add(struct pager *pager, enum term_role role, struct str key, struct str text);
/* A word more by which / finds the entry added last. */
void pager_find_by(struct pager *pager, struct str word);
void pager_add_heading(struct pager *pager, const char *text);
void pager_go_end(struct pager *pager);
struct pager_hooks {
	/* What the text offers to do about its subject; false: nothing. */
	bool (*act)(struct ui *ui, int64_t subject, enum action action);
	enum action also[2]; /* what of it the bottom line names */
};
void pager_use(struct pager *pager, const struct pager_hooks *hooks, int64_t subject);
size_t pager_count(const struct pager *pager); /* what was added */

/* ---- parts of the above ------------------------------------------------------------------ */

/* The columns that the area inside will have. */
int box_columns(struct area area, int columns);
/* Clears a box in the middle and draws its frame; the area inside. */
struct area box_draw(struct area area, int columns, int rows, struct str title);

/* Takes a line off the text: cuts after the last blank that fits; a word too
 * long is cut where it must. */
struct str box_cut_line(struct str *rest, int columns);

/* A text with a cursor in it. */
struct edit {
	struct buf text;
	size_t at; /* bytes */
};
/* Whether the event changed it or moved in it; *is_changed: the text did. */
bool edit_key(struct edit *edit, const struct term_event *event, bool *is_changed);
/* Draws the part around the cursor and puts the terminal's cursor there. */
void edit_draw(const struct edit *edit, struct area area, int row, int column);

#endif
