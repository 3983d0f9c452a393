/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "jail/slot.h"
#include "jail/wire.h"

struct jail_line {
	int fd; /* to the zygote; -1 once it has ended */
	size_t capacity, pending, always; /* slots: all, busy, whatever is in them */
	size_t bytes;                     /* of the tasks that are pending */
	int run_timeout_ms;
	struct buf answer; /* memory for the next one */
	struct jail_slot slots[JAIL_SLOTS_MAX];
};

static bool send_line(int control, enum jail_line_kind kind, int *fds, size_t count)
{
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(int) * (1 + 2 * JAIL_SLOTS_MAX))];
	} rights;
	char byte = (char)kind;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1, .msg_control = &rights,
				  .msg_controllen = CMSG_SPACE(sizeof(int) * count) };

	memset(&rights, 0, sizeof(rights));
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	head->cmsg_level = SOL_SOCKET;
	head->cmsg_type = SCM_RIGHTS;
	head->cmsg_len = CMSG_LEN(sizeof(int) * count);
	memcpy(CMSG_DATA(head), fds, sizeof(int) * count);
	ssize_t n;
	while ((n = sendmsg(control, &message, MSG_NOSIGNAL)) < 0 && errno == EINTR)
		;
	return n == 1;
}

void jail_line_find_layers(struct jail_line *line, struct jail *jail)
{
	unsigned bits = 0;

	if (jail_layers_known(jail))
		return;
	int status = jail_trial_run(line, JAIL_TRIAL_LAYERS, &bits);
	if (status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGSYS)
		bits |= JAIL_SECCOMP;
	jail_layers_found(jail, bits);
}

static bool line_open(struct jail *jail, enum jail_line_kind kind, struct jail_line **out,
		      struct error *err)
{
	int fds[1 + 2 * JAIL_SLOTS_MAX], ends[2];
	const struct jail_limits *limits = jail_limits_of(jail);
	struct jail_line *line = mem_new(1, sizeof(*line));
	bool is_good = true;

	*out = NULL;
	line->fd = -1;
	line->run_timeout_ms = (int)jail_longest_ms(limits) + 1000;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
		free(line);
		return error_set_errno(err, _("No socket for the reading process"));
	}
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	line->fd = ends[0];
	fds[0] = ends[1];
	line->always = 2 * (size_t)limits->children;
	for (int i = 0; i < limits->children + JAIL_SLOTS_MORE && is_good; i++) {
		struct jail_slot *slot = &line->slots[line->capacity++];
		is_good = jail_slot_open(slot);
		fds[1 + 2 * i] = slot->request;
		fds[2 + 2 * i] = slot->answer;
	}
	if (!is_good)
		error_set_errno(err, _("No memory file for the reading process"));
	else if (!(is_good = send_line(jail_control(jail), kind, fds,
					 1 + 2 * line->capacity)))
		error_say(err, N_("The reading process has ended"));
	close(ends[1]);
	if (!is_good) {
		jail_line_close(line);
		return false;
	}
	if (!limits->is_lazy)
		jail_line_find_layers(line, jail);
	*out = line;
	return true;
}

bool jail_line_open(struct jail *jail, struct jail_line **out, struct error *err)
{
	return line_open(jail, JAIL_LINE, out, err);
}

bool jail_line_open_calm(struct jail *jail, struct jail_line **out, struct error *err)
{
	return line_open(jail, JAIL_LINE_CALM, out, err);
}

void jail_line_close(struct jail_line *line)
{
	if (!line)
		return;
	for (size_t i = 0; i < line->capacity; i++)
		jail_slot_close(&line->slots[i]);
	if (line->fd >= 0)
		close(line->fd);
	buf_free(&line->answer);
	free(line);
}

/* Nothing more comes through it, and what is pending fails. */
static void break_line(struct jail_line *line)
{
	if (line->fd >= 0)
		close(line->fd);
	line->fd = -1;
}

bool jail_submit(struct jail_line *line, const struct jail_task *task, uint64_t ticket)
{
	size_t i = 0;

	while (i < line->capacity && line->slots[i].is_busy)
		i++;
	if (i == line->capacity || (line->pending >= line->always &&
				    line->bytes + task->bytes.len > JAIL_WAITING_BYTES))
		return false;
	struct jail_slot *slot = &line->slots[i];
	slot->is_busy = true;
	slot->kind = task->kind;
	slot->ticket = ticket;
	slot->len = task->bytes.len;
	line->pending++;
	line->bytes += slot->len;
	struct jail_order order = { (uint32_t)i };
	/* A failure here comes out of jail_take like every other. */
	if (!jail_slot_write(slot, task) ||
	    send(line->fd, &order, sizeof(order), MSG_NOSIGNAL) != sizeof(order))
		break_line(line);
	return true;
}

size_t jail_pending(const struct jail_line *line)
{
	return line->pending;
}

size_t jail_capacity(const struct jail_line *line)
{
	return line->capacity;
}

size_t jail_line_fds(const struct jail_line *line, int *fds, size_t max)
{
	if (line->fd < 0 || max == 0)
		return 0;
	fds[0] = line->fd;
	return 1;
}

/* Waits for a notice. False on timeout, and when the line breaks. */
static bool next_notice(struct jail_line *line, struct jail_notice *notice, int timeout_ms)
{
	struct pollfd ready = { .fd = line->fd, .events = POLLIN };

	if (line->fd < 0)
		return false;
	int count;
	while ((count = poll(&ready, 1, timeout_ms)) < 0 && errno == EINTR)
		;
	if (count <= 0)
		return false;
	ssize_t n;
	while ((n = recv(line->fd, notice, sizeof(*notice), MSG_WAITALL)) < 0 && errno == EINTR)
		;
	if (n == sizeof(*notice) && notice->slot < line->capacity &&
	    line->slots[notice->slot].is_busy && notice->outcome < JAIL_OUTCOME_COUNT)
		return true;
	break_line(line);
	return false;
}

/* What a child died of, for a person. */
static void say_death(struct error *err, const struct jail_notice *notice)
{
	bool by_signal = WIFSIGNALED(notice->status);
	int number = by_signal ? WTERMSIG(notice->status) : 0;

	if (notice->outcome == JAIL_NOT_STARTED)
		error_say(err, N_("No process could be started to read it"));
	else if (notice->outcome == JAIL_LATE || number == SIGXCPU)
		error_say(err, N_("Reading it took too long and was stopped"));
	else if (number == SIGSYS)
		error_say(err, N_("Reading it was stopped: it tried something forbidden"));
	else if (number == SIGXFSZ || (!by_signal && WEXITSTATUS(notice->status) == 1))
		error_say(err, N_("It needs more memory than one document may have"));
	else
		error_say(err, N_("Its bytes crashed the reading process"));
}

static void task_ended(struct jail_line *line, struct jail_slot *slot)
{
	slot->is_busy = false;
	line->pending--;
	line->bytes -= slot->len;
}

static void free_slot(struct jail_line *line, struct jail_slot *slot)
{
	task_ended(line, slot);
	if (slot->is_large && !jail_slot_empty(slot))
		break_line(line);
	for (size_t i = 0; i < line->capacity && line->pending == 0; i++)
		if (line->slots[i].is_used && !jail_slot_empty(&line->slots[i]))
			break_line(line);
}

/* The line is broken: every task that waits fails, one a call. */
static bool fail_next(struct jail_line *line, struct jail_result *out)
{
	for (size_t i = 0; i < line->capacity; i++) {
		struct jail_slot *slot = &line->slots[i];
		if (!slot->is_busy)
			continue;
		*out = (struct jail_result){ .kind = slot->kind, .ticket = slot->ticket };
		error_say(&out->error, N_("The reading process has ended"));
		task_ended(line, slot);
		return true;
	}
	return false;
}

/* The bytes go along with the result, which may have views into them. */
static void take_answer(struct jail_line *line, const struct jail_slot *slot,
			struct jail_result *out)
{
	out->bytes = line->answer;
	out->bytes.max = JAIL_ANSWER_MAX;
	line->answer = (struct buf){ 0 };
	if (jail_slot_read(slot, &out->bytes))
		jail_answer_unpack(buf_str(&out->bytes), out);
	else
		error_say(&out->error, N_("The reading process answered with rubbish"));
}

bool jail_take(struct jail_line *line, struct jail_result *out, int timeout_ms)
{
	struct jail_notice notice;

	*out = (struct jail_result){ 0 };
	if (line->pending == 0)
		return false;
	if (!next_notice(line, &notice, timeout_ms))
		return line->fd < 0 && fail_next(line, out);
	struct jail_slot *slot = &line->slots[notice.slot];
	out->kind = slot->kind;
	out->ticket = slot->ticket;
	if (notice.outcome != JAIL_ENDED || !WIFEXITED(notice.status) ||
	    WEXITSTATUS(notice.status) != 0)
		say_death(&out->error, &notice);
	else
		take_answer(line, slot, out);
	free_slot(line, slot);
	return true;
}

void jail_reuse(struct jail_line *line, struct jail_result *result)
{
	if (line->answer.ptr == NULL && result->bytes.cap <= JAIL_SLOT_KEPT) {
		line->answer = result->bytes;
		result->bytes = (struct buf){ 0 };
	}
	jail_result_free(result);
}

bool jail_run(struct jail_line *line, const struct jail_task *task, struct jail_result *out)
{
	*out = (struct jail_result){ .kind = task->kind };
	if (line->pending || !jail_submit(line, task, 0))
		return error_say(&out->error, N_("The reading process is busy"));
	if (!jail_take(line, out, line->run_timeout_ms)) {
		/* Its own clock should have ended it: do not trust the line. */
		break_line(line);
		fail_next(line, out);
	}
	return out->is_ok;
}

int jail_trial_run(struct jail_line *line, enum jail_trial trial, unsigned *bits)
{
	struct jail_task task = { .kind = (enum jail_task_kind)trial };
	struct jail_notice notice;
	int status = -1;

	if (line->pending || !jail_submit(line, &task, 0))
		return -1;
	if (next_notice(line, &notice, line->run_timeout_ms)) {
		struct jail_slot *slot = &line->slots[notice.slot];
		if (notice.outcome == JAIL_ENDED)
			status = notice.status;
		unsigned char byte;
		if (bits && pread(slot->answer, &byte, 1, 0) == 1)
			*bits = byte;
		free_slot(line, slot);
	} else {
		struct jail_result ignored;
		fail_next(line, &ignored);
	}
	return status;
}
