/* SPDX-License-Identifier: MIT */
#include "html/related_lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	PROSE_LEN = 80,    /* bytes of text that make a line a paragraph */
	LINE_LIMIT = 400000,
};

struct line_reader {
	struct lines *lines;
	struct dom_node *link;
	size_t line_start, first_span, link_len;
	int hidden, menu; /* how many such elements are open */
	bool owes_blank;
};

static void line_end(struct line_reader *r)
{
	struct lines *all = r->lines;
	size_t len = all->text.len - r->line_start;

	r->owes_blank = false;
	if (len && all->count < LINE_LIMIT) {
		all->items = mem_grow(all->items, all->count, &all->cap, sizeof(*all->items));
		all->items[all->count++] = (struct line){
			.text = { NULL, len },
			.offset = r->line_start,
			.first_span = r->first_span,
			.span_count = all->span_count - r->first_span,
			.link_len = r->link_len,
			.is_hidden = r->hidden > 0,
			.is_menu = r->menu > 0,
		};
	}
	r->line_start = all->text.len;
	r->first_span = all->span_count;
	r->link_len = 0;
}

size_t line_space_len(struct str s)
{
	if (str_is_space(s.ptr[0]))
		return 1;
	return s.len > 1 && s.ptr[0] == '\xc2' && s.ptr[1] == '\xa0' ? 2 : 0;
}

/* Adds the words of a text node; returns how many bytes they have. */
static size_t add_words(struct line_reader *r, struct str s)
{
	struct buf *out = &r->lines->text;
	size_t added = 0;

	while (s.len) {
		size_t space = line_space_len(s), len = 0;

		if (space) {
			r->owes_blank = true;
			s = str_slice(s, space, s.len);
			continue;
		}
		while (len < s.len && !line_space_len(str_slice(s, len, s.len)))
			len++;
		if (r->owes_blank && out->len > r->line_start)
			buf_add_char(out, ' ');
		r->owes_blank = false;
		if (!buf_add(out, str_slice(s, 0, len)))
			return added;
		added += len;
		s = str_slice(s, len, s.len);
	}
	return added;
}

static void add_text(struct line_reader *r, struct dom_node *node)
{
	struct lines *all = r->lines;
	bool owed = r->owes_blank && all->text.len > r->line_start;
	bool starts_blank = node->text.len && line_space_len(node->text) &&
			    all->text.len > r->line_start;
	size_t from = all->text.len;
	size_t added = add_words(r, node->text);

	if (!added)
		return;
	if (owed || starts_blank)
		from++;
	all->weights[node->index] = added > UINT32_MAX ? UINT32_MAX : (uint32_t)added;
	if (r->link)
		r->link_len += all->text.len - from;
	all->spans = mem_grow(all->spans, all->span_count, &all->span_cap, sizeof(*all->spans));
	all->spans[all->span_count++] = (struct line_span){
		node, r->link, from - r->line_start, all->text.len - r->line_start,
	};
}

static bool is_skipped(const struct dom_node *node)
{
	static const uint8_t tags[] = { DOM_NOSCRIPT, DOM_SELECT, DOM_TEXTAREA, DOM_BUTTON,
					DOM_IFRAME, DOM_OBJECT, DOM_HEAD, DOM_DATALIST,
					DOM_NOEMBED, DOM_NOFRAMES };

	if (dom_traits(node) & DOM_OPAQUE)
		return true;
	return memchr(tags, node->tag, sizeof(tags)) != NULL;
}

static bool is_menu(const struct dom_node *node)
{
	return node->tag == DOM_NAV || node->tag == DOM_FOOTER || node->tag == DOM_FORM;
}

static void enter(struct line_reader *r, struct dom_node *node)
{
	if (node->tag == DOM_TEXT) {
		add_text(r, node);
		return;
	}
	if (dom_is_block(node) || node->tag == DOM_BR)
		line_end(r);
	if (node->tag == DOM_A)
		r->link = node;
	if (node->tag == DOM_IMG && !r->link)
		r->lines->weights[node->index]++;
	r->hidden += node->is_hidden;
	r->menu += is_menu(node);
}

static void leave(struct line_reader *r, const struct dom_node *node)
{
	uint32_t *weights = r->lines->weights;

	if (dom_is_block(node))
		line_end(r);
	if (node->tag == DOM_A)
		r->link = NULL;
	if (node->tag != DOM_TEXT) {
		r->hidden -= node->is_hidden;
		r->menu -= is_menu(node);
	}
	if (node->parent && node->parent->index < r->lines->weight_count &&
	    weights[node->parent->index] < UINT32_MAX - weights[node->index])
		weights[node->parent->index] += weights[node->index];
}

/* The order of the tree, telling where each node begins and ends. */
static void walk(struct line_reader *r, struct dom_node *root)
{
	struct dom_node *node = root;

	for (;;) {
		bool is_seen = !is_skipped(node);

		if (is_seen)
			enter(r, node);
		if (is_seen && node->first) {
			node = node->first;
			continue;
		}
		if (is_seen)
			leave(r, node);
		while (node != root && !node->next) {
			node = node->parent;
			leave(r, node);
		}
		if (node == root)
			return;
		node = node->next;
	}
}

void lines_read(struct lines *lines, const struct dom *dom, struct dom_node *root)
{
	struct line_reader reader = { .lines = lines };

	*lines = (struct lines){ .weight_count = dom->node_count };
	lines->weights = mem_new((size_t)dom->node_count + 1, sizeof(*lines->weights));
	walk(&reader, root);
	line_end(&reader);
	for (size_t i = 0; i < lines->count; i++) {
		struct line *line = &lines->items[i];

		line->text.ptr = lines->text.ptr + line->offset;
		line->spans = lines->spans + line->first_span;
	}
}

void lines_free(struct lines *lines)
{
	free(lines->items);
	free(lines->spans);
	free(lines->weights);
	buf_free(&lines->text);
	*lines = (struct lines){ 0 };
}

bool line_is_prose(const struct line *line)
{
	return line->text.len >= PROSE_LEN && line->link_len * 2 < line->text.len;
}
