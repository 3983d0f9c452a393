/* SPDX-License-Identifier: MIT */
#include "html/build.h"

#include <string.h>

#include "base/utf8.h"

/* Formulas in MathML as one line of text: "x = (-b \u00b1 \u221a(b\u00b2-4ac))/2a". */

enum { MATH_DEPTH = 40, MATH_BYTES = 2000 };

static void add_node(struct buf *out, const struct dom_node *node, int depth);

/* A blank between two, where the page has one: "a x" and "ax" are both written. */
static void add_children(struct buf *out, const struct dom_node *node, int depth)
{
	bool has_gap = false;

	for (const struct dom_node *n = node->first; n && depth < MATH_DEPTH; n = n->next) {
		bool is_gap = n->tag == DOM_TEXT && !str_trim(n->text).len;

		if (has_gap && !is_gap && out->len && !strchr(" (", out->ptr[out->len - 1]))
			buf_add_char(out, ' ');
		has_gap = is_gap;
		if (!is_gap)
			add_node(out, n, depth + 1);
	}
}

static const struct dom_node *child_at(const struct dom_node *node, int index)
{
	const struct dom_node *n = node->first;

	for (; n; n = n->next)
		if (n->tag != DOM_TEXT && index-- == 0)
			return n;
	return NULL;
}

/* One letter, name or number needs no brackets. */
static bool is_single(struct str text)
{
	bool is_plain = true;

	for (size_t i = 0; i < text.len && is_plain; i++)
		is_plain = str_find_char(STR(" +-*/=^_<>,;"), text.ptr[i]) == SIZE_MAX &&
			   !str_has_prefix(str_slice(text, i, text.len), STR("\u2212")) &&
			   !str_has_prefix(str_slice(text, i, text.len), STR("\u00b1"));
	return is_plain;
}

static void add_part(struct buf *out, const struct dom_node *node, int depth)
{
	struct buf part = { .max = MATH_BYTES };

	if (node && depth < MATH_DEPTH)
		add_node(&part, node, depth + 1);
	struct str text = str_trim(buf_str(&part));
	bool is_bare = is_single(text);
	buf_add(out, is_bare ? STR("") : STR("("));
	buf_add(out, text);
	buf_add(out, is_bare ? STR("") : STR(")"));
	buf_free(&part);
}

/* Figures that can be raised are, else "^". */
static void add_raised(struct buf *out, const struct dom_node *node, int depth)
{
	static const char *const raised[] = {
		"\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074",
		"\u2075", "\u2076", "\u2077", "\u2078", "\u2079",
	};
	struct buf part = { .max = MATH_BYTES };
	bool is_number;

	add_part(&part, node, depth);
	is_number = part.len > 0;
	for (size_t i = 0; i < part.len; i++)
		is_number &= part.ptr[i] >= '0' && part.ptr[i] <= '9';
	if (!is_number && part.len) {
		buf_add_char(out, '^');
		buf_add(out, buf_str(&part));
	}
	for (size_t i = 0; is_number && i < part.len; i++)
		buf_add(out, str_from(raised[part.ptr[i] - '0']));
	buf_free(&part);
}

static void add_lowered(struct buf *out, const struct dom_node *node, int depth)
{
	buf_add_char(out, '_');
	add_part(out, node, depth);
}

/* Signs that stand between two things have blanks around them. */
static void add_sign(struct buf *out, struct str sign)
{
	static const char *const signs[] = {
		"=", "<", ">", "+", "-", "\u2212", "\u00b1", "\u2264", "\u2265", "\u2260",
		"\u2248", "\u2192", "\u21d2", "\u2208", "\u00d7", "\u00f7", "\u2261", "\u223c",
	};
	bool is_between = false;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		is_between |= str_eq(sign, str_from(signs[i]));
	bool is_first = !out->len || out->ptr[out->len - 1] == '(';
	bool has_blank = out->len && out->ptr[out->len - 1] == ' ';
	buf_add(out, is_between && !is_first && !has_blank ? STR(" ") : STR(""));
	buf_add(out, sign);
	buf_add(out, (is_between && !is_first) || str_eq(sign, STR(",")) ? STR(" ") : STR(""));
}

enum math_shape { FRACTION, ROOT, NTH_ROOT, ABOVE, BELOW, BOTH, SIGN, CELL, ROW, NOTHING };

static const struct {
	const char *name;
	enum math_shape shape;
} shapes[] = {
	{ "mfrac", FRACTION }, { "msqrt", ROOT }, { "mroot", NTH_ROOT }, { "msup", ABOVE },
	{ "mover", ABOVE }, { "msub", BELOW }, { "munder", BELOW }, { "msubsup", BOTH },
	{ "munderover", BOTH }, { "mo", SIGN }, { "mtd", CELL }, { "mtr", ROW },
	{ "annotation", NOTHING }, { "annotation-xml", NOTHING }, { "mphantom", NOTHING },
};

static void add_shape(struct buf *out, const struct dom_node *node, enum math_shape shape,
		      int depth)
{
	struct buf text = { .max = MATH_BYTES };

	switch (shape) {
	case FRACTION:
		add_part(out, child_at(node, 0), depth);
		buf_add_char(out, '/');
		add_part(out, child_at(node, 1), depth);
		break;
	case ROOT:
		add_children(&text, node, depth);
		buf_addf(out, is_single(str_trim(buf_str(&text))) ? "\u221a%.*s" : "\u221a(%.*s)",
			 STR_ARG(str_trim(buf_str(&text))));
		break;
	case NTH_ROOT:
		add_raised(out, child_at(node, 1), depth);
		buf_add(out, STR("\u221a"));
		add_part(out, child_at(node, 0), depth);
		break;
	case ABOVE: case BELOW: case BOTH:
		add_part(out, child_at(node, 0), depth);
		if (shape != ABOVE)
			add_lowered(out, child_at(node, 1), depth);
		if (shape != BELOW)
			add_raised(out, child_at(node, shape == BOTH ? 2 : 1), depth);
		break;
	case SIGN:
		add_children(&text, node, depth);
		add_sign(out, str_trim(buf_str(&text)));
		break;
	case CELL: case ROW:
		add_children(out, node, depth);
		if (node->next)
			buf_add(out, shape == ROW ? STR("; ") : STR(" "));
		break;
	case NOTHING:
		break;
	}
	buf_free(&text);
}

static void add_node(struct buf *out, const struct dom_node *node, int depth)
{
	if (node->tag == DOM_TEXT) {
		utf8_squeeze(out, node->text);
		return;
	}
	for (size_t i = 0; i < sizeof(shapes) / sizeof(*shapes) && node->tag == DOM_OTHER; i++) {
		if (!str_eq_nocase(node->text, str_from(shapes[i].name)))
			continue;
		add_shape(out, node, shapes[i].shape, depth);
		return;
	}
	if (!(dom_traits(node) & DOM_OPAQUE))
		add_children(out, node, depth);
}

bool build_add_math(struct builder *b, const struct dom_node *math)
{
	bool is_block = str_eq_nocase(dom_attr(math, "display"), STR("block"));
	struct buf text = { .max = MATH_BYTES };

	add_children(&text, math, 0);
	struct str line = str_trim(buf_str(&text));
	if (is_block && !b->is_into_caption)
		build_end(b);
	build_add_text(b, line.len ? line : dom_attr(math, "alttext"));
	if (is_block && !b->is_into_caption)
		build_end(b);
	buf_free(&text);
	return true;
}
