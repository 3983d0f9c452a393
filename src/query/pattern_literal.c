/* SPDX-License-Identifier: MIT */
#include "query/pattern_tree.h"

/* Letters that a match holds one right behind the other. */
struct walk {
	struct buf run, *longest;
};

static void end_run(struct walk *walk)
{
	if (walk->run.len > walk->longest->len) {
		buf_clear(walk->longest);
		buf_add(walk->longest, buf_str(&walk->run));
	}
	buf_clear(&walk->run);
}

static bool is_plain(uint32_t code)
{
	return code < 0x80 && code != '_' && pattern_is_word(code);
}

static void visit(struct walk *walk, const struct pattern_node *node)
{
	switch (node->kind) {
	case PATTERN_EMPTY:
		return;
	case PATTERN_BOTH:
		visit(walk, node->a);
		visit(walk, node->b);
		return;
	case PATTERN_CHAR:
		if (!is_plain(node->code))
			break;
		buf_add_char(&walk->run, (char)node->code);
		return;
	case PATTERN_REPEAT:
		end_run(walk);
		if (node->least > 0)
			visit(walk, node->a);
		break;
	default:
		break;
	}
	end_run(walk);
}

void pattern_add_literal(const struct pattern_node *root, struct buf *out)
{
	struct walk walk = { .longest = out };

	visit(&walk, root);
	end_run(&walk);
	buf_free(&walk.run);
}
