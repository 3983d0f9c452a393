/* SPDX-License-Identifier: MIT */
/* Text: whatever the bytes are, what comes out is valid, clean and fits. */
#include <stdlib.h>

#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void claim(bool holds)
{
	if (!holds)
		abort();
}

static void try_adder(bool (*add)(struct buf *out, struct str s), struct str s)
{
	struct buf out = { 0 };

	claim(add(&out, s));
	claim(utf8_is_valid(buf_str(&out)));
	buf_free(&out);
}

/* Clusters cover the text, and cleaning it again changes nothing. */
static void try_clean(struct str s)
{
	struct buf once = { 0 }, twice = { 0 };
	int width = 0, total;

	utf8_clean_line(&once, s);
	utf8_clean_line(&twice, buf_str(&once));
	claim(str_eq(buf_str(&once), buf_str(&twice)));
	total = utf8_width(buf_str(&once));
	for (struct str rest = buf_str(&once); rest.len;) {
		int columns;
		claim(utf8_cluster(&rest, &columns).len > 0);
		claim(columns >= 0 && columns <= 2);
		width += columns;
	}
	claim(width == total);
	struct str part = utf8_fit(buf_str(&once), total / 2, &width);
	claim(width <= total / 2 && utf8_is_valid(part));
	buf_free(&once);
	buf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = { (const char *)data, size };

	try_adder(utf8_add_valid, s);
	try_adder(utf8_clean_line, s);
	try_adder(utf8_clean_text, s);
	try_adder(utf8_fold, s);
	try_adder(utf8_add_ascii, s);
	try_clean(s);
	utf8_is_rtl(s);
	if (utf8_is_valid(s) && size) {
		char *breaks = malloc(size);
		try_adder(utf8_squeeze, s);
		utf8_line_breaks(s, breaks);
		free(breaks);
	}
	return 0;
}
