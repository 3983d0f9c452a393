/* SPDX-License-Identifier: MIT */
#include "feed/xml_api.h"

#ifdef WARTA_XML_SONAME

#include <pthread.h>
#include <stddef.h>

#include "base/library.h"
#include "base/log.h"

struct xml_lib xml_lib;
static pthread_once_t xml_once = PTHREAD_ONCE_INIT;

static const struct library_call calls[] = {
	{ "xmlCtxtReadIO", offsetof(struct xml_lib, read) },
	{ "xmlDictSize", offsetof(struct xml_lib, count_names) },
	{ "xmlFreeDoc", offsetof(struct xml_lib, free_doc) },
	{ "xmlFreeParserCtxt", offsetof(struct xml_lib, free_parser) },
	{ "xmlNewParserCtxt", offsetof(struct xml_lib, new_parser) },
};

static void load(void)
{
	struct error err = { 0 };

	if (!library_load(WARTA_XML_SONAME, calls, sizeof(calls) / sizeof(*calls), &xml_lib, &err))
		log_write(LOG_WARNING, "%s", err.text);
}

bool xml_api_load(void)
{
	pthread_once(&xml_once, load);
	return xml_lib.new_parser != NULL;
}

#else

bool xml_api_load(void)
{
	return true;
}

#endif
