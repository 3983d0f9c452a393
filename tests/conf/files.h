/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_CONF_FILES_H
#define WARTA_TESTS_CONF_FILES_H

#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "lib/check.h"

/* A file of the test's own: made in a fresh folder, gone with file_end. */
struct test_file {
	char folder[64], path[96];
};

static inline void file_write(const struct test_file *file, const char *text)
{
	FILE *out = fopen(file->path, "w");

	CHECK(out != NULL);
	fputs(text, out);
	CHECK(fclose(out) == 0);
}

static inline void file_start(struct test_file *file, const char *text)
{
	snprintf(file->folder, sizeof(file->folder), "/tmp/warta-test-XXXXXX");
	CHECK(mkdtemp(file->folder) != NULL);
	snprintf(file->path, sizeof(file->path), "%s/file", file->folder);
	if (text)
		file_write(file, text);
}

static inline void check_file(const struct test_file *file, const char *wanted,
			      const char *source, int line)
{
	char bytes[8192];
	FILE *in = fopen(file->path, "r");
	size_t len = in ? fread(bytes, 1, sizeof(bytes), in) : 0;

	if (in)
		fclose(in);
	check_str((struct str){ bytes, len }, wanted, source, line);
}
#define CHECK_FILE(file, wanted) check_file((file), (wanted), __FILE__, __LINE__)

static inline void file_end(struct test_file *file)
{
	unlink(file->path);
	CHECK(rmdir(file->folder) == 0); /* nothing temporary is left behind */
}

#endif
