/* SPDX-License-Identifier: MIT */
#include "ui/pipe.h"

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
#include "base/utf8.h"
#include "page/export.h"
#include "ui/boxes.h"

extern char **environ;

enum { WORDS_MAX = 32, CHUNK = 16 << 10, SAID_MAX = 1 << 20, LINES_MAX = 20000,
	LIMIT_MS = 30000, LINGER_MS = 1000, LOOK_MS = 20 };

struct piping {
	struct buf command, text, said;
	bool is_prepared, is_markdown;
	size_t written;
	int in, out;  /* to and from the command; -1 closed */
	int32_t pid;  /* 0: none runs */
	int64_t until_ms;
	bool is_late, is_ended; /* is_ended: only to be shown */
	int status;
};

static struct piping *piping_of(struct ui *ui)
{
	if (!ui->piping) {
		ui->piping = mem_new(1, sizeof(*ui->piping));
		ui->piping->in = ui->piping->out = -1;
		ui->piping->said.max = SAID_MAX;
	}
	return ui->piping;
}

static void close_end(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Ends it with all that it started. */
static void piping_stop(struct piping *piping)
{
	close_end(&piping->in);
	close_end(&piping->out);
	if (piping->pid > 0) {
		kill(-piping->pid, SIGKILL);
		while (waitpid(piping->pid, &piping->status, 0) < 0 && errno == EINTR)
			;
	}
	piping->pid = 0;
}

/* ---- beginning ------------------------------------------------------------------ */

static bool pipe_make(int ends[2], int ours)
{
	if (pipe(ends) != 0)
		return false;
	fcntl(ends[0], F_SETFD, FD_CLOEXEC);
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	fcntl(ends[ours], F_SETFL, O_NONBLOCK);
	return true;
}

/* In a group of its own: the terminal stays the reader's. 0, or errno. */
static int command_spawn(pid_t *pid, char *const *words, int in, int out)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int failed;

	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&attributes);
	sigemptyset(&none);
	sigfillset(&all);
	posix_spawn_file_actions_adddup2(&files, in, 0);
	posix_spawn_file_actions_adddup2(&files, out, 1);
	posix_spawn_file_actions_adddup2(&files, out, 2);
	posix_spawnattr_setsigmask(&attributes, &none);
	posix_spawnattr_setsigdefault(&attributes, &all);
	posix_spawnattr_setpgroup(&attributes, 0);
	posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
						      POSIX_SPAWN_SETPGROUP);
	failed = posix_spawnp(pid, words[0], &files, &attributes, words, environ);
	posix_spawnattr_destroy(&attributes);
	posix_spawn_file_actions_destroy(&files);
	return failed;
}

static void command_start(struct ui *ui, struct piping *piping)
{
	struct str rest = buf_str(&piping->command), word;
	int in[2] = { -1, -1 }, out[2] = { -1, -1 }, failed = 0;
	struct arena arena = { 0 };
	char *words[WORDS_MAX + 1] = { NULL };
	pid_t pid = 0;

	for (size_t i = 0; i < WORDS_MAX && str_next_word(&rest, &word); i++)
		words[i] = arena_cstr(&arena, word);
	piping->written = 0;
	buf_clear(&piping->said);
	piping->is_late = piping->is_ended = false;
	if (!words[0])
		failed = ENOENT;
	else if (!pipe_make(in, 1) || !pipe_make(out, 0))
		failed = errno;
	else
		failed = command_spawn(&pid, words, in[0], out[1]);
	close_end(&in[0]);
	close_end(&out[1]);
	piping->in = in[1];
	piping->out = out[0];
	piping->pid = failed ? 0 : (int32_t)pid;
	piping->until_ms = ui->now_ms + LIMIT_MS;
	if (failed) {
		piping_stop(piping);
		ui_say(ui, ROLE_ERROR, _("cannot start %s: %s"), words[0] ? words[0] : "",
		       strerror(failed));
	} else {
		ui_say(ui, ROLE_NOTICE, _("running %s"), words[0]);
	}
	arena_free(&arena);
}

static void asked(struct ui *ui, struct str subject, struct str text)
{
	struct piping *piping = piping_of(ui);

	(void)subject;
	if (str_is_empty(text))
		return;
	piping_stop(piping);
	buf_clear(&piping->command);
	buf_add(&piping->command, text);
	command_start(ui, piping);
}

void pipe_prepare(struct ui *ui, struct str command, bool is_markdown)
{
	struct piping *piping = piping_of(ui);

	piping_stop(piping);
	buf_clear(&piping->command);
	buf_add(&piping->command, command);
	piping->is_prepared = true;
	piping->is_markdown = is_markdown;
}

void pipe_forget(struct ui *ui)
{
	if (ui->piping)
		ui->piping->is_prepared = false;
}

void pipe_offer(struct ui *ui, const struct page *page)
{
	static const struct prompt_hooks hooks = { .done = asked };
	struct piping *piping = piping_of(ui);
	bool is_markdown = piping->is_prepared && piping->is_markdown;

	piping_stop(piping);
	buf_clear(&piping->text);
	page_export(page, is_markdown ? PAGE_AS_MARKDOWN : PAGE_AS_TEXT, &piping->text);
	if (piping->is_prepared && piping->command.len)
		command_start(ui, piping);
	else /* the command before is there to be used again */
		prompt_open(ui, _("Article to the command:"), buf_str(&piping->command), &hooks,
			    STR(""));
	piping->is_prepared = false;
}

/* ---- going on ----------------------------------------------------------------------- */

static void feed_it(struct piping *piping)
{
	while (piping->in >= 0) {
		ssize_t n = piping->written == piping->text.len ? 0 :
			    write(piping->in, piping->text.ptr + piping->written,
				  piping->text.len - piping->written);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		piping->written += n > 0 ? (size_t)n : 0;
		if (n <= 0) /* all there, or it wants no more */
			close_end(&piping->in);
	}
}

static void hear_it(struct piping *piping)
{
	char bytes[CHUNK];

	while (piping->out >= 0) {
		ssize_t n = read(piping->out, bytes, sizeof(bytes));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n <= 0 || !buf_add_bytes(&piping->said, bytes, (size_t)n))
			close_end(&piping->out);
	}
}

/* How it ended, when that is worth a line. */
static void end_add(const struct piping *piping, struct buf *out)
{
	if (piping->is_late)
		buf_addf(out, _("ended after %d seconds"), LIMIT_MS / 1000);
	else if (piping->said.is_full)
		buf_addf(out, _("cut off after %d MB"), SAID_MAX >> 20);
	else if (WIFSIGNALED(piping->status))
		buf_addf(out, _("the command was ended by signal %d"), WTERMSIG(piping->status));
	else if (WEXITSTATUS(piping->status) == 127 && !piping->said.len)
		buf_add(out, str_from(_("there is no such command")));
	else if (WEXITSTATUS(piping->status))
		buf_addf(out, _("the command ended with status %d"), WEXITSTATUS(piping->status));
}

static void show_it(struct ui *ui, struct piping *piping)
{
	struct buf clean = { 0 }, end = { 0 };
	struct str rest, line;
	struct pager *pager;

	end_add(piping, &end);
	if (!end.len && str_is_empty(str_trim(buf_str(&piping->said)))) {
		ui_say(ui, ROLE_NOTICE, "%s", _("done; the command said nothing"));
		return;
	}
	ui->message[0] = '\0';
	utf8_clean_line(&clean, buf_str(&piping->command));
	pager = pager_open(ui, buf_cstr(&clean));
	buf_clear(&clean);
	utf8_clean_text(&clean, buf_str(&piping->said));
	rest = buf_str(&clean);
	while (rest.len && rest.ptr[rest.len - 1] == '\n')
		rest = str_slice(rest, 0, rest.len - 1);
	for (int i = 0; i < LINES_MAX && str_cut(&rest, '\n', &line); i++)
		pager_add(pager, ROLE_TEXT, STR(""), line);
	if (end.len)
		pager_add(pager, ROLE_ERROR, STR(""), buf_str(&end));
	ui->is_stale = true;
	buf_free(&clean);
	buf_free(&end);
}

void pipe_step(struct ui *ui)
{
	struct piping *piping = ui->piping;
	pid_t ended;

	if (!piping || (!piping->pid && !piping->is_ended))
		return;
	if (piping->pid) {
		feed_it(piping);
		hear_it(piping);
		if (piping->said.is_full || ui->now_ms >= piping->until_ms) {
			piping->is_late = !piping->said.is_full;
			piping_stop(piping);
		} else if (piping->out < 0) {
			if (piping->until_ms > ui->now_ms + LINGER_MS)
				piping->until_ms = ui->now_ms + LINGER_MS;
			ended = waitpid(piping->pid, &piping->status, WNOHANG);
			if (ended == 0)
				return;
			kill(-piping->pid, SIGKILL); /* whom it left behind */
			piping->pid = 0;
			close_end(&piping->in);
		} else {
			return;
		}
		piping->is_ended = true;
	}
	if (ui_focused(ui)->ops->is_line)
		return; /* nobody is interrupted in the middle of a word */
	piping->is_ended = false;
	show_it(ui, piping);
}

void pipe_poll(const struct ui *ui, struct pollfd slots[2])
{
	const struct piping *piping = ui->piping;

	slots[0] = (struct pollfd){ .fd = piping ? piping->in : -1, .events = POLLOUT };
	slots[1] = (struct pollfd){ .fd = piping ? piping->out : -1, .events = POLLIN };
}

int pipe_wait_ms(const struct ui *ui)
{
	const struct piping *piping = ui->piping;

	if (!piping || !piping->pid)
		return -1;
	if (piping->out < 0)
		return LOOK_MS;
	return piping->until_ms > ui->now_ms ? (int)(piping->until_ms - ui->now_ms) : 0;
}

void pipe_free(struct ui *ui)
{
	if (!ui->piping)
		return;
	piping_stop(ui->piping);
	buf_free(&ui->piping->command);
	buf_free(&ui->piping->text);
	buf_free(&ui->piping->said);
	free(ui->piping);
	ui->piping = NULL;
}
