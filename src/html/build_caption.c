/* SPDX-License-Identifier: MIT */
#include "html/build.h"

enum {
	CAPTION_MAX = 1200, /* bytes; what is longer is no caption */
	FIGURE_NODES = 200, /* how much of a figure is looked at */
};

/* What is shown below a node, as far as its first nodes tell. */
struct figure {
	bool has_picture, has_text;
};

static struct figure figure_read(const struct dom_node *root)
{
	struct figure f = { false, false };
	const struct dom_node *n = root;

	for (int i = 0; n && i < FIGURE_NODES; i++, n = dom_next(n, root)) {
		f.has_picture |= n->tag == DOM_IMG || n->tag == DOM_AMP_IMG ||
			n->tag == DOM_IFRAME || n->tag == DOM_VIDEO;
		f.has_text |= n->tag == DOM_TABLE || n->tag == DOM_PRE ||
			n->tag == DOM_BLOCKQUOTE;
	}
	return f;
}

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
	return !figure_read(node).has_picture;
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
	b->places[b->level] = (struct build_place){ 0 };
	build_walk(b, node);
	b->level--;
	build_end(b);
	block = &b->page->blocks[b->media_block - 1];
	if (!is_more)
		block->credit_span = (uint16_t)(block->span_count > UINT16_MAX ? UINT16_MAX :
						block->span_count);
}

bool build_add_caption(struct builder *b, struct dom_node *node)
{
	if (b->is_into_caption || !is_caption(node) || !is_short(node))
		return false;
	if (is_awaited(b, node)) {
		fill(b, node);
		return true;
	}
	const struct dom_node *above = dom_above(node, DOM_FIGURE);
	struct figure figure = above ? figure_read(above) : (struct figure){ 0 };

	/* What a figure says about a table, a poem or code is text. */
	if (figure.has_text)
		return false;
	if (figure.has_picture && !b->caption)
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
