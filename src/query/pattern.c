/* SPDX-License-Identifier: MIT */
#include "query/pattern.h"

#include <stdlib.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "query/pattern_tree.h"

/* The tree is made into steps, and a text walks all of them at once: each
 * character moves a set of states to the next one, so no text takes more than
 * its length times the number of steps. */
enum step_kind { STEP_CHAR, STEP_ANY, STEP_SET, STEP_BEGIN, STEP_END, STEP_EDGE, STEP_FORK,
	STEP_JUMP, STEP_MATCH };

enum { STEPS_MAX = 4000 };

struct step {
	enum step_kind kind;
	uint32_t code;
	const struct pattern_set *set;
	size_t next, other; /* a fork goes both ways */
};

struct pattern {
	struct arena arena;
	struct step *steps;
	size_t count;
	struct buf literal; /* in every text that matches */
	bool is_full;
};

static size_t add_step(struct pattern *out, enum step_kind kind)
{
	if (out->count == STEPS_MAX) {
		out->is_full = true;
		return STEPS_MAX - 1;
	}
	out->steps[out->count] = (struct step){ .kind = kind, .next = out->count + 1 };
	return out->count++;
}

static void compile(struct pattern *out, const struct pattern_node *node);

static void compile_either(struct pattern *out, const struct pattern_node *node)
{
	size_t fork = add_step(out, STEP_FORK), jump;

	compile(out, node->a);
	jump = add_step(out, STEP_JUMP);
	out->steps[fork].other = out->count;
	compile(out, node->b);
	out->steps[jump].next = out->count;
}

static void compile_repeat(struct pattern *out, const struct pattern_node *node)
{
	size_t fork;

	for (int i = 0; i < node->least && !out->is_full; i++)
		compile(out, node->a);
	if (node->most == PATTERN_ENDLESS) {
		fork = add_step(out, STEP_FORK);
		compile(out, node->a);
		out->steps[add_step(out, STEP_JUMP)].next = fork;
		out->steps[fork].other = out->count;
		return;
	}
	for (int i = node->least; i < node->most && !out->is_full; i++) {
		fork = add_step(out, STEP_FORK);
		compile(out, node->a);
		out->steps[fork].other = out->count;
	}
}

static void compile(struct pattern *out, const struct pattern_node *node)
{
	static const uint8_t kinds[] = {
		[PATTERN_CHAR] = STEP_CHAR, [PATTERN_ANY] = STEP_ANY, [PATTERN_SET] = STEP_SET,
		[PATTERN_BEGIN] = STEP_BEGIN, [PATTERN_END] = STEP_END,
		[PATTERN_EDGE] = STEP_EDGE,
	};
	size_t at;

	if (!node || out->is_full)
		return;
	switch (node->kind) {
	case PATTERN_EMPTY:
		return;
	case PATTERN_BOTH:
		compile(out, node->a);
		compile(out, node->b);
		return;
	case PATTERN_EITHER:
		compile_either(out, node);
		return;
	case PATTERN_REPEAT:
		compile_repeat(out, node);
		return;
	default:
		at = add_step(out, kinds[node->kind]);
		out->steps[at].code = node->code;
		out->steps[at].set = node->set;
	}
}

struct pattern *pattern_new(struct str text, struct error *err)
{
	struct pattern *out = mem_new(1, sizeof(*out));
	struct pattern_node *root;

	root = text.len > PATTERN_LENGTH_MAX ? NULL : pattern_parse(text, &out->arena, err);
	if (root) {
		out->steps = arena_array(&out->arena, STEPS_MAX, sizeof(*out->steps));
		compile(out, root);
		add_step(out, STEP_MATCH);
		pattern_add_literal(root, &out->literal);
	}
	if (root && !out->is_full)
		return out;
	if (out->is_full || text.len > PATTERN_LENGTH_MAX)
		error_set_code(err, EX_DATAERR, _("This pattern is too much work"));
	pattern_free(out);
	return NULL;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	buf_free(&pattern->literal);
	arena_free(&pattern->arena);
	free(pattern);
}

struct str pattern_literal(const struct pattern *pattern)
{
	return buf_str(&pattern->literal);
}

/* States that a text is in: a list, and whether each is on it. */
struct states {
	uint16_t *list;
	uint32_t *marks; /* the round that a state was added in */
	size_t count;
	uint32_t round;
};

/* What stands around the place between two characters; 0 for nothing. */
struct place { uint32_t before, after; bool is_begin, is_end; };

static bool holds(const struct step *step, const struct place *place)
{
	switch (step->kind) {
	case STEP_BEGIN:
		return place->is_begin;
	case STEP_END:
		return place->is_end;
	default:
		return pattern_is_word(place->before) != pattern_is_word(place->after);
	}
}

/* Adds a state and all that can be reached from it without a character. The
 * stack holds each state once at most. */
static bool add_state(const struct pattern *pattern, struct states *states, size_t first,
		      const struct place *place, uint16_t *stack)
{
	size_t depth = 0;

	if (states->marks[first] == states->round)
		return false;
	states->marks[first] = states->round;
	stack[depth++] = (uint16_t)first;
	while (depth > 0) {
		size_t at = stack[--depth], ways[2], count = 0;
		const struct step *step = &pattern->steps[at];

		if (step->kind == STEP_MATCH)
			return true;
		if (step->kind <= STEP_SET) {
			states->list[states->count++] = (uint16_t)at;
			continue;
		}
		if (step->kind == STEP_FORK)
			ways[count++] = step->other;
		if (step->kind == STEP_FORK || step->kind == STEP_JUMP || holds(step, place))
			ways[count++] = step->next;
		while (count-- > 0) {
			if (states->marks[ways[count]] == states->round)
				continue;
			states->marks[ways[count]] = states->round;
			stack[depth++] = (uint16_t)ways[count];
		}
	}
	return false;
}

static bool accepts(const struct step *step, uint32_t code)
{
	bool is_in = false;

	if (step->kind != STEP_SET)
		return step->kind == STEP_ANY || step->code == code;
	for (size_t i = 0; !is_in && i < step->set->count; i++)
		is_in = code >= step->set->ranges[i].from && code <= step->set->ranges[i].to;
	return is_in != step->set->is_negative;
}

static bool run(const struct pattern *pattern, struct str text, struct arena *arena)
{
	/* Where the last character led to, and what that reaches by itself. */
	uint16_t *led = arena_array(arena, pattern->count + 1, sizeof(*led));
	uint16_t *stack = arena_array(arena, pattern->count + 1, sizeof(*stack));
	struct states live = {
		.list = arena_array(arena, pattern->count + 1, sizeof(uint16_t)),
		.marks = arena_array(arena, pattern->count + 1, sizeof(uint32_t)),
	};
	struct place place = { .is_begin = true };
	size_t led_count = 0;

	for (;;) {
		bool is_end = !text.len;
		uint32_t code = is_end ? 0 : utf8_next(&text);

		place.after = code;
		place.is_end = is_end;
		live.count = 0;
		live.round++;
		for (size_t i = 0; i < led_count; i++)
			if (add_state(pattern, &live, led[i], &place, stack))
				return true;
		/* A match may begin anywhere. */
		if (add_state(pattern, &live, 0, &place, stack))
			return true;
		if (is_end)
			return false;
		led_count = 0;
		for (size_t i = 0; i < live.count; i++) {
			const struct step *step = &pattern->steps[live.list[i]];

			if (accepts(step, code))
				led[led_count++] = (uint16_t)step->next;
		}
		place = (struct place){ .before = code };
	}
}

bool pattern_matches(const struct pattern *pattern, struct str text)
{
	struct arena arena = { 0 };
	struct buf folded = { 0 };
	/* Most texts are told by what is not in them. */
	bool is_found = utf8_fold(&folded, text) &&
			str_find(buf_str(&folded), buf_str(&pattern->literal)) != SIZE_MAX &&
			run(pattern, buf_str(&folded), &arena);

	buf_free(&folded);
	arena_free(&arena);
	return is_found;
}
