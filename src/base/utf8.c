/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <unilbrk.h>
#include <uniwidth.h>

#include "base/mem.h"

typedef unsigned char byte;

/* The bytes that may follow a lead byte, after table 3-7 of the Unicode
 * standard; 0 for a byte that leads nothing. */
struct lead {
	byte len, least, most; /* of the second byte */
};

static struct lead lead_of(byte b)
{
	if (b < 0xc2 || b > 0xf4)
		return (struct lead){ 0, 0, 0 };
	if (b < 0xe0)
		return (struct lead){ 2, 0x80, 0xbf };
	if (b < 0xf0)
		return (struct lead){ 3, b == 0xe0 ? 0xa0 : 0x80, b == 0xed ? 0x9f : 0xbf };
	return (struct lead){ 4, b == 0xf0 ? 0x90 : 0x80, b == 0xf4 ? 0x8f : 0xbf };
}

/* The length of the sequence at p, or minus the length of the maximal subpart
 * of one. */
static int sequence(const byte *p, size_t len)
{
	struct lead lead = lead_of(p[0]);

	if (p[0] < 0x80)
		return 1;
	if (!lead.len || len < 2 || p[1] < lead.least || p[1] > lead.most)
		return -1;
	for (int i = 2; i < lead.len; i++)
		if ((size_t)i >= len || (p[i] & 0xc0) != 0x80)
			return -i;
	return lead.len;
}

static uint32_t decode(const byte *p, int len)
{
	switch (len) {
	case 2:
		return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
	case 3:
		return (uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 |
		       (p[2] & 0x3f);
	default:
		return (uint32_t)(p[0] & 0x07) << 18 | (uint32_t)(p[1] & 0x3f) << 12 |
		       (uint32_t)(p[2] & 0x3f) << 6 | (p[3] & 0x3f);
	}
}

uint32_t utf8_next(struct str *s)
{
	const byte *p = (const byte *)s->ptr;
	int len = sequence(p, s->len);
	uint32_t code = len == 1 ? p[0] : len > 0 ? decode(p, len) : UTF8_REPLACEMENT;

	if (len < 0)
		len = 1;
	s->ptr += len;
	s->len -= (size_t)len;
	return code;
}

uint32_t utf8_capital(uint32_t code)
{
	uint32_t capital = uc_toupper(code);

	return uc_width(capital, "UTF-8") == uc_width(code, "UTF-8") ? capital : code;
}

bool utf8_put(struct buf *out, uint32_t code)
{
	char bytes[4];
	size_t len = 0;

	if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
		code = UTF8_REPLACEMENT;
	if (code < 0x80) {
		bytes[len++] = (char)code;
	} else if (code < 0x800) {
		bytes[len++] = (char)(0xc0 | code >> 6);
	} else {
		if (code < 0x10000) {
			bytes[len++] = (char)(0xe0 | code >> 12);
		} else {
			bytes[len++] = (char)(0xf0 | code >> 18);
			bytes[len++] = (char)(0x80 | (code >> 12 & 0x3f));
		}
		bytes[len++] = (char)(0x80 | (code >> 6 & 0x3f));
	}
	if (code >= 0x80)
		bytes[len++] = (char)(0x80 | (code & 0x3f));
	return buf_add_bytes(out, bytes, len);
}

/* How many of the next bytes are ASCII, by eight at a time. */
static size_t ascii_run(const char *p, size_t len)
{
	size_t at = 0;
	uint64_t word;

	for (; at + sizeof(word) <= len; at += sizeof(word)) {
		memcpy(&word, p + at, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (at < len && (byte)p[at] < 0x80)
		at++;
	return at;
}

/* Where the first invalid sequence begins, or the length. */
static size_t valid_run(struct str s)
{
	size_t at = 0;

	while (at < s.len) {
		at += ascii_run(s.ptr + at, s.len - at);
		if (at == s.len)
			break;
		int len = sequence((const byte *)s.ptr + at, s.len - at);
		if (len < 0)
			break;
		at += (size_t)len;
	}
	return at;
}

bool utf8_is_valid(struct str s)
{
	return valid_run(s) == s.len;
}

struct str utf8_clip(struct str s, size_t max)
{
	if (s.len <= max)
		return s;
	while (max && ((byte)s.ptr[max] & 0xc0) == 0x80)
		max--;
	return str_slice(s, 0, max);
}

bool utf8_add_valid(struct buf *out, struct str s)
{
	while (s.len) {
		size_t good = valid_run(s);
		if (!buf_add(out, str_slice(s, 0, good)))
			return false;
		s = str_slice(s, good, s.len);
		if (!s.len)
			break;
		if (!utf8_put(out, UTF8_REPLACEMENT))
			return false;
		s = str_slice(s, (size_t)-sequence((const byte *)s.ptr, s.len), s.len);
	}
	return true;
}

static bool is_ascii(struct str s)
{
	return ascii_run(s.ptr, s.len) == s.len;
}

bool utf8_fold(struct buf *out, struct str s)
{
	size_t len = 0;

	if (is_ascii(s)) {
		if (!buf_reserve(out, s.len))
			return false;
		for (size_t i = 0; i < s.len; i++)
			out->ptr[out->len + i] = str_lower(s.ptr[i]);
		out->len += s.len;
		if (out->ptr)
			out->ptr[out->len] = '\0';
		return true;
	}
	struct buf valid = { 0 };
	utf8_add_valid(&valid, s);
	byte *folded = u8_casefold((const byte *)valid.ptr, valid.len, NULL, UNINORM_NFKC,
				   NULL, &len);
	bool done = buf_add_bytes(out, folded ? (char *)folded : s.ptr, folded ? len : s.len);
	free(folded);
	buf_free(&valid);
	return done;
}

void utf8_line_breaks(struct str s, char *breaks)
{
	if (!s.len)
		return;
	u8_possible_linebreaks((const byte *)s.ptr, s.len, "UTF-8", breaks);
	bool is_forced = false; /* the character before ended its line */
	for (size_t i = 0; i < s.len; i++) {
		char found = breaks[i];
		bool is_lead = ((byte)s.ptr[i] & 0xc0) != 0x80;
		if (is_forced && is_lead)
			breaks[i] = UTF8_BREAK_MUST;
		else
			breaks[i] = found == UC_BREAK_POSSIBLE ? UTF8_BREAK_ALLOWED : UTF8_BREAK_NO;
		if (is_lead)
			is_forced = false;
		if (found == UC_BREAK_MANDATORY)
			is_forced = true;
	}
}

enum utf8_direction utf8_direction(struct str s)
{
	int isolates = 0;

	while (s.len) {
		if ((byte)s.ptr[0] < 0x80) {
			if (!isolates && ((s.ptr[0] | 32) >= 'a' && (s.ptr[0] | 32) <= 'z'))
				return UTF8_LTR;
			s.ptr++;
			s.len--;
			continue;
		}
		uint32_t code = utf8_next(&s);
		int category = uc_bidi_category(code);
		if (code >= 0x2066 && code <= 0x2068)
			isolates++;
		else if (code == 0x2069 && isolates)
			isolates--;
		else if (!isolates && category == UC_BIDI_L)
			return UTF8_LTR;
		else if (!isolates && (category == UC_BIDI_R || category == UC_BIDI_AL))
			return UTF8_RTL;
	}
	return UTF8_NEUTRAL;
}

bool utf8_is_rtl(struct str s)
{
	return utf8_direction(s) == UTF8_RTL;
}
