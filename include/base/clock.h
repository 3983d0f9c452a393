/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_CLOCK_H
#define WARTA_BASE_CLOCK_H

#include <stdint.h>

/* Time that only goes forward, from a start that means nothing: for waiting and
 * for measuring. What the clock on the wall says is time(). */
int64_t clock_ms(void);
int64_t clock_us(void);

/* The shorter of two waits; one below 0 never ends. */
static inline int64_t clock_shorter(int64_t a, int64_t b)
{
	return a < 0 ? b : b < 0 || a < b ? a : b;
}

/* Processor time that the calling thread has used. */
int64_t clock_used_ms(void);

#endif
