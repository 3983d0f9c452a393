/* SPDX-License-Identifier: MIT */
#ifndef WARTA_QUERY_PATTERN_TREE_H
#define WARTA_QUERY_PATTERN_TREE_H

#include "base/arena.h"
#include "base/buf.h"
#include "query/pattern.h"

/* A pattern as a tree, before it is made into steps. */
enum pattern_kind {
	PATTERN_EMPTY, PATTERN_CHAR, PATTERN_ANY, PATTERN_SET,
	PATTERN_BEGIN, PATTERN_END, PATTERN_EDGE /* of a word */,
	PATTERN_BOTH, PATTERN_EITHER, PATTERN_REPEAT,
};

enum { PATTERN_RANGES = 48, PATTERN_ENDLESS = -1 };

struct pattern_set {
	struct { uint32_t from, to; } ranges[PATTERN_RANGES];
	size_t count;
	bool is_negative;
};

struct pattern_node {
	enum pattern_kind kind;
	uint32_t code;
	struct pattern_set *set;
	struct pattern_node *a, *b;
	int least, most; /* of a repeat */
};

/* NULL with a sentence. */
struct pattern_node *pattern_parse(struct str text, struct arena *arena, struct error *err);

bool pattern_is_word(uint32_t code);

/* The longest run of ASCII letters and digits that stands in whatever matches,
 * as texts are folded; out is empty before, and stays so when there is none. */
void pattern_add_literal(const struct pattern_node *root, struct buf *out);

#endif
