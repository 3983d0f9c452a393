/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <string.h>

/* The standfirst: a paragraph or two between the headline and the container
 * of the article. */

enum {
	LEAD_LEAST = 120, /* characters of its own text */
	LEAD_MOST = 900,
	NODES_MOST = 600, /* between headline and article */
	LEADS_MOST = 4,
	NAMED_ABOVE = 3,  /* elements above a block whose names count */
};

static const unsigned never = HINT_AD | HINT_SHARE | HINT_COMMENT | HINT_RELATED | HINT_NAV |
	HINT_TAGS | HINT_PROMO | HINT_AUTHOR | HINT_CAPTION | HINT_SIDE | HINT_POPUP |
	HINT_PAGER | HINT_LISTING | HINT_WIDGET | HINT_GALLERY | HINT_HIDDEN;

static bool is_named_lead(const struct dom_node *node)
{
	for (int i = 0; node && i < NAMED_ABOVE; i++, node = node->parent)
		if (hint_read(node) & HINT_LEAD)
			return true;
	return false;
}

static bool is_shut_out(const struct dom_node *node, const struct dom_node *root)
{
	for (; node && node != root; node = node->parent) {
		if (node->is_hidden || node->tag == DOM_FIGURE || node->tag == DOM_ASIDE ||
		    node->tag == DOM_NAV || node->tag == DOM_FORM || node->tag == DOM_UL ||
		    node->tag == DOM_FOOTER || node->tag == DOM_FIGCAPTION)
			return true;
		if (hint_read(node) & never && !(hint_read(node) & HINT_LEAD))
			return true;
	}
	return false;
}

static bool is_lead(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);
	bool is_para = node->tag == DOM_P || node->tag == DOM_H2 || node->tag == DOM_DIV ||
		node->tag == DOM_H3;

	if (!is_para || s->own_chars < LEAD_LEAST || s->chars > LEAD_MOST ||
	    s->own_chars * 10 < s->chars * 8 || s->own_link_chars * 5 > s->own_chars)
		return false;
	if (is_shut_out(node, f->dom->body))
		return false;
	return is_named_lead(node) ||
		(node->tag != DOM_DIV && s->own_stops);
}

/* The last headline before the article; NULL: none. */
static struct dom_node *headline_before(const struct finder *f, const struct dom_node *first)
{
	struct dom_node *found = NULL, *body = f->dom->body;

	for (struct dom_node *n = body; n && n != first; n = dom_next(n, body))
		if (n->tag == DOM_H1 && n->first)
			found = n;
	return found;
}

void article_add_lead(struct finder *f, struct article *article)
{
	struct dom_node *first = article->nodes[0], *body = f->dom->body;
	struct dom_node *leads[LEADS_MOST], *headline = headline_before(f, first);
	size_t count = 0;
	int seen = 0;

	if (!headline || dom_is_inside(first, headline))
		return;
	for (struct dom_node *n = dom_next_skip(headline, body); n && n != first;
	     n = dom_next(n, body)) {
		if (++seen > NODES_MOST)
			return;
		if (count == LEADS_MOST)
			break;
		if (n->tag != DOM_TEXT && !dom_is_inside(first, n) && is_lead(f, n))
			leads[count++] = n;
	}
	if (!count)
		return;
	size_t all = article->count + count;
	struct dom_node **nodes = arena_array(&f->dom->arena, all, sizeof(*nodes));

	memcpy(nodes, leads, count * sizeof(*nodes));
	memcpy(nodes + count, article->nodes, article->count * sizeof(*nodes));
	for (size_t i = 0; i < count; i++) {
		/* What lies in a header that is left out would be left out too. */
		leads[i]->is_dropped = false;
		dom_detach(leads[i]);
		dom_insert_before(first, leads[i]);
	}
	article->nodes = nodes;
	article->count = all;
}
