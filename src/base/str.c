/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <string.h>

struct str str_from(const char *cstr)
{
	return (struct str){ cstr, cstr ? strlen(cstr) : 0 };
}

struct str str_slice(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return (struct str){ NULL, 0 };
	return (struct str){ s.ptr + from, to - from };
}

bool str_is_empty(struct str s)
{
	return s.len == 0;
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static bool same_nocase(const char *a, const char *b, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (str_lower(a[i]) != str_lower(b[i]))
			return false;
	return true;
}

bool str_eq_nocase(struct str a, struct str b)
{
	return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len);
}

bool str_has_prefix(struct str s, struct str prefix)
{
	return str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_has_prefix_nocase(struct str s, struct str prefix)
{
	return s.len >= prefix.len && same_nocase(s.ptr, prefix.ptr, prefix.len);
}

bool str_has_suffix(struct str s, struct str suffix)
{
	if (s.len < suffix.len)
		return false;
	return str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

int str_cmp(struct str a, struct str b)
{
	size_t least = a.len < b.len ? a.len : b.len;
	int order = least ? memcmp(a.ptr, b.ptr, least) : 0;

	if (order)
		return order;
	return (a.len > b.len) - (a.len < b.len);
}

/* memmem looks at every byte when it is asked for two or three. */
static size_t find_short(struct str hay, struct str needle)
{
	const char *p = hay.ptr, *last = hay.ptr + (hay.len - needle.len);

	while (p <= last && (p = memchr(p, needle.ptr[0], (size_t)(last - p) + 1))) {
		if (memcmp(p, needle.ptr, needle.len) == 0)
			return (size_t)(p - hay.ptr);
		p++;
	}
	return SIZE_MAX;
}

size_t str_find(struct str hay, struct str needle)
{
	if (needle.len == 0)
		return 0;
	if (needle.len > hay.len)
		return SIZE_MAX;
	if (needle.len <= 3)
		return find_short(hay, needle);
	const char *hit = memmem(hay.ptr, hay.len, needle.ptr, needle.len);
	return hit ? (size_t)(hit - hay.ptr) : SIZE_MAX;
}

size_t str_find_nocase(struct str hay, struct str needle)
{
	char first = needle.len ? str_lower(needle.ptr[0]) : '\0';

	for (size_t i = 0; i + needle.len <= hay.len; i++)
		if ((needle.len == 0 || str_lower(hay.ptr[i]) == first) &&
		    same_nocase(hay.ptr + i, needle.ptr, needle.len))
			return i;
	return SIZE_MAX;
}

size_t str_find_char(struct str hay, char c)
{
	const char *hit = hay.len ? memchr(hay.ptr, c, hay.len) : NULL;

	return hit ? (size_t)(hit - hay.ptr) : SIZE_MAX;
}

bool str_has_controls(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.ptr[i] < ' ' || s.ptr[i] == 0x7f)
			return true;
	return false;
}

struct str str_trim(struct str s)
{
	while (s.len && str_is_space(s.ptr[0])) {
		s.ptr++;
		s.len--;
	}
	while (s.len && str_is_space(s.ptr[s.len - 1]))
		s.len--;
	return s;
}

bool str_cut(struct str *rest, char sep, struct str *head)
{
	if (!rest->ptr)
		return false;
	size_t at = str_find_char(*rest, sep);
	if (at == SIZE_MAX) {
		*head = *rest;
		*rest = (struct str){ NULL, 0 };
		return true;
	}
	*head = (struct str){ rest->ptr, at };
	rest->ptr += at + 1;
	rest->len -= at + 1;
	return true;
}

bool str_next_word(struct str *rest, struct str *word)
{
	size_t from = 0;
	while (from < rest->len && str_is_space(rest->ptr[from]))
		from++;
	size_t to = from;
	while (to < rest->len && !str_is_space(rest->ptr[to]))
		to++;
	*word = str_slice(*rest, from, to);
	*rest = str_slice(*rest, to, rest->len);
	return word->len > 0;
}

bool str_to_int64(struct str s, int64_t *out)
{
	bool negative = s.len && s.ptr[0] == '-';
	size_t i = s.len && (s.ptr[0] == '-' || s.ptr[0] == '+');
	int64_t value = 0;

	if (i == s.len)
		return false;
	for (; i < s.len; i++) {
		if (s.ptr[i] < '0' || s.ptr[i] > '9')
			return false;
		int digit = s.ptr[i] - '0';
		if (value < (INT64_MIN + digit) / 10)
			return false;
		value = value * 10 - digit;
	}
	if (!negative && value == INT64_MIN)
		return false;
	*out = negative ? value : -value;
	return true;
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = 14695981039346656037u;

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.ptr[i]) * 1099511628211u;
	return hash;
}
