/* SPDX-License-Identifier: MIT */
#include "conf/urls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The urls file: any bytes parse, and a source's words never crash. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct conf_urls urls;

	conf_urls_parse((struct str){ (const char *)data, size }, &urls);
	for (size_t i = 0; i < urls.count; i++)
		conf_urls_find(&urls, urls.sources[i].url);
	conf_urls_free(&urls);
	return 0;
}
