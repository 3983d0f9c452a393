/* SPDX-License-Identifier: MIT */
/* Bytes from a process that is not trusted: a whole page or none. */
#include <stdlib.h>

#include "page/export.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct page page, again;
	struct buf packed = { 0 }, text = { 0 };
	struct error err = { 0 };

	if (!page_unpack((struct str){ (const char *)data, size }, &page, &err)) {
		if (!err.text[0] || page.block_count)
			abort();
		return 0;
	}
	/* What could be read can be written and read again. */
	if (!page_pack(&page, &packed) || !page_unpack(buf_str(&packed), &again, &err))
		abort();
	page_export(&page, PAGE_AS_TEXT, &text);
	page_export(&page, PAGE_AS_MARKDOWN, &text);
	page_export(&page, PAGE_AS_HTML, &text);
	page_export_json(&again, &text);
	page_add_text(&page, &text);
	page_number(&again);
	page_free(&page);
	page_free(&again);
	buf_free(&packed);
	buf_free(&text);
	return 0;
}
