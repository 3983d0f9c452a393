/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "feed/xml_strict.h"

/* Whether the tag or DOCTYPE that begins in front of text, which reaches to
 * the next '<', has few attributes and declares nothing. */
static bool is_tame_tag(struct str text)
{
	bool is_doctype = str_has_prefix(text, STR("!D"));
	int values = 0;

	if (text.len == 0 || text.ptr[0] == '/' || text.ptr[0] == '?' ||
	    (text.ptr[0] == '!' && !is_doctype))
		return true;
	for (size_t at = 0; at < text.len && text.ptr[at] != '>'; at++) {
		if (text.ptr[at] == '[' && is_doctype)
			return false;
		if (text.ptr[at] != '"' && text.ptr[at] != '\'')
			continue;
		const char *end = memchr(text.ptr + at + 1, text.ptr[at], text.len - at - 1);
		if (++values > XML_ATTRIBUTES || (is_doctype && !end))
			return false;
		if (!end)
			break;
		at = (size_t)(end - text.ptr);
	}
	return true;
}

bool xml_is_tame(struct str text)
{
	const char *end = text.ptr + text.len, *at = text.ptr;

	while ((at = memchr(at, '<', (size_t)(end - at))) != NULL) {
		const char *next = memchr(at + 1, '<', (size_t)(end - at - 1));
		size_t len = (size_t)((next ? next : end) - at - 1);
		if (!is_tame_tag((struct str){ at + 1, len }))
			return false;
		at++;
	}
	return true;
}

bool xml_has_high_controls(struct str text)
{
	const char *end = text.ptr + text.len, *at = text.ptr;

	while (at && at < end && (at = memchr(at, '\xc2', (size_t)(end - at))) != NULL)
		if (++at < end && (unsigned char)*at < 0xa0)
			return true;
	return false;
}
