/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TERM_TERM_H
#define WARTA_TERM_TERM_H

#include "base/buf.h"
#include "base/error.h"

/* The terminal: the only ncurses. Views draw into a surface (cells in memory);
 * term_show sends what differs from the screen. Every text passes
 * utf8_clean_text on its way into a surface, so no remote byte reaches the
 * terminal unchecked. */

/* ---- styles --------------------------------------------------------------- */

/* What a piece of text is; the theme says how that looks. */
enum term_role {
#define ROLE(id, name, help) ROLE_##id,
#include "term/roles.def"
#undef ROLE
	ROLE_COUNT,
};

enum term_attribute {
	TERM_BOLD = 1 << 0, TERM_DIM = 1 << 1, TERM_ITALIC = 1 << 2, TERM_UNDERLINE = 1 << 3,
	TERM_REVERSE = 1 << 4, TERM_STRIKE = 1 << 5,
	TERM_CAPITALS = 1 << 6, /* of a theme's role only: drawn in capitals */
};

/* A look: colours as 0xRRGGBB, or -1 the terminal's own, or TERM_INDEXED + n
 * for palette entry n. */
enum { TERM_INDEXED = 1 << 24 };
struct term_style {
	int32_t fg, bg;
	uint16_t attributes;
};

struct theme {
	struct term_style styles[ROLE_COUNT];
	char name[32];
};

/* INI: role = fg bg attributes. Colours are "#rrggbb", a number of the
 * palette (0 to 255), one of its first sixteen by name ("red", "bright-red"),
 * "default" for the terminal's own, or "-" for what the role "text" has.
 * Attributes are bold, dim, italic, underline, reverse, strike, capitals (for
 * labels: terminals have no small ones). Every role
 * must be set; mistakes name line and word. */
bool theme_load(const char *path, struct theme *out, struct error *err);
bool theme_parse(struct str text, struct theme *out, struct error *err);

/* The colour as 0xRRGGBB: palette entries as xterm has them; fallback for the
 * terminal's own. For tests of contrast and for pictures of screens. */
int32_t theme_rgb(int32_t colour, int32_t fallback);
/* The same colour for a terminal that has 0 (gives -1), 8, 16, 256 or more
 * colours. */
int32_t theme_reduce(int32_t colour, int colours);
const char *theme_role_name(enum term_role role);
/* The built-in one: the terminal's own colours. */
void theme_default(struct theme *out);

/* ---- surface ------------------------------------------------------------------ */

struct surface_cell {
	char text[32];  /* one grapheme cluster, NUL-terminated; "" continues a wide one;
			 * one that does not fit is U+FFFD */
	uint8_t width;  /* 1 or 2; 0 for the second half */
	uint8_t role;
	uint16_t attributes; /* added to the role's */
	uint32_t link;  /* index plus one into links, for OSC 8; 0 none */
};

struct surface {
	int rows, columns;
	struct surface_cell *cells;
	int cursor_row, cursor_column; /* -1: hidden */
	bool is_plain; /* to be read aloud: words, no frames and bars */
	struct { char **items; size_t count, cap; } links;
};

struct surface *surface_new(int rows, int columns);
void surface_free(struct surface *surface);
void surface_resize(struct surface *surface, int rows, int columns);
void surface_clear(struct surface *surface);

/* The number of a link's address among the surface's own, from 1; 0 when there
 * are too many. Checks nothing: area_link does. */
uint32_t surface_keep_link(struct surface *surface, const char *url);

/* A rectangle of a surface that a view draws into; clips. */
struct area {
	struct surface *surface;
	int row, column, rows, columns;
};
struct area area_of(struct surface *surface);
struct area area_part(struct area area, int row, int column, int rows, int columns);

/* Draws cleaned text, at most max columns of it, cut with an ellipsis when it
 * does not fit; returns the columns used. attributes are added to the role's. */
int area_text(struct area area, int row, int column, int max, enum term_role role,
	      unsigned attributes, struct str text);
void area_fill(struct area area, int row, int column, int columns, enum term_role role);
void area_line(struct area area, int row, enum term_role role); /* a horizontal rule */
/* Gives cells already drawn another role, and more attributes; their text
 * stays. */
void area_restyle(struct area area, int row, int column, int columns, enum term_role role,
		  unsigned attributes);
/* Marks cells already drawn as part of a hyperlink (OSC 8), http(s) only. */
void area_link(struct area area, int row, int column, int columns, struct str url);

/* The surface as plain text, and as text with [role] marks, for golden files. */
void surface_dump(const struct surface *surface, bool with_roles, struct buf *out);

/* ---- the terminal ------------------------------------------------------------------ */

struct term;

struct term_options {
	bool wants_mouse;
	bool is_ascii;    /* the locale is not UTF-8 */
	bool has_no_colour; /* NO_COLOR */
	bool orders_text; /* right-to-left text comes as it is to stand */
	int in, out;      /* descriptors */
};

/* Takes over the terminal: alternate screen, raw keys, mouse, bracketed paste,
 * handlers that give it back on SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV,
 * SIGABRT, SIGTSTP. Fails with a sentence when there is no usable one. */
bool term_open(const struct term_options *options, struct term **out, struct error *err);
void term_close(struct term *term);
/* Gives the terminal back, and with it the keys that interrupt and stop: INT
 * and QUIT are ignored meanwhile (a child must not inherit that), TSTP stops. */
void term_suspend(struct term *term);
void term_resume(struct term *term); /* takes it again, redraws all */

void term_size(struct term *term, int *rows, int *columns);
void term_set_theme(struct term *term, const struct theme *theme);

/* Sends what differs. */
void term_show(struct term *term, const struct surface *surface);
void term_redraw(struct term *term);

/* OSC 52; text is base64-encoded. */
void term_copy(struct term *term, struct str text);
/* Whether a line through text can be seen. */
bool term_has_strike(const struct term *term);
void term_notify(struct term *term, bool use_osc777, struct str title, struct str body);

/* ---- input --------------------------------------------------------------------------- */

enum term_key {
	KEY_NONE, /* nothing more to read */
	KEY_CHAR, /* code_point, with modifiers */
	KEY_ENTER, KEY_TAB, KEY_BACKTAB, KEY_BACKSPACE, KEY_ESCAPE, KEY_UP_, KEY_DOWN_, KEY_LEFT_,
	KEY_RIGHT_, KEY_HOME_, KEY_END_, KEY_PAGE_UP, KEY_PAGE_DOWN, KEY_INSERT_, KEY_DELETE_,
	KEY_FUNCTION, /* code_point is its number */
	KEY_PASTE,    /* paste holds the text */
	KEY_MOUSE_,
	KEY_RESIZED,
	KEY_QUIT,     /* the terminal is gone or a signal asks to end */
};
enum term_modifier { TERM_CTRL = 1, TERM_ALT = 2, TERM_SHIFT = 4 };
enum term_mouse { TERM_PRESS, TERM_RELEASE, TERM_WHEEL_UP, TERM_WHEEL_DOWN, TERM_DRAG };

struct term_event {
	enum term_key key;
	uint32_t code_point;
	unsigned modifiers;
	int row, column, button;
	enum term_mouse mouse;
	struct str paste; /* until the next call */
};

/* The next event that is there already. Never blocks; an escape that stands
 * alone is delivered after 25 ms (term_wait_ms says how long poll may sleep). */
void term_next(struct term *term, struct term_event *out);
int term_wait_ms(const struct term *term);
/* Descriptors for poll(): the tty and the signal pipe. */
size_t term_fds(const struct term *term, int fds[2]);

/* "C-a", "Enter", "M-Left", "b": the names used in keys and help. */
void term_key_name(const struct term_event *event, struct buf *out);
bool term_key_parse(struct str name, struct term_event *out);

#endif
