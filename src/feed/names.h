/* SPDX-License-Identifier: MIT */
#ifndef WARTA_FEED_NAMES_SRC_H
#define WARTA_FEED_NAMES_SRC_H

#include "base/str.h"

/* What the elements of feeds are called, in all formats and modules. */

enum space {
	SPACE_OTHER,  /* a module that nobody here reads */
	SPACE_CORE,   /* RSS, RDF Site Summary, or no namespace at all */
	SPACE_ATOM, SPACE_RDF, SPACE_DC, SPACE_TERMS, SPACE_CONTENT, SPACE_MEDIA,
	SPACE_ITUNES, SPACE_SY, SPACE_XHTML, SPACE_BURNER, SPACE_XML,
};

enum element {
	ELEMENT_UNKNOWN,
#define ELEMENT(id, how, flags) ELEMENT_##id,
#include "feed/elements.def"
#undef ELEMENT
	ELEMENT_COUNT,
};

/* How an element is read. */
enum reading {
	READ_NONE,   /* a box, or attributes only */
	READ_PLAIN,  /* text; markup in it is dropped */
	READ_MARKUP, /* text or markup, by type and mode */
};

enum element_flags {
	FLAG_BOX = 1,    /* fields may stand in it */
	FLAG_CLOSES = 2, /* no HTML is called so: ends a field that was left open */
};

struct element_kind {
	enum reading reading;
	unsigned flags; /* bits of enum element_flags */
};

struct element_kind element_kind(enum element id);

/* The namespace that an address names; SPACE_OTHER when unknown. */
enum space space_of_uri(struct str uri);

/* The one that a prefix usually means, where it is not declared. */
enum space space_of_prefix(struct str prefix);

/* The element of that name (without prefix, any case). */
enum element element_find(enum space space, struct str local);

/* Whether HTML knows an element of that name; is_void: without an end tag. */
bool name_is_tag(struct str local);
bool name_is_void(struct str local);

#endif
