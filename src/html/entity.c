/* SPDX-License-Identifier: MIT */
#include "html/entity.h"

#include <string.h>

enum { NAME_MAX_LEN = 32, LEGACY_MAX = 6 };

struct entity {
	const char *name, *text;
	bool is_legacy;
};

static const struct entity entities[] = {
#define E(name, text) { name, text, false },
#define L(name, text) { name, text, true },
#include "html/entities.def"
#undef E
#undef L
};

/* What 0x80 to 0x9f mean when somebody writes them as numbers. */
static const uint16_t windows[32] = {
	0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
};

static const struct entity *entity_find(struct str name)
{
	size_t low = 0, high = sizeof(entities) / sizeof(entities[0]);

	while (low < high) {
		size_t mid = (low + high) / 2;
		int order = str_cmp(name, str_from(entities[mid].name));

		if (!order)
			return &entities[mid];
		if (order < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static bool is_alnum(char c)
{
	return (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'z');
}

static int digit_value(char c, int base)
{
	int value = c >= '0' && c <= '9' ? c - '0' : 99;

	if (str_lower(c) >= 'a' && str_lower(c) <= 'f')
		value = str_lower(c) - 'a' + 10;
	return value < base ? value : -1;
}

static size_t put_code_point(uint32_t c, char room[8])
{
	if (c < 0x80) {
		room[0] = (char)c;
		return 1;
	}
	int more = c < 0x800 ? 1 : c < 0x10000 ? 2 : 3;
	static const uint8_t leads[] = { 0, 0xc0, 0xe0, 0xf0 };

	room[0] = (char)(leads[more] | (c >> (6 * more)));
	for (int i = 1; i <= more; i++)
		room[i] = (char)(0x80 | ((c >> (6 * (more - i))) & 0x3f));
	return (size_t)more + 1;
}

static size_t read_number(struct str s, char room[8], struct str *out)
{
	bool is_hex = s.len > 2 && str_lower(s.ptr[2]) == 'x';
	size_t first = is_hex ? 3 : 2, i = first;
	uint32_t c = 0;

	for (; i < s.len; i++) {
		int digit = digit_value(s.ptr[i], is_hex ? 16 : 10);
		if (digit < 0)
			break;
		if (c < 0x110000)
			c = c * (is_hex ? 16 : 10) + (uint32_t)digit;
	}
	if (i == first)
		return 0;
	if (c >= 0x80 && c < 0xa0)
		c = windows[c - 0x80];
	if (!c || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		c = 0xfffd;
	*out = (struct str){ room, put_code_point(c, room) };
	return i + (i < s.len && s.ptr[i] == ';');
}

static size_t read_name(struct str s, bool in_attribute, struct str *out)
{
	size_t end = 1;

	while (end < s.len && end <= NAME_MAX_LEN && is_alnum(s.ptr[end]))
		end++;
	if (end == 1)
		return 0;
	bool is_ended = end < s.len && s.ptr[end] == ';';
	const struct entity *e = is_ended ? entity_find(str_slice(s, 1, end)) : NULL;

	if (e) {
		*out = str_from(e->text);
		return end + 1;
	}
	bool is_value = in_attribute && end < s.len && s.ptr[end] == '=';
	for (size_t len = end - 1 < LEGACY_MAX ? end - 1 : LEGACY_MAX; len >= 2; len--) {
		e = entity_find(str_slice(s, 1, 1 + len));
		if (!e || !e->is_legacy)
			continue;
		if (in_attribute && (len < end - 1 || is_value))
			return 0;
		*out = str_from(e->text);
		return 1 + len;
	}
	return 0;
}

size_t entity_read(struct str s, bool in_attribute, char room[8], struct str *out)
{
	if (s.len < 3)
		return 0;
	if (s.ptr[1] == '#')
		return read_number(s, room, out);
	return read_name(s, in_attribute, out);
}

bool entity_add_decoded(struct buf *out, struct str s, bool in_attribute)
{
	while (s.len) {
		const char *amp = memchr(s.ptr, '&', s.len);
		size_t plain = amp ? (size_t)(amp - s.ptr) : s.len;
		char room[8];
		struct str text;

		if (!buf_add(out, str_slice(s, 0, plain)))
			return false;
		s = str_slice(s, plain, s.len);
		if (!s.len)
			break;
		size_t used = entity_read(s, in_attribute, room, &text);
		if (!buf_add(out, used ? text : str_slice(s, 0, 1)))
			return false;
		s = str_slice(s, used ? used : 1, s.len);
	}
	return true;
}
