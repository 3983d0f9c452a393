/* SPDX-License-Identifier: MIT */
#include <sysexits.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "query/query.h"
#include "query/tree.h"

/* newsboat's filter expressions: attribute operator value, and, or, ( ). */
struct reader {
	struct query *query;
	struct str text;
	size_t at;
	int64_t now;
	int terms, level;
	struct error *err;
};

enum operator { OP_EQUAL, OP_UNEQUAL, OP_MATCH, OP_NO_MATCH, OP_LESS, OP_MORE, OP_AT_MOST,
	OP_AT_LEAST, OP_HAS, OP_HAS_NOT, OP_BETWEEN };

/* Longer ones first: "==" before "=". */
static const struct operator_name { const char *name; enum operator op; } operator_names[] = {
	{ "==", OP_EQUAL },    { "=~", OP_MATCH },    { "!=", OP_UNEQUAL }, { "!~", OP_NO_MATCH },
	{ "!#", OP_HAS_NOT },  { "<=", OP_AT_MOST },  { ">=", OP_AT_LEAST }, { "=", OP_EQUAL },
	{ "<", OP_LESS },      { ">", OP_MORE },      { "#", OP_HAS },
	{ "between", OP_BETWEEN },
};

enum sort { SORT_TEXT, SORT_NUMBER, SORT_UNREAD, SORT_FLAGS, SORT_TAGS, SORT_NONE };

static const struct attribute {
	const char *name;
	enum sort sort;
	uint8_t which; /* enum query_field or query_number */
} attributes[] = {
	{ "title", SORT_TEXT, QUERY_TITLE },
	{ "link", SORT_TEXT, QUERY_URL },
	{ "author", SORT_TEXT, QUERY_AUTHOR },
	{ "content", SORT_TEXT, QUERY_TEXT },
	{ "guid", SORT_TEXT, QUERY_GUID },
	{ "enclosure_url", SORT_TEXT, QUERY_ENCLOSURE },
	{ "enclosure_type", SORT_TEXT, QUERY_ENCLOSURE },
	{ "feedtitle", SORT_TEXT, QUERY_FEED },
	{ "feedlink", SORT_TEXT, QUERY_FEED_SITE },
	{ "rssurl", SORT_TEXT, QUERY_FEED_URL },
	{ "unread", SORT_UNREAD, 0 },
	{ "flags", SORT_FLAGS, 0 },
	{ "tags", SORT_TAGS, 0 },
	{ "age", SORT_NUMBER, QUERY_AGE },
	{ "unread_count", SORT_NUMBER, QUERY_FEED_UNREAD },
	{ "total_count", SORT_NUMBER, QUERY_FEED_TOTAL },
	{ "feedindex", SORT_NUMBER, QUERY_FEED_INDEX },
	{ "latest_article_age", SORT_NUMBER, QUERY_FEED_AGE },
	/* Where an article stands in a list, and dates as newsboat prints
	 * them, mean nothing here. */
	{ "articleindex", SORT_NONE, 0 },
	{ "date", SORT_NONE, 0 },
	{ "feeddate", SORT_NONE, 0 },
	{ "description", SORT_NONE, 0 },
};

static struct query_node *read_any(struct reader *r);

static struct query_node *complain(struct reader *r, const char *format, struct str what)
{
	if (r->err && !r->err->text[0]) {
		struct arena arena = { 0 };
		char *word = arena_cstr(&arena, what);

		error_set_code(r->err, EX_DATAERR, "%s: %s", format, word);
		arena_free(&arena);
	}
	tree_mistake(r->query, r->at < r->text.len ? r->at : r->text.len, r->text.len, format);
	r->at = r->text.len;
	return NULL;
}

static void skip_space(struct reader *r)
{
	while (r->at < r->text.len && str_is_space(r->text.ptr[r->at]))
		r->at++;
}

static bool is_name_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_';
}

static struct str take_name(struct reader *r)
{
	size_t from = r->at;

	while (r->at < r->text.len && is_name_char(r->text.ptr[r->at]))
		r->at++;
	return str_slice(r->text, from, r->at);
}

static bool take_operator(struct reader *r, enum operator *op)
{
	skip_space(r);
	for (size_t i = 0; i < sizeof(operator_names) / sizeof(operator_names[0]); i++) {
		struct str name = str_from(operator_names[i].name);

		if (!str_has_prefix(str_slice(r->text, r->at, r->text.len), name))
			continue;
		r->at += name.len;
		*op = operator_names[i].op;
		return true;
	}
	return false;
}

/* "text" with \" and \\, or a bare number, or from:to. */
static bool take_value(struct reader *r, struct str *out)
{
	struct buf value = { 0 };
	size_t from;

	skip_space(r);
	if (r->at >= r->text.len)
		return false;
	if (r->text.ptr[r->at] != '"') {
		from = r->at;
		while (r->at < r->text.len && !str_is_space(r->text.ptr[r->at]) &&
		       r->text.ptr[r->at] != ')')
			r->at++;
		*out = str_slice(r->text, from, r->at);
		return out->len > 0;
	}
	for (r->at++; r->at < r->text.len && r->text.ptr[r->at] != '"'; r->at++) {
		if (r->text.ptr[r->at] == '\\' && r->at + 1 < r->text.len &&
		    (r->text.ptr[r->at + 1] == '"' || r->text.ptr[r->at + 1] == '\\'))
			r->at++;
		buf_add_char(&value, r->text.ptr[r->at]);
	}
	*out = arena_str(&r->query->arena, buf_str(&value));
	buf_free(&value);
	if (r->at >= r->text.len)
		return false;
	r->at++;
	return true;
}

static struct query_node *negate(struct reader *r, struct query_node *node, bool is_negative)
{
	struct query_node *not;

	if (!node || !is_negative)
		return node;
	not = tree_node(r->query, QUERY_NOT);
	tree_add(r->query, not, node);
	return not;
}

static struct query_node *text_node(struct reader *r, enum query_field field, enum operator op,
				    struct str value)
{
	struct error err = { 0 };
	struct query_node *node;
	enum query_kind kind = op == OP_MATCH || op == OP_NO_MATCH ? QUERY_REGEX
			     : op == OP_EQUAL || op == OP_UNEQUAL ? QUERY_EXACT : QUERY_WORD;

	if (op == OP_LESS || op == OP_MORE || op == OP_AT_MOST || op == OP_AT_LEAST ||
	    op == OP_BETWEEN)
		return complain(r, _("This cannot be compared with a number"), value);
	if (kind == QUERY_REGEX && !query_pattern_check(value, &err))
		return complain(r, err.text, value);
	node = tree_node(r->query, kind);
	node->field = (uint8_t)field;
	node->text = arena_str(&r->query->arena, value);
	return negate(r, node, op == OP_UNEQUAL || op == OP_NO_MATCH || op == OP_HAS_NOT);
}

static struct query_node *compare_node(struct reader *r, enum query_number number,
				       enum query_compare compare, int64_t value)
{
	struct query_node *node = tree_node(r->query, QUERY_NUMBER_IS);

	node->number = (uint8_t)number;
	node->compare = (uint8_t)compare;
	node->when = value;
	return node;
}

static struct query_node *number_node(struct reader *r, enum query_number number, enum operator op,
				      struct str value)
{
	static const uint8_t compares[] = {
		[OP_EQUAL] = QUERY_EQUAL, [OP_UNEQUAL] = QUERY_UNEQUAL, [OP_LESS] = QUERY_LESS,
		[OP_MORE] = QUERY_MORE, [OP_AT_MOST] = QUERY_AT_MOST,
		[OP_AT_LEAST] = QUERY_AT_LEAST,
	};
	struct query_node *both;
	struct str low;
	int64_t a, b;

	if (op == OP_BETWEEN) {
		if (!str_cut(&value, ':', &low) || !str_to_int64(low, &a) ||
		    !str_to_int64(value, &b))
			return complain(r, _("\"between\" wants two numbers, as 1:5"), value);
		both = tree_node(r->query, QUERY_AND);
		tree_add(r->query, both, compare_node(r, number, QUERY_AT_LEAST, a < b ? a : b));
		tree_add(r->query, both, compare_node(r, number, QUERY_AT_MOST, a < b ? b : a));
		return both;
	}
	if (op == OP_MATCH || op == OP_NO_MATCH || op == OP_HAS || op == OP_HAS_NOT)
		return complain(r, _("This works on text, not on a number"), value);
	if (!str_to_int64(value, &a))
		return complain(r, _("This is no number"), value);
	return compare_node(r, number, compares[op], a);
}

static struct query_node *unread_node(struct reader *r, enum operator op, struct str value)
{
	struct query_node *node = tree_node(r->query, QUERY_IS);
	bool is_yes = str_eq_nocase(value, STR("yes"));

	if (op != OP_EQUAL && op != OP_UNEQUAL)
		return complain(r, _("\"unread\" is \"yes\" or \"no\""), value);
	node->flag = is_yes == (op == OP_EQUAL) ? QUERY_UNREAD : QUERY_READ;
	return node;
}

/* Imported flag letters are tags of the articles: flag-a. */
static struct query_node *flags_node(struct reader *r, enum operator op, struct str value)
{
	bool is_negative = op == OP_HAS_NOT || op == OP_UNEQUAL || op == OP_NO_MATCH;
	struct query_node *any = tree_node(r->query, QUERY_OR);

	for (size_t i = 0; i < value.len && i < 52; i++) {
		struct query_node *node = tree_node(r->query, QUERY_EXACT);

		node->field = QUERY_TAG;
		node->text = arena_printf(&r->query->arena, "flag-%c", value.ptr[i]);
		if (is_name_char(value.ptr[i]))
			tree_add(r->query, any, node);
	}
	return negate(r, tree_simplify(any), is_negative);
}

static struct query_node *make_node(struct reader *r, const struct attribute *attribute,
				    enum operator op, struct str value)
{
	switch (attribute->sort) {
	case SORT_TEXT:
		return text_node(r, attribute->which, op, value);
	case SORT_NUMBER:
		return number_node(r, attribute->which, op, value);
	case SORT_UNREAD:
		return unread_node(r, op, value);
	case SORT_FLAGS:
		return flags_node(r, op, value);
	case SORT_TAGS:
		return text_node(r, QUERY_TAG, op == OP_HAS ? OP_EQUAL
					     : op == OP_HAS_NOT ? OP_UNEQUAL : op, value);
	case SORT_NONE:
		break;
	}
	return complain(r, _("There is nothing like this here"), str_from(attribute->name));
}

static struct query_node *read_comparison(struct reader *r)
{
	struct str name = take_name(r), value;
	enum operator op;

	if (++r->terms > TREE_TERMS)
		return complain(r, _("Too long"), name);
	for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
		if (!str_eq(name, str_from(attributes[i].name)))
			continue;
		if (!take_operator(r, &op))
			return complain(r, _("An operator is missing after"), name);
		if (!take_value(r, &value))
			return complain(r, _("A value is missing after"), name);
		return make_node(r, &attributes[i], op, value);
	}
	return complain(r, _("Unknown attribute"), name.len ? name
			: str_slice(r->text, r->at, r->at + 16));
}

static struct query_node *read_part(struct reader *r)
{
	struct query_node *node;

	skip_space(r);
	if (r->at >= r->text.len || r->text.ptr[r->at] != '(')
		return read_comparison(r);
	r->at++;
	if (++r->level > TREE_LEVELS)
		return complain(r, _("Too many parentheses"), (struct str){ 0 });
	node = read_any(r);
	r->level--;
	skip_space(r);
	if (r->at >= r->text.len || r->text.ptr[r->at] != ')')
		return complain(r, _("A parenthesis is never closed"), (struct str){ 0 });
	r->at++;
	return node;
}

static bool take_word(struct reader *r, const char *word)
{
	size_t before;

	skip_space(r);
	before = r->at;
	if (str_eq(take_name(r), str_from(word)))
		return true;
	r->at = before;
	return false;
}

static struct query_node *read_all(struct reader *r)
{
	struct query_node *all = tree_node(r->query, QUERY_AND);

	do
		tree_add(r->query, all, read_part(r));
	while (take_word(r, "and"));
	return tree_simplify(all);
}

static struct query_node *read_any(struct reader *r)
{
	struct query_node *any = tree_node(r->query, QUERY_OR);

	do
		tree_add(r->query, any, read_all(r));
	while (take_word(r, "or"));
	return tree_simplify(any);
}

bool query_parse_newsboat(struct str text, int64_t now, struct query *out, struct error *err)
{
	struct reader r = { .query = out, .text = text, .now = now };
	struct error local = { 0 };

	r.err = err ? err : &local;
	*r.err = (struct error){ 0 };
	*out = (struct query){ 0 };
	out->root = read_any(&r);
	skip_space(&r);
	if (!r.err->text[0] && r.at < text.len)
		complain(&r, _("Not understood"), str_slice(text, r.at, text.len));
	if (!r.err->text[0])
		return true;
	query_free(out);
	return false;
}

/* A name and an operator: what no search in words begins with. */
static bool has_form(struct str text)
{
	struct reader r = { .text = text };
	enum operator op;

	while (r.at < text.len && (str_is_space(text.ptr[r.at]) || text.ptr[r.at] == '('))
		r.at++;
	return !str_is_empty(take_name(&r)) && take_operator(&r, &op) && op != OP_BETWEEN;
}

void query_parse_folder(struct str text, int64_t now, struct query *out)
{
	struct error err = { 0 };

	if (query_parse_newsboat(text, now, out, &err))
		return;
	query_parse(text, now, false, out);
	if (!has_form(text))
		return;
	out->mistake = err;
	out->mistake_from = 0;
	out->mistake_to = text.len;
}
