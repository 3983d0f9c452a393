/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "net/command_line.h"
#include "net/core.h"

/* exec: and filter: sources, which only the user can write. A command is run
 * by its words, never by a shell. */

extern char **environ;

enum {
	CHUNK = 32 << 10,
	LINGER = 1000, /* ms from its last word to its end, at most */
	TICK = 5,      /* ms between looks whether it has ended */
};

struct command {
	pid_t pid;
	int in, out; /* pipes to and from it; -1 closed */
	struct buf input;
	size_t written;
};

static const char *const prefixes[] = { "file:", "exec:", "filter:" };

bool command_is_one(struct str url)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (str_has_prefix(url, str_from(prefixes[i])))
			return true;
	return false;
}

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

/* In a group of its own, with signals as a shell would give it. */
static int spawn(pid_t *pid, char **argv, int in, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, all;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attr);
	sigemptyset(&none);
	sigfillset(&all);
	if (in >= 0)
		posix_spawn_file_actions_adddup2(&files, in, 0);
	else
		posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_addopen(&files, 2, "/dev/null", O_WRONLY, 0);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &all);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
					POSIX_SPAWN_SETSIGDEF);
	int result = posix_spawnp(pid, argv[0], &files, &attr, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	posix_spawnattr_destroy(&attr);
	return result;
}

/* Starts t's command; input, which may be NULL, is taken. */
static void run(struct transfer *t, struct str line, struct buf *input)
{
	struct error *err = &t->response->error;
	struct arena arena = { 0 };
	char **argv = command_line_split(line, &arena);
	int in[2] = { -1, -1 }, out[2] = { -1, -1 };
	struct command *command = mem_new(1, sizeof(*command));

	*command = (struct command){ .in = -1, .out = -1 };
	t->command = command;
	int failed = ENOENT;
	if (argv && (!input || make_pipe(in, 1)) && make_pipe(out, 0))
		failed = spawn(&command->pid, argv, in[0], out[1]);
	else if (argv)
		failed = errno;
	close_end(&in[0]);
	close_end(&out[1]);
	command->in = in[1];
	command->out = out[0];
	if (input) {
		command->input = *input;
		*input = (struct buf){ 0 };
	}
	if (failed) {
		command->pid = 0;
		errno = failed;
		error_set_errno(err, _("The command %s cannot be run"),
				argv ? argv[0] : "");
	}
	arena_free(&arena);
	if (failed) {
		transfer_fail(t, NET_COMMAND);
		return;
	}
	if (!t->deadline)
		t->deadline = net_now_ms() + transfer_timeout(t);
	transfer_list_add(&t->net->commands, t);
}

void command_kill(struct transfer *t)
{
	struct command *command = t->command;

	if (!command)
		return;
	close_end(&command->in);
	close_end(&command->out);
	if (command->pid > 0) {
		kill(-command->pid, SIGKILL);
		while (waitpid(command->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	buf_free(&command->input);
	free(command);
	t->command = NULL;
}

size_t command_descriptor_count(const struct net *net)
{
	size_t count = 0;

	for (const struct transfer *t = net->commands.first; t; t = t->next)
		count += 2;
	return count;
}

size_t command_poll(struct net *net, struct pollfd *set, size_t room)
{
	size_t count = 0;

	/* poll() looks past descriptors below zero. */
	for (struct transfer *t = net->commands.first; t && count + 2 <= room; t = t->next) {
		set[count++] = (struct pollfd){ .fd = t->command->in, .events = POLLOUT };
		set[count++] = (struct pollfd){ .fd = t->command->out, .events = POLLIN };
	}
	return count;
}

int64_t command_wait(const struct net *net)
{
	for (const struct transfer *t = net->commands.first; t; t = t->next)
		if (t->command->out < 0)
			return TICK;
	return -1;
}

static void feed_it(struct command *command)
{
	while (command->in >= 0) {
		ssize_t n = write(command->in, command->input.ptr + command->written,
				  command->input.len - command->written);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		command->written += n > 0 ? (size_t)n : 0;
		/* All there, or it wants no more (EPIPE). */
		if (n < 0 || command->written == command->input.len)
			close_end(&command->in);
	}
}

/* False when it said too much. */
static bool hear_it(struct command *command, struct buf *body)
{
	while (command->out >= 0) {
		if (!buf_reserve(body, CHUNK))
			return false;
		ssize_t n = read(command->out, body->ptr + body->len, CHUNK);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return true;
		if (n <= 0) {
			close_end(&command->out);
			break;
		}
		body->len += (size_t)n;
		body->ptr[body->len] = '\0';
	}
	return true;
}

static void say_end(struct transfer *t, int status)
{
	struct error *err = &t->response->error;

	if (WIFSIGNALED(status))
		error_set(err, _("The command was ended by signal %d"), WTERMSIG(status));
	else
		error_set(err, _("The command ended with status %d"), WEXITSTATUS(status));
}

static void step(struct transfer *t)
{
	struct command *command = t->command;
	int status;

	feed_it(command);
	if (!hear_it(command, &t->response->body)) {
		error_set(&t->response->error, _("The command wrote more than %zu MiB"),
			  transfer_max_bytes(t) >> 20);
		transfer_fail(t, NET_TOO_LARGE);
		return;
	}
	if (command->out >= 0)
		return;
	/* Its output has ended; so should it. */
	if (t->deadline > net_now_ms() + LINGER)
		t->deadline = net_now_ms() + LINGER;
	pid_t ended = waitpid(command->pid, &status, WNOHANG);
	if (ended == 0)
		return;
	kill(-command->pid, SIGKILL); /* whom it left behind */
	command->pid = 0;
	bool is_fine = ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	if (!is_fine)
		say_end(t, status);
	else
		t->response->status = t->response->status ? t->response->status : 200;
	t->response->failure = is_fine ? NET_OK : NET_COMMAND;
	transfer_finish(t);
}

void command_step(struct net *net)
{
	struct transfer *next;

	for (struct transfer *t = net->commands.first; t; t = next) {
		next = t->next;
		step(t);
	}
}

/* ---- how it begins ------------------------------------------------------------- */

void command_begin(struct transfer *t)
{
	struct str url = str_trim(str_from(t->request->url)), line, address;

	if (str_has_prefix(url, STR("file:"))) {
		file_begin(t, url);
		return;
	}
	if (str_has_prefix(url, STR("exec:"))) {
		run(t, str_slice(url, 5, url.len), NULL);
		return;
	}
	if (!command_line_filter(str_slice(url, 7, url.len), &line, &address)) {
		error_set(&t->response->error,
			  _("A filter: source is written filter:COMMAND:ADDRESS"));
		transfer_fail(t, NET_BAD_ADDRESS);
		return;
	}
	t->filter = mem_copy(line.ptr, line.len);
	char *source = mem_copy(address.ptr, address.len);
	/* From here on it is this address that was asked for. */
	free(t->request->url);
	t->request->url = source;
	transfer_begin(t);
}

void command_filter(struct transfer *t)
{
	struct buf input = t->response->body;

	if (t->easy)
		transfer_detach(t);
	body_release(t);
	t->response->body = (struct buf){ .max = transfer_max_bytes(t) };
	run(t, str_from(t->filter), &input);
	buf_free(&input);
}
