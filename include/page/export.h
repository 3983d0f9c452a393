/* SPDX-License-Identifier: MIT */
#ifndef WARTA_PAGE_EXPORT_H
#define WARTA_PAGE_EXPORT_H

#include "base/json.h"
#include "page/page.h"

/* A page in other forms. Every form holds the same article; related blocks
 * stand at their place except in the body of PAGE_AS_HTML_BODY and
 * PAGE_AS_TEXT_BODY, which are the article's prose alone: there captions of
 * images are the images' titles in HTML and are left out of the text. */
enum page_form {
	PAGE_AS_TEXT,      /* title, facts, body, links; 78 columns are not enforced */
	PAGE_AS_TEXT_BODY, /* "text" of `warta extract` */
	PAGE_AS_MARKDOWN,  /* CommonMark with GFM tables */
	PAGE_AS_HTML,      /* a whole safe document */
	PAGE_AS_HTML_BODY, /* "content_html" of `warta extract`: a safe fragment */
};

bool page_export(const struct page *page, enum page_form form, struct buf *out);

/* The JSON object of `warta extract`: title, byline, editors, sources,
 * published, modified, site, section, place, language, url, canonical,
 * lead_image, content_html, text, related, latest, next_page, complete. */
bool page_export_json(const struct page *page, struct buf *out);

/* The same with what add writes at the end of the object. */
bool page_export_json_with(const struct page *page,
			   void (*add)(void *ctx, const struct page *page, struct json *json),
			   void *ctx, struct buf *out);

#endif
