/* SPDX-License-Identifier: MIT */
#include "conf/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/io.h"
#include "base/mem.h"
#include "conf/paths.h"

bool file_load(const char *path, size_t max, struct buf *out, struct file_facts *facts,
	       struct error *err)
{
	struct stat st;

	*facts = (struct file_facts){ 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (fd < 0 && errno == ENOENT) {
		facts->is_missing = true;
		return true;
	}
	if (fd < 0)
		return error_set_errno(err, _("%s cannot be opened"), path);
	bool is_ok = false;
	if (fstat(fd, &st) != 0)
		error_set_errno(err, _("%s cannot be read"), path);
	else if (!S_ISREG(st.st_mode))
		error_set(err, _("%s is not a regular file"), path);
	else if (!(is_ok = io_read_all(fd, max, out)) && errno == EFBIG)
		error_set(err, _("%s is larger than %zu bytes"), path, max);
	else if (!is_ok)
		error_set_errno(err, _("%s cannot be read"), path);
	facts->is_open_to_others = is_ok && ((st.st_mode & (S_IWGRP | S_IWOTH)) ||
					     (st.st_uid != geteuid() && st.st_uid != 0));
	close(fd);
	return is_ok;
}

static char *folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return mem_copy(".", 1);
	return mem_copy(path, slash == path ? 1 : (size_t)(slash - path));
}

int file_lock(const char *path)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(folder);
	if (fd >= 0 && flock(fd, LOCK_EX) != 0) {
		close(fd);
		return -1;
	}
	return fd;
}

void file_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}

/* A rename is only on the disk once its folder is. */
static void sync_folder(const char *path)
{
	char *folder = folder_of(path);
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
	free(folder);
}

/* Where the link at path leads, NULL when there is none. */
static char *link_target(const char *path)
{
	struct buf target = { 0 };
	char name[PATH_MAX];
	ssize_t len = readlink(path, name, sizeof(name));

	if (len <= 0 || len == (ssize_t)sizeof(name))
		return NULL;
	if (name[0] != '/') {
		char *folder = folder_of(path);
		buf_addf(&target, "%s/", folder);
		free(folder);
	}
	buf_add(&target, (struct str){ name, (size_t)len });
	return buf_take(&target);
}

/* The file that is meant by path, behind all links; it need not be there. */
static char *target_of(const char *path)
{
	enum { LINKS_MAX = 40 };
	char *target = realpath(path, NULL), *next;

	if (target)
		return target;
	target = mem_copy(path, strlen(path));
	for (int i = 0; i < LINKS_MAX && (next = link_target(target)); i++) {
		free(target);
		target = next;
	}
	return target;
}

bool conf_write_file(const char *path, struct str bytes, struct error *err)
{
	struct buf temporary = { 0 };
	char *target = target_of(path);

	buf_addf(&temporary, "%s.XXXXXX", target);
	int fd = mkostemp(temporary.ptr, O_CLOEXEC);
	bool is_ok = fd >= 0 && io_write_all(fd, bytes) && fsync(fd) == 0;
	if (fd >= 0 && close(fd) != 0)
		is_ok = false;
	if (is_ok)
		is_ok = rename(temporary.ptr, target) == 0;
	if (!is_ok) {
		error_set_errno(err, _("%s cannot be written"), path);
		if (fd >= 0)
			unlink(temporary.ptr);
	} else {
		sync_folder(target);
	}
	free(target);
	buf_free(&temporary);
	return is_ok;
}
