/* SPDX-License-Identifier: MIT */
#include "html/article.h"

enum {
	PARA_MIN = 60,     /* characters of a div that can be a paragraph */
	SENTENCE_MIN = 20, /* characters around a word */
	ITEM_WORDS = 8,    /* characters of an item that are no link */
};

static const unsigned hints_unlikely = HINT_AD | HINT_COMMENT | HINT_RELATED | HINT_NAV |
	HINT_FOOT | HINT_HEAD | HINT_SIDE | HINT_POPUP | HINT_PAGER | HINT_SHARE | HINT_UNLIKELY;

static bool has_role(const struct dom_node *node)
{
	static const char *const roles[] = {
		"menu", "menubar", "complementary", "navigation", "alert", "alertdialog",
		"dialog", "banner", "search", "contentinfo",
	};
	struct str role = dom_attr(node, "role");

	for (size_t i = 0; role.len && i < sizeof(roles) / sizeof(*roles); i++)
		if (str_eq_nocase(role, str_from(roles[i])))
			return true;
	return str_eq_nocase(dom_attr(node, "aria-modal"), STR("true"));
}

/* Holds so much of the page that its name must mean something else. */
static bool is_large(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node), *all = stat_of(f, f->dom->body);

	if (s->bodies && !(s->hints & (HINT_COMMENT | HINT_SIDE | HINT_RELATED | HINT_FOOT)))
		return true;
	if (s->hints & HINT_RELATED && !s->titles)
		return false;
	/* "article modal-enabled" is an article. */
	unsigned other = s->hints & HINT_MAYBE ? HINT_COMMENT : HINT_COMMENT | HINT_POPUP;
	bool is_most = s->para_chars * 2 > all->para_chars || s->good_chars * 2 > all->good_chars;
	return is_most && s->para_chars > 400 && !(s->hints & other);
}

/* Comments are long and called post, too. */
static bool is_never(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);
	unsigned never = f->may_be_comments ? HINT_POPUP : HINT_COMMENT | HINT_POPUP;

	return s->hints & never && !s->bodies && !s->titles && !is_large(f, node);
}

/* Elements whose names are no reason. */
static bool is_kept_element(const struct dom_node *node)
{
	switch (node->tag) {
	case DOM_A: case DOM_BODY: case DOM_ARTICLE: case DOM_MAIN: case DOM_CODE: case DOM_PRE:
	case DOM_TABLE: case DOM_TR: case DOM_TBODY: case DOM_TD: case DOM_P:
		return true;
	default:
		return false;
	}
}

/* Footnotes, which some pages have in asides or below all. */
static bool is_notes(const struct dom_node *node)
{
	return dom_has_word(node, "role", "doc-footnote") ||
	       dom_has_word(node, "role", "doc-endnotes") ||
	       dom_has_word(node, "role", "doc-endnote");
}

/* Who is quoted stands below what they said. */
static bool is_attribution(const struct dom_node *node)
{
	return node->tag == DOM_FOOTER && dom_above(node, DOM_BLOCKQUOTE);
}

static bool is_unlikely(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);

	if (is_notes(node) || is_attribution(node))
		return false;
	if (str_eq_nocase(dom_attr(node, "aria-hidden"), STR("true")))
		return !is_large(f, node);
	switch (node->tag) {
	case DOM_NAV: case DOM_DIALOG:
		return true;
	case DOM_ASIDE: case DOM_FOOTER:
		return !is_large(f, node);
	default:
		break;
	}
	if (is_kept_element(node))
		return false;
	if (has_role(node) || s->hints & HINT_HIDDEN)
		return !is_large(f, node);
	if (is_never(f, node))
		return true;
	return f->laxity < LAX_UNLIKELY && s->hints & hints_unlikely &&
		!(s->hints & HINT_MAYBE) && !is_large(f, node);
}

static void drop_all(struct finder *f, bool (*is_wrong)(const struct finder *,
							const struct dom_node *))
{
	struct dom_node *root = f->dom->body;

	for (struct dom_node *n = dom_next(root, root); n;) {
		bool is_out = n->is_dropped || (n->is_hidden && f->laxity < LAX_HIDDEN);

		if (!is_out && n->tag != DOM_TEXT && is_wrong(f, n)) {
			article_drop(f, n);
			is_out = true;
		}
		n = is_out ? dom_next_skip(n, root) : dom_next(n, root);
	}
}

static bool is_comment(const struct finder *f, const struct dom_node *node)
{
	return !is_kept_element(node) && is_never(f, node);
}

/* Comments first: how large the others are is a matter of what is left. */
void article_drop_unlikely(struct finder *f)
{
	drop_all(f, is_comment);
	drop_all(f, is_unlikely);
}

static bool is_heading_only(const struct stat *s)
{
	return s->head_chars * 10 > s->chars * 9;
}

static bool is_in(const struct dom_node *node, enum dom_tag tag)
{
	return dom_above(node, tag) != NULL;
}

/* A list of links that an item with words of its own leads to. */
static bool is_below_item(const struct finder *f, const struct dom_node *list)
{
	const struct dom_node *item = dom_above(list, DOM_LI);
	const struct stat *s = item ? stat_of(f, item) : NULL;

	return s && s->own_chars >= s->own_link_chars + ITEM_WORDS;
}

/* A div that is used as a paragraph. */
static bool is_paragraph(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);

	if (stat_of(f, node)->is_card || stat_of(f, node->parent)->is_card)
		return false;
	return node->tag == DOM_DIV && s->own_chars == s->chars && s->chars >= PARA_MIN &&
		(s->stops || s->commas) && s->link_chars * 2 < s->chars && !s->inputs &&
		s->embeds < 2;
}

/* Whether a box inside the article looks like none of it. */
static bool is_foreign(const struct finder *f, const struct dom_node *node)
{
	const struct stat *s = stat_of(f, node);
	bool is_list = node->tag == DOM_UL || node->tag == DOM_OL ||
		s->list_chars * 10 > s->chars * 9;
	float density = link_density(s);
	unsigned bad = HINT_BAD | HINT_AD | HINT_SHARE | HINT_COMMENT | HINT_RELATED | HINT_TAGS |
		HINT_PROMO | HINT_FOOT | HINT_SIDE | HINT_WIDGET | HINT_META;
	int weight = (s->hints & HINT_GOOD ? 25 : 0) - (s->hints & bad ? 25 : 0);

	if (is_in(node, DOM_FIGURE) || is_in(node, DOM_PRE))
		return false;
	if (weight < 0)
		return true;
	if (s->commas >= 10 || is_paragraph(f, node))
		return false;
	if (!is_list && s->images > 1 && s->paras * 2 < s->images && s->chars < 200)
		return true;
	if (!is_list && s->items > s->paras + 100)
		return true;
	if (s->inputs > s->paras / 3)
		return true;
	if (!is_list && !is_heading_only(s) && s->chars < 25 && s->link_chars &&
	    (!s->images || s->images > 2))
		return true;
	if (!is_list && weight < 25 && density > 0.2f)
		return true;
	if (weight >= 25 && density > 0.5f)
		return true;
	if (is_list && density > 0.9f && s->chars && !is_below_item(f, node))
		return true;
	return s->embeds > 1;
}

static bool is_cleaned(const struct dom_node *node)
{
	switch (node->tag) {
	case DOM_DIV: case DOM_UL: case DOM_OL: case DOM_TABLE: case DOM_FORM: case DOM_FIELDSET:
	case DOM_SECTION:
		return true;
	default:
		return false;
	}
}

/* A word inside a sentence, whatever its name says. */
static bool is_in_sentence(const struct finder *f, const struct dom_node *node)
{
	const struct dom_node *block = node->parent;

	if (dom_is_block(node))
		return false;
	while (!dom_is_block(block) && block->parent)
		block = block->parent;
	return stat_of(f, block)->own_chars > stat_of(f, node)->chars + SENTENCE_MIN;
}

/* Boxes that their names give away, as long as they are small. */
static bool is_named_away(const struct finder *f, const struct dom_node *node)
{
	static const struct { unsigned hints; uint32_t chars_max; } rows[] = {
		{ HINT_SHARE, 500 },
		{ HINT_META, 200 },
		{ HINT_PROMO | HINT_TAGS, 600 },
		{ HINT_AUTHOR, 1000 },
	};
	const struct stat *s = stat_of(f, node);

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (s->hints & rows[i].hints && s->chars < rows[i].chars_max &&
		    (rows[i].hints == HINT_SHARE ||
		     (!(s->hints & (HINT_BODY | HINT_CAPTION)) && !s->bodies)))
			return !is_in_sentence(f, node);
	return false;
}

static bool is_pruned(const struct finder *f, const struct dom_node *node)
{
	if (is_notes(node) || is_attribution(node))
		return false;
	switch (node->tag) {
	case DOM_BUTTON: case DOM_ASIDE: case DOM_FOOTER: case DOM_NAV:
		return true;
	default:
		return f->laxity < LAX_CLEAN &&
			((is_cleaned(node) && is_foreign(f, node)) || is_named_away(f, node));
	}
}

/* Of a row of pictures only the pictures and their captions stay. */
static void strip_gallery(struct finder *f, struct dom_node *gallery)
{
	for (struct dom_node *n = dom_next(gallery, gallery); n;) {
		const struct stat *s = stat_of(f, n);
		bool is_text = n->tag != DOM_TEXT && s->chars && !s->images &&
			n->tag != DOM_FIGCAPTION && !(s->hints & HINT_CAPTION) && dom_is_block(n);

		if (is_text && !n->is_dropped)
			article_drop(f, n);
		n = is_text || n->is_dropped ? dom_next_skip(n, gallery) : dom_next(n, gallery);
	}
}

static bool is_gallery(const struct finder *f, const struct dom_node *node,
		       const struct dom_node *top)
{
	const struct stat *s = stat_of(f, node);

	return s->hints & HINT_GALLERY && s->images > 1 && !s->bodies &&
		s->good_chars * 3 < stat_of(f, top)->good_chars;
}

void article_prune(struct finder *f, struct dom_node *top)
{
	for (struct dom_node *n = dom_next(top, top); n;) {
		bool is_out = n->is_dropped || (n->is_hidden && f->laxity < LAX_HIDDEN);

		if (!is_out && n->tag != DOM_TEXT && is_pruned(f, n)) {
			article_drop(f, n);
			is_out = true;
		} else if (!is_out && n->tag != DOM_TEXT && is_gallery(f, n, top)) {
			strip_gallery(f, n);
		}
		n = is_out ? dom_next_skip(n, top) : dom_next(n, top);
	}
}
