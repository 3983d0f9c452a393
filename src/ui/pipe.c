/* SPDX-License-Identifier: MIT */
#include "ui/pipe.h"

#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include "base/child.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "page/export.h"
#include "ui/boxes.h"

enum { WORDS_MAX = 32, SAID_MAX = 1 << 20, LINES_MAX = 20000,
	LIMIT_MS = 30000, LINGER_MS = 1000, LOOK_MS = 20 };

struct piping {
	struct buf command, text, said;
	bool is_prepared, is_markdown;
	struct child child;
	int64_t until_ms;
	bool is_late, is_ended; /* is_ended: only to be shown */
	int status;
};

static struct piping *piping_of(struct ui *ui)
{
	if (!ui->piping) {
		ui->piping = mem_new(1, sizeof(*ui->piping));
		ui->piping->child = CHILD_NONE;
		ui->piping->said.max = SAID_MAX;
	}
	return ui->piping;
}

/* ---- beginning ------------------------------------------------------------------ */

static void command_start(struct ui *ui, struct piping *piping)
{
	struct str rest = buf_str(&piping->command), word;
	int failed;
	struct arena arena = { 0 };
	char *words[WORDS_MAX + 1] = { NULL };

	for (size_t i = 0; i < WORDS_MAX && str_next_word(&rest, &word); i++)
		words[i] = arena_cstr(&arena, word);
	buf_clear(&piping->said);
	piping->is_late = piping->is_ended = false;
	failed = child_start(&piping->child, words, CHILD_IS_FED | CHILD_HEARS_ERRORS);
	piping->until_ms = ui->now_ms + LIMIT_MS;
	if (failed)
		ui_say(ui, ROLE_ERROR, _("cannot start %s: %s"), words[0] ? words[0] : "",
		       strerror(failed));
	else
		ui_say(ui, ROLE_NOTICE, _("running %s"), words[0]);
	arena_free(&arena);
}

static void asked(struct ui *ui, struct str subject, struct str text)
{
	struct piping *piping = piping_of(ui);

	(void)subject;
	if (str_is_empty(text))
		return;
	child_stop(&piping->child, &piping->status);
	buf_clear(&piping->command);
	buf_add(&piping->command, text);
	command_start(ui, piping);
}

void pipe_prepare(struct ui *ui, struct str command, bool is_markdown)
{
	struct piping *piping = piping_of(ui);

	child_stop(&piping->child, &piping->status);
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
	static const struct prompt_hooks hooks = { .kind = "pipe", .done = asked };
	struct piping *piping = piping_of(ui);
	bool is_markdown = piping->is_prepared && piping->is_markdown;

	child_stop(&piping->child, &piping->status);
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

	if (!piping || (!piping->child.pid && !piping->is_ended))
		return;
	if (piping->child.pid) {
		child_feed(&piping->child, buf_str(&piping->text));
		child_hear(&piping->child, &piping->said);
		if (piping->said.is_full || ui->now_ms >= piping->until_ms) {
			piping->is_late = !piping->said.is_full;
			child_stop(&piping->child, &piping->status);
		} else if (piping->child.out < 0) {
			if (piping->until_ms > ui->now_ms + LINGER_MS)
				piping->until_ms = ui->now_ms + LINGER_MS;
			if (!child_has_ended(&piping->child, &piping->status))
				return;
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

	slots[0] = (struct pollfd){ .fd = piping ? piping->child.in : -1, .events = POLLOUT };
	slots[1] = (struct pollfd){ .fd = piping ? piping->child.out : -1, .events = POLLIN };
}

int pipe_wait_ms(const struct ui *ui)
{
	const struct piping *piping = ui->piping;

	if (!piping || !piping->child.pid)
		return -1;
	if (piping->child.out < 0)
		return LOOK_MS;
	return piping->until_ms > ui->now_ms ? (int)(piping->until_ms - ui->now_ms) : 0;
}

void pipe_free(struct ui *ui)
{
	if (!ui->piping)
		return;
	child_stop(&ui->piping->child, NULL);
	buf_free(&ui->piping->command);
	buf_free(&ui->piping->text);
	buf_free(&ui->piping->said);
	free(ui->piping);
	ui->piping = NULL;
}
