/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_XML_STRICT_SRC_H
#define WARTA_FEED_XML_STRICT_SRC_H

#include "feed/xml.h"

/* Well-formed documents, read by libxml2 without building a tree. What is not
 * for libxml2 (it says that the document is not well-formed, one of its bounds
 * is reached, or one of ours) is left to the lenient reader. */

/* The next piece of a document that has a record. */
enum xml_kind xml_strict_next(struct xml_reader *xml);

/* The contents of CDATA sections, in the document's order. */
struct xml_cuts {
	struct str *items; /* on the heap */
	size_t count, cap;
};

/* Whether no tag has so many attributes that libxml2 takes long over it, and
 * nothing declares entities or default attributes. As an attribute's value
 * holds no '<', what libxml2 takes for a tag is among what is looked at here,
 * whatever the document is like, up to its first fault. cuts gets the contents
 * of all sections when libxml2 would find nothing to say about any of them, or
 * none. */
bool xml_is_tame(struct str text, struct xml_cuts *cuts);

/* Whether U+0080 to U+009F are in text. Where they were references they meant
 * windows-1252, and that only the lenient reader sees. */
bool xml_has_high_controls(struct str text);

#endif
