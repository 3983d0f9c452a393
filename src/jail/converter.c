/* SPDX-License-Identifier: MIT */
#include "jail/converter.h"

#include <iconv.h>

#include "base/charset.h"
#include "base/utf8.h"

/* Encodings in seven bits that shift by escapes, whatever the label. */
static const char *const shifted[] = { "ISO-2022-JP", "ISO-2022-KR" };

enum { LOOKED_AT = 4096, LABELS_MAX = 4, NAME_MAX_BYTES = 40 };

/* What a reader may guess for bytes that are not UTF-8, or read in place of
 * what their label says. */
static const char *const guesses[] = { "GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "CP949" };

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

/* Loads what the labels after `key`, "=" and maybe a quote stand for. */
static void load_after(struct str s, struct str key)
{
	for (int found = 0; found < LABELS_MAX; found++) {
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
		while (len < label.len && len < NAME_MAX_BYTES && is_name_byte(label.ptr[len]))
			len++;
		struct charset charset = charset_find(str_slice(label, 0, len));
		if (charset.name[0] && !str_eq(str_from(charset.decoder), STR("UTF-8")))
			load(charset.decoder);
	}
}

void converter_load(struct str bytes, struct str content_type)
{
	struct str front = str_slice(bytes, 0, LOOKED_AT);

	load_after(content_type, STR("charset"));
	load_after(front, STR("encoding"));
	load_after(front, STR("charset"));
	bool has_escape = str_find_char(bytes, '\x1b') != SIZE_MAX;
	for (size_t i = 0; has_escape && i < sizeof(shifted) / sizeof(shifted[0]); i++)
		load(shifted[i]);
	if (utf8_is_valid(bytes))
		return;
	for (size_t i = 0; i < sizeof(guesses) / sizeof(guesses[0]); i++)
		load(guesses[i]);
}
