/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/mem.h"
#include "html/meta.h"

enum {
	ABOVE_HEADLINE = 6,  /* lines: a date or section may stand there */
	HEAD_MAX = 40,       /* lines between headline and text */
	LOOSE_HEAD = 20,     /* lines above the text when no headline is known */
	TAIL_BEFORE = 4,     /* last lines of the text that may be credits */
	TAIL_MAX = 25,
};

/* Which lines belong to the article's nodes. */
static bool line_is_in(const uint8_t *marks, uint32_t count, const struct line *line)
{
	for (const struct dom_node *n = line->spans[0].node; n; n = n->parent)
		if (n->index < count && marks[n->index])
			return true;
	return false;
}

static void text_bounds(const struct meta_reader *m, size_t headline, size_t *first, size_t *last)
{
	uint32_t count = m->dom->node_count;
	uint8_t *marks = mem_new((size_t)count + 1, 1);

	*first = *last = SIZE_MAX;
	for (size_t i = 0; m->article && i < m->article->count; i++)
		if (m->article->nodes[i]->index < count)
			marks[m->article->nodes[i]->index] = 1;
	for (size_t i = 0; i < m->lines.count; i++) {
		const struct line *line = &m->lines.items[i];

		if (!line_is_in(marks, count, line))
			continue;
		bool is_below = headline == SIZE_MAX || i > headline;
		if (*first == SIZE_MAX && is_below && line_is_prose(line) &&
		    !dom_is_inside(line->spans[0].node, m->headline))
			*first = i;
		*last = i;
	}
	free(marks);
}

static size_t headline_line(const struct meta_reader *m)
{
	for (size_t i = 0; m->headline && i < m->lines.count; i++)
		if (dom_is_inside(m->lines.items[i].spans[0].node, m->headline))
			return i;
	return SIZE_MAX;
}

/* The last line above the text that says the title, whatever element it is. */
static size_t title_line(const struct meta_reader *m, size_t to)
{
	struct str title = m->page->meta.title;

	for (size_t i = to < m->lines.count ? to + 1 : m->lines.count; i-- > 0;) {
		struct str text = m->lines.items[i].text;

		if (title.len < 9 || text.len > title.len * 3 || text.len * 3 < title.len)
			continue;
		if (meta_same(text, title) || str_find(text, title) != SIZE_MAX)
			return i;
	}
	return SIZE_MAX;
}

static size_t less(size_t a, size_t by)
{
	return a > by ? a - by : 0;
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

void meta_read_zones(struct meta_reader *m)
{
	size_t first, last, count = m->lines.count, headline = headline_line(m);

	text_bounds(m, headline, &first, &last);
	if (headline == SIZE_MAX || (first != SIZE_MAX && headline > first)) {
		headline = title_line(m, first);
		if (headline != SIZE_MAX)
			m->headline = m->lines.items[headline].spans[0].node;
		text_bounds(m, headline, &first, &last);
	}
	if (headline != SIZE_MAX) {
		m->head_from = less(headline, ABOVE_HEADLINE);
		m->head_to = least(count, headline + HEAD_MAX);
	} else if (first != SIZE_MAX) {
		m->head_from = less(first, LOOSE_HEAD);
		m->head_to = first;
	} else {
		m->head_to = least(count, HEAD_MAX);
	}
	if (first != SIZE_MAX && first > m->head_from && first < m->head_to)
		m->head_to = first;
	m->tail_from = last == SIZE_MAX ? m->head_to : less(last + 1, TAIL_BEFORE);
	if (m->tail_from < m->head_to)
		m->tail_from = m->head_to;
	m->tail_to = least(count, (last == SIZE_MAX ? m->head_to : last + 1) + TAIL_MAX);
}
