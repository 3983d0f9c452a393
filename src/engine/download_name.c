/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/url.h"
#include "base/utf8.h"
#include "engine/work.h"

enum { LONGEST_NAME = 120, LONGEST_ENDING = 8, NAME_TRIES = 1000 };

static bool is_plain(unsigned char c)
{
	return c >= 0x80 || (c > ' ' && c != 0x7f && !strchr("/\\:*?\"<>|%$`'&;!~#", c));
}

/* ".mp3", when the name has a short ending of letters and digits. */
static struct str ending_of(struct str name)
{
	size_t dot = name.len;

	while (dot > 0 && name.ptr[dot - 1] != '.')
		dot--;
	struct str ending = str_slice(name, dot ? dot - 1 : name.len, name.len);
	bool is_short = ending.len > 1 && ending.len <= LONGEST_ENDING && dot > 1;
	for (size_t i = 1; i < ending.len && is_short; i++)
		is_short = ending.ptr[i] > ' ' && (unsigned char)ending.ptr[i] < 0x7f;
	return is_short ? ending : STR("");
}

void download_add_name(struct buf *name, struct str url)
{
	struct buf decoded = { 0 }, clean = { 0 }, plain = { 0 };
	struct url parts;
	size_t slash;

	if (url_split(url, &parts))
		url_add_decoded(&decoded, parts.path);
	struct str path = buf_str(&decoded);
	while ((slash = str_find_char(path, '/')) != SIZE_MAX)
		path = str_slice(path, slash + 1, path.len);
	utf8_clean_line(&clean, path);
	path = str_trim(buf_str(&clean));
	for (size_t i = 0; i < path.len; i++)
		if (is_plain((unsigned char)path.ptr[i]) &&
		    !(plain.len == 0 && (path.ptr[i] == '.' || path.ptr[i] == '-')))
			buf_add_char(&plain, path.ptr[i]);
		else if (plain.len && plain.ptr[plain.len - 1] != '_')
			buf_add_char(&plain, '_');
	struct str whole = buf_str(&plain), ending = ending_of(whole);
	struct str stem = str_slice(whole, 0, whole.len - ending.len);
	buf_add(name, stem.len ? utf8_clip(stem, LONGEST_NAME - ending.len) : STR("download"));
	buf_add(name, ending);
	buf_free(&decoded);
	buf_free(&clean);
	buf_free(&plain);
}

/* "x.mp3", "x-2.mp3" ... */
static void add_numbered(struct buf *out, struct str name, int number)
{
	struct str ending = ending_of(name);

	if (number == 1)
		buf_add(out, name);
	else
		buf_addf(out, "%.*s-%d%.*s", STR_ARG(str_slice(name, 0, name.len - ending.len)),
			 number, STR_ARG(ending));
}

int download_create(struct arena *arena, struct str folder, struct str url, struct str *path,
		    struct str *part, struct error *err)
{
	struct buf name = { 0 };
	struct stat st;
	int fd = -1;

	mkdir(arena_cstr(arena, folder), 0700);
	download_add_name(&name, url);
	for (int i = 1; i < NAME_TRIES && fd < 0; i++) {
		struct buf numbered = { 0 };

		add_numbered(&numbered, buf_str(&name), i);
		*path = arena_printf(arena, "%.*s/%s", STR_ARG(folder), buf_cstr(&numbered));
		*part = arena_printf(arena, "%s.part", path->ptr);
		buf_free(&numbered);
		if (lstat(path->ptr, &st) == 0)
			continue;
		fd = open(part->ptr, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		error_set_errno(err, _("%s cannot be written"), part->ptr);
	buf_free(&name);
	return fd;
}

int download_reopen(struct str part, int64_t *size)
{
	int fd = open(part.ptr, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
	struct stat st;

	if (fd < 0)
		return -1;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_nlink == 1 &&
	    st.st_uid == geteuid()) {
		*size = st.st_size;
		return fd;
	}
	close(fd);
	return -1;
}

/* link() fails where a file of the name has come meanwhile; where nothing can
 * be linked, looking first has to do. */
static bool give_name(const char *part, const char *path)
{
	struct stat st;

	if (link(part, path) == 0)
		return unlink(part) == 0;
	if (errno == EEXIST || lstat(path, &st) == 0)
		return false;
	return rename(part, path) == 0;
}

bool download_finish(int fd, struct str part, struct str path, struct error *err)
{
	if (fsync(fd) == 0 && give_name(part.ptr, path.ptr))
		return true;
	return error_set_errno(err, _("%s cannot be written"), path.ptr);
}
