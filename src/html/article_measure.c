/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <string.h>

enum {
	PROSE_MIN = 60,       /* characters */
	CARD_HEAD_MIN = 15,   /* characters of a card's linked heading */
	CARD_TEXT_MAX = 400,  /* and of what stands beside it */
	CARD_NODES_MAX = 64,
	TEASER_MAX = 250,     /* characters beside a linked line */
	CARDS_MIN = 5,        /* that make a row of them */
};

/* What one text node adds. */
struct text_size {
	uint32_t chars, commas, stops;
};

static uint32_t read_char(const uint8_t *s, size_t len, size_t *used)
{
	if (s[0] < 0x80) {
		*used = 1;
		return s[0];
	}
	size_t n = s[0] >= 0xf0 ? 4 : s[0] >= 0xe0 ? 3 : 2;
	uint32_t c = s[0] & (0xff >> (n + 1));

	for (size_t i = 1; i < n && i < len; i++)
		c = c << 6 | (s[i] & 0x3f);
	*used = n < len ? n : len;
	return c;
}

static bool is_comma(uint32_t c)
{
	return c == ',' || c == 0xff0c || c == 0x3001 || c == 0x60c || c == 0xfe50 || c == 0x2e41;
}

static bool is_stop(uint32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xff01 ||
		c == 0xff1f || c == 0x61f || c == 0x6d4 || c == 0x964;
}

/* Letters of scripts that write no blanks say as much as two. */
static uint32_t char_weight(uint32_t c)
{
	if (c < 0xe00)
		return 1;
	return (c < 0xe80) || (c >= 0x3040 && c < 0xa000) || (c >= 0xac00 && c < 0xd7b0) ||
		(c >= 0x20000 && c < 0x30000) ? 2 : 1;
}

static struct text_size text_size(struct str s)
{
	struct text_size size = { 0 };
	const uint8_t *p = (const uint8_t *)s.ptr;
	bool is_blank = true;

	for (size_t i = 0, used; i < s.len; i += used) {
		uint32_t c = read_char(p + i, s.len - i, &used);
		bool blank = c <= ' ' || c == 0xa0;

		if (!blank)
			size.chars += char_weight(c);
		else if (!is_blank)
			size.chars++;
		is_blank = blank;
		size.commas += is_comma(c);
		size.stops += is_stop(c);
	}
	return size;
}

/* What holds around the text that is being measured. */
struct around {
	int links, heads, lists, paras;
	int exits;         /* links that lead to another page */
	struct str base;   /* the page's own address */
	float link_weight; /* links to a place in the same page count less */
};

static void around_add(struct around *a, const struct dom_node *node, int by)
{
	if (node->tag == DOM_A && dom_has_attr(node, "href")) {
		struct str href = dom_attr(node, "href");
		a->links += by;
		bool is_own = href.len && (href.ptr[0] == '#' || str_has_suffix(a->base, href));
		a->exits += is_own ? 0 : by;
		a->link_weight = href.len && href.ptr[0] == '#' ? 0.3f : 1;
	}
	a->heads += dom_heading_level(node) ? by : 0;
	a->lists += node->tag == DOM_UL || node->tag == DOM_OL ? by : 0;
	if (node->tag == DOM_P || node->tag == DOM_PRE || node->tag == DOM_BLOCKQUOTE)
		a->paras += by;
}

static void add_text(struct finder *f, const struct dom_node *node, const struct around *a)
{
	struct text_size size = text_size(node->text);
	struct stat *s = stat_of(f, node->parent);
	const struct dom_node *block = node->parent;
	uint32_t linked = a->links ? (uint32_t)((float)size.chars * a->link_weight) : 0;

	s->chars += size.chars;
	s->commas += size.commas;
	s->stops += size.stops;
	s->link_chars += linked;
	s->head_chars += a->heads ? size.chars : 0;
	s->link_heads += a->heads && a->exits ? size.chars : 0;
	s->list_chars += a->lists ? size.chars : 0;
	s->para_chars += a->paras ? size.chars - linked : 0;
	while (!dom_is_block(block) && block->parent)
		block = block->parent;
	s = stat_of(f, block);
	s->own_chars += size.chars;
	s->own_link_chars += linked;
	s->own_commas += size.commas;
	s->own_stops += size.stops;
}

static void add_sum(struct stat *to, const struct stat *from, int by)
{
	uint32_t k = (uint32_t)by; /* wraps to a subtraction */

	to->chars += k * from->chars;
	to->link_chars += k * from->link_chars;
	to->commas += k * from->commas;
	to->stops += k * from->stops;
	to->head_chars += k * from->head_chars;
	to->link_heads += k * from->link_heads;
	to->link_lines += k * from->link_lines;
	to->list_chars += k * from->list_chars;
	to->para_chars += k * from->para_chars;
	to->good_chars += k * from->good_chars;
	to->paras += k * from->paras;
	to->images += k * from->images;
	to->items += k * from->items;
	to->inputs += k * from->inputs;
	to->embeds += k * from->embeds;
	to->bodies += k * from->bodies;
	to->titles += k * from->titles;
}

static void count_element(struct stat *s, const struct dom_node *node)
{
	s->paras += node->tag == DOM_P;
	s->images += node->tag == DOM_IMG || node->tag == DOM_AMP_IMG;
	s->items += node->tag == DOM_LI;
	s->inputs += node->tag == DOM_INPUT &&
		!str_eq_nocase(dom_attr(node, "type"), STR("hidden"));
	s->embeds += node->tag == DOM_IFRAME || node->tag == DOM_EMBED || node->tag == DOM_OBJECT;
	s->bodies += (s->hints & HINT_BODY) != 0 || node->tag == DOM_ARTICLE;
	s->titles += node->tag == DOM_H1;
}

static bool is_unseen(const struct finder *f, const struct dom_node *node)
{
	return node->is_dropped || (node->is_hidden && f->laxity < LAX_HIDDEN) ||
		dom_traits(node) & DOM_OPAQUE ||
		node->tag == DOM_NOSCRIPT || node->tag == DOM_SELECT || node->tag == DOM_TEXTAREA ||
		node->tag == DOM_RELATED;
}

/* Enough words, few of them links, and a sentence among them. */
static bool is_prose(const struct stat *s)
{
	return s->own_chars >= PROSE_MIN && s->own_link_chars * 4 < s->own_chars &&
		(s->own_stops || s->own_commas);
}

static bool is_small(const struct dom_node *node)
{
	const struct dom_node *n = node;

	for (int i = 0; n && i < CARD_NODES_MAX; i++)
		n = dom_next(n, node);
	return !n;
}

/* Prose of a card is a teaser. What is zeroed here is never summed up. */
static void mark_card(struct finder *f, struct dom_node *node)
{
	stat_of(f, node)->is_card = true;
	for (struct dom_node *n = node; n; n = dom_next(n, node))
		stat_of(f, n)->good_chars = 0;
}

static bool can_be_card(const struct stat *s, const struct dom_node *node)
{
	return !s->titles && dom_is_block(node) && !dom_heading_level(node);
}

/* Boxes side by side, each a linked line and a few words, are cards, too. */
static void mark_cards_below(struct finder *f, struct dom_node *node)
{
	struct stat *s = stat_of(f, node);
	uint32_t count = 0;

	for (const struct dom_node *n = node->first; n; n = n->next)
		count += n->tag != DOM_TEXT && stat_of(f, n)->chars;
	if (s->likely_cards * 3u < count * 2)
		return;
	for (struct dom_node *n = node->first; n; n = n->next) {
		if (!stat_of(f, n)->is_likely_card)
			continue;
		s->good_chars -= stat_of(f, n)->good_chars;
		mark_card(f, n);
	}
}

static void find_cards(struct finder *f, struct dom_node *node)
{
	struct stat *s = stat_of(f, node);

	if (s->own_link_chars >= CARD_HEAD_MIN && s->own_link_chars * 10 >= s->own_chars * 9 &&
	    dom_is_block(node) && !dom_heading_level(node))
		s->link_lines += s->own_link_chars;
	if (s->likely_cards >= CARDS_MIN)
		mark_cards_below(f, node);
	if (!can_be_card(s, node))
		return;
	if (s->link_heads >= CARD_HEAD_MIN && s->chars - s->link_heads <= CARD_TEXT_MAX &&
	    is_small(node))
		mark_card(f, node);
	else if (s->link_lines >= CARD_HEAD_MIN && s->good_chars &&
		 s->chars - s->link_lines <= TEASER_MAX && is_small(node))
		s->is_likely_card = true;
	if (s->is_likely_card && node->parent && stat_of(f, node->parent)->likely_cards < 1000)
		stat_of(f, node->parent)->likely_cards++;
}

/* A block's own text is known when the block ends. */
static void leave(struct finder *f, struct around *around, struct dom_node *node,
		  const struct dom_node *root)
{
	struct stat *s = stat_of(f, node);

	around_add(around, node, -1);
	if (is_prose(s))
		s->good_chars += s->own_chars;
	find_cards(f, node);
	if (node != root)
		add_sum(stat_of(f, node->parent), s, 1);
}

void article_measure(struct finder *f, struct dom_node *root)
{
	struct around around = { .link_weight = 1, .base = f->dom->base };
	struct dom_node *node = root;

	for (;;) {
		bool is_entered = !is_unseen(f, node) && node->tag != DOM_TEXT;

		if (node->tag == DOM_TEXT && node != root)
			add_text(f, node, &around);
		if (is_entered) {
			struct stat *s = stat_of(f, node);
			uint32_t hints = hint_read(node);
			*s = (struct stat){ .hints = hints };
			count_element(s, node);
			around_add(&around, node, 1);
			if (node->first) {
				node = node->first;
				continue;
			}
			leave(f, &around, node, root);
		}
		while (node != root && !node->next) {
			node = node->parent;
			leave(f, &around, node, root);
		}
		if (node == root)
			return;
		node = node->next;
	}
}

void article_drop(struct finder *f, struct dom_node *node)
{
	if (node->is_dropped)
		return;
	node->is_dropped = true;
	struct stat gone = *stat_of(f, node);

	for (struct dom_node *up = node->parent; up && up != f->dom->root; up = up->parent)
		add_sum(stat_of(f, up), &gone, -1);
}
