/* SPDX-License-Identifier: MIT */
#include "base/io.h"

#include <errno.h>
#include <unistd.h>

enum { CHUNK = 32 << 10 };

/* One piece; what read() returns. */
static ssize_t read_some(int fd, struct buf *out)
{
	ssize_t got;

	while ((got = read(fd, out->ptr + out->len, CHUNK)) < 0 && errno == EINTR)
		;
	if (got > 0) {
		out->len += (size_t)got;
		out->ptr[out->len] = '\0';
	}
	return got;
}

bool io_read_all(int fd, size_t max, struct buf *out)
{
	size_t ceiling = out->max, most = out->len + max;
	ssize_t got = 1;

	out->max = most + CHUNK;
	while (got > 0 && out->len <= most && buf_reserve(out, CHUNK))
		got = read_some(fd, out);
	out->max = ceiling;
	if (got > 0)
		errno = EFBIG;
	return got == 0;
}

bool io_write_all(int fd, struct str bytes)
{
	while (bytes.len) {
		ssize_t done = write(fd, bytes.ptr, bytes.len);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		bytes = str_slice(bytes, (size_t)done, bytes.len);
	}
	return true;
}

bool io_write_at(int fd, struct str bytes, off_t at)
{
	while (bytes.len) {
		ssize_t done = pwrite(fd, bytes.ptr, bytes.len, at);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return false;
		bytes = str_slice(bytes, (size_t)done, bytes.len);
		at += done;
	}
	return true;
}
