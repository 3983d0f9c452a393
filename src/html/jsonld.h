/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_JSONLD_H
#define WARTA_HTML_JSONLD_H

#include "html/pipeline.h"
#include "html/state_value.h"

/* The JSON-LD of a page. All of it lives in the tree's arena. */
enum { JSONLD_ROOTS = 48 };

struct jsonld {
	const struct value *roots[JSONLD_ROOTS];
	size_t root_count;
	const struct value *article; /* the object that is this article; or NULL */
	const struct value *page;    /* a WebPage, for what the article lacks */
	const struct value *crumbs;  /* a BreadcrumbList */
	const struct value *site;    /* a WebSite or Organization */
};

/* A member of the article, else of the page; with its markup and entities
 * taken out. */
struct str jsonld_text(struct dom *dom, const struct jsonld *ld, const char *key);

/* The object that value stands for: itself, or the one that has its @id. */
const struct value *jsonld_resolve(struct dom *dom, const struct jsonld *ld,
				   const struct value *value);

#endif
