/* SPDX-License-Identifier: MIT */
#include "jail/jail.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "jail/wire.h"

struct jail {
	struct jail_limits limits;
	pid_t zygote;
	int control;
	/* Found by the first line, whichever thread opens it. The top bit
	 * says that it was. */
	atomic_uint layers;
};

enum { LAYERS_KNOWN = 1 << 30 };

static struct jail_limits with_defaults(const struct jail_limits *asked)
{
	struct jail_limits limits = asked ? *asked : (struct jail_limits){ 0 };

	if (limits.cpu_seconds <= 0)
		limits.cpu_seconds = 5;
	if (limits.memory_bytes == 0)
		limits.memory_bytes = (size_t)256 << 20;
	if (limits.children <= 0)
		limits.children = (int)sysconf(_SC_NPROCESSORS_ONLN);
	if (limits.children < 1)
		limits.children = 1;
	if (limits.children > JAIL_CHILDREN_MAX)
		limits.children = JAIL_CHILDREN_MAX;
	return limits;
}

/* The control socket must not be one of the standard descriptors, which the
 * zygote leads nowhere. */
static int above_standard(int fd)
{
	if (fd < 0 || fd > 2)
		return fd;
	int higher = fcntl(fd, F_DUPFD_CLOEXEC, 3);
	close(fd);
	return higher;
}

/* What a zygote needs to come up is what the program needs for its first
 * screen: the processor. The end of the program is something to wake up for,
 * too; what comes then sees it. */
static void sleep_until_asked(int control)
{
	struct pollfd wait = { .fd = control, .events = POLLIN };

	while (poll(&wait, 1, -1) < 0 && errno == EINTR)
		;
}

bool jail_start_with(struct jail **out, const struct jail_limits *limits,
		     const struct jail_work *work, struct error *err)
{
	int ends[2];

	*out = NULL;
	if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
		return error_set_errno(err, _("No socket for the reading process"));
	struct jail *jail = mem_new(1, sizeof(*jail));
	jail->limits = with_defaults(limits);
	for (int i = 0; i < 2; i++) {
		ends[i] = above_standard(ends[i]);
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	}
	jail->control = ends[0];
	jail->zygote = fork();
	if (jail->zygote == 0) {
		if (jail->limits.is_lazy)
			sleep_until_asked(ends[1]);
		jail_become_helper(ends[1], &jail->limits, work);
		jail_zygote(ends[1], &jail->limits, work);
	}
	close(ends[1]);
	if (jail->zygote < 0) {
		error_set_errno(err, _("The reading process cannot be started"));
		close(ends[0]);
		free(jail);
		return false;
	}
	*out = jail;
	return true;
}

void jail_stop(struct jail *jail)
{
	if (!jail)
		return;
	close(jail->control);
	/* It has nothing to lose, and this must not wait for it. */
	kill(jail->zygote, SIGKILL);
	while (waitpid(jail->zygote, NULL, 0) < 0 && errno == EINTR)
		;
	free(jail);
}

unsigned jail_layers(const struct jail *jail)
{
	return atomic_load(&jail->layers) & ~(unsigned)LAYERS_KNOWN;
}

bool jail_layers_known(const struct jail *jail)
{
	return atomic_load(&jail->layers) & LAYERS_KNOWN;
}

void jail_layers_found(struct jail *jail, unsigned layers)
{
	atomic_store(&jail->layers, layers | LAYERS_KNOWN);
}

int jail_control(const struct jail *jail)
{
	return jail->control;
}

const struct jail_limits *jail_limits_of(const struct jail *jail)
{
	return &jail->limits;
}

int jail_self_test(struct jail_line *line)
{
	int through = 0;

	for (int trial = JAIL_TRIAL_EXEC; trial < JAIL_TRIAL_END; trial++) {
		int status = jail_trial_run(line, (enum jail_trial)trial, NULL);
		through += status == -1 || (WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	return through;
}
