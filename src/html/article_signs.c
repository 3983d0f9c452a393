/* SPDX-License-Identifier: MIT */
#include "html/article.h"

#include <string.h>

#include "html/phrases_fold.h"

/* Boxes whose names tell nothing, known by what they say: comments below a
 * label, consent beside buttons. They get a name that the hints know. */

enum {
	LABEL_MAX = 80,       /* bytes of a label */
	PROSE_MIN = 60,       /* of a text that may be the article's */
	BEFORE_HEADING = 100, /* of prose before comments under a heading */
	BEFORE_LINE = 300,    /* under a line that is none */
	LEVELS = 6,           /* of boxes around a label */
	REGION_NODES = 3000,  /* of a box that is looked at */
	LABELS = 8, COOKIES = 16,
	CONSENT_MAX = 4000,   /* bytes of text */
	SIGN_COUNT = 0
#define SIGN(text, kind) + 1
#include "html/signs.def"
#undef SIGN
	,
};

enum sign { COMMENTS, COUNTED, REPLY };

static const struct { const char *text; enum sign kind; } rows[] = {
#define SIGN(text, kind) { text, kind },
#include "html/signs.def"
#undef SIGN
};

struct reader {
	struct dom *dom;
	struct str keys[SIGN_COUNT];  /* the rows, folded */
	struct dom_node *labels[LABELS], *cookies[COOKIES];
	size_t label_count, cookie_count;
	size_t prose[LABELS];         /* bytes of prose before each label */
	size_t text_len;              /* of the page */
	struct buf note;
};

/* Folds letters only; *has_number tells whether digits were left out. */
static struct str read_key(struct reader *r, struct str text, bool *has_number)
{
	struct buf *note = &r->note;
	size_t kept = 0;

	*has_number = false;
	buf_clear(note);
	fold_add_key(note, text);
	for (size_t i = 0; i < note->len; i++) {
		char c = note->ptr[i];
		bool is_digit = c >= '0' && c <= '9';

		*has_number |= is_digit;
		if (!is_digit && (c != ' ' || (kept && note->ptr[kept - 1] != ' ')))
			note->ptr[kept++] = c;
	}
	return str_trim((struct str){ note->ptr, kept });
}

static bool is_sign(struct reader *r, struct str text, enum sign kind)
{
	bool has_number;
	struct str key;

	text = str_trim(text);
	if (text.len < 3 || text.len > LABEL_MAX)
		return false;
	key = read_key(r, text, &has_number);
	for (size_t i = 0; i < SIGN_COUNT; i++) {
		if (rows[i].kind == kind && str_eq(key, r->keys[i]))
			return true;
		if (kind == COMMENTS && rows[i].kind == COUNTED && has_number &&
		    str_has_prefix(key, r->keys[i]))
			return true;
	}
	return false;
}

static struct dom_node *block_of(struct dom_node *node)
{
	while (node->parent && !dom_is_block(node))
		node = node->parent;
	return node;
}

static bool is_in_link(const struct dom_node *node)
{
	return dom_above(node, DOM_A) || dom_above(node, DOM_BUTTON) ||
	       dom_above(node, DOM_NAV) || dom_above(node, DOM_FOOTER);
}

static bool says_cookie(struct str text)
{
	return text.len > PROSE_MIN && memmem(text.ptr, text.len, "ookie", 5) != NULL;
}

static void read_text(struct reader *r, struct dom_node *node, size_t *prose)
{
	struct str text = node->text;

	r->text_len += text.len;
	if (says_cookie(text) && r->cookie_count < COOKIES)
		r->cookies[r->cookie_count++] = node;
	if (text.len >= PROSE_MIN && !dom_above(node, DOM_A))
		*prose += text.len;
	if (text.len > 2 * LABEL_MAX || r->label_count == LABELS || !is_sign(r, text, COMMENTS))
		return;
	if (is_in_link(node) && !dom_heading_level(block_of(node)))
		return;
	r->prose[r->label_count] = *prose;
	r->labels[r->label_count++] = node;
}

static void read_page(struct reader *r)
{
	struct dom_node *body = r->dom->body, *n = body;
	size_t prose = 0;

	while (n) {
		bool is_seen = !n->is_hidden && !(dom_traits(n) & DOM_OPAQUE);

		if (n->tag == DOM_TEXT)
			read_text(r, n, &prose);
		n = is_seen ? dom_next(n, body) : dom_next_skip(n, body);
	}
}

static bool has_text(const struct dom_node *root)
{
	const struct dom_node *n = root;

	while (n) {
		bool is_seen = !n->is_hidden && !(dom_traits(n) & DOM_OPAQUE);

		if (n->tag == DOM_TEXT && str_trim(n->text).len > 0)
			return true;
		n = is_seen ? dom_next(n, root) : dom_next_skip(n, root);
	}
	return false;
}

static bool is_whole_page(const struct dom_node *node)
{
	return node->tag == DOM_BODY || node->tag == DOM_HTML || node->tag == DOM_MAIN ||
	       node->tag == DOM_ARTICLE || dom_find(node, DOM_H1);
}

/* The largest box that begins with the label. */
static struct dom_node *box_of(struct dom_node *label)
{
	for (int i = 0; i < LEVELS && label->parent && !is_whole_page(label->parent); i++) {
		for (struct dom_node *n = label->prev; n; n = n->prev)
			if (has_text(n))
				return label;
		label = label->parent;
	}
	return label;
}

/* Whether people can answer there. */
static bool has_answers(struct reader *r, const struct dom_node *root)
{
	const struct dom_node *n = root;

	for (int i = 0; n && i < REGION_NODES; i++, n = dom_next(n, root))
		if (n->tag == DOM_TEXTAREA || (n->tag == DOM_TEXT && is_sign(r, n->text, REPLY)))
			return true;
	return false;
}

static void name_box(struct dom *dom, struct dom_node *node, const char *name)
{
	struct str class = dom_attr(node, "class");

	dom_set_attr(dom, node, "class",
		     arena_printf(&dom->arena, "%.*s %s", STR_ARG(class), name));
}

static void mark_comments(struct reader *r, struct dom_node *text, size_t prose)
{
	struct dom_node *label = block_of(text), *box = box_of(label);
	bool is_heading = dom_heading_level(label) > 0, is_alone = true;
	bool is_answered = false;

	if (!is_sign(r, dom_text(r->dom, label, LABEL_MAX + 1), COMMENTS) ||
	    prose < (is_heading ? BEFORE_HEADING : BEFORE_LINE))
		return;
	for (struct dom_node *n = label; n != box; n = n->parent)
		for (struct dom_node *next = n->next; next && is_alone; next = next->next)
			is_alone = !has_text(next);
	if (!is_alone) {
		if (is_heading || has_answers(r, box))
			name_box(r->dom, box, "comments");
		return;
	}
	for (struct dom_node *n = box->next; n && !is_answered; n = n->next)
		is_answered = has_answers(r, n);
	for (struct dom_node *n = box; n && is_heading && is_answered; n = n->next)
		if (n->tag != DOM_TEXT && !is_whole_page(n))
			name_box(r->dom, n, "comments");
}

static bool has_button(const struct dom_node *root)
{
	for (const struct dom_node *n = root; n; n = dom_next(n, root))
		if (n->tag == DOM_BUTTON || str_eq_nocase(dom_attr(n, "role"), STR("button")) ||
		    str_eq_nocase(dom_attr(n, "type"), STR("submit")))
			return true;
	return false;
}

static void mark_consent(struct reader *r, struct dom_node *box)
{
	for (int i = 0; i < LEVELS && box && !is_whole_page(box); i++, box = box->parent) {
		if (box->tag == DOM_TEXT || !has_button(box))
			continue;
		struct str text = dom_text(r->dom, box, CONSENT_MAX + 1);
		if (text.len <= CONSENT_MAX && text.len * 5 < r->text_len * 2)
			name_box(r->dom, box, "consent");
		return;
	}
}

void article_mark_signs(struct dom *dom)
{
	struct reader r = { .dom = dom };

	for (size_t i = 0; i < SIGN_COUNT; i++) {
		bool has_number;
		r.keys[i] = arena_str(&dom->arena,
				      read_key(&r, str_from(rows[i].text), &has_number));
	}
	read_page(&r);
	for (size_t i = 0; i < r.label_count; i++)
		mark_comments(&r, r.labels[i], r.prose[i]);
	for (size_t i = 0; i < r.cookie_count; i++)
		mark_consent(&r, r.cookies[i]->parent);
	buf_free(&r.note);
}
