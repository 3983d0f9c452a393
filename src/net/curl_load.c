/* SPDX-License-Identifier: MIT */
#include "net/curl_api.h"

#ifdef WARTA_CURL_SONAME

#include <stddef.h>

#include "base/library.h"

struct curl_lib curl_lib;

static const struct library_call calls[] = {
#define CALL(name) { "curl_" #name, offsetof(struct curl_lib, name) },
#include "net/curl_calls.def"
#undef CALL
};

bool curl_load(struct error *err)
{
	return curl_lib.easy_init || library_load(WARTA_CURL_SONAME, calls,
						  sizeof(calls) / sizeof(*calls), &curl_lib, err);
}

#else

bool curl_load(struct error *err)
{
	(void)err;
	return true;
}

#endif
