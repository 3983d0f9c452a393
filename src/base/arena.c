/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include <stdarg.h>
#include <stdalign.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK = 16 << 10 };

struct arena_chunk {
	struct arena_chunk *before;
	size_t used, size;
	alignas(max_align_t) char bytes[];
};

static struct arena_chunk *chunk_new(struct arena *a, size_t least)
{
	size_t size = least > CHUNK ? least : CHUNK;
	struct arena_chunk *chunk = mem_resize(NULL, sizeof(*chunk) + size);

	*chunk = (struct arena_chunk){ .size = size };
	/* A large object gets a chunk of its own below the current one, so
	 * that what is left of the current one stays in use. */
	if (a->last && least > CHUNK / 4) {
		chunk->before = a->last->before;
		a->last->before = chunk;
		return chunk;
	}
	chunk->before = a->last;
	a->last = chunk;
	return chunk;
}

/* As malloc has it: a chunk is cleared where it is used, and as far as needed. */
static void *take(struct arena *a, size_t size)
{
	size_t align = alignof(max_align_t);
	size_t need = (size + align - 1) / align * align;
	struct arena_chunk *chunk = a->last;

	if (need < size)
		need = SIZE_MAX / 2; /* ends in mem_resize's refusal */
	if (!chunk || chunk->size - chunk->used < need)
		chunk = chunk_new(a, need);
	void *fresh = chunk->bytes + chunk->used;
	chunk->used += need;
	a->total += need;
	return fresh;
}

void *arena_alloc(struct arena *a, size_t size)
{
	return memset(take(a, size), 0, size);
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / 4 / size)
		count = SIZE_MAX / 4 / size;
	return arena_alloc(a, count * size);
}

void *arena_grow(struct arena *a, void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 8;
	void *more = arena_array(a, *cap, size);
	if (count)
		memcpy(more, items, count * size);
	return more;
}

struct str arena_str(struct arena *a, struct str s)
{
	char *copy = take(a, s.len + 1);

	if (s.len)
		memcpy(copy, s.ptr, s.len);
	copy[s.len] = '\0';
	return (struct str){ copy, s.len };
}

char *arena_cstr(struct arena *a, struct str s)
{
	return (char *)arena_str(a, s).ptr;
}

struct str arena_printf(struct arena *a, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	int len = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (len < 0)
		return (struct str){ NULL, 0 };
	char *text = arena_alloc(a, (size_t)len + 1);
	va_start(args, format);
	vsnprintf(text, (size_t)len + 1, format, args);
	va_end(args);
	return (struct str){ text, (size_t)len };
}

void arena_free(struct arena *a)
{
	for (struct arena_chunk *chunk = a->last; chunk;) {
		struct arena_chunk *before = chunk->before;
		free(chunk);
		chunk = before;
	}
	*a = (struct arena){ 0 };
}
