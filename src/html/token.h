/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_TOKEN_H
#define WARTA_HTML_TOKEN_H

#include "base/str.h"

/* Cuts HTML into tags and text, as browsers do (WHATWG HTML, 13.2.5), except
 * that a comment or a quote which never ends hides no more than its tag.
 * Comments, doctypes and processing instructions are passed over. Everything
 * is a view of the source. */

enum token_kind { TOKEN_END_OF_FILE, TOKEN_TEXT, TOKEN_START, TOKEN_END };

struct token {
	enum token_kind kind;
	struct str text;  /* text: references not yet resolved; tags: the name */
	struct str attrs; /* start tags: what stands between name and '>' */
	bool is_closed;   /* start tags: written with "/>" */
};

struct tokens {
	struct str rest;
	bool is_comment_endless; /* no "-->" is left */
};

/* False at the end of the source. */
bool token_next(struct tokens *t, struct token *out);

/* Takes the next attribute off the front of *attrs. value is empty where none
 * is written; references are not resolved. */
bool token_next_attr(struct str *attrs, struct str *name, struct str *value);

/* Takes everything up to the end tag of this name (and the tag) into *out.
 * False, and nothing taken, where it never comes. */
bool token_raw(struct tokens *t, struct str name, struct str *out);

#endif
