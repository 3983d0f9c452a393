/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_ARENA_H
#define WARTA_BASE_ARENA_H

#include "base/str.h"

/* Memory that is freed all at once. Zeroed is valid and empty. */
struct arena {
	struct arena_chunk *last;
	size_t total; /* bytes handed out, for limits */
};

/* Zeroed memory, aligned for any type. Never NULL. */
void *arena_alloc(struct arena *a, size_t size);

/* A zeroed array, overflow checked. */
void *arena_array(struct arena *a, size_t count, size_t size);

/* Room for at least one more element in an array of count elements of size
 * bytes: returns items, or a larger copy (the old one stays in the arena), and
 * updates *cap (in elements). */
void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size);

/* A copy that lives as long as the arena, NUL-terminated behind its end. */
struct str arena_str(struct arena *a, struct str s);

/* The same as a C string. */
char *arena_cstr(struct arena *a, struct str s);

struct str arena_printf(struct arena *a, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Frees everything; the arena is empty again. */
void arena_free(struct arena *a);

#endif
