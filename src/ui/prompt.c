/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/boxes.h"
#include "ui/past.h"

enum {
	TYPED_LEAST = 12,  /* columns that a label leaves for what is typed */
	OTHERS_MOST = 12,  /* completions that are shown beside the one in the line, */
	OTHERS_LEAST = 10, /* and columns from which on */
};

struct prompt {
	struct view view;
	struct edit edit;
	const struct prompt_hooks *hooks;
	struct arena arena;
	struct str label, subject;
	struct buf stem; /* what was typed before the first Tab */
	int nth;         /* completion shown; -1 none */
	struct buf others; /* what else Tab would give */
	struct buf typed; /* what stood there before the first Up */
	int past;        /* the line of old that is shown; -1 none */
	bool has_none; /* Tab found nothing */
};

static struct prompt *prompt_of(struct view *view)
{
	return (struct prompt *)view;
}

static void prompt_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct prompt *prompt = prompt_of(view);
	int most = area.columns > 2 * TYPED_LEAST ? area.columns - TYPED_LEAST : area.columns / 2;
	int at = area_text(area, 0, 0, most, ROLE_PROMPT, 0, prompt->label);

	(void)is_focused;
	at = at && at + 1 < area.columns ? at + 1 : 0;
	edit_draw(&prompt->edit, area, 0, at);
	at += utf8_width(buf_str(&prompt->edit.text)) + 3;
	if (prompt->nth >= 0 && !ui->is_plain && at + OTHERS_LEAST <= area.columns)
		area_text(area, 0, at, area.columns - at - 1, ROLE_DIM, 0,
			  buf_str(&prompt->others));
	if (prompt->has_none && at + OTHERS_LEAST <= area.columns)
		area_text(area, 0, at, area.columns - at - 1, ROLE_DIM, 0,
			  str_from(_("nothing begins with this")));
}

static struct str kind_of(const struct prompt *prompt)
{
	return prompt->hooks->kind ? str_from(prompt->hooks->kind) : prompt->label;
}

/* Takes the prompt away before the hook runs, since the hook may open
 * another one. */
static void prompt_end(struct ui *ui, struct prompt *prompt, bool is_done)
{
	struct prompt kept = *prompt;

	prompt->edit = (struct edit){ 0 };
	prompt->arena = (struct arena){ 0 };
	ui_pop(ui);
	if (is_done)
		past_add(ui_past(ui), kind_of(&kept), buf_str(&kept.edit.text),
			 kept.hooks->kind != NULL);
	if (is_done)
		kept.hooks->done(ui, kept.subject, str_trim(buf_str(&kept.edit.text)));
	else if (kept.hooks->cancelled)
		kept.hooks->cancelled(ui, kept.subject);
	buf_free(&kept.edit.text);
	arena_free(&kept.arena);
}

/* Those behind the one in the line, without what they have in common with it. */
static void others_find(struct ui *ui, struct prompt *prompt)
{
	struct str stem = buf_str(&prompt->stem);
	size_t common = stem.len;

	while (common > 0 && stem.ptr[common - 1] != ' ' && stem.ptr[common - 1] != '/')
		common--;
	buf_clear(&prompt->others);
	for (int i = 1; i <= OTHERS_MOST; i++) {
		struct buf found = { 0 };

		if (prompt->hooks->complete(ui, stem, prompt->nth + i, &found))
			buf_addf(&prompt->others, "%s%.*s", i > 1 ? "  " : "",
				 STR_ARG(str_slice(buf_str(&found), common, found.len)));
		else
			i = OTHERS_MOST;
		buf_free(&found);
	}
}

static void prompt_complete(struct ui *ui, struct prompt *prompt, int step)
{
	struct buf found = { 0 };

	if (prompt->nth < 0) {
		buf_clear(&prompt->stem);
		buf_add(&prompt->stem, str_slice(buf_str(&prompt->edit.text), 0, prompt->edit.at));
		prompt->nth = step > 0 ? -1 : 1;
	}
	int nth = prompt->nth + step < 0 ? 0 : prompt->nth + step;
	if (!prompt->hooks->complete(ui, buf_str(&prompt->stem), nth, &found)) {
		buf_clear(&found);
		nth = 0;
		if (!prompt->hooks->complete(ui, buf_str(&prompt->stem), 0, &found)) {
			buf_free(&found);
			prompt->nth = -1;
			prompt->has_none = true;
			return;
		}
	}
	prompt->nth = nth;
	buf_free(&prompt->edit.text);
	prompt->edit.text = found;
	prompt->edit.at = found.len;
	others_find(ui, prompt);
}

/* Up: what was typed here before; Down: newer again, at last what was begun. */
static void prompt_recall(struct ui *ui, struct prompt *prompt, int step)
{
	struct str text;

	if (prompt->past < 0) {
		buf_clear(&prompt->typed);
		buf_add(&prompt->typed, buf_str(&prompt->edit.text));
	}
	if (prompt->past + step < 0)
		text = buf_str(&prompt->typed);
	else if (!past_find(*ui_past(ui), kind_of(prompt), prompt->past + step, &text))
		return;
	prompt->past = prompt->past + step < 0 ? -1 : prompt->past + step;
	buf_clear(&prompt->edit.text);
	buf_add(&prompt->edit.text, text);
	prompt->edit.at = text.len;
	if (prompt->hooks->changed)
		prompt->hooks->changed(ui, prompt->subject, text);
}

/* The arrows of a line whose view has no use for them. */
static int recall_step(const struct prompt *prompt, const struct term_event *event)
{
	bool is_control = event->key == KEY_CHAR && event->modifiers == TERM_CTRL;

	if ((event->key == KEY_UP_ && !prompt->hooks->key) ||
	    (is_control && event->code_point == 'p'))
		return 1;
	if ((event->key == KEY_DOWN_ && !prompt->hooks->key) ||
	    (is_control && event->code_point == 'n'))
		return -1;
	return 0;
}

static bool prompt_key(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct prompt *prompt = prompt_of(view);
	bool is_changed;

	prompt->has_none = false;
	if (event->key == KEY_ENTER) {
		prompt_end(ui, prompt, true);
		return true;
	}
	if (event->key == KEY_ESCAPE ||
	    (event->key == KEY_CHAR && event->modifiers == TERM_CTRL &&
	     (event->code_point == 'c' || event->code_point == 'g')) ||
	    (event->key == KEY_BACKSPACE && !prompt->edit.text.len)) {
		prompt_end(ui, prompt, false);
		return true;
	}
	if ((event->key == KEY_TAB || event->key == KEY_BACKTAB) && prompt->hooks->complete) {
		prompt_complete(ui, prompt, event->key == KEY_TAB ? 1 : -1);
		return true;
	}
	prompt->nth = -1;
	if (recall_step(prompt, event)) {
		prompt_recall(ui, prompt, recall_step(prompt, event));
		return true;
	}
	if (edit_key(&prompt->edit, event, &is_changed)) {
		if (is_changed && prompt->hooks->changed)
			prompt->hooks->changed(ui, prompt->subject, buf_str(&prompt->edit.text));
		return true;
	}
	if (prompt->hooks->key)
		prompt->hooks->key(ui, event);
	return true; /* no key of a line is a command */
}

static void prompt_free(struct view *view)
{
	struct prompt *prompt = prompt_of(view);

	buf_free(&prompt->edit.text);
	buf_free(&prompt->stem);
	buf_free(&prompt->others);
	buf_free(&prompt->typed);
	arena_free(&prompt->arena);
	free(prompt);
}

static const struct view_ops prompt_ops = {
	.bit = V_BOX,
	.is_line = true,
	.draw = prompt_draw,
	.key = prompt_key,
	.free = prompt_free,
};

void prompt_open(struct ui *ui, const char *label, struct str text,
		 const struct prompt_hooks *hooks, struct str subject)
{
	struct prompt *prompt = mem_new(1, sizeof(*prompt));

	prompt->view.ops = &prompt_ops;
	prompt->hooks = hooks;
	prompt->label = arena_str(&prompt->arena, str_from(label));
	prompt->subject = arena_str(&prompt->arena, subject);
	prompt->nth = prompt->past = -1;
	buf_add(&prompt->edit.text, text);
	prompt->edit.at = text.len;
	ui_push(ui, &prompt->view);
}
