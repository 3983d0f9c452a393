/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "jail/wire.h"

enum { PATH_BYTES = 4096, NUMBER_BYTES = 24 };

/* The folder of the running program with its final slash, or nothing. */
static void own_folder(char *path, size_t size)
{
	ssize_t len = readlink("/proc/self/exe", path, size - 1);

	path[len > 0 ? len : 0] = '\0';
	char *slash = strrchr(path, '/');
	path[slash ? slash + 1 - path : 0] = '\0';
}

void jail_become_helper(int control, const struct jail_limits *limits,
			const struct jail_work *work)
{
	char folder[PATH_BYTES], path[PATH_BYTES + 64];
	char fd[NUMBER_BYTES], cpu[NUMBER_BYTES], memory[NUMBER_BYTES], children[NUMBER_BYTES];

	if (!work->helper)
		return;
	snprintf(fd, sizeof(fd), "%d", control);
	snprintf(cpu, sizeof(cpu), "%d", limits->cpu_seconds);
	snprintf(memory, sizeof(memory), "%zu", limits->memory_bytes);
	snprintf(children, sizeof(children), "%d", limits->children);
	const char *words = bindtextdomain("warta", NULL);
	const char *argv[] = { work->helper, WARTA_VERSION, fd, cpu, memory, children,
			       words ? words : "", NULL };
	own_folder(folder, sizeof(folder));
	/* Beside the program in a build tree, elsewhere when installed. */
	const char *const folders[] = { folder, WARTA_LIBEXECDIR "/" };
	fcntl(control, F_SETFD, 0);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		if (folders[i][0] != '/')
			continue;
		snprintf(path, sizeof(path), "%s%s", folders[i], work->helper);
		execv(path, (char *const *)argv);
	}
	fcntl(control, F_SETFD, FD_CLOEXEC);
}
