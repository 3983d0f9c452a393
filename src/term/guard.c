/* SPDX-License-Identifier: MIT */
#include "term/guard.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

static const int asking[] = { SIGHUP, SIGINT, SIGTERM, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH };
/* What is for others while they have the terminal: they are interrupted, and
 * all are stopped together. */
static const struct { int number; void (*handler)(int); } lent[] = {
	{ SIGINT, SIG_IGN }, { SIGQUIT, SIG_IGN }, { SIGTSTP, SIG_DFL }, { SIGCONT, SIG_DFL },
};
static const int ending[] = { SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL };
enum {
	ASKING_COUNT = sizeof(asking) / sizeof(*asking),
	ENDING_COUNT = sizeof(ending) / sizeof(*ending),
};

/* A handler has nothing but globals: this is the room's one. */
static struct {
	int fd, pipe[2];
	struct termios saved;
	char restore[512];
	char stack[1 << 16]; /* for a crash that left none */
	size_t restore_len;
	volatile sig_atomic_t is_armed, wants_end;
	bool is_started;
	struct sigaction former_asking[ASKING_COUNT], former_ending[ENDING_COUNT];
} guard;

static void on_asking(int number)
{
	int kept = errno;
	unsigned char byte = (unsigned char)number;

	if (number == SIGHUP || number == SIGINT || number == SIGTERM || number == SIGQUIT)
		guard.wants_end = 1;
	if (write(guard.pipe[1], &byte, 1) < 0)
		byte = 0; /* full: enough news is waiting in it */
	errno = kept;
}

void guard_restore(void)
{
	if (!guard.is_armed)
		return;
	guard.is_armed = 0;
	if (write(guard.fd, guard.restore, guard.restore_len) < 0)
		guard.wants_end = 1;
	tcsetattr(guard.fd, TCSANOW, &guard.saved);
}

static void on_ending(int number)
{
	struct sigaction plain;

	guard_restore();
	memset(&plain, 0, sizeof(plain));
	plain.sa_handler = SIG_DFL;
	sigaction(number, &plain, NULL);
	raise(number);
}

static void install(const int *numbers, int count, void (*handler)(int), int flags,
		    struct sigaction *former)
{
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = handler;
	action.sa_flags = flags;
	sigemptyset(&action.sa_mask);
	for (int i = 0; i < count; i++)
		sigaction(numbers[i], &action, &former[i]);
}

/* What recursed too deep has no room for a handler. The thread that draws has
 * one of its own; a sanitizer brings its own as well. */
static void stack_start(void)
{
	stack_t now, own = { .ss_sp = guard.stack, .ss_size = sizeof(guard.stack) };

	if (sigaltstack(NULL, &now) == 0 && now.ss_flags & SS_DISABLE)
		sigaltstack(&own, NULL);
}

int guard_start(int fd, const struct termios *saved, struct str restore)
{
	if (guard.is_started || restore.len > sizeof(guard.restore) || pipe(guard.pipe))
		return -1;
	for (int i = 0; i < 2; i++) {
		fcntl(guard.pipe[i], F_SETFL, O_NONBLOCK);
		fcntl(guard.pipe[i], F_SETFD, FD_CLOEXEC);
	}
	guard.fd = fd;
	guard.saved = *saved;
	memcpy(guard.restore, restore.ptr, restore.len);
	guard.restore_len = restore.len;
	guard.wants_end = guard.is_armed = 0;
	guard.is_started = true;
	install(asking, ASKING_COUNT, on_asking, 0, guard.former_asking);
	stack_start();
	install(ending, ENDING_COUNT, on_ending, SA_RESETHAND | SA_NODEFER | SA_ONSTACK,
		guard.former_ending);
	return guard.pipe[0];
}

void guard_stop(void)
{
	if (!guard.is_started)
		return;
	for (int i = 0; i < ASKING_COUNT; i++)
		sigaction(asking[i], &guard.former_asking[i], NULL);
	for (int i = 0; i < ENDING_COUNT; i++)
		sigaction(ending[i], &guard.former_ending[i], NULL);
	close(guard.pipe[0]);
	close(guard.pipe[1]);
	guard.is_started = false;
	guard.is_armed = 0;
}

void guard_arm(bool is_armed)
{
	struct sigaction action;

	guard.is_armed = is_armed;
	for (size_t i = 0; i < sizeof(lent) / sizeof(lent[0]); i++) {
		memset(&action, 0, sizeof(action));
		action.sa_handler = is_armed ? on_asking : lent[i].handler;
		sigemptyset(&action.sa_mask);
		sigaction(lent[i].number, &action, NULL);
	}
}

bool guard_wants_end(void)
{
	return guard.wants_end;
}
