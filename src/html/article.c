/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum {
	ENOUGH = 500, /* characters of an article that is not doubted */
	LITTLE = 140, /* characters: may well be something else */
};

static void forget(struct finder *f)
{
	struct dom_node *root = f->dom->root;

	memset(f->stats, 0, f->dom->node_count * sizeof(*f->stats));
	for (struct dom_node *n = root; n; n = dom_next(n, root))
		n->is_dropped = false;
}

/* One attempt; returns how many characters it found. */
static uint32_t attempt(struct finder *f, struct article *out)
{
	forget(f);
	article_measure(f, f->dom->body);
	article_drop_unlikely(f);
	struct dom_node *top = article_choose(f);

	if (!top)
		return 0;
	article_join(f, top, out);
	uint32_t chars = 0;

	for (size_t i = 0; i < out->count; i++) {
		article_prune(f, out->nodes[i]);
		chars += stat_of(f, out->nodes[i])->chars;
	}
	return chars;
}

bool article_find(struct dom *dom, const struct facts *facts, struct article *out)
{
	struct finder f = { .dom = dom, .facts = facts };
	uint32_t best = 0;
	enum laxity best_laxity = LAX_NONE, last = LAX_NONE;

	f.stats = mem_new(dom->node_count, sizeof(*f.stats));
	for (int laxity = 0; laxity < LAX_COUNT && best < ENOUGH; laxity++) {
		f.laxity = last = (enum laxity)laxity;
		uint32_t chars = attempt(&f, out);

		/* Giving up rules must pay, and the more so the more there was. */
		if (chars > (best < LITTLE ? best : best * 3)) {
			best = chars;
			best_laxity = f.laxity;
		}
	}
	if (best_laxity != last) {
		f.laxity = best_laxity;
		attempt(&f, out);
	}
	out->text_len = best;
	free(f.stats);
	return best > 0;
}
