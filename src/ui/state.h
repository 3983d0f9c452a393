/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_UI_STATE_H
#define WARTA_SRC_UI_STATE_H

#include "engine/engine.h"
#include "term/term.h"
#include "ui/keymap.h"
#include "ui/ui.h"

/* What the views share. A view is a table of hooks and a struct that begins
 * with struct view; views know this header and never each other's structs: what
 * one wants of another goes through ui_open, ui_mark and ui_step, or is asked of
 * a function that needs nothing but the ui (feeds_known, list_ask_links). */

struct ui;
struct view;
struct downloads;
struct piping;
struct past;

enum pane { PANE_FEEDS, PANE_LIST, PANE_ARTICLE, PANE_COUNT };

/* What is to be shown in another pane. Strings are borrowed for the call. */
enum target_kind { TARGET_SCOPE, TARGET_SEARCH, TARGET_ARTICLE, TARGET_URL };
struct target {
	enum target_kind kind;
	enum store_scope_kind scope; /* TARGET_SCOPE: kind, feed, tag, query */
	int64_t feed, article;
	struct str tag, query, title, url;
	bool is_newsboat; /* query is in newsboat's language */
	bool is_followed; /* by a link of the article on the screen */
	bool is_typed;    /* the user wrote the address */
	bool is_listed;   /* TARGET_ARTICLE: the list has it, however far */
	bool unread_only; /* of a scope */
	bool shows_read;  /* the scope has all of its articles, however lists are */
	bool keeps_focus; /* show, but stay where the keys go */
};

/* Marks that were ordered and show at once. */
struct marked {
	int64_t id; /* 0: all of the scope */
	const struct store_scope *scope;
	enum store_mark mark;
};

/* A key of the bottom line, and what it calls it; NULL: as everywhere. */
struct hint {
	enum action action;
	const char *label;
};
enum { HINTS = 4 };

struct view_ops {
	unsigned bit;     /* enum view_bit: which keys are in force */
	bool is_line;     /* has only the bottom line */
	/* Every hook but draw and free may be NULL. act and key say whether
	 * they could use it. */
	void (*draw)(struct ui *ui, struct view *view, struct area area, bool is_focused);
	bool (*act)(struct ui *ui, struct view *view, enum action action, int count);
	bool (*key)(struct ui *ui, struct view *view, const struct term_event *event);
	bool (*show)(struct ui *ui, struct view *view, const struct target *target);
	void (*event)(struct ui *ui, struct view *view, struct engine_event *event);
	void (*changed)(struct ui *ui, struct view *view); /* read the store again */
	void (*marked)(struct ui *ui, struct view *view, const struct marked *marked);
	void (*mouse)(struct ui *ui, struct view *view, const struct term_event *event);
	/* Milliseconds until tick wants to be called; -1 never. */
	int (*wait_ms)(struct ui *ui, struct view *view);
	void (*tick)(struct ui *ui, struct view *view);
	/* The article that NEXT_UNREAD or NEXT_ARTICLE would open; 0: none. */
	int64_t (*next)(struct ui *ui, struct view *view, enum action action);
	/* Adds what the first line says of it, and where it is from: a way back
	 * that stands before it. */
	void (*title)(struct ui *ui, struct view *view, struct buf *out, int columns);
	void (*place)(struct ui *ui, struct view *view, struct buf *out);
	/* Adds a sentence for the bottom line while there is no message. */
	void (*note)(struct ui *ui, struct view *view, struct buf *out);
	/* Adds what the right end of the bottom line says. */
	void (*position)(struct ui *ui, struct view *view, struct buf *out);
	void (*leave)(struct ui *ui, struct view *view); /* the reader ends */
	void (*free)(struct view *view);
	/* What the bottom line names; where that depends on what is there, hint
	 * changes it. */
	enum action hints[HINTS];
	void (*hint)(const struct ui *ui, const struct view *view, struct hint hints[HINTS]);
};

struct view {
	const struct view_ops *ops;
	struct area area; /* where it was drawn last; rows 0: it was not */
};

enum ui_layout { UI_AUTO, UI_WIDE, UI_MEDIUM, UI_NARROW };
enum { UI_BOXES_MAX = 8, UI_MESSAGE_MAX = 400, UI_SPOTS = 12 };

struct ui {
	const struct ui_options *options;
	const struct conf *conf;
	struct term *term; /* NULL in tests */
	struct surface *surface;
	struct store *store; /* NULL while there is no database */
	struct engine *engine;
	struct keymap keymap;
	struct theme theme;
	int64_t now;       /* UTC, at the last wake-up */
	int64_t now_ms;    /* monotonic */
	bool is_ascii, is_plain;

	struct view *panes[PANE_COUNT];
	struct view *search; /* takes the list's place while it is shown */
	enum pane focus;
	struct view *boxes[UI_BOXES_MAX]; /* the last one gets the keys */
	size_t box_count;
	enum ui_layout layout;
	bool has_sidebar;
	bool is_searching; /* `search` stands in the list's place */
	enum pane focus_before_search;
	bool has_list, has_article; /* something was opened there */

	struct term_event typed[KEYMAP_STEPS]; /* a sequence begun */
	int typed_count;
	int count;         /* typed before a key; 0 none */
	bool awaits_macro; /* the next key names one */
	bool is_in_macro;

	/* What a click into the first or the last line, or into a long sentence,
	 * does as it was drawn. */
	struct ui_spot {
		int row, from, to; /* columns, half-open */
		enum action action;
		int count; /* as typed before its key; 0 none */
	} spots[UI_SPOTS];
	int spot_count;
	char message[UI_MESSAGE_MAX];
	enum term_role message_role;
	uint64_t last_ticket;
	uint64_t add_ticket;   /* of a subscription being looked for */
	bool is_adding;        /* it has not been found yet */
	struct store_counts counts;
	struct conf own_conf;  /* once a setting was changed in here */
	bool has_own_conf;
	int conf_count;        /* how often settings came into force */
	bool has_conf_mistake; /* those that are in force */
	struct downloads *downloads; /* downloads.c; NULL until it is used */
	struct piping *piping; /* pipe.c; NULL until it is used */
	struct past *past;     /* past.c; ui_past reads what is kept of it */
	bool has_past;
	int32_t spawned[16];   /* processes that were started; 0 none */
	struct engine_progress progress;
	int64_t settle_ms;  /* until then an answer may come before painting */
	int marks_on_way;   /* ordered, and not yet in the store */
	int many_on_way;    /* which of these is the last of many articles; 0 none */
	unsigned said, many_said; /* sentences so far; the one that told of those */
	int64_t changed_ms; /* when what changed in the store is to be read; 0: nothing did */
	int64_t rest_ms;    /* until then it is not read again */
	bool is_stale;      /* the screen */
	bool wants_quit;
	int exit_code;
};

/* ---- what views may ask for ------------------------------------------------------ */

/* A sentence in the bottom line until the next key or click. */
void ui_say(struct ui *ui, enum term_role role, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

uint64_t ui_ticket(struct ui *ui);

/* Shows it in the pane that is for it and moves the keys there. */
void ui_open(struct ui *ui, const struct target *target);

/* Next or previous article, unread, feed: asks the list, then the feeds. True
 * when something was opened. */
bool ui_step(struct ui *ui, enum action action);
/* What it would open from the article pane; 0: nothing. */
int64_t ui_next(struct ui *ui, enum action action);

void ui_focus(struct ui *ui, enum pane pane);
/* The search goes away and the panes are as they were before. */
void ui_end_search(struct ui *ui);
struct view *ui_focused(struct ui *ui);

/* Puts a view over the panes; takes it. */
void ui_push(struct ui *ui, struct view *view);
/* Takes the topmost away and frees it. */
void ui_pop(struct ui *ui);

/* Orders the mark and shows it everywhere at once. */
void ui_mark(struct ui *ui, const struct store_selection *selection, enum store_mark mark,
	     struct str tag);
void ui_mark_one(struct ui *ui, int64_t article, enum store_mark mark);

/* The same action as its key; for the command line and the mouse. */
bool ui_act(struct ui *ui, enum action action, int count);

/* Whether the panes stand side by side now. */
bool ui_is_wide(const struct ui *ui);

/* Addresses: the browser, the clipboard. They say what happened. */
void ui_browse(struct ui *ui, struct str url);
/* Whether the copy of a picture is stored. */
bool ui_picture_is_here(struct ui *ui, struct str url);
/* Opens a picture: its copy on this machine where there is one. */
void ui_view(struct ui *ui, struct str url);
void ui_copy(struct ui *ui, struct str url);
/* In the media player; false when none is configured. */
bool ui_play(struct ui *ui, struct str url);
/* A file of ours: the opener for its name, else the player, else xdg-open. */
bool ui_open_file(struct ui *ui, struct str path);

/* The lines that were typed, those of former sessions when somebody asks first. */
struct past **ui_past(struct ui *ui);

/* Reads the store again in every view: now, or when there is time for it. */
void ui_changed(struct ui *ui);
void ui_change_soon(struct ui *ui);

/* Reads the settings file again and uses it. */
bool ui_reload_conf(struct ui *ui, struct error *err);

/* Loads a theme by name from the folders and uses it. */
bool ui_use_theme(struct ui *ui, struct str name, struct error *err);

/* ---- the reader itself: what ui_run and the tests drive ------------------------------- */

/* A reader without a terminal: rows x columns of cells. Store, engine and term
 * are the caller's to set; ui_start then makes the views. */
struct ui *ui_new(const struct ui_options *options, int rows, int columns);
void ui_start(struct ui *ui);
/* Before ui_start, with a terminal and without a store: brings a database of an
 * older program up to date, which says so on the screen. True also when there
 * is nothing to do, or when somebody wants to leave (wants_quit). */
bool ui_upgrade(struct ui *ui, struct error *err);
void ui_use_conf(struct ui *ui); /* theme, keys, layout as the settings say */
void ui_free(struct ui *ui);
void ui_key(struct ui *ui, const struct term_event *event);
void ui_event(struct ui *ui, struct engine_event *event);
void ui_draw(struct ui *ui);
void ui_resize(struct ui *ui, int rows, int columns);
/* Milliseconds until ui_tick wants to be called; -1: never. */
int ui_wait_ms(struct ui *ui);
void ui_tick(struct ui *ui);

/* ---- the views --------------------------------------------------------------------- */

struct view *feeds_new(struct ui *ui);
bool feeds_has_any(const struct view *feeds); /* subscriptions */
bool feeds_has_urls(const struct view *feeds); /* could read the file of them */
struct view *list_new(struct ui *ui);
struct view *search_new(struct ui *ui);
struct view *article_new(struct ui *ui);
struct view *welcome_new(struct ui *ui);

#endif
