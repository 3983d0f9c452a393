/* SPDX-License-Identifier: MIT */
#include "feed/text.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "feed/names.h"
#include "feed/xml.h"

/* The length of the tag or comment at the front of s, which begins with '<';
 * 0 when it is none that HTML knows. */
static size_t tag_len(struct str s)
{
	enum { LONGEST = 1000 };
	size_t at = 1;

	s = str_slice(s, 0, LONGEST);
	if (str_has_prefix(s, STR("<!--"))) {
		size_t end = str_find(s, STR("-->"));
		if (end != SIZE_MAX)
			return end + 3;
		end = str_find_char(s, '>');
		return end == SIZE_MAX ? s.len : end + 1;
	}
	at += at < s.len && s.ptr[at] == '/';
	size_t from = at;
	while (at < s.len && ((str_lower(s.ptr[at]) >= 'a' && str_lower(s.ptr[at]) <= 'z') ||
			      (at > from && s.ptr[at] >= '0' && s.ptr[at] <= '9')))
		at++;
	if (!name_is_tag(str_slice(s, from, at)))
		return 0;
	for (char quote = '\0'; at < s.len; at++) {
		char c = s.ptr[at];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return at + 1;
	}
	return 0;
}

enum { SPOKEN_MOST = 300 }; /* bytes behind the tag in a sentence about it */

/* The bytes behind a tag of len bytes that are a program, not text. SIZE_MAX: it
 * begins none, a sentence speaks of it. */
static size_t program_len(struct str s, size_t len)
{
	bool is_script = str_has_prefix_nocase(s, STR("<script"));

	if (!is_script && !str_has_prefix_nocase(s, STR("<style")))
		return 0;
	struct str rest = str_slice(s, len, s.len);
	size_t end = str_find_nocase(rest, is_script ? STR("</script") : STR("</style"));
	if (end == SIZE_MAX && rest.len <= SPOKEN_MOST)
		return SIZE_MAX;
	return end == SIZE_MAX ? rest.len : end;
}

void text_add_plain(struct buf *out, struct str html)
{
	struct buf flat = { 0 };
	size_t len, program;

	while (html.len) {
		size_t plain = 0;
		while (plain < html.len && html.ptr[plain] != '<' && html.ptr[plain] != '&')
			plain++;
		buf_add(&flat, str_slice(html, 0, plain));
		html = str_slice(html, plain, html.len);
		if (html.len == 0)
			break;
		if (html.ptr[0] == '<' && (len = tag_len(html)) &&
		    (program = program_len(html, len)) != SIZE_MAX) {
			len += program;
			if (str_has_prefix_nocase(html, STR("<br")))
				buf_add_char(&flat, ' ');
		} else if (html.ptr[0] == '&' && xml_reference(html, &len)) {
			xml_add_decoded(NULL, &flat, str_slice(html, 0, len), XML_PLAIN);
		} else {
			buf_add_char(&flat, html.ptr[0]);
			len = 1;
		}
		html = str_slice(html, len, html.len);
	}
	utf8_squeeze(out, buf_str(&flat));
	buf_free(&flat);
}

void text_add_escaped(struct buf *out, struct str plain)
{
	xml_add_raw(out, plain, XML_ESCAPED);
}

static bool has_blank_line(struct str s)
{
	bool is_blank = false;

	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '\n' && is_blank)
			return true;
		is_blank = s.ptr[i] == '\n' || (is_blank && str_is_space(s.ptr[i]));
	}
	return false;
}

void text_add_lines(struct buf *out, struct str html)
{
	struct str line;

	if (!has_blank_line(html)) {
		buf_add(out, html);
		return;
	}
	while (html.len && str_cut(&html, '\n', &line)) {
		buf_add(out, line);
		if (html.len)
			buf_add(out, STR("<br>\n"));
	}
}

static int sextet(char c)
{
	static const char alphabet[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *hit = c ? strchr(alphabet, c) : NULL;

	return hit ? (int)(hit - alphabet) : -1;
}

bool text_add_base64(struct buf *out, struct str s)
{
	struct buf decoded = { 0 };
	uint32_t bits = 0;
	int count = 0;
	bool is_text = true;

	for (size_t i = 0; i < s.len && s.ptr[i] != '=' && is_text; i++) {
		if (str_is_space(s.ptr[i]))
			continue;
		int value = sextet(s.ptr[i]);
		is_text = value >= 0;
		bits = bits << 6 | (uint32_t)(value & 0x3f);
		if (++count == 4) {
			buf_add_bytes(&decoded, (char[]){ (char)(bits >> 16), (char)(bits >> 8),
							  (char)bits }, 3);
			count = 0;
			bits = 0;
		}
	}
	if (count >= 2) {
		bits <<= 6 * (4 - count);
		buf_add_bytes(&decoded, (char[]){ (char)(bits >> 16), (char)(bits >> 8) },
			      (size_t)count - 1);
	}
	is_text = is_text && decoded.len && utf8_is_valid(buf_str(&decoded));
	if (is_text)
		xml_add_raw(out, buf_str(&decoded), XML_PLAIN);
	buf_free(&decoded);
	return is_text;
}

bool text_is_base64(struct str s)
{
	enum { SHORTEST = 32 };

	for (size_t i = 0; i < s.len; i++)
		if (sextet(s.ptr[i]) < 0 && s.ptr[i] != '=' && !str_is_space(s.ptr[i]))
			return false;
	return s.len >= SHORTEST;
}

void text_add_declared(struct buf *out, struct str html)
{
	for (size_t at; (at = str_find(html, STR("<!"))) != SIZE_MAX;) {
		char next = at + 2 < html.len ? html.ptr[at + 2] : ' ';
		bool is_kept = next == '-' || next == '[' || str_lower(next) == 'd';
		buf_add(out, str_slice(html, 0, at));
		buf_add(out, is_kept ? STR("<!") : STR("&lt;!"));
		html = str_slice(html, at + 2, html.len);
	}
	buf_add(out, html);
}

static bool is_relative(struct str address)
{
	struct url url;

	address = str_trim(address);
	return address.len && address.ptr[0] != '#' &&
	       !(url_split(address, &url) && url.scheme.len);
}

/* Adds html up to the value, and the value made absolute; *from gets the byte
 * behind it. */
static void add_value(struct buf *out, struct str html, struct str value, struct str base,
		      size_t *from)
{
	size_t at = (size_t)(value.ptr - html.ptr);
	struct buf plain = { 0 }, whole = { 0 };

	xml_add_decoded(NULL, &plain, value, XML_PLAIN);
	if (is_relative(buf_str(&plain)) && url_resolve(&whole, base, str_trim(buf_str(&plain)))) {
		buf_add(out, str_slice(html, *from, at));
		text_add_escaped(out, buf_str(&whole));
		*from = at + value.len;
	}
	buf_free(&plain);
	buf_free(&whole);
}

void text_add_based(struct buf *out, struct str html, struct str base)
{
	struct xml_reader xml = { .rest = html };
	enum xml_kind kind;
	size_t from = 0;

	while (base.len && (kind = xml_next(&xml)) != XML_EOF) {
		if (kind != XML_START)
			continue;
		for (size_t i = 0; i < xml.attribute_count; i++) {
			const struct xml_attribute *a = &xml.attributes[i];
			if (a->value.len && (str_eq_nocase(a->name, STR("href")) ||
					     str_eq_nocase(a->name, STR("src"))))
				add_value(out, html, a->value, base, &from);
		}
	}
	buf_add(out, str_slice(html, from, html.len));
}

/* Whether the tag at the front of s stands alone often enough to tell HTML
 * from prose about HTML. */
static bool is_lone(struct str s)
{
	return str_has_prefix_nocase(s, STR("<br")) || str_has_prefix_nocase(s, STR("<img ")) ||
	       str_has_prefix_nocase(s, STR("<p>")) || str_has_prefix_nocase(s, STR("<p "));
}

bool text_is_html(struct str s)
{
	enum { SAMPLE = 16384 };
	bool has_mark = false;

	s = str_slice(s, 0, SAMPLE);
	for (size_t i = 0; i < s.len; i++) {
		struct str rest = str_slice(s, i, s.len);
		size_t len;
		if (rest.ptr[0] == '&') {
			if (!xml_reference(rest, &len))
				continue;
		} else if (rest.ptr[0] == '<') {
			len = tag_len(rest);
			if (len == 0)
				return false;
		} else {
			continue;
		}
		has_mark = has_mark || rest.ptr[0] == '&' || rest.ptr[1] == '/' || is_lone(rest);
		i += len - 1;
	}
	return has_mark;
}

/* Whether s begins with a tag that begins a piece of a page. */
static bool begins_block(struct str s)
{
	static const char *const blocks[] = {
		"article", "blockquote", "center", "div", "dl", "figure", "h1", "h2", "h3", "h4",
		"h5", "h6", "ol", "p", "section", "table", "ul",
	};

	for (size_t i = 0; i < sizeof(blocks) / sizeof(blocks[0]); i++) {
		struct str name = str_from(blocks[i]);
		struct str rest = str_slice(s, 1 + name.len, s.len);
		if (str_eq_nocase(str_slice(s, 1, 1 + name.len), name) && rest.len &&
		    (rest.ptr[0] == '>' || rest.ptr[0] == ' '))
			return true;
	}
	return false;
}

bool text_is_page(struct str s)
{
	enum { WORDS = 5 };
	struct buf plain = { 0 };
	struct str last, rest, word;
	size_t words = 0;

	s = str_trim(s);
	if (!str_has_prefix(s, STR("<")) || !str_has_suffix(s, STR(">")) || !begins_block(s))
		return false;
	last = s;
	while (last.len && last.ptr[last.len - 1] != '<')
		last.len--;
	last = str_slice(s, last.len - 1, s.len);
	if (last.len < 3 || last.ptr[1] != '/' || tag_len(last) != last.len || !text_is_html(s))
		return false;
	text_add_plain(&plain, utf8_clip(s, 4096));
	rest = buf_str(&plain);
	while (words < WORDS && str_next_word(&rest, &word))
		words++;
	buf_free(&plain);
	return words == WORDS;
}
