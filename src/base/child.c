/* SPDX-License-Identifier: MIT */
#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum { CHUNK = 32 << 10 };

static bool make_pipe(int ends[2], int ours)
{
	if (pipe(ends) != 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	fcntl(ends[ours], F_SETFL, O_NONBLOCK);
	return true;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

static int spawn(pid_t *pid, char *const *words, int in, int out, unsigned flags)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, all;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	sigfillset(&all);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&files, in, 0);
	else
		posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	if (out >= 0)
		posix_spawn_file_actions_adddup2(&files, out, 1);
	else
		posix_spawn_file_actions_addopen(&files, 1, "/dev/null", O_WRONLY, 0);
	if (flags & CHILD_HEARS_ERRORS)
		posix_spawn_file_actions_adddup2(&files, out, 2);
	else
		posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
						      POSIX_SPAWN_SETSIGDEF);
	int failed = posix_spawnp(pid, words[0], &files, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

int child_launch(char *const *words)
{
	pid_t pid;

	return words[0] ? spawn(&pid, words, -1, -1, 0) : ENOENT;
}

int child_start(struct child *child, char *const *words, unsigned flags)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, failed;

	*child = CHILD_NONE;
	if (!words[0])
		return ENOENT;
	if (((flags & CHILD_IS_FED) && !make_pipe(in, 1)) || !make_pipe(out, 0))
		failed = errno;
	else
		failed = spawn(&child->pid, words, in[0], out[1], flags);
	close_end(&in[0]);
	close_end(&out[1]);
	child->in = in[1];
	child->out = out[0];
	if (failed) {
		child->pid = 0;
		child_stop(child, NULL);
	}
	return failed;
}

void child_feed(struct child *child, struct str input)
{
	while (child->in >= 0) {
		ssize_t n = child->written == input.len ? 0 :
			    write(child->in, input.ptr + child->written,
				  input.len - child->written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		child->written += n > 0 ? (size_t)n : 0;
		if (n <= 0) /* all there, or it wants no more (EPIPE) */
			close_end(&child->in);
	}
}

bool child_hear(struct child *child, struct buf *out)
{
	while (child->out >= 0) {
		if (!buf_reserve(out, CHUNK))
			return false;
		ssize_t n = read(child->out, out->ptr + out->len, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return true;
		if (n <= 0) {
			close_end(&child->out);
			return true;
		}
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
	return true;
}

bool child_has_ended(struct child *child, int *status)
{
	pid_t ended = child->pid > 0 ? waitpid(child->pid, status, WNOHANG) : -1;

	if (ended == 0)
		return false;
	if (ended < 0)
		*status = -1;
	if (child->pid > 0)
		kill(-child->pid, SIGKILL); /* whom it left behind */
	child->pid = 0;
	child_stop(child, NULL);
	return true;
}

void child_stop(struct child *child, int *status)
{
	int how = -1;

	close_end(&child->in);
	close_end(&child->out);
	if (child->pid > 0) {
		kill(-child->pid, SIGKILL);
		while (waitpid(child->pid, &how, 0) < 0 && errno == EINTR)
			;
	}
	child->pid = 0;
	if (status)
		*status = how;
}
