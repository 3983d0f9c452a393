/* SPDX-License-Identifier: MIT */
#ifndef WARTA_SRC_ENGINE_DEMO_FILES_H
#define WARTA_SRC_ENGINE_DEMO_FILES_H

#include <stddef.h>

/* The files of src/engine/demo, compiled in; made by demo/embed.sh. */
struct demo_file {
	const char *kind; /* "feed" or "page" */
	const char *url;
	const unsigned char *bytes;
	size_t len;
};

extern const struct demo_file demo_files[];
extern const size_t demo_file_count;

#endif
