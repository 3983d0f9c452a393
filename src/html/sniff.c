/* SPDX-License-Identifier: MIT */
#include "html/sniff.h"

#include <string.h>

#include "base/charset.h"
#include "base/utf8.h"

enum { PRESCAN = 4096, LABEL_LEN_MAX = 40 };

static bool is_unicode(struct charset set, struct str name)
{
	return str_has_prefix_nocase(str_from(set.decoder), name);
}

/* The encoding after "charset=" (or "encoding=") in s; no name: none. */
static struct charset charset_after(struct str s, struct str key)
{
	size_t at = str_find_nocase(s, key);

	if (at == SIZE_MAX)
		return (struct charset){ "", "" };
	s = str_trim(str_slice(s, at + key.len, s.len));
	if (!s.len || s.ptr[0] != '=')
		return (struct charset){ "", "" };
	s = str_trim(str_slice(s, 1, s.len));
	if (s.len && (s.ptr[0] == '"' || s.ptr[0] == '\''))
		s = str_slice(s, 1, s.len);
	size_t end = 0;
	while (end < s.len && end < LABEL_LEN_MAX && !str_is_space(s.ptr[end]) &&
	       !strchr("\"';/>?", s.ptr[end]))
		end++;
	return charset_find(str_slice(s, 0, end));
}

/* What one of the page's first tags declares. */
static struct charset declared(struct str bytes)
{
	struct str rest = str_slice(bytes, 0, PRESCAN);
	struct charset set = { "", "" };

	if (str_has_prefix(str_trim(rest), STR("<?xml")))
		set = charset_after(str_slice(rest, 0, str_find(rest, STR("?>"))),
				    STR("encoding"));
	while (!set.name[0]) {
		size_t at = str_find_nocase(rest, STR("<meta"));
		if (at == SIZE_MAX)
			return set;
		rest = str_slice(rest, at + 5, rest.len);
		set = charset_after(str_slice(rest, 0, str_find_char(rest, '>')), STR("charset"));
	}
	/* Whoever could read the tag did not need UTF-16 for it. */
	return is_unicode(set, STR("utf-16")) ? charset_find(STR("utf-8")) : set;
}

/* Bytes beyond ASCII, and how many of them belong to valid sequences. */
static void count_high(struct str s, size_t *high, size_t *valid)
{
	*high = *valid = 0;
	for (size_t i = 0; i < s.len;) {
		if (!(s.ptr[i] & 0x80)) {
			i++;
			continue;
		}
		struct str rest = str_slice(s, i, s.len);
		size_t before = rest.len;
		uint32_t c = utf8_next(&rest);
		size_t used = before - rest.len;
		*high += used;
		bool is_written = str_has_prefix(str_slice(s, i, s.len), STR("\xef\xbf\xbd"));
		*valid += c != UTF8_REPLACEMENT || is_written ? used : 0;
		i += used;
	}
}

static struct charset guess(struct str bytes, struct str content_type, bool *is_valid)
{
	struct charset set = charset_after(content_type, STR("charset"));
	struct charset utf8 = charset_find(STR("utf-8"));
	size_t high, valid;

	if (!set.name[0])
		set = declared(bytes);
	if (is_unicode(set, STR("utf-16")) || is_unicode(set, STR("utf-32")))
		return set;
	count_high(bytes, &high, &valid);
	*is_valid = valid == high;
	if (high && *is_valid)
		return utf8;
	if (set.name[0] && !is_unicode(set, STR("utf-8")))
		return set;
	return valid * 2 >= high ? utf8 : charset_find(STR("windows-1252"));
}

const char *sniff_decode(struct str bytes, struct str content_type, struct buf *room,
			 struct str *text)
{
	bool is_valid = false, is_big = str_has_prefix(bytes, STR("\xfe\xff"));
	struct charset set;

	room->max = bytes.len * 3 + PRESCAN;
	if (str_has_prefix(bytes, STR("\xef\xbb\xbf"))) {
		bytes = str_slice(bytes, 3, bytes.len);
		set = charset_find(STR("utf-8"));
		is_valid = utf8_is_valid(bytes);
	} else if (is_big || str_has_prefix(bytes, STR("\xff\xfe"))) {
		bytes = str_slice(bytes, 2, bytes.len);
		set = charset_find(is_big ? STR("utf-16be") : STR("utf-16le"));
	} else {
		set = guess(bytes, content_type, &is_valid);
	}
	*text = bytes;
	if (is_unicode(set, STR("utf-8")) && is_valid)
		return set.name;
	if (is_unicode(set, STR("utf-8")) || !charset_add_utf8(room, bytes, set))
		utf8_add_valid(room, bytes);
	*text = buf_str(room);
	return set.name;
}
