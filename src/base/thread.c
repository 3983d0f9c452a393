/* SPDX-License-Identifier: MIT */
#include "base/thread.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

void thread_step_back(void)
{
#ifdef __linux__
	enum { NICE = 10 };

	/* Here 0 is the thread, not, as POSIX has it, the process. */
	setpriority(PRIO_PROCESS, 0, NICE);
#endif
}
