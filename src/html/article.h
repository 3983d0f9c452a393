/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_ARTICLE_H
#define WARTA_HTML_ARTICLE_H

#include "html/pipeline.h"

/* How the article is found: words of class and id give hints, texts are
 * measured, containers are scored, the best one is cleaned. */

/* What the name of an element says about its content. */
enum hint {
	HINT_GOOD = 1 << 0,     /* article, content, entry ... */
	HINT_MAYBE = 1 << 1,    /* outweighs a bad word beside it */
	HINT_BODY = 1 << 2,     /* the article's body itself */
	HINT_BAD = 1 << 3,
	HINT_UNLIKELY = 1 << 4,
	HINT_AD = 1 << 5,
	HINT_SHARE = 1 << 6,
	HINT_COMMENT = 1 << 7,
	HINT_RELATED = 1 << 8,
	HINT_NAV = 1 << 9,
	HINT_META = 1 << 10,
	HINT_TAGS = 1 << 11,
	HINT_PROMO = 1 << 12,
	HINT_AUTHOR = 1 << 13,
	HINT_CAPTION = 1 << 14,
	HINT_FOOT = 1 << 15,
	HINT_HEAD = 1 << 16,
	HINT_SIDE = 1 << 17,
	HINT_POPUP = 1 << 18,
	HINT_PAGER = 1 << 19,
	HINT_LISTING = 1 << 20,
	HINT_WIDGET = 1 << 21,
	HINT_GALLERY = 1 << 22,
	HINT_HIDDEN = 1 << 23,
	HINT_LEAD = 1 << 24,
};

unsigned hint_read(const struct dom_node *node);

/* Sums over what is below a node and not left out. Characters are counted with
 * white space folded; letters of scripts without blanks count twice. */
struct stat {
	uint32_t chars, link_chars, commas, stops;
	uint32_t head_chars, list_chars, para_chars;
	uint32_t good_chars; /* in blocks that read like prose */
	uint32_t own_chars, own_link_chars; /* of a block: not in blocks below it */
	uint32_t own_commas, own_stops;
	uint32_t link_heads; /* characters of headings that lead to other pages */
	uint32_t link_lines; /* and of other lines that are but a link */
	uint32_t hints;
	uint16_t paras, images, items, inputs, embeds, bodies, titles;
	uint16_t likely_cards; /* below it */
	bool is_likely_card;   /* a linked line and a few words */
	bool is_card; /* a linked heading and a few words: leads to another article */
	float score;  /* of a candidate; 0: none */
};

/* What is given up, step by step, when too little text was found. */
enum laxity { LAX_NONE, LAX_UNLIKELY, LAX_CLEAN, LAX_HIDDEN, LAX_COUNT };

struct finder {
	struct dom *dom;
	const struct facts *facts;
	struct stat *stats; /* by index of node */
	enum laxity laxity;
	bool may_be_comments; /* nothing else was found: a forum */
};

static inline struct stat *stat_of(const struct finder *f, const struct dom_node *node)
{
	return &f->stats[node->index];
}

static inline float link_density(const struct stat *s)
{
	return s->chars ? (float)s->link_chars / (float)s->chars : 0;
}

/* Names the boxes that only their words tell: comments, consent. */
void article_mark_signs(struct dom *dom);
void article_measure(struct finder *f, struct dom_node *root);
/* Leaves node out and takes it from the sums above it. */
void article_drop(struct finder *f, struct dom_node *node);
/* Leaves out what cannot be the article. */
void article_drop_unlikely(struct finder *f);
/* The container that holds the article; NULL: no text. */
struct dom_node *article_choose(struct finder *f);
/* Fills out->nodes: the container, or its siblings with it. */
void article_join(struct finder *f, struct dom_node *top, struct article *out);
/* Leaves out what stands in the article and is none of it. */
void article_prune(struct finder *f, struct dom_node *top);
/* Puts the standfirst before the article where it stands outside of it. */
void article_add_lead(struct finder *f, struct article *article);
/* Cuts what lies before and behind the text that JSON-LD calls the body. */
void article_trim(struct finder *f, struct article *article);

#endif
