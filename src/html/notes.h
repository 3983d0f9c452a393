/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_NOTES_H
#define WARTA_HTML_NOTES_H

#include "html/dom.h"

/* Footnotes, known by their links alone: a mark in the text leads to a place in
 * the same page, and from there a link leads back, or the mark is raised, or
 * says what it is (doc-noteref). */
struct note {
	struct str id;           /* of the place */
	struct dom_node *target; /* NULL: there is none of that id */
	bool is_note;            /* a mark leads to it */
	uint32_t link;           /* of the page that is built, index plus one; 0 none yet */
};

struct notes {
	struct note *slots; /* open addressing, by id */
	size_t count; /* of links that may be marks */
};

/* Looks through the article's nodes. Links that lead back, and are nothing but
 * that, are dropped from the tree. */
void notes_find(struct notes *notes, struct dom *dom, struct dom_node *const *nodes, size_t count);
void notes_free(struct notes *notes);

/* The place that a link leads to, if it is the mark of a note; else NULL. */
struct note *notes_of_mark(const struct notes *notes, struct dom *dom, struct dom_node *link);
/* The note that begins with the element; else NULL. */
struct note *notes_of_target(const struct notes *notes, const struct dom_node *node);

#endif
