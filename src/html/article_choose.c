/* SPDX-License-Identifier: MIT */
#include "html/article.h"

enum { LEVELS = 5, TEXT_MIN = 25, TOP_COUNT = 5 };

static float class_weight(const struct stat *s)
{
	float weight = 0;
	unsigned bad = HINT_BAD | HINT_AD | HINT_SHARE | HINT_COMMENT | HINT_RELATED | HINT_TAGS |
		HINT_PROMO | HINT_FOOT | HINT_SIDE | HINT_WIDGET | HINT_META;

	if (s->hints & HINT_GOOD)
		weight += 25;
	if (s->hints & bad)
		weight -= 25;
	return weight;
}

static float tag_weight(const struct dom_node *node)
{
	switch (node->tag) {
	case DOM_ARTICLE: case DOM_MAIN:
		return 8;
	case DOM_DIV:
		return 5;
	case DOM_PRE: case DOM_TD: case DOM_BLOCKQUOTE:
		return 3;
	case DOM_ADDRESS: case DOM_OL: case DOM_UL: case DOM_DL: case DOM_DD: case DOM_DT:
	case DOM_LI: case DOM_FORM:
		return -3;
	case DOM_H1: case DOM_H2: case DOM_H3: case DOM_H4: case DOM_H5: case DOM_H6: case DOM_TH:
		return -5;
	default:
		return 0;
	}
}

static void add_score(struct finder *f, struct dom_node *node, float score)
{
	struct stat *s = stat_of(f, node);

	if (!s->score)
		s->score = tag_weight(node) + (f->laxity < LAX_CLEAN ? class_weight(s) : 0);
	s->score += score;
}

static bool has_block(const struct dom_node *node)
{
	for (const struct dom_node *n = dom_next(node, node); n; n = dom_next(n, node))
		if (dom_is_block(n) && !n->is_dropped)
			return true;
	return false;
}

/* The first element that a block's own text speaks for. */
static struct dom_node *first_container(struct dom_node *node)
{
	switch (node->tag) {
	case DOM_P: case DOM_PRE: case DOM_LI: case DOM_TD: case DOM_DD:
		return node->parent;
	default:
		return has_block(node) || dom_find(node, DOM_BR) ? node : node->parent;
	}
}

static bool is_in_card(const struct finder *f, const struct dom_node *node)
{
	for (int up = 0; node && up < LEVELS; up++, node = node->parent)
		if (stat_of(f, node)->is_card)
			return true;
	return false;
}

static void score_block(struct finder *f, struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);

	if (s->own_chars < TEXT_MIN)
		return;
	float length = (float)s->own_chars / 100;
	float score = 1 + (float)s->own_commas + (length > 3 ? 3 : length);
	struct dom_node *up = first_container(node);

	/* The text of one element may be many paragraphs. */
	if (up == node && length > 3)
		score += (length - 3) / 2;
	score *= 1 - (float)s->own_link_chars / (float)s->own_chars;
	if (is_in_card(f, node))
		score /= 16;
	for (int level = 0; up && up != f->dom->root && level < LEVELS; level++, up = up->parent)
		add_score(f, up, score / (float)(level < 2 ? level + 1 : level * 3));
}

static bool is_left_out(const struct finder *f, const struct dom_node *node)
{
	return node->is_dropped || (node->is_hidden && f->laxity < LAX_HIDDEN);
}

static void score_all(struct finder *f)
{
	struct dom_node *root = f->dom->body;

	for (struct dom_node *n = root; n;) {
		if (is_left_out(f, n)) {
			n = dom_next_skip(n, root);
			continue;
		}
		if (dom_is_block(n))
			score_block(f, n);
		n = dom_next(n, root);
	}
}

static struct dom_node *find_best(struct finder *f, struct dom_node *top[TOP_COUNT])
{
	struct dom_node *root = f->dom->body;

	for (int i = 0; i < TOP_COUNT; i++)
		top[i] = NULL;
	for (struct dom_node *n = root; n;) {
		if (is_left_out(f, n)) {
			n = dom_next_skip(n, root);
			continue;
		}
		struct stat *s = stat_of(f, n);
		if (n->tag != DOM_TEXT && s->score > 0) {
			s->score *= 1 - link_density(s);
			struct dom_node *in = n;
			for (int i = 0; i < TOP_COUNT && in; i++)
				if (!top[i] || stat_of(f, in)->score > stat_of(f, top[i])->score) {
					struct dom_node *out = top[i];
					top[i] = in;
					in = out;
				}
		}
		n = dom_next(n, root);
	}
	return top[0];
}

/* Where several of the best lie side by side, what holds them is better. */
static struct dom_node *common_container(struct finder *f, struct dom_node *top[TOP_COUNT])
{
	float least = stat_of(f, top[0])->score * 0.75f;

	for (struct dom_node *up = top[0]->parent; up && up != f->dom->body; up = up->parent) {
		int count = 0;

		for (int i = 1; i < TOP_COUNT && top[i]; i++)
			count += stat_of(f, top[i])->score >= least && dom_is_inside(top[i], up) &&
				top[i] != up && !dom_is_inside(top[i], top[0]);
		if (count >= 3)
			return up;
	}
	return top[0];
}

/* Whether a larger container brings more of the article: an eighth more prose,
 * or little that is none. */
static bool is_gain(const struct stat *now, const struct stat *then)
{
	uint32_t good = then->good_chars - now->good_chars, all = then->chars - now->chars;

	return good > now->good_chars / 8 || good > all / 5 * 2;
}

/* Higher up, as long as the score says that more of the article is there. */
static struct dom_node *climb(struct finder *f, struct dom_node *top)
{
	float last = stat_of(f, top)->score;
	float least = last / 3;

	for (struct dom_node *up = top->parent; up && up != f->dom->body; up = up->parent) {
		float score = stat_of(f, up)->score;

		if (score <= 0)
			continue;
		if (score < least)
			break;
		if (score > last)
			return is_gain(stat_of(f, top), stat_of(f, up)) ? up : top;
		last = score;
	}
	return top;
}

/* The more prose is gained, the more of something else may come with it. */
static bool is_worth(uint32_t prose, uint32_t all, uint32_t had)
{
	static const struct { uint32_t gain, purity; } rows[] = { /* per cent */
		{ 10, 80 }, { 25, 60 }, { 75, 50 },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (prose * 100.0 > had * (double)rows[i].gain &&
		    prose * 100.0 > all * (double)rows[i].purity)
			return true;
	return false;
}

/* Higher up, where much more prose lies and little else: an article in
 * sections of their own. Several bodies beside each other are a stream. */
static struct dom_node *widen(struct finder *f, struct dom_node *top)
{
	struct dom_node *best = top;

	for (struct dom_node *up = top->parent; up && up != f->dom->root; up = up->parent) {
		const struct stat *now = stat_of(f, best), *then = stat_of(f, up);
		uint32_t good = then->good_chars - now->good_chars;
		uint32_t all = then->chars - now->chars;

		if (then->bodies - now->bodies > 2)
			break;
		if (is_worth(good, all, now->good_chars))
			best = up;
	}
	return best;
}

static bool is_only_child(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node), *up = stat_of(f, node->parent);

	return s->chars == up->chars;
}

struct dom_node *article_choose(struct finder *f)
{
	struct dom_node *tops[TOP_COUNT];

	score_all(f);
	struct dom_node *top = find_best(f, tops);

	if (!top)
		return stat_of(f, f->dom->body)->chars ? f->dom->body : NULL;
	top = widen(f, climb(f, common_container(f, tops)));
	while (top != f->dom->body && is_only_child(f, top))
		top = top->parent;
	return top;
}

static bool is_sibling_wanted(struct finder *f, const struct dom_node *top,
			      const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);
	float least = stat_of(f, top)->score * 0.2f;
	float bonus = 0;

	if (node->tag == DOM_TEXT || is_left_out(f, node))
		return false;
	if (node->tag == DOM_RELATED)
		return true;
	struct str class = dom_attr(top, "class");
	if (class.len && str_eq(class, dom_attr(node, "class")))
		bonus = least;
	if (s->score + bonus >= (least > 10 ? least : 10))
		return true;
	if (node->tag != DOM_P)
		return false;
	float density = link_density(s);
	return s->chars > 80 ? density < 0.25f : s->chars && density == 0 && s->stops;
}

void article_join(struct finder *f, struct dom_node *top, struct article *out)
{
	size_t count = 0;
	struct dom_node *parent = top->parent;

	for (struct dom_node *n = parent->first; n; n = n->next)
		count++;
	out->nodes = arena_array(&f->dom->arena, count, sizeof(*out->nodes));
	out->count = 0;
	for (struct dom_node *n = parent->first; n; n = n->next)
		if (n == top || (top != f->dom->body && is_sibling_wanted(f, top, n)))
			out->nodes[out->count++] = n;
	out->top = top;
}
