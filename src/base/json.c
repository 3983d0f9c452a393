/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include <inttypes.h>

#include "base/utf8.h"

static void break_line(struct json *json)
{
	if (json->is_compact)
		return;
	buf_add_char(json->out, '\n');
	for (int i = 0; i < json->depth; i++)
		buf_add_char(json->out, ' ');
}

/* What stands between the value that comes and the one before it. */
static void before_value(struct json *json)
{
	uint64_t bit = UINT64_C(1) << (json->depth & 63);

	if (json->is_after_key) {
		json->is_after_key = false;
		return;
	}
	if (json->has_item & bit)
		buf_add_char(json->out, ',');
	json->has_item |= bit;
	if (json->depth)
		break_line(json);
}

void json_open(struct json *json, char bracket)
{
	before_value(json);
	buf_add_char(json->out, bracket);
	json->depth++;
	json->has_item &= ~(UINT64_C(1) << (json->depth & 63));
}

void json_close(struct json *json, char bracket)
{
	bool has_item = json->has_item >> (json->depth & 63) & 1;

	json->depth--;
	if (has_item)
		break_line(json);
	buf_add_char(json->out, bracket);
	if (!json->depth && !json->is_compact)
		buf_add_char(json->out, '\n');
}

static bool needs_escape(char c)
{
	return (unsigned char)c < 0x20 || c == '"' || c == '\\' || c == 0x7f;
}

static void add_escape(struct buf *out, char c)
{
	static const char names[] = "\b\f\n\r\t\"\\", letters[] = "bfnrt\"\\";

	for (size_t i = 0; i < sizeof(names) - 1; i++) {
		if (names[i] == c) {
			buf_add_char(out, '\\');
			buf_add_char(out, letters[i]);
			return;
		}
	}
	buf_addf(out, "\\u%04x", (unsigned)(unsigned char)c);
}

/* U+0080 to U+009F: terminals may take them for commands. */
static bool is_c1(struct str s, size_t at)
{
	return s.ptr[at] == '\xc2' && at + 1 < s.len && (unsigned char)s.ptr[at + 1] < 0xa0;
}

static unsigned turn_at(struct str s, size_t at)
{
	return 0x2000u | ((unsigned char)s.ptr[at + 1] & 0x3fu) << 6 |
	       ((unsigned char)s.ptr[at + 2] & 0x3fu);
}

/* What ends a line or turns the order of what follows, U+2028 to U+202E and
 * U+2066 to U+2069: a reader would not see what the text says. */
static bool is_turn(struct str s, size_t at)
{
	if (s.ptr[at] != '\xe2' || at + 2 >= s.len)
		return false;
	unsigned c = turn_at(s, at);
	return (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static void add_quoted(struct buf *out, struct str s)
{
	size_t from = 0;

	buf_add_char(out, '"');
	for (size_t i = 0; i < s.len; i++) {
		if (is_c1(s, i)) {
			buf_add(out, str_slice(s, from, i));
			buf_addf(out, "\\u%04x", (unsigned)(unsigned char)s.ptr[++i]);
			from = i + 1;
			continue;
		}
		if (is_turn(s, i)) {
			buf_add(out, str_slice(s, from, i));
			buf_addf(out, "\\u%04x", turn_at(s, i));
			i += 2;
			from = i + 1;
			continue;
		}
		if (!needs_escape(s.ptr[i]))
			continue;
		buf_add(out, str_slice(s, from, i));
		add_escape(out, s.ptr[i]);
		from = i + 1;
	}
	buf_add(out, str_slice(s, from, s.len));
	buf_add_char(out, '"');
}

void json_key(struct json *json, const char *name)
{
	before_value(json);
	add_quoted(json->out, str_from(name));
	buf_add(json->out, json->is_compact ? STR(":") : STR(": "));
	json->is_after_key = true;
}

void json_str(struct json *json, struct str value)
{
	struct buf mended = { 0 };

	before_value(json);
	if (!utf8_is_valid(value)) {
		utf8_add_valid(&mended, value);
		value = buf_str(&mended);
	}
	add_quoted(json->out, value);
	buf_free(&mended);
}

void json_int(struct json *json, int64_t value)
{
	before_value(json);
	buf_addf(json->out, "%" PRId64, value);
}

void json_bool(struct json *json, bool value)
{
	before_value(json);
	buf_add(json->out, value ? STR("true") : STR("false"));
}

void json_null(struct json *json)
{
	before_value(json);
	buf_add(json->out, STR("null"));
}

void json_pair(struct json *json, const char *name, struct str value)
{
	json_key(json, name);
	json_str(json, value);
}

void json_pair_or_null(struct json *json, const char *name, struct str value)
{
	json_key(json, name);
	if (value.len)
		json_str(json, value);
	else
		json_null(json);
}

void json_pair_int(struct json *json, const char *name, int64_t value)
{
	json_key(json, name);
	json_int(json, value);
}

void json_pair_bool(struct json *json, const char *name, bool value)
{
	json_key(json, name);
	json_bool(json, value);
}

void json_pair_strs(struct json *json, const char *name, const struct str *items, size_t count)
{
	json_key(json, name);
	json_open(json, '[');
	for (size_t i = 0; i < count; i++)
		json_str(json, items[i]);
	json_close(json, ']');
}
