/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_XML_SRC_H
#define WARTA_FEED_XML_SRC_H

#include "base/buf.h"

/* A reader of XML that never gives up. Well-formed documents are read by
 * libxml2 (xml_strict.h), others by our own lenient reader, which does what was
 * probably meant. Neither loads anything or expands what is declared elsewhere;
 * both keep at most XML_ATTRIBUTES attributes of a tag and look at every byte
 * a bounded number of times. Input is valid UTF-8. What is handed out are views
 * that are for xml_add_decoded and xml_add_raw: the lenient reader leaves the
 * references in it. */

enum { XML_ATTRIBUTES = 64, XML_ENTITIES = 64 };

enum xml_kind { XML_EOF, XML_START, XML_CLOSE, XML_TEXT, XML_CDATA, XML_DOCTYPE };

struct xml_attribute {
	struct str name, value;
};

struct xml_entity {
	struct str name, value;
};

struct xml_reader {
	struct str rest;
	struct str name; /* of a start or closing tag, with its prefix */
	struct str text; /* of text and CDATA; all of a DOCTYPE */
	struct xml_attribute attributes[XML_ATTRIBUTES];
	size_t attribute_count;
	struct xml_entity entities[XML_ENTITIES]; /* of the DOCTYPE */
	size_t entity_count;
	size_t expanded; /* bytes that such entities became */
	bool is_empty;   /* <name/> */
	bool is_cut;     /* the input ended inside of something */
	bool is_odd;     /* something was not XML */
	bool has_no_instruction; /* there is no "?>" ahead */
	struct xml_record *record; /* what libxml2 read; NULL where rest is read leniently */
	struct buf fault; /* "line: words" of libxml2 when the document is not well-formed */
};

/* Begins a document, which has to outlive the reader; to be closed. A reader of
 * which only rest is set reads that leniently and needs no closing. */
void xml_open(struct xml_reader *xml, struct str text);

/* Frees what xml_open made, and with it all views that were handed out. */
void xml_close(struct xml_reader *xml);

/* The next piece; comments and processing instructions are skipped. */
enum xml_kind xml_next(struct xml_reader *xml);

/* An attribute's value as it stands, empty when there is none, case folded. One
 * with a prefix, whatever it is, answers to a name that has none where there is
 * no attribute of just that name. */
struct str xml_find(const struct xml_reader *xml, const char *name);

/* Skips to behind the closing tag of an element whose content is no markup
 * (script, style in HTML). */
void xml_skip_raw(struct xml_reader *xml, struct str name);

enum xml_escape { XML_PLAIN, XML_ESCAPED };

/* Adds text with its references resolved once, line ends as \n and without
 * control characters; escaped makes HTML of what it becomes. */
void xml_add_decoded(struct xml_reader *xml, struct buf *out, struct str text,
		     enum xml_escape escape);

/* The same for CDATA, where references mean themselves. */
void xml_add_raw(struct buf *out, struct str text, enum xml_escape escape);

/* What s, which begins with '&', refers to; 0 when it is no reference or a
 * name of the document's own. *len gets the bytes it takes. */
uint32_t xml_reference(struct str s, size_t *len);

/* The part of a name behind its prefix. */
struct str xml_local(struct str name);

#endif
