/* SPDX-License-Identifier: MIT */
#include "feed/decode.h"

#include <string.h>

#include "base/charset.h"
#include "base/utf8.h"
#include "feed/guess.h"

enum { PROLOG = 400 };

struct mark {
	struct str bytes;
	const char *name, *decoder;
	bool is_skipped; /* a byte order mark, and no part of the text */
};

/* Byte order marks, and how "<?" or "<" looks in wide encodings without one. */
static bool find_mark(struct str bytes, struct mark *out)
{
	const struct mark marks[] = {
		{ STR("\xef\xbb\xbf"), "utf-8", "UTF-8", true },
		{ STR("\x00\x00\xfe\xff"), "utf-32be", "UTF-32BE", true },
		{ STR("\xff\xfe\x00\x00"), "utf-32le", "UTF-32LE", true },
		{ STR("\xfe\xff"), "utf-16be", "UTF-16BE", true },
		{ STR("\xff\xfe"), "utf-16le", "UTF-16LE", true },
		{ STR("\x00\x00\x00<"), "utf-32be", "UTF-32BE", false },
		{ STR("<\x00\x00\x00"), "utf-32le", "UTF-32LE", false },
		{ STR("\x00<\x00"), "utf-16be", "UTF-16BE", false },
		{ STR("\x00{\x00"), "utf-16be", "UTF-16BE", false },
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_has_prefix(bytes, marks[i].bytes)) {
			*out = marks[i];
			return true;
		}
	if (bytes.len >= 4 && (bytes.ptr[0] == '<' || bytes.ptr[0] == '{') && !bytes.ptr[1] &&
	    !bytes.ptr[3]) {
		*out = (struct mark){ STR(""), "utf-16le", "UTF-16LE", false };
		return true;
	}
	return false;
}

static struct str unquoted(struct str s)
{
	s = str_trim(s);
	if (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\'')) {
		size_t end = str_find_char(str_slice(s, 1, s.len), s.ptr[0]);
		return str_trim(str_slice(s, 1, end == SIZE_MAX ? s.len : end + 1));
	}
	for (size_t i = 0; i < s.len; i++)
		if (str_is_space(s.ptr[i]) || s.ptr[i] == ';' || s.ptr[i] == '?' ||
		    s.ptr[i] == '>')
			return str_slice(s, 0, i);
	return s;
}

/* The value of "key=" in s, as in a content type or an XML declaration. */
static struct str value_of(struct str s, struct str key)
{
	size_t at = str_find_nocase(s, key);

	if (at == SIZE_MAX)
		return (struct str){ NULL, 0 };
	s = str_trim(str_slice(s, at + key.len, s.len));
	if (s.len == 0 || s.ptr[0] != '=')
		return (struct str){ NULL, 0 };
	return unquoted(str_slice(s, 1, s.len));
}

/* What the XML declaration says; it may stand behind white space. */
static struct charset declared(struct str bytes)
{
	struct str head = str_trim(str_slice(bytes, 0, PROLOG));
	size_t start = str_find(head, STR("<?xml"));

	if (start == SIZE_MAX)
		return (struct charset){ "", "" };
	head = str_slice(head, start, head.len);
	size_t end = str_find(head, STR("?>"));
	return charset_find(value_of(str_slice(head, 0, end), STR("encoding")));
}

/* Whether bytes below 128 are ASCII in it. Where the declaration itself is in
 * ASCII, an encoding that does not is not what it is in. */
static bool keeps_ascii(struct charset charset)
{
	struct buf decoded = { 0 };

	charset_add_utf8(&decoded, STR("<"), charset);
	bool is_kept = str_eq(buf_str(&decoded), STR("<"));
	buf_free(&decoded);
	return is_kept;
}

/* An EBCDIC document says in EBCDIC which of them it is. */
static bool find_ebcdic(struct str bytes, struct charset *out)
{
	struct buf head = { 0 };

	if (!str_has_prefix(bytes, STR("\x4c\x6f\xa7\x94")))
		return false;
	*out = charset_find(STR("ibm037"));
	charset_add_utf8(&head, str_slice(bytes, 0, PROLOG), *out);
	struct charset own = declared(buf_str(&head));
	if (!keeps_ascii(own) && own.name[0])
		*out = own;
	buf_free(&head);
	return true;
}

static bool is_utf8(struct charset charset)
{
	return strcmp(charset.decoder, "UTF-8") == 0;
}

/* Encodings in two or more bytes a letter may look like UTF-8 by chance in a
 * short text; single-byte ones that do are UTF-8 with a false label. */
static bool is_believable(struct charset charset, const struct guess_counts *counts)
{
	if (str_has_prefix(str_from(charset.decoder), STR("UTF-")))
		return is_utf8(charset);
	bool is_single = str_has_prefix_nocase(str_from(charset.decoder), STR("windows")) ||
			 str_has_prefix_nocase(str_from(charset.decoder), STR("iso-8859")) ||
			 str_has_prefix_nocase(str_from(charset.decoder), STR("koi8"));
	if (!is_single && !keeps_ascii(charset))
		return false;
	return counts->bad || !counts->good || (!is_single && counts->good < 20);
}

/* What the declarations come to for these bytes. */
static struct charset choose(const struct feed_source *source, const struct guess_counts *counts)
{
	struct str type = source->content_type;
	struct charset http = charset_find(value_of(type, STR("charset")));
	struct charset own = declared(source->bytes);
	struct charset utf8 = charset_find(STR("utf-8"));
	bool is_ascii = !counts->good && !counts->bad;
	const char *shifted = is_ascii ? guess_shifted(source->bytes) : NULL;

	if (shifted)
		return charset_find(str_from(shifted));
	/* A server that sends text without saying more says us-ascii. */
	if (is_ascii && !http.name[0] && str_has_prefix_nocase(type, STR("text/")))
		return charset_find(STR("us-ascii"));
	bool is_false = strcmp(http.name, "us-ascii") == 0 && !is_ascii;
	if (http.name[0] && !is_false && is_believable(http, counts) &&
	    !(is_utf8(http) && counts->bad && own.name[0]))
		return http;
	if (own.name[0] && is_believable(own, counts))
		return own;
	return utf8;
}

/* Western letters among UTF-8 are mended one by one. */
static struct charset guess(struct str bytes, const struct guess_counts *counts)
{
	struct charset likely = guess_charset(bytes);

	return counts->good && strcmp(likely.name, "windows-1252") == 0
		       ? charset_find(STR("utf-8")) : likely;
}

struct decoded decode(const struct feed_source *source)
{
	struct decoded out = { .text = source->bytes, .name = "utf-8" };
	struct charset charset;
	struct mark mark;

	out.room.max = source->bytes.len * 4 + (64 << 10);
	if (find_mark(source->bytes, &mark)) {
		charset = (struct charset){ mark.name, mark.decoder };
		if (mark.is_skipped)
			out.text = str_slice(out.text, mark.bytes.len, out.text.len);
	} else if (!find_ebcdic(source->bytes, &charset)) {
		struct guess_counts counts = guess_count(out.text);
		charset = choose(source, &counts);
		out.is_mended = is_utf8(charset) && counts.bad;
		if (is_utf8(charset) && counts.bad > counts.good)
			charset = guess(out.text, &counts);
	}
	out.name = charset.name;
	if (is_utf8(charset)) {
		if (utf8_is_valid(out.text))
			return out;
		guess_mend(&out.room, out.text);
	} else if (!charset_add_utf8(&out.room, out.text, charset)) {
		out.name = "utf-8";
		guess_mend(&out.room, out.text);
	}
	out.text = buf_str(&out.room);
	return out;
}
