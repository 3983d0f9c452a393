/* SPDX-License-Identifier: MIT */
#include "html/sanitize.h"

#include <string.h>

#include "html/entity.h"
#include "html/html.h"
#include "html/token.h"

/* Deeper elements lose their tags, not their text. Attributes beyond the
 * limit are left out. */
enum { DEPTH_MAX = 200, ATTRS_MAX = 32 };

static const struct sanitize_tag tags[] = {
#define TAG(name, traits) { name, traits },
#include "html/sanitize_tags.def"
#undef TAG
};

/* Attributes that stay; the others are dropped unread. */
static const struct {
	const char *name;
	bool is_url;
} attributes[] = {
	{ "abbr", false },    { "align", false },    { "alt", false },
	{ "border", false },  { "cellpadding", false }, { "cellspacing", false },
	{ "cite", true },     { "color", false },    { "colspan", false },
	{ "controls", false }, { "datetime", false }, { "dir", false },
	{ "headers", false }, { "height", false },   { "href", true },
	{ "lang", false },    { "max", false },      { "min", false },
	{ "poster", true },   { "reversed", false }, { "rowspan", false },
	{ "scope", false },   { "span", false },     { "src", true },
	{ "start", false },   { "title", false },    { "type", false },
	{ "valign", false },  { "value", false },    { "width", false },
};
enum { ATTRIBUTE_COUNT = sizeof(attributes) / sizeof(*attributes) };

struct cleaner {
	struct str base;
	struct buf *out;
	const struct sanitize_tag *open[DEPTH_MAX];
	int depth;
};

static int order_nocase(struct str a, const char *b)
{
	for (size_t i = 0; i < a.len; i++) {
		int order = (unsigned char)str_lower(a.ptr[i]) - (unsigned char)b[i];
		if (order || !b[i])
			return order ? order : 1;
	}
	return -(int)(unsigned char)b[a.len];
}

const struct sanitize_tag *sanitize_tag_find(struct str name)
{
	size_t low = 0, high = sizeof(tags) / sizeof(*tags);

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = order_nocase(name, tags[middle].name);
		if (!order)
			return &tags[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static void add_text(struct buf *out, struct str text, bool in_attribute)
{
	while (text.len) {
		size_t amp = str_find_char(text, '&');
		char room[8];
		struct str found;

		if (amp == SIZE_MAX)
			amp = text.len;
		buf_add_escaped(out, str_slice(text, 0, amp));
		text = str_slice(text, amp, text.len);
		if (!text.len)
			return;
		size_t used = entity_read(text, in_attribute, room, &found);
		buf_add_escaped(out, used ? found : STR("&"));
		text = str_slice(text, used ? used : 1, text.len);
	}
}

static void add_attribute(struct cleaner *c, int which, struct str value)
{
	size_t before = c->out->len;
	struct buf url = { 0 };

	buf_addf(c->out, " %s=\"", attributes[which].name);
	if (!attributes[which].is_url) {
		add_text(c->out, value, true);
		buf_add_char(c->out, '"');
		return;
	}
	/* An empty address stays one: it would become the base's. */
	if (!str_trim(value).len || sanitize_add_url(&url, value, c->base)) {
		buf_add_escaped(c->out, buf_str(&url));
		buf_add_char(c->out, '"');
	} else {
		buf_remove(c->out, before, c->out->len - before);
	}
	buf_free(&url);
}

static void add_attributes(struct cleaner *c, struct str attrs)
{
	uint32_t seen = 0;
	struct str name, value;

	for (int i = 0; i < ATTRS_MAX && token_next_attr(&attrs, &name, &value); i++) {
		for (int j = 0; j < ATTRIBUTE_COUNT; j++) {
			if (order_nocase(name, attributes[j].name) || seen >> j & 1)
				continue;
			seen |= UINT32_C(1) << j;
			add_attribute(c, j, value);
		}
	}
}

static void close_to(struct cleaner *c, int depth)
{
	while (c->depth > depth)
		buf_addf(c->out, "</%s>", c->open[--c->depth]->name);
}

static bool is_named(const struct sanitize_tag *tag, const char *name)
{
	return strcmp(tag->name, name) == 0;
}

/* An element that its next sibling ends where the writer left out the end
 * tag, and what it can not be ended through. */
static const struct {
	const char *opens, *ends, *within;
} implied[] = {
	{ "a", "a", "table td th" },
	{ "li", "li", "ul ol menu dir" },
	{ "dt", "dt", "dl" },
	{ "dt", "dd", "dl" },
	{ "dd", "dd", "dl" },
	{ "dd", "dt", "dl" },
	{ "tr", "tr", "table" },
	{ "td", "td", "table" },
	{ "td", "th", "table" },
	{ "th", "th", "table" },
	{ "th", "td", "table" },
};

static bool has_word(const char *words, const char *word)
{
	struct str rest = str_from(words), next;

	while (str_next_word(&rest, &next))
		if (str_eq(next, str_from(word)))
			return true;
	return false;
}

static void end_implied(struct cleaner *c, const struct sanitize_tag *tag)
{
	for (size_t i = 0; i < sizeof(implied) / sizeof(*implied); i++) {
		if (!is_named(tag, implied[i].opens))
			continue;
		int at = c->depth - 1;
		while (at >= 0 && !is_named(c->open[at], implied[i].ends) &&
		       !has_word(implied[i].within, c->open[at]->name))
			at--;
		if (at >= 0 && is_named(c->open[at], implied[i].ends))
			close_to(c, at);
	}
	if (!(tag->traits & SANITIZE_BLOCK))
		return;
	/* A paragraph ends where a block begins, inline elements with it. */
	for (int at = c->depth - 1; at >= 0; at--) {
		if (is_named(c->open[at], "p"))
			close_to(c, at);
		else if (!(c->open[at]->traits & SANITIZE_BLOCK))
			continue;
		return;
	}
}

/* What a frame shows is worth a link. */
static void add_frame(struct cleaner *c, struct str attrs)
{
	struct str name, value;

	for (int i = 0; i < ATTRS_MAX && token_next_attr(&attrs, &name, &value); i++) {
		struct buf url = { 0 };
		if (order_nocase(name, "src"))
			continue;
		if (sanitize_add_url(&url, value, c->base)) {
			buf_add(c->out, STR("<a href=\""));
			buf_add_escaped(c->out, buf_str(&url));
			buf_add(c->out, STR("\"></a>"));
		}
		buf_free(&url);
		return;
	}
}

static void start(struct cleaner *c, struct tokens *tokens, const struct token *token)
{
	const struct sanitize_tag *tag = sanitize_tag_find(token->text);
	struct str ignored;

	if (!tag)
		return;
	if (tag->traits & SANITIZE_RAW) {
		if (!token->is_closed && !token_raw(tokens, token->text, &ignored))
			tokens->rest = (struct str){ 0 };
		return;
	}
	if (tag->traits & SANITIZE_FRAME)
		add_frame(c, token->attrs);
	if (!(tag->traits & SANITIZE_KEEP))
		return;
	end_implied(c, tag);
	if (!(tag->traits & SANITIZE_VOID) && c->depth == DEPTH_MAX)
		return;
	buf_addf(c->out, "<%s", tag->name);
	add_attributes(c, token->attrs);
	buf_add_char(c->out, '>');
	if (!(tag->traits & SANITIZE_VOID))
		c->open[c->depth++] = tag;
}

/* Ends the element of that name, with all that is open in it; but no inline
 * element ends a block, and nothing from inside a table ends what is around. */
static void end(struct cleaner *c, struct str name)
{
	const struct sanitize_tag *tag = sanitize_tag_find(name);

	if (!tag || !(tag->traits & SANITIZE_KEEP) || tag->traits & SANITIZE_VOID)
		return;
	for (int at = c->depth - 1; at >= 0; at--) {
		if (c->open[at] == tag) {
			close_to(c, at);
			return;
		}
		if (c->open[at]->traits & SANITIZE_TABLE && !(tag->traits & SANITIZE_TABLE))
			return;
		if (c->open[at]->traits & SANITIZE_BLOCK && !(tag->traits & SANITIZE_BLOCK))
			return;
		if (is_named(c->open[at], "table"))
			return;
	}
}

bool html_sanitize(struct str html, struct str base, struct buf *out)
{
	struct cleaner c = { .base = base, .out = out };
	struct tokens tokens = { .rest = html };
	struct token token;

	while (token_next(&tokens, &token) && !out->is_full) {
		if (token.kind == TOKEN_TEXT)
			add_text(out, token.text, false);
		else if (token.kind == TOKEN_START)
			start(&c, &tokens, &token);
		else if (token.kind == TOKEN_END)
			end(&c, token.text);
	}
	close_to(&c, 0);
	return !out->is_full;
}
