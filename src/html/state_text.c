/* SPDX-License-Identifier: MIT */
#include "base/utf8.h"
#include "html/state_value.h"

const struct value *value_find(const struct value *value, const char *key)
{
	struct str wanted = str_from(key);

	if (!value || value->kind != VALUE_OBJECT)
		return NULL;
	for (const struct value *one = value->first; one; one = one->next)
		if (str_eq(one->key, wanted))
			return one;
	return NULL;
}

/* count hex digits at the start of s; false when they are not. */
static bool read_hex(struct str s, size_t count, uint32_t *out)
{
	uint32_t code = 0;

	if (s.len < count)
		return false;
	for (size_t i = 0; i < count; i++) {
		char c = str_lower(s.ptr[i]);
		bool is_digit = c >= '0' && c <= '9';

		if (!is_digit && (c < 'a' || c > 'f'))
			return false;
		code = code * 16 + (uint32_t)(is_digit ? c - '0' : c - 'a' + 10);
	}
	*out = code;
	return true;
}

/* The code point after a backslash and u; takes a pair of surrogates. */
static bool add_unicode(struct buf *out, struct str *raw)
{
	uint32_t code = 0, low = 0;

	if (!read_hex(str_slice(*raw, 1, raw->len), 4, &code))
		return buf_add_char(out, 'u') && ((*raw = str_slice(*raw, 1, raw->len)), true);
	*raw = str_slice(*raw, 5, raw->len);
	if (code >= 0xd800 && code < 0xdc00 && raw->len > 5 && raw->ptr[0] == '\\' &&
	    raw->ptr[1] == 'u' && read_hex(str_slice(*raw, 2, raw->len), 4, &low) &&
	    low >= 0xdc00 && low < 0xe000) {
		code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
		*raw = str_slice(*raw, 6, raw->len);
	}
	if (code >= 0xd800 && code < 0xe000)
		code = UTF8_REPLACEMENT;
	return code == 0 || utf8_put(out, code);
}

static bool add_escape(struct buf *out, struct str *raw)
{
	static const char names[] = "bfnrtv0", codes[] = "\b\f\n\r\t\v ";
	uint32_t code;

	if (raw->len == 0)
		return true;
	if (raw->ptr[0] == 'u')
		return add_unicode(out, raw);
	if (raw->ptr[0] == 'x' && read_hex(str_slice(*raw, 1, raw->len), 2, &code)) {
		*raw = str_slice(*raw, 3, raw->len);
		return code == 0 || utf8_put(out, code);
	}
	char c = raw->ptr[0];
	size_t index = str_find_char(str_from(names), c);

	*raw = str_slice(*raw, 1, raw->len);
	return buf_add_char(out, index == SIZE_MAX ? c : codes[index]);
}

bool value_unescape(struct buf *out, struct str raw)
{
	while (raw.len) {
		size_t plain = str_find_char(raw, '\\');

		if (plain == SIZE_MAX)
			return buf_add(out, raw);
		if (!buf_add(out, str_slice(raw, 0, plain)))
			return false;
		raw = str_slice(raw, plain + 1, raw.len);
		if (!add_escape(out, &raw))
			return false;
	}
	return true;
}

struct str value_text(struct arena *arena, const struct value *value)
{
	struct buf out = { 0 };

	if (!value || (value->kind != VALUE_STRING && value->kind != VALUE_NUMBER))
		return (struct str){ 0 };
	if (!value->has_escapes)
		return value->raw;
	value_unescape(&out, value->raw);
	struct str text = arena_str(arena, buf_str(&out));
	buf_free(&out);
	return text;
}

struct str value_member_text(struct arena *arena, const struct value *value, const char *key)
{
	return value_text(arena, value_find(value, key));
}

struct str value_name(struct arena *arena, const struct value *value, const char *key)
{
	for (int depth = 0; value && depth < 4; depth++) {
		if (value->kind == VALUE_STRING)
			return value_text(arena, value);
		value = value->kind == VALUE_ARRAY ? value->first : value_find(value, key);
	}
	return (struct str){ 0 };
}

bool value_is_false(const struct value *value)
{
	return value && (str_eq_nocase(value->raw, STR("false")) || str_eq(value->raw, STR("0")));
}
