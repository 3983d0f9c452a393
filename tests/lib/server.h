/* SPDX-License-Identifier: MIT */
#ifndef WARTA_TESTS_SERVER_H
#define WARTA_TESTS_SERVER_H

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The scripted web server of tests/lib/server.py as a child. */
struct server {
	pid_t pid;
	int port;
	int life; /* its standard input: closing it ends the server */
};

/* False where there is no Python 3: the tests are then to be skipped. Extra
 * arguments (NULL-terminated) may be NULL. */
static inline bool server_start(struct server *server, const char *const *extra)
{
	int in[2], out[2];
	char path[4096], line[64] = "";
	const char *top = getenv("top_srcdir");
	const char *argv[16] = { "python3", path };

	snprintf(path, sizeof(path), "%s/tests/lib/server.py", top ? top : ".");
	for (int i = 0; extra && extra[i] && i < 12; i++)
		argv[2 + i] = extra[i];
	*server = (struct server){ 0 };
	if (pipe(in) != 0 || pipe(out) != 0)
		return false;
	fcntl(in[1], F_SETFD, FD_CLOEXEC);
	fcntl(out[0], F_SETFD, FD_CLOEXEC);
	server->pid = fork();
	if (server->pid == 0) {
		dup2(in[0], 0);
		dup2(out[1], 1);
		execvp("python3", (char *const *)argv);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	server->life = in[1];
	FILE *from = fdopen(out[0], "r");
	bool is_up = from && fgets(line, sizeof(line), from) &&
		     sscanf(line, "PORT %d", &server->port) == 1;
	if (from)
		fclose(from);
	return is_up;
}

static inline void server_stop(struct server *server)
{
	if (server->pid <= 0)
		return;
	close(server->life);
	kill(server->pid, SIGTERM);
	waitpid(server->pid, NULL, 0);
}

#endif
