/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <poll.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "engine/upgrade.h"
#include "ui/deeds.h"
#include "ui/state.h"

/* What stands there while a database of an older program is brought up to
 * date. There are no views yet, and no keys but those that leave. */

enum { LOOK_MS = 250, WIDTH = 64 };

static void upgrade_draw(struct ui *ui, int copied)
{
	struct area all = area_of(ui->surface);
	int width = all.columns < WIDTH + 2 ? all.columns - 2 : WIDTH;
	struct area part = area_part(all, all.rows >= 12 ? (all.rows - 5) / 2 : 0,
				     (all.columns - width) / 2, all.rows, width);
	struct buf doing = { 0 };

	surface_clear(ui->surface);
	for (int i = 0; i < all.rows; i++)
		area_fill(all, i, 0, all.columns, ROLE_TEXT);
	if (copied < 100)
		buf_addf(&doing, _("a copy is kept first: %d %%"), copied);
	else
		buf_add(&doing, str_from(_("the copy is kept; now the articles are changed over")));
	area_text(part, 0, 0, width, ROLE_TITLE, 0,
		  str_from(_("The database is brought up to date")));
	area_text(part, 2, 0, width, ROLE_TEXT, 0, buf_str(&doing));
	area_text(part, 4, 0, width, ROLE_DIM, 0,
		  str_from(_("q leaves: nothing is lost, the next start begins again")));
	buf_free(&doing);
}

static bool is_leaving(const struct term_event *event)
{
	return event->key == KEY_QUIT || event->key == KEY_ESCAPE ||
	       (event->key == KEY_CHAR &&
		(event->code_point == 'q' || event->code_point == 'Q' ||
		 (event->code_point == 'c' && (event->modifiers & TERM_CTRL))));
}

/* Returns whether somebody wants to leave. */
static bool keys_take(struct ui *ui)
{
	struct term_event event;
	int rows, columns;

	for (term_next(ui->term, &event); event.key != KEY_NONE; term_next(ui->term, &event)) {
		if (is_leaving(&event))
			return true;
		if (event.key != KEY_RESIZED)
			continue;
		term_size(ui->term, &rows, &columns);
		ui_resize(ui, rows, columns);
	}
	return false;
}

static void upgrade_wait(struct ui *ui, struct engine_upgrade *upgrade)
{
	struct pollfd slots[3] = { { .events = POLLIN }, { .events = POLLIN },
				   { .fd = engine_upgrade_fd(upgrade), .events = POLLIN } };
	int tty[2], drawn = -1;

	term_fds(ui->term, tty);
	slots[0].fd = tty[0];
	slots[1].fd = tty[1];
	while (!slots[2].revents) {
		int copied = engine_upgrade_copied(upgrade);

		if (copied != drawn || ui->is_stale) {
			upgrade_draw(ui, copied);
			term_show(ui->term, ui->surface);
			ui->is_stale = false;
			drawn = copied;
		}
		if (poll(slots, 3, LOOK_MS) < 0 && errno != EINTR)
			return;
		if (!ui->wants_quit && keys_take(ui)) {
			ui->wants_quit = true;
			engine_upgrade_stop(upgrade);
		}
	}
}

bool ui_upgrade(struct ui *ui, struct error *err)
{
	struct engine_upgrade *upgrade;
	struct error notice;

	if (!engine_upgrade_start(ui->options->paths->database, &upgrade))
		return true;
	ui_use_conf(ui);
	upgrade_wait(ui, upgrade);
	bool is_well = engine_upgrade_end(upgrade, &notice, err);
	if (is_well && notice.text[0])
		ui_say(ui, ROLE_NOTICE, "%s", notice.text);
	return is_well || ui->wants_quit;
}
