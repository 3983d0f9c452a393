/* SPDX-License-Identifier: MIT */
#include "html/build.h"

#include <stdlib.h>

#include "base/mem.h"
#include "html/noise.h"

static const uint16_t styles[DOM_TAG_COUNT] = {
	[DOM_B] = PAGE_STRONG, [DOM_STRONG] = PAGE_STRONG,
	[DOM_I] = PAGE_EMPHASIS, [DOM_EM] = PAGE_EMPHASIS, [DOM_CITE] = PAGE_EMPHASIS,
	[DOM_DFN] = PAGE_EMPHASIS, [DOM_VAR] = PAGE_EMPHASIS,
	[DOM_CODE] = PAGE_CODE, [DOM_TT] = PAGE_CODE, [DOM_KBD] = PAGE_CODE,
	[DOM_SAMP] = PAGE_CODE,
	[DOM_S] = PAGE_STRIKE, [DOM_STRIKE] = PAGE_STRIKE, [DOM_DEL] = PAGE_STRIKE,
	[DOM_SUP] = PAGE_SUP, [DOM_SUB] = PAGE_SUB, [DOM_MARK] = PAGE_MARK,
	[DOM_U] = PAGE_UNDERLINE, [DOM_INS] = PAGE_UNDERLINE, [DOM_SMALL] = PAGE_SMALL,
	[DOM_DT] = PAGE_STRONG,
};

/* Elements whose content is no text of the article. */
static bool is_skipped(const struct dom_node *node)
{
	if (node->is_dropped || node->is_hidden || dom_traits(node) & DOM_OPAQUE)
		return true;
	switch (node->tag) {
	case DOM_TITLE: case DOM_SELECT: case DOM_TEXTAREA: case DOM_INPUT: case DOM_DATALIST:
	case DOM_NOFRAMES: case DOM_NOEMBED: case DOM_CANVAS: case DOM_META: case DOM_LINK:
	case DOM_RP: case DOM_RT: /* a reading beside its word: no place on a line */
		return true;
	default:
		return false;
	}
}

static void add_related(struct builder *b, const struct dom_node *node)
{
	build_end(b);
	uint32_t index = page_add_link(b->page, PAGE_LINK_RELATED, dom_attr(node, "href"),
				       dom_attr(node, "title"), dom_attr(node, "label"));

	b->page->links[index - 1].is_inline = true;
	page_add_block(b->page, PAGE_RELATED)->link = index;
}

/* By its type or style. */
static uint8_t numbering_of(const struct dom_node *list)
{
	static const struct {
		const char *type, *style;
		uint8_t numbering;
	} kinds[] = {
		{ "a", "lower-alpha", PAGE_LOWER }, { "a", "lower-latin", PAGE_LOWER },
		{ "A", "upper-alpha", PAGE_UPPER }, { "A", "upper-latin", PAGE_UPPER },
		{ "i", "lower-roman", PAGE_LOWER_ROMAN },
		{ "I", "upper-roman", PAGE_UPPER_ROMAN },
	};
	struct str type = str_trim(dom_attr(list, "type")), style = dom_attr(list, "style");

	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (str_eq(type, str_from(kinds[i].type)) ||
		    str_find_nocase(style, str_from(kinds[i].style)) != SIZE_MAX)
			return kinds[i].numbering;
	return PAGE_DECIMAL;
}

static void enter_list(struct build_place *p, const struct dom_node *node)
{
	int64_t start = 1;

	if (p->depth < BUILD_NEST_MAX)
		p->depth++;
	p->is_ordered = node->tag == DOM_OL;
	p->numbering = p->is_ordered ? numbering_of(node) : PAGE_DECIMAL;
	p->is_reversed = p->is_ordered && dom_has_attr(node, "reversed");
	p->is_fresh = true;
	for (const struct dom_node *n = node->first; p->is_reversed && n; n = n->next)
		start += n->tag == DOM_LI;
	start -= p->is_reversed && start > 1;
	str_to_int64(str_trim(dom_attr(node, "start")), &start);
	p->ordinal = start > 0 && start < 1000000 ? (uint32_t)start : 1;
}

/* list is the place of the list element itself: it counts. */
static void enter_item(struct builder *b, struct build_place *list, const struct dom_node *node)
{
	int64_t value = 0;

	if (!list->depth)
		return;
	if (str_to_int64(str_trim(dom_attr(node, "value")), &value) && value > 0 && value < 1000000)
		list->ordinal = (uint32_t)value;
	b->owes_item = true;
	b->item_is_first = list->is_fresh;
	list->is_fresh = false;
	b->item_ordinal = list->is_ordered ? list->ordinal : 0;
	b->item_numbering = list->numbering;
	if (!list->is_reversed)
		list->ordinal++;
	else if (list->ordinal > 1)
		list->ordinal--;
}

static uint32_t note_link(struct builder *b, struct note *note, struct str mark)
{
	struct buf url = { 0 };

	buf_add_char(&url, '#');
	buf_add(&url, note->id);
	if (!note->link)
		note->link = page_add_link(b->page, PAGE_LINK_NOTE, buf_str(&url), mark, STR(""));
	buf_free(&url);
	return note->link;
}

/* A note's first block has its link. */
static void enter_note(struct builder *b, struct dom_node *node)
{
	struct note *note = notes_of_target(&b->notes, node);
	struct page_block *block = b->is_open ? &b->page->blocks[b->page->block_count - 1] : NULL;

	if (!note)
		return;
	if (!block || dom_is_block(node))
		b->note = note_link(b, note, STR(""));
	else if (!block->link)
		block->link = note_link(b, note, STR(""));
}

static void enter_link(struct builder *b, struct build_place *p, struct dom_node *node)
{
	struct note *note = notes_of_mark(&b->notes, b->dom, node);

	if (note) {
		p->link = note_link(b, note, str_trim(dom_text(b->dom, node, 40)));
		return;
	}
	struct str href = str_trim(dom_attr(node, "href"));
	/* What leads to a place in the same page is on the screen already. */
	struct str url = str_has_prefix(href, STR("#")) ? STR("") : dom_url(b->dom, href);

	p->link = url.len ? page_add_link(b->page, PAGE_LINK_BODY, url, (struct str){ 0 },
					  (struct str){ 0 }) : 0;
}

static void enter_element(struct builder *b, struct build_place *p, struct dom_node *node)
{
	p->style |= styles[node->tag];
	if (b->notes.count)
		enter_note(b, node);
	if (dom_is_block(node) && !b->is_into_caption)
		build_end(b);
	else if (dom_is_block(node))
		b->owed = SPACE_BLANK;
	switch (node->tag) {
	case DOM_A:
		enter_link(b, p, node);
		break;
	case DOM_UL: case DOM_OL: case DOM_MENU:
		enter_list(p, node);
		break;
	case DOM_LI:
		enter_item(b, p - 1, node);
		break;
	case DOM_BLOCKQUOTE:
		p->quote += p->quote < BUILD_NEST_MAX;
		break;
	case DOM_DD:
		p->inset += p->inset < BUILD_INSET_MAX;
		break;
	case DOM_PRE:
		p->is_pre = true;
		break;
	case DOM_Q:
		build_add_text(b, p->is_quoted ? STR("\u2018") : STR("\u201c"));
		p->is_quoted = !p->is_quoted;
		break;
	case DOM_H1: case DOM_H2: case DOM_H3: case DOM_H4: case DOM_H5: case DOM_H6:
		p->level = (uint8_t)dom_heading_level(node);
		break;
	default:
		break;
	}
}

static void leave_element(struct builder *b, const struct dom_node *node)
{
	if (node->tag == DOM_Q)
		build_add_text(b, build_place(b)->is_quoted ? STR("\u201d") : STR("\u2019"));
	if (!dom_is_block(node))
		return;
	if (b->is_into_caption)
		b->owed = SPACE_BLANK;
	else
		build_end(b);
	if (node->tag != DOM_LI)
		return;
	if (b->owes_item) /* it had nothing in it: the next may be the first */
		build_place(b)[-1].is_fresh |= b->item_is_first;
	b->owes_item = false;
}

/* A box that is ticked, or not, in place of an item's bullet. */
static void tick_item(struct builder *b, const struct dom_node *node)
{
	if (!b->owes_item || b->item_ordinal || !dom_has_attr(node, "disabled") ||
	    !str_eq_nocase(dom_attr(node, "type"), STR("checkbox")))
		return;
	b->item_numbering = dom_has_attr(node, "checked") ? PAGE_BOX_DONE : PAGE_BOX_OPEN;
}

/* What is not walked into: true when the node is dealt with. */
static bool add_whole(struct builder *b, struct dom_node *node)
{
	if (node->tag == DOM_INPUT)
		tick_item(b, node);
	if (is_skipped(node)) {
		/* A link back may be the note's own place. */
		if (node->is_dropped && b->notes.count && !dom_is_block(node))
			enter_note(b, node);
		return true;
	}
	switch (node->tag) {
	case DOM_TEXT:
		build_add_text(b, node->text);
		return true;
	case DOM_BR:
		build_add_break(b);
		return true;
	case DOM_HR:
		if (b->is_into_caption)
			return true;
		build_end(b);
		if (b->page->block_count &&
		    b->page->blocks[b->page->block_count - 1].kind != PAGE_RULE)
			page_add_block(b->page, PAGE_RULE);
		return true;
	case DOM_RELATED:
		if (!b->is_into_caption)
			add_related(b, node);
		return true;
	case DOM_TABLE:
		return build_add_table(b, node);
	case DOM_MATH:
		return build_add_math(b, node);
	default:
		break;
	}
	return build_add_caption(b, node) || build_add_media(b, node);
}

void build_walk(struct builder *b, struct dom_node *root)
{
	struct dom_node *node = root;
	int base = b->level;

	for (;;) {
		bool is_whole = node != root && add_whole(b, node);

		if (node == root && node->tag == DOM_TEXT)
			build_add_text(b, node->text);
		if (!is_whole && node->tag != DOM_TEXT && b->level + 4 < BUILD_DEPTH) {
			b->level++;
			b->places[b->level] = b->places[b->level - 1];
			enter_element(b, build_place(b), node);
			if (node->first) {
				node = node->first;
				continue;
			}
			leave_element(b, node);
			b->level--;
		}
		while (node != root && !node->next) {
			node = node->parent;
			leave_element(b, node);
			b->level--;
		}
		if (node == root || b->level < base)
			return;
		node = node->next;
	}
}

/* Most of its paragraphs are read from right to left. */
static bool reads_rtl(const struct page *page)
{
	size_t rtl = 0, all = 0;

	for (size_t i = 0; i < page->block_count; i++) {
		all += page->blocks[i].span_count > 0;
		rtl += page->blocks[i].span_count && page->blocks[i].is_rtl;
	}
	return rtl * 2 > all;
}

void article_build(struct dom *dom, const struct article *article, struct page *page)
{
	struct builder *b = mem_new(1, sizeof(*b));

	b->dom = dom;
	b->page = page;
	b->run.max = 1 << 20;
	b->is_article = article->is_page;
	notes_find(&b->notes, dom, article->nodes, article->count);
	for (size_t i = 0; i < article->count; i++) {
		if (!add_whole(b, article->nodes[i]))
			build_walk(b, article->nodes[i]);
		if (dom_is_block(article->nodes[i]))
			build_end(b);
	}
	build_end(b);
	if (b->is_article)
		noise_trim(page);
	page->meta.is_rtl = reads_rtl(page);
	buf_free(&b->run);
	notes_free(&b->notes);
	free(b);
}
