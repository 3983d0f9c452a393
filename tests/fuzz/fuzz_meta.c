/* SPDX-License-Identifier: MIT */
#include "html/html.h"

/* A whole page: facts, related links and the body out of scripts. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_source source = {
		.bytes = { (const char *)data, size },
		.base = STR("https://news.example.co.id/read/2026/07/24/120000/title"),
		.content_type = STR("text/html; charset=utf-8"),
		.now = 1784887200,
	};
	struct page page;

	html_extract(&source, &page, NULL);
	page_free(&page);
	return 0;
}
