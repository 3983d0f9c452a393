/* SPDX-License-Identifier: MIT */
#include "jail/converter.h"

#include <iconv.h>
#include <string.h>

enum { LOOKED_AT = 4096, NAME_MAX_BYTES = 32 };

/* What readers take for a label, beside the label itself (the WHATWG Encoding
 * standard names wider sets than the label says). */
static const struct { const char *label, *also; } wider[] = {
	{ "gb2312", "GB18030" },       { "gbk", "GB18030" },	      { "x-gbk", "GB18030" },
	{ "gb_2312-80", "GB18030" },   { "chinese", "GB18030" },      { "big5", "BIG5-HKSCS" },
	{ "x-x-big5", "BIG5-HKSCS" },  { "shift_jis", "CP932" },      { "shift-jis", "CP932" },
	{ "sjis", "CP932" },	       { "x-sjis", "CP932" },	      { "windows-31j", "CP932" },
	{ "ms_kanji", "CP932" },       { "x-euc-jp", "EUC-JP" },      { "euc-kr", "CP949" },
	{ "ks_c_5601-1987", "CP949" }, { "ksc5601", "CP949" },	      { "windows-949", "CP949" },
	{ "korean", "CP949" },	       { "iso-8859-1", "CP1252" },    { "latin1", "CP1252" },
	{ "us-ascii", "CP1252" },      { "iso-8859-9", "CP1254" },    { "iso-8859-11", "CP874" },
	{ "tis-620", "CP874" },	       { "macintosh", "MACINTOSH" },  { "x-mac-cyrillic", "MAC-CYRILLIC" },
};

/* Where the first bytes show an encoding in which no name can be read. */
static const struct { const char *bytes; size_t len; const char *name; } marks[] = {
	{ "\x00\x00\xfe\xff", 4, "UTF-32BE" }, { "\xff\xfe\x00\x00", 4, "UTF-32LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },	       { "\xff\xfe", 2, "UTF-16LE" },
	{ "\x00\x00\x00<", 4, "UTF-32BE" },    { "<\x00\x00\x00", 4, "UTF-32LE" },
	{ "\x00<\x00", 3, "UTF-16BE" },	       { "<\x00", 2, "UTF-16LE" },
	{ "\x4c\x6f\xa7\x94", 4, NULL },       { "+/v", 3, "UTF-7" },
};

/* The families that the C library has built in, and those of EBCDIC. */
static const char *const with_mark[] = { "UTF-16", "UTF-32" };
static const char *const ebcdic[] = { "IBM037", "IBM500", "IBM1047", "IBM1140", "IBM273" };

/* The handle is left open: it holds the converter for as long as the child
 * lives. */
static void load(const char *name)
{
	(void)iconv_open("UTF-8", name);
}

static bool is_name_byte(char c)
{
	return (c >= '0' && c <= '9') || (str_lower(c) >= 'a' && str_lower(c) <= 'z') ||
	       c == '-' || c == '_' || c == '.' || c == ':';
}

/* UTF-8 and ASCII need no file. */
static bool is_built_in(struct str name)
{
	return str_eq_nocase(name, STR("utf-8")) || str_eq_nocase(name, STR("utf8"));
}

static void load_label(struct str label)
{
	char name[NAME_MAX_BYTES + 1];

	if (label.len == 0 || label.len > NAME_MAX_BYTES || is_built_in(label))
		return;
	memcpy(name, label.ptr, label.len);
	name[label.len] = '\0';
	load(name);
	/* What is taken where the label turns out to be wrong. */
	load("CP1252");
	for (size_t i = 0; i < sizeof(wider) / sizeof(wider[0]); i++)
		if (str_eq_nocase(label, str_from(wider[i].label)))
			load(wider[i].also);
	/* "windows-1251" is CP1251 to some libraries. */
	if (str_has_prefix_nocase(label, STR("windows-"))) {
		memcpy(name, "CP", 2);
		memcpy(name + 2, label.ptr + 8, label.len - 8);
		name[label.len - 6] = '\0';
		load(name);
	}
}

/* Loads what follows `key`, "=" and maybe a quote, wherever it stands in s. */
static void load_after(struct str s, struct str key)
{
	for (int found = 0; found < 4; found++) {
		size_t at = str_find_nocase(s, key);
		if (at == SIZE_MAX)
			return;
		s = str_slice(s, at + key.len, s.len);
		struct str label = str_trim(s);
		if (!str_has_prefix(label, STR("=")))
			continue;
		label = str_trim(str_slice(label, 1, label.len));
		if (label.len && (label.ptr[0] == '"' || label.ptr[0] == '\''))
			label = str_slice(label, 1, label.len);
		size_t len = 0;
		while (len < label.len && is_name_byte(label.ptr[len]))
			len++;
		load_label(str_slice(label, 0, len));
	}
}

static void load_marked(struct str bytes)
{
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		if (!str_has_prefix(bytes, (struct str){ marks[i].bytes, marks[i].len }))
			continue;
		if (!marks[i].name) {
			for (size_t k = 0; k < sizeof(ebcdic) / sizeof(ebcdic[0]); k++)
				load(ebcdic[k]);
			return;
		}
		load(marks[i].name);
		for (size_t k = 0; k < sizeof(with_mark) / sizeof(with_mark[0]); k++)
			load(with_mark[k]);
		return;
	}
}

void converter_load(struct str bytes, struct str content_type)
{
	struct str front = str_slice(bytes, 0, LOOKED_AT);

	load_marked(front);
	load_after(content_type, STR("charset"));
	load_after(front, STR("encoding"));
	load_after(front, STR("charset"));
}
