/* SPDX-License-Identifier: MIT */
#include "html/html.h"
#include "page/export.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A feed item's HTML to a page, and back out of it in every form. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_source source = { .bytes = { (const char *)data, size },
				      .base = STR("https://h.example/dir/page") };
	struct page page;
	struct buf out = { 0 };

	html_fragment(&source, &page, NULL);
	for (int form = PAGE_AS_TEXT; form <= PAGE_AS_HTML_BODY; form++) {
		page_export(&page, (enum page_form)form, &out);
		buf_clear(&out);
	}
	buf_free(&out);
	page_free(&page);
	return 0;
}
