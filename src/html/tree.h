/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_TREE_H
#define WARTA_HTML_TREE_H

#include "html/dom.h"
#include "html/token.h"

/* Tags -> tree: which elements are open, and what a tag does to them. The
 * rules are those of HTML5's "in body" mode as far as they move text about;
 * elements deeper than DOM_DEPTH are opened in name only. */
struct tree {
	struct dom *dom;
	struct dom_node *open[DOM_DEPTH];
	int depth;
	int template_place; /* depth at which a script of HTML began; 0: none */
	uint32_t node_max;
	uint32_t open_count[DOM_TAG_COUNT]; /* of each tag in open */
	uint32_t skipped[DOM_TAG_COUNT];    /* start tags that opened nothing */
	bool is_raw_endless[DOM_TAG_COUNT]; /* this end tag never comes again */
	bool honours_closed;                /* XHTML: "<div/>" is a whole element */
};

/* What a start tag and an end tag do. Opening takes the raw text of script
 * and its like from tokens. */
void tree_open(struct tree *t, struct tokens *tokens, const struct token *token);
void tree_close(struct tree *t, const struct token *token);

enum dom_tag tree_tag(struct str name);
void tree_add_attrs(struct dom *dom, struct dom_node *node, struct str attrs);
void tree_push(struct tree *t, struct dom_node *node);
/* Leaves depth elements open. */
void tree_pop(struct tree *t, int depth);
void tree_open_body(struct tree *t);

#endif
