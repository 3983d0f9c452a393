/* SPDX-License-Identifier: MIT */
#include "base/io.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "lib/check.h"

enum { SIZE = 100000 /* several pieces, and more than a pipe holds */ };

static char bytes[SIZE];

/* A file with so many bytes, to be read from its beginning. */
static int file_of(size_t len)
{
	char name[] = "/tmp/warta-io-XXXXXX";
	int fd = mkstemp(name);

	CHECK(fd >= 0);
	unlink(name);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(i % 251);
	CHECK(io_write_all(fd, (struct str){ bytes, len }));
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	return fd;
}

static void test_what_was_written_is_read_behind_what_is_there(void **state)
{
	struct buf out = { 0 };
	int fd = file_of(SIZE);

	(void)state;
	buf_add(&out, STR("before"));
	CHECK(io_read_all(fd, SIZE, &out));
	CHECK(out.len == 6 + SIZE && memcmp(out.ptr + 6, bytes, SIZE) == 0);
	CHECK(out.ptr[out.len] == '\0' && !out.is_full && out.max == 0);
	buf_free(&out);
	close(fd);
}

static void test_a_byte_too_many_is_told(void **state)
{
	struct buf out = { 0 };
	int fd = file_of(SIZE);

	(void)state;
	errno = 0;
	CHECK(!io_read_all(fd, SIZE - 1, &out));
	CHECK(errno == EFBIG);
	buf_free(&out);
	close(fd);
}

static void test_failures_leave_their_reason(void **state)
{
	struct buf out = { 0 };
	int fd = open("/", O_RDONLY);

	(void)state;
	errno = 0;
	CHECK(!io_read_all(fd, SIZE, &out));
	CHECK(errno == EISDIR);
	errno = 0;
	CHECK(!io_write_all(fd, STR("x")));
	CHECK(errno == EBADF);
	buf_free(&out);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_was_written_is_read_behind_what_is_there),
		TEST(a_byte_too_many_is_told),
		TEST(failures_leave_their_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
