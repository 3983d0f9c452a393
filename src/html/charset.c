/* SPDX-License-Identifier: MIT */
#include "html/charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/utf8.h"

enum { PRESCAN = 4096, LABEL_MAX = 40 };

struct charset {
	const char *name;
	uint16_t high[128];
};

static const struct charset charsets[] = {
#define CHARSET(name, ...) { name, { __VA_ARGS__ } },
#include "html/charsets.def"
#undef CHARSET
};

/* Labels of the web -> names (WHATWG Encoding, 4.2). Those that are not a row
 * of charsets or UTF go to iconv under the name given. */
static const struct { const char *label, *name; } labels[] = {
	{ "utf-8", "UTF-8" }, { "utf8", "UTF-8" }, { "unicode-1-1-utf-8", "UTF-8" },
	{ "ascii", "windows-1252" }, { "us-ascii", "windows-1252" },
	{ "iso-8859-1", "windows-1252" }, { "iso8859-1", "windows-1252" },
	{ "latin1", "windows-1252" }, { "latin-1", "windows-1252" },
	{ "iso_8859-1", "windows-1252" }, { "l1", "windows-1252" },
	{ "cp1252", "windows-1252" }, { "ansi", "windows-1252" },
	{ "cp1250", "windows-1250" }, { "cp1251", "windows-1251" },
	{ "cp1253", "windows-1253" }, { "cp1254", "windows-1254" },
	{ "cp1255", "windows-1255" }, { "cp1256", "windows-1256" },
	{ "cp1257", "windows-1257" }, { "cp1258", "windows-1258" },
	{ "win-1251", "windows-1251" }, { "win1251", "windows-1251" },
	{ "iso8859-2", "iso-8859-2" }, { "latin2", "iso-8859-2" },
	{ "iso8859-5", "iso-8859-5" }, { "iso8859-7", "iso-8859-7" },
	{ "greek", "iso-8859-7" }, { "iso-8859-8-i", "iso-8859-8" },
	{ "iso-8859-9", "windows-1254" }, { "iso8859-9", "windows-1254" },
	{ "latin5", "windows-1254" }, { "iso-8859-11", "windows-874" },
	{ "tis-620", "windows-874" }, { "iso8859-15", "iso-8859-15" },
	{ "latin-9", "iso-8859-15" }, { "koi8", "koi8-r" },
	{ "koi8_r", "koi8-r" }, { "mac", "macintosh" }, { "x-mac-roman", "macintosh" },
	{ "cp866", "ibm866" },
	{ "utf-16", "UTF-16LE" }, { "utf-16le", "UTF-16LE" }, { "utf-16be", "UTF-16BE" },
	{ "gb2312", "GB18030" }, { "gbk", "GB18030" }, { "gb18030", "GB18030" },
	{ "x-gbk", "GB18030" }, { "gb_2312-80", "GB18030" }, { "chinese", "GB18030" },
	{ "big5", "BIG5-HKSCS" }, { "big5-hkscs", "BIG5-HKSCS" }, { "x-x-big5", "BIG5-HKSCS" },
	{ "shift_jis", "CP932" }, { "shift-jis", "CP932" }, { "sjis", "CP932" },
	{ "x-sjis", "CP932" }, { "windows-31j", "CP932" }, { "ms_kanji", "CP932" },
	{ "euc-jp", "EUC-JP" }, { "x-euc-jp", "EUC-JP" }, { "iso-2022-jp", "ISO-2022-JP" },
	{ "euc-kr", "CP949" }, { "ks_c_5601-1987", "CP949" }, { "ksc5601", "CP949" },
	{ "windows-949", "CP949" }, { "korean", "CP949" },
};

static const struct charset *charset_find(struct str name)
{
	for (size_t i = 0; i < sizeof(charsets) / sizeof(charsets[0]); i++)
		if (str_eq_nocase(str_from(charsets[i].name), name))
			return &charsets[i];
	return NULL;
}

/* The name for a label as written; NULL for one that nobody knows. */
static const char *label_name(struct str label)
{
	label = str_trim(label);
	for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++)
		if (str_eq_nocase(label, str_from(labels[i].label)))
			return labels[i].name;
	const struct charset *set = charset_find(label);

	return set ? set->name : NULL;
}

/* The label after "charset=" (or "encoding=") in s. */
static struct str label_after(struct str s, struct str key)
{
	size_t at = str_find_nocase(s, key);

	if (at == SIZE_MAX)
		return (struct str){ 0 };
	s = str_trim(str_slice(s, at + key.len, s.len));
	if (!s.len || s.ptr[0] != '=')
		return (struct str){ 0 };
	s = str_trim(str_slice(s, 1, s.len));
	if (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\''))
		s = str_slice(s, 1, s.len);
	size_t end = 0;
	while (end < s.len && end < LABEL_MAX && !str_is_space(s.ptr[end]) &&
	       !strchr("\"';/>?", s.ptr[end]))
		end++;
	return str_slice(s, 0, end);
}

/* A charset that one of the page's first tags declares. */
static const char *declared_name(struct str bytes)
{
	struct str rest = str_slice(bytes, 0, PRESCAN);

	if (str_has_prefix(str_trim(rest), STR("<?xml"))) {
		size_t end = str_find(rest, STR("?>"));
		const char *name = label_name(label_after(str_slice(rest, 0, end),
							  STR("encoding")));
		if (name)
			return name;
	}
	for (size_t at; (at = str_find_nocase(rest, STR("<meta"))) != SIZE_MAX;) {
		rest = str_slice(rest, at + 5, rest.len);
		size_t end = str_find_char(rest, '>');
		const char *name = label_name(label_after(str_slice(rest, 0, end),
							  STR("charset")));
		/* Whoever could read the tag did not need UTF-16 for it. */
		if (name)
			return str_has_prefix(str_from(name), STR("UTF-16")) ? "UTF-8" : name;
	}
	return NULL;
}

/* Bytes beyond ASCII, and how many of them belong to valid sequences. */
static void count_high(struct str s, size_t *high, size_t *valid)
{
	*high = *valid = 0;
	while (s.len) {
		struct str before = s;

		if (!(s.ptr[0] & 0x80)) {
			s = str_slice(s, 1, s.len);
			continue;
		}
		uint32_t c = utf8_next(&s);
		size_t used = before.len - s.len;
		*high += used;
		if (c != UTF8_REPLACEMENT || used == 3)
			*valid += used;
	}
}

static const char *name_guess(struct str bytes, struct str content_type)
{
	const char *name = label_name(label_after(content_type, STR("charset")));
	size_t high, valid;

	if (!name)
		name = declared_name(bytes);
	if (name && str_has_prefix(str_from(name), STR("UTF-16")))
		return name;
	count_high(bytes, &high, &valid);
	bool looks_utf8 = high && valid == high;

	if (looks_utf8 || (!name && !high))
		return "UTF-8";
	if (!name || str_eq(str_from(name), STR("UTF-8")))
		return valid * 2 >= high && high ? "UTF-8" : name && !high ? name : "windows-1252";
	return name;
}

static void decode_table(struct str bytes, const struct charset *set, struct buf *out)
{
	while (bytes.len) {
		size_t plain = 0;

		while (plain < bytes.len && !(bytes.ptr[plain] & 0x80))
			plain++;
		buf_add(out, str_slice(bytes, 0, plain));
		if (plain < bytes.len)
			utf8_put(out, set->high[(uint8_t)bytes.ptr[plain] - 0x80]);
		bytes = str_slice(bytes, plain + 1, bytes.len);
	}
}

static void decode_utf16(struct str bytes, bool is_big, struct buf *out)
{
	const uint8_t *b = (const uint8_t *)bytes.ptr;
	uint32_t lead = 0;

	for (size_t i = 0; i + 1 < bytes.len; i += 2) {
		uint32_t unit = is_big ? (uint32_t)b[i] << 8 | b[i + 1] : (uint32_t)b[i + 1] << 8 | b[i];

		if (lead && unit >= 0xdc00 && unit < 0xe000)
			utf8_put(out, 0x10000 + ((lead - 0xd800) << 10) + (unit - 0xdc00));
		else if (lead || (unit >= 0xdc00 && unit < 0xe000))
			utf8_put(out, UTF8_REPLACEMENT);
		bool is_lead = unit >= 0xd800 && unit < 0xdc00;
		bool is_tail = unit >= 0xdc00 && unit < 0xe000;
		lead = is_lead ? unit : 0;
		if (!is_lead && !is_tail)
			utf8_put(out, unit);
	}
}

static bool decode_iconv(struct str bytes, const char *name, struct buf *out)
{
	iconv_t cd = iconv_open("UTF-8", name);
	char *in = (char *)bytes.ptr;
	size_t left = bytes.len;

	if (cd == (iconv_t)-1)
		return false;
	while (left && buf_reserve(out, 4096)) {
		char *to = out->ptr + out->len;
		size_t room = 4096;
		size_t done = iconv(cd, &in, &left, &to, &room);

		out->len += 4096 - room;
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno != EILSEQ && errno != EINVAL)
			break;
		utf8_put(out, UTF8_REPLACEMENT);
		in++;
		left--;
	}
	iconv_close(cd);
	return true;
}

void charset_decode(struct str bytes, struct str content_type, struct buf *room,
		    struct str *text, const char **name)
{
	bool is_big = str_has_prefix(bytes, STR("\xfe\xff"));

	room->max = bytes.len * 3 + 4096;
	*name = "UTF-8";
	if (str_has_prefix(bytes, STR("\xef\xbb\xbf")))
		bytes = str_slice(bytes, 3, bytes.len);
	else if (is_big || str_has_prefix(bytes, STR("\xff\xfe")))
		*name = is_big ? "UTF-16BE" : "UTF-16LE", bytes = str_slice(bytes, 2, bytes.len);
	else
		*name = name_guess(bytes, content_type);
	const struct charset *set = charset_find(str_from(*name));

	*text = bytes;
	if (set)
		decode_table(bytes, set, room);
	else if (str_has_prefix(str_from(*name), STR("UTF-16")))
		decode_utf16(bytes, str_eq(str_from(*name), STR("UTF-16BE")), room);
	else if (str_eq(str_from(*name), STR("UTF-8")) || !decode_iconv(bytes, *name, room)) {
		if (utf8_is_valid(bytes))
			return;
		utf8_add_valid(room, bytes);
	}
	*text = buf_str(room);
}

void charset_load(void)
{
	static const char *const names[] = {
		"GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "ISO-2022-JP", "CP949",
	};

	/* The library forgets a converter that nobody holds, so they are left
	 * open for the life of the process. */
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		(void)iconv_open("UTF-8", names[i]);
}
