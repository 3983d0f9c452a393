/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_CHECK_H
#define WARTA_TESTS_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/str.h"

/* One claim; a failure names file, line and the text of it. */
#define CHECK(claim) \
	_assert_true((claim) ? 1 : 0, #claim, __FILE__, __LINE__)

/* Two texts are the same; a failure shows both. */
static inline void check_str(struct str got, const char *wanted, const char *file, int line)
{
	if (str_eq(got, str_from(wanted)))
		return;
	print_error("got    \"%.*s\"\nwanted \"%s\"\n", STR_ARG(got), wanted);
	_fail(file, line);
}
#define CHECK_STR(got, wanted) check_str((got), (wanted), __FILE__, __LINE__)

/* For the table in main: TEST(a_claim) */
#define TEST(name) { #name, test_##name, NULL, NULL, NULL }

#endif
