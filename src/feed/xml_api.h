/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_FEED_XML_API_H
#define WARTA_SRC_FEED_XML_API_H

/* libxml2, loaded with the first document: it often brings the tables of ICU
 * and the runtime of C++ along, and the reader itself, which leaves documents
 * to the jail, needs none of it. Where configure could not find its name, it
 * is linked as usual and nothing here does anything. */

#include <libxml/parser.h>
#include <stdbool.h>

/* Makes the functions below callable; false: this system lacks the library.
 * Any number of times, from any thread. */
bool xml_api_load(void);

#ifdef WARTA_XML_SONAME

struct xml_lib {
	__typeof__(&xmlCtxtReadIO) read;
	__typeof__(&xmlDictSize) count_names;
	__typeof__(&xmlFreeDoc) free_doc;
	__typeof__(&xmlFreeParserCtxt) free_parser;
	__typeof__(&xmlNewParserCtxt) new_parser;
};

extern struct xml_lib xml_lib;

#define xmlCtxtReadIO xml_lib.read
#define xmlDictSize xml_lib.count_names
#define xmlFreeDoc xml_lib.free_doc
#define xmlFreeParserCtxt xml_lib.free_parser
#define xmlNewParserCtxt xml_lib.new_parser

#endif
#endif
