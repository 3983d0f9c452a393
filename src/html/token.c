/* SPDX-License-Identifier: MIT */
#include "html/token.h"

#include <string.h>

static bool is_letter(char c)
{
	return str_lower(c) >= 'a' && str_lower(c) <= 'z';
}

static void skip(struct tokens *t, size_t len)
{
	t->rest = str_slice(t->rest, len, t->rest.len);
}

/* Index of c at or after from, or the length of s. */
static size_t find_from(struct str s, char c, size_t from)
{
	const char *at = from < s.len ? memchr(s.ptr + from, c, s.len - from) : NULL;

	return at ? (size_t)(at - s.ptr) : s.len;
}

/* Passes over "<!...", "<?..." and "</" before anything but a letter. */
static void skip_declaration(struct tokens *t)
{
	struct str s = t->rest;

	if (str_has_prefix(s, STR("<!--")) && !t->is_comment_endless) {
		/* "<!-->" is a whole comment. */
		if (str_has_prefix(s, STR("<!-->")) || str_has_prefix(s, STR("<!--->"))) {
			skip(t, find_from(s, '>', 0) + 1);
			return;
		}
		for (size_t end = find_from(s, '-', 4); end < s.len;
		     end = find_from(s, '-', end + 1)) {
			struct str tail = str_slice(s, end, s.len);
			if (str_has_prefix(tail, STR("-->")) || str_has_prefix(tail, STR("--!>"))) {
				skip(t, find_from(s, '>', end) + 1);
				return;
			}
		}
		t->is_comment_endless = true;
	}
	skip(t, find_from(s, '>', 0) + 1);
}

/* End of the tag that starts at 0: the index of its '>'. A quote that is not
 * closed does not swallow the page. */
static size_t tag_end(struct str s, size_t from)
{
	size_t i = from;

	while (i < s.len && s.ptr[i] != '>') {
		bool is_value = s.ptr[i] == '=';

		i++;
		if (!is_value)
			continue;
		while (i < s.len && str_is_space(s.ptr[i]))
			i++;
		if (i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\'')) {
			size_t close = find_from(s, s.ptr[i], i + 1);
			if (close == s.len)
				return find_from(s, '>', i);
			i = close + 1;
		}
	}
	return i;
}

static bool read_tag(struct tokens *t, struct token *out)
{
	struct str s = t->rest;
	size_t name = s.ptr[1] == '/' ? 2 : 1, i = name;

	while (i < s.len && !str_is_space(s.ptr[i]) && s.ptr[i] != '>' && s.ptr[i] != '/')
		i++;
	size_t end = tag_end(s, i);
	struct str attrs = str_slice(s, i, end);

	*out = (struct token){
		.kind = name == 2 ? TOKEN_END : TOKEN_START,
		.text = str_slice(s, name, i),
		.attrs = attrs,
		.is_closed = attrs.len && attrs.ptr[attrs.len - 1] == '/',
	};
	skip(t, end + 1);
	return true;
}

bool token_next(struct tokens *t, struct token *out)
{
	while (t->rest.len) {
		struct str s = t->rest;
		size_t text = find_from(s, '<', 0);

		if (!text && s.len > 2) {
			char c = s.ptr[1];
			if (is_letter(c) || (c == '/' && is_letter(s.ptr[2])))
				return read_tag(t, out);
			if (c == '!' || c == '?' || c == '/') {
				skip_declaration(t);
				continue;
			}
		}
		/* A '<' that opens nothing is text, up to the next one. */
		if (!text)
			text = find_from(s, '<', 1);
		*out = (struct token){ .kind = TOKEN_TEXT, .text = str_slice(s, 0, text) };
		skip(t, text);
		return true;
	}
	*out = (struct token){ .kind = TOKEN_END_OF_FILE };
	return false;
}

bool token_next_attr(struct str *attrs, struct str *name, struct str *value)
{
	struct str s = *attrs;
	size_t i = 0;

	while (i < s.len && (str_is_space(s.ptr[i]) || s.ptr[i] == '/' || s.ptr[i] == '"'))
		i++;
	size_t from = i;
	while (i < s.len && !str_is_space(s.ptr[i]) && s.ptr[i] != '/' &&
	       (s.ptr[i] != '=' || i == from))
		i++;
	if (i == from)
		return false;
	*name = str_slice(s, from, i);
	*value = (struct str){ 0 };
	while (i < s.len && str_is_space(s.ptr[i]))
		i++;
	if (i < s.len && s.ptr[i] == '=') {
		for (i++; i < s.len && str_is_space(s.ptr[i]);)
			i++;
		bool is_quoted = i < s.len && (s.ptr[i] == '"' || s.ptr[i] == '\'');
		from = i + is_quoted;
		if (is_quoted)
			i = find_from(s, s.ptr[i], from);
		else
			while (i < s.len && !str_is_space(s.ptr[i]))
				i++;
		*value = str_slice(s, from, i);
		i += is_quoted;
	}
	*attrs = str_slice(s, i, s.len);
	return true;
}

bool token_raw(struct tokens *t, struct str name, struct str *out)
{
	struct str s = t->rest;

	for (size_t at = find_from(s, '<', 0); at < s.len; at = find_from(s, '<', at + 1)) {
		struct str tail = str_slice(s, at + 1, s.len);

		if (!tail.len || tail.ptr[0] != '/' ||
		    !str_has_prefix_nocase(str_slice(tail, 1, tail.len), name))
			continue;
		char after = tail.len > name.len + 1 ? tail.ptr[name.len + 1] : '>';
		if (!str_is_space(after) && after != '>' && after != '/')
			continue;
		skip(t, find_from(s, '>', at) + 1);
		*out = str_slice(s, 0, at);
		return true;
	}
	return false;
}
