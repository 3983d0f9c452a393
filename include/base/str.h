/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_STR_H
#define WARTA_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A view of bytes that somebody else owns; not NUL-terminated unless its
 * maker says so. { NULL, 0 } is the empty string. */
struct str {
	const char *ptr;
	size_t len; /* bytes */
};

/* A view of a string literal. */
#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).ptr ? (s).ptr : ""

/* A view of a C string; NULL gives the empty string. */
struct str str_from(const char *cstr);

/* The part [from, to) of s, both clamped to its length. */
struct str str_slice(struct str s, size_t from, size_t to);

bool str_is_empty(struct str s);
bool str_eq(struct str a, struct str b);

/* The _nocase family folds ASCII letters only, whatever the locale is. */
bool str_eq_nocase(struct str a, struct str b);
bool str_has_prefix(struct str s, struct str prefix);
bool str_has_prefix_nocase(struct str s, struct str prefix);
bool str_has_suffix(struct str s, struct str suffix);

/* Bytewise order: < 0, 0 or > 0. */
int str_cmp(struct str a, struct str b);

/* Index of the first occurrence of needle, or SIZE_MAX. */
size_t str_find(struct str hay, struct str needle);
size_t str_find_nocase(struct str hay, struct str needle);
size_t str_find_char(struct str hay, char c);

/* Whether one of its bytes is an ASCII control, C0 or DEL. */
bool str_has_controls(struct str s);

/* Without the ASCII white space at both ends. */
struct str str_trim(struct str s);

/* Takes the part before the next sep off the front of *rest into *head, and
 * the sep with it. False when nothing was left. "a,,b" yields "a", "", "b". */
bool str_cut(struct str *rest, char sep, struct str *head);

/* Takes the next run of bytes that are no ASCII white space. */
bool str_next_word(struct str *rest, struct str *word);

/* The whole of s as a decimal number with an optional sign. False, and *out
 * untouched, when it is anything else or does not fit. */
bool str_to_int64(struct str s, int64_t *out);

/* FNV-1a, 64 bits; the same on every machine, so it may be stored. */
uint64_t str_hash(struct str s);

/* Asked of every byte of a document, so they are here. */
static inline bool str_is_space(char c) /* ASCII white space */
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static inline char str_lower(char c) /* ASCII only */
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

#endif
