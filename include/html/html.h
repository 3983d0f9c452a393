/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_HTML_H
#define WARTA_HTML_HTML_H

#include "page/page.h"

/* HTML -> page. Runs in the jail: no file, no network, no locale, and no
 * recursion without a bound. No rule names a site. */
struct html_source {
	struct str bytes;
	struct str base;         /* the address it came from; may be empty */
	struct str content_type; /* of the HTTP response; may be empty */
	struct str language;     /* BCP 47, what the feed says; may be empty */
	int64_t now;             /* for relative dates; 0: none */
	struct str first;        /* of an article in parts, when this is a further
				  * one: the address of the first; else empty */
};

/* A whole web page: finds the article, its facts, its related links. False
 * when the page holds no readable text. */
bool html_extract(const struct html_source *source, struct page *page, struct error *err);

/* A feed item's HTML (or plain text): all of it is the article; related lines
 * are found as in a page. Meta is left empty. */
bool html_fragment(const struct html_source *source, struct page *page, struct error *err);

/* Adds safe HTML: no script, style, frame, form, event handler or
 * javascript:, addresses made absolute, text kept. bytes are UTF-8. */
bool html_sanitize(struct str html, struct str base, struct buf *out);

/* Adds the visible text of an HTML fragment, one block a line. Fast: it makes
 * no tree. bytes are UTF-8. */
bool html_text(struct str html, struct buf *out);

/* The same without the lines that lead to related articles ("Baca juga: ..."):
 * an article's own words, for the index. What the labels need is set up once
 * and lives in the arena. */
struct html_prose;
struct html_prose *html_prose_new(struct arena *arena);
bool html_prose_add(const struct html_prose *prose, struct str html, struct buf *out);

#endif
