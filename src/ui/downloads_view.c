/* SPDX-License-Identifier: MIT */
#include <stdlib.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "ui/boxes.h"
#include "ui/cursor.h"
#include "ui/downloads.h"

/* The list of downloads, the newest on top. */

enum { BAR_COLUMNS = 16, BAR_FROM = 70 };

struct downloads_view {
	struct view view;
	struct cursor cursor;
	struct area inside;
};

static struct downloads_view *view_of(struct view *view)
{
	return (struct downloads_view *)view;
}

static size_t count_of(const struct ui *ui)
{
	return ui->downloads ? ui->downloads->count : 0;
}

static struct download_item *item_at(const struct ui *ui, size_t row)
{
	return row < count_of(ui) ? &ui->downloads->items[count_of(ui) - 1 - row] : NULL;
}

static void state_add(struct buf *out, const struct download_item *item, bool has_bar)
{
	if (has_bar && item->state != DOWNLOAD_DONE) {
		downloads_add_bar(out, item->done, item->total, BAR_COLUMNS);
		buf_add(out, STR("  "));
	}
	switch (item->state) {
	case DOWNLOAD_RUNS:
		downloads_add_size(out, item->done, item->total);
		if (item->speed >= 1000000)
			buf_addf(out, _(", %.1f MB/s"), (double)item->speed / 1e6);
		else if (item->speed > 0)
			buf_addf(out, _(", %lld kB/s"), (long long)(item->speed + 999) / 1000);
		break;
	case DOWNLOAD_STOPPED:
		buf_addf(out, "%s ", _("stopped at"));
		downloads_add_size(out, item->done, item->total);
		break;
	case DOWNLOAD_FAILED: buf_add(out, str_from(_("failed"))); break;
	case DOWNLOAD_DONE: downloads_add_size(out, item->done, item->done); break;
	}
}

static void row_draw(struct area area, int line, const struct download_item *item,
		     bool is_selected, bool is_plain)
{
	static const struct {
		struct str mark;
		enum term_role role;
	} marks[] = {
		[DOWNLOAD_RUNS] = { { "↓", 3 }, ROLE_PROGRESS },
		[DOWNLOAD_STOPPED] = { { "‖", 3 }, ROLE_DIM },
		[DOWNLOAD_FAILED] = { { "!", 1 }, ROLE_FEED_ERROR },
		[DOWNLOAD_DONE] = { { "✓", 3 }, ROLE_STATE_CACHED },
	};
	enum term_role role = is_selected ? ROLE_SELECTED : ROLE_TEXT;
	struct str path = str_from(item->path ? item->path : item->url);
	struct buf state = { 0 };
	size_t slash = path.len;

	while (slash > 0 && path.ptr[slash - 1] != '/')
		slash--;
	state_add(&state, item, area.columns >= BAR_FROM && !is_plain);
	int width = utf8_width(buf_str(&state)), end = area.columns - width - 1;
	area_fill(area, line, 0, area.columns, role);
	if (!is_plain)
		area_text(area, line, 1, 1, is_selected ? role : marks[item->state].role, 0,
			  marks[item->state].mark);
	area_text(area, line, end, width, is_selected ? role : ROLE_DIM, 0, buf_str(&state));
	int at = is_plain ? 0 : 3;
	area_text(area, line, at, end - 2 - at, role, 0, str_slice(path, slash, path.len));
	buf_free(&state);
}

static void view_draw(struct ui *ui, struct view *view, struct area area, bool is_focused)
{
	struct downloads_view *self = view_of(view);
	size_t count = count_of(ui);
	int rows = (int)(count ? count : 1);
	struct area inside = box_draw(area, 90, rows, str_from(_("Downloads")));

	self->inside = inside;
	cursor_fit(&self->cursor, count, inside.rows);
	for (int i = 0; i < inside.rows; i++) {
		size_t row = self->cursor.top + (size_t)i;
		const struct download_item *item = item_at(ui, row);

		if (!item)
			break;
		row_draw(inside, i, item, row == self->cursor.at, ui->is_plain);
		if (ui->is_plain && is_focused && row == self->cursor.at) {
			area.surface->cursor_row = inside.row + i;
			area.surface->cursor_column = inside.column;
		}
	}
	if (!count)
		area_text(inside, 0, 1, inside.columns - 2, ROLE_DIM, 0,
			  str_from(_("nothing was downloaded; e at an article with sound, video "
				     "or files")));
}

static void key_add(struct ui *ui, enum action action, const char *does, struct buf *out)
{
	struct buf keys = { 0 };

	keymap_add_keys(&ui->keymap, V_BOX, action, 1, &keys);
	if (keys.len)
		buf_addf(out, "%s%s %s", out->len ? " · " : "", buf_cstr(&keys), does);
	buf_free(&keys);
}

/* Why it failed; what the keys do to this one; where it is. */
static void view_note(struct ui *ui, struct view *view, struct buf *out)
{
	static const char *const doing[] = {
		[DOWNLOAD_RUNS] = N_("stops"), [DOWNLOAD_STOPPED] = N_("goes on"),
		[DOWNLOAD_FAILED] = N_("tries again"), [DOWNLOAD_DONE] = N_("opens it"),
	};
	const struct download_item *item = item_at(ui, view_of(view)->cursor.at);

	if (!item)
		return;
	if (item->state == DOWNLOAD_FAILED)
		buf_add(out, str_from(item->why.text));
	key_add(ui, ACTION_OPEN, _(doing[item->state]), out);
	key_add(ui, ACTION_DELETE, _("forgets it"), out);
	if (item->state != DOWNLOAD_FAILED && item->path)
		buf_addf(out, "%s%s", out->len ? " · " : "", item->path);
}

static bool view_act(struct ui *ui, struct view *view, enum action action, int count)
{
	struct downloads_view *self = view_of(view);
	struct download_item *item = item_at(ui, self->cursor.at);

	if (cursor_act(&self->cursor, action, count, count_of(ui), self->inside.rows))
		return true;
	switch (action) {
	case ACTION_CLOSE: case ACTION_BACK: case ACTION_CLEAR: ui_pop(ui); return true;
	case ACTION_OPEN:
		if (item && item->state == DOWNLOAD_RUNS)
			downloads_stop(ui, item);
		else if (item)
			downloads_use(ui, item);
		return true;
	case ACTION_DELETE:
		if (item)
			downloads_forget(ui, count_of(ui) - 1 - self->cursor.at);
		return true;
	case ACTION_COPY:
		if (item)
			ui_copy(ui, str_from(item->url));
		return true;
	default: return false;
	}
}

static void view_mouse(struct ui *ui, struct view *view, const struct term_event *event)
{
	struct downloads_view *self = view_of(view);
	size_t row = self->cursor.top + (size_t)(event->row - self->inside.row);

	if (event->mouse == TERM_WHEEL_UP || event->mouse == TERM_WHEEL_DOWN)
		view_act(ui, view, event->mouse == TERM_WHEEL_UP ? ACTION_UP : ACTION_DOWN, 3);
	else if (event->mouse == TERM_PRESS && event->button == 0 &&
		 event->row >= self->inside.row && row < count_of(ui))
		self->cursor.at = row;
}

static void view_free(struct view *view)
{
	free(view);
}

void downloads_open(struct ui *ui)
{
	static const struct view_ops ops = {
		.bit = V_BOX,
		.draw = view_draw,
		.act = view_act,
		.mouse = view_mouse,
		.note = view_note,
		.free = view_free,
		.hints = { ACTION_OPEN, ACTION_DELETE, ACTION_CLOSE, ACTION_NONE },
	};
	struct downloads_view *view = mem_new(1, sizeof(*view));

	view->view.ops = &ops;
	ui_push(ui, &view->view);
}
