/* SPDX-License-Identifier: MIT */
#include "html/state_walk.h"

enum {
	SCRIPT_MAX = 8 << 20,
	SCRIPT_LEAST = 400,
	OBJECTS_MAX = 64,      /* of one script */
	LITERALS_MAX = 8,
	CALLS_MAX = 400,       /* pushes of one page */
	STREAMED_TEXT_LEAST = 300,
};

size_t state_next_start(struct str text, size_t from)
{
	for (size_t i = from; i < text.len; i++) {
		if (text.ptr[i] != '{' && text.ptr[i] != '[')
			continue;
		size_t before = i;

		while (before > 0 && str_is_space(text.ptr[before - 1]))
			before--;
		if (before == 0)
			return i;
		char c = text.ptr[before - 1];
		if (c == '=' || c == '(' || c == ':' || c == 'n')
			return i;
	}
	return SIZE_MAX;
}

static void see_text(struct dom *dom, struct str text, state_see *see, void *ctx)
{
	const struct value *root = value_parse(&dom->arena, text);

	if (root)
		see(ctx, root);
}

/* JSON.parse("..."): data inside a string literal. */
static void walk_literals(struct dom *dom, struct str text, state_see *see, void *ctx)
{
	static const char *const calls[] = { "JSON.parse(\"", "JSON.parse('", "JSON.parse(`" };

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		struct str rest = text, call = str_from(calls[i]);
		size_t at;

		for (int n = 0; n < LITERALS_MAX && (at = str_find(rest, call)) != SIZE_MAX; n++) {
			struct buf boxed = { .max = SCRIPT_MAX + 16 };
			struct str literal = str_slice(rest, at + call.len - 1, rest.len);

			buf_add_char(&boxed, '[');
			buf_add(&boxed, literal);
			const struct value *list = value_parse(
				&dom->arena, arena_str(&dom->arena, buf_str(&boxed)));
			buf_free(&boxed);
			if (list && list->first && list->first->kind == VALUE_STRING)
				see_text(dom, value_text(&dom->arena, list->first), see, ctx);
			rest = str_slice(literal, 1, literal.len);
		}
	}
}

static void walk_script(struct dom *dom, const struct dom_node *script, state_see *see, void *ctx)
{
	struct str text = str_slice(dom_raw(script), 0, SCRIPT_MAX);
	size_t at = 0, used;

	if (text.len < SCRIPT_LEAST ||
	    str_find_nocase(dom_attr(script, "type"), STR("ld+json")) != SIZE_MAX)
		return;
	walk_literals(dom, text, see, ctx);
	for (int objects = 0; objects < OBJECTS_MAX; objects++) {
		at = state_next_start(text, at);
		if (at == SIZE_MAX)
			return;
		const struct value *root =
			value_parse_some(&dom->arena, str_slice(text, at, text.len), &used);

		if (root)
			see(ctx, root);
		at += used ? used : 1;
	}
}

/* The strings of the calls that stream a state, joined. */
static struct str read_stream(struct dom *dom)
{
	struct buf stream = { .max = SCRIPT_MAX };
	int calls = 0;

	for (struct dom_node *n = dom->root; n && calls < CALLS_MAX; n = dom_next(n, dom->root)) {
		struct str text = n->tag == DOM_SCRIPT ? dom_raw(n) : (struct str){ 0 };
		size_t at = str_find(str_slice(text, 0, 200), STR("__next_f.push("));

		if (at == SIZE_MAX)
			continue;
		calls++;
		const struct value *list = value_parse(&dom->arena, str_slice(text, at, text.len));
		for (const struct value *v = list ? list->first : NULL; v; v = v->next)
			if (v->kind == VALUE_STRING)
				value_unescape(&stream, v->raw);
	}
	struct str text = arena_str(&dom->arena, buf_str(&stream));
	buf_free(&stream);
	return text;
}

/* A streamed state is lines "id:json"; "id:Tsize,text" is a text of its own,
 * given as the only member of an object. */
static void walk_stream(struct dom *dom, state_see *see, void *ctx)
{
	struct str rest = read_stream(dom), line;

	while (str_cut(&rest, '\n', &line)) {
		size_t colon = str_find_char(str_slice(line, 0, 12), ':');

		if (colon == SIZE_MAX || colon + 2 > line.len)
			continue;
		struct str value = str_slice(line, colon + 1, line.len);
		if (value.ptr[0] == '[' || value.ptr[0] == '{')
			see_text(dom, value, see, ctx);
		size_t comma = str_find_char(str_slice(value, 0, 12), ',');
		if (value.ptr[0] != 'T' || comma == SIZE_MAX || value.len < STREAMED_TEXT_LEAST)
			continue;
		struct value *object = arena_alloc(&dom->arena, sizeof(*object));
		struct value *text = arena_alloc(&dom->arena, sizeof(*text));
		*object = (struct value){ .kind = VALUE_OBJECT, .first = text };
		*text = (struct value){ .kind = VALUE_STRING, .key = STR("html"), .parent = object,
					.raw = str_slice(value, comma + 1, value.len) };
		see(ctx, object);
	}
}

void state_walk(struct dom *dom, state_see *see, void *ctx)
{
	for (struct dom_node *n = dom->root; n; n = dom_next(n, dom->root))
		if (n->tag == DOM_SCRIPT)
			walk_script(dom, n, see, ctx);
	walk_stream(dom, see, ctx);
}
