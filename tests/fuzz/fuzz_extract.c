/* SPDX-License-Identifier: MIT */
#include "html/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A whole page: what is extracted packs, and unpacks again. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_source source = { .bytes = { (const char *)data, size },
				      .base = STR("https://h.example/dir/page"),
				      .now = 1795348800 };
	struct page page, copy;
	struct buf packed = { 0 };

	html_extract(&source, &page, NULL);
	if (page_pack(&page, &packed)) {
		if (!page_unpack(buf_str(&packed), &copy, NULL))
			__builtin_trap();
		page_free(&copy);
	}
	buf_free(&packed);
	page_free(&page);
	return 0;
}
