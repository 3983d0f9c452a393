/* SPDX-License-Identifier: MIT */
#include "html/pipeline.h"
#include "html/related_lines.h"

enum { BEHIND_MAX = 160 }; /* bytes of text between the article and its last link */

static uint32_t link_add(struct page *page, const struct dom_node *node, enum page_link_kind kind)
{
	return page_add_link(page, kind, dom_attr(node, "href"), dom_attr(node, "title"),
			     dom_attr(node, "label"));
}

static bool is_in_article(const uint8_t *marks, uint32_t count, const struct dom_node *node)
{
	bool found = false;

	for (; node; node = node->parent) {
		if (node->is_dropped)
			return false;
		found |= node->index < count && marks[node->index];
	}
	return found;
}

static size_t word_bytes(struct str text)
{
	size_t count = 0;

	while (text.len) {
		size_t space = line_space_len(text);

		count += space == 0;
		text = str_slice(text, space ? space : 1, text.len);
	}
	return count;
}

/* A related line right behind the last part of the article belongs to it,
 * though no part holds it. */
static void add_behind(struct dom *dom, const struct article *article, struct page *page)
{
	const struct dom_node *last = article->nodes[article->count - 1];
	size_t between = 0;

	const struct dom_node *n = dom_next_skip(last, dom->body);

	while (n && between < BEHIND_MAX) {
		bool is_seen = !n->is_dropped && !n->is_hidden && !(dom_traits(n) & DOM_OPAQUE);

		if (n->tag == DOM_TEXT)
			between += word_bytes(n->text);
		if (n->tag == DOM_RELATED) {
			uint32_t index = link_add(page, n, PAGE_LINK_RELATED);

			if (!page->links[index - 1].is_inline) {
				page->links[index - 1].is_inline = true;
				page_add_block(page, PAGE_RELATED)->link = index;
			}
		}
		if (dom_heading_level(n))
			return;
		n = is_seen ? dom_next(n, dom->body) : dom_next_skip(n, dom->body);
	}
}

void related_collect(struct dom *dom, const struct html_source *source,
		     const struct article *article, struct page *page)
{
	uint8_t *marks = arena_alloc(&dom->arena, (size_t)dom->node_count + 1);
	bool has_nodes = article && article->count;

	(void)source;
	for (size_t i = 0; has_nodes && i < article->count; i++)
		marks[article->nodes[i]->index] = 1;
	if (has_nodes)
		add_behind(dom, article, page);
	for (struct dom_node *n = dom->root; n; n = dom_next(n, dom->root)) {
		if (n->tag != DOM_RELATED ||
		    (has_nodes && is_in_article(marks, dom->node_count, n)))
			continue;
		link_add(page, n, dom_has_attr(n, "rel") ? PAGE_LINK_LATEST : PAGE_LINK_RELATED);
	}
}
