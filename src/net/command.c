/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>

#include "base/child.h"
#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "net/command_line.h"
#include "net/core.h"

/* exec: and filter: sources, which only the user can write. A command is run
 * by its words, never by a shell. */

enum {
	LINGER = 1000, /* ms from its last word to its end, at most */
	TICK = 5,      /* ms between looks whether it has ended */
};

struct command {
	struct child child;
	struct buf input;
};

static const char *const prefixes[] = { "file:", "exec:", "filter:" };

bool command_is_one(struct str url)
{
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++)
		if (str_has_prefix(url, str_from(prefixes[i])))
			return true;
	return false;
}

/* Starts t's command; input, which may be NULL, is taken. */
static void run(struct transfer *t, struct str line, struct buf *input)
{
	struct error *err = &t->response->error;
	struct arena arena = { 0 };
	char **argv = command_line_split(line, &arena);
	struct command *command = mem_new(1, sizeof(*command));
	int failed = ENOENT;

	command->child = CHILD_NONE;
	t->command = command;
	if (argv)
		failed = child_start(&command->child, argv, input ? CHILD_IS_FED : 0);
	if (input) {
		command->input = *input;
		*input = (struct buf){ 0 };
	}
	if (failed) {
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
		t->deadline = clock_ms() + transfer_timeout(t);
	transfer_list_add(&t->net->commands, t);
}

void command_kill(struct transfer *t)
{
	struct command *command = t->command;

	if (!command)
		return;
	child_stop(&command->child, NULL);
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
		set[count++] = (struct pollfd){ .fd = t->command->child.in, .events = POLLOUT };
		set[count++] = (struct pollfd){ .fd = t->command->child.out, .events = POLLIN };
	}
	return count;
}

int64_t command_wait(const struct net *net)
{
	for (const struct transfer *t = net->commands.first; t; t = t->next)
		if (t->command->child.out < 0)
			return TICK;
	return -1;
}

static void say_end(struct transfer *t, int status)
{
	struct error *err = &t->response->error;

	if (WIFSIGNALED(status))
		error_say(err, N_("The command was ended by signal %d"), WTERMSIG(status));
	else
		error_say(err, N_("The command ended with status %d"), WEXITSTATUS(status));
}

static void step(struct transfer *t)
{
	struct command *command = t->command;
	int status;

	child_feed(&command->child, buf_str(&command->input));
	if (!child_hear(&command->child, &t->response->body)) {
		error_say(&t->response->error, N_("The command wrote more than %zu MiB"),
			  transfer_max_bytes(t) >> 20);
		transfer_fail(t, NET_TOO_LARGE);
		return;
	}
	if (command->child.out >= 0)
		return;
	/* Its output has ended; so should it. */
	if (t->deadline > clock_ms() + LINGER)
		t->deadline = clock_ms() + LINGER;
	if (!child_has_ended(&command->child, &status))
		return;
	bool is_fine = status >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
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
		error_say(&t->response->error,
			  N_("A filter: source is written filter:COMMAND:ADDRESS"));
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
