/* SPDX-License-Identifier: MIT */
#include "jail/wall.h"

#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "jail/wire.h"

#ifndef WARTA_SANITIZED
#define WARTA_SANITIZED 0
#endif

/* Bytes of address space that this process has already, most of it libraries:
 * a child's limit starts above it. */
static size_t space_used(void)
{
	size_t pages = 0;
	FILE *in = fopen("/proc/self/statm", "re");

	if (in) {
		if (fscanf(in, "%zu", &pages) != 1)
			pages = 0;
		fclose(in);
	}
	long page = sysconf(_SC_PAGESIZE);
	return pages ? pages * (size_t)page : (size_t)192 << 20;
}

static void limit_softly(int resource, rlim_t soft, rlim_t hard)
{
	struct rlimit now;

	if (getrlimit(resource, &now) == 0 && now.rlim_max < hard)
		hard = now.rlim_max;
	setrlimit(resource, &(struct rlimit){ soft < hard ? soft : hard, hard });
}

static void limit(int resource, rlim_t most)
{
	limit_softly(resource, most, most);
}

void wall_limit_zygote(const struct jail_limits *limits)
{
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_FSIZE, JAIL_ANSWER_MAX);
	if (!WARTA_SANITIZED)
		limit(RLIMIT_AS, space_used() + limits->memory_bytes);
#ifdef PR_SET_NO_NEW_PRIVS
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
#endif
}

static void close_from_to(unsigned from, unsigned to)
{
	if (from > to)
		return;
#ifdef CLOSE_RANGE_UNSHARE
	if (close_range(from, to, 0) == 0)
		return;
#endif
	long most = sysconf(_SC_OPEN_MAX);
	unsigned last = most > 0 && most < 4096 ? (unsigned)most : 4096;
	for (unsigned fd = from; fd <= to && fd <= last; fd++)
		close((int)fd);
}

void wall_close_others(int a, int b)
{
	unsigned low = (unsigned)(a < b ? a : b);
	unsigned high = (unsigned)(a < b ? b : a);

	close_from_to(3, low - 1);
	close_from_to(low + 1, high - 1);
	close_from_to(high + 1, ~0u);
}

void wall_limit_cell(const struct jail_limits *limits)
{
#ifdef PR_SET_PDEATHSIG
	prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
#endif
	/* The soft limit's SIGXCPU says what a child died of. */
	limit_softly(RLIMIT_CPU, (rlim_t)limits->cpu_seconds, (rlim_t)limits->cpu_seconds + 1);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_NOFILE, 0);
}

static bool is_limited(int resource, rlim_t most)
{
	struct rlimit now;

	return getrlimit(resource, &now) == 0 && now.rlim_cur <= most;
}

unsigned wall_layers(const struct jail_limits *limits)
{
	unsigned layers = JAIL_PROCESS;

	if (is_limited(RLIMIT_CPU, (rlim_t)limits->cpu_seconds) && is_limited(RLIMIT_NOFILE, 0) &&
	    is_limited(RLIMIT_CORE, 0) && is_limited(RLIMIT_FSIZE, JAIL_ANSWER_MAX) &&
	    (WARTA_SANITIZED || is_limited(RLIMIT_AS, RLIM_INFINITY - 1)))
		layers |= JAIL_RLIMITS;
#ifdef PR_GET_NO_NEW_PRIVS
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1)
		layers |= JAIL_NO_NEW_PRIVS;
#endif
	return layers;
}
