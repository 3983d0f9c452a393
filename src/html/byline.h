/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_BYLINE_H
#define WARTA_HTML_BYLINE_H

#include "base/buf.h"

/* Lines that name the people of an article: "Penulis : X Editor : Y",
 * "Rep: X/ Red: Y", "By X and Y, Reuters", "Oleh X". Pure text, no tree. */
enum byline_role {
	BYLINE_AUTHOR,
	BYLINE_EDITOR,
	BYLINE_SOURCE,
	BYLINE_OTHER, /* photographers and the like */
};

enum { BYLINE_NAMES = 24, BYLINE_LINE_MAX = 400 };

struct byline_name {
	struct str name; /* a view into the line */
	enum byline_role role;
};

struct byline {
	struct byline_name names[BYLINE_NAMES];
	size_t count;
	bool has_label;  /* a role and a colon: not mere prose */
	bool is_whole;   /* nothing but roles and names is in the line */
};

/* False, and *out zeroed, when the line names nobody by role. */
bool byline_parse(struct str line, struct byline *out);

/* The same for Chinese and Korean, whose bylines need no colon. *out is zeroed
 * by the caller. */
bool byline_parse_east(struct str line, struct byline *out);

/* Adds the names of a text that is known to name people ("X and Y, Reuters"),
 * all with this role. */
void byline_add_names(struct byline *out, struct str text, enum byline_role role);

/* A name without what clings to it (roles, places, e-mail, the outlet behind
 * a dash); empty when nothing of it is a person's or an office's name. */
struct str byline_clean_name(struct str name);

/* Whether a clean name looks like a person's: two to five words, each with a
 * capital where the script has them, particles such as "van" between them. */
bool byline_is_person(struct str name);

/* Whether it is one of the news agencies. */
bool byline_is_agency(struct str name);

#endif
