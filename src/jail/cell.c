/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/io.h"
#include "jail/wall.h"
#include "jail/wire.h"

enum {
	TIMES = 3,              /* as much memory as the document is long, */
	MEMORY_MOST = 4 << 20,  /* but no more bytes than this, at once */
};

/* Takes a text of len bytes off the front of what is left of the request. */
static struct str take_text(struct str *rest, uint64_t len)
{
	struct str text = str_slice(*rest, 0, (size_t)len);

	*rest = str_slice(*rest, text.len, rest->len);
	return text;
}

static bool read_request(int fd, struct jail_task *task)
{
	struct stat st;
	struct jail_head head;

	/* Of this request and no more: the file may be longer. */
	if (pread(fd, &head, sizeof(head), 0) != sizeof(head))
		return false;
	uint64_t size = sizeof(head) + (uint64_t)head.base_len + head.content_type_len +
			head.language_len + head.first_len + head.bytes_len;
	int flags = MAP_PRIVATE;
#ifdef MAP_POPULATE
	flags |= MAP_POPULATE;
#endif
	if (fstat(fd, &st) != 0 || (uint64_t)st.st_size < size)
		return false;
	void *map = mmap(NULL, (size_t)size, PROT_READ, flags, fd, 0);
	if (map == MAP_FAILED)
		return false;
	close(fd);
	struct str rest = { (const char *)map + sizeof(head), (size_t)size - sizeof(head) };
	task->kind = (enum jail_task_kind)head.kind;
	task->now = head.now;
	task->base = take_text(&rest, head.base_len);
	task->content_type = take_text(&rest, head.content_type_len);
	task->language = take_text(&rest, head.language_len);
	task->first = take_text(&rest, head.first_len);
	task->bytes = take_text(&rest, head.bytes_len);
	return task->bytes.len == head.bytes_len;
}

/* One attempt at the walls; true when it got through. An exec that does so
 * ends as /bin/true does. */
static bool attempt(enum jail_trial trial)
{
	static char *const argv[] = { (char *)"true", NULL };

	switch (trial) {
	case JAIL_TRIAL_EXEC:
		execve("/bin/true", argv, argv + 1);
		return false;
	case JAIL_TRIAL_SOCKET:
		return socket(AF_INET, SOCK_STREAM, 0) >= 0;
	case JAIL_TRIAL_OPEN:
		return open("/etc/passwd", O_RDONLY | O_CLOEXEC) >= 0;
	case JAIL_TRIAL_FORK:
		return fork() >= 0;
	default:
		return getppid() >= 0; /* harmless, and not on the list */
	}
}

static _Noreturn void run_trial(int answer, enum jail_trial trial, unsigned layers)
{
	char byte = (char)layers;

	if (trial == JAIL_TRIAL_LAYERS)
		io_write_at(answer, (struct str){ &byte, 1 }, 0);
	_exit(attempt(trial) ? 0 : 3);
}

/* The memory that a document will surely need, in one step instead of a fault
 * for every page; free keeps it for malloc. */
static void take_memory(size_t len)
{
#ifdef MADV_POPULATE_WRITE
	uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
	size_t size = (len < MEMORY_MOST / TIMES ? len * TIMES : MEMORY_MOST) + 2 * page;
	char *memory = malloc(size);

	if (memory)
		madvise(memory + (page - (uintptr_t)memory % page), size - 2 * page,
			MADV_POPULATE_WRITE);
	free(memory);
#else
	(void)len;
#endif
}

_Noreturn void jail_cell(int request, int answer, const struct jail_limits *limits,
			 const struct jail_work *work)
{
	struct jail_task task = { 0 };
	struct error err = { 0 };
	struct buf payload = { .max = JAIL_ANSWER_MAX - JAIL_ANSWER_HEAD - JAIL_ERROR_MAX };
	struct buf head = { 0 };

	wall_close_others(request, answer);
	if (!read_request(request, &task))
		_exit(2);
	bool is_trial = (unsigned)task.kind >= JAIL_TASK_COUNT;
	if (!is_trial && work->prepare)
		work->prepare(&task);
	wall_limit_cell(limits);
	take_memory(task.bytes.len);
	unsigned layers = is_trial ? wall_layers(limits) : 0;
	wall_raise_filter();
	if (is_trial)
		run_trial(answer, (enum jail_trial)task.kind, layers);
	bool is_ok = work->run(&task, &payload, &err);
	if (payload.is_full)
		_exit(1);
	jail_answer_begin(task.kind, is_ok, &err, payload.len, &head);
	_exit(io_write_at(answer, buf_str(&payload), (off_t)head.len) &&
	      io_write_at(answer, buf_str(&head), 0) ? 0 : 1);
}
