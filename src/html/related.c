/* SPDX-License-Identifier: MIT */
#include "html/related_mark.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "html/phrases_fold.h"
#include "html/pipeline.h"

enum { PROSE_LOOKED_AT = 6 }; /* paragraphs behind a list */

/* The child of box that holds node. */
static const struct dom_node *child_of(const struct dom_node *node, const struct dom_node *box)
{
	while (node->parent != box)
		node = node->parent;
	return node;
}

/* Whether two parts of a box are of one kind, as the paragraphs of a text. */
static bool is_same_kind(const struct dom_node *a, const struct dom_node *b)
{
	struct str class_a = dom_attr(a, "class"), class_b = dom_attr(b, "class");

	if (a->tag == DOM_TEXT || b->tag == DOM_TEXT || !dom_is_block(a) || !dom_is_block(b))
		return a->tag == b->tag || a->tag == DOM_TEXT || b->tag == DOM_TEXT;
	return a->tag == b->tag &&
	       (a->tag == DOM_P || a == b || str_eq(class_a, class_b));
}

/* Whether the find stands between paragraphs of one text: one of the next
 * paragraphs is of the kind of the one before. */
static bool is_between_prose(const struct marker *m, const struct related_find *find)
{
	const struct line *lines = m->lines.items;
	size_t before = m->last_prose, after = find->first_line + find->line_count;

	if (before == SIZE_MAX)
		return false;
	const struct dom_node *first = lines[before].spans[0].node;
	const struct dom_node *box = related_common_box(&lines[find->first_line], &lines[before]);

	if (box == m->dom->body)
		return false;
	for (int i = 0; i < PROSE_LOOKED_AT && after < m->lines.count; i++, after++) {
		after = m->next_prose[after];
		if (after == SIZE_MAX || !dom_is_inside(lines[after].spans[0].node, box))
			return false;
		if (is_same_kind(child_of(first, box), child_of(lines[after].spans[0].node, box)))
			return true;
	}
	return false;
}

static enum related_place find_place(const struct marker *m, const struct related_find *find)
{
	if (find->class == PHRASE_LATEST)
		return RELATED_LATEST;
	if (find->class == PHRASE_ALSO)
		return RELATED_INLINE;
	return is_between_prose(m, find) ? RELATED_INLINE : RELATED_END;
}

static void prose_find(struct marker *m)
{
	size_t next = SIZE_MAX;

	m->next_prose = mem_new(m->lines.count + 1, sizeof(*m->next_prose));
	for (size_t i = m->lines.count; i-- > 0;) {
		if (line_is_prose(&m->lines.items[i]) && !m->lines.items[i].is_menu)
			next = i;
		m->next_prose[i] = next;
	}
}

static bool is_known(const struct marker *m, struct str url)
{
	for (size_t i = 0; i < m->find_count && !str_is_empty(url); i++)
		for (size_t k = 0; k < m->finds[i].item_count; k++)
			if (str_eq(m->finds[i].items[k].url, url))
				return true;
	return false;
}

/* A link that an earlier find has is not given twice. */
static void drop_known(const struct marker *m, struct related_find *find)
{
	size_t kept = 0;

	for (size_t i = 0; i < find->item_count; i++)
		if (!is_known(m, find->items[i].url))
			find->items[kept++] = find->items[i];
	find->item_count = kept;
}

static void finds_read(struct marker *m)
{
	struct related_find find;

	m->last_prose = SIZE_MAX;
	for (size_t i = 0; i < m->lines.count && m->item_count < RELATED_MAX; i++) {
		bool is_found = !m->lines.items[i].is_menu && related_read_line(m, i, &find);

		if (is_found)
			find.place = find_place(m, &find);
		if (m->next_prose[i] == i && (!is_found || find.text_from))
			m->last_prose = i;
		/* "Trending: ..." is a stream unless it stands in the text. */
		if (!is_found || (find.class == PHRASE_STREAM && find.place != RELATED_INLINE))
			continue;
		drop_known(m, &find);
		m->finds = mem_grow(m->finds, m->find_count, &m->find_cap, sizeof(find));
		m->finds[m->find_count++] = find;
		m->item_count += find.item_count;
		i += find.line_count - 1;
	}
}

void related_mark(struct dom *dom, const struct html_source *source)
{
	struct marker m = { .dom = dom, .phrases = phrases_load(&dom->arena) };

	(void)source;
	related_show_labels(dom, m.phrases);
	lines_read(&m.lines, dom, dom->body);
	prose_find(&m);
	finds_read(&m);
	if (m.find_count)
		m.taken = mem_new((size_t)m.lines.weight_count + 1, sizeof(*m.taken));
	for (size_t i = 0; i < m.find_count; i++)
		related_replace(dom, &m.lines, m.taken, &m.finds[i]);
	free(m.taken);
	free(m.finds);
	free(m.next_prose);
	lines_free(&m.lines);
}
