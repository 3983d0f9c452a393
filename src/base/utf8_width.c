/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"

#include <uniwidth.h>

typedef unsigned char byte;

/* Columns of one code point; controls take none. */
static int code_width(uint32_t code)
{
	if (code < 0x7f)
		return code >= 0x20;
	if (code >= 0xa0 && code < 0x300)
		return code != 0xad;
	int width = uc_width(code, "UTF-8");
	return width < 0 ? 0 : width;
}

static bool is_plain(char c)
{
	return (byte)c >= 0x20 && (byte)c < 0x7f;
}

/* A control stands alone, whatever surrounds it. */
static bool is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

struct str utf8_cluster(struct str *s, int *width)
{
	const char *from = s->ptr;

	/* Nearly always: a letter of ASCII before another one. */
	if (is_plain(s->ptr[0]) && (s->len == 1 || (byte)s->ptr[1] < 0x80)) {
		*width = 1;
		s->ptr++;
		s->len--;
		return (struct str){ from, 1 };
	}
	uint32_t code = utf8_next(s);
	*width = code_width(code);
	if (is_control(code))
		return (struct str){ from, (size_t)(s->ptr - from) };
	while (s->len && (byte)s->ptr[0] >= 0x80) {
		struct str rest = *s;
		code = utf8_next(&rest);
		if (is_control(code) || code_width(code))
			break;
		*s = rest;
	}
	return (struct str){ from, (size_t)(s->ptr - from) };
}

int utf8_width(struct str s)
{
	int width = 0;

	while (s.len) {
		if ((byte)s.ptr[0] >= 0x80) {
			width += code_width(utf8_next(&s));
			continue;
		}
		width += is_plain(s.ptr[0]);
		s.ptr++;
		s.len--;
	}
	return width;
}

struct str utf8_fit(struct str s, int columns, int *width)
{
	const char *from = s.ptr;
	int taken = 0;

	while (s.len) {
		struct str rest = s;
		int wide;
		utf8_cluster(&rest, &wide);
		if (wide > columns - taken)
			break;
		taken += wide;
		s = rest;
	}
	if (width)
		*width = taken;
	return (struct str){ from, (size_t)(s.ptr - from) };
}
