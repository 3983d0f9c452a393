/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_RELATED_H
#define WARTA_HTML_RELATED_H

#include "html/phrases.h"
#include "html/related_lines.h"

/* What related_mark finds, before the tree is changed. */
enum related_place {
	RELATED_INLINE, /* a box or line between the paragraphs: stays there */
	RELATED_END,    /* a list of related articles at the end */
	RELATED_LATEST, /* a list of the newest articles */
};

enum {
	RELATED_MAX = 256,      /* links of a page */
	RELATED_LIST_MAX = 8,   /* lines of links under one label */
	RELATED_TITLE_MAX = 400, /* bytes */
};

struct related_item {
	struct str url;   /* absolute; empty: resolve by title */
	struct str title;
	bool is_heading;  /* the title stands in a heading */
};

/* One label with its links and the lines they take. */
struct related_find {
	struct related_item items[RELATED_LIST_MAX];
	size_t item_count;
	struct str label;
	enum related_place place;
	enum phrase_class class;
	size_t first_line, line_count; /* all of them leave the text ... */
	size_t text_from;              /* ... the first one from this byte on */
};

/* Whether an address can be an article: no tag, author, search or share page. */
bool related_is_article(struct str url, struct str page_url);

/* Cuts what is no title from both ends: numbers, bullets, arrows. */
struct str related_title_trim(struct str title);

/* A title that says something: no "here", no "read on". */
bool related_title_is_telling(const struct phrases *phrases, struct str title, size_t least_words);

/* How many words; a run of a script without spaces counts two signs a word. */
size_t related_word_count(struct str text);

/* Replaces the lines of the find by one element DOM_RELATED per item at their
 * place; end and latest lists leave the flow and wait below dom->head. */
void related_replace(struct dom *dom, struct lines *lines, uint32_t *taken,
		     const struct related_find *find);

#endif
