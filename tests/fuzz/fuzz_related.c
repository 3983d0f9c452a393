/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "html/byline.h"
#include "html/pipeline.h"
#include "html/state_value.h"

/* The rules for related lines, the credit lines and the lenient JSON, each on
 * the bare input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_source source = {
		.bytes = { (const char *)data, size },
		.base = STR("https://news.example.co.id/read/1/title"),
		.content_type = STR("text/html; charset=utf-8"),
	};
	struct byline byline;
	struct arena arena = { 0 };
	struct dom dom;

	if (dom_parse(&source, &dom, NULL))
		related_mark(&dom, &source);
	dom_free(&dom);
	byline_parse(source.bytes, &byline);
	const struct value *root = value_parse(&arena, source.bytes);
	for (const struct value *v = root; v; v = value_next(v, root))
		value_text(&arena, v);
	arena_free(&arena);
	return 0;
}
