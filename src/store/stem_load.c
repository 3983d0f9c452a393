/* SPDX-License-Identifier: MIT */
#include "store/stem_api.h"

#ifdef WARTA_STEMMER_SONAME

#include <pthread.h>
#include <stddef.h>

#include "base/library.h"
#include "base/log.h"

struct stem_lib stem_lib;
static pthread_once_t stem_once = PTHREAD_ONCE_INIT;

static const struct library_call calls[] = {
	{ "sb_stemmer_delete", offsetof(struct stem_lib, free) },
	{ "sb_stemmer_length", offsetof(struct stem_lib, length) },
	{ "sb_stemmer_new", offsetof(struct stem_lib, new) },
	{ "sb_stemmer_stem", offsetof(struct stem_lib, stem) },
};

static void load(void)
{
	struct error err = { 0 };

	if (!library_load(WARTA_STEMMER_SONAME, calls, sizeof(calls) / sizeof(*calls), &stem_lib,
			  &err))
		log_write(LOG_WARNING, "%s", err.text);
}

bool stem_api_load(void)
{
	pthread_once(&stem_once, load);
	return stem_lib.new != NULL;
}

#else

bool stem_api_load(void)
{
	return true;
}

#endif
