/* SPDX-License-Identifier: MIT */
#include "html/pipeline.h"

static void link_add(struct page *page, const struct dom_node *node, enum page_link_kind kind)
{
	page_add_link(page, kind, dom_attr(node, "href"), dom_attr(node, "title"),
		      dom_attr(node, "label"));
}

static bool is_in_article(const struct article *article, const struct dom_node *node)
{
	for (; node; node = node->parent) {
		if (node->is_dropped)
			return false;
		for (size_t i = 0; i < article->count; i++)
			if (article->nodes[i] == node)
				return true;
	}
	return false;
}

void related_collect(struct dom *dom, const struct html_source *source,
		     const struct article *article, struct page *page)
{
	(void)source;
	for (struct dom_node *n = dom->root; n; n = dom_next(n, dom->root)) {
		if (n->tag != DOM_RELATED || (article && is_in_article(article, n)))
			continue;
		link_add(page, n, dom_has_attr(n, "rel") ? PAGE_LINK_LATEST : PAGE_LINK_RELATED);
	}
}
