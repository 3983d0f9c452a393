/* SPDX-License-Identifier: MIT */
#include "html/notes.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	LINKS_MAX = 4000, /* in-page links of an article that are looked at */
	SLOTS = 8192,     /* places they may lead to; a power of two */
	PROBES_MAX = 100, /* of them that are tried for one name: what is more is made up */
	LOOK_MAX = 200,   /* nodes of a note that are looked through */
	NEAR = 4,         /* levels between a mark and what has its id */
	MARK_MAX = 8,     /* bytes of a mark without its brackets */
	ADDRESS_MAX = 1000, /* bytes of a link that is looked at */
};
_Static_assert(SLOTS > 2 * LINKS_MAX, "few names share a slot");

/* "#id", or the page's own address with it; else empty. */
static struct str fragment_of(struct dom *dom, const struct dom_node *node)
{
	struct str href = str_trim(dom_attr(node, "href")), base = dom->base;
	size_t at = str_find_char(str_slice(href, 0, ADDRESS_MAX), '#');
	size_t end = str_find_char(base, '#');

	if (at == SIZE_MAX || node->tag != DOM_A || href.len > ADDRESS_MAX)
		return STR("");
	if (at > 0 && !str_eq(str_slice(href, 0, at), str_slice(base, 0, end)))
		return STR("");
	return str_slice(href, at + 1, href.len);
}

/* The place of that name, or a free one for it; NULL: there is no room. */
static struct note *slot_of(const struct notes *notes, struct str id)
{
	size_t at = str_hash(id);

	for (int i = 0; i < PROBES_MAX; i++, at++) {
		struct note *slot = &notes->slots[at & (SLOTS - 1)];

		if (!slot->id.ptr || str_eq(slot->id, id))
			return slot;
	}
	return NULL;
}

static struct note *find(const struct notes *notes, struct str id)
{
	if (!notes->count || !id.len)
		return NULL;
	struct note *note = slot_of(notes, id);
	return note && note->id.ptr ? note : NULL;
}

/* The text of a mark without what is around it: "[1]" is "1". */
static struct str mark_of(struct dom *dom, const struct dom_node *link)
{
	struct str text = str_trim(dom_text(dom, link, 40));

	while (text.len && str_find_char(STR("[("), text.ptr[0]) != SIZE_MAX)
		text = str_trim(str_slice(text, 1, text.len));
	while (text.len && str_find_char(STR("])"), text.ptr[text.len - 1]) != SIZE_MAX)
		text = str_trim(str_slice(text, 0, text.len - 1));
	return text;
}

static size_t letters_of(struct str text, bool *has_digit, bool *has_word)
{
	size_t count = 0;

	*has_digit = *has_word = false;
	for (; text.len; count++) {
		uint32_t letter = utf8_next(&text);

		*has_digit |= letter >= '0' && letter <= '9';
		*has_word |= (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
	}
	return count;
}

/* A number, a letter or a sign: "1", "[12]", "nb 3", "a", "*", "††". */
static bool is_mark(struct dom *dom, const struct dom_node *link)
{
	struct str mark = mark_of(dom, link);
	bool has_digit, has_word;
	size_t letters = letters_of(mark, &has_digit, &has_word);

	return letters > 0 && mark.len <= MARK_MAX && (has_digit || letters <= 2);
}

static bool is_raised(const struct dom_node *link)
{
	const struct dom_node *node = link;

	for (int i = 0; node && i < NEAR; i++, node = node->parent)
		if (node->tag == DOM_SUP)
			return true;
	return link->first && link->first == link->last && link->first->tag == DOM_SUP;
}

/* What holds the text of the note whose place this is. */
static struct dom_node *body_of(struct dom_node *target)
{
	struct dom_node *node = target;

	while (node->parent && !dom_is_block(node))
		node = node->parent;
	return node;
}

/* Whether the place is at the mark: it, or what is right around or beside it. */
static bool is_at_mark(const struct dom_node *place, const struct dom_node *mark)
{
	const struct dom_node *node = mark;

	for (int i = 0; place && node && i < NEAR; i++, node = node->parent)
		if (node == place)
			return true;
	return place && mark->parent && place->parent == mark->parent;
}

/* Links from the note to the mark; with `drops` they are taken out. */
static bool leads_back(const struct notes *notes, struct dom *dom, const struct note *note,
		       const struct dom_node *mark, bool drops)
{
	struct dom_node *root = body_of(note->target), *node = root;
	bool is_found = false;

	for (int i = 0; node && i < LOOK_MAX; i++, node = dom_next(node, root)) {
		struct note *back = find(notes, fragment_of(dom, node));
		bool has_digit, has_word;

		if (!back || !is_at_mark(back->target, mark))
			continue;
		is_found = true;
		struct str text = str_trim(dom_text(dom, node, 40));
		bool is_short = letters_of(text, &has_digit, &has_word) <= 2 ||
				str_eq(mark_of(dom, node), mark_of(dom, mark));
		if (drops && (is_short || (!has_digit && !has_word) ||
			      dom_has_word(node, "role", "doc-backlink")))
			node->is_dropped = true;
	}
	return is_found;
}

/* Whether no text stands before the link in its paragraph or item. */
static bool begins_block(const struct dom_node *link)
{
	struct dom_node *root = body_of((struct dom_node *)link), *node = root;

	for (int i = 0; node && i < LOOK_MAX; i++, node = dom_next(node, root)) {
		if (node == link)
			return true;
		if (node->tag == DOM_TEXT && str_trim(node->text).len)
			return false;
	}
	return false;
}

/* Of two links that lead to each other the one within a text is the mark, and
 * the one that begins a paragraph the number of the note, which may so stand
 * before its mark. With both alike the first is the mark. */
static bool is_after_note(const struct notes *notes, struct dom *dom, const struct note *note,
			  const struct dom_node *mark)
{
	struct dom_node *root = body_of(note->target), *node = root;

	for (int i = 0; node && i < LOOK_MAX; i++, node = dom_next(node, root)) {
		struct note *back = find(notes, fragment_of(dom, node));

		if (back && is_at_mark(back->target, mark) && !node->is_dropped &&
		    str_eq(mark_of(dom, node), mark_of(dom, mark)))
			return note->target->index > mark->index
				       ? !begins_block(mark) || begins_block(node)
				       : !begins_block(mark) && begins_block(node);
	}
	return note->target->index > mark->index;
}

static bool is_note(const struct notes *notes, struct dom *dom, const struct note *note,
		    struct dom_node *mark)
{
	if (!note || !note->target || dom_heading_level(note->target) ||
	    dom_is_inside(mark, body_of(note->target)) || !is_mark(dom, mark) ||
	    (!note->is_note && !is_after_note(notes, dom, note, mark)))
		return false;
	return is_raised(mark) || dom_has_word(mark, "role", "doc-noteref") ||
	       leads_back(notes, dom, note, mark, false);
}

static void note_id(struct notes *notes, struct dom_node *node, const char *attribute)
{
	struct note *note = find(notes, dom_attr(node, attribute));

	if (note && !note->target)
		note->target = node;
}

void notes_find(struct notes *notes, struct dom *dom, struct dom_node *const *nodes, size_t count)
{
	struct dom_node **links = NULL;
	size_t link_count = 0, cap = 0;

	*notes = (struct notes){ 0 };
	for (size_t i = 0; i < count; i++)
		for (struct dom_node *n = nodes[i]; n; n = dom_next(n, nodes[i])) {
			if (link_count == LINKS_MAX || !fragment_of(dom, n).len)
				continue;
			links = mem_grow(links, link_count, &cap, sizeof(*links));
			links[link_count++] = n;
		}
	if (!link_count)
		return;
	notes->slots = mem_new(SLOTS, sizeof(*notes->slots));
	notes->count = link_count;
	for (size_t i = 0; i < link_count; i++) {
		struct str id = fragment_of(dom, links[i]);
		struct note *slot = slot_of(notes, id);

		if (slot)
			slot->id = id;
	}
	for (size_t i = 0; i < count; i++)
		for (struct dom_node *n = nodes[i]; n; n = dom_next(n, nodes[i])) {
			note_id(notes, n, "id");
			if (n->tag == DOM_A)
				note_id(notes, n, "name");
		}
	for (size_t i = 0; i < link_count; i++) {
		struct note *note = find(notes, fragment_of(dom, links[i]));

		if (links[i]->is_dropped || !is_note(notes, dom, note, links[i]))
			continue;
		note->is_note = true;
		leads_back(notes, dom, note, links[i], true);
	}
	free(links);
}

void notes_free(struct notes *notes)
{
	free(notes->slots);
	*notes = (struct notes){ 0 };
}

struct note *notes_of_mark(const struct notes *notes, struct dom *dom, struct dom_node *link)
{
	struct note *note = notes->count ? find(notes, fragment_of(dom, link)) : NULL;

	return note && note->is_note && is_note(notes, dom, note, link) ? note : NULL;
}

struct note *notes_of_target(const struct notes *notes, const struct dom_node *node)
{
	struct note *note = find(notes, dom_attr(node, "id"));

	if ((!note || note->target != node) && node->tag == DOM_A)
		note = find(notes, dom_attr(node, "name"));
	return note && note->is_note && note->target == node ? note : NULL;
}
