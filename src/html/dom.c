/* SPDX-License-Identifier: MIT */
#include "html/dom.h"

#include <string.h>

#include "base/url.h"

static const uint8_t traits[DOM_TAG_COUNT] = {
#define DOM_TAG(member, name, bits) [DOM_##member] = (bits),
#include "html/dom_tags.def"
#undef DOM_TAG
};

unsigned dom_traits(const struct dom_node *node)
{
	return traits[node->tag];
}

bool dom_is_block(const struct dom_node *node)
{
	return (traits[node->tag] & DOM_BLOCK) != 0;
}

int dom_heading_level(const struct dom_node *node)
{
	return traits[node->tag] & DOM_HEADING ? node->tag - DOM_H1 + 1 : 0;
}

static struct dom_attr *attr_find(const struct dom_node *node, struct str name)
{
	for (int i = 0; i < node->attr_count; i++)
		if (str_eq(node->attrs[i].name, name))
			return &node->attrs[i];
	return NULL;
}

struct str dom_attr(const struct dom_node *node, const char *name)
{
	const struct dom_attr *attr = node ? attr_find(node, str_from(name)) : NULL;

	return attr ? attr->value : (struct str){ 0 };
}

bool dom_has_attr(const struct dom_node *node, const char *name)
{
	return node && attr_find(node, str_from(name)) != NULL;
}

void dom_set_attr(struct dom *dom, struct dom_node *node, const char *name, struct str value)
{
	struct str key = str_from(name);
	struct dom_attr *attr = attr_find(node, key);

	if (!attr) {
		size_t count = node->attr_count;
		struct dom_attr *more = arena_array(&dom->arena, count + 1, sizeof(*more));

		if (count)
			memcpy(more, node->attrs, count * sizeof(*more));
		attr = &more[count];
		attr->name = arena_str(&dom->arena, key);
		node->attrs = more;
		node->attr_count++;
	}
	attr->value = arena_str(&dom->arena, value);
}

bool dom_has_word(const struct dom_node *node, const char *attr, const char *word)
{
	struct str rest = dom_attr(node, attr);
	struct str one;

	while (str_next_word(&rest, &one))
		if (str_eq_nocase(one, str_from(word)))
			return true;
	return false;
}

bool dom_has_hint(const struct dom_node *node, const char *part)
{
	struct str needle = str_from(part);

	return str_find_nocase(dom_attr(node, "class"), needle) != SIZE_MAX ||
		str_find_nocase(dom_attr(node, "id"), needle) != SIZE_MAX;
}

struct dom_node *dom_next_skip(const struct dom_node *node, const struct dom_node *root)
{
	for (; node && node != root; node = node->parent)
		if (node->next)
			return node->next;
	return NULL;
}

struct dom_node *dom_next(const struct dom_node *node, const struct dom_node *root)
{
	return node->first ? node->first : dom_next_skip(node, root);
}

bool dom_is_inside(const struct dom_node *node, const struct dom_node *root)
{
	while (node && node != root)
		node = node->parent;
	return node != NULL;
}

struct dom_node *dom_find(const struct dom_node *root, enum dom_tag tag)
{
	struct dom_node *n = dom_next(root, root);

	while (n && n->tag != tag)
		n = dom_next(n, root);
	return n;
}

struct dom_node *dom_above(const struct dom_node *node, enum dom_tag tag)
{
	struct dom_node *n = node->parent;

	while (n && n->tag != tag)
		n = n->parent;
	return n;
}

struct dom_node *dom_new(struct dom *dom, enum dom_tag tag)
{
	struct dom_node *node = arena_alloc(&dom->arena, sizeof(*node));

	node->tag = (uint8_t)tag;
	node->index = dom->node_count++;
	return node;
}

struct dom_node *dom_new_text(struct dom *dom, struct str text)
{
	struct dom_node *node = dom_new(dom, DOM_TEXT);

	node->text = arena_str(&dom->arena, text);
	return node;
}

void dom_detach(struct dom_node *node)
{
	struct dom_node *parent = node->parent;

	if (!parent)
		return;
	*(node->prev ? &node->prev->next : &parent->first) = node->next;
	*(node->next ? &node->next->prev : &parent->last) = node->prev;
	node->parent = node->prev = node->next = NULL;
}

void dom_append(struct dom_node *parent, struct dom_node *node)
{
	node->parent = parent;
	node->prev = parent->last;
	node->next = NULL;
	*(parent->last ? &parent->last->next : &parent->first) = node;
	parent->last = node;
}

void dom_insert_before(struct dom_node *next, struct dom_node *node)
{
	node->parent = next->parent;
	node->prev = next->prev;
	node->next = next;
	*(next->prev ? &next->prev->next : &next->parent->first) = node;
	next->prev = node;
}

struct str dom_url(struct dom *dom, struct str ref)
{
	struct buf out = { .max = 8 << 10 };
	struct str url = { 0 };

	ref = str_trim(ref);
	if (ref.len && url_resolve(&out, dom->base, ref) && url_is_web(buf_str(&out)))
		url = arena_str(&dom->arena, buf_str(&out));
	buf_free(&out);
	return url;
}

void dom_free(struct dom *dom)
{
	arena_free(&dom->arena);
	buf_free(&dom->source);
	*dom = (struct dom){ 0 };
}
