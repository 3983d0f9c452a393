/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Where a page tells machines its article's text, this says where the visible
 * article begins and ends. */

enum {
	BODY_LEAST = 400,      /* bytes of a body that can guide */
	BODY_MOST = 1 << 18,
	PROBE = 32,            /* letters that recognise a block */
	BLOCKS_MOST = 2000,
};

struct trim {
	struct finder *f;
	struct buf body;             /* letters only */
	struct dom_node **blocks;    /* with text of their own, in order */
	size_t count, first, last;   /* of the known ones; first > last: none */
	size_t known_len;
};

/* Adds the letters and digits of s, ASCII in lower case. */
static void add_letters(struct buf *out, struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		bool is_sign = c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
			(c > 'z' && c < 0x80);

		/* Quotes and dashes are often others in the copy, and so are
		 * blanks of all widths. */
		if (c == 0xe2 && i + 2 < s.len && (unsigned char)s.ptr[i + 1] == 0x80) {
			i += 2;
			continue;
		}
		if (c == 0xc2 && i + 1 < s.len) {
			i++;
			continue;
		}
		if (!is_sign)
			buf_add_char(out, str_lower(s.ptr[i]));
	}
}

static bool is_seen(const struct trim *t, const struct dom_node *n)
{
	return !n->is_dropped && (!n->is_hidden || t->f->laxity >= LAX_HIDDEN) &&
		!(dom_traits(n) & DOM_OPAQUE) && n->tag != DOM_NOSCRIPT;
}

/* The letters of a block itself, without those of blocks in it. */
static void add_own_letters(const struct trim *t, const struct dom_node *block, struct buf *out)
{
	for (const struct dom_node *n = block->first; n && out->len < 8 * PROBE;) {
		bool is_own = is_seen(t, n) && !dom_is_block(n);

		if (is_own && n->tag == DOM_TEXT)
			add_letters(out, n->text);
		n = is_own ? dom_next(n, block) : dom_next_skip(n, block);
	}
}

static bool is_known(const struct trim *t, struct str letters)
{
	struct str body = buf_str(&t->body);

	if (letters.len < PROBE)
		return false;
	size_t middle = (letters.len - PROBE) / 2;
	return memmem(body.ptr, body.len, letters.ptr, PROBE) ||
		memmem(body.ptr, body.len, letters.ptr + middle, PROBE);
}

static void see_block(struct trim *t, struct dom_node *block)
{
	struct buf letters = { 0 };

	add_own_letters(t, block, &letters);
	if (letters.len && t->count < BLOCKS_MOST) {
		size_t at = t->count++;

		t->blocks[at] = block;
		if (is_known(t, buf_str(&letters))) {
			t->first = at < t->first ? at : t->first;
			t->last = at;
			t->known_len += stat_of(t->f, block)->own_chars;
		}
	}
	buf_free(&letters);
}

static void see_all(struct trim *t, const struct article *article)
{
	for (size_t i = 0; i < article->count; i++) {
		struct dom_node *root = article->nodes[i];

		for (struct dom_node *n = root; n;) {
			if (!is_seen(t, n)) {
				n = dom_next_skip(n, root);
				continue;
			}
			if (dom_is_block(n) && stat_of(t->f, n)->own_chars)
				see_block(t, n);
			n = dom_next(n, root);
		}
	}
}

/* Leaves out a block and the boxes around it that hold no known one. */
static void cut(struct trim *t, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct dom_node *block = t->blocks[i];

		bool is_lead = i < t->first && (stat_of(t->f, block)->hints & HINT_LEAD ||
						stat_of(t->f, block->parent)->hints & HINT_LEAD);

		if (!is_lead && !dom_is_inside(t->blocks[t->first], block) &&
		    !dom_is_inside(t->blocks[t->last], block))
			article_drop(t->f, block);
	}
}

static size_t prose_len(const struct finder *f, const struct article *article)
{
	size_t len = 0;

	for (size_t i = 0; i < article->count; i++)
		len += stat_of(f, article->nodes[i])->good_chars;
	return len;
}

void article_trim(struct finder *f, struct article *article)
{
	struct trim t = { .f = f, .first = SIZE_MAX, .body = { .max = BODY_MOST } };
	struct buf text = { .max = BODY_MOST };
	struct str body = f->facts ? f->facts->body : (struct str){ 0 };

	if (body.len < BODY_LEAST || body.len > BODY_MOST)
		return;
	if (f->facts->body_is_html && html_text(body, &text))
		body = buf_str(&text);
	add_letters(&t.body, body);
	t.blocks = mem_new(BLOCKS_MOST, sizeof(*t.blocks));
	see_all(&t, article);
	/* Only a body that is all there says what is outside of it. */
	if (t.first <= t.last && t.known_len * 10 > t.body.len * 6 &&
	    t.known_len * 10 > prose_len(f, article) * 6) {
		cut(&t, 0, t.first);
		cut(&t, t.last + 1, t.count);
	}
	free(t.blocks);
	buf_free(&t.body);
	buf_free(&text);
}
