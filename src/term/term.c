/* SPDX-License-Identifier: MIT */
#include "term/term.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sysexits.h>
#include <termios.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "term/guard.h"
#include "term/input.h"
#include "term/paint.h"
#include "term/terminfo.h"
#include "term/tty.h"

enum { ESCAPE_MS = 25 };

struct term {
	struct term_options options;
	struct terminfo info;
	struct termios saved;
	struct painter painter;
	struct input input;
	struct buf out;
	int signals;       /* the guard's pipe */
	int64_t read_ms;   /* when the last bytes came, monotonic */
	int rows, columns;
	bool is_gone;      /* nobody reads what is written */
	bool wants_end, has_resized;
	bool is_cursor_shown;
};

static void term_flush(struct term *term)
{
	if (!term->is_gone && !tty_write(term->options.out, buf_str(&term->out)))
		term->is_gone = true;
	buf_clear(&term->out);
}

static bool size_read(struct term *term)
{
	int rows = term->rows, columns = term->columns;

	tty_size(term->options.out, &term->rows, &term->columns);
	return rows != term->rows || columns != term->columns;
}

static void add_enter(struct term *term)
{
	buf_add(&term->out, str_from(term->info.enter));
	buf_add(&term->out, str_from(term->info.hide));
	if (term->info.is_modern) {
		/* Whether it has margins at the sides; what one that does not
		 * know the question makes of it is painted over. */
		buf_add(&term->out, STR("\033[?69$p\033[?2004h"));
		/* One that would turn it round as well leaves it (BDSM). */
		if (term->options.orders_text)
			buf_add(&term->out, STR("\033[8l"));
		if (term->options.wants_mouse)
			buf_add(&term->out, STR("\033[?1000h\033[?1002h\033[?1006h"));
	}
	term->is_cursor_shown = false;
}

static void add_leave(const struct term *term, struct buf *out)
{
	if (term->info.is_modern) {
		if (term->options.wants_mouse)
			buf_add(out, STR("\033[?1006l\033[?1002l\033[?1000l"));
		buf_add(out, STR("\033[?2004l\033]8;;\033\\"));
		if (term->options.orders_text)
			buf_add(out, STR("\033[8h"));
	}
	buf_add(out, STR("\033[0m"));
	buf_add(out, str_from(term->info.show));
	if (!term->info.leave[0])
		buf_add(out, STR("\033[H\033[2J"));
	buf_add(out, str_from(term->info.leave));
}

static bool term_start(struct term *term, struct error *err)
{
	struct buf restore = { 0 };

	add_leave(term, &restore);
	term->signals = guard_start(term->options.out, &term->saved, buf_str(&restore));
	buf_free(&restore);
	if (term->signals < 0)
		return error_set_errno(err, _("cannot watch for signals"));
	mem_set_last_words(guard_restore);
	term_resume(term);
	return true;
}

bool term_open(const struct term_options *options, struct term **out, struct error *err)
{
	struct terminfo info;
	struct term *term;

	*out = NULL;
	if (!isatty(options->in) || !isatty(options->out))
		return error_set_code(err, EX_UNAVAILABLE,
				      _("the reader needs a terminal; "
					"\"warta --help\" lists what works without one"));
	if (!terminfo_load(&info, options->out, err))
		return false;
	term = mem_new(1, sizeof(*term));
	term->options = *options;
	term->info = info;
	term->signals = -1;
	term->painter = (struct painter){
		.colours = options->has_no_colour ? 0 : info.colours,
		.has_dim = info.has_dim,
		.has_italic = info.has_italic,
		.has_strike = info.has_strike,
		.has_links = info.is_modern,
		.can_scroll = info.can_scroll,
		.can_repeat = info.can_repeat && !options->is_ascii,
		.is_ascii = options->is_ascii,
		.has_few_glyphs = !info.is_modern,
	};
	struct theme theme;
	theme_default(&theme);
	paint_set_theme(&term->painter, &theme);
	if (tcgetattr(options->in, &term->saved)) {
		free(term);
		return error_set_errno(err, _("cannot read the terminal's modes"));
	}
	if (!term_start(term, err)) {
		free(term);
		return false;
	}
	*out = term;
	return true;
}

void term_close(struct term *term)
{
	if (!term)
		return;
	term_suspend(term);
	mem_set_last_words(NULL);
	guard_stop();
	paint_forget(&term->painter);
	input_free(&term->input);
	buf_free(&term->out);
	free(term);
}

void term_suspend(struct term *term)
{
	add_leave(term, &term->out);
	term_flush(term);
	tcsetattr(term->options.in, TCSADRAIN, &term->saved);
	guard_arm(false);
}

void term_resume(struct term *term)
{
	guard_arm(true);
	tty_set_raw(term->options.in, &term->saved);
	add_enter(term);
	term_flush(term);
	size_read(term);
	term_redraw(term);
}

/* Gives the terminal to the shell until it says SIGCONT, as the terminal's own
 * key would: with all that run in the foreground, and not at all where nobody
 * could continue it. */
static void term_stop(struct term *term)
{
	term_suspend(term);
	kill(0, SIGTSTP);
	term_resume(term);
	term->has_resized = true;
}

void term_size(struct term *term, int *rows, int *columns)
{
	*rows = term->rows;
	*columns = term->columns;
}

void term_set_theme(struct term *term, const struct theme *theme)
{
	paint_set_theme(&term->painter, theme);
}

void term_redraw(struct term *term)
{
	paint_forget(&term->painter);
}

static void add_cursor(struct term *term, const struct surface *surface)
{
	bool is_shown = surface->cursor_row >= 0 && surface->cursor_column >= 0;

	if (is_shown)
		buf_addf(&term->out, "\033[%d;%dH", surface->cursor_row + 1,
			 surface->cursor_column + 1);
	if (is_shown != term->is_cursor_shown)
		buf_add(&term->out, str_from(is_shown ? term->info.show : term->info.hide));
	term->is_cursor_shown = is_shown;
}

void term_show(struct term *term, const struct surface *surface)
{
	struct buf frame = { 0 };

	term->painter.has_margins = term->input.has_margins;
	paint_surface(&term->painter, surface, &frame);
	if (frame.len && term->info.is_modern)
		buf_add(&term->out, STR("\033[?2026h"));
	buf_add(&term->out, buf_str(&frame));
	add_cursor(term, surface);
	if (frame.len && term->info.is_modern)
		buf_add(&term->out, STR("\033[?2026l"));
	buf_free(&frame);
	term_flush(term);
}

void term_copy(struct term *term, struct str text)
{
	tty_add_copy(&term->out, text);
	term_flush(term);
}

void term_notify(struct term *term, bool use_osc777, struct str title, struct str body)
{
	tty_add_notice(&term->out, use_osc777, title, body);
	term_flush(term);
}

bool term_has_strike(const struct term *term)
{
	return term->info.has_strike;
}

/* ---- input ------------------------------------------------------------------- */

static void read_signals(struct term *term)
{
	unsigned char numbers[64];
	ssize_t got = read(term->signals, numbers, sizeof(numbers));
	bool must_stop = false, has_continued = false;

	for (ssize_t i = 0; i < got; i++) {
		if (numbers[i] == SIGTSTP)
			must_stop = true;
		else if (numbers[i] == SIGCONT)
			has_continued = true;
		else if (numbers[i] == SIGWINCH)
			term->has_resized = true;
		else
			term->wants_end = true;
	}
	if (term->wants_end)
		return;
	if (must_stop)
		term_stop(term);
	else if (has_continued)
		term_resume(term);
}

static void read_bytes(struct term *term)
{
	struct pollfd slot = { .fd = term->options.in, .events = POLLIN };
	char bytes[4096];

	if (poll(&slot, 1, 0) <= 0)
		return;
	if (slot.revents & POLLIN) {
		ssize_t got = read(term->options.in, bytes, sizeof(bytes));

		if (got > 0) {
			input_feed(&term->input, bytes, (size_t)got);
			term->read_ms = clock_ms();
			return;
		}
		if (got < 0 && (errno == EINTR || errno == EAGAIN))
			return;
		term->is_gone = true;
	}
	if (slot.revents & (POLLHUP | POLLERR | POLLNVAL))
		term->is_gone = true;
}

static bool is_late(const struct term *term)
{
	return clock_ms() - term->read_ms >= ESCAPE_MS;
}

void term_next(struct term *term, struct term_event *out)
{
	*out = (struct term_event){ .key = KEY_NONE };
	read_signals(term);
	if (term->wants_end || term->is_gone) {
		out->key = KEY_QUIT;
		return;
	}
	if (term->has_resized) {
		term->has_resized = false;
		size_read(term);
		out->key = KEY_RESIZED;
		return;
	}
	input_next(&term->input, false, out);
	if (out->key != KEY_NONE)
		return;
	read_bytes(term);
	input_next(&term->input, is_late(term), out);
	if (term->is_gone && out->key == KEY_NONE)
		out->key = KEY_QUIT;
	if (out->key == KEY_CHAR && out->code_point == 'z' && out->modifiers == TERM_CTRL) {
		term_stop(term);
		term->has_resized = false;
		out->key = KEY_RESIZED;
	}
}

int term_wait_ms(const struct term *term)
{
	if (!input_is_waiting(&term->input) || term->input.is_pasting)
		return -1;
	int64_t left = ESCAPE_MS - (clock_ms() - term->read_ms);
	return left > 0 ? (int)left : 0;
}

size_t term_fds(const struct term *term, int fds[2])
{
	fds[0] = term->options.in;
	fds[1] = term->signals;
	return 2;
}
