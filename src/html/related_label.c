/* SPDX-License-Identifier: MIT */
#include "html/related_mark.h"

#include <string.h>

enum {
	LABEL_BYTES = 120, /* of a label right before a link */
	LOOSE_BYTES = 48,  /* of the words between a label and its colon */
	LOOSE_WORDS = 5,
	PAINTED_LEAST = 4, /* bytes of an attribute that can be a label */
	PAINTED_MOST = 60,
	SHOWN_NODES = 40,  /* of a box that may begin with its label */
};

static size_t first_link(const struct line *line)
{
	for (size_t i = 0; i < line->span_count; i++)
		if (line->spans[i].link)
			return line->spans[i].from;
	return line->text.len;
}

/* The first colon of either width in s, and where what follows it begins. */
static size_t find_colon(struct str s, size_t *behind)
{
	size_t narrow = str_find_char(s, ':'), wide = str_find(s, STR("\xef\xbc\x9a"));

	*behind = narrow < wide ? narrow + 1 : wide + 3;
	return narrow < wide ? narrow : wide;
}

/* "Baca juga berita menarik lainnya:", "Lire aussi notre dossier :": a few
 * words more belong to the label where a colon ends them. */
static void label_widen(const struct line *line, struct phrase_match *label)
{
	struct str rest = str_slice(line->text, label->rest, first_link(line));
	size_t behind, end = find_colon(rest, &behind);

	if (label->class != PHRASE_ALSO || label->has_separator || end > LOOSE_BYTES)
		return;
	for (size_t i = 0; i < end; i++)
		if (strchr(".!?;,\"", rest.ptr[i]))
			return;
	if (related_word_count(str_slice(rest, 0, end)) > LOOSE_WORDS)
		return;
	while (behind < rest.len && line_space_len(str_slice(rest, behind, rest.len)))
		behind += line_space_len(str_slice(rest, behind, rest.len));
	/* The link's own span begins where the words end. */
	label->to = label->rest + end;
	label->rest += behind;
	label->has_separator = label->has_colon = label->is_loose = true;
}

bool related_label_read(const struct marker *m, const struct line *line, struct phrase_match *label)
{
	size_t links = first_link(line);
	struct str before = str_slice(line->text, 0, links);

	/* Where the page sets no blank, all before the first link is the label. */
	if (line->link_len && links && links <= LABEL_BYTES &&
	    phrases_match(m->phrases, before, label) && label->rest >= links)
		return true;
	if (!phrases_match(m->phrases, line->text, label))
		return false;
	label_widen(line, label);
	return true;
}

/* Whether a text is a label that leads to other articles, and no more. */
static bool is_label(const struct phrases *phrases, struct str text)
{
	struct phrase_match match;

	return text.len >= PAINTED_LEAST && text.len <= PAINTED_MOST &&
	       phrases_match(phrases, text, &match) && match.rest >= text.len &&
	       match.class == PHRASE_ALSO;
}

/* Whether the first words below a node are a label of its own. */
static bool shows_label(const struct phrases *phrases, const struct dom_node *node)
{
	struct phrase_match match;
	const struct dom_node *n = node;

	for (int i = 0; n && i < SHOWN_NODES; i++, n = dom_next(n, node)) {
		struct str text = n->tag == DOM_TEXT ? str_trim(n->text) : (struct str){ 0 };

		if (text.len)
			return phrases_match(phrases, text, &match);
	}
	return false;
}

/* The attributes out of which style sheets and scripts paint labels, and those
 * that tell them to who cannot see. */
static struct str painted_label(const struct dom_node *node)
{
	static const char *const names[] = {
		"aria-label", "data-label", "data-title", "data-heading", "data-header",
		"data-text", "data-before", "data-before-content", "data-prefix", "alt",
	};

	for (int i = 0; i < node->attr_count; i++) {
		const struct dom_attr *a = &node->attrs[i];

		if (a->value.len < PAINTED_LEAST || a->value.len > PAINTED_MOST)
			continue;
		for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
			if (str_eq(a->name, str_from(names[k])))
				return a->value;
	}
	return (struct str){ 0 };
}

void related_show_labels(struct dom *dom, const struct phrases *phrases)
{
	struct dom_node *next;

	for (struct dom_node *n = dom->body; n; n = next) {
		next = dom_next(n, dom->body);
		if (n->tag == DOM_TEXT || !n->attr_count)
			continue;
		struct str label = painted_label(n);
		bool is_image = n->tag == DOM_IMG;

		if (!is_label(phrases, label) || (!n->first && !is_image) ||
		    (!is_image && shows_label(phrases, n)))
			continue;
		struct dom_node *text = dom_new_text(dom, arena_printf(&dom->arena, "%.*s: ",
								       STR_ARG(label)));
		if (!is_image)
			dom_insert_before(n->first, text);
		else if (n->parent && !shows_label(phrases, n->parent))
			dom_insert_before(n, text);
	}
}
