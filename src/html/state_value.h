/* SPDX-License-Identifier: MIT */
#ifndef WARTA_HTML_STATE_VALUE_H
#define WARTA_HTML_STATE_VALUE_H

#include "base/arena.h"
#include "base/buf.h"

/* JSON as web pages really hold it: also with comments around and inside,
 * control characters in strings, single quotes, bare keys, commas too many or
 * too few, unescaped quotation marks, cut short. What cannot be understood
 * becomes null; nothing recurses. */
enum value_kind {
	VALUE_NULL,
	VALUE_BOOL,
	VALUE_NUMBER,
	VALUE_STRING,
	VALUE_ARRAY,
	VALUE_OBJECT,
};

enum {
	VALUE_DEPTH = 64,      /* deeper containers become null */
	VALUE_COUNT = 300000,  /* values of one text; the rest is not read */
	VALUE_MEMORY = 64 << 20, /* bytes of the arena; then nothing is added */
};

struct value {
	uint8_t kind;      /* enum value_kind */
	bool has_escapes;
	struct str key;    /* as written; empty in arrays */
	struct str raw;    /* strings: between the quotes; else as written */
	struct value *first, *next;
	struct value *parent;
};

/* Reads the first value of text; views into text stay in it. NULL: none. */
const struct value *value_parse(struct arena *arena, struct str text);

/* The same, and *used gets how many bytes of text it took. */
const struct value *value_parse_some(struct arena *arena, struct str text, size_t *used);

/* A member by its name, or NULL; value may be NULL and of any kind. */
const struct value *value_find(const struct value *value, const char *key);

/* The text of a string (escapes resolved, in the arena) or number; else empty. */
struct str value_text(struct arena *arena, const struct value *value);
/* value_text of a member. */
struct str value_member_text(struct arena *arena, const struct value *value, const char *key);

/* The first string of: a string, an object's member `key`, or of the first
 * item of an array that has one. */
struct str value_name(struct arena *arena, const struct value *value, const char *key);

bool value_is_false(const struct value *value);

/* Adds what a string literal's inside stands for. */
bool value_unescape(struct buf *out, struct str raw);

/* The value after value in reading order, members before siblings; NULL at
 * the end of root. */
const struct value *value_next(const struct value *value, const struct value *root);

#endif
