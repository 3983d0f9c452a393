/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>

#include "base/i18n.h"
#include "jail/wire.h"

/* The zygote as a program of its own: it links what reads documents and
 * nothing that could talk to anybody, so a fork of it is cheap and small.
 * Started by warta only: warta-jail VERSION DESCRIPTOR CPU-SECONDS MEMORY
 * CHILDREN LOCALE-FOLDER. */

static bool number_of(const char *text, int64_t least, int64_t most, int64_t *out)
{
	return str_to_int64(str_from(text), out) && *out >= least && *out <= most;
}

int main(int argc, char **argv)
{
	int64_t fd, cpu, memory, children;
	int type;
	socklen_t len = sizeof(type);

	if (argc != 7 || strcmp(argv[1], WARTA_VERSION) != 0 ||
	    !number_of(argv[2], 3, 1 << 20, &fd) || !number_of(argv[3], 1, 3600, &cpu) ||
	    !number_of(argv[4], 1, INT64_MAX, &memory) ||
	    !number_of(argv[5], 1, JAIL_CHILDREN_MAX, &children) ||
	    getsockopt((int)fd, SOL_SOCKET, SO_TYPE, &type, &len) != 0) {
		fprintf(stderr, "warta-jail is a part of warta and is started by it\n");
		return EX_USAGE;
	}
	i18n_start((const char *const[]){ argv[6] }, 1);
	fcntl((int)fd, F_SETFD, FD_CLOEXEC);
	struct jail_limits limits = { .cpu_seconds = (int)cpu, .memory_bytes = (size_t)memory,
				      .children = (int)children };
	jail_zygote((int)fd, &limits, &jail_feeds_and_pages);
}
