/* SPDX-License-Identifier: MIT */
#include "jail/wall.h"

#if defined(HAVE_SECCOMP) && !defined(WARTA_SANITIZED)

#include <linux/filter.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

enum { PROGRAM_MAX = 512 }; /* instructions */

/* The compiled filter: written once in the zygote, which has one thread, and
 * only read by its children. */
static struct {
	struct sock_filter code[PROGRAM_MAX];
	unsigned short len;
} the_filter;

/* Memory, time, the two files that are open, and the end. sysinfo is asked by
 * older qsort for the size of the memory; readers of stderr get EBADF or
 * nothing. */
static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(pwrite64),
	SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(brk), SCMP_SYS(madvise),
	SCMP_SYS(futex), SCMP_SYS(exit), SCMP_SYS(exit_group), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(restart_syscall), SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(sysinfo),
	SCMP_SYS(sched_yield), SCMP_SYS(clock_gettime64), SCMP_SYS(futex_time64),
};

/* Memory may be mapped and its protection changed, never to run as code. */
static const int without_exec[] = { SCMP_SYS(mmap), SCMP_SYS(mmap2), SCMP_SYS(mprotect) };

static bool add_rules(scmp_filter_ctx ctx)
{
	for (size_t i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		if (allowed[i] >= 0 && seccomp_rule_add(ctx, SCMP_ACT_ALLOW, allowed[i], 0) != 0)
			return false;
	for (size_t i = 0; i < sizeof(without_exec) / sizeof(without_exec[0]); i++)
		if (without_exec[i] >= 0 &&
		    seccomp_rule_add(ctx, SCMP_ACT_ALLOW, without_exec[i], 1,
				     SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) != 0)
			return false;
	return true;
}

void wall_prepare_filter(void)
{
	int ends[2];

	scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
	if (!ctx)
		return;
	/* As a tree: the kernel tries every call there is when a filter is
	 * raised, to know which need no filter. */
	seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	/* A pipe holds far more than such a program needs. */
	if (add_rules(ctx) && pipe(ends) == 0) {
		ssize_t got = 0;
		if (seccomp_export_bpf(ctx, ends[1]) == 0)
			got = read(ends[0], the_filter.code, sizeof(the_filter.code));
		if (got > 0 && (size_t)got < sizeof(the_filter.code))
			the_filter.len = (unsigned short)((size_t)got / sizeof(the_filter.code[0]));
		close(ends[0]);
		close(ends[1]);
	}
	seccomp_release(ctx);
}

bool wall_raise_filter(void)
{
	struct sock_fprog program = { .len = the_filter.len, .filter = the_filter.code };

	return program.len && prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

#else

void wall_prepare_filter(void)
{
}

bool wall_raise_filter(void)
{
	return false;
}

#endif
