/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base/clock.h"
#include "jail/wall.h"
#include "jail/wire.h"

enum { CALM_NICE = 10 /* beside 0 */, LOOK_AGAIN_MS = 250 };

struct cell_slot {
	int request, answer; /* descriptors; 0 when there is no such slot */
	pid_t child;         /* 0: idle */
	int64_t deadline;    /* ms, monotonic: when it is looked after */
	int64_t end;         /* ms: when it is stopped in any case */
	bool is_late;
	uint64_t turn; /* ordered and not begun: who goes first; 0: not */
};

struct zygote_line {
	int fd; /* 0: free */
	bool is_calm;
	int running;
	uint64_t turns; /* given out */
	struct cell_slot slots[JAIL_SLOTS_MAX];
};

struct zygote {
	int control;
	const struct jail_limits *limits;
	const struct jail_work *work;
	struct zygote_line lines[JAIL_LINES_MAX];
	sigset_t sleeping; /* what is blocked while it sleeps: nothing */
};

/* Reads one message of the program, which is trusted and sends it at once.
 * False at the end. */
static bool read_whole(int fd, void *to, size_t size)
{
	size_t done = 0;

	while (done < size) {
		ssize_t n = recv(fd, (char *)to + done, size - done, 0);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return true;
}

static void notify(struct zygote_line *line, size_t slot, enum jail_outcome outcome, int status)
{
	struct jail_notice notice = { (uint32_t)slot, outcome, status };

	while (send(line->fd, &notice, sizeof(notice), MSG_NOSIGNAL) < 0 && errno == EINTR)
		;
}

static void line_drop(struct zygote_line *line)
{
	for (size_t i = 0; i < JAIL_SLOTS_MAX; i++) {
		struct cell_slot *slot = &line->slots[i];
		if (slot->child)
			kill(slot->child, SIGKILL);
		if (slot->request)
			close(slot->request);
		if (slot->answer)
			close(slot->answer);
	}
	close(line->fd);
	*line = (struct zygote_line){ 0 };
}

/* Where the scheduler weighs sessions and not processes, this one steps back as
 * a whole, and a child that somebody waits for leaves it (begin_next). */
static void step_back(void)
{
	int fd = open("/proc/self/autogroup", O_WRONLY | O_CLOEXEC);
	static const char nice[] = "10";

	if (fd < 0)
		return;
	if (write(fd, nice, sizeof(nice) - 1) < 0)
		errno = 0; /* it may not be changed so often: then not */
	close(fd);
}

/* Takes a new line: one byte that comes with its socket and the files of its
 * slots. False when the program has ended. */
static bool line_take(struct zygote *z)
{
	int fds[1 + 2 * JAIL_SLOTS_MAX];
	union {
		struct cmsghdr head;
		char room[CMSG_SPACE(sizeof(fds))];
	} control;
	char byte;
	struct iovec part = { &byte, 1 };
	struct msghdr message = { .msg_iov = &part, .msg_iovlen = 1,
				  .msg_control = &control, .msg_controllen = sizeof(control) };

	ssize_t n = recvmsg(z->control, &message, 0);
	if (n <= 0)
		return n < 0 && errno == EINTR;
	struct cmsghdr *head = CMSG_FIRSTHDR(&message);
	if (!head || head->cmsg_type != SCM_RIGHTS)
		return true;
	size_t count = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
	memcpy(fds, CMSG_DATA(head), count * sizeof(int));
	struct zygote_line *line = NULL;
	for (size_t i = 0; i < JAIL_LINES_MAX && !line; i++)
		if (!z->lines[i].fd)
			line = &z->lines[i];
	if (!line || fds[0] >= FD_SETSIZE) {
		for (size_t i = 0; i < count; i++)
			close(fds[i]);
		return true;
	}
	line->fd = fds[0];
	line->is_calm = byte == JAIL_LINE_CALM;
	if (line->is_calm)
		step_back();
	for (size_t i = 0; 2 * i + 2 < count; i++) {
		line->slots[i].request = fds[2 * i + 1];
		line->slots[i].answer = fds[2 * i + 2];
	}
	return true;
}

static struct cell_slot *next_in_turn(struct zygote_line *line)
{
	struct cell_slot *next = NULL;

	for (size_t i = 0; i < JAIL_SLOTS_MAX; i++) {
		struct cell_slot *slot = &line->slots[i];
		if (slot->turn && (!next || slot->turn < next->turn))
			next = slot;
	}
	return next;
}

/* Begins what was ordered while fewer children run than may at once. */
static void begin_next(struct zygote *z, struct zygote_line *line)
{
	struct cell_slot *slot;

	while (line->running < z->limits->children && (slot = next_in_turn(line))) {
		slot->turn = 0;
		pid_t child = fork();
		if (child == 0 && line->is_calm)
			setpriority(PRIO_PROCESS, 0, CALM_NICE);
		else if (child == 0)
			setsid();
		if (child == 0)
			jail_cell(slot->request, slot->answer, z->limits, z->work);
		if (child < 0) {
			notify(line, (size_t)(slot - line->slots), JAIL_NOT_STARTED, 0);
			continue;
		}
		line->running++;
		slot->child = child;
		slot->is_late = false;
		slot->deadline = clock_ms() + (int64_t)z->limits->cpu_seconds * 2000;
		slot->end = clock_ms() + jail_longest_ms(z->limits);
	}
}

static void order_take(struct zygote *z, struct zygote_line *line)
{
	struct jail_order order;

	if (!read_whole(line->fd, &order, sizeof(order)) || order.slot >= JAIL_SLOTS_MAX ||
	    !line->slots[order.slot].request || line->slots[order.slot].child ||
	    line->slots[order.slot].turn) {
		line_drop(line);
		return;
	}
	line->slots[order.slot].turn = ++line->turns;
	begin_next(z, line);
}

static void child_ended(struct zygote *z, pid_t child, int status)
{
	for (size_t i = 0; i < JAIL_LINES_MAX; i++) {
		struct zygote_line *line = &z->lines[i];
		for (size_t k = 0; k < JAIL_SLOTS_MAX && line->fd; k++) {
			struct cell_slot *slot = &line->slots[k];
			if (slot->child != child)
				continue;
			slot->child = 0;
			line->running--;
			begin_next(z, line);
			notify(line, k, slot->is_late ? JAIL_LATE : JAIL_ENDED, status);
			return;
		}
	}
}

/* Whether the child would go on if it got the processor: on a machine that is
 * busy with other things its time has not been long. What it may use of it is
 * limited by itself. */
static bool is_kept_waiting(pid_t child)
{
	char path[64], text[512];

	snprintf(path, sizeof(path), "/proc/%d/stat", (int)child);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t got = read(fd, text, sizeof(text) - 1);
	close(fd);
	text[got > 0 ? got : 0] = '\0';
	const char *name_end = strrchr(text, ')');
	return name_end && strncmp(name_end, ") R", 3) == 0;
}

/* Kills who is over time and returns the ms until the next deadline, -1 for
 * none. */
static int64_t check_deadlines(struct zygote *z)
{
	int64_t now = clock_ms(), next = -1;

	for (size_t i = 0; i < JAIL_LINES_MAX; i++) {
		for (size_t k = 0; k < JAIL_SLOTS_MAX; k++) {
			struct cell_slot *slot = &z->lines[i].slots[k];
			if (!slot->child || slot->is_late)
				continue;
			int64_t left = slot->deadline - now;
			if (left <= 0 && now < slot->end && is_kept_waiting(slot->child)) {
				left = LOOK_AGAIN_MS;
				slot->deadline = now + left;
			}
			if (left <= 0) {
				slot->is_late = true;
				kill(slot->child, SIGKILL);
			} else {
				next = clock_shorter(next, left);
			}
		}
	}
	return next;
}

static void reap(struct zygote *z)
{
	pid_t child;
	int status;

	while ((child = waitpid(-1, &status, WNOHANG)) > 0)
		child_ended(z, child, status);
}

/* Sleeps until there is something to read or a child has ended. */
static bool step(struct zygote *z)
{
	fd_set ready;
	int most = z->control;
	int64_t left = check_deadlines(z);
	struct timespec wait = { left / 1000, left % 1000 * 1000000 };

	FD_ZERO(&ready);
	FD_SET(z->control, &ready);
	for (size_t i = 0; i < JAIL_LINES_MAX; i++) {
		if (!z->lines[i].fd)
			continue;
		FD_SET(z->lines[i].fd, &ready);
		most = z->lines[i].fd > most ? z->lines[i].fd : most;
	}
	int count = pselect(most + 1, &ready, NULL, NULL, left < 0 ? NULL : &wait, &z->sleeping);
	bool is_well = count >= 0 || errno == EINTR;
	reap(z);
	if (count <= 0)
		return is_well;
	for (size_t i = 0; i < JAIL_LINES_MAX; i++)
		if (z->lines[i].fd && FD_ISSET(z->lines[i].fd, &ready))
			order_take(z, &z->lines[i]);
	return !FD_ISSET(z->control, &ready) || line_take(z);
}

static void wake(int number)
{
	(void)number;
}

/* Out of the terminal's reach: Ctrl-C and a closed window are the program's
 * business, whose end is seen on the control socket. */
static void settle(struct zygote *z)
{
	static const int ignored[] = { SIGINT, SIGQUIT, SIGHUP, SIGTSTP, SIGTTIN, SIGTTOU,
				       SIGPIPE, SIGUSR1, SIGUSR2, SIGALRM, SIGWINCH };
	/* The program may have handlers that repair its terminal. */
	static const int plain[] = {
		SIGTERM,
#ifndef WARTA_SANITIZED
		SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT,
#endif
	};
	sigset_t chld;

	setsid();
	for (size_t i = 0; i < sizeof(ignored) / sizeof(ignored[0]); i++)
		signal(ignored[i], SIG_IGN);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		signal(plain[i], SIG_DFL);
	sigaction(SIGCHLD, &(struct sigaction){ .sa_handler = wake }, NULL);
	sigemptyset(&chld);
	sigaddset(&chld, SIGCHLD);
	sigprocmask(SIG_SETMASK, &chld, NULL);
	sigemptyset(&z->sleeping);

	int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
#ifdef WARTA_SANITIZED
	int last = 1; /* reports go to standard error */
#else
	int last = 2;
#endif
	for (int fd = 0; fd <= last && nowhere >= 0; fd++)
		dup2(nowhere, fd);
	wall_close_others(z->control, z->control);
#ifdef PR_SET_NAME
	prctl(PR_SET_NAME, "warta-jail", 0, 0, 0);
#endif
}

_Noreturn void jail_zygote(int control, const struct jail_limits *limits,
			   const struct jail_work *work)
{
	struct zygote z = { .control = control, .limits = limits, .work = work };

	settle(&z);
	if (work->warm)
		work->warm();
	wall_prepare_filter();
	wall_limit_zygote(limits);
#ifdef __GLIBC__
	/* A child lives for one document: it asks for memory in large steps,
	 * and gives none back before its end. */
	mallopt(M_TOP_PAD, 1 << 20);
	mallopt(M_TRIM_THRESHOLD, 1 << 30);
	mallopt(M_MMAP_THRESHOLD, 32 << 20);
	malloc_trim(0);
#endif
	while (step(&z))
		;
	for (size_t i = 0; i < JAIL_LINES_MAX; i++)
		if (z.lines[i].fd)
			line_drop(&z.lines[i]);
	_exit(0);
}
