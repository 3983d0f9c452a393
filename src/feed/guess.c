/* SPDX-License-Identifier: MIT */
#include "feed/guess.h"

#include <string.h>

#include "base/utf8.h"
#include "feed/alphabet.h"

enum { SAMPLE = 65536, LEAST_LIKELY = 50, FEWEST = 3 };

/* Length of the valid sequence at the front of s, whose first byte is not
 * ASCII; 0 when there is none. */
static size_t sequence(struct str s)
{
	struct str rest = s;
	uint32_t code = utf8_next(&rest);
	size_t len = s.len - rest.len;

	return code == UTF8_REPLACEMENT && !(len == 3 && (unsigned char)s.ptr[0] == 0xef) ? 0 : len;
}

/* Length of the run of ASCII at the front of s. */
static size_t ascii_run(struct str s)
{
	size_t at = 0;
	uint64_t eight;

	for (; at + sizeof(eight) <= s.len; at += sizeof(eight)) {
		memcpy(&eight, s.ptr + at, sizeof(eight));
		if (eight & 0x8080808080808080u)
			break;
	}
	while (at < s.len && !(s.ptr[at] & 0x80))
		at++;
	return at;
}

struct guess_counts guess_count(struct str bytes)
{
	struct guess_counts counts = { 0, 0 };

	for (size_t i = 0; i < bytes.len;) {
		if (!(bytes.ptr[i] & 0x80)) {
			i += ascii_run(str_slice(bytes, i, bytes.len));
			continue;
		}
		size_t len = sequence(str_slice(bytes, i, bytes.len));
		counts.good += len > 0;
		counts.bad += len == 0;
		i += len ? len : 1;
	}
	return counts;
}

void guess_mend(struct buf *out, struct str bytes)
{
	size_t from = 0, i = 0;

	while (i < bytes.len) {
		size_t len = bytes.ptr[i] & 0x80 ? sequence(str_slice(bytes, i, bytes.len)) : 1;
		if (len) {
			i += len;
			continue;
		}
		buf_add(out, str_slice(bytes, from, i));
		uint32_t code = charset_latin((unsigned char)bytes.ptr[i]);
		utf8_put(out, code < 0xa0 ? UTF8_REPLACEMENT : code);
		from = ++i;
	}
	buf_add(out, str_slice(bytes, from, bytes.len));
}

/* Encodings in pairs of bytes: how many pairs fit, how many of these are
 * everyday letters of the language. */
struct pairs {
	const char *label;
	unsigned char lead[2], trail[2], also[2], common[4]; /* ranges, both ends in */
};

static bool in(unsigned char c, const unsigned char range[2])
{
	return c >= range[0] && c <= range[1];
}

static const struct pairs pairs[] = {
	{ "euc-jp", { 0xa1, 0xfe }, { 0xa1, 0xfe }, { 0xa1, 0xfe }, { 0xa4, 0xa5, 0xb0, 0xcf } },
	{ "euc-kr", { 0xa1, 0xfe }, { 0xa1, 0xfe }, { 0xa1, 0xfe }, { 0xb0, 0xc8, 0xb0, 0xc8 } },
	{ "gb2312", { 0xa1, 0xf7 }, { 0xa1, 0xfe }, { 0xa1, 0xfe }, { 0xb0, 0xd7, 0xa3, 0xa3 } },
	{ "big5", { 0xa1, 0xf9 }, { 0x40, 0x7e }, { 0xa1, 0xfe }, { 0xa4, 0xc6, 0xa1, 0xa1 } },
	{ "shift_jis", { 0x81, 0x9f }, { 0x40, 0x7e }, { 0x80, 0xfc }, { 0x82, 0x83, 0x88, 0x97 } },
};

static bool is_letter(char c) /* ASCII */
{
	return str_lower(c) >= 'a' && str_lower(c) <= 'z';
}

/* Whether the byte at i is alone in a word of Latin letters. */
static bool is_within_word(struct str s, size_t i)
{
	return i && i + 2 < s.len && is_letter(s.ptr[i - 1]) && is_letter(s.ptr[i + 1]) &&
	       is_letter(s.ptr[i + 2]);
}

/* Of 100 high bytes, how many this encoding explains as everyday letters; 0
 * when some fit nowhere. Kana make Japanese sure, so they weigh more. */
static int weigh(struct str s, const struct pairs *p)
{
	size_t total = 0, bad = 0, common = 0, kana = 0;

	for (size_t i = 0; i + 1 < s.len; i++) {
		unsigned char a = (unsigned char)s.ptr[i], b = (unsigned char)s.ptr[i + 1];
		if (a < 0x80)
			continue;
		total++;
		if (!in(a, p->lead) || (!in(b, p->trail) && !in(b, p->also)) ||
		    is_within_word(s, i)) {
			bad++;
			continue;
		}
		common += in(a, p->common) || in(a, p->common + 2);
		kana += p->lead[0] == 0x81 ? a == 0x82 || a == 0x83 : a == 0xa4 || a == 0xa5;
		i++;
	}
	if (total < FEWEST || bad * 20 > total)
		return 0;
	bool is_japanese = p->label[0] == 's' || strcmp(p->label, "euc-jp") == 0;
	if (is_japanese)
		return kana * 5 > total ? 100 : 0;
	return (int)(common * 95 / total);
}

/* The text without tags, whose letters would make it look less dense; what was
 * apart stays apart. */
static void add_prose(struct buf *out, struct str s)
{
	bool is_tag = false;

	for (size_t i = 0; i < s.len; i++) {
		unsigned char c = (unsigned char)s.ptr[i];
		bool is_kept = c >= 0x80 || is_letter((char)c) ||
			       (i && (s.ptr[i - 1] & 0x80) && c != '<');
		if (c == '<')
			is_tag = true;
		if (!is_tag && is_kept)
			buf_add_char(out, (char)c);
		else if (out->len && out->ptr[out->len - 1] != '\n')
			buf_add_char(out, '\n');
		if (c == '>')
			is_tag = false;
	}
}

/* Japanese and Korean in seven bits shift to their letters by escapes that
 * stand nowhere else (RFC 1468, RFC 1557). */
const char *guess_shifted(struct str bytes)
{
	static const struct { const char *escape, *label; } escapes[] = {
		{ "\x1b$B", "iso-2022-jp" },
		{ "\x1b$@", "iso-2022-jp" },
		{ "\x1b$)C", "iso-2022-kr" },
	};

	if (str_find_char(bytes, '\x1b') == SIZE_MAX)
		return NULL;
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++)
		if (str_find(bytes, str_from(escapes[i].escape)) != SIZE_MAX)
			return escapes[i].label;
	return NULL;
}

struct charset guess_charset(struct str bytes)
{
	struct buf prose = { 0 };
	const char *label = NULL;
	int best;

	add_prose(&prose, str_slice(bytes, 0, SAMPLE));
	struct charset found = alphabet_guess(buf_str(&prose), &best);
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		int weight = weigh(buf_str(&prose), &pairs[i]);
		if (weight > best && weight > LEAST_LIKELY) {
			best = weight;
			label = pairs[i].label;
		}
	}
	if (label)
		found = charset_find(str_from(label));
	else if (best < LEAST_LIKELY)
		found = charset_find(STR("windows-1252"));
	if (label && strcmp(label, "gb2312") == 0)
		found.name = "gb2312";
	buf_free(&prose);
	return found;
}
