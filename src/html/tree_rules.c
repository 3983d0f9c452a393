/* SPDX-License-Identifier: MIT */
#include "html/tree.h"

#include <string.h>

#include "html/entity.h"

/* What becomes of an element's raw text. */
enum raw { RAW_NONE, RAW_KEPT, RAW_DECODED, RAW_DROPPED };

static enum raw raw_of(enum dom_tag tag)
{
	switch (tag) {
	case DOM_SCRIPT:
		return RAW_KEPT;
	case DOM_TITLE:
		return RAW_DECODED;
	case DOM_STYLE: case DOM_TEXTAREA: case DOM_IFRAME: case DOM_NOEMBED:
	case DOM_NOFRAMES: case DOM_SVG:
		return RAW_DROPPED;
	default:
		return RAW_NONE;
	}
}

static bool is_of_head(enum dom_tag tag)
{
	switch (tag) {
	case DOM_TITLE: case DOM_META: case DOM_LINK: case DOM_BASE: case DOM_SCRIPT:
	case DOM_STYLE: case DOM_NOSCRIPT: case DOM_TEMPLATE:
		return true;
	default:
		return false;
	}
}

/* Elements through which no end tag reaches. */
static bool is_wall(enum dom_tag tag)
{
	switch (tag) {
	case DOM_HTML: case DOM_BODY: case DOM_TABLE: case DOM_TD: case DOM_TH:
	case DOM_CAPTION: case DOM_OBJECT: case DOM_TEMPLATE:
		return true;
	default:
		return false;
	}
}

static bool is_formatting(enum dom_tag tag)
{
	switch (tag) {
	case DOM_A: case DOM_B: case DOM_BIG: case DOM_CODE: case DOM_EM: case DOM_FONT:
	case DOM_I: case DOM_S: case DOM_SMALL: case DOM_STRIKE: case DOM_STRONG:
	case DOM_TT: case DOM_U:
		return true;
	default:
		return false;
	}
}

static bool is_list(enum dom_tag tag)
{
	return tag == DOM_UL || tag == DOM_OL || tag == DOM_MENU || tag == DOM_DL;
}

static bool is_of_table(enum dom_tag tag)
{
	switch (tag) {
	case DOM_TD: case DOM_TH: case DOM_TR: case DOM_TBODY: case DOM_THEAD:
	case DOM_TFOOT: case DOM_CAPTION: case DOM_COLGROUP:
		return true;
	default:
		return false;
	}
}

/* Where tag is open, its place; 0 where it is not or a wall is before it. */
static int open_place(const struct tree *t, enum dom_tag tag)
{
	if (!t->open_count[tag])
		return 0;
	for (int i = t->depth - 1; i > 1; i--) {
		if (t->open[i]->tag == tag)
			return i;
		if (is_wall(t->open[i]->tag))
			return 0;
	}
	return 0;
}

/* An item ends the item before it in the same list. */
static void end_item(struct tree *t, enum dom_tag tag, enum dom_tag other)
{
	for (int i = t->depth - 1; i > 1; i--) {
		enum dom_tag open = t->open[i]->tag;

		if (open == tag || open == other) {
			tree_pop(t, i);
			return;
		}
		if (is_list(open) || is_wall(open))
			return;
	}
}

/* A row ends the row before it in the same table, a cell the cell. */
static void end_table_part(struct tree *t, enum dom_tag tag)
{
	bool is_cell = tag == DOM_TD || tag == DOM_TH;

	for (int i = t->depth - 1, cut = 0; i > 1; i--) {
		enum dom_tag open = t->open[i]->tag;

		if (open == DOM_TABLE) {
			if (cut)
				tree_pop(t, cut);
			return;
		}
		bool ends = open == DOM_TD || open == DOM_TH || open == DOM_CAPTION ||
			(!is_cell && open == DOM_TR) ||
			(!is_cell && tag != DOM_TR && is_of_table(open));
		if (ends)
			cut = i;
	}
}

/* Ends what cannot stay open where a new element of this tag begins. */
static void end_before(struct tree *t, enum dom_tag tag, unsigned traits)
{
	int place;

	if (traits & DOM_ENDS_P && (place = open_place(t, DOM_P)))
		tree_pop(t, place);
	if (traits & DOM_HEADING && dom_traits(t->open[t->depth - 1]) & DOM_HEADING)
		tree_pop(t, t->depth - 1);
	if (tag == DOM_LI)
		end_item(t, DOM_LI, DOM_LI);
	if (tag == DOM_DD || tag == DOM_DT)
		end_item(t, DOM_DD, DOM_DT);
	if (tag == DOM_A && (place = open_place(t, DOM_A)))
		tree_pop(t, place);
	if (tag == DOM_OPTION && dom_is(t->open[t->depth - 1], DOM_OPTION))
		tree_pop(t, t->depth - 1);
	if (is_of_table(tag) && t->open_count[DOM_TABLE])
		end_table_part(t, tag);
}

static struct str svg_rest(struct tokens *tokens, bool *is_found)
{
	struct str raw = { 0 };

	*is_found = token_raw(tokens, STR("svg"), &raw);
	/* One inside the other: skip as many ends as there are starts. */
	for (struct str in = raw; *is_found;) {
		size_t at = str_find_nocase(in, STR("<svg"));
		if (at == SIZE_MAX || !token_raw(tokens, STR("svg"), &in))
			break;
	}
	return raw;
}

/* Takes the raw text of a script and its like. */
static void take_raw(struct tree *t, struct tokens *tokens, struct dom_node *node,
		     const struct token *token, enum raw what)
{
	struct str raw = { 0 };
	bool is_found = false;

	if (t->is_raw_endless[node->tag])
		return;
	if (node->tag == DOM_SVG)
		raw = svg_rest(tokens, &is_found);
	else
		is_found = token_raw(tokens, token->text, &raw);
	if (!is_found) {
		t->is_raw_endless[node->tag] = true;
		if (node->tag != DOM_SCRIPT && node->tag != DOM_STYLE)
			return;
		raw = tokens->rest;
		tokens->rest = (struct str){ 0 };
	}
	if (what == RAW_DROPPED || !raw.len)
		return;
	struct dom_node *text = dom_new(t->dom, DOM_TEXT);
	struct buf out = { .max = raw.len * 2 + 64 };

	text->text = raw;
	if (what == RAW_DECODED && entity_add_decoded(&out, raw, false))
		text->text = arena_str(&t->dom->arena, buf_str(&out));
	buf_free(&out);
	dom_append(node, text);
}

/* A script that is HTML in waiting: its content is part of the tree, unseen. */
static bool is_template(const struct dom_node *script)
{
	struct str type = dom_attr(script, "type");

	return str_eq_nocase(type, STR("text/template")) ||
		str_eq_nocase(type, STR("text/x-template")) ||
		str_eq_nocase(type, STR("text/html"));
}

static void open_element(struct tree *t, struct tokens *tokens, const struct token *token,
			 enum dom_tag tag)
{
	struct dom_node *node = dom_new(t->dom, tag);
	enum raw raw = raw_of(tag);

	if (tag == DOM_OTHER)
		node->text = token->text;
	tree_add_attrs(t->dom, node, token->attrs);
	dom_append(t->open[t->depth - 1], node);
	bool is_whole = token->is_closed && (t->honours_closed || tag == DOM_SVG);

	if (is_whole || dom_traits(node) & DOM_VOID)
		return;
	if (raw == RAW_KEPT && is_template(node)) {
		node->tag = DOM_DIV;
		node->is_hidden = true;
		t->template_place = t->depth;
		raw = RAW_NONE;
	}
	if (raw != RAW_NONE)
		take_raw(t, tokens, node, token, raw);
	else if (t->depth < DOM_DEPTH)
		tree_push(t, node);
	else
		t->skipped[tag]++;
}

void tree_open(struct tree *t, struct tokens *tokens, const struct token *token)
{
	enum dom_tag tag = tree_tag(token->text);

	if (tag == DOM_IMAGE)
		tag = DOM_IMG;
	if (tag == DOM_HTML || tag == DOM_BODY) {
		tree_add_attrs(t->dom, tag == DOM_HTML ? t->dom->root : t->dom->body, token->attrs);
		if (tag == DOM_BODY)
			tree_open_body(t);
		return;
	}
	if (tag == DOM_HEAD)
		return;
	struct dom_node *top = t->open[t->depth - 1];

	if ((top == t->dom->head && !is_of_head(tag)) || top == t->dom->root)
		tree_open_body(t);
	struct dom_node probe = { .tag = (uint8_t)tag };

	end_before(t, tag, dom_traits(&probe));
	bool is_too_deep = t->depth >= DOM_DEPTH && raw_of(tag) == RAW_NONE &&
			   !(dom_traits(&probe) & DOM_VOID);

	/* Only in name: it must not use up the nodes that text needs. */
	if (is_too_deep || t->dom->node_count >= t->node_max) {
		t->skipped[tag]++;
		return;
	}
	open_element(t, tokens, token, tag);
}

/* "<b><p>one</b>two</p>": the paragraph leaves the b, and a b of its own
 * holds what was before the end tag. */
static void adopt(struct tree *t, int place, int block)
{
	struct dom_node *format = t->open[place], *moved = t->open[block];
	struct dom_node *clone = dom_new(t->dom, format->tag);

	clone->attrs = format->attrs;
	clone->attr_count = format->attr_count;
	while (moved->first) {
		struct dom_node *child = moved->first;

		dom_detach(child);
		dom_append(clone, child);
	}
	dom_append(moved, clone);
	dom_detach(moved);
	if (format->next)
		dom_insert_before(format->next, moved);
	else
		dom_append(format->parent, moved);
}

static void close_formatting(struct tree *t, enum dom_tag tag)
{
	int place = open_place(t, tag), block = 0;

	for (int i = place + 1; place && !block && i < t->depth; i++)
		if (dom_is_block(t->open[i]))
			block = i;
	if (!place)
		return;
	if (!block) {
		tree_pop(t, place);
		return;
	}
	if (block == t->depth - 1)
		adopt(t, place, block);
	for (int i = place; i < t->depth - 1; i++)
		t->open[i] = t->open[i + 1];
	t->depth--;
	t->open_count[tag]--;
}

/* </form> ends the form alone: old pages put it between table and row. */
static void close_form(struct tree *t)
{
	for (int i = t->depth - 1; i > 1; i--) {
		if (t->open[i]->tag != DOM_FORM)
			continue;
		if (i == t->depth - 1) {
			tree_pop(t, i);
			return;
		}
		for (; i < t->depth - 1; i++)
			t->open[i] = t->open[i + 1];
		t->depth--;
		t->open_count[DOM_FORM]--;
		return;
	}
}

static void close_table_part(struct tree *t, enum dom_tag tag)
{
	for (int i = t->depth - 1; i > 1; i--) {
		if (t->open[i]->tag == tag) {
			tree_pop(t, i);
			return;
		}
		if (t->open[i]->tag == DOM_TABLE)
			return;
	}
}

static void close_other(struct tree *t, enum dom_tag tag, struct str name)
{
	for (int i = t->depth - 1; i > 1; i--) {
		if (t->open[i]->tag == tag &&
		    (tag != DOM_OTHER || str_eq_nocase(t->open[i]->text, name))) {
			tree_pop(t, i);
			return;
		}
		if (dom_is_block(t->open[i]) && tag != DOM_OTHER)
			return;
		if (is_wall(t->open[i]->tag))
			return;
	}
}

/* Any of h1 to h6 ends the heading that is open. */
static void close_heading(struct tree *t)
{
	for (int i = t->depth - 1; i > 1 && !is_wall(t->open[i]->tag); i--) {
		if (!dom_heading_level(t->open[i]))
			continue;
		tree_pop(t, i);
		return;
	}
}

static void close_block(struct tree *t, enum dom_tag tag)
{
	int place = open_place(t, tag);

	if (place) {
		tree_pop(t, place);
		return;
	}
	/* A </p> without a start still parts two texts. */
	if (tag == DOM_P && t->depth > 1 && t->dom->node_count < t->node_max)
		dom_append(t->open[t->depth - 1], dom_new(t->dom, DOM_P));
}

void tree_close(struct tree *t, const struct token *token)
{
	enum dom_tag tag = tree_tag(token->text);
	struct dom_node probe = { .tag = (uint8_t)tag };

	if (tag == DOM_HTML || tag == DOM_BODY)
		return;
	if (tag == DOM_HEAD) {
		if (t->open[t->depth - 1] == t->dom->head)
			tree_pop(t, 1);
		return;
	}
	if (tag == DOM_SCRIPT && t->template_place) {
		if (t->depth > t->template_place)
			tree_pop(t, t->template_place);
		t->template_place = 0;
		return;
	}
	if (t->skipped[tag]) {
		t->skipped[tag]--;
		return;
	}
	if (tag == DOM_BR) {
		if (t->depth > 1 && t->dom->node_count < t->node_max)
			dom_append(t->open[t->depth - 1], dom_new(t->dom, DOM_BR));
	} else if (tag == DOM_FORM) {
		close_form(t);
	} else if (is_of_table(tag) || tag == DOM_TABLE) {
		close_table_part(t, tag);
	} else if (is_formatting(tag)) {
		close_formatting(t, tag);
	} else if (dom_traits(&probe) & DOM_HEADING) {
		close_heading(t);
	} else if (dom_traits(&probe) & DOM_BLOCK) {
		close_block(t, tag);
	} else {
		close_other(t, tag, token->text);
	}
}
