/* SPDX-License-Identifier: MIT */
#include "html/pipeline.h"
#include "html/state_walk.h"

#include <string.h>

enum {
	BODY_LEAST = 300,      /* bytes: what is shorter is a teaser */
	NESTED_MAX = 2,        /* JSON in a string in JSON */
};

/* Names that members with an article's text have, and what they are worth. */
static const struct {
	const char *name;
	int worth;
} body_keys[] = {
	{ "articleBody", 8 }, { "content", 6 },   { "body", 6 },        { "bodyHtml", 8 },
	{ "contentHtml", 8 }, { "html", 3 },      { "articleContent", 8 }, { "text", 2 },
	{ "fullText", 6 },    { "story", 5 },     { "article_body", 8 }, { "post_content", 8 },
	{ "rendered", 6 },    { "bodyText", 6 },  { "maintext", 5 },    { "isi", 6 },
	{ "konten", 6 },      { "news_content", 8 }, { "detail", 4 },   { "content_html", 8 },
	{ "body_html", 8 },   { "description", 1 }, { "articleHtml", 8 }, { "full_content", 8 },
};

struct search {
	struct dom *dom;
	struct str best;
	int64_t best_score;
	bool is_html;
};

static int key_worth(struct str key)
{
	for (size_t i = 0; i < sizeof(body_keys) / sizeof(body_keys[0]); i++)
		if (str_eq_nocase(key, str_from(body_keys[i].name)))
			return body_keys[i].worth;
	return 0;
}

static size_t count_of(struct str text, struct str part)
{
	size_t count = 0, at;

	while ((at = str_find_nocase(text, part)) != SIZE_MAX && count < 1000) {
		count++;
		text = str_slice(text, at + part.len, text.len);
	}
	return count;
}

/* Code, style sheets and data are long, too. */
static bool is_prose(struct str text, bool is_html)
{
	struct str begin = str_trim(str_slice(text, 0, 2000));
	size_t blanks = 0, braces = 0;

	if (!begin.len || begin.ptr[0] == '{' || begin.ptr[0] == '[')
		return false;
	for (size_t i = 0; i < begin.len; i++) {
		blanks += begin.ptr[i] == ' ' || (begin.ptr[i] & 0x80);
		braces += strchr("{};=\\", begin.ptr[i]) && begin.ptr[i];
	}
	if (is_html)
		return blanks * 30 > begin.len;
	return blanks * 12 > begin.len && braces * 40 < begin.len &&
	       str_find(begin, STR(". ")) != SIZE_MAX;
}

static void consider(struct search *s, const struct value *value, struct str text)
{
	bool is_html = str_find_nocase(text, STR("<p")) != SIZE_MAX ||
		       str_find_nocase(text, STR("<br")) != SIZE_MAX ||
		       str_find_nocase(text, STR("</")) != SIZE_MAX;
	int64_t score = (int64_t)text.len;
	int worth = key_worth(value->key);

	if (text.len < BODY_LEAST || !is_prose(text, is_html))
		return;
	if (!worth && !(is_html && count_of(text, STR("</p>")) > 2))
		return;
	score = score * (4 + worth) / 4;
	if (is_html && count_of(text, STR("<p")) > 1)
		score *= 2;
	if (score <= s->best_score)
		return;
	s->best = text;
	s->best_score = score;
	s->is_html = is_html;
}

static bool is_nested_json(struct str raw)
{
	raw = str_slice(raw, 0, 4);
	return str_has_prefix(raw, STR("{\\\"")) || str_has_prefix(raw, STR("[{\\"));
}

static void search_text(struct search *s, struct str text, int nested);

/* A list of strings or of objects with a text each is a body in pieces. */
static void consider_list(struct search *s, const struct value *list)
{
	static const char *const keys[] = {
		"content", "text", "html", "value", "paragraph", "data",
	};
	struct buf out = { .max = 2 << 20 };
	int pieces = 0;

	for (const struct value *v = list->first; v && pieces < 2000; v = v->next, pieces++) {
		struct str text = value_text(&s->dom->arena, v->kind == VALUE_STRING ? v : NULL);

		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && !text.len; i++) {
			const struct value *member = value_find(v, keys[i]);

			if (member && member->kind == VALUE_STRING)
				text = value_text(&s->dom->arena, member);
		}
		if (text.len < 20)
			continue;
		bool is_block = str_has_prefix(str_trim(text), STR("<p")) ||
				str_has_prefix(str_trim(text), STR("<h")) ||
				str_has_prefix(str_trim(text), STR("<ul"));
		if (!is_block)
			buf_add(&out, STR("<p>"));
		buf_add(&out, text);
		if (!is_block)
			buf_add(&out, STR("</p>"));
	}
	if (pieces > 1 && out.len >= BODY_LEAST && key_worth(list->key) >= 2)
		consider(s, list, arena_str(&s->dom->arena, buf_str(&out)));
	buf_free(&out);
}

static void search_value(struct search *s, const struct value *root, int nested)
{
	for (const struct value *v = root; v; v = value_next(v, root)) {
		if (v->kind == VALUE_ARRAY && key_worth(v->key))
			consider_list(s, v);
		if (v->kind != VALUE_STRING || v->raw.len < BODY_LEAST)
			continue;
		if (nested < NESTED_MAX && is_nested_json(v->raw))
			search_text(s, value_text(&s->dom->arena, v), nested + 1);
		else if (key_worth(v->key) || str_find(v->raw, STR("p>")) != SIZE_MAX ||
			 str_find(v->raw, STR("003c")) != SIZE_MAX)
			consider(s, v, value_text(&s->dom->arena, v));
	}
}

static void search_text(struct search *s, struct str text, int nested)
{
	const struct value *root = value_parse(&s->dom->arena, text);

	if (root)
		search_value(s, root, nested);
}

static void see(void *ctx, const struct value *root)
{
	search_value(ctx, root, 0);
}

struct str state_find_body(struct dom *dom, const struct facts *facts, bool *is_html)
{
	struct search search = { .dom = dom };

	(void)facts;
	state_walk(dom, see, &search);
	*is_html = search.is_html;
	return search.best;
}
