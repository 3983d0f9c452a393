/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_PIPELINE_H
#define WARTA_HTML_PIPELINE_H

#include "html/dom.h"

/* html_extract, stage by stage, in this order:
 *
 *   dom_parse        bytes -> tree
 *   facts_read       what machines are told: JSON-LD (and the body in it)
 *   related_mark     "Baca Juga" lines become <warta-related> in the tree
 *   article_find     which nodes are the article
 *   article_build    these nodes -> blocks, spans, links of the page
 *   meta_read        title, dates, people ... -> page->meta
 *   related_collect  end lists and latest lists -> links of the page
 *
 * Strings live in the tree's arena until they are copied into the page. */

struct facts {
	struct str body;        /* articleBody of JSON-LD; empty: none */
	bool body_is_html;
	struct str headline;    /* of JSON-LD; empty: none */
	struct str description;
	bool is_free;           /* false only where isAccessibleForFree says so */
	struct jsonld *jsonld;  /* what meta_read wants to keep; may be NULL */
};

void facts_read(struct dom *dom, const struct html_source *source, struct facts *facts);
void facts_free(struct facts *facts);

/* Each related line or box is replaced by one element DOM_RELATED per link,
 * with the attributes href (absolute, absent: resolve by title), title and
 * label (as printed). article_find sees it as neutral, article_build turns it
 * into PAGE_RELATED with an inline link at its place. */
void related_mark(struct dom *dom, const struct html_source *source);

/* A body that is only in the state of a script (__NEXT_DATA__ and its kin),
 * as HTML or text in the tree's arena; empty: none. Asked when the visible
 * page holds too little. */
struct str state_find_body(struct dom *dom, const struct facts *facts, bool *is_html);

struct article {
	struct dom_node **nodes; /* document order, none inside another */
	size_t count;
	struct dom_node *top;    /* the container of all of them */
	size_t text_len;         /* bytes of text that article_build will use */
	bool is_page;            /* cut out of a page, not all of a fragment */
};

/* Parts that are not the article get is_dropped. False: no readable text. */
bool article_find(struct dom *dom, const struct facts *facts, struct article *out);

void article_build(struct dom *dom, const struct article *article, struct page *page);

/* article is NULL when the body came out of JSON. */
void meta_read(struct dom *dom, const struct html_source *source, const struct facts *facts,
	       const struct article *article, struct page *page);

void related_collect(struct dom *dom, const struct html_source *source,
		     const struct article *article, struct page *page);

#endif
