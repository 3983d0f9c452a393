/* SPDX-License-Identifier: MIT */

#include "base/i18n.h"
#include "base/utf8.h"
#include "ui/boxes.h"
#include "ui/downloads.h"
#include "ui/state.h"

/* Where the panes are, and the lines above and below them. */

enum {
	RULES_FROM = 18,  /* rows of a screen that can spare one for a rule */
	BAR_FROM = 4,     /* and for the first line */
	SIDEBAR_FROM = 60,
	BAR_WORDS_FROM = 60,
	BAR_COUNTS_FROM = 30,
};

/* What the bottom line calls an action. */
static const struct {
	enum action action;
	const char *label;
} labels[] = {
	{ ACTION_OPEN, N_("open") }, { ACTION_ADD, N_("add") }, { ACTION_SEARCH, N_("search") },
	{ ACTION_HELP, N_("help") }, { ACTION_NEXT_UNREAD, N_("next unread") },
	{ ACTION_READ, N_("read") }, { ACTION_RELATED, N_("related") },
	{ ACTION_HISTORY_BACK, N_("back") }, { ACTION_NEXT_LINK, N_("link") },
	{ ACTION_CLOSE, N_("back") }, { ACTION_SAVE, N_("save") },
	{ ACTION_PAGE_DOWN, N_("on") }, { ACTION_REFRESH_ALL, N_("refresh") },
	{ ACTION_READ_ON, N_("on") }, { ACTION_DELETE, N_("remove") },
	{ ACTION_BROWSER, N_("browser") }, { ACTION_COPY, N_("copy") },
	{ ACTION_REFRESH, N_("refresh") }, { ACTION_HEALTH, N_("health") },
};

static const char *label_of(enum action action)
{
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++) {
		if (labels[i].action == action)
			return _(labels[i].label);
	}
	return "";
}

/* ---- the first line -------------------------------------------------------------------- */

static void progress_add(const struct ui *ui, int columns, struct buf *out)
{
	const struct engine_progress *progress = &ui->progress;
	bool has_words = columns >= BAR_WORDS_FROM;

	if (!progress->is_running && !ui->is_adding)
		return;
	buf_add(out, out->len ? STR("  ⟳") : STR("⟳"));
	if (columns < BAR_COUNTS_FROM || !progress->is_running)
		return;
	buf_add_char(out, ' ');
	if (progress->total > 0 && progress->done < progress->total)
		buf_addf(out, "%lld/%lld", (long long)progress->done, (long long)progress->total);
	else if (progress->pictures_done < progress->pictures_total)
		buf_addf(out, has_words ? _("pictures %lld/%lld") : "%lld/%lld",
			 (long long)progress->pictures_done,
			 (long long)progress->pictures_total);
	else if (progress->pages_total > 0)
		buf_addf(out, has_words ? _("pages %lld/%lld") : "%lld/%lld",
			 (long long)progress->pages_done,
			 (long long)progress->pages_total);
	else
		buf_add(out, STR("…"));
	if (progress->failed > 0)
		buf_addf(out, " !%lld", (long long)progress->failed);
}

static void spot_add(struct ui *ui, int row, int from, int to, enum action action, int count)
{
	if (ui->spot_count < UI_SPOTS && from < to)
		ui->spots[ui->spot_count++] = (struct ui_spot){ row, from, to, action, count };
}

/* Each step of the trail, which begins in column `at`, is the way back to it. */
static void trail_spots(struct ui *ui, struct area area, struct str trail, int at, int end)
{
	struct str rest = trail;
	int left = 0;
	size_t next;

	for (; (next = str_find(rest, STR(" › "))) != SIZE_MAX; left++)
		rest = str_slice(rest, next + STR(" › ").len, rest.len);
	spot_add(ui, area.row, 0, ui->is_plain ? 1 : 3, ACTION_HISTORY_BACK, 0);
	for (rest = trail; left > 0 && at < end; left--) {
		next = str_find(rest, STR(" › "));
		int width = utf8_width(str_slice(rest, 0, next));

		spot_add(ui, area.row, at, at + width, ACTION_HISTORY_BACK, left);
		at += width + 3;
		rest = str_slice(rest, next + STR(" › ").len, rest.len);
	}
}

/* Where the last step of a trail begins. */
static size_t last_step(struct str trail)
{
	size_t at = 0, next;

	while ((next = str_find(str_slice(trail, at, trail.len), STR(" › "))) != SIZE_MAX)
		at += next + STR(" › ").len;
	return at;
}

/* Where what is shown is from, the way back to the list. */
static int place_draw(struct ui *ui, struct view *view, struct area area, int at)
{
	struct buf text = { 0 };
	int used = 0;

	if (view->ops->place)
		view->ops->place(ui, view, &text);
	if (text.len) {
		if (!ui->box_count)
			spot_add(ui, area.row, at, at + utf8_width(buf_str(&text)), ACTION_BACK,
				 0);
		buf_add(&text, STR(" › "));
		used = area_text(area, 0, at, area.columns - at, ROLE_TRAIL, 0, buf_str(&text));
	}
	buf_free(&text);
	return used;
}

static void bar_draw(struct ui *ui, struct area area)
{
	struct view *view = ui->focus == PANE_LIST && ui->is_searching ? ui->search :
									 ui->panes[ui->focus];
	struct buf left = { 0 }, right = { 0 };
	bool is_trail = ui->focus == PANE_ARTICLE;

	area_fill(area, 0, 0, area.columns, ROLE_BAR);
	if (area.columns < BAR_WORDS_FROM && area.columns >= BAR_COUNTS_FROM && !ui->is_plain) {
		buf_addf(&right, "%lld ●", (long long)ui->counts.unread);
	} else if (area.columns >= BAR_COUNTS_FROM) {
		buf_addf(&right, _("%lld unread"), (long long)ui->counts.unread);
		if (ui->options->is_offline || ui->options->is_demo)
			buf_addf(&right, "  %s", ui->options->is_demo ? _("demo") : _("offline"));
	}
	progress_add(ui, area.columns, &right);
	downloads_add_progress(ui, &right);
	int width = utf8_width(buf_str(&right));
	int at = area.columns - width - 1;
	area_text(area, 0, at, width, ui->progress.is_running ? ROLE_PROGRESS : ROLE_BAR, 0,
		  buf_str(&right));
	int used = 1;
	if (is_trail && !ui->is_plain)
		used += area_text(area, 0, 1, 2, ROLE_BAR, 0, STR("‹ "));
	used += place_draw(ui, view, area, used);
	if (view->ops->title)
		view->ops->title(ui, view, &left, at - used - 2);
	if (is_trail && !ui->box_count)
		trail_spots(ui, area, buf_str(&left), used, at - 2);
	/* Where one is weighs more than how one came. */
	size_t here = is_trail ? last_step(buf_str(&left)) : 0;
	used += area_text(area, 0, used, at - used - 2, ROLE_TRAIL, 0,
			  str_slice(buf_str(&left), 0, here));
	area_text(area, 0, used, at - used - 2, is_trail ? ROLE_TRAIL : ROLE_BAR, TERM_BOLD,
		  str_slice(buf_str(&left), here, left.len));
	buf_free(&left);
	buf_free(&right);
}

/* ---- the bottom line ---------------------------------------------------------------------- */

static void hints_draw(struct ui *ui, const struct view *view, struct area area, int end)
{
	int at = 1, from;

	struct hint hints[HINTS];

	if (!conf_bool(ui->conf, SETTING_HINTS))
		return;
	for (int i = 0; i < HINTS; i++)
		hints[i] = (struct hint){ view->ops->hints[i], NULL };
	if (view->ops->hint)
		view->ops->hint(ui, view, hints);
	for (int i = 0; i < HINTS; i++) {
		struct buf key = { 0 };
		const char *label = hints[i].label ? _(hints[i].label) : label_of(hints[i].action);

		if (hints[i].action != ACTION_NONE)
			keymap_add_keys(&ui->keymap, view->ops->bit, hints[i].action, 1, &key);
		int need = utf8_width(buf_str(&key)) + 1 + utf8_width(str_from(label));
		if (key.len && at + need <= end) {
			from = at;
			at += area_text(area, 0, at, end - at, ROLE_KEY, 0, buf_str(&key)) + 1;
			at += area_text(area, 0, at, end - at, ROLE_STATUS, 0, str_from(label)) + 3;
			spot_add(ui, area.row, from, at - 3, hints[i].action, 0);
		}
		buf_free(&key);
	}
}

static void bottom_draw(struct ui *ui, struct area area, bool is_long)
{
	struct view *view = ui_focused(ui);
	struct buf position = { 0 }, note = { 0 };
	int end = area.columns - 1;

	area_fill(area, 0, 0, area.columns, ROLE_STATUS);
	if (view->ops->position)
		view->ops->position(ui, view, &position);
	if (ui->count)
		buf_addf(&position, "  %d", ui->count);
	int width = utf8_width(buf_str(&position));
	/* A sentence that fits alone has the line for itself. */
	bool has_room = is_long || utf8_width(str_from(ui->message)) <= end - width - 3;
	if (position.len && area.columns >= 16 && (has_room || !ui->message[0])) {
		end -= width;
		area_text(area, 0, end, width, ROLE_STATUS, 0, buf_str(&position));
		end -= 2;
	}
	if (view->ops->note)
		view->ops->note(ui, view, &note);
	if (ui->message[0] && !is_long)
		area_text(area, 0, 1, end - 1, ui->message_role, 0, str_from(ui->message));
	else if (note.len)
		area_text(area, 0, 1, end - 1, ROLE_NOTICE, 0, buf_str(&note));
	else
		hints_draw(ui, view, area, end);
	buf_free(&position);
	buf_free(&note);
}

/* ---- a long sentence ---------------------------------------------------------------------- */

enum { MESSAGE_ROWS = 6 };

/* Of a sentence too long for the bottom line. */
static int message_rows(const struct ui *ui, struct area all)
{
	struct str rest = str_from(ui->message);
	int count = 0, most = all.rows / 3 < MESSAGE_ROWS ? all.rows / 3 : MESSAGE_ROWS;

	if (all.columns < 8 || utf8_width(rest) <= all.columns - 2 || most < 2)
		return 0;
	for (; rest.len && count < most; count++)
		box_cut_line(&rest, all.columns - 2);
	return count;
}

static bool has_selected(struct area all, int from, int count)
{
	for (int i = from * all.columns; i < (from + count) * all.columns; i++)
		if (all.surface->cells[i].role == ROLE_SELECTED)
			return true;
	return false;
}

/* What is covered is not clicked. */
static void spots_cover(struct ui *ui, int top, int count)
{
	int kept = 0;

	for (int i = 0; i < ui->spot_count; i++)
		if (ui->spots[i].row < top || ui->spots[i].row >= top + count)
			ui->spots[kept++] = ui->spots[i];
	ui->spot_count = kept;
	for (int i = 0; i < count; i++)
		spot_add(ui, top + i, 0, ui->surface->columns, ACTION_NONE, 0);
}

/* It covers what is above the bottom line until the next key, or what is below
 * the first where the selected row would be hidden; the part of it that says
 * what to do stands at its end. */
static void message_draw(struct ui *ui, struct area all)
{
	struct str rest = str_from(ui->message);
	int count = message_rows(ui, all);
	int frame = all.rows >= RULES_FROM && !ui->is_plain;
	bool is_above = has_selected(all, all.rows - count - frame, count + frame);
	int top = is_above ? 1 + frame : all.rows - count;

	spots_cover(ui, top, count);
	for (int i = 0; i < count; i++) {
		const char *from = rest.ptr;
		struct str line = box_cut_line(&rest, all.columns - 2);

		area_fill(all, top + i, 0, all.columns, ROLE_STATUS);
		area_text(all, top + i, 1, all.columns - 2, ui->message_role, 0,
			  i == count - 1 ? str_from(from) : line);
	}
	if (count && frame)
		area_line(area_part(all, is_above ? top + count : top - 1, 0, 1, all.columns), 0,
			  ROLE_RULE);
}

/* ---- panes ----------------------------------------------------------------------------------- */

static void pane_draw(struct ui *ui, enum pane pane, struct area area)
{
	struct view *view = pane == PANE_LIST && ui->is_searching ? ui->search : ui->panes[pane];

	view->area = area;
	view->ops->draw(ui, view, area, !ui->box_count && ui->focus == pane);
}

static void upright_draw(struct area area, int column)
{
	for (int i = 0; i < area.rows; i++)
		area_text(area, i, column, 1, ROLE_RULE, 0, STR("│"));
}

static int feeds_columns(const struct ui *ui, int columns)
{
	int wanted = (int)conf_number(ui->conf, SETTING_FEEDS_WIDTH);

	return wanted > columns / 2 ? columns / 2 : wanted;
}

/* Feeds beside; the headlines over the article once there is one. */
static void wide_draw(struct ui *ui, struct area body)
{
	int feeds = feeds_columns(ui, body.columns);
	struct area right = area_part(body, 0, feeds + 1, body.rows, body.columns - feeds - 1);
	int top = right.rows * (int)conf_number(ui->conf, SETTING_LIST_HEIGHT) / 100;

	pane_draw(ui, PANE_FEEDS, area_part(body, 0, 0, body.rows, feeds));
	upright_draw(body, feeds);
	if (!ui->has_article) {
		pane_draw(ui, PANE_LIST, right);
		return;
	}
	top = top < 3 ? 3 : top;
	pane_draw(ui, PANE_LIST, area_part(right, 0, 0, top, right.columns));
	area_line(area_part(right, top, 0, 1, right.columns), 0, ROLE_RULE);
	pane_draw(ui, PANE_ARTICLE,
		  area_part(right, top + 1, 0, right.rows - top - 1, right.columns));
}

static void body_draw(struct ui *ui, struct area body)
{
	if (ui_is_wide(ui)) {
		wide_draw(ui, body);
		return;
	}
	if (ui->has_sidebar && body.columns >= SIDEBAR_FROM && !ui->is_plain &&
	    ui->layout != UI_NARROW && (ui->has_list || ui->is_searching)) {
		int feeds = feeds_columns(ui, body.columns);

		pane_draw(ui, PANE_FEEDS, area_part(body, 0, 0, body.rows, feeds));
		upright_draw(body, feeds);
		pane_draw(ui, ui->focus == PANE_FEEDS ? PANE_LIST : ui->focus,
			  area_part(body, 0, feeds + 1, body.rows, body.columns - feeds - 1));
		return;
	}
	pane_draw(ui, ui->focus, body);
}

static void areas_forget(struct ui *ui)
{
	for (int i = 0; i < PANE_COUNT; i++)
		ui->panes[i]->area = (struct area){ 0 };
	ui->search->area = (struct area){ 0 };
}

void ui_draw(struct ui *ui)
{
	struct surface *surface = ui->surface;
	bool has_bar = surface->rows >= BAR_FROM;
	bool has_rule = surface->rows >= RULES_FROM && !ui->is_plain;
	struct area all = area_of(surface);
	int top = has_bar + has_rule, bottom = surface->rows > 1;
	struct area body = area_part(all, top, 0, all.rows - top - bottom, all.columns);
	struct area last = area_part(all, all.rows - 1, 0, bottom, all.columns);
	struct view *focused = ui_focused(ui);

	surface_clear(surface);
	ui->spot_count = 0;
	for (int i = 0; i < all.rows; i++)
		area_fill(all, i, 0, all.columns, ROLE_TEXT);
	areas_forget(ui);
	body_draw(ui, body);
	if (has_bar)
		bar_draw(ui, area_part(all, 0, 0, 1, all.columns));
	if (has_rule)
		area_line(area_part(all, 1, 0, 1, all.columns), 0, ROLE_RULE);
	for (size_t i = 0; i < ui->box_count; i++) {
		struct view *box = ui->boxes[i];

		if (box->ops->is_line)
			continue;
		box->area = body;
		box->ops->draw(ui, box, body, box == focused);
	}
	if (last.rows && !focused->ops->is_line) {
		bool is_long = message_rows(ui, all) > 0;

		bottom_draw(ui, last, is_long);
		if (is_long)
			message_draw(ui, all);
	} else if (last.rows) {
		focused->area = last;
		area_fill(last, 0, 0, last.columns, ROLE_PROMPT);
		focused->ops->draw(ui, focused, last, true);
	}
	ui->is_stale = false;
}
