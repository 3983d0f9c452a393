/* SPDX-License-Identifier: MIT */
#ifndef WARTA_BASE_ERROR_H
#define WARTA_BASE_ERROR_H

#include <stdbool.h>

#include "base/str.h"

/* What went wrong, as a sentence a person can act on, in their language and
 * without the final period. Zeroed means nothing did. */
struct error {
	char text[320];
	char kept[320]; /* for whoever keeps it: the same as base/sentence.h has
			 * it; empty where there is only text */
	int exit_code; /* sysexits; 0 lets the caller choose */
};

/* Each fills *err, which may be NULL, and returns false so that a function
 * can end with it. Cut text stays valid UTF-8. */
bool error_set(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
bool error_set_code(struct error *err, int exit_code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same for a sentence that may be kept: an N_() of which *err->kept gets
 * the English and the text is in the language of now. */
bool error_say(struct error *err, const char *sentence, ...)
	__attribute__((format(printf, 2, 3)));

/* One out of a table, whose only place is {host}. */
bool error_say_host(struct error *err, const char *sentence, struct str host);

/* One that was kept, cleaned of what is not for eyes. */
void error_say_kept(struct error *err, struct str kept);

/* What to keep of it. */
struct str error_kept(const struct error *err);

/* The sentence followed by ": " and strerror(errno). */
bool error_set_errno(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
