/* SPDX-License-Identifier: MIT */
#include <stddef.h>
#include <stdint.h>

#include "query/pattern.h"
#include "query/query.h"

/* Any text is a query, and an expression of newsboat's or a sentence. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data + (size > 0), size ? size - 1 : 0 };
	struct query query;
	struct error err = { 0 };

	struct pattern *pattern;

	if (size == 0)
		return 0;
	pattern = pattern_new(text, &err);
	if (pattern)
		pattern_matches(pattern, text);
	else if (!err.text[0])
		__builtin_trap();
	pattern_free(pattern);
	query_parse(text, 1795348800, data[0] & 1, &query);
	if (query.mistake_from > query.mistake_to || query.mistake_to > text.len)
		__builtin_trap();
	query_free(&query);
	if (query_parse_newsboat(text, 1795348800, &query, &err))
		query_free(&query);
	else if (!err.text[0])
		__builtin_trap();
	return 0;
}
