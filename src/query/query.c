/* SPDX-License-Identifier: MIT */
#include "query/query.h"

#include <regex.h>
#include <string.h>

#include "base/i18n.h"
#include "query/tree.h"

enum { PATTERN_MAX = 256, REPEAT_MAX = 255, PRODUCT_MAX = 2000, DEPTH_MAX = 32 };

struct query_node *tree_node(struct query *query, enum query_kind kind)
{
	struct query_node *node = arena_alloc(&query->arena, sizeof(*node));

	node->kind = (uint8_t)kind;
	return node;
}

void tree_add(struct query *query, struct query_node *parent, struct query_node *child)
{
	size_t count = parent->child_count;

	if (!child)
		return;
	/* Full at every power of two: then twice as many fit. */
	if ((count & (count - 1)) == 0) {
		struct query_node **more = arena_array(&query->arena, count ? count * 2 : 1,
						       sizeof(struct query_node *));

		if (count)
			memcpy(more, parent->children, count * sizeof(struct query_node *));
		parent->children = more;
	}
	parent->children[parent->child_count++] = child;
}

struct query_node *tree_simplify(struct query_node *node)
{
	if (!node || node->child_count == 0)
		return NULL;
	return node->child_count == 1 ? node->children[0] : node;
}

void tree_mistake(struct query *query, size_t from, size_t to, const char *sentence)
{
	if (query->mistake.text[0])
		return;
	error_set(&query->mistake, "%s", sentence);
	query->mistake_from = from;
	query->mistake_to = to;
}

/* The greatest number within {...}, or 0 when it is none. */
static unsigned repeat_at(struct str pattern, size_t at)
{
	unsigned greatest = 0, number = 0;

	for (at++; at < pattern.len && pattern.ptr[at] != '}'; at++) {
		char c = pattern.ptr[at];

		if (c == ',')
			number = 0;
		else if (c >= '0' && c <= '9')
			number = number < 100000 ? number * 10 + (unsigned)(c - '0') : number;
		greatest = number > greatest ? number : greatest;
	}
	return greatest;
}

/* How often the innermost part may be unrolled when all repeats multiply. */
static bool is_bounded(struct str pattern)
{
	unsigned long product = 1;
	int depth = 0;

	for (size_t i = 0; i < pattern.len; i++) {
		char c = pattern.ptr[i];
		unsigned repeat;

		if (c == '\\') {
			i++;
			if (i < pattern.len && pattern.ptr[i] >= '1' && pattern.ptr[i] <= '9')
				return false;
			continue;
		}
		depth += (c == '(') - (c == ')');
		if (depth > DEPTH_MAX)
			return false;
		if (c != '{')
			continue;
		repeat = repeat_at(pattern, i);
		product *= repeat > 1 ? repeat : 1;
		if (repeat > REPEAT_MAX || product > PRODUCT_MAX)
			return false;
	}
	return true;
}

bool query_pattern_check(struct str pattern, struct error *err)
{
	char text[PATTERN_MAX + 1];
	regex_t compiled;

	if (pattern.len > PATTERN_MAX || memchr(pattern.ptr ? pattern.ptr : "", 0, pattern.len) ||
	    !is_bounded(pattern))
		return error_set(err, _("This pattern is too much work"));
	memcpy(text, pattern.ptr ? pattern.ptr : "", pattern.len);
	text[pattern.len] = '\0';
	if (regcomp(&compiled, text, REG_EXTENDED | REG_ICASE | REG_NOSUB) != 0)
		return error_set(err, _("This is no regular expression"));
	regfree(&compiled);
	return true;
}

static struct query_node *copy_node(struct query *out, const struct query_node *from, int level)
{
	struct query_node *node = tree_node(out, from->kind);

	*node = *from;
	node->text = arena_str(&out->arena, from->text);
	node->children = NULL;
	node->child_count = 0;
	for (size_t i = 0; i < from->child_count && level < TREE_LEVELS * 4; i++)
		tree_add(out, node, copy_node(out, from->children[i], level + 1));
	return node;
}

void query_copy(const struct query *from, struct query *out)
{
	*out = (struct query){
		.mistake = from->mistake,
		.mistake_from = from->mistake_from,
		.mistake_to = from->mistake_to,
	};
	if (from->root)
		out->root = copy_node(out, from->root, 0);
}

void query_free(struct query *query)
{
	arena_free(&query->arena);
	query->root = NULL;
}
