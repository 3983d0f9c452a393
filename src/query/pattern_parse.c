/* SPDX-License-Identifier: MIT */
#include <sysexits.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "query/pattern_tree.h"

enum { LEVELS = 32, REPEAT_MAX = 255 };

struct parser {
	struct str rest;
	struct arena *arena;
	int level;
	bool is_bad;
};

/* A code point folded as texts are. */
static uint32_t fold(uint32_t code)
{
	struct buf one = { 0 }, folded = { 0 };
	uint32_t first = code;

	if (code < 0x80)
		return (uint32_t)(unsigned char)str_lower((char)code);
	if (utf8_put(&one, code) && utf8_fold(&folded, buf_str(&one)) && folded.len) {
		struct str rest = buf_str(&folded);

		first = utf8_next(&rest);
		/* What folds into several is left as it is. */
		first = rest.len ? code : first;
	}
	buf_free(&one);
	buf_free(&folded);
	return first;
}

static struct pattern_node *node_new(struct parser *p, enum pattern_kind kind)
{
	struct pattern_node *node = arena_alloc(p->arena, sizeof(*node));

	node->kind = kind;
	return node;
}

static char here(const struct parser *p)
{
	return p->rest.len ? p->rest.ptr[0] : '\0';
}

static void skip(struct parser *p, size_t count)
{
	p->rest = str_slice(p->rest, count, p->rest.len);
}

static void add_range(struct pattern_set *set, uint32_t from, uint32_t to)
{
	if (set->count < PATTERN_RANGES) {
		set->ranges[set->count].from = from;
		set->ranges[set->count++].to = to;
	}
}

/* Texts come folded, so capitals in a range stand for small letters too. */
static void add_folded_range(struct pattern_set *set, uint32_t from, uint32_t to)
{
	uint32_t low = from > 'A' ? from : 'A', high = to < 'Z' ? to : 'Z';

	add_range(set, from, to);
	if (low <= high)
		add_range(set, low + 32, high + 32);
	if (from >= 0x80 && fold(from) != from && fold(from) <= fold(to))
		add_range(set, fold(from), fold(to));
}

static const struct class_name {
	const char *name;
	struct { uint32_t from, to; } ranges[4];
} class_names[] = {
	{ "alpha", { { 'a', 'z' }, { 0xaa, 0x2fff }, { 0x3041, 0xd7ff }, { 0xf900, 0x3ffff } } },
	{ "alnum", { { 'a', 'z' }, { '0', '9' }, { 0xaa, 0x2fff }, { 0x3041, 0x3ffff } } },
	{ "digit", { { '0', '9' } } },
	{ "xdigit", { { '0', '9' }, { 'a', 'f' } } },
	{ "space", { { '\t', '\r' }, { ' ', ' ' }, { 0xa0, 0xa0 }, { 0x2000, 0x200a } } },
	{ "blank", { { '\t', '\t' }, { ' ', ' ' } } },
	{ "upper", { { 'a', 'z' }, { 0xaa, 0x2fff } } },
	{ "lower", { { 'a', 'z' }, { 0xaa, 0x2fff } } },
	{ "punct", { { '!', '/' }, { ':', '@' }, { '[', '`' }, { '{', '~' } } },
	{ "word", { { 'a', 'z' }, { '0', '9' }, { '_', '_' }, { 0xaa, 0x3ffff } } },
};

static bool add_class(struct pattern_set *set, struct str name)
{
	for (size_t i = 0; i < sizeof(class_names) / sizeof(class_names[0]); i++) {
		if (!str_eq(name, str_from(class_names[i].name)))
			continue;
		for (size_t k = 0; k < 4 && class_names[i].ranges[k].to; k++)
			add_range(set, class_names[i].ranges[k].from, class_names[i].ranges[k].to);
		return true;
	}
	return false;
}

bool pattern_is_word(uint32_t code)
{
	return (code >= 'a' && code <= 'z') || (code >= '0' && code <= '9') || code == '_' ||
	       code >= 0xaa;
}

static struct pattern_node *class_node(struct parser *p, const char *name, bool is_negative)
{
	struct pattern_node *node = node_new(p, PATTERN_SET);

	node->set = arena_alloc(p->arena, sizeof(*node->set));
	node->set->is_negative = is_negative;
	add_class(node->set, str_from(name));
	return node;
}

/* [:alpha:], with the brackets' insides at hand. */
static bool take_class(struct parser *p, struct pattern_set *set)
{
	size_t end;

	if (!str_has_prefix(p->rest, STR("[:")))
		return false;
	end = str_find(p->rest, STR(":]"));
	if (end == SIZE_MAX || !add_class(set, str_slice(p->rest, 2, end))) {
		p->is_bad = true;
		return false;
	}
	skip(p, end + 2);
	return true;
}

static struct pattern_node *parse_set(struct parser *p)
{
	struct pattern_node *node = node_new(p, PATTERN_SET);
	bool is_first = true;

	node->set = arena_alloc(p->arena, sizeof(*node->set));
	if (here(p) == '^') {
		node->set->is_negative = true;
		skip(p, 1);
	}
	while (p->rest.len && !p->is_bad && (is_first || here(p) != ']')) {
		uint32_t from, to;

		is_first = false;
		if (take_class(p, node->set))
			continue;
		from = to = utf8_next(&p->rest);
		if (here(p) == '-' && p->rest.len > 1 && p->rest.ptr[1] != ']') {
			skip(p, 1);
			to = utf8_next(&p->rest);
		}
		p->is_bad |= to < from;
		add_folded_range(node->set, from, to);
	}
	p->is_bad |= here(p) != ']' || node->set->count == PATTERN_RANGES;
	skip(p, 1);
	return node;
}

static struct pattern_node *char_node(struct parser *p, uint32_t code)
{
	struct pattern_node *node = node_new(p, PATTERN_CHAR);

	node->code = fold(code);
	return node;
}

static struct pattern_node *parse_escape(struct parser *p)
{
	uint32_t code;

	if (!p->rest.len) {
		p->is_bad = true;
		return NULL;
	}
	code = utf8_next(&p->rest);
	switch (code) {
	case 'w':
	case 'W':
		return class_node(p, "word", code == 'W');
	case 's':
	case 'S':
		return class_node(p, "space", code == 'S');
	case 'd':
		return class_node(p, "digit", false);
	case 'b':
	case '<':
	case '>':
		return node_new(p, PATTERN_EDGE);
	default:
		/* A number would be a back-reference. */
		p->is_bad |= code >= '1' && code <= '9';
		return char_node(p, code);
	}
}

static struct pattern_node *parse_either(struct parser *p);

static struct pattern_node *parse_group(struct parser *p)
{
	struct pattern_node *node;

	if (++p->level > LEVELS) {
		p->is_bad = true;
		return NULL;
	}
	node = parse_either(p);
	p->level--;
	p->is_bad |= here(p) != ')';
	skip(p, 1);
	return node;
}

static struct pattern_node *parse_atom(struct parser *p)
{
	uint32_t code = utf8_next(&p->rest);

	switch (code) {
	case '(':
		return parse_group(p);
	case '[':
		return parse_set(p);
	case '.':
		return node_new(p, PATTERN_ANY);
	case '^':
		return node_new(p, PATTERN_BEGIN);
	case '$':
		return node_new(p, PATTERN_END);
	case '\\':
		return parse_escape(p);
	case '*':
	case '+':
	case '?':
		p->is_bad = true;
		return NULL;
	default:
		return char_node(p, code);
	}
}

static int take_number(struct parser *p)
{
	int number = 0;

	while (here(p) >= '0' && here(p) <= '9') {
		number = number * 10 + (here(p) - '0');
		if (number > REPEAT_MAX) {
			p->is_bad = true;
			number = 0;
		}
		skip(p, 1);
	}
	return number;
}

/* {3} {2,} {2,5} {,5}, behind its opening brace. */
static void take_bounds(struct parser *p, struct pattern_node *repeat)
{
	repeat->least = take_number(p);
	repeat->most = repeat->least;
	if (here(p) == ',') {
		skip(p, 1);
		repeat->most = here(p) == '}' ? PATTERN_ENDLESS : take_number(p);
	}
	p->is_bad |= here(p) != '}' ||
		     (repeat->most != PATTERN_ENDLESS && repeat->most < repeat->least);
	skip(p, 1);
}

static struct pattern_node *parse_repeat(struct parser *p)
{
	struct pattern_node *node = parse_atom(p);

	while (!p->is_bad && p->rest.len &&
	       (here(p) == '*' || here(p) == '+' || here(p) == '?' || here(p) == '{')) {
		struct pattern_node *repeat = node_new(p, PATTERN_REPEAT);
		char mark = here(p);

		skip(p, 1);
		repeat->a = node;
		repeat->least = mark == '+';
		repeat->most = mark == '?' ? 1 : PATTERN_ENDLESS;
		if (mark == '{')
			take_bounds(p, repeat);
		/* Repeating what repeats without end says nothing new. */
		if (node && node->kind == PATTERN_REPEAT && node->most == PATTERN_ENDLESS &&
		    repeat->most == PATTERN_ENDLESS && repeat->least <= 1) {
			node->least = repeat->least && node->least;
			continue;
		}
		node = repeat;
	}
	return node;
}

static struct pattern_node *parse_both(struct parser *p)
{
	struct pattern_node *all = node_new(p, PATTERN_EMPTY);

	while (!p->is_bad && p->rest.len && here(p) != '|' && !(here(p) == ')' && p->level)) {
		struct pattern_node *node = node_new(p, PATTERN_BOTH);

		node->a = all;
		node->b = parse_repeat(p);
		all = node;
	}
	return all;
}

static struct pattern_node *parse_either(struct parser *p)
{
	struct pattern_node *any = parse_both(p);

	while (!p->is_bad && here(p) == '|') {
		struct pattern_node *node = node_new(p, PATTERN_EITHER);

		skip(p, 1);
		node->a = any;
		node->b = parse_both(p);
		any = node;
	}
	return any;
}

struct pattern_node *pattern_parse(struct str text, struct arena *arena, struct error *err)
{
	struct parser p = { .rest = text, .arena = arena };
	struct pattern_node *root = parse_either(&p);

	if (!p.is_bad && !p.rest.len)
		return root;
	error_set_code(err, EX_DATAERR, _("This is no regular expression"));
	return NULL;
}
