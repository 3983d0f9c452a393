/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	ENOUGH = 400, /* worth of an article that is not doubted */
	TELLING = 500, /* bytes of a <noscript> that may be an article */
	LITTLE = 100, /* worth of what may well be something else */
};

static void forget(struct finder *f)
{
	struct dom_node *root = f->dom->root;

	memset(f->stats, 0, f->dom->node_count * sizeof(*f->stats));
	for (struct dom_node *n = root; n; n = dom_next(n, root))
		n->is_dropped = false;
}

/* More than "please enable JavaScript". */
static bool is_telling(const struct dom_node *noscript)
{
	struct buf text = { 0 };

	dom_add_text(noscript, &text, 2 * TELLING);
	bool is = text.len > TELLING;
	buf_free(&text);
	return is;
}

/* Where nothing is seen, what waits for a script to show it may be meant. */
static void reveal(struct finder *f)
{
	struct dom_node *root = f->dom->root;

	for (struct dom_node *n = root; n; n = dom_next(n, root)) {
		n->is_hidden = false;
		if (n->tag == DOM_NOSCRIPT && is_telling(n))
			n->tag = DOM_DIV;
	}
}

/* One attempt; returns what it found is worth: characters of prose, and some
 * of the others. */
static uint32_t attempt(struct finder *f, struct article *out)
{
	forget(f);
	article_measure(f, f->dom->body);
	article_drop_unlikely(f);
	struct dom_node *top = article_choose(f);

	if (!top)
		return 0;
	article_join(f, top, out);
	uint32_t value = 0;

	for (size_t i = 0; i < out->count; i++) {
		article_prune(f, out->nodes[i]);
		const struct stat *s = stat_of(f, out->nodes[i]);
		value += s->good_chars + (s->chars - s->good_chars) / 5;
	}
	return value;
}

bool article_find(struct dom *dom, const struct facts *facts, struct article *out)
{
	struct finder f = { .dom = dom, .facts = facts };
	uint32_t best = 0;
	enum laxity best_laxity = LAX_NONE, last = LAX_NONE;
	bool is_forum = false;

	article_mark_signs(dom);
	f.stats = mem_new(dom->node_count, sizeof(*f.stats));
	for (int laxity = 0; laxity < LAX_COUNT && best < ENOUGH; laxity++) {
		if (laxity == LAX_HIDDEN && best >= LITTLE)
			break;
		if (laxity == LAX_HIDDEN)
			reveal(&f);
		f.laxity = last = (enum laxity)laxity;
		f.may_be_comments = laxity >= LAX_CLEAN && best < LITTLE;
		uint32_t value = attempt(&f, out);

		/* Giving up rules must pay, and the more so the more there was. */
		if (value > (best < LITTLE ? best : best * 3)) {
			best = value;
			best_laxity = f.laxity;
			is_forum = f.may_be_comments;
		}
	}
	if (best_laxity != last) {
		f.laxity = best_laxity;
		f.may_be_comments = is_forum;
		attempt(&f, out);
	}
	if (best > 0) {
		article_trim(&f, out);
		article_add_lead(&f, out);
	}
	out->text_len = best;
	out->is_page = true;
	free(f.stats);
	return best > 0;
}
