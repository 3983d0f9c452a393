/* SPDX-License-Identifier: MIT */
#include "base/library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/i18n.h"

enum { CALLS_MAX = 64 };

bool library_load(const char *file, const struct library_call *calls, size_t count, void *table,
		  struct error *err)
{
	void *addresses[CALLS_MAX];
	void *library = dlopen(file, RTLD_LAZY | RTLD_LOCAL);

	if (!library || count > CALLS_MAX)
		return error_set(err, _("a library cannot be loaded: %s"),
				 library ? file : dlerror());
	for (size_t i = 0; i < count; i++) {
		addresses[i] = dlsym(library, calls[i].name);
		if (!addresses[i])
			return error_set(err, _("a library cannot be loaded: %s"), dlerror());
	}
	for (size_t i = 0; i < count; i++)
		memcpy((char *)table + calls[i].offset, &addresses[i], sizeof(addresses[i]));
	return true;
}
