/* SPDX-License-Identifier: MIT */
#include "base/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/utf8.h"

enum { LABEL_MAX = 40, STEP = 8192 };

#define CHARSET(name, ...) { name, { __VA_ARGS__ } },
static const struct { const char *name; uint16_t high[128]; } tables[] = {
#include "base/charset_tables.def"
};
static const struct { const char *name; uint16_t all[256]; } ebcdic[] = {
#include "base/charset_ebcdic.def"
};
#undef CHARSET

static const struct label { const char *label, *decoder, *name; } labels[] = {
#define LABEL(label, decoder, name) { label, decoder, name },
#include "base/charset_labels.def"
#undef LABEL
};

static const char *const wide[] = { "UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32",
				    "UTF-32LE", "UTF-32BE" };

static bool is_letter_or_digit(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

/* Whether two labels are the same but for what stands between their letters and
 * digits: "ISO_8859-1" and "iso-8859_1". */
static bool is_alike(struct str a, struct str b)
{
	size_t i = 0, j = 0;

	for (;;) {
		while (i < a.len && !is_letter_or_digit(a.ptr[i]))
			i++;
		while (j < b.len && !is_letter_or_digit(b.ptr[j]))
			j++;
		if (i == a.len || j == b.len)
			return i == a.len && j == b.len;
		if (a.ptr[i++] != b.ptr[j++])
			return false;
	}
}

static const struct label *find_label(struct str low)
{
	size_t from = 0, count = sizeof(labels) / sizeof(labels[0]), to = count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(str_from(labels[middle].label), low);
		if (order == 0)
			return &labels[middle];
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	for (size_t i = 0; i < count; i++)
		if (is_alike(str_from(labels[i].label), low))
			return &labels[i];
	return NULL;
}

struct charset charset_find(struct str label)
{
	char low[LABEL_MAX];
	bool has_letters = false;

	label = str_trim(label);
	if (label.len == 0 || label.len > LABEL_MAX)
		return (struct charset){ "", "" };
	for (size_t i = 0; i < label.len; i++) {
		low[i] = str_lower(label.ptr[i]);
		has_letters |= is_letter_or_digit(low[i]);
	}
	const struct label *found =
		has_letters ? find_label((struct str){ low, label.len }) : NULL;
	if (!found)
		return (struct charset){ "", "" };
	return (struct charset){ found->name, found->decoder };
}

static bool add_bytes_of(struct buf *out, struct str bytes, const uint16_t *codes, int first)
{
	for (size_t i = 0; i < bytes.len; i++) {
		unsigned char c = (unsigned char)bytes.ptr[i];
		if (c < first)
			buf_add_char(out, (char)c);
		else
			utf8_put(out, codes[c - first]);
	}
	return true;
}

static bool add_table(struct buf *out, struct str bytes, const char *name)
{
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (str_eq(str_from(tables[i].name), str_from(name)))
			return add_bytes_of(out, bytes, tables[i].high, 0x80);
	for (size_t i = 0; i < sizeof(ebcdic) / sizeof(ebcdic[0]); i++)
		if (str_eq(str_from(ebcdic[i].name), str_from(name)))
			return add_bytes_of(out, bytes, ebcdic[i].all, 0);
	return false;
}

static uint32_t unit_at(struct str bytes, size_t at, int width, bool is_big)
{
	uint32_t unit = 0;

	for (int i = 0; i < width; i++)
		unit = unit << 8 |
		       (unsigned char)bytes.ptr[at + (size_t)(is_big ? i : width - 1 - i)];
	return unit;
}

static bool add_wide(struct buf *out, struct str bytes, int width, bool is_big)
{
	size_t at = 0, step = (size_t)width;

	for (; at + step <= bytes.len; at += step) {
		uint32_t c = unit_at(bytes, at, width, is_big);
		if (width == 2 && c >= 0xd800 && c < 0xdc00 && at + 4 <= bytes.len) {
			uint32_t low = unit_at(bytes, at + 2, 2, is_big);
			if (low >= 0xdc00 && low < 0xe000) {
				c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
				at += 2;
			}
		}
		bool is_code = c < 0xd800 || (c > 0xdfff && c <= 0x10ffff);
		utf8_put(out, is_code ? c : UTF8_REPLACEMENT);
	}
	if (at < bytes.len)
		utf8_put(out, UTF8_REPLACEMENT);
	return true;
}

/* UTF-8, or UTF-16 and UTF-32 whose name may say which byte comes first; else
 * the more zeros at even places, the more likely the big end comes first. */
static bool add_unicode(struct buf *out, struct str bytes, struct str name)
{
	if (str_eq(name, STR("UTF-8")))
		return utf8_add_valid(out, bytes);
	bool is_big = str_has_suffix(name, STR("BE"));
	int width = str_has_prefix(name, STR("UTF-32")) ? 4 : 2;
	if (!is_big && !str_has_suffix(name, STR("LE"))) {
		size_t even = 0, odd = 0;
		for (size_t i = 0; i + 1 < bytes.len && i < 256; i += 2) {
			even += bytes.ptr[i] == 0;
			odd += bytes.ptr[i + 1] == 0;
		}
		is_big = even > odd;
	}
	return add_wide(out, bytes, width, is_big);
}

/* Every byte that means nothing is skipped alone. */
static bool add_iconv(struct buf *out, struct str bytes, const char *name)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)(uintptr_t)bytes.ptr;
	size_t left = bytes.len;

	if (cd == (iconv_t)-1)
		return false;
	while (left && buf_reserve(out, STEP)) {
		char *to = out->ptr + out->len;
		size_t room = STEP;
		size_t done = iconv(cd, &in, &left, &to, &room);
		int failure = errno;
		out->len += STEP - room;
		out->ptr[out->len] = '\0';
		if (done != (size_t)-1 || failure == E2BIG)
			continue;
		utf8_put(out, UTF8_REPLACEMENT);
		in++;
		left--;
	}
	iconv_close(cd);
	return true;
}

bool charset_add_utf8(struct buf *out, struct str bytes, struct charset charset)
{
	struct str name = str_from(charset.decoder);

	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (str_eq(name, str_from(wide[i])))
			return add_unicode(out, bytes, name);
	if (add_table(out, bytes, charset.decoder))
		return true;
	return name.len && add_iconv(out, bytes, charset.decoder);
}

uint32_t charset_latin(unsigned char byte)
{
	enum { WINDOWS_1252 = 2 };

	return byte < 0x80 ? byte : tables[WINDOWS_1252].high[byte - 0x80];
}
