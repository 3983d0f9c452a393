/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "lib/check.h"

/* A program on a terminal of its own: what the terminal is told, and in what
 * modes it is left, for every way to end. */
struct trial {
	int terminal; /* the other end of it */
	pid_t pid;
	struct termios before;
	struct buf told;
};

enum { TOO_DEEP = 1000 };

/* Calls itself until there is no stack. */
static int fall(int depth)
{
	volatile char room[4096];

	room[depth & 4095] = (char)depth;
	return depth < 0 ? 0 : fall(depth + 1) + room[depth & 4095];
}

static void child_run(const char *name, int number)
{
	struct term_options options = { .wants_mouse = true, .orders_text = true };
	struct rlimit no_core = { 0, 0 };
	struct term_event event = { .key = KEY_NONE };
	struct surface *surface = surface_new(24, 80);
	struct term *term;
	int fd;

	setsid();
	setrlimit(RLIMIT_CORE, &no_core);
	fd = open(name, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0))
		_exit(99);
	options.in = options.out = fd;
	setenv("TERM", "xterm", 1);
	if (!term_open(&options, &term, NULL))
		_exit(98);
	area_text(area_of(surface), 0, 0, 20, ROLE_TEXT, 0, STR("warta"));
	term_show(term, surface);
	if (number == TOO_DEEP)
		_exit(fall(number));
	if (number == SIGSEGV || number == SIGABRT)
		raise(number);
	for (int fds[2]; event.key != KEY_QUIT; term_next(term, &event)) {
		term_fds(term, fds);
		struct pollfd slots[] = { { .fd = fds[0], .events = POLLIN },
					  { .fd = fds[1], .events = POLLIN } };
		poll(slots, 2, term_wait_ms(term));
	}
	term_close(term);
	_exit(0);
}

static void trial_read(struct trial *trial, int ms)
{
	struct pollfd slot = { .fd = trial->terminal, .events = POLLIN };
	char part[1024];

	while (poll(&slot, 1, ms) > 0 && slot.revents & POLLIN) {
		ssize_t got = read(trial->terminal, part, sizeof(part));

		if (got <= 0)
			return;
		buf_add_bytes(&trial->told, part, (size_t)got);
	}
}

static struct trial trial_start(int number)
{
	struct trial trial = { .terminal = posix_openpt(O_RDWR | O_NOCTTY) };
	struct winsize size = { .ws_row = 24, .ws_col = 80 };

	CHECK(trial.terminal >= 0 && !grantpt(trial.terminal) && !unlockpt(trial.terminal));
	ioctl(trial.terminal, TIOCSWINSZ, &size);
	CHECK(!tcgetattr(trial.terminal, &trial.before));
	const char *name = ptsname(trial.terminal);
	/* Held open, so that the modes can be asked for at the end. */
	int held = open(name, O_RDWR | O_NOCTTY);
	CHECK(held >= 0);
	trial.pid = fork();
	if (!trial.pid)
		child_run(name, number);
	for (int i = 0; i < 600 && str_find(buf_str(&trial.told), STR("warta")) == SIZE_MAX; i++)
		trial_read(&trial, 100);
	return trial;
}

static bool has_told(const struct trial *trial, struct str what)
{
	return str_find(buf_str(&trial->told), what) != SIZE_MAX;
}

static void check_end(int number, bool is_crash)
{
	struct trial trial = trial_start(number);
	struct termios after;
	int status = 0;

	if (!is_crash)
		kill(trial.pid, number);
	CHECK(waitpid(trial.pid, &status, 0) == trial.pid);
	trial_read(&trial, 100);
	CHECK(is_crash ? WIFSIGNALED(status) &&
				 WTERMSIG(status) == (number == TOO_DEEP ? SIGSEGV : number) :
			 WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK(has_told(&trial, STR("\033[?1049h")) && has_told(&trial, STR("\033[?1049l")));
	CHECK(has_told(&trial, STR("\033[?1000l")) && has_told(&trial, STR("\033[?2004l")));
	CHECK(has_told(&trial, STR("\033[?25h")));
	/* The order of letters is ours while we are there, and no longer. */
	CHECK(has_told(&trial, STR("\033[8l")) && has_told(&trial, STR("\033[8h")));
	CHECK(!tcgetattr(trial.terminal, &after));
	CHECK(after.c_lflag == trial.before.c_lflag && after.c_iflag == trial.before.c_iflag &&
	      after.c_oflag == trial.before.c_oflag);
	close(trial.terminal);
	buf_free(&trial.told);
}

static void test_signals_that_ask_leave_the_terminal_as_it_was(void **state)
{
	(void)state;
	check_end(SIGTERM, false);
	check_end(SIGHUP, false);
	check_end(SIGINT, false);
	check_end(SIGQUIT, false);
}

static void test_crashes_leave_the_terminal_as_it_was(void **state)
{
	(void)state;
#ifndef WARTA_SANITIZED /* its own handlers come first */
	check_end(SIGSEGV, true);
	check_end(TOO_DEEP, true);
#endif
	check_end(SIGABRT, true);
}

static void test_odd_terminal_types_are_refused_with_a_sentence(void **state)
{
	(void)state;
	static const char *const types[] = { "", "dumb", "no-such-terminal" };
	struct term_options options = { 0 };
	int terminal = posix_openpt(O_RDWR | O_NOCTTY);

	CHECK(terminal >= 0 && !grantpt(terminal) && !unlockpt(terminal));
	options.in = options.out = open(ptsname(terminal), O_RDWR | O_NOCTTY);
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++) {
		struct error err = { 0 };
		struct term *term = NULL;

		setenv("TERM", types[i], 1);
		CHECK(!term_open(&options, &term, &err));
		CHECK(err.text[0] && err.exit_code == EX_UNAVAILABLE && !term);
	}
	close(options.in);
	close(terminal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(signals_that_ask_leave_the_terminal_as_it_was),
		TEST(crashes_leave_the_terminal_as_it_was),
		TEST(odd_terminal_types_are_refused_with_a_sentence),
	};
	int probe = posix_openpt(O_RDWR | O_NOCTTY);

	if (probe < 0)
		return 77; /* a room without terminals: skipped */
	close(probe);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
