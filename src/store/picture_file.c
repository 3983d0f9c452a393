/* SPDX-License-Identifier: MIT */
#include "store/picture_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/io.h"
#include "store/bytes.h"

enum { SAME_HASH = 8, NAME_MAX_LEN = 64, YOUNG = 3600 /* seconds */ };

static bool is_name(struct str name)
{
	static const char allowed[] = "0123456789abcdefghijklmnopqrstuvwxyz.-";

	if (name.len == 0 || name.len > NAME_MAX_LEN || name.ptr[0] == '.')
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!memchr(allowed, name.ptr[i], sizeof(allowed) - 1))
			return false;
	return true;
}

static struct str path_of(const char *folder, struct str name, struct arena *arena)
{
	return arena_printf(arena, "%s/%.*s", folder, STR_ARG(name));
}

/* Whether the file holds these very bytes. */
static bool is_same(const char *path, struct str bytes)
{
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	char piece[8192];
	ssize_t got = 0;

	if (fd < 0)
		return false;
	while (bytes.len && (got = read(fd, piece, sizeof(piece))) > 0) {
		if ((size_t)got > bytes.len || memcmp(piece, bytes.ptr, (size_t)got) != 0)
			break;
		bytes = str_slice(bytes, (size_t)got, bytes.len);
	}
	bool is_end = bytes.len == 0 && read(fd, piece, 1) == 0;
	close(fd);
	return is_end;
}

/* A file is there whole or not at all. It can be fetched again, so no flush of
 * the disk is waited for: its size tells when one was lost. */
static bool write_new(const char *folder, const char *path, struct str bytes, struct error *err)
{
	struct arena arena = { 0 };
	char *part = arena_cstr(&arena, arena_printf(&arena, "%s/.part-XXXXXX", folder));
	int fd = mkstemp(part);
	bool is_well = fd >= 0 && io_write_all(fd, bytes);

	if (fd >= 0)
		is_well = close(fd) == 0 && is_well;
	is_well = is_well && rename(part, path) == 0;
	if (!is_well)
		error_set_errno(err, _("%s cannot be written"), path);
	if (!is_well && fd >= 0)
		unlink(part);
	arena_free(&arena);
	return is_well;
}

bool picture_file_write(const char *folder, struct str bytes, const char *type,
			struct arena *arena, struct str *name, struct error *err)
{
	uint64_t hash = bytes_hash(0, bytes);
	struct stat st;

	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		return error_set_errno(err, _("the folder %s cannot be made"), folder);
	/* Two pictures can be made to have one hash: then the second has
	 * another name. */
	for (int i = 0; i < SAME_HASH; i++) {
		*name = i == 0 ? arena_printf(arena, "%016" PRIx64 ".%s", hash, type) :
				 arena_printf(arena, "%016" PRIx64 "-%d.%s", hash, i, type);
		const char *path = path_of(folder, *name, arena).ptr;
		if (lstat(path, &st) != 0)
			return write_new(folder, path, bytes, err);
		if (S_ISREG(st.st_mode) && is_same(path, bytes))
			return true;
	}
	return error_set(err, _("%s cannot be written"), folder);
}

bool picture_file_find(const char *folder, struct str name, int64_t bytes, struct arena *arena,
		       struct str *path)
{
	struct stat st;

	if (!is_name(name))
		return false;
	*path = path_of(folder, name, arena);
	return lstat(path->ptr, &st) == 0 && S_ISREG(st.st_mode) && st.st_size == bytes;
}

void picture_file_remove(const char *folder, struct str name)
{
	struct arena arena = { 0 };

	if (is_name(name))
		unlink(path_of(folder, name, &arena).ptr);
	arena_free(&arena);
}

void picture_file_sweep(const char *folder, bool (*is_known)(void *ctx, struct str name),
			void *ctx)
{
	DIR *dir = opendir(folder);
	time_t now = time(NULL);
	struct stat st;

	if (!dir)
		return;
	for (struct dirent *entry; (entry = readdir(dir));) {
		struct str name = str_from(entry->d_name);

		if ((!is_name(name) && !str_has_prefix(name, STR(".part-"))) ||
		    fstatat(dirfd(dir), entry->d_name, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
		    !S_ISREG(st.st_mode) || st.st_mtime > now - YOUNG || is_known(ctx, name))
			continue;
		unlinkat(dirfd(dir), entry->d_name, 0);
	}
	closedir(dir);
}
