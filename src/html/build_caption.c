/* SPDX-License-Identifier: MIT */
#include "html/build.h"

enum { CAPTION_MAX = 1200 }; /* bytes; what is longer is no caption */

static bool is_credit(const struct dom_node *node)
{
	return dom_has_hint(node, "credit") || dom_has_hint(node, "copyright") ||
		dom_has_hint(node, "photographer");
}

/* Whether name or element say that this is a caption. */
static bool is_caption(const struct dom_node *node)
{
	if (node->tag == DOM_FIGCAPTION)
		return true;
	if (node->tag == DOM_TEXT || node->tag == DOM_CAPTION || node->tag == DOM_IMG ||
	    node->tag == DOM_A || node->tag == DOM_FIGURE || !node->attr_count)
		return false;
	if (!dom_has_hint(node, "caption") && !is_credit(node))
		return false;
	/* A box around picture and caption is named after it, too. */
	return !dom_find(node, DOM_IMG) && !dom_find(node, DOM_PICTURE) &&
		!dom_find(node, DOM_VIDEO) && !dom_find(node, DOM_IFRAME);
}

static bool is_short(const struct dom_node *node)
{
	struct buf text = { 0 };

	dom_add_text(node, &text, CAPTION_MAX + 1);
	bool fits = text.len <= CAPTION_MAX;
	buf_free(&text);
	return fits;
}

/* Whether the picture added last still takes this. */
static bool is_awaited(const struct builder *b, const struct dom_node *node)
{
	const struct page *page = b->page;

	if (!b->media_block || b->media_block != page->block_count || b->is_open)
		return false;
	const struct page_block *block = &page->blocks[b->media_block - 1];
	return !block->span_count || (is_credit(node) && block->credit_span == block->span_count);
}

static void fill(struct builder *b, struct dom_node *node)
{
	struct page_block *block = &b->page->blocks[b->media_block - 1];
	bool is_more = block->span_count > 0 || is_credit(node);

	build_end(b);
	b->is_into_caption = true;
	b->level++;
	b->places[b->level] = (struct build_place){ .is_caption = true };
	build_walk(b, node);
	b->level--;
	build_end(b);
	block = &b->page->blocks[b->media_block - 1];
	if (!is_more)
		block->credit_span = (uint16_t)(block->span_count > UINT16_MAX ? UINT16_MAX :
						block->span_count);
}

static bool holds_picture(const struct dom_node *node)
{
	for (const struct dom_node *n = dom_next(node, node); n; n = dom_next(n, node))
		if (n->tag == DOM_IMG || n->tag == DOM_AMP_IMG || n->tag == DOM_IFRAME ||
		    n->tag == DOM_VIDEO)
			return true;
	return false;
}

bool build_add_caption(struct builder *b, struct dom_node *node)
{
	if (b->is_into_caption || !is_caption(node) || !is_short(node))
		return false;
	const struct dom_node *figure = dom_above(node, DOM_FIGURE);

	if (is_awaited(b, node)) {
		fill(b, node);
		return true;
	}
	/* What a figure says about a table, a poem or code is text. */
	if (figure && (dom_find(figure, DOM_TABLE) || dom_find(figure, DOM_PRE) ||
		       dom_find(figure, DOM_BLOCKQUOTE)))
		return false;
	if (figure && holds_picture(figure) && !b->caption)
		b->caption = node;
	return true;
}

void build_add_waiting_caption(struct builder *b)
{
	struct dom_node *node = b->caption;

	b->caption = NULL;
	if (!node || b->media_block != b->page->block_count)
		return;
	fill(b, node);
}
