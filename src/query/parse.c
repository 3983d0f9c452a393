/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/i18n.h"
#include "query/query.h"
#include "query/tree.h"
#include "query/when.h"

/* expression: all (OR all)*;  all: part+;  part: [-] (word | "phrase" |
 * /regex/ | field:value | ( expression ) ). Nothing is an error: what does not
 * fit is a word or is left out. */
struct parser {
	struct query *query;
	struct str text;
	size_t at;
	int64_t now;
	bool is_typing;
	int terms, level;
};

enum meaning { IS_FIELD, IS_FLAG, IS_SINCE, IS_BEFORE };

static const struct field_name {
	const char *name;
	enum meaning meaning;
	enum query_field field;
} field_names[] = {
	{ "title", IS_FIELD, QUERY_TITLE },
	{ "author", IS_FIELD, QUERY_AUTHOR },
	{ "feed", IS_FIELD, QUERY_FEED },
	{ "tag", IS_FIELD, QUERY_TAG },
	{ "text", IS_FIELD, QUERY_TEXT },
	{ "url", IS_FIELD, QUERY_URL },
	{ "section", IS_FIELD, QUERY_SECTION },
	{ "is", IS_FLAG, QUERY_ANY },
	{ "has", IS_FLAG, QUERY_ANY },
	{ "since", IS_SINCE, QUERY_ANY },
	{ "before", IS_BEFORE, QUERY_ANY },
};

static const struct flag_name {
	const char *name;
	enum query_flag flag;
} flag_names[] = {
	{ "unread", QUERY_UNREAD },       { "read", QUERY_READ },
	{ "starred", QUERY_STARRED },     { "star", QUERY_STARRED },
	{ "cached", QUERY_CACHED },       { "updated", QUERY_UPDATED },
	{ "media", QUERY_HAS_MEDIA },     { "enclosure", QUERY_HAS_MEDIA },
	{ "related", QUERY_HAS_RELATED }, { "muted", QUERY_MUTED },
};

static struct query_node *parse_any(struct parser *p);

static bool is_end(const struct parser *p)
{
	return p->at >= p->text.len;
}

static char here(const struct parser *p)
{
	return is_end(p) ? '\0' : p->text.ptr[p->at];
}

static void skip_space(struct parser *p)
{
	while (!is_end(p) && str_is_space(here(p)))
		p->at++;
}

/* Whether a word that means something by itself stands here. */
static bool take_keyword(struct parser *p, const char *word)
{
	struct str wanted = str_from(word);
	size_t end = p->at + wanted.len;

	if (!str_eq(str_slice(p->text, p->at, end), wanted) || end > p->text.len)
		return false;
	if (end < p->text.len && !str_is_space(p->text.ptr[end]) && p->text.ptr[end] != '(')
		return false;
	p->at = end;
	return true;
}

static struct query_node *leaf(struct parser *p, enum query_kind kind, enum query_field field,
			       struct str text)
{
	struct query_node *node;

	if (p->terms == TREE_TERMS) {
		tree_mistake(p->query, p->at, p->text.len, _("Only the first 64 words count"));
		return NULL;
	}
	p->terms++;
	node = tree_node(p->query, kind);
	node->field = (uint8_t)field;
	node->text = arena_str(&p->query->arena, text);
	return node;
}

/* Up to the closing mark, which is taken too; a missing one is at the end. */
static struct str take_until(struct parser *p, char mark, bool *is_closed)
{
	size_t from = ++p->at;
	struct str taken;

	while (!is_end(p) && here(p) != mark)
		p->at += here(p) == '\\' && mark == '/' && p->at + 1 < p->text.len ? 2 : 1;
	taken = str_slice(p->text, from, p->at);
	*is_closed = !is_end(p);
	p->at += *is_closed;
	return taken;
}

static struct query_node *parse_phrase(struct parser *p, enum query_field field)
{
	bool is_closed;
	struct str text = str_trim(take_until(p, '"', &is_closed));

	return text.len ? leaf(p, QUERY_PHRASE, field, text) : NULL;
}

static struct query_node *parse_regex(struct parser *p, enum query_field field)
{
	size_t from = p->at;
	struct error err = { 0 };
	bool is_closed;
	struct str text = take_until(p, '/', &is_closed);

	if (!is_closed)
		tree_mistake(p->query, from, p->at, _("The pattern has no second \"/\""));
	else if (text.len && query_pattern_check(text, &err))
		return leaf(p, QUERY_REGEX, field, text);
	else if (text.len)
		tree_mistake(p->query, from, p->at, err.text);
	return NULL;
}

/* Up to white space or a parenthesis that does not belong to it. */
static struct str take_word(struct parser *p)
{
	size_t from = p->at;
	int open = 0;

	for (; !is_end(p) && !str_is_space(here(p)); p->at++) {
		if (here(p) == ')' && open-- == 0)
			break;
		open += here(p) == '(';
	}
	return str_slice(p->text, from, p->at);
}

/* An asterisk at the end, or the end of what is being typed. */
static struct query_node *word_leaf(struct parser *p, enum query_field field, struct str word)
{
	bool is_prefix = p->is_typing && is_end(p);
	struct query_node *node;

	while (word.len && word.ptr[word.len - 1] == '*') {
		word.len--;
		is_prefix = true;
	}
	if (!word.len)
		return NULL;
	node = leaf(p, QUERY_WORD, field, word);
	if (node)
		node->is_prefix = is_prefix;
	return node;
}

/* A slash alone is part of a word: an address, a path. */
static bool begins_pattern(const struct parser *p)
{
	return here(p) == '/' &&
	       memchr(p->text.ptr + p->at + 1, '/', p->text.len - p->at - 1) != NULL;
}

static struct query_node *parse_field(struct parser *p, enum query_field field)
{
	if (here(p) == '"')
		return parse_phrase(p, field);
	if (begins_pattern(p) && field != QUERY_TAG)
		return parse_regex(p, field);
	return word_leaf(p, field, take_word(p));
}

static struct query_node *parse_flag(struct parser *p)
{
	size_t from = p->at;
	struct str word = take_word(p);

	for (size_t i = 0; i < sizeof(flag_names) / sizeof(flag_names[0]); i++) {
		struct query_node *node;

		if (!str_eq_nocase(word, str_from(flag_names[i].name)))
			continue;
		node = leaf(p, QUERY_IS, QUERY_ANY, word);
		if (node)
			node->flag = (uint8_t)flag_names[i].flag;
		return node;
	}
	if (!p->is_typing || !is_end(p))
		tree_mistake(p->query, from, p->at, _("Known are unread, read, starred, cached, "
						      "updated, media and related"));
	return NULL;
}

static struct query_node *parse_when(struct parser *p, enum query_kind kind)
{
	size_t from = p->at;
	struct str word = take_word(p);
	struct query_node *node;
	int64_t when;

	if (!when_parse(word, p->now, &when)) {
		if (!p->is_typing || !is_end(p))
			tree_mistake(p->query, from, p->at, _("Write a time as 3d, 2w, today or "
							      "2026-11-22"));
		return NULL;
	}
	node = leaf(p, kind, QUERY_ANY, word);
	if (node)
		node->when = when;
	return node;
}

static const struct field_name *take_field_name(struct parser *p)
{
	for (size_t i = 0; i < sizeof(field_names) / sizeof(field_names[0]); i++) {
		struct str name = str_from(field_names[i].name);
		size_t end = p->at + name.len;

		if (end >= p->text.len || p->text.ptr[end] != ':' ||
		    !str_eq_nocase(str_slice(p->text, p->at, end), name))
			continue;
		p->at = end + 1;
		return &field_names[i];
	}
	return NULL;
}

static struct query_node *parse_named(struct parser *p, const struct field_name *name, size_t from)
{
	if (is_end(p) || str_is_space(here(p))) {
		if (!p->is_typing)
			tree_mistake(p->query, from, p->at, _("There is nothing after the colon"));
		return NULL;
	}
	switch (name->meaning) {
	case IS_FLAG:
		return parse_flag(p);
	case IS_SINCE:
		return parse_when(p, QUERY_SINCE);
	case IS_BEFORE:
		return parse_when(p, QUERY_BEFORE);
	default:
		return parse_field(p, name->field);
	}
}

static struct query_node *parse_group(struct parser *p)
{
	size_t from = p->at++;
	struct query_node *node = NULL;

	if (p->level == TREE_LEVELS) {
		tree_mistake(p->query, from, p->text.len, _("Too many parentheses"));
		p->at = p->text.len;
		return NULL;
	}
	p->level++;
	node = parse_any(p);
	p->level--;
	skip_space(p);
	if (here(p) == ')')
		p->at++;
	else if (!p->is_typing)
		tree_mistake(p->query, from, from + 1, _("This parenthesis is never closed"));
	return node;
}

static struct query_node *parse_plain(struct parser *p)
{
	const struct field_name *name;
	size_t from = p->at;

	if (here(p) == '(')
		return parse_group(p);
	if (here(p) == '"')
		return parse_phrase(p, QUERY_ANY);
	if (begins_pattern(p))
		return parse_regex(p, QUERY_ANY);
	name = take_field_name(p);
	if (name)
		return parse_named(p, name, from);
	return word_leaf(p, QUERY_ANY, take_word(p));
}

static struct query_node *parse_part(struct parser *p)
{
	struct query_node *child, *node;
	bool is_negative = here(p) == '-' && p->at + 1 < p->text.len &&
			   !str_is_space(p->text.ptr[p->at + 1]);

	if (!is_negative)
		return parse_plain(p);
	p->at++;
	child = parse_plain(p);
	if (!child)
		return NULL;
	node = tree_node(p->query, QUERY_NOT);
	tree_add(p->query, node, child);
	return node;
}

static struct query_node *parse_all(struct parser *p)
{
	struct query_node *all = tree_node(p->query, QUERY_AND);

	for (;;) {
		size_t before;

		skip_space(p);
		before = p->at;
		if (is_end(p))
			break;
		if (here(p) == ')') {
			if (p->level > 0)
				break;
			tree_mistake(p->query, p->at, p->at + 1,
				     _("Nothing was opened that this could close"));
			p->at++;
			continue;
		}
		if (take_keyword(p, "OR")) {
			p->at = before;
			break;
		}
		if (take_keyword(p, "AND"))
			continue;
		tree_add(p->query, all, parse_part(p));
		if (p->at == before)
			p->at++;
	}
	return tree_simplify(all);
}

static struct query_node *parse_any(struct parser *p)
{
	struct query_node *any = tree_node(p->query, QUERY_OR);

	do
		tree_add(p->query, any, parse_all(p));
	while (take_keyword(p, "OR"));
	return tree_simplify(any);
}

void query_parse(struct str text, int64_t now, bool is_typing, struct query *out)
{
	struct parser p = { .query = out, .text = text, .now = now, .is_typing = is_typing };

	*out = (struct query){ 0 };
	out->root = parse_any(&p);
}
