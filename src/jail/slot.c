/* SPDX-License-Identifier: MIT */
#include "jail/slot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/io.h"
#include "jail/wire.h"

/* A file that has no name and lives in memory. */
static int nameless_file(void)
{
#ifdef MFD_CLOEXEC
	int fd = memfd_create("warta", MFD_CLOEXEC);
	if (fd >= 0 || errno != ENOSYS)
		return fd;
#endif
	char path[] = "/tmp/warta-XXXXXX";
	int temporary = mkstemp(path);
	if (temporary >= 0) {
		unlink(path);
		fcntl(temporary, F_SETFD, FD_CLOEXEC);
	}
	return temporary;
}

bool jail_slot_open(struct jail_slot *slot)
{
	slot->request = nameless_file();
	slot->answer = nameless_file();
	return slot->request >= 0 && slot->answer >= 0;
}

void jail_slot_close(struct jail_slot *slot)
{
	if (slot->request >= 0)
		close(slot->request);
	if (slot->answer >= 0)
		close(slot->answer);
	slot->request = slot->answer = -1;
}

/* What an earlier task left in the files is out of the child's reach: behind
 * the request by zeros up to the end of the last page it can map, and an
 * answer is none until its head has been written again. */
bool jail_slot_write(struct jail_slot *slot, const struct jail_task *task)
{
	static const char zeros[JAIL_PAGE_MAX];
	struct jail_head head = {
		.kind = task->kind,
		.base_len = (uint32_t)task->base.len,
		.content_type_len = (uint32_t)task->content_type.len,
		.language_len = (uint32_t)task->language.len,
		.first_len = (uint32_t)task->first.len,
		.bytes_len = task->bytes.len,
		.now = task->now,
	};
	const struct str parts[] = { { (const char *)&head, sizeof(head) }, task->base,
				     task->content_type, task->language, task->first,
				     task->bytes };
	off_t at = 0;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (!io_write_at(slot->request, parts[i], at))
			return false;
		at += (off_t)parts[i].len;
	}
	slot->is_used = true;
	slot->is_large = at > JAIL_SLOT_KEPT;
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t rest = page <= sizeof(zeros) ? (page - (size_t)at % page) % page : 0;
	return io_write_at(slot->request, (struct str){ zeros, rest }, at) &&
	       io_write_at(slot->answer, (struct str){ zeros, JAIL_ANSWER_HEAD }, 0);
}

bool jail_slot_read(const struct jail_slot *slot, struct buf *answer)
{
	int fd = slot->answer;
	struct stat st;
	ssize_t n;

	buf_clear(answer);
	if (fstat(fd, &st) != 0 || !buf_reserve(answer, JAIL_ANSWER_HEAD))
		return false;
	if ((n = pread(fd, answer->ptr, JAIL_ANSWER_HEAD, 0)) < 0)
		return false;
	answer->len = (size_t)n;
	size_t size = jail_answer_size(buf_str(answer));
	if (size > JAIL_ANSWER_MAX || size > (size_t)st.st_size || !buf_reserve(answer, size))
		return false;
	while (answer->len < size) {
		n = pread(fd, answer->ptr + answer->len, size - answer->len, (off_t)answer->len);
		if (n <= 0)
			return false;
		answer->len += (size_t)n;
	}
	return true;
}

bool jail_slot_empty(struct jail_slot *slot)
{
	slot->is_used = false;
	return ftruncate(slot->request, 0) == 0 && ftruncate(slot->answer, 0) == 0;
}
