/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_DOM_H
#define WARTA_HTML_DOM_H

#include "html/html.h"

/* A page as a tree, made as browsers make it (HTML5) as far as that moves text
 * about. It is small: texts and attributes are views of the source where they
 * can be. Its depth is bounded and nothing here recurses. A tree is valid as
 * long as the bytes that it was parsed from. */

enum dom_trait {
	DOM_BLOCK = 1 << 0,   /* starts and ends a line of text */
	DOM_ENDS_P = 1 << 1,  /* its start tag ends an open paragraph */
	DOM_VOID = 1 << 2,    /* never has content */
	DOM_HEADING = 1 << 3,
	DOM_OPAQUE = 1 << 4,  /* its text is not the reader's */
};

enum dom_tag {
	DOM_TEXT,  /* a run of text: `text` holds it, entities resolved */
	DOM_OTHER, /* an element that means nothing to us */
#define DOM_TAG(member, name, traits) DOM_##member,
#include "html/dom_tags.def"
#undef DOM_TAG
	DOM_TAG_COUNT,
};

enum { DOM_DEPTH = 256, DOM_NODES = 1000000 }; /* ceilings of a tree */

struct dom_attr {
	struct str name; /* lower case */
	struct str value; /* entities resolved, white space as written */
};

struct dom_node {
	struct dom_node *parent, *first, *last, *prev, *next;
	struct str text;        /* DOM_TEXT: its bytes; DOM_OTHER: its name */
	struct dom_attr *attrs;
	uint32_t index;         /* order of creation, from 0; < node_count */
	uint16_t attr_count;
	uint8_t tag;            /* enum dom_tag */
	bool is_hidden : 1;     /* hidden by attribute or inline style */
	bool is_dropped : 1;    /* left out of the article, with all below it */
};

struct dom {
	struct arena arena;
	struct dom_node *root; /* the html element; never NULL after parsing */
	struct dom_node *head, *body; /* never NULL after parsing */
	struct str encoding;   /* as decoded: "UTF-8", "windows-1252" ... */
	uint32_t node_count;
	struct str base;       /* what addresses are resolved against */
	struct buf source;     /* the decoded bytes, where they are a copy */
};

/* Decodes and parses a page or a fragment of one. False only when there is
 * nothing at all in it. dom is to be freed in both cases. */
bool dom_parse(const struct html_source *source, struct dom *dom, struct error *err);
void dom_free(struct dom *dom);

/* Traits of a node's element; 0 for text. */
unsigned dom_traits(const struct dom_node *node);
static inline bool dom_is(const struct dom_node *node, enum dom_tag tag)
{
	return node && node->tag == tag;
}
bool dom_is_block(const struct dom_node *node);
/* h1 is 1, h6 is 6, anything else 0. */
int dom_heading_level(const struct dom_node *node);

/* An attribute's value; empty when absent. Names are lower case. */
struct str dom_attr(const struct dom_node *node, const char *name);
bool dom_has_attr(const struct dom_node *node, const char *name);
void dom_set_attr(struct dom *dom, struct dom_node *node, const char *name, struct str value);

/* Whether class or id contains part anywhere, ASCII case ignored. */
bool dom_has_hint(const struct dom_node *node, const char *part);
/* Whether one of the white-space separated words of an attribute is word. */
bool dom_has_word(const struct dom_node *node, const char *attr, const char *word);

/* Document order within root (root itself is the first): the node after node,
 * or NULL. _skip passes over what is below node. */
struct dom_node *dom_next(const struct dom_node *node, const struct dom_node *root);
struct dom_node *dom_next_skip(const struct dom_node *node, const struct dom_node *root);
bool dom_is_inside(const struct dom_node *node, const struct dom_node *root);

/* The first element of this tag below root, in document order; or NULL. */
struct dom_node *dom_find(const struct dom_node *root, enum dom_tag tag);
/* The nearest element of this tag above node; or NULL. */
struct dom_node *dom_above(const struct dom_node *node, enum dom_tag tag);

/* Adds the visible text below node (hidden, dropped and opaque parts left
 * out), white space folded, a blank between blocks, at most max bytes. */
void dom_add_text(const struct dom_node *node, struct buf *out, size_t max);
/* The same as a string in the tree's arena. */
struct str dom_text(struct dom *dom, const struct dom_node *node, size_t max);
/* The text of an opaque element (script, style) or a title as it stands. */
struct str dom_raw(const struct dom_node *node);

/* Changing the tree. A detached node stays valid. */
struct dom_node *dom_new(struct dom *dom, enum dom_tag tag);
struct dom_node *dom_new_text(struct dom *dom, struct str text);
void dom_detach(struct dom_node *node);
void dom_append(struct dom_node *parent, struct dom_node *node);
void dom_insert_before(struct dom_node *next, struct dom_node *node);

/* ref made absolute against the page's base, in the arena; empty unless it
 * is a web address (url_is_web). */
struct str dom_url(struct dom *dom, struct str ref);

#endif
