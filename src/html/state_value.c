/* SPDX-License-Identifier: MIT */
#include "html/state_value.h"

#include "base/utf8.h"

enum { KEY_MAX = 64 }; /* bytes of a key that is looked for */

struct reader {
	struct arena *arena;
	struct str text;
	size_t at;
	size_t count;
	struct value *open;   /* the container being read */
	struct value *last;   /* its last member so far */
	struct value *lasts[VALUE_DEPTH];
	int depth;            /* containers open; those beyond VALUE_DEPTH count */
};

static char peek(const struct reader *r)
{
	return r->at < r->text.len ? r->text.ptr[r->at] : '\0';
}

static bool is_at(const struct reader *r, struct str word)
{
	return str_has_prefix(str_slice(r->text, r->at, r->text.len), word);
}

static bool skip_past(struct reader *r, struct str end)
{
	size_t found = str_find(str_slice(r->text, r->at, r->text.len), end);

	r->at = found == SIZE_MAX ? r->text.len : r->at + found + end.len;
	return found != SIZE_MAX;
}

/* White space, comments and the shells that hide scripts from old browsers. */
static void skip_blanks(struct reader *r)
{
	while (r->at < r->text.len) {
		if (str_is_space(peek(r)) || peek(r) == '\0' || is_at(r, STR("\xef\xbb\xbf")))
			r->at += peek(r) == '\xef' ? 3 : 1;
		else if (is_at(r, STR("/*")))
			skip_past(r, STR("*/"));
		else if (is_at(r, STR("<![CDATA[")))
			r->at += 9;
		else if (is_at(r, STR("]]>")))
			r->at += 3;
		else if (is_at(r, STR("<!--")))
			r->at += 4;
		else if (is_at(r, STR("-->")))
			r->at += 3;
		else if (is_at(r, STR("//<![CDATA[")) || is_at(r, STR("//]]>")))
			r->at += 2;
		else if (is_at(r, STR("//")))
			skip_past(r, STR("\n"));
		else
			return;
	}
}

/* Whether a quoted key with its colon begins at the quote: a comma was
 * forgotten. */
static bool is_key_ahead(const struct reader *r, size_t at)
{
	size_t end = at + 1;

	while (end < r->text.len && end < at + KEY_MAX && r->text.ptr[end] != r->text.ptr[at])
		end++;
	return end + 1 < r->text.len && r->text.ptr[end] == r->text.ptr[at] &&
	       r->text.ptr[end + 1] == ':';
}

/* A quotation mark ends a string only where a value can end. */
static bool is_string_end(const struct reader *r, size_t at)
{
	for (at++; at < r->text.len && str_is_space(r->text.ptr[at]); at++)
		;
	if (at >= r->text.len)
		return true;
	char c = r->text.ptr[at];
	return c == ',' || c == ':' || c == '}' || c == ']' || c == ';' || c == ')' ||
	       c == '/' || c == '+' || (c == '"' && is_key_ahead(r, at));
}

/* Reads the string at the quote; leaves behind its end. */
static struct str read_string(struct reader *r, bool *has_escapes)
{
	char quote = r->text.ptr[r->at++];
	size_t from = r->at;

	*has_escapes = false;
	for (; r->at < r->text.len; r->at++) {
		char c = r->text.ptr[r->at];

		if (c == '\\') {
			*has_escapes = true;
			r->at++;
		} else if (c == quote && is_string_end(r, r->at)) {
			return str_slice(r->text, from, r->at++);
		}
	}
	r->at = r->text.len;
	return str_slice(r->text, from, r->text.len);
}

static bool is_bare(char c)
{
	return c && !str_is_space(c) && c != ',' && c != ':' && c != '{' && c != '}' &&
	       c != '[' && c != ']' && c != '"' && c != '\'' && c != '(' && c != ')' && c != ';';
}

static struct str read_bare(struct reader *r)
{
	size_t from = r->at;

	while (is_bare(peek(r)))
		r->at++;
	return str_slice(r->text, from, r->at);
}

static struct value *value_add(struct reader *r, enum value_kind kind, struct str key)
{
	if (r->count >= VALUE_COUNT || r->depth > VALUE_DEPTH ||
	    r->arena->total > VALUE_MEMORY)
		return NULL;
	struct value *value = arena_alloc(r->arena, sizeof(*value));

	r->count++;
	value->kind = (uint8_t)kind;
	value->key = key;
	value->parent = r->open;
	if (r->last)
		r->last->next = value;
	else if (r->open)
		r->open->first = value;
	r->last = value;
	return value;
}

static void container_open(struct reader *r, struct str key)
{
	enum value_kind kind = peek(r) == '{' ? VALUE_OBJECT : VALUE_ARRAY;
	struct value *value = r->depth < VALUE_DEPTH ? value_add(r, kind, key) : NULL;

	r->at++;
	if (value) {
		r->lasts[r->depth] = value;
		r->open = value;
		r->last = NULL;
	}
	r->depth++;
}

static void container_close(struct reader *r)
{
	r->at++;
	r->depth--;
	if (r->depth < VALUE_DEPTH && r->open && r->lasts[r->depth] == r->open) {
		r->last = r->open;
		r->open = r->open->parent;
	}
}

static enum value_kind bare_kind(struct str word)
{
	if (str_eq(word, STR("true")) || str_eq(word, STR("false")))
		return VALUE_BOOL;
	if (word.len && (word.ptr[0] == '-' || (word.ptr[0] >= '0' && word.ptr[0] <= '9')))
		return VALUE_NUMBER;
	return VALUE_NULL;
}

/* The arguments of a call are not ours, save those of JSON.parse and Date:
 * they go on as plain values. */
static void skip_call(struct reader *r)
{
	int depth = 0;
	bool has_escapes;

	do {
		char c = peek(r);

		if (c == '"' || c == '\'' || c == '`') {
			read_string(r, &has_escapes);
			continue;
		}
		depth += (c == '(') - (c == ')');
		r->at++;
	} while (depth > 0 && r->at < r->text.len);
}

static void read_scalar(struct reader *r, struct str key)
{
	char c = peek(r);
	bool has_escapes = false, is_string = c == '"' || c == '\'' || c == '`';
	struct str raw = is_string ? read_string(r, &has_escapes) : read_bare(r);
	struct value *value =
		value_add(r, is_string ? VALUE_STRING : bare_kind(raw), key);

	if (value) {
		value->raw = raw;
		value->has_escapes = has_escapes;
	}
	if (!is_string && str_eq(raw, STR("function")))
		skip_call(r);
	else if (!is_string && raw.len == 0 && peek(r) == '(')
		skip_call(r);
	else if (!is_string && raw.len == 0)
		r->at++;
}

/* A key and its colon; empty, and nothing taken, when there is none. */
static struct str read_key(struct reader *r)
{
	size_t start = r->at;
	bool has_escapes;
	char c = peek(r);

	if (!r->open || r->open->kind != VALUE_OBJECT)
		return (struct str){ 0 };
	struct str key = c == '"' || c == '\'' ? read_string(r, &has_escapes) : read_bare(r);
	skip_blanks(r);
	if (peek(r) == ':') {
		r->at++;
		skip_blanks(r);
		return key;
	}
	r->at = start;
	return (struct str){ 0 };
}

static void read_values(struct reader *r)
{
	do {
		skip_blanks(r);
		char c = peek(r);

		if (c == '}' || c == ']') {
			container_close(r);
			continue;
		}
		if (c == ',' || c == ':' || c == ';' || c == ')') {
			r->at++;
			continue;
		}
		struct str key = read_key(r);
		c = peek(r);
		if (c == '{' || c == '[')
			container_open(r, key);
		else if (c != '}' && c != ']' && r->at < r->text.len)
			read_scalar(r, key);
	} while (r->depth > 0 && r->at < r->text.len && r->count < VALUE_COUNT);
}

const struct value *value_parse_some(struct arena *arena, struct str text, size_t *used)
{
	struct reader r = { .arena = arena, .text = text };

	skip_blanks(&r);
	while (r.at < text.len && peek(&r) != '{' && peek(&r) != '[')
		r.at++;
	*used = text.len;
	if (r.at >= text.len)
		return NULL;
	container_open(&r, (struct str){ 0 });
	struct value *root = r.open;
	read_values(&r);
	*used = r.at;
	return root;
}

const struct value *value_parse(struct arena *arena, struct str text)
{
	size_t used;

	return value_parse_some(arena, text, &used);
}

const struct value *value_next(const struct value *value, const struct value *root)
{
	if (value->first)
		return value->first;
	for (; value && value != root; value = value->parent)
		if (value->next)
			return value->next;
	return NULL;
}
