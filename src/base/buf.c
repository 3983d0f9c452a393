/* SPDX-License-Identifier: MIT */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CEILING = 64 << 20, SMALLEST = 64 };

/* The bytes of a control that no document holds: those of C1 are two. */
static size_t control_len(struct str s, size_t at)
{
	unsigned char c = (unsigned char)s.ptr[at];

	if (c == 0xc2 && at + 1 < s.len && (unsigned char)s.ptr[at + 1] < 0xa0)
		return 2;
	return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7f;
}

void buf_add_escaped(struct buf *b, struct str s)
{
	size_t from = 0;

	for (size_t i = 0; i < s.len; i++) {
		char c = s.ptr[i];
		size_t control = control_len(s, i);

		if (!control && c != '&' && c != '<' && c != '>' && c != '"')
			continue;
		buf_add(b, str_slice(s, from, i));
		if (!control)
			buf_add(b, c == '&' ? STR("&amp;") : c == '<' ? STR("&lt;") :
				   c == '>' ? STR("&gt;") : STR("&quot;"));
		i += control > 1;
		from = i + 1;
	}
	buf_add(b, str_slice(s, from, s.len));
}

bool buf_reserve(struct buf *b, size_t len)
{
	size_t max = b->max ? b->max : CEILING;

	if (len > max || b->len > max - len) {
		b->is_full = true;
		return false;
	}
	size_t wanted = b->len + len + 1;
	if (wanted <= b->cap)
		return true;
	size_t cap = b->cap < SMALLEST ? SMALLEST : b->cap;
	while (cap < wanted)
		cap *= 2;
	b->ptr = mem_resize(b->ptr, cap);
	b->cap = cap;
	b->ptr[b->len] = '\0';
	return true;
}

bool buf_add_bytes(struct buf *b, const void *bytes, size_t len)
{
	if (!buf_reserve(b, len))
		return false;
	if (len)
		memcpy(b->ptr + b->len, bytes, len);
	b->len += len;
	b->ptr[b->len] = '\0';
	return true;
}

bool buf_add(struct buf *b, struct str s)
{
	return buf_add_bytes(b, s.ptr, s.len);
}

bool buf_add_char(struct buf *b, char c)
{
	return buf_add_bytes(b, &c, 1);
}

bool buf_addf(struct buf *b, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0 || !buf_reserve(b, (size_t)len))
		return false;
	va_start(args, format);
	vsnprintf(b->ptr + b->len, (size_t)len + 1, format, args);
	va_end(args);
	b->len += (size_t)len;
	return true;
}

bool buf_insert(struct buf *b, size_t at, struct str s)
{
	if (at > b->len)
		at = b->len;
	if (!buf_reserve(b, s.len))
		return false;
	memmove(b->ptr + at + s.len, b->ptr + at, b->len - at + 1);
	if (s.len)
		memcpy(b->ptr + at, s.ptr, s.len);
	b->len += s.len;
	return true;
}

void buf_remove(struct buf *b, size_t at, size_t len)
{
	if (at >= b->len)
		return;
	if (len > b->len - at)
		len = b->len - at;
	memmove(b->ptr + at, b->ptr + at + len, b->len - at - len + 1);
	b->len -= len;
}

struct str buf_str(const struct buf *b)
{
	return (struct str){ b->ptr ? b->ptr : "", b->len };
}

const char *buf_cstr(const struct buf *b)
{
	return b->ptr ? b->ptr : "";
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->is_full = false;
	if (b->ptr)
		b->ptr[0] = '\0';
}

void buf_free(struct buf *b)
{
	free(b->ptr);
	*b = (struct buf){ .max = b->max };
}

char *buf_take(struct buf *b)
{
	char *taken = b->ptr ? b->ptr : mem_copy("", 0);

	*b = (struct buf){ .max = b->max };
	return taken;
}
