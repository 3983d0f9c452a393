/* SPDX-License-Identifier: MIT */
#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void (*last_words)(void);

void mem_set_last_words(void (*hook)(void))
{
	last_words = hook;
}

static void give_up(void)
{
	static const char sentence[] = "warta: out of memory\n";

	if (last_words)
		last_words();
	ssize_t ignored = write(STDERR_FILENO, sentence, sizeof(sentence) - 1);
	(void)ignored;
	_exit(1);
}

void *mem_new(size_t count, size_t size)
{
	void *fresh = calloc(count ? count : 1, size ? size : 1);

	if (!fresh)
		give_up();
	return fresh;
}

void *mem_resize(void *old, size_t size)
{
	void *moved = realloc(old, size ? size : 1);

	if (!moved)
		give_up();
	return moved;
}

void *mem_grow(void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	size_t wanted = *cap ? *cap * 2 : 8;
	if (wanted <= count)
		wanted = count + 1;
	if (wanted > SIZE_MAX / 2 / size)
		give_up();
	*cap = wanted;
	return mem_resize(items, wanted * size);
}

char *mem_copy(const void *from, size_t len)
{
	char *copy = mem_resize(NULL, len + 1);

	if (len)
		memcpy(copy, from, len);
	copy[len] = '\0';
	return copy;
}
