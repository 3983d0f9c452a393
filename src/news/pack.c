/* SPDX-License-Identifier: MIT */
#include "news/pack.h"

#include "base/i18n.h"
#include "base/utf8.h"

void pack_number(struct buf *out, uint64_t value, int bytes)
{
	char raw[8];

	for (int i = 0; i < bytes; i++)
		raw[i] = (char)(value >> (8 * i) & 0xff);
	buf_add_bytes(out, raw, (size_t)bytes);
}

void pack_str(struct buf *out, struct str s)
{
	pack_number(out, s.len, 4);
	buf_add(out, s);
}

void pack_date(struct buf *out, const struct date *date)
{
	pack_number(out, (uint64_t)date->utc, 8);
	pack_number(out, (uint16_t)date->offset, 2);
	pack_number(out, date->precision, 1);
	pack_number(out, date->has_zone, 1);
}

void pack_strings(struct buf *out, const struct news_strings *strings)
{
	pack_number(out, strings->count, 4);
	for (size_t i = 0; i < strings->count; i++)
		pack_str(out, strings->items[i]);
}

struct unpack unpack_view(struct str bytes, struct str mark, struct arena *arena)
{
	struct unpack in = { .arena = arena };

	if (str_has_prefix(bytes, mark))
		in.rest = str_slice(bytes, mark.len, bytes.len);
	else
		in.wrong = "mark";
	return in;
}

struct unpack unpack_start(struct str bytes, struct str mark, struct arena *arena)
{
	struct unpack in = unpack_view(bytes, mark, arena);

	in.rest = arena_str(arena, in.rest);
	return in;
}

static struct str take(struct unpack *in, uint64_t len, const char *field)
{
	if (!in->wrong && len > in->rest.len)
		in->wrong = field;
	if (in->wrong)
		return (struct str){ NULL, 0 };
	struct str taken = { in->rest.ptr, (size_t)len };
	in->rest.ptr += len;
	in->rest.len -= (size_t)len;
	return taken;
}

uint64_t unpack_number(struct unpack *in, int bytes, const char *field)
{
	struct str raw = take(in, (uint64_t)bytes, field);
	uint64_t value = 0;

	for (size_t i = raw.len; i-- > 0;)
		value = value << 8 | (unsigned char)raw.ptr[i];
	return value;
}

struct str unpack_bytes(struct unpack *in, const char *field)
{
	return take(in, unpack_number(in, 4, field), field);
}

struct str unpack_str(struct unpack *in, const char *field)
{
	struct str s = unpack_bytes(in, field);

	if (s.len == 0)
		return (struct str){ NULL, 0 };
	if (!utf8_is_valid(s)) {
		in->wrong = field;
		return (struct str){ NULL, 0 };
	}
	return s;
}

struct date unpack_date(struct unpack *in, const char *field)
{
	static const int64_t latest = 253402300799; /* the end of the year 9999 */
	struct date date;

	date.utc = (int64_t)unpack_number(in, 8, field);
	date.offset = (int16_t)unpack_number(in, 2, field);
	date.precision = (uint8_t)unpack_number(in, 1, field);
	date.has_zone = unpack_number(in, 1, field) != 0;
	if (date.utc > latest || date.utc < -latest || date.offset < -1440 ||
	    date.offset > 1440 || date.precision > DATE_SECOND)
		in->wrong = field;
	return in->wrong ? (struct date){ 0 } : date;
}

size_t unpack_count(struct unpack *in, size_t least, const char *field)
{
	uint64_t count = unpack_number(in, 4, field);

	if (count > in->rest.len / least)
		in->wrong = field;
	return in->wrong ? 0 : (size_t)count;
}

struct news_strings unpack_strings(struct unpack *in, const char *field)
{
	struct news_strings strings = { NULL, unpack_count(in, 4, field) };

	if (strings.count)
		strings.items = arena_array(in->arena, strings.count, sizeof(*strings.items));
	for (size_t i = 0; i < strings.count; i++)
		strings.items[i] = unpack_str(in, field);
	return strings;
}

bool unpack_end(const struct unpack *in, struct error *err)
{
	if (in->wrong)
		return error_set(err, _("the parser's answer is damaged at \"%s\""), in->wrong);
	if (in->rest.len)
		return error_set(err, _("the parser's answer is longer than it says"));
	return true;
}
