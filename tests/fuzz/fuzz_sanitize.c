/* SPDX-License-Identifier: MIT */
/* HTML without a tree: nothing that runs is left, and cleaning what is clean
 * changes nothing that a second cleaning would not. */
#include <stdlib.h>

#include "base/utf8.h"
#include "html/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void claim(bool holds)
{
	if (!holds)
		abort();
}

/* No tag in it is one of these, and none has such an attribute. */
static void check_safe(struct str html)
{
	static const char *const tags[] = { "<script", "<style", "<iframe", "<object", "<embed",
					    "<form", "<svg", "<meta", "<link", "<base" };

	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		claim(str_find_nocase(html, str_from(tags[i])) == SIZE_MAX);
	claim(str_find_nocase(html, STR("href=\"javascript:")) == SIZE_MAX);
	claim(str_find_nocase(html, STR("src=\"data:")) == SIZE_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct buf valid = { 0 }, once = { 0 }, twice = { 0 }, text = { 0 };

	utf8_add_valid(&valid, (struct str){ (const char *)data, size });
	html_sanitize(buf_str(&valid), STR("https://h.example/a/b"), &once);
	claim(utf8_is_valid(buf_str(&once)));
	check_safe(buf_str(&once));
	html_sanitize(buf_str(&once), STR("https://h.example/a/b"), &twice);
	check_safe(buf_str(&twice));
	html_text(buf_str(&valid), &text);
	claim(utf8_is_valid(buf_str(&text)));
	buf_free(&valid);
	buf_free(&once);
	buf_free(&twice);
	buf_free(&text);
	return 0;
}
