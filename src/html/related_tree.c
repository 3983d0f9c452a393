/* SPDX-License-Identifier: MIT */
#include "html/related.h"

/* Where the lines of a find end and something else begins: the highest node
 * whose text is all taken. */
static struct dom_node *highest_taken(const struct lines *lines, const uint32_t *taken,
				      struct dom_node *node, const struct dom_node *body)
{
	while (node->parent && node->parent != body && node->parent->tag != DOM_ARTICLE &&
	       node->parent->tag != DOM_MAIN) {
		uint32_t above = node->parent->index;

		if (above >= lines->weight_count || taken[above] < lines->weights[above])
			break;
		node = node->parent;
	}
	return node;
}

static void take(const struct lines *lines, uint32_t *taken, const struct dom_node *node)
{
	uint32_t weight = lines->weights[node->index];

	for (; node && node->index < lines->weight_count; node = node->parent)
		taken[node->index] += weight;
}

/* Text before text_from stays: the spans are cut there. */
static bool span_is_taken(const struct related_find *find, size_t line_index,
			  const struct line_span *span)
{
	return line_index > find->first_line || span->to > find->text_from;
}

/* Shortens the text node to what stands before byte `from` of the line. The
 * line's text is folded, the node's is not: what is no white space counts. */
static void span_cut(const struct line *line, const struct line_span *span, size_t from)
{
	struct str kept = str_slice(line->text, span->from, from);
	struct str rest = span->node->text;
	size_t left = 0;

	for (; kept.len; kept = str_slice(kept, 1, kept.len))
		left += line_space_len(kept) == 0;
	while (rest.len && left) {
		size_t space = line_space_len(rest);

		left -= space == 0;
		rest = str_slice(rest, space ? space : 1, rest.len);
	}
	span->node->text.len -= rest.len;
}

static struct dom_node *element_new(struct dom *dom, const struct related_find *find,
				    const struct related_item *item)
{
	struct dom_node *node = dom_new(dom, DOM_RELATED);

	if (!str_is_empty(item->url))
		dom_set_attr(dom, node, "href", item->url);
	dom_set_attr(dom, node, "title", item->title);
	dom_set_attr(dom, node, "label", find->label);
	if (find->place == RELATED_LATEST)
		dom_set_attr(dom, node, "rel", STR("latest"));
	return node;
}

/* The first whole node of the find, or a blank put behind the cut text. */
static struct dom_node *find_anchor(struct dom *dom, const struct lines *lines,
				    const uint32_t *taken, const struct related_find *find)
{
	const struct line *line = &lines->items[find->first_line];

	for (size_t i = 0; i < line->span_count; i++) {
		const struct line_span *span = &line->spans[i];

		if (span->to <= find->text_from)
			continue;
		if (span->from >= find->text_from)
			return highest_taken(lines, taken, span->node, dom->body);
	}
	return NULL;
}

static void lines_take(const struct lines *lines, uint32_t *taken,
		       const struct related_find *find)
{
	for (size_t i = find->first_line; i < find->first_line + find->line_count; i++) {
		const struct line *line = &lines->items[i];

		for (size_t k = 0; k < line->span_count; k++) {
			const struct line_span *span = &line->spans[k];

			if (!span_is_taken(find, i, span))
				continue;
			if (i == find->first_line && span->from < find->text_from)
				span_cut(line, span, find->text_from);
			else
				take(lines, taken, span->node);
		}
	}
}

static void lines_detach(struct dom *dom, const struct lines *lines, const uint32_t *taken,
			 const struct related_find *find)
{
	for (size_t i = find->first_line; i < find->first_line + find->line_count; i++) {
		const struct line *line = &lines->items[i];

		for (size_t k = 0; k < line->span_count; k++)
			if (span_is_taken(find, i, &line->spans[k]) &&
			    (i > find->first_line || line->spans[k].from >= find->text_from))
				dom_detach(highest_taken(lines, taken, line->spans[k].node,
							 dom->body));
	}
}

/* What now holds a related line is never all taken. */
static void keep_boxes(struct lines *lines, const struct dom_node *node)
{
	for (; node; node = node->parent)
		if (node->index < lines->weight_count)
			lines->weights[node->index]++;
}

void related_replace(struct dom *dom, struct lines *lines, uint32_t *taken,
		     const struct related_find *find)
{
	lines_take(lines, taken, find);
	struct dom_node *anchor = find_anchor(dom, lines, taken, find);

	if (find->place == RELATED_INLINE && anchor && anchor->parent)
		keep_boxes(lines, anchor->parent);

	for (size_t i = 0; i < find->item_count; i++) {
		struct dom_node *node = element_new(dom, find, &find->items[i]);

		if (find->place == RELATED_INLINE && anchor && anchor->parent)
			dom_insert_before(anchor, node);
		else
			dom_append(dom->head, node);
	}
	lines_detach(dom, lines, taken, find);
}
