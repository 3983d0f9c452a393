/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_JSON_H
#define WARTA_BASE_JSON_H

#include "base/buf.h"

/* Writes JSON, one value after the other: commas, escapes and line breaks
 * are its business, the order of calls is the caller's. What is not UTF-8 in a
 * string becomes U+FFFD.
 *
 *	struct json json = { .out = &buf };
 *	json_open(&json, '{');
 *	json_key(&json, "title");
 *	json_str(&json, title);
 *	json_close(&json, '}');
 */
struct json {
	struct buf *out;
	bool is_compact;   /* all on one line */
	int depth;         /* 0 to 63 */
	uint64_t has_item; /* bit d: the container at depth d is not empty */
	bool is_after_key;
};

void json_open(struct json *json, char bracket);  /* '{' or '[' */
void json_close(struct json *json, char bracket); /* '}' or ']' */
void json_key(struct json *json, const char *name);

void json_str(struct json *json, struct str value);
void json_int(struct json *json, int64_t value);
void json_bool(struct json *json, bool value);
void json_null(struct json *json);

/* A key with a string; _or_null writes null for an empty one. */
void json_pair(struct json *json, const char *name, struct str value);
void json_pair_or_null(struct json *json, const char *name, struct str value);

/* A key with another value: a number, a truth, an array of strings. */
void json_pair_int(struct json *json, const char *name, int64_t value);
void json_pair_bool(struct json *json, const char *name, bool value);
void json_pair_strs(struct json *json, const char *name, const struct str *items, size_t count);

#endif
