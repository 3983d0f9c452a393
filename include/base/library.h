/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_LIBRARY_H
#define WARTA_BASE_LIBRARY_H

#include <stddef.h>

#include "base/error.h"

/* Libraries that are loaded when they are needed first. Some bring so much
 * along that loading them takes longer, and more memory, than all the rest of
 * an idle reader. */

struct library_call {
	const char *name; /* of the function, as the library has it */
	size_t offset;    /* of the pointer to it in the caller's table */
};

/* Loads the library, for good, and fills in the table: all of it or nothing. */
bool library_load(const char *file, const struct library_call *calls, size_t count, void *table,
		  struct error *err);

#endif
