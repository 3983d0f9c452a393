/* SPDX-License-Identifier: MIT */
#include "html/dom.h"

#include <string.h>

/* White space is folded while adding: a blank is owed until a word comes. */
struct folder {
	struct buf *out;
	size_t start, max;
	bool owes_blank;
};

/* Length of the white space at the start of s: ASCII's, or U+00A0. */
static size_t space_len(struct str s)
{
	if (str_is_space(s.ptr[0]))
		return 1;
	return s.len > 1 && s.ptr[0] == '\xc2' && s.ptr[1] == '\xa0' ? 2 : 0;
}

static bool fold_word(struct folder *f, struct str word)
{
	bool blank = f->owes_blank && f->out->len > f->start;
	size_t room = f->max - (f->out->len - f->start);

	if (word.len + blank > room)
		return false;
	f->owes_blank = false;
	return (!blank || buf_add_char(f->out, ' ')) && buf_add(f->out, word);
}

static bool fold_text(struct folder *f, struct str s)
{
	while (s.len) {
		size_t space = space_len(s);

		if (space) {
			f->owes_blank = true;
			s = str_slice(s, space, s.len);
			continue;
		}
		size_t len = 0;
		while (len < s.len && !space_len(str_slice(s, len, s.len)))
			len++;
		if (!fold_word(f, str_slice(s, 0, len)))
			return false;
		s = str_slice(s, len, s.len);
	}
	return true;
}

/* Whether a block ends on the way from one node to the next. */
static bool is_block_left(const struct dom_node *from, const struct dom_node *next)
{
	for (; from && from != next->parent; from = from->parent)
		if (dom_is_block(from))
			return true;
	return false;
}

void dom_add_text(const struct dom_node *node, struct buf *out, size_t max)
{
	struct folder f = { out, out->len, max, false };
	const struct dom_node *n = node;

	while (n) {
		bool is_seen = !n->is_hidden && !n->is_dropped && !(dom_traits(n) & DOM_OPAQUE);

		if (is_seen && n->tag == DOM_TEXT && !fold_text(&f, n->text))
			return;
		if (dom_is_block(n) || n->tag == DOM_BR)
			f.owes_blank = true;
		const struct dom_node *next = is_seen ? dom_next(n, node) : dom_next_skip(n, node);
		if (next && is_block_left(n, next))
			f.owes_blank = true;
		n = next;
	}
}

struct str dom_text(struct dom *dom, const struct dom_node *node, size_t max)
{
	struct buf out = { 0 };

	dom_add_text(node, &out, max);
	struct str text = arena_str(&dom->arena, buf_str(&out));
	buf_free(&out);
	return text;
}

struct str dom_raw(const struct dom_node *node)
{
	return node && dom_is(node->first, DOM_TEXT) ? node->first->text : (struct str){ 0 };
}
