/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_MEM_H
#define WARTA_BASE_MEM_H

#include <stddef.h>

/* Memory that is there or ends the program: on failure the last-words hook
 * runs (the terminal is given back), one sentence goes to standard error and
 * the process exits with status 1 by _exit. Nothing stored is lost by that,
 * since what matters is in committed transactions. Caller frees with free(). */

/* Zeroed memory for count objects of size bytes, overflow checked. */
void *mem_new(size_t count, size_t size);

/* As realloc; size in bytes. */
void *mem_resize(void *old, size_t size);

/* Room for at least one more element in an array of count elements of size
 * bytes: returns items, moved if needed, and updates *cap (in elements). */
void *mem_grow(void *items, size_t count, size_t *cap, size_t size);

/* A NUL-terminated copy of len bytes. */
char *mem_copy(const void *from, size_t len);

/* What runs before the process ends for want of memory; NULL for nothing. */
void mem_set_last_words(void (*hook)(void));

#endif
