/* SPDX-License-Identifier: MIT */
#include "base/url.h"

#include <string.h>

#include "base/url_part.h"

static bool byte_is_slash(char c)
{
	return c == '/' || c == '\\';
}

static bool is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* C0, space and DEL: what a URL never holds. */
static bool is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7f;
}

static struct str trim_blanks(struct str s)
{
	while (s.len && is_blank(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len && is_blank(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool url_scheme_is_web(struct str scheme)
{
	return str_eq_nocase(scheme, STR("http")) || str_eq_nocase(scheme, STR("https"));
}

/* Length of "scheme:" at the front without its colon, or 0. */
static size_t scheme_len(struct str s)
{
	size_t i = 0;

	if (s.len == 0 || !is_alpha(s.ptr[0]))
		return 0;
	while (i < s.len && (is_alpha(s.ptr[i]) || is_digit(s.ptr[i]) || s.ptr[i] == '+' ||
			     s.ptr[i] == '-' || s.ptr[i] == '.'))
		i++;
	return i < s.len && s.ptr[i] == ':' ? i : 0;
}

/* "user:pw@host:port" or "[::1]:port". False when host or port are malformed. */
static bool split_authority(struct str s, struct url *out)
{
	for (size_t i = s.len; i-- > 0;) {
		if (s.ptr[i] != '@')
			continue;
		out->user = (struct str){ s.ptr, i };
		s = (struct str){ s.ptr + i + 1, s.len - i - 1 };
		break;
	}
	size_t end = 0;
	if (s.len && s.ptr[0] == '[') {
		end = str_find_char(s, ']');
		if (end == SIZE_MAX)
			return false;
		end++;
	} else {
		end = str_find_char(s, ':');
		if (end == SIZE_MAX)
			end = s.len;
	}
	out->host = (struct str){ s.ptr, end };
	if (end == s.len)
		return true;
	if (s.ptr[end] != ':' || s.len - end > 6)
		return false;
	out->port = (struct str){ s.ptr + end + 1, s.len - end - 1 };
	for (size_t i = 0; i < out->port.len; i++)
		if (!is_digit(out->port.ptr[i]))
			return false;
	return true;
}

/* Splits after the scheme; lenient takes backslashes for slashes and any
 * number of them from two on before the host. */
static bool split_rest(struct str s, bool lenient, struct url *out)
{
	size_t slashes = 0;
	bool is_good = true;

	while (slashes < s.len && (s.ptr[slashes] == '/' || (lenient && s.ptr[slashes] == '\\')))
		slashes++;
	out->has_authority = slashes >= 2;
	if (out->has_authority) {
		size_t from = lenient ? slashes : 2;
		size_t to = from;
		while (to < s.len && s.ptr[to] != '/' && s.ptr[to] != '?' && s.ptr[to] != '#' &&
		       !(lenient && s.ptr[to] == '\\'))
			to++;
		is_good = split_authority((struct str){ s.ptr + from, to - from }, out);
		s = (struct str){ s.ptr + to, s.len - to };
	}
	size_t hash = str_find_char(s, '#');
	if (hash != SIZE_MAX) {
		out->fragment = (struct str){ s.ptr + hash + 1, s.len - hash - 1 };
		s.len = hash;
	}
	size_t mark = str_find_char(s, '?');
	if (mark != SIZE_MAX) {
		out->query = (struct str){ s.ptr + mark + 1, s.len - mark - 1 };
		s.len = mark;
	}
	out->path = s;
	return is_good;
}

bool url_is_plain(struct str s)
{
	bool is_http = str_has_prefix(s, STR("http://"));
	size_t i = is_http ? 7 : str_has_prefix(s, STR("https://")) ? 8 : 0;
	size_t host = i;

	while (i && i < s.len && (is_alpha(s.ptr[i]) || is_digit(s.ptr[i]) || s.ptr[i] == '.' ||
				  (s.ptr[i] == '-' && i > host)))
		i++;
	if (i == host)
		return false;
	size_t end = i;
	if (i < s.len && s.ptr[i] == ':')
		for (i++; i < s.len && is_digit(s.ptr[i]);)
			i++;
	if (i - end > 6 || (i < s.len && s.ptr[i] != '/' && s.ptr[i] != '?' && s.ptr[i] != '#'))
		return false;
	for (; i < s.len; i++)
		if (s.ptr[i] <= ' ' || s.ptr[i] >= 0x7f || s.ptr[i] == '\\')
			return false;
	return true;
}

/* base_is_web: what a reference without a scheme will be read as. */
static bool split_as(struct str s, bool base_is_web, struct url *out)
{
	*out = (struct url){ 0 };
	size_t len = scheme_len(s);
	if (len == 0)
		return split_rest(s, base_is_web, out);
	out->scheme = (struct str){ s.ptr, len };
	s = (struct str){ s.ptr + len + 1, s.len - len - 1 };
	return split_rest(s, url_scheme_is_web(out->scheme), out);
}

bool url_split(struct str s, struct url *out)
{
	return split_as(trim_blanks(s), false, out);
}

bool url_add_hex(struct buf *out, unsigned char c)
{
	static const char digits[] = "0123456789ABCDEF";
	char text[3] = { '%', digits[c >> 4], digits[c & 15] };

	return buf_add_bytes(out, text, sizeof(text));
}

/* How many bytes at the front of s make a character that must not stand in an
 * address raw: blanks, C1 controls, bidi marks and controls. 0 for none. */
static size_t hidden_len(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.ptr;

	if (p[0] <= ' ' || p[0] == 0x7f)
		return 1;
	if (p[0] == 0xc2 && s.len > 1 && p[1] >= 0x80 && p[1] <= 0x9f)
		return 2;
	if (p[0] != 0xe2 || s.len < 3)
		return 0;
	if (p[1] == 0x80 && (p[2] == 0x8e || p[2] == 0x8f || (p[2] >= 0xa8 && p[2] <= 0xae)))
		return 3;
	return p[1] == 0x81 && p[2] >= 0xa6 && p[2] <= 0xa9 ? 3 : 0;
}

/* Adds s with what must not stand raw percent-encoded, and backslashes as
 * slashes if asked. */
static bool add_clean(struct buf *out, struct str s, bool fix_slashes)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len;) {
		unsigned char c = (unsigned char)s.ptr[i];
		bool is_slash = fix_slashes && c == '\\';
		if (c > ' ' && c < 0x7f && !is_slash) {
			i++;
			continue;
		}
		size_t len = is_slash ? 1 : hidden_len(str_slice(s, i, s.len));
		if (len == 0) {
			i++;
			continue;
		}
		if (!buf_add(out, str_slice(s, from, i)))
			return false;
		if (is_slash && !buf_add_char(out, '/'))
			return false;
		for (size_t k = 0; k < len && !is_slash; k++)
			if (!url_add_hex(out, (unsigned char)s.ptr[i + k]))
				return false;
		i += len;
		from = i;
	}
	return buf_add(out, str_slice(s, from, s.len));
}

void url_remove_dots(struct buf *out, size_t from)
{
	char *path = out->ptr + from;
	size_t len = out->len - from;
	size_t to = 0;

	for (size_t i = 0; i < len;) {
		size_t end = i + 1;
		while (end < len && path[end] != '/')
			end++;
		size_t name = end - i - 1; /* path[i] is the slash before it */
		bool is_dot = name == 1 && path[i + 1] == '.';
		bool is_up = name == 2 && path[i + 1] == '.' && path[i + 2] == '.';
		if (is_up)
			while (to > 0 && path[--to] != '/')
				;
		if ((is_dot || is_up) && end == len)
			path[to++] = '/';
		if (!is_dot && !is_up) {
			memmove(path + to, path + i, end - i);
			to += end - i;
		}
		i = end;
	}
	out->len = from + to;
	path[to] = '\0';
}

/* The path of ref against that of base, from its first slash on. */
static bool add_path(struct buf *out, const struct url *base, const struct url *ref, bool is_web)
{
	size_t from = out->len;
	struct str head = { NULL, 0 };

	if (!byte_is_slash(ref->path.ptr[0]) || (!is_web && ref->path.ptr[0] == '\\')) {
		head = base->path;
		while (head.len && head.ptr[head.len - 1] != '/')
			head.len--;
		if (head.len == 0 && !buf_add_char(out, '/'))
			return false;
	}
	if (!add_clean(out, head, is_web) || !add_clean(out, ref->path, is_web))
		return false;
	if (out->ptr[from] == '/')
		url_remove_dots(out, from);
	return true;
}

static bool add_tail(struct buf *out, char mark, struct str part)
{
	if (!part.ptr)
		return true;
	return buf_add_char(out, mark) && add_clean(out, part, false);
}

/* ref has no scheme; base has one, and a host or at least a rooted path. */
static bool add_joined(struct buf *out, struct str base_text, const struct url *base,
		       const struct url *ref, struct str ref_text)
{
	bool is_web = url_scheme_is_web(base->scheme);

	if (!buf_add(out, base->scheme) || !buf_add_char(out, ':'))
		return false;
	if (ref->has_authority) {
		const char *end = ref->path.ptr + ref->path.len;
		const char *start = ref_text.ptr;
		while (is_web && start < end && byte_is_slash(*start))
			start++;
		struct str front = { start, (size_t)(end - start) };
		return (!is_web || buf_add(out, STR("//"))) && add_clean(out, front, is_web) &&
		       add_tail(out, '?', ref->query) && add_tail(out, '#', ref->fragment);
	}
	const char *start = base_text.ptr + base->scheme.len + 1;
	while (is_web && start < base->path.ptr && byte_is_slash(*start))
		start++;
	struct str head = { start, (size_t)(base->path.ptr - start) };
	if ((is_web && !buf_add(out, STR("//"))) || !add_clean(out, head, is_web))
		return false;
	if (!str_is_empty(ref->path))
		return add_path(out, base, ref, is_web) && add_tail(out, '?', ref->query) &&
		       add_tail(out, '#', ref->fragment);
	return add_clean(out, base->path, is_web) &&
	       add_tail(out, '?', ref->query.ptr ? ref->query : base->query) &&
	       add_tail(out, '#', ref->fragment);
}

/* An absolute reference, kept but for what must not stand in it. */
static bool add_absolute(struct buf *out, const struct url *u, struct str text)
{
	bool is_web = url_scheme_is_web(u->scheme);

	if (!is_web)
		return add_clean(out, text, false);
	struct str rest = str_slice(text, u->scheme.len + 1, text.len);
	while (rest.len && byte_is_slash(rest.ptr[0]))
		rest = str_slice(rest, 1, rest.len);
	size_t tail = 0;
	while (tail < rest.len && rest.ptr[tail] != '?' && rest.ptr[tail] != '#')
		tail++;
	return buf_add(out, u->scheme) && buf_add(out, STR("://")) &&
	       add_clean(out, str_slice(rest, 0, tail), true) &&
	       add_clean(out, str_slice(rest, tail, rest.len), false);
}

static bool resolve(struct buf *out, struct str base_text, struct str ref_text)
{
	struct url base, ref;

	split_as(base_text, false, &base);
	bool is_web = url_scheme_is_web(base.scheme) && !str_is_empty(base.host);
	bool is_rooted = !url_scheme_is_web(base.scheme) && str_has_prefix(base.path, STR("/"));
	bool is_other = !url_scheme_is_web(base.scheme) && base.has_authority;
	bool is_usable = !str_is_empty(base.scheme) && (is_web || is_other || is_rooted);
	split_as(ref_text, is_web, &ref);
	/* "http:page" under an http base is relative (WHATWG), not a host. */
	if (is_web && !ref.has_authority && str_eq_nocase(ref.scheme, base.scheme)) {
		ref_text = str_slice(ref_text, ref.scheme.len + 1, ref_text.len);
		ref = (struct url){ 0 };
		split_rest(ref_text, true, &ref);
	}
	if (!str_is_empty(ref.scheme))
		return add_absolute(out, &ref, ref_text);
	if (!is_usable)
		return add_clean(out, ref_text, false);
	return add_joined(out, base_text, &base, &ref, ref_text);
}

bool url_resolve(struct buf *out, struct str base, struct str ref)
{
	struct buf squeezed = { 0 };
	size_t from = out->len;

	if (url_is_plain(ref))
		return buf_add(out, ref);
	ref = trim_blanks(ref);
	/* Tabs and newlines inside are dropped, as browsers do. */
	for (size_t i = 0; i < ref.len; i++)
		if (ref.ptr[i] == '\t' || ref.ptr[i] == '\n' || ref.ptr[i] == '\r') {
			for (size_t k = 0; k < ref.len; k++)
				if (ref.ptr[k] != '\t' && ref.ptr[k] != '\n' && ref.ptr[k] != '\r')
					buf_add_char(&squeezed, ref.ptr[k]);
			ref = buf_str(&squeezed);
			break;
		}
	bool is_done = resolve(out, trim_blanks(base), ref);
	buf_free(&squeezed);
	return is_done && out->len > from;
}

bool url_is_hidden(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		if ((c <= ' ' || c == 0x7f || c == 0xc2 || c == 0xe2) &&
		    hidden_len(str_slice(s, i, s.len)))
			return true;
	}
	return false;
}
