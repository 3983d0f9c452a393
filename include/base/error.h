/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_ERROR_H
#define WARTA_BASE_ERROR_H

#include <stdbool.h>

/* What went wrong, as a sentence a person can act on, in their language and
 * without the final period. Zeroed means nothing did. */
struct error {
	char text[320];
	int exit_code; /* sysexits; 0 lets the caller choose */
};

/* Each fills *err, which may be NULL, and returns false so that a function
 * can end with it. Cut text stays valid UTF-8. */
bool error_set(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
bool error_set_code(struct error *err, int exit_code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The sentence followed by ": " and strerror(errno). */
bool error_set_errno(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
