/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_PHRASES_H
#define WARTA_HTML_PHRASES_H

#include "base/arena.h"

/* The labels of phrases.def, ready to be matched at the start of a line. */
enum phrase_class {
	PHRASE_ALSO,
	PHRASE_HEAD,
	PHRASE_WEAK,
	PHRASE_LATEST,
	PHRASE_STREAM,
	PHRASE_NEVER,
};

struct phrases;

/* Lives as long as the arena. */
const struct phrases *phrases_load(struct arena *arena);

struct phrase_match {
	enum phrase_class class;
	size_t from, to;    /* the label in the line, in bytes */
	size_t rest;        /* behind the separator and its white space */
	bool has_separator; /* colon, dash, bar or arrow behind the label */
	bool has_colon;
	bool is_loose;      /* words between the label and its colon count as label */
};

/* The longest label that line begins with, after at most three signs that are
 * no quotation marks. Letters right behind it make it no label. */
bool phrases_match(const struct phrases *phrases, struct str line, struct phrase_match *out);

/* How many labels there are; language and label by index, for tests. */
size_t phrases_count(void);
struct str phrases_label(size_t index);

#endif
