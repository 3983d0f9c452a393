/* SPDX-License-Identifier: MIT */
#include "net/curl_api.h"

#ifdef WARTA_CURL_SONAME

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

#include "base/i18n.h"

struct curl_lib curl_lib;

static const struct {
	const char *name;
	size_t offset; /* in struct curl_lib */
} calls[] = {
#define CALL(name) { "curl_" #name, offsetof(struct curl_lib, name) },
#include "net/curl_calls.def"
#undef CALL
};

bool curl_load(struct error *err)
{
	if (curl_lib.easy_init)
		return true;
	void *library = dlopen(WARTA_CURL_SONAME, RTLD_LAZY | RTLD_LOCAL);
	if (!library)
		return error_set(err, _("libcurl cannot be loaded: %s"), dlerror());
	struct curl_lib found = { 0 };
	for (size_t i = 0; i < sizeof(calls) / sizeof(*calls); i++) {
		void *address = dlsym(library, calls[i].name);
		if (!address)
			return error_set(err, _("libcurl is too old: it has no %s"), calls[i].name);
		memcpy((char *)&found + calls[i].offset, &address, sizeof(address));
	}
	curl_lib = found;
	return true;
}

#else

bool curl_load(struct error *err)
{
	(void)err;
	return true;
}

#endif
