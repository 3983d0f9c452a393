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

/* Reads every ld+json script of the page. */
void jsonld_read(struct dom *dom, struct jsonld *ld);

/* A member of the article, else of the page; with its markup and entities
 * taken out. */
struct str jsonld_text(struct dom *dom, const struct jsonld *ld, const char *key);

/* The object that value stands for: itself, or the one that has its @id. */
const struct value *jsonld_resolve(struct dom *dom, const struct jsonld *ld,
				   const struct value *value);

/* Whether an object has this @type, alone or in a list; type may end in '*'
 * in front ("*Article": any type that ends so). */
bool jsonld_is(const struct value *object, const char *type);

#endif
