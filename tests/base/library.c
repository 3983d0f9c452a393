/* SPDX-License-Identifier: MIT */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "lib/check.h"

struct table {
	__typeof__(&strlen) length;
	__typeof__(&strcmp) compare;
};

static const char *a_library(void)
{
	static const char *const names[] = { "libc.so.6", "libc.so", "libSystem.B.dylib" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (dlopen(names[i], RTLD_LAZY))
			return names[i];
	skip();
	return NULL;
}

static void test_functions_are_found(void **state)
{
	static const struct library_call calls[] = {
		{ "strlen", offsetof(struct table, length) },
		{ "strcmp", offsetof(struct table, compare) },
	};
	struct table table = { 0 };
	struct error err = { 0 };

	(void)state;
	CHECK(library_load(a_library(), calls, 2, &table, &err));
	CHECK(table.length("warta") == 5);
	CHECK(table.compare("a", "b") < 0);
}

static void test_where_one_is_missing_none_is_there(void **state)
{
	static const struct library_call calls[] = {
		{ "strlen", offsetof(struct table, length) },
		{ "warta_has_no_such_function", offsetof(struct table, compare) },
	};
	struct table table = { 0 };
	struct error err = { 0 };

	(void)state;
	CHECK(!library_load(a_library(), calls, 2, &table, &err));
	CHECK(strstr(err.text, "warta_has_no_such_function") != NULL);
	CHECK(!table.length);
	CHECK(!table.compare);
}

static void test_a_library_that_is_not_there_is_named(void **state)
{
	struct error err = { 0 };

	(void)state;
	CHECK(!library_load("libwarta-nowhere.so.1", NULL, 0, NULL, &err));
	CHECK(strstr(err.text, "libwarta-nowhere.so.1") != NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(functions_are_found),
		TEST(where_one_is_missing_none_is_there),
		TEST(a_library_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
