/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_META_H
#define WARTA_HTML_META_H

#include "html/byline.h"
#include "html/jsonld.h"
#include "html/related_lines.h"

/* meta_read, in parts: each fills its own members of page->meta. */
struct meta_tag {
	struct str name;    /* of meta: property, name, itemprop or http-equiv */
	struct str content; /* as written, trimmed */
};

enum { META_STATES = 12, META_DATE_NODES = 32 };

struct meta_reader {
	struct dom *dom;
	const struct html_source *source;
	const struct facts *facts;
	const struct jsonld *ld;
	const struct article *article; /* NULL: the body came out of JSON */
	struct page *page;
	struct meta_tag *tags;
	size_t tag_count;
	const struct dom_node *date_nodes[META_DATE_NODES]; /* microdata that tells dates */
	size_t date_node_count;
	struct dom_node *crumbs;       /* the visible breadcrumb, or NULL */
	struct lines lines;            /* the visible page */
	size_t head_from, head_to;     /* lines around the headline, above the text */
	size_t tail_from, tail_to;     /* lines below the text */
	const struct dom_node *headline; /* the element of the title, or NULL */
	const struct value *states[META_STATES]; /* what scripts tell of the article */
	size_t state_count;
	struct date_hint hint;
	struct buf note;               /* room for whoever needs some */
};

/* Text without markup, entities resolved, white space folded; in the arena. */
struct str meta_clean(struct dom *dom, struct str text);

/* The text below a node, folded, also where the article leaves it out; at most
 * max bytes. */
struct str meta_node_text(struct dom *dom, const struct dom_node *node, size_t max);

/* The content of the first of the named tags (separated by blanks, best
 * first) that is not empty. */
struct str meta_tag(const struct meta_reader *m, const char *names);

/* The state of scripts: the first member with one of these names, in objects
 * that tell of the article. */
const struct value *meta_state(const struct meta_reader *m, const char *names);
void meta_read_states(struct meta_reader *m);

void meta_read_site(struct meta_reader *m);
void meta_read_title(struct meta_reader *m);
void meta_read_zones(struct meta_reader *m);
void meta_read_dates(struct meta_reader *m);
/* A clock that no zone was written to and none was learnt for is that of the
 * country: of the address, or of a language that one zone speaks. */
void meta_place_date(const struct meta_reader *m, struct date *date);
void meta_read_people(struct meta_reader *m);
void meta_read_section(struct meta_reader *m);
void meta_read_place(struct meta_reader *m);
void meta_read_image(struct meta_reader *m);
void meta_read_parts(struct meta_reader *m);
void meta_read_complete(struct meta_reader *m);

/* Whether a text is the site's name, or little more than it. */
bool meta_is_site(const struct meta_reader *m, struct str text);

/* Both without case, accents and signs. */
bool meta_same(struct str a, struct str b);

#endif
