/* SPDX-License-Identifier: MIT */
#include "html/tree.h"

#include <string.h>

#include "base/i18n.h"
#include "html/entity.h"
#include "html/sniff.h"

enum { ATTRS_MAX = 64, NAME_LEN_MAX = 14, ATTR_LEN_MAX = 1 << 20 };

static const struct { const char *name; enum dom_tag tag; } names[] = {
#define DOM_TAG(member, name, traits) { name, DOM_##member },
#include "html/dom_tags.def"
#undef DOM_TAG
};

enum dom_tag tree_tag(struct str name)
{
	char lower[NAME_LEN_MAX + 1];
	size_t low = 0, high = sizeof(names) / sizeof(names[0]);

	if (name.len > NAME_LEN_MAX)
		return DOM_OTHER;
	for (size_t i = 0; i < name.len; i++)
		lower[i] = str_lower(name.ptr[i]);
	lower[name.len] = '\0';
	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = strcmp(lower, names[mid].name);

		if (!order)
			return names[mid].tag;
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return DOM_OTHER;
}

static struct str decoded(struct dom *dom, struct str s, bool in_attribute)
{
	if (!s.len || !memchr(s.ptr, '&', s.len))
		return s;
	struct buf out = { .max = s.len * 2 + 64 };

	entity_add_decoded(&out, s, in_attribute);
	s = arena_str(&dom->arena, buf_str(&out));
	buf_free(&out);
	return s;
}

static struct str lowered(struct dom *dom, struct str s)
{
	size_t i = 0;

	while (i < s.len && str_lower(s.ptr[i]) == s.ptr[i])
		i++;
	if (i == s.len)
		return s;
	char *copy = arena_alloc(&dom->arena, s.len);

	for (i = 0; i < s.len; i++)
		copy[i] = str_lower(s.ptr[i]);
	return (struct str){ copy, s.len };
}

/* Whether an inline style keeps the element off the screen. */
static bool style_hides(struct str style)
{
	struct str declaration, name;

	while (str_cut(&style, ';', &declaration)) {
		if (!str_cut(&declaration, ':', &name))
			continue;
		name = str_trim(name);
		struct str value = str_trim(declaration);
		if (str_eq_nocase(name, STR("display")) &&
		    str_has_prefix_nocase(value, STR("none")))
			return true;
		if (str_eq_nocase(name, STR("visibility")) &&
		    str_has_prefix_nocase(value, STR("hidden")))
			return true;
	}
	return false;
}

void tree_add_attrs(struct dom *dom, struct dom_node *node, struct str attrs)
{
	struct dom_attr found[ATTRS_MAX];
	int count = 0;

	while (count < ATTRS_MAX && token_next_attr(&attrs, &found[count].name,
						     &found[count].value)) {
		struct dom_attr *a = &found[count];

		a->name = lowered(dom, a->name);
		if (str_has_prefix(a->name, STR("on")) || a->value.len > ATTR_LEN_MAX)
			continue;
		a->value = decoded(dom, a->value, true);
		if (str_eq(a->name, STR("hidden")) && !str_eq_nocase(a->value, STR("false")))
			node->is_hidden = true;
		if (str_eq(a->name, STR("style")) && style_hides(a->value))
			node->is_hidden = true;
		count++;
	}
	if (!count)
		return;
	/* A second <html> or <body> tag adds to the first. */
	size_t old = node->attr_count;
	struct dom_attr *all = arena_array(&dom->arena, old + (size_t)count, sizeof(*all));

	if (old)
		memcpy(all, node->attrs, old * sizeof(*all));
	memcpy(all + old, found, (size_t)count * sizeof(*all));
	node->attrs = all;
	size_t now = old + (size_t)count;
	node->attr_count = (uint16_t)(now > UINT16_MAX ? UINT16_MAX : now);
}

static struct dom_node *top(const struct tree *t)
{
	return t->open[t->depth - 1];
}

static void add_text(struct tree *t, struct str s)
{
	struct dom_node *parent = top(t);
	size_t i = 0;

	while (i < s.len && str_is_space(s.ptr[i]))
		i++;
	bool is_blank = i == s.len;
	bool is_after_block = !parent->last || dom_is_block(parent->last);

	if (is_blank && (parent == t->dom->head || parent == t->dom->root ||
			 (is_after_block && dom_is_block(parent) && !t->open_count[DOM_PRE])))
		return;
	if (parent == t->dom->head || parent == t->dom->root) {
		tree_open_body(t);
		parent = t->dom->body;
	}
	if (t->dom->node_count >= t->node_max)
		return;
	struct dom_node *node = dom_new(t->dom, DOM_TEXT);

	node->text = decoded(t->dom, s, false);
	dom_append(parent, node);
}

void tree_push(struct tree *t, struct dom_node *node)
{
	t->open[t->depth++] = node;
	t->open_count[node->tag]++;
}

void tree_pop(struct tree *t, int depth)
{
	while (t->depth > depth)
		t->open_count[t->open[--t->depth]->tag]--;
}

void tree_open_body(struct tree *t)
{
	if (t->depth >= 2 && t->open[1] == t->dom->body)
		return;
	tree_pop(t, 1);
	tree_push(t, t->dom->body);
}

static void tree_start(struct tree *t, struct dom *dom, size_t source_len)
{
	*t = (struct tree){ .dom = dom };
	t->node_max = source_len / 3 + 4096;
	if (t->node_max > DOM_NODES)
		t->node_max = DOM_NODES;
	dom->root = dom_new(dom, DOM_HTML);
	dom->head = dom_new(dom, DOM_HEAD);
	dom->body = dom_new(dom, DOM_BODY);
	dom_append(dom->root, dom->head);
	dom_append(dom->root, dom->body);
	tree_push(t, dom->root);
	tree_push(t, dom->head);
}

static void base_find(struct dom *dom, struct str address)
{
	dom->base = address;
	for (struct dom_node *n = dom->root; n; n = dom_next(n, dom->root)) {
		struct str href = dom_is(n, DOM_BASE) ? dom_attr(n, "href") : (struct str){ 0 };
		struct str url = dom_url(dom, href);

		if (!url.len)
			continue;
		dom->base = url;
		return;
	}
}

bool dom_parse(const struct html_source *source, struct dom *dom, struct error *err)
{
	struct str text;

	*dom = (struct dom){ 0 };
	dom->encoding = str_from(sniff_decode(source->bytes, source->content_type, &dom->source,
					      &text));
	struct tokens tokens = { .rest = text };
	struct tree tree;
	struct token token;

	tree_start(&tree, dom, text.len);
	tree.honours_closed = str_has_prefix(str_trim(text), STR("<?xml"));
	while (token_next(&tokens, &token)) {
		if (token.kind == TOKEN_TEXT)
			add_text(&tree, token.text);
		else if (token.kind == TOKEN_START)
			tree_open(&tree, &tokens, &token);
		else
			tree_close(&tree, &token);
	}
	base_find(dom, source->base);
	if (!text.len)
		return error_set(err, _("the page is empty"));
	return true;
}
